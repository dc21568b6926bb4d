"""Whether a title can stand by itself: a clause with its subject and verb, nothing left open, and the place where the date stood in it."""

from __future__ import annotations

import re

from timeline.documents import Document
from timeline.shortening import CUT, LONGEST_WHOLE, PAIRS, breaks_off, has_main_verb
from timeline.surroundings import listed
from timeline.verbs import DATE, WORD, finite, first_verb, is_adverb

EDGES = " \t,;:.–—-()"
LEFT_OVER = re.compile(r"\b(?P<word>\w++)[,;:)]")
FEWEST_WORDS = 2


def tells(document: Document, text: str) -> bool:
    return finite(document, " ".join(text.split()))


def is_whole(document: Document, title: str, marked: str, *, strictly: bool = False) -> bool:
    """`marked` is the clause with a sign in place of its date; `strictly` asks for the very word before it."""
    fits = not title.endswith(CUT) and len(title) <= LONGEST_WHOLE and not _is_open(document, title, marked)
    stands = fits and has_subject(document, title) and keeps(document, title, marked, strictly=strictly)
    return stands and not _drops_condition(document, title, marked) and not breaks_off(document, title, marked)


def is_cut(document: Document, title: str, marked: str) -> bool:
    """Whether it tells something of the date's own clause, though it may end too early."""
    closed = all(title.count(pair[0]) == title.count(pair[1]) for pair in PAIRS) or title.endswith(CUT)
    return closed and has_subject(document, title) and keeps(document, title, marked)


def says_nothing(document: Document, title: str) -> bool:
    """“This was because of the war”: it speaks of what was told before, and tells nothing."""
    words = title.split()
    opens = len(words) > 2 and listed(document, "demonstratives", words[0]) and listed(document, "copulas", words[1])
    return opens and not words[2].endswith(document.pack.words.endings["past-endings"]) and not listed(document, "participles", words[2])


def keeps(document: Document, title: str, marked: str, *, strictly: bool = False) -> bool:
    """Whether the title holds what the date stood beside: the last word or verb before it, where that is of its clause."""
    before, _, after = marked.partition(DATE)
    words = [word for word in before.split() if word.strip(EDGES)]
    if not words or words[-1].strip(EDGES) in title:
        return True
    if not finite(document, before) or (_begins_clause(document, words) and finite(document, after)):
        return True
    verb = next((word for word in reversed(words) if finite(document, word)), words[-1])
    return not strictly and verb.strip(EDGES) in title


def _begins_clause(document: Document, words: list[str]) -> bool:
    """Whether a new clause begins with the date: “..., and on 4 May the army left”."""
    joins = ("joining-words", "subordinators", "open-relatives", "relative-words")
    return words[-1].endswith((",", ";")) or listed(document, joins, words[-1])


def has_subject(document: Document, title: str) -> bool:
    """Not too long, with a verb, and before it something other than adverbs and what joins clauses."""
    verb = first_verb(document.pack, title[:1].lower() + title[1:]) or first_verb(document.pack, title)
    if verb is None or not has_main_verb(document, title, verb[1]) or len(title) > LONGEST_WHOLE + len(CUT):
        return False
    words = WORD.findall(title[: verb[1]])
    if not words:
        rest = title[verb[1] + len(verb[0]) :]
        return verb[0].endswith(document.pack.words.endings["past-endings"]) and "," in rest and finite(document, rest)
    leads = ("relative-words", "noun-borders", "title-openers", "auxiliaries")
    first = words[0].lower()
    parted = _is_parted(document, title[: verb[1]].rstrip(), title[verb[1] :])
    alone = all(is_adverb(document, word) or listed(document, leads, word) for word in words)
    return not alone and not parted and not listed(document, "relative-words", first)


def _is_parted(document: Document, subject: str, told: str) -> bool:
    """“The mayor, left the town” after something was left out, but not “The mayor, pressed by all, left the town”."""
    if not subject.endswith(",") or subject.count(",") > 1:
        return False
    return not finite(document, "".join(told.partition(", ")[2].split()[:1]))


def _drops_condition(document: Document, title: str, marked: str) -> bool:
    """“The bridge would be open to the raid” of “If the fort fell, the bridge would be open to the raid in May”."""
    conditions, lowered = document.pack.words.together["conditions"], marked.lower()
    if not any(word in lowered for word in conditions):
        return False
    before, _, after = lowered.partition(DATE)
    clause = f"{before.rpartition(';')[2]} {after.partition(';')[0]}"
    said = conditions.intersection(clause.split())
    return not said.issubset(word.strip(EDGES) for word in title.lower().split())


def _is_open(document: Document, title: str, marked: str) -> bool:
    """A bracket or quotation mark without its other, a preposition whose noun is gone, or a last word that wants another."""
    if (
        any(title.count(pair[0]) != title.count(pair[1]) for pair in PAIRS)
        or title.count('"') % 2
        or title.count("``") != title.count("''")
    ):
        return True
    flat = " ".join(marked.replace(DATE, " ").split())
    if any(listed(document, "object-prepositions", found["word"]) and found[0] not in flat for found in LEFT_OVER.finditer(title)):
        return True
    last = title.rstrip(".").rpartition(" ")[2]
    if listed(document, "telling-verbs", last) and (len(title.split()) <= FEWEST_WORDS + 1 or _says_nothing_of(document, title, marked)):
        return True
    if _hangs(document, title, marked):
        return True
    wants = listed(document, ("title-links", "plain-followers", "articles"), last)
    return wants and not marked.replace(DATE, "").rstrip(EDGES).endswith(last)


def _says_nothing_of(document: Document, title: str, marked: str) -> bool:
    """“A spokesman of the mill said”, where the text goes on or began with what."""
    words = title.split()
    said = marked.replace(DATE, " ").split()
    return not finite(document, " ".join(words[:-1])) and len(said) > len(words)


def _hangs(document: Document, title: str, marked: str) -> bool:
    """“The army grew when the towns, the villages” of what goes on with “and all others joined it”: a conjunction, and no verb after it."""
    words = title.split()
    if document.pack.words.together["clause-openers"].isdisjoint(words):
        return False
    place = max(at for at, word in enumerate(words) if listed(document, "clause-openers", word))
    told = marked.replace(DATE, "").rstrip(EDGES).endswith(words[-1].rstrip(EDGES))
    return place > 0 and not told and not finite(document, " ".join(words[place + 1 :]))
