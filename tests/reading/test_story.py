"""Which year a history gives its incomplete dates: by what stood before, by what follows, by headings, and never by a digression."""

from __future__ import annotations

from pathlib import Path

import pytest

from timeline import extract
from timeline.anchors import Context, Resolved
from timeline.documents import Document
from timeline.events import Timex
from timeline.expressions import Expression
from timeline.granules import Granule, month, year
from timeline.resolve import read, timex
from timeline.rules import load
from timeline.story import COURSES, Incomplete, Story, Told

TEXTS = sorted(path.name for path in (Path(__file__).parent / "texts").glob("*.txt"))
# words in the text, the value they have, and a part of the reason
STORIES = {
    "what stood before": (
        "War broke out in March 1936. Two towns fell in May. The capital held.",
        ("May", "1936-05", "year from “March 1936” one sentence before"),
    ),
    "over the new year": (
        "The army crossed the river in November 1941. The front froze. In February it moved again.",
        ("February", "1942-02", "“November 1941” 2 sentences before"),
    ),
    "what follows decides": (
        "The siege began in 1812. On 3 June the first wall fell. On 9 July came the second. On 4 August 1813 all was over.",
        ("3 June", "1813-06-03", "“4 August 1813” 2 sentences after"),
    ),
    "a heading": (
        "1919\n\nThe fleet sailed in October 1919.\n\n1920\n\nHe gave up. On 15 January he was taken.\n\n1921\n\nIt ended.",
        ("15 January", "1920-01-15", "“1920” 2 sentences before"),
    ),
    "a digression": (
        "The fort fell in December 1939. The cold was the worst since 1828. In mid-January it grew worse.",
        ("mid-January", "1940-01", "“December 1939” 2 sentences before"),
    ),
    "an aside": (
        "The town fell in May 1940. (It had been Finnish since 1812; the tsar took it in June 1710.) On 4 July the guns fell silent.",
        ("4 July", "1940-07-04", "“May 1940” "),
    ),
    "both ends of a range": (
        "The siege of 3 July 1708 failed. A third of the army died between December and February.",
        ("February", "1709-02", "“December” in the same sentence"),
    ),
    "a winter of two years": (
        "The king turned south in September 1708. It was felt in the winter of 1708–9. Snow fell in December.",
        ("December", "1708-12", ""),
    ),
}


def told(text: str) -> dict[str, Timex]:
    document = Document(text, load("en"))
    return {text[each.start : each.end]: timex(document, each) for each in read(document)}


@pytest.mark.parametrize(("text", "expected"), STORIES.values(), ids=STORIES)
def test_the_year_and_its_reason(text: str, expected: tuple[str, str, str]) -> None:
    """The year is what the whole story makes likeliest, and the reason names the words that it rests on, before or after."""
    words, value, why = expected
    found = told(text)[words]
    assert found.value == value
    assert any(why in assumed.why for assumed in found.assumed)


def test_what_the_text_says_stays() -> None:
    """A year that is written is never changed by its story."""
    found = told("In May 1815 he fell. In June 1712 she had been born. On 3 July 1915 the line broke. In August 1815 they signed.")
    assert [each.value for each in found.values()] == ["1815-05", "1712-06", "1915-07-03", "1815-08"]


def test_only_a_few_courses_are_kept() -> None:
    """However many dates a text leaves open, the ways that its story may have gone stay few: the work grows with the dates alone."""
    story = Story(Document("", load("en")))
    story.tell(Told(0, 1, year(1900)))
    for place in range(1, 500):
        number = place * 7 % 12 + 1

        def make(year_number: int, number: int = number) -> Granule:
            return month(year_number, number)

        choice = story.choose(Incomplete(place, make))
        assert choice is not None
        story.tell(Told(place, place + 1, choice.granule, fixed=False))
        assert 1 <= len(story.courses) <= COURSES
    assert len(story.plan()) == 499


def test_nothing_is_chosen_from_nothing() -> None:
    """A story that has told no date gives none, and one that only leaves dates open keeps them open."""
    assert Story(Document("", load("en"))).choose(Incomplete(0, year)) is None
    assert told("It rained in May. On 3 June it stopped.")["May"].value == "XXXX-05"


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_kept_when_a_story_is_read_anew_is_what_would_be_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A date that leans on nothing told before stays; all of them worked out anew are the same."""
    text = (Path(__file__).parent / "texts" / name).read_text(encoding="utf-8")
    kept = extract(text, language="en").to_json()
    monkeypatch.setattr(Context, "leans", property(lambda _: True, lambda _, value: None), raising=False)
    assert extract(text, language="en").to_json() == kept


def test_only_what_leans_on_the_story_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dates that give their own year are worked out once, whatever the story turns out to be."""
    text = STORIES["what follows decides"][0] + " In May 1913 and June 1914 and July 1915 it was told again."
    worked_out: list[str] = []
    resolve = Context.resolve

    def noted(context: Context, expression: Expression) -> Resolved | None:
        tokens = context.document.tokens
        worked_out.append(text[tokens.starts[expression.first] : tokens.ends[expression.last - 1]])
        return resolve(context, expression)

    monkeypatch.setattr(Context, "resolve", noted)
    extract(text, language="en")
    assert worked_out.count("3 June") == 2
    assert worked_out.count("May 1913") == worked_out.count("July 1915") == 1
