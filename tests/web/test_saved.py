"""Views that were saved by name: saving, opening, renaming, replacing and removing them without scripts."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.web.visiting import Visitor
from timeline.store import Store


def test_a_view_is_saved_and_opened(visitor: Visitor, store: Store, slug: str) -> None:
    """With its window, without the event that is open, the page of the list, or what an address has beside."""
    query = "q=gun&category=Battles&category=none&lanes=actor&from=0&to=9"
    answer = visitor.post(f"/t/{slug}/views", {"name": " The <b>guns</b> ", "query": f"?{query}&event=x&cursor=last&show=filter&other=1"})
    assert answer.status_code == 302
    saved = store.views(slug)[0]
    assert (saved.name, saved.query) == ("The <b>guns</b>", "q=gun&category=Battles&category=none&lanes=actor&from=0&to=9")
    page = visitor.text(f"/t/{slug}?{query}")
    assert 'aria-current="true"><bdi>The &lt;b&gt;guns&lt;/b&gt;</bdi>' in page
    assert "“gun” · Battles · No category · lanes: Actor" in visitor.text(f"/t/{slug}/views")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [("", "Give the view a name."), ("x" * 501, "at most"), ("a\0b", "a character that no text has"), ("Taken", "already")],
)
def test_a_bad_name_saves_nothing_and_keeps_what_was_typed(visitor: Visitor, store: Store, slug: str, name: str, sentence: str) -> None:
    taken = store.save_view(slug, "Taken", "q=a")
    other = store.save_view(slug, "Other", "q=b")
    for path in ("views", f"views/{other.id}/rename"):
        answer = visitor.post(f"/t/{slug}/{path}", {"name": name, "query": "q=c"})
        assert answer.status_code == 400
        page = unescape(answer.get_data(as_text=True))
        assert sentence in page
        assert 'name="query" value="q=c"' in page
    assert store.views(slug) == [taken, other]


def test_a_saved_view_is_renamed_replaced_removed_and_each_is_taken_back(visitor: Visitor, store: Store, slug: str) -> None:
    saved = store.save_view(slug, "Guns", "q=gun")
    for path, form, names in [
        ("rename", {"name": "Arms"}, [("Arms", "q=gun")]),
        ("replace", {"query": "q=tank"}, [("Guns", "q=tank")]),
        ("remove", {}, []),
    ]:
        visitor.post(f"/t/{slug}/views/{saved.id}/{path}", form)
        assert [(each.name, each.query) for each in store.views(slug)] == names
        change = re.search(r'name="change" value="(\d+)"', visitor.text(f"/t/{slug}/views"))
        assert change is not None
        visitor.post(f"/t/{slug}/undo", {"change": change[1]})
        visitor.text(f"/t/{slug}/views")
        assert store.views(slug) == [saved]
    assert visitor.post(f"/t/{slug}/views/gone/remove").status_code == 404


def test_what_is_far_too_much_is_not_saved(visitor: Visitor, store: Store, slug: str) -> None:
    answer = visitor.post(f"/t/{slug}/views", {"name": "Much", "query": urlencode([("actor", f"{number}" * 2000) for number in range(9)])})
    assert (answer.status_code, store.views(slug)) == (400, [])
    assert "asks for too much to be saved" in answer.get_data(as_text=True)
