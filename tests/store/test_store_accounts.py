"""Several accounts become one event and are split again, as changes like any other; nothing of any of them is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timeline.dates import from_edtf
from timeline.errors import BadInput, NotFound, Stale
from timeline.events import STATUSES, Event, Evidence, Media, Place, Reading
from timeline.store import Choice, Filter, Store, StoredDocument, StoredEvent, sqlite

ALL = Filter(statuses=STATUSES)
FELL = "Armenian forces captured the town of Shusha after a night of shelling."
TAKEN = "Shusha, the last stronghold in Karabakh, fell to Armenian fighters after shelling."
BRIDGE = "A bridge near Hadrut was washed away by the river."


@pytest.fixture
def slug(store: Store) -> str:
    return store.create_timeline("War", "war").slug


def read(store: Store, slug: str, *quotes: tuple[str, str], title: str = "", accept: bool = False, published: str = "1992-06") -> list[str]:
    """A document that tells each quote as a suggestion of that date; the ids of the new ones."""
    text = f"{title} " + " ".join(quote for quote, _ in quotes)
    told = []
    for quote, date in quotes:
        start, claimed = text.index(quote), from_edtf(date)
        proof = Evidence(quote, start=start, end=start + len(quote), claimed=claimed)
        told.append(Event(quote, claimed, status="suggested", evidence=(proof,)))
    reading = Reading(published, None, "en", events=tuple(told))
    given = StoredDocument(title=title, text=text, published=published, language="en", source=title)
    return list(store.add_document(slug, given, reading, accept=accept).events)


def two(store: Store, slug: str, date: str = "1992-05-08") -> tuple[str, str]:
    """Two papers, a day apart unless said otherwise."""
    (one,) = read(store, slug, (FELL, "1992-05-09"), title="Morning Paper", accept=True)
    (other,) = read(store, slug, (TAKEN, date), title="Evening Paper")
    return one, other


def alike(store: Store, slug: str) -> tuple[str, str]:
    return two(store, slug, "1992-05-09")


def shown(store: Store, slug: str) -> list[str]:
    return [each.event.id for each in store.events(slug, ALL).rows]


def claims(stored: StoredEvent) -> list[tuple[str, str]]:
    return [(each.quote, each.claimed.edtf if each.claimed else "") for each in stored.event.evidence]


# --- merging -------------------------------------------------------------------------------------------------------


def test_the_kept_event_has_every_account_and_its_date(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    kept = store.merge(slug, [one, other], Choice(one))
    assert claims(kept) == [(FELL, "1992-05-09"), (TAKEN, "1992-05-08")]
    assert [each.document for each in kept.event.evidence] == [each.id for each in store.documents(slug)]
    assert shown(store, slug) == [one]
    assert store.timeline(slug).binned == 0
    assert store.events(slug, Filter(statuses=(), binned=True)).rows == []
    assert store.check() == []


def test_links_to_the_other_lead_to_the_kept_one(store: Store, slug: str) -> None:
    """Also when that one is merged on."""
    one, other = two(store, slug)
    third = store.add_event(slug, Event("Shusha", from_edtf("1992-05"))).event.id
    store.merge(slug, [one, other], Choice(one))
    store.merge(slug, [one, third], Choice(third))
    assert {store.event(slug, each).event.id for each in (one, other, third)} == {third}
    assert [each.event.id for each in store.formers(slug, third)] == [other, one]


def test_fields_are_united_and_what_was_chosen_is_taken(store: Store, slug: str) -> None:
    """Lists are joined, gaps filled, the title and date chosen; what differs stays readable in the event that was merged."""
    picture = Media("https://example.org/1.jpg")
    first = Event("Shusha falls", from_edtf("1992-05"), actors=("Armenia",), category="Battles", tags=("war",))
    second = Event(
        "The fall of Shusha",
        from_edtf("1992-05-09"),
        actors=("Armenia", "Azerbaijan"),
        category="Riots",
        media=(picture,),
        place=Place("Shusha"),
        description="At dawn.",
        star=True,
        status="suggested",
    )
    one, other = (each.event.id for each in store.add_events(slug, [first, second]))
    kept = store.merge(slug, [one, other], Choice(one, title_of=other, date_of=other)).event
    assert (kept.title, kept.date and kept.date.edtf, kept.actors, kept.tags) == (
        "The fall of Shusha",
        "1992-05-09",
        ("Armenia", "Azerbaijan"),
        ("war",),
    )
    assert (kept.category, kept.place, kept.media, kept.description) == ("Battles", Place("Shusha"), (picture,), "At dawn.")
    assert (kept.star, kept.status) == (True, "accepted")
    assert [each.claimed.edtf for each in kept.evidence if each.claimed] == ["1992-05"]
    assert store.formers(slug, one)[0].event.category == "Riots"


def test_an_event_by_hand_that_gives_another_date_stays_a_claim(store: Store, slug: str) -> None:
    one, _ = two(store, slug)
    by_hand = store.add_event(slug, Event("Somebody remembers", from_edtf("1992-05-10"))).event.id
    kept = store.merge(slug, [one, by_hand], Choice(one))
    assert claims(kept) == [(FELL, "1992-05-09"), ("", "1992-05-10")]


def test_merging_is_one_step_back_and_forth(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    before = [store.event(slug, each).event for each in (one, other)]
    kept = store.merge(slug, [one, other], Choice(one))
    undone = store.undo(slug, kept.change)
    assert undone.summary == "Undid: Merged 2 events into one"
    assert [store.event(slug, each).event for each in (one, other)] == before
    store.undo(slug, undone.id)
    assert claims(store.event(slug, other)) == claims(kept)
    assert store.check() == []


def test_the_history_of_both_says_what_came_and_went(store: Store, slug: str) -> None:
    """Before it was merged one account, after it two; and the other way round when it is taken back."""
    one, other = two(store, slug)
    kept = store.merge(slug, [one, other], Choice(one))
    store.undo(slug, kept.change)
    counts = [len(each.after.evidence) if each.after else 0 for each in store.history(slug, one)]
    assert counts == [1, 2, 1]
    assert [len(each.after.evidence) if each.after else 0 for each in store.history(slug, other)] == [1, 0, 1]


@pytest.mark.parametrize(
    ("ids", "choice", "error"),
    [
        (["{one}"], Choice("{one}"), BadInput),
        (["{one}", "{one}"], Choice("{one}"), BadInput),
        (["{one}", "{other}"], Choice("nobody"), BadInput),
        (["{one}", "{other}"], Choice("{one}", title_of="nobody"), BadInput),
        (["{one}", "nobody"], Choice("{one}"), NotFound),
        (["{one}", "{binned}"], Choice("{one}"), NotFound),
        (["{one}", "{other}"], Choice("{one}", versions={"{other}": 7}), Stale),
    ],
)
def test_what_cannot_be_merged_changes_nothing(store: Store, slug: str, ids: list[str], choice: Choice, error: type[Exception]) -> None:
    one, other = two(store, slug)
    binned = store.bin_event(slug, store.add_event(slug, Event("A mistake")).event.id).event.id
    names = {"one": one, "other": other, "binned": binned}
    versions = {key.format(**names): value for key, value in (choice.versions or {}).items()}
    meant = Choice(choice.keep.format(**names), choice.title_of.format(**names), "", versions)
    count = len(store.changes(slug))
    with pytest.raises(error):
        store.merge(slug, [each.format(**names) for each in ids], meant)
    assert len(store.changes(slug)) == count
    assert set(shown(store, slug)) == {one, other}


def test_a_form_opened_before_the_merge_is_refused(store: Store, slug: str) -> None:
    """Its address leads to the kept event now, which must not be overwritten by what was typed for the other."""
    one, other = two(store, slug)
    for _ in range(3):
        seen = store.event(slug, other)
        store.change_event(slug, other, replace(seen.event, star=not seen.event.star), seen.version)
    seen = store.event(slug, other)
    store.merge(slug, [one, other], Choice(one))
    with pytest.raises(Stale):
        store.change_event(slug, other, replace(seen.event, title="Typed long ago"), seen.version)


# --- texts read again ----------------------------------------------------------------------------------------------


def test_a_text_read_again_knows_what_was_merged(store: Store, slug: str) -> None:
    """The suggestion is not made again, neither from the same text nor from one that repeats its sentence."""
    one, other = two(store, slug)
    store.merge(slug, [one, other], Choice(one))
    assert read(store, slug, (TAKEN, "1992-05-08"), title="Evening Paper") == []
    assert read(store, slug, (TAKEN, "1992-05-08"), title="Another Paper") == []
    assert shown(store, slug) == [one]
    assert len(store.event(slug, one).event.evidence) == 3


def test_what_was_merged_and_then_rejected_stays_rejected(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    store.merge(slug, [one, other], Choice(one))
    store.decide(slug, [one], "rejected")
    assert read(store, slug, (FELL, "1992-05-09"), (TAKEN, "1992-05-08"), title="A third paper") == []


def test_a_rejected_account_that_is_merged_is_rejected_no_more(store: Store, slug: str) -> None:
    """And is again when it is split off."""
    one, other = two(store, slug)
    store.decide(slug, [other], "rejected")
    store.merge(slug, [one, other], Choice(one))
    assert read(store, slug, (TAKEN, "1992-05-08"), title="Another Paper") == []
    assert len(store.event(slug, one).event.evidence) == 3
    store.split(slug, one, former=other)
    assert store.event(slug, other).event.status == "rejected"
    third = store.documents(slug)[-1].id
    store.erase_document(slug, third)
    assert read(store, slug, (TAKEN, "1992-05-08"), title="A later paper") == []


def test_a_file_from_before_the_merge_does_not_undo_it(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    events = [each.event for each in store.each_event(slug, ALL)]
    kept = store.merge(slug, [one, other], Choice(one))
    put = store.put_timeline(slug, documents=store.documents(slug), events=[event for event in events if event.id == other])
    assert (put.added, put.updated, put.unchanged) == (0, 0, 1)
    assert store.event(slug, other) == replace(kept, change=None)


# --- splitting -----------------------------------------------------------------------------------------------------


def test_a_former_event_comes_back_after_other_edits(store: Store, slug: str) -> None:
    """What was changed in between stays; what the kept event took over goes, unless somebody changed it."""
    one = store.add_event(slug, Event("Shusha falls", from_edtf("1992-05-09"), actors=("Armenia",))).event.id
    other = store.add_event(
        slug, Event("The fall", from_edtf("1992-05-08"), actors=("Azerbaijan",), place=Place("Shusha"), description="At dawn.")
    ).event.id
    was = store.event(slug, other).event
    kept = store.merge(slug, [one, other], Choice(one))
    edited = store.change_event(slug, one, replace(kept.event, description="At noon.", tags=("checked",)), kept.version)
    back = store.split(slug, one, former=other)
    left = store.event(slug, one).event
    assert (back.event, back.change) == (was, store.changes(slug)[0].id)
    assert (left.tags, left.description, left.actors, left.place) == (("checked",), "At noon.", ("Armenia",), None)
    assert left.evidence == edited.event.evidence[:0]
    assert store.event(slug, other).event == was
    assert store.check() == []


def test_an_account_that_came_with_an_event_brings_it_back(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    before = store.event(slug, other).event
    store.merge(slug, [one, other], Choice(one, title_of=other))
    assert store.origins(slug, one) == ["", other]
    assert store.split(slug, one, account=1).event == before
    assert (store.event(slug, one).event.title, claims(store.event(slug, one))) == (FELL, [(FELL, "1992-05-09")])


def test_an_account_of_its_own_becomes_an_event(store: Store, slug: str) -> None:
    """As when the same sentence in two papers was taken for one account."""
    (one,) = read(store, slug, (FELL, "1992-05-09"), title="Morning Paper")
    read(store, slug, (FELL, "1992-05-09"), title="Evening Paper")
    off = store.split(slug, one, account=0)
    assert off.event.title == FELL
    assert [len(store.event(slug, each).event.evidence) for each in (one, off.event.id)] == [1, 1]
    with pytest.raises(BadInput):
        store.split(slug, one, account=0)


def test_splitting_is_undone_as_one_step(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    kept = store.merge(slug, [one, other], Choice(one))
    off = store.split(slug, one, account=1)
    store.undo(slug, off.change)
    assert store.event(slug, other).event == kept.event
    assert store.check() == []


def test_splitting_what_somebody_changed_meanwhile_is_refused(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    kept = store.merge(slug, [one, other], Choice(one))
    store.change_event(slug, one, replace(kept.event, star=True), kept.version)
    with pytest.raises(Stale):
        store.split(slug, one, account=1, version=kept.version)
    with pytest.raises(NotFound):
        store.split(slug, one, account=9)
    with pytest.raises(NotFound):
        store.split(slug, one, former="nobody")


# --- erasing -------------------------------------------------------------------------------------------------------


def file_bytes(store: Store) -> bytes:
    from pathlib import Path

    return b"".join(path.read_bytes() for path in Path(str(store.engine.url.database)).parent.glob("timeline.db*"))


def test_erasing_a_document_takes_what_was_merged_from_it(store: Store, slug: str) -> None:
    """Its quotes, its event, and what the kept event took over from that; the kept one stays with the rest."""
    one, other = two(store, slug)
    seen = store.event(slug, other)
    store.change_event(slug, other, replace(seen.event, actors=("Zebediah Quux",)), seen.version)
    store.merge(slug, [one, other], Choice(one))
    assert store.event(slug, one).event.actors == ("Zebediah Quux",)
    store.erase_document(slug, store.documents(slug)[1].id)
    left = store.event(slug, one)
    assert (claims(left), left.event.actors) == ([(FELL, "1992-05-09")], ())
    with pytest.raises(NotFound):
        store.event(slug, other)
    assert store.formers(slug, one) == []
    for words in (b"Zebediah", b"stronghold", b"last stro"):
        assert words not in file_bytes(store)
    assert store.check() == []


def test_erasing_a_document_leaves_what_was_written_by_hand(store: Store, slug: str) -> None:
    """An event without sources of its own that took over an account from it."""
    (other,) = read(store, slug, (TAKEN, "1992-05-08"), title="Evening Paper")
    by_hand = store.add_event(slug, Event("Shusha falls", from_edtf("1992-05-09"))).event.id
    store.merge(slug, [by_hand, other], Choice(by_hand))
    store.erase_document(slug, store.documents(slug)[0].id)
    assert [each.event.id for each in store.events(slug, ALL).rows] == [by_hand]
    assert store.event(slug, by_hand).event.evidence == ()


def test_erasing_the_kept_event_erases_what_was_merged_into_it(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    store.merge(slug, [one, other], Choice(one))
    store.erase_event(slug, one)
    for gone in (one, other):
        with pytest.raises(NotFound):
            store.event(slug, gone)
    assert read(store, slug, (FELL, "1992-05-09"), (TAKEN, "1992-05-08"), title="A third paper") == []
    assert store.check() == []


def test_erasing_a_timeline_with_merged_events(store: Store, slug: str) -> None:
    one, other = two(store, slug)
    store.merge(slug, [one, other], Choice(one))
    store.not_the_same(slug, [one, store.add_event(slug, Event("Another")).event.id])
    store.same(slug)
    store.erase_timeline(slug)
    with sqlite.reading(store.engine) as connection:
        left = [
            connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in ("merger", "different", "likeness", "compared")
        ]
    assert (left, store.check()) == ([0, 0, 0, 0], [])


# --- what may be the same ------------------------------------------------------------------------------------------


def pairs(store: Store, slug: str) -> set[frozenset[str]]:
    return {frozenset((each.first.event.id, each.second.event.id)) for each in store.same(slug).rows}


def test_a_new_text_is_compared_with_what_is_there(store: Store, slug: str) -> None:
    (one, bridge) = read(store, slug, (FELL, "1992-05-09"), (BRIDGE, "1992-05-09"), title="Morning Paper", accept=True)
    assert store.same(slug).total == 0
    (other,) = read(store, slug, (TAKEN, "1992-05-09"), title="Evening Paper")
    found = store.same_as(slug, [one, other, bridge])
    assert {key: [each.second.event.id for each in likely] for key, likely in found.items()} == {one: [other], other: [one]}
    assert found[one][0].first.event.id == one
    assert {each.kind for each in found[one][0].reasons} == {"same", "words"}
    assert (pairs(store, slug), store.same(slug).left) == ({frozenset((one, other))}, 0)


def test_an_offer_goes_with_what_it_rests_on(store: Store, slug: str) -> None:
    """Rejected, binned or given other words, it is not offered; brought back, it is."""
    one, other = alike(store, slug)
    offered = {frozenset((one, other))}
    assert pairs(store, slug) == offered
    rejected = store.decide(slug, [other], "rejected")
    assert pairs(store, slug) == set()
    store.undo(slug, rejected.id)
    assert pairs(store, slug) == offered
    binned = store.bin_event(slug, one)
    assert pairs(store, slug) == set()
    store.undo(slug, binned.change)
    seen = store.event(slug, one)
    store.change_event(slug, one, Event("A bridge near Hadrut", from_edtf("2020-10-03")), seen.version)
    assert pairs(store, slug) == set()


def test_what_is_not_the_same_is_not_asked_again(store: Store, slug: str) -> None:
    """Not after an edit, and not of the event that one of them was merged into; undone, it is asked again."""
    one, other = alike(store, slug)
    said = store.not_the_same(slug, [other, one])
    assert said.summary == "Said of two events that they are not the same"
    assert pairs(store, slug) == set()
    seen = store.event(slug, one)
    store.change_event(slug, one, replace(seen.event, star=True), seen.version)
    third = store.add_event(slug, Event("Shusha captured after shelling", from_edtf("1992-05-09"))).event.id
    store.merge(slug, [one, third], Choice(third))
    assert pairs(store, slug) == set()


def test_that_they_are_not_the_same_can_be_taken_back(store: Store, slug: str) -> None:
    one, other = alike(store, slug)
    store.undo(slug, store.not_the_same(slug, [one, other]).id)
    assert pairs(store, slug) == {frozenset((one, other))}


def test_what_was_split_is_not_offered_again(store: Store, slug: str) -> None:
    one, other = alike(store, slug)
    store.merge(slug, [one, other], Choice(one))
    store.split(slug, one, former=other)
    assert pairs(store, slug) == set()


def test_pairs_are_told_page_by_page(store: Store, slug: str) -> None:
    """The likeliest first, each on one page."""
    for title in ("Morning Paper", "Evening Paper"):
        for day, place in enumerate(("Shusha", "Lachin", "Khojaly", "Aghdam", "Martuni"), 10):
            quote = f"{place} fell; the {title} told of shelling."
            read(store, slug, (quote, f"1992-05-{day}"), title=f"{title} of {day} May")
    whole = store.same(slug, limit=100)
    assert len(whole.rows) == whole.total >= 5
    told = [each for start in range(0, whole.total, 2) for each in store.same(slug, start, 2).rows]
    assert told == whole.rows


def test_the_database_finds_the_same_as_comparing_all(store: Store, slug: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a large timeline each event finds the few like it by its rarest words and its date."""
    from timeline.store import likeness

    monkeypatch.setattr(likeness, "SMALL", 0)
    monkeypatch.setattr(likeness, "LARGE", 0)
    one, other = alike(store, slug)
    (far,) = read(store, slug, ("卢沟桥附近爆发战斗，全面战争开始。", "1937-07-07"), title="One")
    (near,) = read(store, slug, ("日军和中国军队在卢沟桥附近发生战斗。", "1937-07-07"), title="Two")
    assert pairs(store, slug) == {frozenset((one, other)), frozenset((far, near))}


def test_nobody_waits_for_a_comparison(store: Store, slug: str) -> None:
    """While somebody else writes, what is known already is told, and the rest the next time."""
    one, other = alike(store, slug)
    with sqlite.writing(store.engine):
        assert store.same(slug).left > 0
    assert pairs(store, slug) == {frozenset((one, other))}
