"""Guards: what around a match says that it is no date after all. Rules name them in `unless`; each is told the document and
the tokens from `first` to `last` (exclusive) and answers whether the match must be refused.

The words that a guard looks for are lists of the language pack; the code knows no language.
"""

from __future__ import annotations

from timeline.documents import Document
from timeline.span_guards import SPAN_GUARDS
from timeline.surroundings import (
    CURRENCY,
    DIGIT_JOINERS,
    Guard,
    is_capital,
    is_dash,
    is_sign,
    is_word,
    listed,
    noun_after,
    opens_sentence,
    touching,
)

# --- numbers that are no years ---------------------------------------------------------------------------------------

# “1999–01” is 2001; a longer stretch is written out
LONGEST_SHORT_RANGE = 30
LONGEST_ADDRESS = 5


def numbered_before(document: Document, first: int, last: int) -> bool:
    """“Resolution 1244”, “No. 1915”, “$1990”, “T-1990”: a name or an amount."""
    before = document.word(first - 1)
    if is_sign(before, CURRENCY + "#№"):
        return True
    if is_dash(before) and touching(document, first - 1):
        earlier = document.word(first - 2)
        ranged = earlier.isdigit() and len(earlier) in (1, 2, 4)
        return touching(document, first - 2) and not listed(document, "time-prefixes", earlier) and not ranged
    if before.isdigit() and is_sign(document.word(first - 2), "+"):
        return True
    if listed(document, "of-words", before) and listed(document, "amount-nouns", document.word(first - 2)):
        return True
    return listed(document, "numbered", document.word(first - 2) if before == "." else before)


def counted_after(document: Document, first: int, last: int) -> bool:
    """“2000 troops”, “1,500-strong”, “1990 %”, “1920 mm”."""
    after = document.word(last)
    if is_dash(after) and touching(document, last - 1) and touching(document, last):
        joined = document.word(last + 1)
        return is_word(joined) and (joined.islower() or joined.isupper()) and not listed(document, "year-suffixes", joined)
    if is_sign(after, "%°") or (after == "." and touching(document, last) and document.word(last + 1).isdigit()):
        return True
    return listed(document, "counted", after) and not _opens_a_clause(document, first)


def _opens_a_clause(document: Document, first: int) -> bool:
    """“In 2000 troops were sent”: a preposition of time right at the start of a clause."""
    earlier = document.word(first - 2)
    starts_clause = not is_word(earlier) or listed(document, "clause-starts", earlier)
    return listed(document, "opening-prepositions", document.word(first - 1)) and starts_clause


def of_a_numbered_thing(document: Document, first: int, last: int) -> bool:
    """“Resolution 2202 (2015)”: the year is part of the name."""
    bracketed = document.word(first - 1) == "(" and document.word(last) == ")"
    return bracketed and document.word(first - 2).isdigit() and listed(document, "numbered", document.word(first - 3))


def beside_a_number(document: Document, first: int, last: int) -> bool:
    """“grid 1945 2022”: four digits beside four others."""
    return any(len(word) > 3 and word.isdigit() for word in (document.word(first - 1), document.word(last)))


def of_an_address(document: Document, first: int, last: int) -> bool:
    """“2011 Airport Road”, “1600 Pennsylvania Avenue NW”: the number of a house, unless a preposition of time stands before it."""
    if listed(document, "opening-prepositions", document.word(first - 1)) or not is_capital(document.word(last)):
        return False
    words = [document.word(index) for index in range(last, last + LONGEST_ADDRESS)]
    street = next((place for place, word in enumerate(words) if listed(document, "streets", word)), None)
    return street is not None and street > 0 and all(is_capital(word) for word in words[: street + 1])


def of_a_telephone(document: Document, first: int, last: int) -> bool:
    """“+380 44 2022 1999”: groups of digits after a plus sign."""
    index = first - 1
    while first - index <= LONGEST_ADDRESS and (document.word(index).isdigit() or document.word(index) in ("-", "(", ")")):
        index -= 1
    return is_sign(document.word(index), "+") and index < first - 1


def plural_after(document: Document, first: int, last: int) -> bool:
    """“2000 boxes”: a number before a plural counts it, unless something says that it is a year."""
    after = document.word(last)
    endings = document.pack.words.get("plural-endings", frozenset())
    if _after_possessive(document, first) or _after_prefix(document, first) or listed(document, "event-plurals", after):
        return False
    if len(after) < 4 or not after.islower() or not any(after.endswith(each) for each in endings):
        return False
    if listed(document, "plain-followers", after) or listed(document, "no-plurals", after):
        return False
    return not listed(document, "year-prepositions", document.word(first - 1))


def _after_possessive(document: Document, first: int) -> bool:
    """“its 1982 offensives”, “Iraq's 2009 elections”."""
    return listed(document, "possessives", document.word(first - 1))


def _after_prefix(document: Document, first: int) -> bool:
    """“post-1959 politics”."""
    return is_dash(document.word(first - 1)) and listed(document, "time-prefixes", document.word(first - 2))


def part_of_number(document: Document, first: int, last: int) -> bool:
    """“3.1945”, “12/1990”, “1:1990”."""
    before, after = document.word(first - 1), document.word(last)
    if is_sign(before, DIGIT_JOINERS) and touching(document, first - 1):
        return document.word(first - 2)[-1:].isdigit() and touching(document, first - 2)
    joined = is_sign(after, DIGIT_JOINERS[1:]) and touching(document, last - 1) and touching(document, last)
    return joined and document.word(last + 1)[:1].isdigit()


def backwards_range(document: Document, first: int, last: int) -> bool:
    """“1999-2”, “1990-91-4”: a second number that is no later year."""
    if is_dash(document.word(last)) and touching(document, last - 1):
        return True
    years = [word for word in map(document.word, range(first, last)) if word.isdigit()]
    if len(years) != 2 or document.word(last - 1) in document.pack.values["era-before"]:
        return False
    start, end = years
    last_year = int(end if len(end) == 4 else start[: 4 - len(end)] + end)
    over_the_century = len(end) == 2 and last_year < int(start) and last_year + 100 - int(start) <= LONGEST_SHORT_RANGE
    return last_year < int(start) and not over_the_century


def not_before_christ(document: Document, first: int, last: int) -> bool:
    """“in 480” is a year in a text about the Persian Wars, after a preposition of time and with nothing to count."""
    if not document.before_christ or counted_after(document, first, last) or plural_after(document, first, last):
        return True
    counts = noun_after(document, first, last) and not is_capital(document.word(last)) and not _opens_a_clause(document, first)
    return counts or not listed(document, "bc-openers", document.word(first - 1))


def no_text_before_christ(document: Document, first: int, last: int) -> bool:
    return not document.before_christ


def few_digits_counted(document: Document, first: int, last: int) -> bool:
    """“March 20 men”, but “On March 20 killed ...” and “Aug. 7 killed”."""
    after = document.word(last)
    return listed(document, "counted", after) and not listed(document, "counted-verbs", after)


def not_four_digits(document: Document, first: int, last: int) -> bool:
    """“1430 GMT”."""
    return len(document.word(first)) != 4


def not_a_century_of_years(document: Document, first: int, last: int) -> bool:
    """“nineteen forty” is a year, “five forty” and “twenty five” are not."""
    values = document.pack.values
    century = values["count-word"].get(document.word(first), 0)
    return not 11 <= century <= 20 or listed(document, "counted", document.word(last)) or document.word(first + 1) in values["count-word"]


def no_clock_preposition(document: Document, first: int, last: int) -> bool:
    """“at ten in the morning”; “three in the morning” alone may count what was named before."""
    before = document.word(first - 1)
    return not (listed(document, "clock-prepositions", before) or listed(document, "clock-prepositions", document.word(first - 2)))


def no_decimal_time(document: Document, first: int, last: int) -> bool:
    """“at 9.25” at the end of its clause."""
    hour, _, minutes = document.word(first).partition(".")
    timely = int(hour) <= 24 and len(minutes) == 2 and minutes < "60"
    after = document.word(last)
    ends = not after or is_sign(after, ".,;:)") or listed(document, "clause-breaks", after)
    return not (timely and ends and listed(document, "clock-prepositions", document.word(first - 1)))


def not_a_zero_led_time(document: Document, first: int, last: int) -> bool:
    """“at 0115”."""
    word = document.word(first)
    timely = len(word) == 4 and word[0] == "0" and word[2] in "012345"
    return not timely or not listed(document, "clock-prepositions", document.word(first - 1))


def score_like(document: Document, first: int, last: int) -> bool:
    """“won 13:75”, “Mark 4:45”: a clock face alone is a time of day only with hours and minutes, and not after a name."""
    word, before = document.word(first), document.word(first - 1)
    if ":" not in word or last - first > 1:
        return False
    hour, minute = word.split(":")[:2]
    named = is_capital(before) and not before.isupper() and not listed(document, "clock-prepositions", before)
    return int(hour) > 24 or int(minute) > 59 or named


# --- names and verbs -------------------------------------------------------------------------------------------------


def part_of_name(document: Document, first: int, last: int) -> bool:
    """“April Glaspie”, “Friday the dog”, “Bloody Sunday”, “August von Mackensen”."""
    name, before, after = document.word(last - 1), document.word(first - 1), document.word(last)
    if is_capital(after) and listed(document, "paper-names", after) and name in document.pack.values["weekday"]:
        return True
    if not is_capital(name) or name[-1:].isdigit():
        return False
    alone = last - first == 1
    if alone and _surname(document, first):
        return True
    if listed(document, "name-particles", after) or (alone and _given_name(document, last - 1, after)):
        return True
    if listed(document, "named-after", before) and is_capital(before):
        return True
    if name in document.pack.values["weekday"] and listed(document, "articles", after) and opens_sentence(document, first):
        return True
    return is_capital(before) and listed(document, "day-namers", before)


def title_like(document: Document, first: int, last: int) -> bool:
    """“USA Today”, “the Today Show”, “This Week”: words with a capital that no sentence gives them."""
    word = document.word(last - 1)
    if not is_capital(word) or word.isupper():
        return False
    return last - first > 1 or not opens_sentence(document, first) or listed(document, "shows", document.word(last))


def in_ones_forties(document: Document, first: int, last: int) -> bool:
    """“a man in his 80s”: an age."""
    return listed(document, "ages", document.word(first - 1))


def event_of_feast(document: Document, first: int, last: int) -> bool:
    """“the Tet Offensive”: an event that is named after a feast."""
    return is_capital(document.word(last)) and not document.word(last - 1).isdigit()


def _surname(document: Document, index: int) -> bool:
    """“Theresa May”, “General March”: a month that is a surname too, after a name or title."""
    before = document.word(index - 1)
    if not (is_capital(before) and before[1:].islower() and listed(document, "surnames", document.word(index))):
        return False
    speaks_of_time = listed(document, ("plain-followers", "year-prepositions", "clause-starts", "time-openers"), before)
    return not speaks_of_time and not any(before in document.pack.values[name] for name in ("month", "weekday", "season", "part"))


def _given_name(document: Document, index: int, after: str) -> bool:
    """A month that is a given name too, before a word with a capital, where nothing before it speaks of time."""
    if not (is_capital(after) and after[1:2].islower() and listed(document, "given-names", document.word(index))):
        return False
    calendar_words = ("month", "weekday", "era-before", "era-after", "season")
    is_calendar = any(after in document.pack.values[name] for name in calendar_words)
    return not is_calendar and not listed(document, "year-prepositions", document.word(index - 1))


def verb_like_month(document: Document, first: int, last: int) -> bool:
    """“May the force ...”, “March on Rome”, “the Long March”."""
    word, before, after = document.word(last - 1), document.word(first - 1), document.word(last)
    if listed(document, "wish-months", word) and opens_sentence(document, first):
        return listed(document, "wish-subjects", after)
    if not listed(document, "walk-months", word):
        return False
    walks = listed(document, "walk-makers", before) or listed(document, "walk-targets", after)
    return walks and not (listed(document, "year-prepositions", before) and not listed(document, "articles", before))


def verb_like_season(document: Document, first: int, last: int) -> bool:
    """“prices fall”, “the fall of Berlin”, “a spring”: words that often name no season."""
    if not listed(document, "verb-seasons", document.word(last - 1)):
        return False
    after = document.word(last)
    if listed(document, "no-season-before", after):
        return True
    if listed(document, "season-nouns", after):
        return False
    says_time = last - first > 1 or listed(document, "year-prepositions", document.word(first - 1))
    return not says_time


GUARDS: dict[str, Guard] = {
    "numbered-before": numbered_before,
    "counted-after": counted_after,
    "plural-after": plural_after,
    "of-a-numbered-thing": of_a_numbered_thing,
    "of-an-address": of_an_address,
    "beside-a-number": beside_a_number,
    "of-a-telephone": of_a_telephone,
    "part-of-number": part_of_number,
    "backwards-range": backwards_range,
    "few-digits-counted": few_digits_counted,
    "not-before-christ": not_before_christ,
    "no-text-before-christ": no_text_before_christ,
    "not-four-digits": not_four_digits,
    "not-a-century-of-years": not_a_century_of_years,
    "score-like": score_like,
    "no-clock-preposition": no_clock_preposition,
    "not-a-zero-led-time": not_a_zero_led_time,
    "no-decimal-time": no_decimal_time,
    "part-of-name": part_of_name,
    "event-of-feast": event_of_feast,
    "title-like": title_like,
    "in-ones-forties": in_ones_forties,
    "verb-like-month": verb_like_month,
    "verb-like-season": verb_like_season,
    "noun-after": noun_after,
} | SPAN_GUARDS
