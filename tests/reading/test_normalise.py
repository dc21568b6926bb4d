"""What is typed into a date field: typed.tsv is understood, refused.tsv is refused with reasons, foreign.tsv is left to dateparser."""

from __future__ import annotations

import pytest

from tests.reading.table import VISIBLE, rows
from timeline import errors, normalise
from timeline.dates import EventDate
from timeline.granules import Unit
from timeline.notation import granule_of_edtf

TYPED, REFUSED, FOREIGN = rows("typed.tsv"), rows("refused.tsv"), rows("foreign.tsv")


@pytest.mark.parametrize(("typed", "published", "edtf", "earliest", "latest", "core", "asks"), TYPED)
def test_understands(typed: str, published: str, edtf: str, earliest: str, latest: str, core: str, asks: str) -> None:
    date = normalise(typed.translate(VISIBLE), published=published or None)
    covered = f"{date.core_from}..{date.core_to}" if date.core_from else ""
    assert (date.edtf, date.earliest or "", date.latest or "", covered) == (edtf, earliest, latest, core)
    assert date.asks is bool(asks)
    assert date.text == " ".join(typed.translate(VISIBLE).split())


@pytest.mark.parametrize(("typed", "published", "error", "says"), REFUSED)
def test_refuses(typed: str, published: str, error: str, says: str) -> None:
    """The class tells a page what to do, the sentence tells the person; both hold, and nothing is half understood."""
    with pytest.raises(errors.BadInput) as refused:
        normalise(typed.translate(VISIBLE), published=published or None)
    assert type(refused.value).__name__ == error
    assert says in refused.value.sentence
    assert refused.value.status in (400, 422)


def test_what_is_no_date_shows_what_would_be() -> None:
    """Every example it gives is itself understood."""
    with pytest.raises(errors.NotADate) as refused:
        normalise("banana")
    assert len(refused.value.understood) >= 5
    for example in refused.value.understood:
        assert normalise(example).edtf


def test_refuses_ten_thousand_characters() -> None:
    """A pasted article is no date; the sentence does not repeat it."""
    with pytest.raises(errors.NotADate) as refused:
        normalise("12 May 1994 " * 850)
    assert len(refused.value.sentence) < 200


def test_reads_what_stands_alone_without_a_publication_date_the_same_as_with_one() -> None:
    for typed in ("12 May 1994", "since 1993", "autumn 2020", "about 1915", "480 BC"):
        assert normalise(typed) == normalise(typed, published="2023-05-10")


def test_counts_from_an_anchor() -> None:
    """An anchor is a date that the story is at; it says nothing about when a source was published."""
    for typed, edtf in (
        ("three days later", "2022-02-27"),
        ("the next day", "2022-02-25"),
        ("that year", "2022"),
        ("a year later", "2023"),
    ):
        date = normalise(typed, anchor="2022-02-24")
        assert date.edtf == edtf
        assert date.anchored
    with pytest.raises(errors.NeedsAnchor):
        normalise("yesterday", anchor="2022-02-24")


def test_says_what_it_assumed() -> None:
    """Where something was not typed, the reason and its source are there; where all was typed, nothing is."""
    assert [each.source for each in normalise("1 May", published="2023-05-10").assumed] == ["published"]
    assert [each.source for each in normalise("autumn 2020").assumed] == ["convention"]
    assert [each.source for each in normalise("autumn 2020", hemisphere="south").assumed] == ["setting"]
    assert normalise("12 May 1994").assumed == ()


def test_a_southern_season_is_another_one() -> None:
    date = normalise("autumn 2020", hemisphere="south")
    assert (date.edtf, date.earliest, date.latest) == ("2020-31", "2020-03-01", "2020-05-31")


@pytest.mark.parametrize("typed", ["05/12/1994", "winter 1992", "1992 or 1993", "2020-23"])
def test_each_reading_of_what_asks_is_a_whole_date(typed: str) -> None:
    """The hull holds every reading, and no reading asks again."""
    date = normalise(typed)
    assert len(date.alternatives) == 2
    assert date.earliest == min(str(each.earliest) for each in date.alternatives)
    assert date.latest == max(str(each.latest) for each in date.alternatives)
    assert not any(each.asks for each in date.alternatives)


# --- other languages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "typed", "edtf"), FOREIGN, ids=[row[1] for row in FOREIGN])
def test_understands_other_languages(language: str, typed: str, edtf: str) -> None:
    """At the precision that was typed: no month or day is made up, whatever the publication date."""
    for published in (None, "2023-05-10"):
        date = normalise(typed, language=language, published=published)
        assert date.edtf == edtf
        assert not date.anchored
        assert date.precision == granule_of_edtf(edtf).unit.word


@pytest.mark.parametrize(("language", "typed"), [("uk", "24 лютого"), ("ru", "24 февраля"), ("fr", "12 mai"), ("de", "12. Mai")])
def test_a_year_nobody_typed_comes_from_the_publication_date_or_not_at_all(language: str, typed: str) -> None:
    with pytest.raises(errors.NeedsAnchor):
        normalise(typed, language=language)
    date = normalise(typed, language=language, published="2023-12-10")
    assert (date.earliest or "")[:4] == "2023"
    assert date.anchored


@pytest.mark.parametrize(("language", "typed"), [("fr", "banane"), ("fr", "5 hommes"), ("de", "2000 Soldaten"), ("uk", "2000 військових")])
def test_what_is_no_date_in_another_language_is_none(language: str, typed: str) -> None:
    with pytest.raises(errors.NotADate):
        normalise(typed, language=language)


def test_is_a_date_of_its_own_unit() -> None:
    """“May 1994” is a month, never the first or the last day of one."""
    found: list[EventDate] = [normalise(typed) for typed in ("May 1994", "1994", "the 1990s", "the 19th century")]
    assert [each.precision for each in found] == [unit.word for unit in (Unit.MONTH, Unit.YEAR, Unit.DECADE, Unit.CENTURY)]
    assert [each.core_from for each in found] == [None] * 4
