"""Who “they” and “he” are: the subject of a sentence just before, where that agrees; else the pronoun stays."""

from __future__ import annotations

import re

from timeline.documents import Document
from timeline.segments import segments
from timeline.surroundings import is_capital, listed
from timeline.verbs import finite, is_adverb, subject_end

REACH = 3
OPENING = 3
LONGEST = 7
FARTHEST = 400
PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
EDGES = " ,;:–—-"
BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
PRONOUNS = ("pronouns-they", "pronouns-he", "pronouns-it")
OWNERS = ("owners-they", "owners-he", "owners-it")
POINTING = (*PRONOUNS, *OWNERS)
STANDING = (("pronouns-", PRONOUNS), ("owners-", OWNERS))


def named(document: Document, sentence: int, title: str) -> str:
    """The title with what its first word stands for. `sentence` is where in the text the sentence of the title starts."""
    first, space, rest = title.partition(" ")
    if not listed(document, POINTING, first):
        return title
    kind, owner = (next((name[len(of) :] for name in names if listed(document, name, first)), "") for of, names in STANDING)
    if not space or not (kind or owner) or (kind == "it" and listed(document, "be-words", rest.split(" ", 1)[0])):
        return title
    number = document.sentence_at(sentence)
    subject = _within(document, number, title, kind or owner)
    if subject is None:
        subject = subject_before(document, number, kind or owner)
    if not subject or (kind and _is_told_again(document, subject, rest)):
        return title
    subject = subject[:1].upper() + subject[1:]
    return f"{subject} {rest}" if kind else f"{subject}{_owning(subject)} {rest}"


def _is_told_again(document: Document, subject: str, rest: str) -> bool:
    """“The rebels drove the rebels out” of “The rebels held the fort. They drove the rebels out”: “they” are others."""
    first, _, name = subject.partition(" ")
    said = f"{first.lower()} {name}" if listed(document, "articles", first) else subject
    return not said.islower() and f" {said} " in f" {BRACKETED.sub(' ', rest)} "


def _owning(subject: str) -> str:
    return "’" if subject.endswith("s") else "’s"


def _within(document: Document, number: int, title: str, kind: str) -> str | None:
    """The subject of a clause before it in the same sentence; None where there is none, nothing where it does not agree."""
    start, end = document.sentences[number]
    said = " ".join(document.text[start : min(end, start + FARTHEST)].split())
    at = said.find(" " + title[:1].lower() + " ".join(title.split()[:OPENING])[1:])
    if at < 0 or not finite(document, said[:at]):
        return None
    subject = _subject(document, said[:at], ("main", "under"))
    if subject and listed(document, f"pronouns-{kind}", subject):
        return None
    return subject if subject and _agrees(document, subject, kind) else ""


def subject_before(document: Document, number: int, kind: str) -> str:
    """Up to REACH sentences back in the same paragraph, passing over those that begin with a pronoun of the same kind themselves."""
    end = document.sentences[number][0]
    for before in range(number - 1, max(-1, number - 1 - REACH), -1):
        start, last = document.sentences[before]
        if PARAGRAPH.search(document.text, last, end) and kind != "he":
            return ""
        end = start
        if before not in document.subjects:
            document.subjects[before] = _subject(document, document.text[start : min(last, start + FARTHEST)])
        subject = document.subjects[before]
        if not subject or not listed(document, f"pronouns-{kind}", subject):
            return subject if subject and _agrees(document, subject, kind) else ""
    return ""


def _subject(document: Document, sentence: str, kinds: tuple[str, ...] = ("main",)) -> str:
    for part in segments(document, " ".join(sentence.split())):
        if part.kind not in kinds:
            continue
        end = subject_end(document, part.firm())
        words = without_date(document, part.firm()[:end].split()) if end is not None else []
        while words and listed(document, ("title-openers", "adverbs", "subordinators"), words[0].strip(EDGES)):
            words.pop(0)
        while words and (is_adverb(document, words[-1].strip(EDGES)) or listed(document, "auxiliaries", words[-1])):
            words.pop()
        words = _head(document, [*words[:-1], *(word.rstrip(",") for word in words[-1:])])
        said = " ".join(words).strip(EDGES)
        return said if 0 < len(words) <= LONGEST and _plain(document, words) else ""
    return ""


def _head(document: Document, words: list[str]) -> list[str]:
    """“American forces” of “American forces accompanied by those of the Philippines”."""
    formed = document.pack.words.endings["past-endings"]
    for place, word in enumerate(words[1:], 1):
        describes = place > 1 and word.endswith(formed) and not is_capital(word)
        if describes or (listed(document, "phrase-openers", word) and not listed(document, "adding-words", word)):
            return words[:place]
    return words


def without_date(document: Document, words: list[str]) -> list[str]:
    """Without “On 30 August” at the beginning."""
    if not words or not listed(document, "title-prepositions", words[0]):
        return words
    months = document.pack.values.get("month", {})
    dated = [place for place, word in enumerate(words[:LONGEST]) if word in months or any(map(str.isdigit, word))]
    return words[dated[-1] + 1 :] if dated else words


def _plain(document: Document, words: list[str]) -> bool:
    """A name or a noun with its article, and nothing that another clause or a list of dates would bring in."""
    if any(listed(document, "phrase-openers", word) and not listed(document, "adding-words", word) for word in words):
        return False
    if any(listed(document, "pair-openers", word) for word in words):
        return False
    if any(word.endswith((",", ";", ":")) or any(map(str.isdigit, word)) for word in words):
        return False
    return len(words) == 1 or (_starts_noun(document, words[0]) and not listed(document, "empty-subjects", words[0]))


def _starts_noun(document: Document, word: str) -> bool:
    return listed(document, "articles", word) or is_capital(word)


def _agrees(document: Document, subject: str, kind: str) -> bool:
    words = subject.split()
    if len(words) == 1 and listed(document, PRONOUNS, words[0]):
        return False
    article = listed(document, "articles", words[0])
    plural = (
        words[-1].endswith(document.pack.words.endings["plural-endings"])
        or any(listed(document, "adding-words", word) for word in words)
        or listed(document, "many-words", words[-1])
    )
    titled = any(listed(document, "person-titles", word.strip(".")) for word in words)
    match kind:
        case "they":
            return plural and not titled
        case "he":
            return titled or (not article and all(map(is_capital, words)) and not plural and not _names_group(document, words))
    return (article or _names_group(document, words)) and not plural and not titled


def _names_group(document: Document, words: list[str]) -> bool:
    return any(listed(document, "group-words", word) for word in words) or len("".join(words)) < 4 or subject_of_letters(words)


def subject_of_letters(words: list[str]) -> bool:
    """“NATO”, “UN”: letters for an organisation."""
    return all(word.isupper() for word in words)
