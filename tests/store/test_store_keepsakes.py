"""Eras and saved views: made, changed and removed, each a change that can be taken back."""

from __future__ import annotations

import pytest

from timeline.dates import from_edtf
from timeline.errors import BadInput, NotFound
from timeline.store import Store


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("Any").slug


def test_eras_come_change_and_go_and_come_back(store: Store, slug: str) -> None:
    era = store.add_era(slug, "The siege", from_edtf("1992-04/1996-02"), "2")
    assert store.eras(slug) == [era]
    changed = store.change_era(slug, era.id, date=from_edtf("1992/1996"))
    assert (changed.name, changed.date.edtf, changed.colour) == ("The siege", "1992/1996", "2")
    store.remove_era(slug, era.id)
    assert store.eras(slug) == []
    store.undo(slug)
    assert store.eras(slug) == [changed]
    store.undo(slug)
    assert store.eras(slug) == [era]
    store.undo(slug)
    assert store.eras(slug) == []


def test_views_are_saved_by_names_of_their_own(store: Store, slug: str) -> None:
    """A name is used once in a timeline; what is refused saves nothing."""
    view = store.save_view(slug, "Autumn", "dates=autumn+2020&category=Battles")
    other = store.save_view(slug, "Spring", "dates=spring+2020")
    with pytest.raises(BadInput, match="already; choose another name"):
        store.save_view(slug, "Autumn", "")
    with pytest.raises(BadInput, match="already; choose another name"):
        store.rename_view(slug, other.id, "Autumn")
    assert store.views(slug) == [view, other]
    assert store.rename_view(slug, view.id, "The autumn war").query == view.query
    store.remove_view(slug, other.id)
    store.undo(slug)
    assert [each.name for each in store.views(slug)] == ["The autumn war", "Spring"]


def test_a_view_is_replaced_under_its_name_and_comes_back(store: Store, slug: str) -> None:
    """Each tells the number of its change; what changes nothing has none."""
    view = store.save_view(slug, "Autumn", "dates=autumn+2020")
    replaced = store.replace_view(slug, view.id, "dates=2021")
    assert (replaced.name, replaced.query) == ("Autumn", "dates=2021")
    assert store.replace_view(slug, view.id, "dates=2021").change is None
    store.undo(slug, replaced.change)
    assert store.views(slug) == [view]
    gone = store.remove_view(slug, view.id)
    store.undo(slug, gone)
    assert store.views(slug) == [view]


def test_what_is_not_there_is_not_found(store: Store, slug: str) -> None:
    with pytest.raises(NotFound, match="no era"):
        store.remove_era(slug, "gone")
    with pytest.raises(NotFound, match="no saved view"):
        store.rename_view(slug, "gone", "x")


def test_an_era_needs_a_name(store: Store, slug: str) -> None:
    with pytest.raises(BadInput, match="needs a name"):
        store.add_era(slug, " ", from_edtf("1994"))


def test_an_erased_timeline_takes_them_along(store: Store, slug: str) -> None:
    store.add_era(slug, "The siege", from_edtf("1994"))
    store.save_view(slug, "Autumn", "q=x")
    store.erase_timeline(slug)
    assert store.check() == []
