"""Guards: what around a match says that it is no date after all. Rules name them in `unless`; each is told the document and
the tokens from `first` to `last` (exclusive) and answers whether the match must be refused."""

from __future__ import annotations

from collections.abc import Callable

from timeline.documents import Document

Guard = Callable[[Document, int, int], bool]
CURRENCY = "$€£¥₴₽"
DASHES = "-–—‑"


def _listed(document: Document, name: str, word: str) -> bool:
    return word.lower() in document.pack.words[name]


def _touching(document: Document, left: int) -> bool:
    """Whether token `left` and the next one stand without a blank between them."""
    tokens = document.tokens
    return 0 <= left < len(tokens.starts) - 1 and tokens.ends[left] == tokens.starts[left + 1]


def _is_word(word: str) -> bool:
    return word[:1].isalpha()


def numbered_before(document: Document, first: int, last: int) -> bool:
    before = document.word(first - 1)
    if before and before in CURRENCY:
        return True
    if before in DASHES and before and _touching(document, first - 1):
        return _touching(document, first - 2) and not _listed(document, "time-prefixes", document.word(first - 2)) and not document.word(first - 2).isdigit()
    if before == "." and _listed(document, "numbered", document.word(first - 2)):
        return True
    return before in "#№" if len(before) == 1 and not before.isalpha() else _listed(document, "numbered", before)


def counted_after(document: Document, first: int, last: int) -> bool:
    after = document.word(last)
    if after and after in DASHES and _touching(document, last - 1) and _touching(document, last):
        return _listed(document, "counted", document.word(last + 1))
    if after in ("%", "°") or (after == "." and _touching(document, last) and document.word(last + 1).isdigit()):
        return True
    return _listed(document, "counted", after) and not _sets_the_time(document, first, last)


def _sets_the_time(document: Document, first: int, last: int) -> bool:
    """“In 2000 troops were sent”, “in 1941 German planes ...”: a preposition of time right at the start of a clause."""
    before, earlier = document.word(first - 1), document.word(first - 2)
    starts_clause = earlier == "" or not _is_word(earlier) or _listed(document, "clause-starts", earlier)
    return before.lower() in ("in", "since", "by", "during", "until") and starts_clause


def plural_after(document: Document, first: int, last: int) -> bool:
    """“2000 boxes”: a number before a plural counts it, unless something says that it is a year."""
    after = document.word(last)
    if len(after) < 4 or not after.islower() or not after.endswith("s") or after.endswith(("ss", "us", "is")):
        return False
    if _listed(document, "plain-followers", after) or _listed(document, "verbs-in-s", after):
        return False
    return not _listed(document, "year-prepositions", document.word(first - 1))


def part_of_number(document: Document, first: int, last: int) -> bool:
    """“T-34”, “3.1945”, “12/1990”, “1-800-1990”."""
    before, after = document.word(first - 1), document.word(last)
    if before and before in "./:+=_" and _touching(document, first - 1) and document.word(first - 2)[-1:].isdigit() and _touching(document, first - 2):
        return True
    return after != "" and after in "/:+=_" and _touching(document, last - 1) and _touching(document, last) and document.word(last + 1)[:1].isdigit()


def backwards_range(document: Document, first: int, last: int) -> bool:
    """“1999-2”: a second number that is no later year of the same century."""
    years = [document.word(index) for index in range(first, last) if document.word(index).isdigit()]
    if len(years) != 2:
        return False
    start, end = years
    if any(not _is_word(document.word(index)) and document.word(last)[:1] in DASHES and document.word(last) for index in (last,)):
        return _touching(document, last - 1)
    whole = int(end) if len(end) == 4 else int(start[: 4 - len(end)] + end)
    return whole < int(start) and not document.pack.values["era-before"].get(document.word(last))


def part_of_name(document: Document, first: int, last: int) -> bool:
    """“April Glaspie”, “Friday the dog”, “the Long March”, “Bloody Sunday”, “August von Mackensen”."""
    before, after = document.word(first - 1), document.word(last)
    if not document.word(last - 1)[:1].isupper() or document.word(last - 1)[-1:].isdigit():
        return False
    if _listed(document, "name-particles", after) or (after[:1].isupper() and after[1:2].islower() and _given_name(document, last - 1, after)):
        return True
    if after.lower() == "the" and _is_name_like(document, last - 1) and _sentence_start(document, first):
        return True
    return before[:1].isupper() and not _sentence_start(document, first - 1) and _names_a_day(document, before)


def _given_name(document: Document, index: int, after: str) -> bool:
    """Months that are given names before a word with a capital, where nothing before them speaks of time."""
    name, before = document.word(index), document.word(index - 1)
    return _listed(document, "given-names", name) and not _listed(document, "year-prepositions", before) and not _is_calendar(document, after)


def _is_calendar(document: Document, word: str) -> bool:
    values = document.pack.values
    return any(word in values[name] for name in ("month", "weekday", "era-before", "era-after", "season"))


def _is_name_like(document: Document, index: int) -> bool:
    return document.word(index) in document.pack.values["weekday"]


def _names_a_day(document: Document, before: str) -> bool:
    return _listed(document, "day-namers", before)


def _sentence_start(document: Document, index: int) -> bool:
    before = document.word(index - 1)
    return before == "" or before in ".!?:;“\"" or before.startswith("\n")


def verb_like_month(document: Document, first: int, last: int) -> bool:
    """“May the force ...”, “March on Rome”, “the Long March”, “the March of the Volunteers”."""
    word, before, after = document.word(last - 1), document.word(first - 1), document.word(last)
    if word not in ("May", "March", "MAY", "MARCH"):
        return False
    if _listed(document, "march-makers", before) or (word == "March" and after.lower() in ("on", "of", "to", "for")):
        return not (_listed(document, "year-prepositions", before) and before.lower() != "the")
    return word == "May" and _sentence_start(document, first) and after.lower() in ("the", "he", "she", "it", "they", "you", "we", "i", "god")


def verb_like_season(document: Document, first: int, last: int) -> bool:
    """“fall” and “spring” as verbs and nouns that name no season."""
    word = document.word(last - 1).lower()
    if word not in ("fall", "spring"):
        return False
    before, after = document.word(first - 1).lower(), document.word(last).lower()
    if after in ("of", "to", "from", "into", "in", "up", "out", "back", "apart", "on", "under", "short", "water", "waters") and document.word(first).lower() != word:
        return after != "in" and not after.startswith("water")
    says_time = document.word(first).lower() in ("the", "early", "late", "mid") or _listed(document, "year-prepositions", before)
    return not says_time or after in ("of", "from")


def few_digits_counted(document: Document, first: int, last: int) -> bool:
    """“May 20 men”, “March 3,000”."""
    return _listed(document, "counted", document.word(last)) and document.word(last).lower() not in ("per",)


def not_an_ordinal_day(document: Document, first: int, last: int) -> bool:
    """“the 18th” is a day only where nothing it could number follows, and only when written in digits or after “on”."""
    word, before, after = document.word(last - 1), document.word(first - 1).lower(), document.word(last)
    if _is_word(after) and not _listed(document, "plain-followers", after):
        return True
    if after in DASHES and after != "" and _touching(document, last - 1):
        return True
    if word[0].isdigit():
        return int(word.rstrip("stndrh")) > 31 or before not in ("on", "by", "until", "till", "from", "to", "and", "since", "of", "before", "after", "at", "through")
    return True


def not_a_century_of_years(document: Document, first: int, last: int) -> bool:
    values = document.pack.values
    century = values["count-word"].get(document.word(first), 0)
    return not 11 <= century <= 20 or _listed(document, "counted", document.word(last)) or document.word(first + 1) in values["count-word"]


def score_like(document: Document, first: int, last: int) -> bool:
    """“won 3:15”, “Mark 4:45”: a clock face without half of day only after “at”, “by”, “from” and the like, or as hours and minutes."""
    word = document.word(first)
    if ":" not in word or last - first > 1:
        return False
    hour, minute = word.split(":")[:2]
    return int(hour) > 24 or int(minute) > 59 or len(minute) != 2 or document.word(first - 1)[:1].isupper() and document.word(first - 1).lower() not in ("at", "by", "from", "around", "about", "until")


def end_of_something(document: Document, first: int, last: int) -> bool:
    """“the end of the day care scheme”, “the beginning of the century of wars”."""
    return document.word(last).lower() == "of" or noun_after(document, first, last)


def something_follows(document: Document, first: int, last: int) -> bool:
    """“three days before the attack”: counted from something named, which another rule may read."""
    return False


def on_something(document: Document, first: int, last: int) -> bool:
    """“three days on the road”: “on” ends a duration only at the end of its clause."""
    return document.word(last - 1).lower() == "on" and _is_word(document.word(last))


def noun_after(document: Document, first: int, last: int) -> bool:
    after = document.word(last)
    if not _is_word(after):
        return False
    return not _listed(document, "plain-followers", after) and not after.endswith(("ly", "ed"))


def just_past(document: Document, first: int, last: int) -> bool:
    """“now that”, “by now-famous”."""
    after = document.word(last)
    return after in DASHES and after != "" and _touching(document, last - 1)


def former_not_time(document: Document, first: int, last: int) -> bool:
    """“the former” of two."""
    return document.word(last - 1).lower() == "former" and (document.word(first - 1).lower() == "the" and not _is_word(document.word(last)))


def noun_after_the_past(document: Document, first: int, last: int) -> bool:
    """“the past president”, “the past week”."""
    return document.word(last - 1).lower() == "past" and noun_after(document, first, last)


def as_soon_as(document: Document, first: int, last: int) -> bool:
    word, before, after = document.word(last - 1).lower(), document.word(first - 1).lower(), document.word(last).lower()
    return word == "soon" and (before in ("as", "too", "how", "very") or after in ("after", "as", "became", "began", "found", "followed", "turned"))


def future_not_time(document: Document, first: int, last: int) -> bool:
    """“its future”, “a future president”: the word without “the” names no time."""
    return document.word(last - 1).lower() == "future" and document.word(first).lower() == "future"


def rate(document: Document, first: int, last: int) -> bool:
    """“five times a year”, “$1 billion a year”, “half an hour” aside: “a year” after an amount is how often."""
    before = document.word(first - 1)
    return document.word(first).lower() in ("a", "an") and last - first == 2 and (before[:1].isdigit() or before.lower() in ("times", "once", "twice", "million", "billion", "percent", "%"))


def not_a_rate(document: Document, first: int, last: int) -> bool:
    before = document.word(first - 1)
    if document.word(first).lower() == "per":
        return False
    return not (before[:1].isdigit() or before.lower() in ("times", "once", "twice", "thrice", "million", "billion", "percent", "dollars", "tons", "tonnes"))


def one_day_of_a_story(document: Document, first: int, last: int) -> bool:
    """“one day the king ...”."""
    before = document.word(first - 1).lower()
    return document.word(first).lower() == "one" and before not in ("for", "in", "within", "after", "only", "just", "than", "lasted", "least", "about")


def years_old(document: Document, first: int, last: int) -> bool:
    """“a 12-year-old” is a person."""
    return document.word(last - 1).lower() == "old" or (document.word(last) in DASHES and document.word(last) != "" and document.word(last + 1).lower() == "old")


def not_a_vague_duration(document: Document, first: int, last: int) -> bool:
    """Bare “weeks” only after “for”, “within”, “in” or “over” and the like, and not before “of age” or “old”."""
    before, after = document.word(first - 1).lower(), document.word(last).lower()
    return before not in ("for", "within", "over", "after", "lasted", "last", "took", "take", "of") or after == "old" or document.word(first).lower() in ("seconds", "quarters")


GUARDS: dict[str, Guard] = {
    "numbered-before": numbered_before,
    "counted-after": counted_after,
    "plural-after": plural_after,
    "part-of-number": part_of_number,
    "backwards-range": backwards_range,
    "part-of-name": part_of_name,
    "verb-like-month": verb_like_month,
    "verb-like-season": verb_like_season,
    "few-digits-counted": few_digits_counted,
    "not-an-ordinal-day": not_an_ordinal_day,
    "not-a-century-of-years": not_a_century_of_years,
    "score-like": score_like,
    "end-of-something": end_of_something,
    "something-follows": something_follows,
    "on-something": on_something,
    "noun-after": noun_after,
    "just-past": just_past,
    "former-not-time": former_not_time,
    "noun-after-the-past": noun_after_the_past,
    "as-soon-as": as_soon_as,
    "future-not-time": future_not_time,
    "rate": rate,
    "not-a-rate": not_a_rate,
    "one-day-of-a-story": one_day_of_a_story,
    "years-old": years_old,
    "not-a-vague-duration": not_a_vague_duration,
}
