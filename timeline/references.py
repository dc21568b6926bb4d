"""What “the company”, “the treaty”, “the city”, “he” and “it” of a title stand for, where only one name before it fits; else they stay."""

from __future__ import annotations

import re
from functools import lru_cache

from timeline.actors import CAPITAL, People
from timeline.capitals import spot
from timeline.companies import EARLY, Company, companies, mentions
from timeline.documents import Document
from timeline.rules import Pack
from timeline.shortening import CUT, LONGEST_WHOLE
from timeline.surroundings import is_capital, listed
from timeline.verbs import finite, is_adverb
from timeline.word_lists import opening

REACH = 2
FARTHEST = 700
CLEARLY = 3
PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
POINTING = ("company-nouns", "event-nouns", "organisation-words", "place-nouns", "country-nouns")
PLAIN = ("articles", "title-openers", "noun-borders", "subordinators", "demonstratives", "phrase-openers", "adverbs")
OWNERS = ("owners-he", "owners-it", "owners-they")
NOBODIES = (*PLAIN, "group-words", "organisation-words", "place-nouns")
BACKWARD = ("pronouns", "demonstratives", *OWNERS)
NAME = r"[^\W\d_a-z]\w*(?:-[^\W\d_a-z]\w*)*"
# a digit that no text has; a name begins with no digit
MASK = "\U0001d7d8"
OWNER = re.compile(r"['’]s?$")


def explained(document: Document, start: int, title: str, people: People) -> str:
    """The title with a name for what points back; `start` is where in the text its sentence starts."""
    first, space, rest = title.partition(" ")
    number = document.sentence_at(start)
    told = title
    if space and listed(document, "definite-words", first):
        told = _with_noun(document, number, first, rest)
    elif space and (listed(document, "pronouns-he", first) or listed(document, "owners-he", first)):
        told = _with(document, title, _person(document, number, first, people))
    elif space and _is_it(document, first, rest):
        told = _with(document, title, _body(document, number))
    told = _with_company(document, number, told or title)
    return told if told and (len(told) <= LONGEST_WHOLE or told.endswith(CUT)) else title


def _is_it(document: Document, first: str, rest: str) -> bool:
    """“Its” and “It sold”, but not “It was clear that ...”, which stands for nothing."""
    stands = listed(document, "pronouns-it", first) and not listed(document, "be-words", rest.split(" ", 1)[0])
    return stands or listed(document, "owners-it", first)


def points_back(document: Document, title: str) -> bool:
    """Whether its subject is named in another sentence: “He resigned”, “The company sold the mill”, “This offensive failed”."""
    first, _, rest = title.partition(" ")
    if listed(document, BACKWARD, first):
        return True
    return listed(document, "definite-words", first) and _is_bare(document, rest)


def _with(document: Document, title: str, name: str) -> str:
    """The name in place of the first word; nothing where there is no name."""
    first, _, rest = title.partition(" ")
    owns = listed(document, OWNERS[:2], first)
    return f"{_owning(name) if owns else name} {rest}" if name else ""


def _owning(name: str) -> str:
    return f"{name}{'’' if name.endswith('s') else '’s'}"


def _is_bare(document: Document, rest: str) -> bool:
    """“treaty was signed”, “company’s loss grew”: a noun that many have, and right after it what it did or has."""
    noun, _, after = rest.partition(" ")
    follows = after.split(" ", 1)[0].strip(",")
    known = listed(document, POINTING, OWNER.sub("", noun))
    does = OWNER.search(noun) is not None or finite(document, follows) or is_adverb(document, follows)
    return known and does


# --- nouns ---------------------------------------------------------------------------------------------------------


def _with_noun(document: Document, number: int, article: str, rest: str) -> str:
    if not _is_bare(document, rest):
        return ""
    said, _, after = rest.partition(" ")
    noun = OWNER.sub("", said)
    name = _named(document, number, noun)
    return f"{_owning(name) if noun != said else name} {after}" if name else ""


def _named(document: Document, number: int, noun: str) -> str:
    """The one name with the noun in it, or of a place of its kind, in the nearest sentence before that has any."""
    start, end = document.sentences[number]
    if _names(document, document.text[start:end], noun):
        return ""
    for before in range(number - 1, max(-1, number - 1 - REACH), -1):
        first, last = document.sentences[before]
        if PARAGRAPH.search(document.text, last, start):
            return ""
        found = _names(document, document.text[max(first, last - FARTHEST) : last], noun)
        if found:
            return found[0] if len(found) == 1 else ""
    return ""


def _names(document: Document, text: str, noun: str) -> tuple[str, ...]:
    text = " ".join(text.split())
    kind = "town" if listed(document, "town-nouns", noun) else "country" if listed(document, "country-nouns", noun) else ""
    found = [each.text for each in spot(text) if each.known.kind == kind] if kind else []
    # most sentences do not have the noun at all
    said = noun.capitalize() in text or noun.lower() in text
    for each in _pattern(document.pack, noun.lower()).finditer(_masked(document.pack, text)) if said else ():
        if each["place"]:
            found.append(text[slice(*each.span("place"))])
        elif not kind:
            name = OWNER.sub("", text[slice(*each.span("name"))])
            found.append(name if each["led"] or re.search(r"['’]s? ", name) else f"The {name}")
    return tuple(dict.fromkeys(found))


def _masked(pack: Pack, text: str) -> str:
    """The text with a sign in place of the capitals of words that begin no name."""
    return _no_names(pack).sub(MASK, text)


@lru_cache(maxsize=8)
def _no_names(pack: Pack) -> re.Pattern[str]:
    plain = "|".join(sorted({word.capitalize() for word in pack.words.together[(*PLAIN, *OWNERS)]}))
    return re.compile(rf"\b(?=(?:{plain})\b)\w" if plain else r"(?!)")


@lru_cache(maxsize=128)
def _pattern(pack: Pack, noun: str) -> re.Pattern[str]:
    """“the Treaty of Norham”, “Operation Torch”, “the Red Army”, “the village of Maragha”, in a masked text."""
    of = "|".join(pack.words.get("of-words", ())) or r"(?!)"
    articles = "|".join(pack.words.get("articles", ())) or r"(?!)"
    name = CAPITAL
    word, small = f"[{noun[0].upper()}{MASK}]{re.escape(noun[1:])}", re.escape(noun)
    tail = rf" (?:{of}) (?:(?:{articles}) )?{name}(?: {name}){{0,2}}"
    place = rf"|\b{small} (?:{of}) (?P<place>{name}(?: {name})?)" if noun in pack.words.get("place-nouns", ()) else r"|(?P<place>(?!))"
    led = rf"(?P<led>\b{word} {name}(?: {name})?)" if noun in pack.words.get("led-nouns", ()) else r"(?P<led>(?!))"
    return re.compile(rf"(?P<name>{led}|\b(?:{name} ){{1,4}}{word}\b(?:{tail})?|\b{word}{tail}){place}")


# --- companies -----------------------------------------------------------------------------------------------------


def _with_company(document: Document, number: int, title: str) -> str:
    """“The company earned ...” and “..., the company said”, where no company is named in it."""
    found = _company_noun(document.pack).search(title)
    if found is None:
        return title
    after = title[found.end() :].split()
    follows = after[0].strip(",") if after else ""
    opens = listed(document, ("of-words", "relative-words", "open-relatives"), follows) or is_capital(follows)
    # “the firm line”, “the concern about prices” are no companies
    sure = listed(document, "sure-company-nouns", found["noun"]) or found["owner"] or (not found.start() and finite(document, follows))
    company = _company(document, number) if sure and not opens else None
    if company is None or company.key.split()[0] in title.lower():
        return title
    return f"{title[: found.start()]}{_owning(company.name) if found['owner'] else company.name}{title[found.end() :]}"


@lru_cache(maxsize=8)
def _company_noun(pack: Pack) -> re.Pattern[str]:
    nouns = "|".join(sorted(pack.words.get("company-nouns", ()))) or r"(?!)"
    articles = "|".join(word for word in pack.words.get("definite-words", ()) if word in pack.words.get("articles", ())) or r"(?!)"
    return re.compile(rf"\b(?i:{articles}) (?P<noun>{nouns})\b(?P<owner>['’]s?(?!\w))?")


def _company(document: Document, number: int) -> Company | None:
    """The only one of the text so far, where it is spoken of early or does something; else the only one of the nearest sentence that
    has one, where that begins with it."""
    start, end = document.sentences[number]
    before = [each for each in companies(document) if each.start < end]
    here = {each.key for each in mentions(document) if start <= each.start < end}
    if not before:
        return None
    keys = {each.key for each in before}
    found = before[0] if len(keys) == 1 and any(each.acts for each in before) else _nearest(document, number, before)
    return found if found is not None and here <= {found.key} else None


def _nearest(document: Document, number: int, before: list[Company]) -> Company | None:
    """The only one that the nearest sentence names, by its full name or the first words of it, as what it is about; a text is about the
    company that it begins with as long as none but that one does anything."""
    about = before[0] if before[0].acts and document.sentence_at(before[0].start) < EARLY else None
    for back in range(number - 1, max(-1, number - 1 - REACH), -1):
        start, end = document.sentences[back]
        said = [each for each in mentions(document) if start <= each.start < end]
        if said:
            only = len({each.key for each in said}) == 1 and (said[0].acts or (about is not None and said[0].key == about.key))
            return next(each for each in before if each.key == said[0].key) if only else None
    said = [each for each in mentions(document) if each.start < document.sentences[number][0]]
    others = [each for each in said if about is None or each.key != about.key]
    clear = not any(each.acts for each in others) and len(others) * CLEARLY < len(said)
    return about if clear else None


# --- pronouns ------------------------------------------------------------------------------------------------------


def _body(document: Document, number: int) -> str:
    """The company or state that the sentence before begins with, where no other is named there."""
    if not number:
        return ""
    start, end = document.sentences[number - 1]
    if PARAGRAPH.search(document.text, end, document.sentences[number][0]):
        return ""
    told = [each for each in mentions(document) if start <= each.start < end]
    states = [each for each in spot(document.text[start:end]) if each.known.kind in ("country", "organisation")]
    if len({each.key for each in told}) == 1 and not states and told[0].acts:
        return told[0].name
    if told or len({each.known.name for each in states}) != 1 or states[0].start:
        return ""
    after = document.text[start + states[0].end : end].split()
    return states[0].text if after and finite(document, after[0]) else ""


def _person(document: Document, number: int, pronoun: str, people: People) -> str:
    """The only person of the sentence before, where nobody else is named there."""
    if not number:
        return ""
    start, end = document.sentences[number - 1]
    text = " ".join(document.text[start:end].split())
    found = {_known(each, people): each for each in _titled(document.pack).finditer(text)}
    if len(found) != 1:
        return ""
    (each,) = found.values()
    honour = each["honour"].lower().rstrip(".")
    other = "men-titles" if listed(document, "she-words", pronoun) else "women-titles"
    if listed(document, other, honour) or _names_more(document, text, each):
        return ""
    return each[0]


def _known(found: re.Match[str], people: People) -> str:
    last = found["name"].split()[-1]
    return people.get(last, last)


def _names_more(document: Document, text: str, person: re.Match[str]) -> bool:
    """Whether another capital before the person, or two in a row after, may be somebody else."""
    before = re.sub(rf"(?: {CAPITAL})+ $", " ", text[: person.start()])
    for each in re.finditer(rf"\b{CAPITAL}(?: {CAPITAL})*", f"{before}| {text[person.end() :]}"):
        apart = each.start() > len(before) and " " not in each[0]
        if not apart and not spot(each[0]) and person["name"].split()[-1] not in each[0] and not _is_nobody(document, each[0]):
            return True
    return False


def _is_nobody(document: Document, name: str) -> bool:
    plain = any(listed(document, NOBODIES, word) for word in name.split())
    return plain or any(name in document.pack.values.get(each, {}) for each in ("month", "weekday"))


@lru_cache(maxsize=8)
def _titled(pack: Pack) -> re.Pattern[str]:
    honours = opening(word.capitalize() for word in pack.words.get("person-honours", ()))
    return re.compile(rf"(?P<honour>{honours}) (?P<name>{NAME}(?: (?:[A-Z]\. )?{NAME}){{0,2}})(?!['’]s|[\w-])")
