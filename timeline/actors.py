"""Who took part, as the title of an event names them: states, forces, organisations, people. Better none than a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from timeline.capitals import Spotted, spot
from timeline.documents import Document
from timeline.rules import Pack
from timeline.surroundings import is_capital, listed
from timeline.verbs import finite
from timeline.word_lists import opening

LONGEST_NOUN = 4
NOBODY = ("no-person", "group-words", "person-honours")
CAPITAL = r"[^\W\d_a-z][\w’'-]*"
TOKEN = re.compile(r"\w+")
OWNS = re.compile(r"['’]s? ")
GOES_ON = re.compile(r"['’]s|[-–]\w")
OWNED = re.compile(r"['’]s\b.*")
PERSON = re.compile(rf"\b{CAPITAL}")
Found = tuple[int, int, str]
People = dict[str, str]


def actors_of(document: Document, title: str, people: People) -> tuple[str, ...]:
    """In the order of the title, each once; `people` as `people_in` gives them."""
    spotted = spot(title)
    found = [*_states(document, title, spotted), *_forces(document, title, spotted)]
    found += [(each.start, each.end, each.known.name) for each in spotted if each.known.kind == "organisation"]
    found += [*_organisations(document, title), *_people(document, title, people)]
    kept: list[Found] = []
    for each in sorted(found, key=lambda row: (row[0] - row[1], row[0])):
        if not any(each[0] < other[1] and other[0] < each[1] for other in kept):
            kept.append(each)
    return tuple(dict.fromkeys(name for _, _, name in sorted(kept)))


# --- states and their forces ---------------------------------------------------------------------------------------


def _forces(document: Document, title: str, spotted: Sequence[Spotted]) -> Iterator[Found]:
    """“Armenian forces”, “Azerbaijan's border guards”, and both of “Armenian and Azerbaijani troops”."""
    shared: tuple[int, str] | None = None
    for each in reversed(spotted):
        owner = OWNS.match(title, each.end) if each.known.kind == "country" else None
        if each.known.kind != "people" and owner is None:
            continue
        after = title[owner.end() if owner else each.end :]
        noun = _group(document, after)
        if noun:
            end = len(title) - len(after) + len(after.partition(noun)[0]) + len(noun)
            shared = each.start, noun.split()[-1]
            yield each.start, end, title[each.start : end]
        elif shared and title[each.end : shared[0]].strip() in document.pack.words.get("adding-words", ()):
            yield each.start, each.end, f"{each.text} {shared[1]}"


def _group(document: Document, after: str) -> str:
    """The words up to the noun that names a group, beginning right here: “border guards”, “Serb forces”."""
    words = after[:60].split(None, LONGEST_NOUN)[:LONGEST_NOUN] if after[:1] != "," else []
    for size in range(len(words), 0, -1):
        said = " ".join(words[:size]).strip(".,;:")
        last = [" ".join(said.split()[-count:]).lower() for count in (1, 2)]
        inner = words[: size - 1]
        plain = not any(finite(document, word) or word.endswith((",", ";")) or listed(document, "plain-followers", word) for word in inner)
        if plain and any(listed(document, "group-nouns", each) for each in last) and said in after:
            return said
    return ""


def _states(document: Document, title: str, spotted: Sequence[Spotted]) -> Iterator[Found]:
    """A state that does something: it opens the title before a verb, or stands after “by” or beside another that does."""
    chained = False
    end = 0
    for each in spotted:
        if each.known.kind != "country":
            continue
        before, after = title[: each.start].split(), title[each.end :]
        beside = chained and all(_links(document, word) for word in title[end : each.start].replace(",", " ").split())
        chained = not GOES_ON.match(after) and (beside or _acts(document, before, after))
        end = each.end
        if chained:
            yield each.start, each.end, each.known.name


def _links(document: Document, word: str) -> bool:
    return listed(document, ("adding-words", "articles"), word)


def _acts(document: Document, before: list[str], after: str) -> bool:
    last = before[-1] if before else ""
    while before and listed(document, "articles", before[-1]):
        before = before[:-1]
    if not before:
        words = after.split()
        opens = words[:1] and (finite(document, words[0]) or listed(document, "adding-words", words[0]) or after.startswith(","))
        return bool(opens) or (len(words) > 1 and listed(document, "adverbs", words[0]) and finite(document, words[1]))
    if listed(document, "agent-prepositions", before[-1]):
        return not (len(before) > 1 and listed(document, "lasting-links", before[-2]))
    return listed(document, "of-words", last) and len(before) > 1 and listed(document, "of-states", before[-2])


# --- organisations -------------------------------------------------------------------------------------------------


def _organisations(document: Document, title: str) -> Iterator[Found]:
    """“the National Council of the Republic”, “89th Tank Battalion”: two words or more with capitals, one of them a word for a body."""
    if _told(document.pack, "organisation-words").search(title) is None:
        return
    for found in _bodies(document.pack).finditer(title):
        words = found[0].split()
        if not listed(document, ("no-organisation", "articles"), words[0]) or len(words) > 2:
            start = found.start()
            while words and listed(document, ("no-organisation", "articles"), words[0]):
                start += len(words.pop(0)) + 1
            if len(words) > 1 and not any(listed(document, "no-body", word) for word in words):
                yield start, found.end(), title[start : found.end()]


@lru_cache(maxsize=8)
def _told(pack: Pack, name: str) -> re.Pattern[str]:
    """The words of a list as they stand in a name, without the point of “Gen.”: told at once, where the name takes a while to be read."""
    words = {word.capitalize().rstrip(".") for word in pack.words.get(name, ())}
    return re.compile(opening(filter(TOKEN.fullmatch, words), r"(?!\w)"))


@lru_cache(maxsize=8)
def _bodies(pack: Pack) -> re.Pattern[str]:
    words = "|".join(sorted((word.capitalize() for word in pack.words.get("organisation-words", ())), key=len, reverse=True))
    of = "|".join(pack.words.get("of-words", ())) or r"(?!)"
    articles = "|".join(pack.words.get("articles", ())) or r"(?!)"
    tail = rf"(?: (?:{of})(?: (?:{articles}))?(?: {CAPITAL}){{1,3}})"
    return re.compile(rf"(?:(?:{CAPITAL}|\d+(?:st|nd|rd|th)) ){{1,4}}(?:{words})\b{tail}?|\b(?:{words})\b{tail}" if words else r"(?!)")


# --- people --------------------------------------------------------------------------------------------------------


def people_in(document: Document) -> People:
    """By family name, the full name of everybody whom the text names once with a title: “President Ilham Aliyev” -> Aliyev. A family
    name that two people have is left out."""
    found: dict[str, set[str]] = {}
    for each in _titled(document.pack).finditer(document.text):
        name = _name(document, each["name"])
        if " " in name:
            found.setdefault(name.split()[-1], set()).add(name)
    return {last: next(iter(names)) for last, names in found.items() if len(names) == 1}


def _people(document: Document, title: str, people: People) -> Iterator[Found]:
    honoured = _told(document.pack, "person-honours").search(title) is not None
    for each in _titled(document.pack).finditer(title) if honoured else ():
        name = _name(document, each["name"])
        if name:
            known = people.get(name.split()[-1], "")
            shown = known or (name if " " in name else f"{each['honour']} {name}")
            yield each.start(), each.start("name") + len(name), shown
    for word in PERSON.finditer(title) if people else ():
        base = word[0].removesuffix("'s").removesuffix("’s")
        if base in people:
            start = title.rfind(people[base], 0, word.end()) if people[base] in title else word.start()
            yield start, word.start() + len(base), people[base]


def _name(document: Document, said: str) -> str:
    """The words up to the first that is nobody's name."""
    kept: list[str] = []
    for word in OWNED.sub("", said).split():
        if not is_capital(word) or spot(word) or listed(document, NOBODY, word):
            break
        kept.append(word)
    return " ".join(kept)


@lru_cache(maxsize=8)
def _titled(pack: Pack) -> re.Pattern[str]:
    honours = opening(word.capitalize() for word in pack.words.get("person-honours", ()))
    name = rf"(?P<name>{CAPITAL}(?: (?:[A-Z]\. )?{CAPITAL}){{0,2}})"
    return re.compile(rf"(?P<honour>{honours}) {name}")
