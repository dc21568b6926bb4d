"""The gold article and the gold expressions, where they lie beside the checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reading.table import bracketed
from timeline import extract
from timeline.dates import EventDate
from timeline.events import Event, Reading

Article = tuple[str, dict[str, Any]]
TIMEX_FIELDS = ("start", "end", "text", "type", "value", "edtf", "earliest", "latest")


@pytest.fixture
def article(shared: Path) -> Article:
    gold = json.loads((shared / "seeds" / "article.gold.json").read_text(encoding="utf-8"))
    return (shared / "seeds" / "article.txt").read_text(encoding="utf-8"), gold


def _outer(date: EventDate) -> tuple[str, str | None, str | None]:
    return date.edtf, date.earliest, date.latest


def _dated(reading: Reading) -> list[tuple[Event, EventDate]]:
    return [(event, event.date) for event in reading.events if event.date is not None]


def test_finds_exactly_the_expressions_of_the_article(article: Article) -> None:
    """Span, type, value, EDTF and bounds of all sixteen, and no seventeenth."""
    text, gold = article
    reading = extract(text, published=gold["published"])
    found = [{name: getattr(each, name) for name in TIMEX_FIELDS} for each in reading.timexes]
    assert found == [{name: row[name] for name in TIMEX_FIELDS} for row in gold["timexes"]]


def test_takes_no_number_of_the_article_for_a_date(article: Article) -> None:
    text, gold = article
    for published in (gold["published"], None):
        spans = [(each.start, each.end) for each in extract(text, published=published).timexes]
        for row in gold["not_dates"]:
            assert not any(start < row["end"] and row["start"] < end for start, end in spans)


def test_makes_exactly_the_events_of_the_article(article: Article) -> None:
    """One for each dated statement, in order, each with its date and with its quote where it stands."""
    text, gold = article
    made = _dated(extract(text, published=gold["published"]))
    expected = [(row["edtf"], row["earliest"], row["latest"]) for row in gold["events"]]
    assert [(date.edtf, date.earliest, date.latest) for _, date in made] == expected
    for (event, _), row in zip(made, gold["events"], strict=True):
        (evidence,) = event.evidence
        assert row["quote_contains"] in evidence.quote
        assert text[evidence.start : evidence.end] == evidence.quote


def test_tells_the_language_of_the_article(article: Article) -> None:
    assert extract(article[0]).language == "en"


def test_infers_a_publication_date_and_says_so(article: Article) -> None:
    """The latest year written in it. What leaned on it is marked as assumed from the text, and nothing else is touched."""
    text, gold = article
    given, inferred = extract(text, published=gold["published"]), extract(text)
    assert given.published_assumed is None
    assert inferred.published == "2023"
    assert inferred.published_assumed is not None
    assert "2023" in inferred.published_assumed
    leaned = [event for event, date in _dated(inferred) if any("publication date, which is inferred" in each.why for each in date.assumed)]
    assert [event.date.text for event in leaned if event.date] == ["the last three years", "the past three years", "May 1"]
    firm = {event.id: _outer(date) for event, date in _dated(given) if not date.anchored}
    assert {event.id: _outer(date) for event, date in _dated(inferred) if event.id in firm} == firm


def test_only_a_given_publication_date_vouches_that_something_still_holds(article: Article) -> None:
    """“since 1994” is certain up to the day of publication when that is known, and no further than its beginning when it is inferred."""
    text, gold = article
    given, inferred = (_dated(extract(text, published=published)) for published in (gold["published"], None))
    cores = [[(date.core_from, date.core_to) for _, date in dates if date.text == "since 1994"] for dates in (given, inferred)]
    assert cores == [[("1994-12-31", "2023-05-01")], [("1994-12-31", "1994-12-31")]]


def test_reads_the_english_gold_expressions(shared: Path) -> None:
    """All of them are right today, so none may go wrong."""
    table = (shared / "seeds" / "expressions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    english = [line.split("\t") for line in table if line.startswith("en\t")]
    assert len(english) > 60
    assert [row[2] for row in english if not _right(*row[1:])] == []


def _right(published: str, said: str, value: str, edtf: str, earliest: str, latest: str) -> bool:
    text, start, end = bracketed(said)
    reading = extract(text, published=published or None, language="en")
    if "[" not in said:
        return not reading.timexes and not reading.events
    values = [each.value for each in reading.timexes if each.start < end and start < each.end]
    dates = [date for _, date in _dated(reading)]
    spoken = (earliest, latest) if earliest or latest else None
    fits = [date for date in dates if edtf in ("", date.edtf) and spoken in (None, (date.earliest or "", date.latest or ""))]
    return (not value or value in values) and (bool(fits) or not (edtf or spoken))
