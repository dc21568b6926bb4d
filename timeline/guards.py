"""Guards: what around a match says that it is no date after all. Rules name them in `unless`; each is told the document and
the tokens from `first` to `last` (exclusive) and answers whether the match must be refused.

The words that a guard looks for are lists of the language pack; the code knows no language.
"""

from __future__ import annotations

from collections.abc import Callable

from timeline.documents import Document

Guard = Callable[[Document, int, int], bool]
CURRENCY = "$€£¥₴₽"
DASHES = "-–—‑"
DIGIT_JOINERS = "./:+=_"
SENTENCE_SIGNS = '.!?:;“"'


def listed(document: Document, name: str, word: str) -> bool:
    """Whether a word, in any case, is in a word list of the pack; a pack without the list has no such words."""
    return word.lower() in document.pack.words.get(name, frozenset())


def _touching(document: Document, left: int) -> bool:
    """Whether token `left` and the next one stand without a blank between them."""
    tokens = document.tokens
    return 0 <= left < len(tokens.starts) - 1 and tokens.ends[left] == tokens.starts[left + 1]


def is_word(word: str) -> bool:
    return word[:1].isalpha()


def _is_dash(word: str) -> bool:
    return word != "" and word in DASHES


def _is_sign(word: str, signs: str) -> bool:
    return word != "" and word in signs


def opens_sentence(document: Document, index: int) -> bool:
    before = document.word(index - 1)
    return before == "" or before in SENTENCE_SIGNS or before.startswith("\n")


def _capital(word: str) -> bool:
    return word[:1].isupper()


# --- numbers that are no years ---------------------------------------------------------------------------------------


def numbered_before(document: Document, first: int, last: int) -> bool:
    """“Resolution 1244”, “No. 1915”, “$1990”, “T-1990”: a name or an amount."""
    before = document.word(first - 1)
    if _is_sign(before, CURRENCY + "#№"):
        return True
    if _is_dash(before) and _touching(document, first - 1):
        earlier = document.word(first - 2)
        return _touching(document, first - 2) and not listed(document, "time-prefixes", earlier) and not earlier.isdigit()
    return listed(document, "numbered", document.word(first - 2) if before == "." else before)


def counted_after(document: Document, first: int, last: int) -> bool:
    """“2000 troops”, “1,500-strong”, “1990 %”, “1920 mm”."""
    after = document.word(last)
    if _is_dash(after) and _touching(document, last - 1) and _touching(document, last):
        return listed(document, "counted", document.word(last + 1))
    if _is_sign(after, "%°") or (after == "." and _touching(document, last) and document.word(last + 1).isdigit()):
        return True
    return listed(document, "counted", after) and not _opens_a_clause(document, first)


def _opens_a_clause(document: Document, first: int) -> bool:
    """“In 2000 troops were sent”: a preposition of time right at the start of a clause."""
    earlier = document.word(first - 2)
    starts_clause = not is_word(earlier) or listed(document, "clause-starts", earlier)
    return listed(document, "opening-prepositions", document.word(first - 1)) and starts_clause


def plural_after(document: Document, first: int, last: int) -> bool:
    """“2000 boxes”: a number before a plural counts it, unless something says that it is a year."""
    after = document.word(last)
    endings = document.pack.words.get("plural-endings", frozenset())
    if len(after) < 4 or not after.islower() or not any(after.endswith(each) for each in endings):
        return False
    if listed(document, "plain-followers", after) or listed(document, "no-plurals", after):
        return False
    return not listed(document, "year-prepositions", document.word(first - 1))


def part_of_number(document: Document, first: int, last: int) -> bool:
    """“3.1945”, “12/1990”, “1:1990”."""
    before, after = document.word(first - 1), document.word(last)
    if _is_sign(before, DIGIT_JOINERS) and _touching(document, first - 1):
        return document.word(first - 2)[-1:].isdigit() and _touching(document, first - 2)
    joined = _is_sign(after, DIGIT_JOINERS[1:]) and _touching(document, last - 1) and _touching(document, last)
    return joined and document.word(last + 1)[:1].isdigit()


def backwards_range(document: Document, first: int, last: int) -> bool:
    """“1999-2”, “1990-91-4”: a second number that is no later year."""
    if _is_dash(document.word(last)) and _touching(document, last - 1):
        return True
    years = [word for word in map(document.word, range(first, last)) if word.isdigit()]
    if len(years) != 2 or document.word(last - 1) in document.pack.values["era-before"]:
        return False
    start, end = years
    return int(end if len(end) == 4 else start[: 4 - len(end)] + end) < int(start)


def few_digits_counted(document: Document, first: int, last: int) -> bool:
    """“March 20 men”, but “On March 20 killed ...” and “Aug. 7 killed”."""
    after = document.word(last)
    return listed(document, "counted", after) and not listed(document, "counted-verbs", after)


def not_a_century_of_years(document: Document, first: int, last: int) -> bool:
    """“nineteen forty” is a year, “five forty” and “twenty five” are not."""
    values = document.pack.values
    century = values["count-word"].get(document.word(first), 0)
    return not 11 <= century <= 20 or listed(document, "counted", document.word(last)) or document.word(first + 1) in values["count-word"]


def score_like(document: Document, first: int, last: int) -> bool:
    """“won 13:75”, “Mark 4:45”: a clock face alone is a time of day only with hours and minutes, and not after a name."""
    word, before = document.word(first), document.word(first - 1)
    if ":" not in word or last - first > 1:
        return False
    hour, minute = word.split(":")[:2]
    return int(hour) > 24 or int(minute) > 59 or (_capital(before) and not listed(document, "clock-prepositions", before))


# --- names and verbs -------------------------------------------------------------------------------------------------


def part_of_name(document: Document, first: int, last: int) -> bool:
    """“April Glaspie”, “Friday the dog”, “Bloody Sunday”, “August von Mackensen”."""
    name, before, after = document.word(last - 1), document.word(first - 1), document.word(last)
    if not _capital(name) or name[-1:].isdigit():
        return False
    alone = last - first == 1
    if listed(document, "name-particles", after) or (alone and _given_name(document, last - 1, after)):
        return True
    if listed(document, "named-after", before) and _capital(before):
        return True
    if name in document.pack.values["weekday"] and listed(document, "articles", after) and opens_sentence(document, first):
        return True
    return _capital(before) and listed(document, "day-namers", before)


def _given_name(document: Document, index: int, after: str) -> bool:
    """A month that is a given name too, before a word with a capital, where nothing before it speaks of time."""
    if not (_capital(after) and after[1:2].islower() and listed(document, "given-names", document.word(index))):
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
    says_time = last - first > 1 or listed(document, "year-prepositions", document.word(first - 1))
    return not says_time


def noun_after(document: Document, first: int, last: int) -> bool:
    after = document.word(last)
    if not is_word(after) or listed(document, "plain-followers", after):
        return False
    return not after.endswith(tuple(document.pack.words.get("no-noun-endings", ())))


# --- words for days, spans and references ------------------------------------------------------------------------------


def not_an_ordinal_day(document: Document, first: int, last: int) -> bool:
    """“the 18th” is a day only in digits, after a preposition of time, and where nothing it could number follows."""
    word, before, after = document.word(last - 1), document.word(first - 1), document.word(last)
    if (is_word(after) and not listed(document, "plain-followers", after)) or (_is_dash(after) and _touching(document, last - 1)):
        return True
    digits = "".join(each for each in word if each.isdigit())
    return not digits or int(digits) > 31 or not listed(document, "day-prepositions", before)


def end_of_something(document: Document, first: int, last: int) -> bool:
    """“the end of the day care scheme”, “the beginning of the century of wars”."""
    return listed(document, "of-words", document.word(last)) or noun_after(document, first, last)


def word_follows(document: Document, first: int, last: int) -> bool:
    """“three days on the road”: such a phrase ends its clause."""
    return is_word(document.word(last))


def dash_follows(document: Document, first: int, last: int) -> bool:
    """“year-ago”, “current-day”: the first part of a compound."""
    return (
        _is_dash(document.word(last)) and _touching(document, last - 1) and _touching(document, last) and is_word(document.word(last + 1))
    )


def no_future_verb(document: Document, first: int, last: int) -> bool:
    """“soon” speaks of the future only beside a verb that does: “will soon leave”."""
    return not (listed(document, "soon-verbs", document.word(first - 1)) or listed(document, "soon-verbs", document.word(last)))


def no_time_preposition(document: Document, first: int, last: int) -> bool:
    """“This time he lost”: only “by this time” and the like tell a time."""
    return not listed(document, "time-prepositions", document.word(first - 1))


def no_reference_noun(document: Document, first: int, last: int) -> bool:
    """“current” and “recent” say when only before the noun that they describe."""
    after = document.word(last)
    return not is_word(after) or listed(document, "plain-followers", after)


def no_rate_verb(document: Document, first: int, last: int) -> bool:
    """“its annual of 5 cents”: an adjective used as a noun."""
    return listed(document, "of-words", document.word(last)) or listed(document, "determiners", document.word(first - 1))


def of_fractions(document: Document, first: int, last: int) -> bool:
    """“three quarters of the army”, “in some quarters”: parts, and people."""
    if not listed(document, "fraction-units", document.word(last - 1)):
        return False
    return listed(document, "of-words", document.word(last)) or listed(document, "fraction-counts", document.word(last - 2))


def year_and_quarter(document: Document, first: int, last: int) -> bool:
    """“the 1988 quarter” is one of that year."""
    word = document.word(first)
    return len(word) == 4 and word.isdigit()


def no_length_word(document: Document, first: int, last: int) -> bool:
    """“a day” is a length only after “for” and the like."""
    return not listed(document, "length-words", document.word(first - 1))


def time_nouns(document: Document, first: int, last: int) -> bool:
    """“some time off”, “some time in May”."""
    return listed(document, "no-while-before", document.word(last))


def minute_man(document: Document, first: int, last: int) -> bool:
    """“a minute man”: a short unit that describes a noun."""
    return listed(document, "short-units", document.word(last - 1)) and noun_after(document, first, last)


def dash_before(document: Document, first: int, last: int) -> bool:
    """“6-year-old”: the rest of a compound."""
    return _is_dash(document.word(first - 1)) and _touching(document, first - 1)


def event_follows(document: Document, first: int, last: int) -> bool:
    """“three days before the war”: told from something that is no date, unless a pause or a verb follows."""
    after = document.word(last)
    if opens_sentence(document, first) and listed(document, "pronouns", after):
        return False
    return is_word(after) and not listed(document, "clause-breaks", after) and not listed(document, "verbs", after)


def no_event_follows(document: Document, first: int, last: int) -> bool:
    return not event_follows(document, first, last)


def of_a_game(document: Document, first: int, last: int) -> bool:
    """“the third quarter of the game”."""
    after = range(last + 1, last + 4)
    return listed(document, "of-words", document.word(last)) and any(listed(document, "games", document.word(index)) for index in after)


def word_noun_follows(document: Document, first: int, last: int) -> bool:
    """“the quarter master”: a noun that the word before only describes."""
    after = document.word(last)
    return is_word(after) and not listed(document, "plain-followers", after) and not listed(document, "period-followers", after)


def no_date_follows(document: Document, first: int, last: int) -> bool:
    """“the year ending the war”: the end has to be a date."""
    after = document.word(last)
    return not (after[:1].isdigit() or after in document.pack.values["month"] or listed(document, "date-openers", after))


def of_follows(document: Document, first: int, last: int) -> bool:
    """“three quarters of the army”."""
    return listed(document, "of-words", document.word(last))


def day_part_of_name(document: Document, first: int, last: int) -> bool:
    """“Operation Dawn”, “High Noon”, “Good morning”."""
    before, word = document.word(first - 1), document.word(last - 1)
    if listed(document, "greetings", before):
        return True
    return last - first == 1 and _capital(word) and not opens_sentence(document, first)


def no_determiner(document: Document, first: int, last: int) -> bool:
    """“an electric current flows”: an adjective follows an article or the like, or opens the sentence."""
    return not (listed(document, "determiners", document.word(first - 1)) or opens_sentence(document, first))


def former_of_two(document: Document, first: int, last: int) -> bool:
    """“the former”, of two."""
    of_two = listed(document, "of-two", document.word(last - 1)) and listed(document, "articles", document.word(first - 1))
    return of_two and not is_word(document.word(last))


def before_amounts(document: Document, first: int, last: int) -> bool:
    """“five times a year”: after an amount, how often."""
    return _after_an_amount(document, first) and listed(document, "articles", document.word(first))


def no_rate(document: Document, first: int, last: int) -> bool:
    return listed(document, "articles", document.word(first)) and not _after_an_amount(document, first)


def _after_an_amount(document: Document, first: int) -> bool:
    before = document.word(first - 1)
    return before[:1].isdigit() or listed(document, "amounts", before)


def once_upon(document: Document, first: int, last: int) -> bool:
    """“one day the king ...”."""
    return listed(document, "one-words", document.word(first)) and not listed(document, "duration-prepositions", document.word(first - 1))


def years_old(document: Document, first: int, last: int) -> bool:
    """“a 12-year-old” is a person."""
    written_out = _is_dash(document.word(last)) and listed(document, "age-words", document.word(last + 1))
    return written_out or listed(document, "age-words", document.word(last - 1))


def not_a_vague_duration(document: Document, first: int, last: int) -> bool:
    """Bare “weeks” only after “for”, “within” and the like, or when something fills them: “years of war”."""
    before = document.word(first - 1)
    filled = listed(document, "of-words", document.word(last)) and not listed(document, "determiners", before)
    if not (filled and is_word(before)) and not listed(document, "duration-prepositions", before):
        return True
    return listed(document, "age-words", document.word(last)) or listed(document, "no-vague-units", document.word(first))


GUARDS: dict[str, Guard] = {
    "numbered-before": numbered_before,
    "counted-after": counted_after,
    "plural-after": plural_after,
    "part-of-number": part_of_number,
    "backwards-range": backwards_range,
    "few-digits-counted": few_digits_counted,
    "not-a-century-of-years": not_a_century_of_years,
    "score-like": score_like,
    "part-of-name": part_of_name,
    "verb-like-month": verb_like_month,
    "verb-like-season": verb_like_season,
    "noun-after": noun_after,
    "not-an-ordinal-day": not_an_ordinal_day,
    "end-of-something": end_of_something,
    "word-follows": word_follows,
    "dash-follows": dash_follows,
    "no-future-verb": no_future_verb,
    "no-time-preposition": no_time_preposition,
    "of-follows": of_follows,
    "of-fractions": of_fractions,
    "year-and-quarter": year_and_quarter,
    "no-length-word": no_length_word,
    "time-nouns": time_nouns,
    "part-of-name-of-minutes": minute_man,
    "dash-before": dash_before,
    "event-follows": event_follows,
    "no-event-follows": no_event_follows,
    "of-a-game": of_a_game,
    "no-rate-verb": no_rate_verb,
    "word-noun-follows": word_noun_follows,
    "no-date-follows": no_date_follows,
    "no-reference-noun": no_reference_noun,
    "no-determiner": no_determiner,
    "day-part-of-name": day_part_of_name,
    "former-of-two": former_of_two,
    "before-amounts": before_amounts,
    "no-rate": no_rate,
    "once-upon": once_upon,
    "years-old": years_old,
    "not-a-vague-duration": not_a_vague_duration,
}
