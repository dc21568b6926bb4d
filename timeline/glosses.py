"""In brackets after a title that points back: the clause before it, in the words of the text. It says what stood there, without a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.actors import People
from timeline.antecedents import PARAGRAPH, POINTING, PRONOUNS, named
from timeline.documents import Document
from timeline.references import explained
from timeline.shortening import CUT, within
from timeline.surroundings import listed
from timeline.titles import tidy
from timeline.verbs import finite, is_adverb, subject_end

REACH = 3
FARTHEST = 400
LONGEST = 220
SHORTEST = 20
OPENING = 3
LONGEST_NOUN = 4
LEAST_OF_COMPOUND = 6
POINTERS = (*POINTING, "demonstratives", "pointing-words")
EDGES = " ,;:–—-"
# of a question, and of words left out
UNSURE = ("?", "...", "…")
WORD = re.compile(r"[\w'’-]+")
OWNER = re.compile(r"['’]s?$")


def glossed(document: Document, start: int, title: str, people: People) -> str:
    """“They were beaten again [The army lost many men at the ford]”, at most LONGEST characters; `start` is where in the text the
    sentence of the title starts."""
    room = LONGEST - len(title) - len(" []")
    nouns = _pointing(document, title)
    if room < SHORTEST or nouns is None or title.endswith(CUT):
        return title
    # “this decision” speaks of what was told, also where that did not call it so
    wanted = [nouns, frozenset[str]()] if listed(document, "demonstratives", title.split(" ", 1)[0]) else [nouns]
    ways = (told for some in wanted for told in _before(document, start, title, some, people))
    told = within(document, next(filter(None, ways), ""), room)
    return f"{title} [{told}]" if len(told) >= SHORTEST else title


def _before(document: Document, start: int, title: str, nouns: frozenset[str], people: People) -> Iterator[str]:
    yield _within_sentence(document, start, title, nouns)
    yield _sentence_before(document, start, nouns, people)


def _pointing(document: Document, title: str) -> frozenset[str] | None:
    """The forms of the noun by which its subject points back; none for a pronoun, None where it does not point."""
    first, _, rest = title.partition(" ")
    stands = listed(document, POINTERS, first)
    if not stands and not listed(document, "definite-words", first):
        return None
    if listed(document, "expletives", first) and listed(document, "weather-verbs", rest.split(" ", 1)[0]):
        return None
    if listed(document, POINTING, first):
        return frozenset()
    end = subject_end(document, title[:1].lower() + title[1:])
    subject = title[len(first) + 1 : end] if end is not None else ""
    words = [word.strip(EDGES).lower() for word in subject.split()]
    while words and is_adverb(document, words[-1]):
        words.pop()
    plain = 0 < len(words) <= LONGEST_NOUN and subject == subject.lower() and not any(map(str.isdigit, subject))
    if not plain or any(listed(document, ("noun-borders", "relatives"), word) for word in words):
        return frozenset() if stands and not listed(document, "pointing-words", first) else None
    return _forms(words[-1])


def _forms(noun: str) -> frozenset[str]:
    bare = OWNER.sub("", noun)
    return frozenset({bare, bare.removesuffix("s"), f"{bare}s"})


def _within_sentence(document: Document, start: int, title: str, nouns: frozenset[str]) -> str:
    """What its own sentence tells before the title begins."""
    last = document.sentences[document.sentence_at(start)][1]
    sentence = " ".join(document.text[start : min(last, start + FARTHEST)].split())
    opens = " ".join(title.split()[:OPENING])
    words = sentence[: max(0, sentence.find(f" {opens[:1].lower()}{opens[1:]}"))].split()
    place = next((at for at in range(len(words) - 1, 0, -1) if listed(document, "joining-words", words[at])), len(words))
    if not finite(document, " ".join(words[place:])):
        words = words[:place]
    told = " ".join(words)
    return tidy(document, told) if _stands(document, told) and _introduces(document, told, nouns) else ""


def _sentence_before(document: Document, start: int, nouns: frozenset[str], people: People) -> str:
    """The nearest sentence of the paragraph that has the noun, where the title has one; of those with a pronoun themselves none."""
    number = document.sentence_at(start)
    for back in range(number - 1, max(-1, number - 1 - REACH), -1):
        if PARAGRAPH.search(document.text, document.sentences[back][1], start):
            return ""
        if nouns and not _mentions(document, back, nouns):
            continue
        told, said = _told(document, back, people)
        if said and _introduces(document, told, nouns):
            return said
    return ""


def _mentions(document: Document, number: int, nouns: frozenset[str]) -> bool:
    """Asked before the sentence is looked at closely, which is dear."""
    text = document.text[slice(*document.sentences[number])].lower()
    return any(noun in text for noun in nouns)


def _told(document: Document, number: int, people: People) -> tuple[str, str]:
    """A sentence as it stands, and with the names for what it begins with; no second where it tells nothing by itself."""
    known: dict[int, tuple[str, str]] = document.found.setdefault("told", {})
    if number not in known:
        first, last = document.sentences[number]
        told = tidy(document, " ".join(document.text[first : min(last, first + FARTHEST)].split()))
        said = explained(document, first, named(document, first, told), people)
        known[number] = told, said if _stands(document, said) else ""
    return known[number]


def _stands(document: Document, text: str) -> bool:
    end = subject_end(document, text)
    words = text[:end].lower().split() if end is not None else []
    pronoun = any(listed(document, PRONOUNS, word.strip(EDGES)) for word in words)
    return bool(words) and not pronoun and not listed(document, POINTERS, words[0]) and not any(sign in text for sign in UNSURE)


def _introduces(document: Document, text: str, nouns: frozenset[str]) -> bool:
    """Whether it brings the noun in: “a mill”, “the old mill of Norham”, “a water-mill”, and not “the mill” again; any text does for a
    pronoun."""
    words = WORD.findall(text)
    return not nouns or any(
        _is_form(word.lower(), nouns) and not (place and listed(document, ("definite-words", "demonstratives"), words[place - 1]))
        for place, word in enumerate(words)
    )


def _is_form(word: str, nouns: frozenset[str]) -> bool:
    return word in nouns or any(word.endswith(noun) for noun in nouns if len(noun) >= LEAST_OF_COMPOUND)
