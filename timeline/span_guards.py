"""Guards for words that tell days, spans and references: “for weeks” is a span, “the weeks of the siege” is not.

Each is told the document and the tokens from `first` to `last` (exclusive) and answers whether the match must be refused.
"""

from __future__ import annotations

from timeline.documents import Document
from timeline.surroundings import Guard, is_capital, is_dash, is_word, listed, noun_after, opens_sentence, touching


def not_an_ordinal_day(document: Document, first: int, last: int) -> bool:
    """“the 18th” is a day only in digits, after a preposition of time, and where nothing it could number follows."""
    word, before, after = document.word(last - 1), document.word(first - 1), document.word(last)
    acts = is_capital(after) and _does(document, document.word(last + 1))
    if (is_word(after) and not acts and not listed(document, "plain-followers", after)) or (
        is_dash(after) and touching(document, last - 1)
    ):
        return True
    digits = "".join(each for each in word if each.isdigit())
    if not digits:
        return is_word(after) or not listed(document, "spelled-day-prepositions", before)
    return not digits or int(digits) > 31 or not listed(document, "day-prepositions", before)


def _does(document: Document, word: str) -> bool:
    """“On the 16th Napoleon attacked”: what follows the name is a verb."""
    return listed(document, "verbs", word) or word.endswith(document.pack.words.endings["past-endings"])


def end_of_something(document: Document, first: int, last: int) -> bool:
    """“the end of the day care scheme”, “the beginning of the century of wars”."""
    return listed(document, "of-words", document.word(last)) or noun_after(document, first, last)


def word_follows(document: Document, first: int, last: int) -> bool:
    """“three days on the road”: such a phrase ends its clause."""
    return is_word(document.word(last))


def dash_follows(document: Document, first: int, last: int) -> bool:
    """“year-ago”, “current-day”: the first part of a compound."""
    return is_dash(document.word(last)) and touching(document, last - 1) and touching(document, last) and is_word(document.word(last + 1))


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


def of_a_paper(document: Document, first: int, last: int) -> bool:
    """“the Turkish daily Hurriyet”, “a weekly newspaper”, “the daily said”: what comes out daily, not how often."""
    after, before = document.word(last), document.word(first - 1)
    if listed(document, "papers", after) or listed(document, "report-verbs", after):
        return True
    names = is_capital(after) and not opens_sentence(document, last)
    return names and (is_capital(before) or listed(document, "determiners", before) or is_word(before))


def no_talk_of_a_day(document: Document, first: int, last: int) -> bool:
    """“since 9/11”, “the 9/11 attacks”, but not “9/11 of it”."""
    before = document.word(first - 1)
    timed = listed(document, ("year-prepositions", "determiners", "day-prepositions"), before)
    return not timed or listed(document, "of-words", document.word(last))


def no_of_follows(document: Document, first: int, last: int) -> bool:
    return not listed(document, "of-words", document.word(last))


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


def no_day_preposition(document: Document, first: int, last: int) -> bool:
    """“on 15/04” is a day, “unit 15/04” is none."""
    return not listed(document, "day-prepositions", document.word(first - 1))


def no_edge(document: Document, first: int, last: int) -> bool:
    """“the last days” lie behind, unless they are those of something."""
    recent = listed(document, "recent-words", document.word(first + 1))
    return recent and not listed(document, "of-words", document.word(last))


def time_nouns(document: Document, first: int, last: int) -> bool:
    """“some time off”, “some time in May”."""
    return listed(document, "no-while-before", document.word(last))


def minute_man(document: Document, first: int, last: int) -> bool:
    """“a minute man”: a short unit that describes a noun."""
    return listed(document, "short-units", document.word(last - 1)) and noun_after(document, first, last)


def dash_before(document: Document, first: int, last: int) -> bool:
    """“6-year-old”: the rest of a compound."""
    return is_dash(document.word(first - 1)) and touching(document, first - 1)


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
    return noun_after(document, first, last) and not listed(document, "period-followers", document.word(last))


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
    return last - first == 1 and is_capital(word) and not opens_sentence(document, first)


def no_determiner(document: Document, first: int, last: int) -> bool:
    """“an electric current flows”: an adjective follows an article or the like, or opens the sentence."""
    return not (listed(document, "determiners", document.word(first - 1)) or opens_sentence(document, first))


def part_of_time(document: Document, first: int, last: int) -> bool:
    """“the night the flight went down”, “the morning of the attack”: a part of a day that is told only by what follows."""
    return listed(document, "articles", document.word(first)) and listed(document, "articles", document.word(last))


def former_of_two(document: Document, first: int, last: int) -> bool:
    """“the former”, of two."""
    of_two = listed(document, "of-two", document.word(last - 1)) and listed(document, "articles", document.word(first - 1))
    after = document.word(last)
    return of_two and (not is_word(after) or listed(document, "plain-followers", after))


def at_a_rate(document: Document, first: int, last: int) -> bool:
    """“four days a week”: how often."""
    return listed(document, "articles", document.word(last)) and document.word(last + 1) in document.pack.values["rate-unit"]


def before_amounts(document: Document, first: int, last: int) -> bool:
    """“five times a year”: after an amount, how often."""
    of_amount = _after_an_amount(document, first) or document.word(first - 1) in document.pack.values["many-units"]
    return of_amount and listed(document, "articles", document.word(first))


def no_rate(document: Document, first: int, last: int) -> bool:
    return listed(document, "articles", document.word(first)) and not _after_an_amount(document, first)


def _after_an_amount(document: Document, first: int) -> bool:
    before, earlier = document.word(first - 1), document.word(first - 2)
    counted = earlier[:1].isdigit() and before.endswith(document.pack.words.endings["plural-endings"])
    return before[:1].isdigit() or counted or listed(document, "amounts", before)


def once_upon(document: Document, first: int, last: int) -> bool:
    """“one day the king ...”."""
    return listed(document, "one-words", document.word(first)) and not listed(document, "duration-prepositions", document.word(first - 1))


def years_old(document: Document, first: int, last: int) -> bool:
    """“a 12-year-old” is a person; an “8-month-old truce” is none."""
    written_out = is_dash(document.word(last)) and listed(document, "age-words", document.word(last + 1))
    old = listed(document, "age-words", document.word(last - 1))
    return (written_out and listed(document, "age-units", document.word(last - 1))) or (
        old and listed(document, "age-units", document.word(last - 3))
    )


def one_without_hyphen(document: Document, first: int, last: int) -> bool:
    """“one day he came”."""
    return listed(document, "one-words", document.word(first)) and not is_dash(document.word(first + 1))


def not_a_vague_duration(document: Document, first: int, last: int) -> bool:
    """Bare “weeks” only after “for”, “within” and the like, or when something fills them: “years of war”."""
    before = document.word(first - 1)
    filled = listed(document, "of-words", document.word(last)) and not listed(document, "articles", before)
    if not (filled and is_word(before)) and not listed(document, "duration-prepositions", before):
        return True
    return listed(document, "age-words", document.word(last)) or listed(document, "no-vague-units", document.word(first))


SPAN_GUARDS: dict[str, Guard] = {
    "not-an-ordinal-day": not_an_ordinal_day,
    "end-of-something": end_of_something,
    "word-follows": word_follows,
    "dash-follows": dash_follows,
    "no-future-verb": no_future_verb,
    "no-time-preposition": no_time_preposition,
    "of-follows": of_follows,
    "of-fractions": of_fractions,
    "of-a-paper": of_a_paper,
    "no-talk-of-a-day": no_talk_of_a_day,
    "no-of-follows": no_of_follows,
    "year-and-quarter": year_and_quarter,
    "no-length-word": no_length_word,
    "no-edge": no_edge,
    "no-day-preposition": no_day_preposition,
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
    "part-of-time": part_of_time,
    "before-amounts": before_amounts,
    "at-a-rate": at_a_rate,
    "no-rate": no_rate,
    "once-upon": once_upon,
    "years-old": years_old,
    "one-without-hyphen": one_without_hyphen,
    "not-a-vague-duration": not_a_vague_duration,
}
