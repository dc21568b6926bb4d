"""A clause cut at its inner borders, so that a title can be made of what the date belongs to and leave the rest.

The words are the pack's; what is told here is only their order. A segment is a clause of its own ("main"), a further verb of the same
subject ("verb"), what leads up to a clause ("intro"), or what hangs on one: "under" (when, while), "relative" (which, who), "participle".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from timeline.documents import Document
from timeline.rules import Pack
from timeline.surroundings import is_capital, listed
from timeline.verbs import ADVERB_REACH, DATE, finite, first_verb, is_adverb, is_finite, stretch, subject_end
from timeline.word_lists import opening

OWNER = re.compile(r"\w['’]s\s")
OPENING, CLOSING = "([{“«", ")]}”»"
ENCLOSING = re.compile(r"[()\[\]{}“”«»\"]")
DASHES = ("–", "—", "--", "-")
LONGEST_ATTRIBUTION = 6
LONGEST_PAIR = 7
PROVINCE = re.compile(r", [A-Z][\w.]{0,10}\., (?P<noun>[a-z][\w-]*)")


@dataclass(slots=True)
class Piece:
    """A stretch between two borders, `joint` the border before it: a comma, a conjunction; `loose` when the rest stands without it."""

    joint: str
    text: str
    loose: bool = False


@dataclass(slots=True)
class Segment:
    kind: str
    pieces: list[Piece] = field(default_factory=list)

    @property
    def joint(self) -> str:
        return self.pieces[0].joint

    @property
    def text(self) -> str:
        first, *more = self.pieces
        return first.text + "".join([piece.joint + piece.text for piece in more]) if more else first.text

    def firm(self) -> str:
        """Without what stands between commas."""
        kept, dropped = self.pieces[0].text, False
        for piece in self.pieces[1:]:
            if not piece.loose:
                kept += (" " if dropped and piece.joint.strip() == "," else piece.joint) + piece.text
            dropped = piece.loose
        return kept


def joined(parts: list[Segment]) -> str:
    return "".join((part.joint if place else "") + part.text for place, part in enumerate(parts))


def segments(document: Document, text: str) -> list[Segment]:
    made: list[Segment] = []
    for joint, chunk in _paired(document, list(_chunks(document, text))):
        opening = not made or _leads(made) or joint.strip() in (";", *DASHES)
        kind = _kind(document, joint, chunk, first=opening)
        if not (made and _joins(document, made, kind, Piece(joint, chunk))):
            made.append(Segment("main" if kind == "part" else kind, [Piece(joint, chunk)]))
    return made


def _paired(document: Document, chunks: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """With the two halves of a subject put together: “..., and Wrangel” and “his troops withdrew”."""
    place = 0
    while place < len(chunks):
        joint, chunk = chunks[place]
        following = chunks[place + 1] if place + 1 < len(chunks) else ("", "")
        joins = listed(document, "joining-words", joint.strip(" ,")) or (place == 1 and _opens(document, chunks[0][1]))
        opens = (joint.startswith(",") and joins) or (_is_conjunction(document, joint) and is_capital(chunk) and is_capital(following[1]))
        adds = opens and following[0].strip() in document.pack.words["pairing-words"]
        if adds and not finite(document, chunk) and not _opens(document, chunk) and subject_end(document, following[1]):
            chunk += following[0] + following[1]
            place += 1
        yield joint, chunk
        place += 1


def _is_conjunction(document: Document, joint: str) -> bool:
    """Before a clause, and no preposition such as “until”."""
    said = joint.strip(" ,")
    return listed(document, "subordinators", said) and not listed(document, "title-prepositions", said)


def _joins(document: Document, made: list[Segment], kind: str, piece: Piece) -> bool:
    """Whether a stretch belongs to the last segment, and then puts it there."""
    last, comma = made[-1], piece.joint.strip()
    parted = comma.startswith((",", ";", *DASHES))
    if not parted and len(made) == 1 and last.kind in ("intro", "participle") and kind != "intro" and not finite(document, last.text):
        last.kind = "main"
    elif last.kind == "under" and kind == "main" and comma == "," and not finite(document, last.firm()):
        last.kind = "intro"
        return False
    elif kind == "part" and parted and last.kind == "intro" and listed(document, "subordinators", comma.strip(" ,")):
        made.append(Segment("under"))
    elif last.kind == "main" and kind == "main" and comma == "," and _leads_up(document, made):
        last.kind = "intro"
        return False
    elif kind == "verb" and comma == "," and len(made) > 1 and last.kind in ("relative", "participle") and made[-2].kind == "main":
        made[-2].pieces += [Piece(each.joint, each.text, loose=True) for each in made.pop().pieces]
    elif last.kind in ("main", "under") and _is_open(document, last, kind, piece):
        piece.loose = _is_loose(document, last, kind, piece)
    elif kind == "intro":
        return False
    elif kind == "part" and comma != ";" and not (parted and _leads(made) and not _opens(document, piece.text)):
        piece.loose = _is_example(document, piece) or (parted and _is_apposition(piece.text)) or last.pieces[-1].loose
    elif not (kind == "main" and _reported(document, last, piece.joint)):
        return False
    made[-1].pieces.append(piece)
    return True


def reported(document: Document, text: str) -> str:
    """What stands after the last “that”, the whole where there is none: “said that the troops” wants a verb yet, “of that town” none."""
    words, relatives = text.split(" "), document.pack.words["open-relatives"]
    if relatives.isdisjoint(words):
        return text
    opens = [place for place, word in enumerate(words[:-1]) if place and word in relatives]
    demonstrative = bool(opens) and listed(document, ("noun-borders", "title-prepositions"), words[opens[-1] - 1])
    return " ".join(words[opens[-1] + 1 :]) if opens and not demonstrative else text


def _is_open(document: Document, last: Segment, kind: str, piece: Piece) -> bool:
    """Whether the clause before has no verb yet: “feared that the weir, an old one, ” goes on with “had been damaged”."""
    firm = last.firm()
    if not finite(document, firm) or (kind == "verb" and not finite(document, reported(document, firm))):
        return True
    if kind != "verb" or piece.joint.strip() != "," or not last.pieces[-1].loose:
        return False
    verb = first_verb(document.pack, firm)
    said = firm[verb[1] + len(verb[0]) :] if verb is not None and listed(document, "telling-verbs", verb[0]) else ""
    return bool(said.strip()) and not finite(document, said)


def _leads(made: list[Segment]) -> bool:
    """Whether the last segment leads up to a clause that has not begun yet."""
    return made[-1].kind == "intro" or (len(made) == 1 and made[0].kind in ("participle", "under"))


def _is_loose(document: Document, last: Segment, kind: str, piece: Piece) -> bool:
    """Of a clause that has no verb yet: whether this stands in it by the way (“Norton, a maker of tools, said”)."""
    if _is_example(document, piece):
        return kind == "part"
    if not piece.joint.strip().startswith((",", *DASHES)):
        return last.pieces[-1].loose and kind != "verb"
    if kind == "participle":
        return len(last.pieces) == 1
    return kind in ("relative", "under") or (kind == "part" and _is_apposition(piece.text)) or attributes(document, piece.text)


def _is_example(document: Document, piece: Piece) -> bool:
    return listed(document, "example-words", piece.joint.strip(" ,"))


def _is_apposition(text: str) -> bool:
    """“a maker of tools”, “Norton's chairman”, but no further name of a list."""
    return not is_capital(text) or OWNER.search(text) is not None


def attributes(document: Document, text: str) -> bool:
    """“the minister said”, “said a spokesman”: a few words that only tell whose claim it is."""
    words = [word for word in stretch(document.pack, text)[0] if word != DATE]
    return 1 < len(words) <= LONGEST_ATTRIBUTION and any(listed(document, "telling-verbs", word) for word in (words[0], words[-1]))


def _leads_up(document: Document, made: list[Segment]) -> bool:
    """Whether the last segment is no clause after all: “With the forces having been pushed back, ...”, “In Kabul, Afghanistan, ...”."""
    last = made[-1]
    if finite(document, last.firm()):
        return (len(made) == 1 or made[-2].kind == "intro") and _opens(document, last.text)
    single = len([piece for piece in last.pieces if piece.text != DATE]) <= 1
    return single and (last.text.startswith(DATE) or (len(made) > 1 and made[-2].kind == "intro"))


def _opens(document: Document, text: str) -> bool:
    first, _, rest = text.partition(" ")
    return listed(document, "introductions", rest.partition(" ")[0] if first == DATE else first)


def _reported(document: Document, before: Segment, joint: str) -> bool:
    """“He said the army and the police had fired”: what follows belongs to what is said."""
    if joint.strip().startswith((";", ",")):
        return False
    verb = first_verb(document.pack, before.text)
    return verb is not None and listed(document, "telling-verbs", verb[0])


def _kind(document: Document, joint: str, text: str, *, first: bool) -> str:
    conjunction = joint.strip(" ,;–—-").lower()
    if conjunction and listed(document, "relative-words", conjunction.rpartition(" ")[2]):
        return "relative"
    words, verb = stretch(document.pack, text)
    verbs = verb is not None
    if conjunction and listed(document, "subordinators", conjunction):
        return "under" if verbs else "part"
    if not joint and not verbs and any(listed(document, "interval-words", word) for word in words[1:]):
        return "intro"
    if words and (first or (words == (DATE,) and conjunction)):
        return _opening_kind(document, words, verbs=verbs)
    word = _first_word(document, words)
    if word.lower().endswith(document.pack.words.endings["participle-endings"]) and not is_capital(word):
        return "participle"
    if verbs and word in words and is_finite(document.pack, words, words.index(word)):
        return "participle" if not conjunction and joint.startswith(",") and _participle(document, word) else "verb"
    return "main" if verbs else "part"


def _opening_kind(document: Document, words: Sequence[str], *, verbs: bool) -> str:
    if listed(document, "introductions", words[0]) or words[0] == DATE:
        if words[0] == DATE and len(words) > 1 and not verbs and not _opens(document, words[1]):
            return "part"
        under = listed(document, "subordinators", words[0]) and verbs
        return "under" if under else "main" if verbs else "intro"
    word, following = _first_word(document, words).lower(), words[1] if len(words) > 1 else ""
    if word.endswith(document.pack.words.endings["participle-endings"]) and not listed(document, "no-verbs", word):
        return "participle" if verbs else "intro"
    described = word.endswith(document.pack.words.endings["past-endings"]) and listed(document, "phrase-openers", following)
    if described or (len(words) <= ADVERB_REACH and is_adverb(document, word)):
        return "main" if verbs and not described else "intro"
    if is_finite(document.pack, words, 0):
        return "verb"
    return "main" if verbs else "part"


def _participle(document: Document, word: str) -> bool:
    """“..., launched in May”, “..., set to begin”: after a comma, such a form describes what stands before it."""
    formed = word.lower().endswith(document.pack.words.endings["past-endings"]) and not listed(document, "verbs", word)
    return formed or (listed(document, "participles", word) and not listed(document, "telling-verbs", word))


def _first_word(document: Document, words: Sequence[str]) -> str:
    """The first word that is neither the date nor an adverb."""
    for word in words[:ADVERB_REACH]:
        if word != DATE and not is_adverb(document, word):
            return word
    return words[0] if words else ""


# --- borders -------------------------------------------------------------------------------------------------------


def _chunks(document: Document, text: str) -> Iterator[tuple[str, str]]:
    joint, start = "", 0
    closed = [*_closed(text), *_places(document, text)]
    for found in _borders(document.pack).finditer(text):
        if found.start() < start or (closed and any(first <= found.start() < last for first, last in closed)):
            continue
        if _pairs(document, text[start : found.start()], found[0]) or found[0].strip() in document.pack.words["comma-joints"]:
            continue
        if chunk := text[start : found.start()].strip():
            yield joint, chunk
        joint, start = found[0], found.end()
    if rest := text[start:].strip():
        yield joint, rest


def _pairs(document: Document, text: str, joint: str) -> bool:
    """Whether “and” joins what “between” or “both” began, or two words that describe one noun: “the wounded and exhausted men”."""
    lists = document.pack.words
    words = text.lower().split()[-LONGEST_PAIR:] if joint.strip() in lists["pairing-words"] else []
    if not words:
        return False
    opened = next((place for place in range(len(words) - 1, -1, -1) if words[place] in lists["pair-openers"]), None)
    if opened is not None:
        return not any(word in lists["pairing-words"] for word in words[opened:])
    owned = len(words) > 1 and (OWNER.search(f"{words[-2]} ") is not None or listed(document, "articles", words[-2]))
    return owned and words[-1].endswith(document.pack.words.endings["past-endings"])


def _closed(text: str) -> list[tuple[int, int]]:
    """Stretches in brackets and quotation marks, which no border parts."""
    found, opened = [], []
    straight: int | None = None
    for enclosing in ENCLOSING.finditer(text):
        at, sign = enclosing.start(), enclosing[0]
        if sign in OPENING:
            opened.append(at)
        elif sign in CLOSING and opened:
            found.append((opened.pop(), at + 1))
        elif sign == '"':
            if straight is not None:
                found.append((straight, at + 1))
            straight = at if straight is None else None
    return found


def _places(document: Document, text: str) -> Iterator[tuple[int, int]]:
    """“the Oldbridge, N.M., carrier”, where the place describes the noun; but “Norham Mills, Oldbridge, N.M., said”."""
    for each in PROVINCE.finditer(text) if ".," in text else ():
        noun = each["noun"]
        if not finite(document, noun) and not listed(document, ("articles", "joining-words", "relatives"), noun):
            yield each.start(), each.start("noun")


@lru_cache(maxsize=8)
def _borders(pack: Pack) -> re.Pattern[str]:
    words = {word for name in ("joining-words", "subordinators", "relative-words", "example-words") for word in pack.words.get(name, ())}
    listing = opening(words)
    relatives, leading = ("|".join(sorted(pack.words.get(name, ()))) for name in ("led-relatives", "noun-borders"))
    listing = rf"(?:{leading})\s+(?:{relatives})|{listing}" if relatives and leading else listing
    # most characters begin none
    return re.compile(rf"(?=[\s;,])(?:\s*;\s+|\s+(?:[–—-]|--)\s+|,\s+(?:(?:{listing})\s+)?|\s+(?:{listing})\s+(?=\S))")
