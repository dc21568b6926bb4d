"""In brackets after a title that no clause before it explains: the name that its passage is about, the company of a report or the heading
of a section. It claims nothing about who is meant."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import takewhile

from timeline.antecedents import POINTING, subject_before
from timeline.companies import companies
from timeline.documents import Document
from timeline.glosses import LONGEST
from timeline.shortening import CUT
from timeline.surroundings import is_capital, listed
from timeline.verbs import is_adverb, subject_end

REACH = 3
SAYING = ("telling-verbs", "asking-verbs")
FARTHEST = 1500
WIDEST = 10_000
LONGEST_NOUN = 5
LONGEST_SECTION_NOUN = 3
LONGEST_NAME = 60
FEWEST_WORDS = 2
EDGES = " ,;:–—-"
OWNER = re.compile(r"['’]s?$")
DATELINE = re.compile(r"[^\n]{1,60}? (?:--?|–|—) ")
# “The Norham, N.Y., company” tells where it is, and not which it is
PLACED = re.compile(r"\b(?P<article>[Tt]he) (?:[^\W\d_a-z][\w.-]+ ?){1,3}, [^\W\d_a-z][\w.]*(?:, |,? ?-?based )")
SPEAKER = re.compile(r"[,?!][\"”']* (?P<who>\w+) (?P<says>\w+)$")
WORD = re.compile(r"[\w.&-]*\w")


def topical(document: Document, start: int, title: str) -> str:
    """“Sales rose 4 % [Acme Corp.]”, as long as a title with a clause in brackets may be; `start` is where in the text the sentence of the
    title starts."""
    if title.endswith(("]", CUT)):
        return title
    name = _speaker(document, start, title) or _company(document, start, title) or _section(document, start, title)
    told = f"{title} [{name}]"
    return told if name and len(told) <= LONGEST else title


def _speaker(document: Document, start: int, title: str) -> str:
    """Who is “he” of “..., he said”."""
    found = SPEAKER.search(title)
    said = found is not None and listed(document, "pronouns-he", found["who"]) and listed(document, SAYING, found["says"])
    return subject_before(document, document.sentence_at(start), "he") if said else ""


def _subject(document: Document, title: str) -> list[str]:
    """The words of its subject, as far as the first comma; of a title whose verb no list knows the first two."""
    end = subject_end(document, title[:1].lower() + title[1:])
    if end is None:
        return [] if _names(title.split()[1:]) else title.split()[:2]
    words = title[:end].partition(",")[0].split()
    while words and (is_adverb(document, words[-1]) or listed(document, "auxiliaries", words[-1])):
        words.pop()
    return words


def _names(words: list[str]) -> bool:
    return any(is_capital(word) or any(map(str.isdigit, word)) for word in words)


# --- the company of a report ---------------------------------------------------------------------------------------


def _company(document: Document, start: int, title: str) -> str:
    """The one that the text opens with, where it is still spoken of and no other has done something since."""
    name = _opener(document)
    first = name.split(" ", 1)[0].lower()
    if not name or first in title.lower() or first not in document.text[max(0, start - FARTHEST) : start].lower():
        return ""
    if not _is_open(document, start, title):
        return ""
    rival = _leading(document, document.sentence_at(start))
    return name if not rival or rival.replace(".", "") in name.lower().replace(".", "") else ""


def _leading(document: Document, number: int) -> str:
    """The company, by its key, that stands before the verb of one of the sentences just before, the nearest."""
    for before in range(number - 1, max(-1, number - 1 - REACH), -1):
        start, end = document.sentences[before]
        said = document.text[start : min(end, start + FARTHEST)]
        found = [key for word in WORD.findall(said[: subject_end(document, said)]) if (key := _keys(document).get(word))]
        if found:
            return found[-1]
    return ""


def _keys(document: Document) -> dict[str, str]:
    """The keys of the companies by the first words of their names."""
    if "company keys" not in document.found:
        document.found["company keys"] = {each.name.split(" ", 1)[0].rstrip(","): each.key for each in companies(document)}
    found: dict[str, str] = document.found["company keys"]
    return found


def _is_open(document: Document, start: int, title: str) -> bool:
    """Whether its subject is a pronoun, a noun with “the”, or one such as “sales” that nobody is named beside."""
    title = PLACED.sub(r"\g<article> ", title)
    first, _, rest = title.partition(" ")
    if listed(document, POINTING, first):
        return True
    if listed(document, "empty-subjects", first):
        return any(listed(document, "owned-nouns", word) for word in rest.split()[: LONGEST_NOUN - 1])
    words = _subject(document, title)
    if not words or _names(words[1:]):
        return False
    led = listed(document, "articles", first)
    head = list(takewhile(lambda word: not listed(document, ("phrase-openers", "noun-borders"), word), words[led:]))
    if not 0 < len(head) <= LONGEST_NOUN:
        return False
    return listed(document, "definite-words", first) or (
        listed(document, "owned-nouns", head[-1]) and not _is_name(document, start, words[0])
    )


def _opener(document: Document) -> str:
    if "opener" not in document.found:
        document.found["opener"] = next(_openers(document), "") or _only(document)
    name: str = document.found["opener"]
    return name


def _openers(document: Document) -> Iterator[str]:
    """The company that the first sentence begins with, and the one under a heading."""
    headings = {start for start, _ in document.headings}
    for start, end in document.sentences[:REACH]:
        said = document.text[start : min(end, start + 2 * LONGEST_NAME)]
        dateline = DATELINE.match(said)
        yield from filter(None, (_named(document, said), _named(document, said[dateline.end() :]) if dateline else ""))
        if start not in headings:
            return


def _only(document: Document) -> str:
    """The only company of the first sentence."""
    _, end = next(iter(document.sentences), (0, 0))
    named = {each.key: each.name for each in companies(document) if each.start < end}
    return next(iter(named.values())) if len(named) == 1 else ""


def _named(document: Document, said: str) -> str:
    """“Norham Savings Bank” of “Norham Savings Bank’s profit rose”."""
    words = list(takewhile(lambda word: is_capital(word) or listed(document, "name-links", word), said[:LONGEST_NAME].split()))
    bare = [OWNER.sub("", word.rstrip(",")) for word in words]
    ends = [place for place, word in enumerate(bare, 1) if place > 1 and listed(document, ("company-endings", "body-words"), word)]
    if not ends or listed(document, "articles", words[0]):
        return ""
    tail = [word for word in bare[ends[-1] :][:1] if listed(document, "company-tails", word)]
    return " ".join([*words[: ends[-1] - 1], bare[ends[-1] - 1], *tail])


# --- the section of a history --------------------------------------------------------------------------------------


def _section(document: Document, start: int, title: str) -> str:
    """The heading over it, where that has a name in it."""
    first = title.split(" ", 1)[0]
    if not listed(document, POINTING, first) and not (listed(document, "definite-words", first) and _is_bare(document, title)):
        return ""
    above = bisect_left(document.headings, (start, start)) - 1
    said = document.text[slice(*document.headings[above])].strip() if above >= 0 else ""
    return said if _tells(document, start, said) else ""


def _is_bare(document: Document, title: str) -> bool:
    words = _subject(document, title)[1:]
    return 0 < len(words) <= LONGEST_SECTION_NOUN and not _names(words)


def _tells(document: Document, start: int, heading: str) -> bool:
    """“Siege of Norham”, and not “Economy”, “By Jane Marlow” or a caption."""
    words = heading.split()
    if (
        len(words) < FEWEST_WORDS
        or len(heading) > LONGEST_NAME
        or ":" in heading
        or any(listed(document, "agents", word) for word in words)
    ):
        return False
    plain = any(word.islower() or listed(document, ("event-nouns", "group-words"), word) for word in words)
    return plain and any(_is_name(document, start, word) for word in words)


def _is_name(document: Document, start: int, word: str) -> bool:
    """Whether it is written with a capital within sentences near by, and never without."""
    bare = OWNER.sub("", word)
    first, last = max(0, start - WIDEST), start + WIDEST
    if not is_capital(bare) or document.text.find(f" {bare.lower()} ", first, last) >= 0:
        return False
    return re.compile(rf"[a-z,] {re.escape(bare)}\b").search(document.text, first, last) is not None
