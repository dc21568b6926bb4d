"""A short title for an event: the clause that its date belongs to, without the date, understandable alone, whole words only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.antecedents import named, without_date
from timeline.appearance import INVISIBLE
from timeline.clauses import Clause
from timeline.dateless import FARTHEST, clause_without_date, near
from timeline.documents import Document
from timeline.noun_dates import noun_before
from timeline.segments import Segment, attributes, joined, segments
from timeline.shortening import CUT, LONGEST_WHOLE, shorten, without_loose_end
from timeline.soundness import is_cut, is_whole, says_nothing, tells
from timeline.surroundings import is_capital, listed
from timeline.verbs import DATE, finite, is_adverb, subject_end

EDGES = f" \t\r\n,;:.–—-_{INVISIBLE}"
LONGEST_SUBJECT = 12
LONGEST_LEAD = 4
LONGEST_ANTECEDENT = 9
FEWEST_WORDS = 2
STARTS = ("articles", "possessives", "pronouns", "demonstratives", "title-prepositions", "before-nouns", "subordinators", "adverbs")
WORD = re.compile(r"\w+")
QUOTES = (('"', '"'), ("“", "”"))
OPENED = re.compile(r"(?:^|\s)[\"“]\w")
INITIALS = re.compile(r"(?:\b[^\W\d_]\.){2,}$")
EMPTY = re.compile(r"\(\s*\)")
PARTED = re.compile(r" (?=[,.;:!?)])")
# what is left of marks that a page or a wire wrote in letters: “&nbsp;”, “&UR;”
ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,8});[ ;]*")
DOUBLED = re.compile(r"[,;:](?<![,;:].)(?<![,;:] .)[,;: ]*(?=[,.])")


def title(document: Document, clause: Clause) -> str:
    """At most about 140 characters, 180 where a whole clause needs them. What stands beside the clause is left out where its borders
    allow; where that leaves no whole clause the sentence is taken. Nothing where no clause that the date belongs to can be told."""
    marked = clause_without_date(document, clause)
    rest = _ways(document, clause, marked)
    first, bracketed = next(rest), _bracketed(document, clause)
    if not bracketed and is_whole(document, first, marked, strictly=True):
        return "" if says_nothing(document, first) else first
    ways = [first, *rest]
    if not tells(document, document.text[slice(*near(clause))]):
        follows = clause.start > clause.sentence[0] and ways[0].split(" ", 1)[0].endswith(document.pack.words.endings["past-endings"])
        return ways[-1] if (follows or ways[0].endswith(CUT)) and len(ways[-1]) <= LONGEST_WHOLE else ways[0]
    told = bracketed or _best(document, ways, marked) or _event_named(document, marked)
    told = told or next((way for way in ways if is_cut(document, way, marked)), "") or _short(clause, ways)
    told = _quoted(_short(clause, ways) or told if told.endswith(CUT) else told)
    return "" if says_nothing(document, told) else told


def _quoted(told: str) -> str:
    """With the quotation mark that stands in another sentence, or in what was left out."""
    for opens, closes in QUOTES:
        marks = told.count(opens) + (told.count(closes) if opens != closes else 0)
        if marks != 1 or told.endswith(CUT):
            continue
        return f"{opens}{told}" if told.endswith(closes) else f"{told}{closes}" if OPENED.search(told) else told
    return told


def _best(document: Document, ways: list[str], marked: str) -> str:
    """The first that is whole: of those that keep all of the date's clause before those that keep its verb."""
    for some in (ways[:2], ways[2:]):
        for strictly in (True, False):
            for way in some:
                if is_whole(document, way, marked, strictly=strictly):
                    return way
    return ""


def _short(clause: Clause, ways: list[str]) -> str:
    """The sentence, where it is short; else its clause cut: what happened is not lost for want of a sound title."""
    if clause.relative:
        return ""
    return ways[-1] if len(ways[-1]) <= LONGEST_WHOLE else ways[0]


def _ways(document: Document, clause: Clause, marked: str) -> Iterator[str]:
    """What it may be called, the best first: its clause, the sentence without the date, the innermost clause, the sentence as it stands."""
    start, end = clause.sentence
    sentence = document.text[start : min(end, start + FARTHEST)]
    said = tidy(document, _said(document, clause, segments(document, marked)))
    if len(WORD.findall(said)) < FEWEST_WORDS:
        said = tidy(document, " ".join(sentence.split()))
    whole = tidy(document, marked)
    yield shorten(document, named(document, start, said))
    yield named(document, start, whole)
    for way in (whole, *_inner(document, marked)):
        yield shorten(document, named(document, start, way))
    if not clause.relative:
        yield named(document, start, tidy(document, " ".join(sentence.split())))


def _bracketed(document: Document, clause: Clause) -> str:
    """“The Battle of Old Baldy” of “the Battle of Old Baldy (26 June 1952)”: what is named there, where that is something that happened."""
    text, statement = document.text, clause.statement
    if text[statement.start - 1 : statement.start] != "(" or statement.start <= clause.start:
        return ""
    words = text[clause.start : statement.start - 1].split()
    kept = noun_before(document, words)
    if listed(document, "when-prepositions", "".join(words[: len(words) - len(kept)][-1:])):
        return ""
    told = any(listed(document, "event-nouns", word) for word in kept)
    return tidy(document, " ".join(kept)) if told and len(kept) > 1 and any(map(is_capital, kept[1:])) else ""


def _inner(document: Document, marked: str) -> Iterator[str]:
    """The clauses that end with the one the date stands in, from the last conjunction before it backwards."""
    words = marked.partition(DATE)[0].split()
    rest = marked[len(marked.partition(DATE)[0]) :]
    leads = bool(words) and listed(document, "introductions", words[0])
    for place in range(len(words) - 1, 0, -1):
        joins = listed(document, ("joining-words", "open-relatives"), words[place])
        said = words[place + joins :]
        if (joins and _starts(document, said) and subject_end(document, " ".join(said))) or (
            leads and words[place - 1].endswith(",") and _begins(document, said)
        ):
            yield tidy(document, " ".join([*said, rest]))


def _starts(document: Document, words: list[str]) -> bool:
    """Not “distribution plant” of “its power and distribution plant”."""
    first = words[0] if words else ""
    if listed(document, "of-words", first):
        return False
    return not first.islower() or first.endswith("s") or listed(document, STARTS, first)


def _begins(document: Document, words: list[str]) -> bool:
    """Whether a clause begins here: a noun and its verb, without a comma between them, and no “forcing the army to leave”."""
    end = subject_end(document, " ".join(words))
    return bool(end) and "," not in " ".join(words)[:end] and not words[0].endswith(document.pack.words.endings["participle-endings"])


def _event_named(document: Document, marked: str) -> str:
    """“made way for the resumption of hostilities”, where the date stands far from the verb of its sentence and beside the noun for what
    happened then; else nothing."""
    words = marked.partition(DATE)[0].split()
    for place in range(len(words) - 1, max(0, len(words) - 1 - LONGEST_SUBJECT), -1):
        if words[place].endswith((",", ";")) or finite(document, words[place]):
            return ""
        if listed(document, "articles", words[place]):
            told = any(listed(document, "event-nouns", word) for word in words[place + 1 : place + 4])
            led = listed(document, "naming-prepositions", words[place - 1])
            return tidy(document, " ".join(words[place:]).rstrip(" (")) if told and led and len(words) - place > FEWEST_WORDS else ""
    return ""


# --- the clause ----------------------------------------------------------------------------------------------------


def _said(document: Document, clause: Clause, parts: list[Segment]) -> str:
    """The segment that holds the date and what hangs on it, with the subject that it shares with one before it."""
    at = next((place for place, part in enumerate(parts) if DATE in part.text), 0)
    if not parts:
        return ""
    at = _onward(document, parts, at)
    part = parts[at]
    rest = "".join(each.joint + each.text for each in _hanging(document, parts[at + 1 :]))
    if part.kind == "under" and _stands(document, part) and not (at and _has_pronoun(document, part)):
        return _without_conjunction(document, part.text)
    if part.kind == "relative":
        return _of_relative(document, parts, at)
    if part.kind == "verb" and (subject := _shared_subject(document, clause, parts, at)):
        return f"{subject} {part.text}{rest}"
    if (at or clause.start > clause.sentence[0]) and (told := _goes_on(document, part)):
        return " ".join([_subject(document, clause, parts[:at]), told + rest])
    if not at and _is_participial(document, part) and (told := _told_before(document, clause)):
        return f"{told}, {part.text}{rest}"
    start = _main_before(parts, at)
    end = at + 1 + len(_hanging(document, parts[at + 1 :]))
    last = parts[end - 1]
    while end < len(parts) and not parts[end].joint.startswith((",", ";")) and DATE not in last.pieces[-1].text and last.pieces[-1].loose:
        last.pieces.pop()
    return joined(parts[start:end])


def _of_relative(document: Document, parts: list[Segment], at: int) -> str:
    """“Norway surrendered” of “..., which surrendered”, “Twenty died” of “in which twenty died”; else nothing."""
    part = parts[at]
    if len(part.joint.strip(" ,").split()) > 1 and subject_end(document, part.text.replace(DATE, "").strip()):
        return part.text
    antecedent = _antecedent(document, parts, at)
    return f"{antecedent} {part.text}" if antecedent else ""


def _shared_subject(document: Document, clause: Clause, parts: list[Segment], at: int) -> str:
    """Of “..., which opened in May and closes in July” the noun before “which”, else the subject of the clause before."""
    last = parts[at - 1]
    if last.kind == "relative" and not parts[at].joint.strip().startswith((",", ";")):
        return _antecedent(document, parts, at - 1)
    return _subject(document, clause, parts[:at])


def _goes_on(document: Document, part: Segment) -> str:
    """“was beaten” of “and was beaten”, “by May was sending men” of “and by May was sending men”, where another date took its subject."""
    first, _, after = part.text.partition(" ")
    told = after if listed(document, "joining-words", first) else part.text
    end = subject_end(document, told) if part.kind == "main" and first.islower() else None
    if end is None:
        return ""
    lead = told[:end].split()
    leads = not lead or (len(lead) <= LONGEST_LEAD and listed(document, "title-prepositions", lead[0]))
    named = any(is_capital(word) or listed(document, STARTS[:4], word) for word in lead)
    return told if leads and not named and not "".join(lead[-1:]).endswith(document.pack.words.endings["plural-endings"]) else ""


def _is_participial(document: Document, part: Segment) -> bool:
    """“making an incursion into Egypt”, when its sentence told something else before."""
    first = part.text.split(" ", 1)[0]
    return part.kind in ("participle", "intro") and first.endswith(document.pack.words.endings["participle-endings"]) and first.islower()


def _hanging(document: Document, parts: list[Segment]) -> list[Segment]:
    """What follows up to the next clause of its own."""
    end = next((place for place, part in enumerate(parts) if _is_apart(document, part)), len(parts))
    return parts[:end]


def _is_apart(document: Document, part: Segment) -> bool:
    if part.joint.strip() in (";", "–", "—", "--"):
        return True
    parted = part.joint.strip().startswith((",", ";"))
    return part.kind == "main" and parted and bool(subject_end(document, part.text)) and not attributes(document, part.text)


def _onward(document: Document, parts: list[Segment], at: int) -> int:
    """From what leads up to a clause to the clause itself."""
    hangs = at == 0 and parts[0].kind in ("under", "participle")
    leads = parts[at].kind == "intro" or (hangs and not _stands(document, parts[0]))
    if not leads:
        return at
    return next((place for place in range(at + 1, len(parts)) if parts[place].kind in ("main", "verb")), at)


def _stands(document: Document, part: Segment) -> bool:
    """Whether a clause with “when” or “after” says by itself that something happened: it has a subject, and no “if”."""
    conjunction = _conjunction(document, part)
    bare = _without_conjunction(document, part.text)
    # “because of the raid” is no clause
    if listed(document, "of-words", bare.split(" ", 1)[0]):
        return False
    end = subject_end(document, bare)
    return listed(document, "telling-subordinators", conjunction) and end is not None and bool(bare[:end].replace(DATE, "").strip(EDGES))


def _has_pronoun(document: Document, part: Segment) -> bool:
    """“..., as he arrived”: what it hangs on tells who."""
    return listed(document, "pronouns", _without_conjunction(document, part.text).split(" ", 1)[0])


def _conjunction(document: Document, part: Segment) -> str:
    said = part.joint.strip(" ,;–—-")
    return said or part.text.split(" ", 1)[0]


def _without_conjunction(document: Document, text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if listed(document, "subordinators", first) else text


def _main_before(parts: list[Segment], at: int) -> int:
    """The clause that a segment hangs on; itself when it hangs on none."""
    if parts[at].kind in ("main", "intro"):
        return at
    return next((place for place in range(at - 1, -1, -1) if parts[place].kind == "main"), at)


def _subject(document: Document, clause: Clause, before: list[Segment]) -> str:
    """The subject of the clause before, also where that lies in what another date took of the sentence."""
    start = max(clause.sentence[0], clause.start - FARTHEST)
    earlier = segments(document, " ".join(document.text[start : clause.start].split())) if start < clause.start else []
    for part in [*reversed(before), *reversed(earlier)]:
        if part.kind != "main":
            continue
        end = subject_end(document, part.firm())
        words = without_date(document, part.firm()[:end].replace(DATE, " ").split()) if end is not None else []
        # “One month after the raid, the garrison”
        words = words if len(words) <= LONGEST_SUBJECT else " ".join(words).rpartition(", ")[2].split()
        while words and is_adverb(document, words[-1]):
            words.pop()
        return " ".join(words).strip(EDGES) if 0 < len(words) <= LONGEST_SUBJECT else ""
    return ""


def _told_before(document: Document, clause: Clause) -> str:
    """The clause that a participle hangs on, where another date took it, as far as its first border; nothing where it has no subject."""
    start = max(clause.sentence[0], clause.start - FARTHEST)
    earlier = segments(document, " ".join(document.text[start : clause.start].split()))
    part = next((part for part in reversed(earlier) if part.kind == "main" and subject_end(document, part.text)), None)
    return part.text.strip(EDGES) if part is not None else ""


def _antecedent(document: Document, parts: list[Segment], at: int) -> str:
    """“..., launched a war on Norway, which surrendered”: the noun before “which”, with what “of” joins to it; none when in doubt."""
    part = parts[at]
    opens = subject_end(document, part.text.replace(DATE, "").strip()) == 0
    if not at or not opens or not listed(document, "subject-relatives", part.joint.strip(" ,")):
        return ""
    kept = _without_owner(document, noun_before(document, parts[at - 1].text.replace(DATE, " ").split()))
    whole = bool(kept) and (
        is_capital(kept[0]) or listed(document, "articles", kept[0]) or not parts[at - 1].pieces[-1].joint.startswith(",")
    )
    return " ".join(kept) if whole and len(kept) <= LONGEST_ANTECEDENT else ""


def _without_owner(document: Document, words: list[str]) -> list[str]:
    """Of “the city of Baku” and “a loss of influence of Norway” the name, of “the capture of Baku” and “the Battle of Cer” all."""
    places = [place for place, word in enumerate(words) if listed(document, "of-words", word)]
    if not places or places[-1] == 0 or not all(map(is_capital, words[places[-1] + 1 :])):
        return words
    noun = words[places[-1] - 1]
    whole = is_capital(noun) or listed(document, "event-nouns", noun) or not words[places[-1] + 1 :]
    return words if whole else words[places[-1] + 1 :]


# --- tidying -------------------------------------------------------------------------------------------------------


def tidy(document: Document, text: str) -> str:
    folded = " ".join(text.replace(DATE, " ").split())
    folded = " ".join(EMPTY.sub("", folded).split()) if "(" in folded else folded
    folded = PARTED.sub("", folded)
    folded = _trimmed(DOUBLED.sub("", ENTITY.sub("", folded) if "&" in folded else folded))
    opener, comma, told = folded.partition(", ")
    folded = told if comma and listed(document, "speech-openers", opener) else folded
    words = folded.split(" ")
    while len(words) > FEWEST_WORDS and listed(document, "title-openers", words[0].strip(EDGES)):
        words.pop(0)
    words = without_loose_end(document, words)
    while len(words) > FEWEST_WORDS and listed(document, "title-ends", words[-1]):
        words.pop()
    told = _trimmed(" ".join(words))
    return told[:1].upper() + told[1:]


def _trimmed(text: str) -> str:
    """Without outer marks, but with the last point of “the U.S.”."""
    bare = text.strip(EDGES)
    initial = bare[-2:-1] == "." and f"{bare}." in text and INITIALS.search(f"{bare}.")
    return f"{bare}." if initial else bare
