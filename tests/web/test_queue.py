"""The queue narrowed: by the kind of the events, and by what their dates lean on."""

from __future__ import annotations

import re

import pytest

from tests.web.visiting import Visitor
from timeline import pipeline
from timeline.events import Event
from timeline.store import Filter, Store
from timeline.understanding import normalise

TEXT = "Protests began last month. A truce was signed on 12 May 1994. Three days later it broke. In early 2016 it was renewed."


@pytest.fixture
def read(store: Store, slug: str) -> str:
    store.add_event(slug, Event("The bridge was shelled", normalise("3 May 1993"), category="Battles", status="suggested"))
    return pipeline.keep(store, slug, TEXT, published="2023-05-10", title="Report", accept=False).document.id


def titles(page: str) -> set[str]:
    return set(re.findall(r'<h2 id="title-[^"]+" dir="auto">([^<]+)</h2>', page))


@pytest.mark.parametrize(
    ("assumed", "shown"),
    [
        ("published", {"Protests began"}),
        ("text", {"A truce broke"}),
        ("convention", {"It was renewed [A truce was signed on 12 May 1994]"}),
        ("nothing", {"A truce was signed", "The bridge was shelled"}),
    ],
)
def test_suggestions_can_be_narrowed_to_what_their_dates_lean_on(
    visitor: Visitor, slug: str, read: str, assumed: str, shown: set[str]
) -> None:
    assert titles(visitor.text(f"/t/{slug}/review?assumed={assumed}")) == shown


@pytest.mark.parametrize(("sure", "shown"), [("least", {"Unsure"}), ("less", {"Fair"}), ("most", {"Sure", "By hand"})])
def test_suggestions_narrowed_to_how_sure_they_are(visitor: Visitor, store: Store, slug: str, sure: str, shown: set[str]) -> None:
    """What has no confidence was said by a person, and counts as sure."""
    marked = (("Unsure", 0.5), ("Fair", 0.72), ("Sure", 0.9), ("By hand", None))
    store.add_events(slug, [Event(title, normalise("3 May 1993"), status="suggested", confidence=number) for title, number in marked])
    assert titles(visitor.text(f"/t/{slug}/review?sure={sure}")) == shown


def test_all_of_a_kind_are_accepted_and_nothing_else(visitor: Visitor, store: Store, slug: str, read: str) -> None:
    answer = visitor.post(f"/t/{slug}/decide", {"accept": "all", "assumed": "nothing"})
    assert answer.headers["Location"].startswith(f"/t/{slug}/review?assumed=nothing")
    assert {each.event.title for each in store.each_event(slug, Filter())} == {"A truce was signed", "The bridge was shelled"}


def test_a_kind_can_be_chosen_and_the_tabs_keep_it(visitor: Visitor, slug: str, read: str) -> None:
    page = visitor.text(f"/t/{slug}/review?kind=Battles")
    assert titles(page) == {"The bridge was shelled"}
    assert f"/t/{slug}/review?tab=accepted&amp;kind=Battles" in page


def test_nothing_of_what_is_shown_says_how_to_see_the_rest(visitor: Visitor, slug: str, read: str) -> None:
    page = visitor.text(f"/t/{slug}/review?kind=Riots")
    assert "Nothing of what is shown here" in page and f'href="/t/{slug}/review"' in page


@pytest.mark.parametrize("given", ["kind=Nonsense", "assumed=soup", "assumed=%00", "sure=quite"])
def test_what_cannot_be_asked_for_narrows_nothing(visitor: Visitor, slug: str, read: str, given: str) -> None:
    assert len(titles(visitor.text(f"/t/{slug}/review?{given}"))) == 5
