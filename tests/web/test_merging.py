"""What may be the same, on the pages: asked, merged, chosen, refused, split again. Without a script."""

from __future__ import annotations

import re

import pytest

from tests.web.visiting import Visitor
from timeline import pipeline
from timeline.dates import from_edtf
from timeline.events import STATUSES, Event, Evidence
from timeline.extraction import extract
from timeline.store import Choice, Filter, Store

MORNING = "Armenian forces captured the town of Shusha on 9 May 1992 after a night of shelling."
EVENING = "Shusha, the last stronghold in Karabakh, fell to Armenian fighters on 9 May 1992."


def read(store: Store, slug: str, text: str, title: str, accept: bool = False) -> str:
    reading = extract(text, published="1992-06")
    document = pipeline.document(text, reading, title, title)
    (event,) = store.add_document(slug, document, reading, accept=accept).events
    return event


@pytest.fixture
def pair(store: Store, slug: str) -> tuple[str, str]:
    """An accepted event of one paper, and a suggestion of another that tells the same."""
    return read(store, slug, MORNING, "Morning Paper", accept=True), read(store, slug, EVENING, "Evening Paper")


def shown(store: Store, slug: str) -> list[str]:
    return [each.event.id for each in store.events(slug, Filter(statuses=STATUSES)).rows]


def sent(store: Store, slug: str, *ids: str) -> str:
    return " ".join(f"{each}:{store.event(slug, each).version}" for each in ids)


def test_a_card_says_what_it_may_be_the_same_as_and_why(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    """With the other's words, and both on the page of all pairs too."""
    page = visitor.text(f"/t/{slug}/review")
    assert "May be the same as" in page and "both on 9 May 1992; 4 of 11 words in common" in page
    assert "after a night of shelling.”" in page and "Single source" in page
    page = visitor.text(f"/t/{slug}/same")
    assert "<strong>1 pair</strong>" in page and "Both on 9 May 1992" in page
    assert "fell to Armenian fighters" in page and "captured the town" in page


def test_merging_from_a_card_keeps_what_was_accepted(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    one, other = pair
    answer = visitor.post(f"/t/{slug}/merge?from=review", {"pair": sent(store, slug, other, one)})
    assert answer.headers["Location"].startswith(f"/t/{slug}/review")
    assert shown(store, slug) == [one]
    assert "Merged 2 into one" in visitor.text(f"/t/{slug}/review")
    page = visitor.text(f"/t/{slug}/e/{one}")
    assert "Corroborated by 2 independent sources" in page and "Merged into this" in page
    assert "2 sources" in visitor.text(f"/t/{slug}")


def test_an_address_of_what_was_merged_leads_on(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    one, other = pair
    store.merge(slug, pair, Choice(one))
    answer = visitor.get(f"/t/{slug}/e/{other}?q=Shusha")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/t/{slug}/e/{one}?q=Shusha")
    assert 'id="detail-title"' in visitor.text(f"/t/{slug}/e/{other}?part=detail")
    assert 'id="detail-title"' in visitor.text(f"/t/{slug}?event={other}")


def test_ticked_events_are_merged_as_one_chooses(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    """First a page that asks whose title and date is kept; nothing is written before that."""
    one, other = pair
    third = store.add_event(slug, Event("The town falls", from_edtf("1992-05"))).event.id
    page = visitor.post(f"/t/{slug}/merge", {"id": [one, other, third]}).get_data(as_text=True)
    assert "Merge 3 events" in page and len(shown(store, slug)) == 3
    keep = re.search(r'name="keep" value="(\w+)"', page)
    assert keep is not None and keep[1] == one
    versions = {f"version-{each}": store.event(slug, each).version for each in (one, other, third)}
    given = {"id": [one, other, third], "keep": one, "title": other, "date": third, **versions}
    answer = visitor.post(f"/t/{slug}/merge", given)
    event = store.event(slug, one).event
    assert answer.headers["Location"] == f"/t/{slug}?event={one}"
    assert (event.title.startswith("Shusha, the last"), event.date and event.date.edtf, len(event.evidence)) == (True, "1992-05", 2)


def test_the_list_has_boxes_to_tick(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    page = visitor.text(f"/t/{slug}?tick=1&status=accepted&status=suggested")
    assert len(re.findall(r'type="checkbox" form="ticked"', page)) == 2
    assert "Merge 2 events" in visitor.text(f"/t/{slug}/merge?id={pair[0]}&id={pair[1]}")
    assert 'form="ticked"' not in visitor.text(f"/t/{slug}")


@pytest.mark.parametrize(
    ("given", "status", "sentence"),
    [
        ({"id": "{one}"}, 302, "Tick at least two"),
        ({}, 302, "Tick at least two"),
        ({"id": ["{one}", "nobody"]}, 404, "no event nobody"),
        ({"pair": "{one}:99 {other}:1"}, 409, "was changed by"),
        ({"pair": "{one}:x {other}:1"}, 400, "which version"),
        ({"id": ["{one}", "{other}"], "keep": "nobody"}, 400, "none of the events"),
        ({"id": [f"e{number}" for number in range(51)]}, 400, "At most 50"),
    ],
)
def test_what_cannot_be_merged_is_told(
    visitor: Visitor, store: Store, slug: str, pair: tuple[str, str], given: dict[str, str | list[str]], status: int, sentence: str
) -> None:
    names = {"one": pair[0], "other": pair[1]}
    filled = {
        key: [each.format(**names) for each in value] if isinstance(value, list) else value.format(**names) for key, value in given.items()
    }
    answer = visitor.post(f"/t/{slug}/merge", filled)
    page = answer.get_data(as_text=True) if status != 302 else visitor.text(answer.headers["Location"])
    assert (answer.status_code, sentence in page) == (status, True)
    assert len(shown(store, slug)) == 2


def test_not_the_same_is_not_asked_again(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    answer = visitor.post(f"/t/{slug}/different?from=same", {"pair": sent(store, slug, *pair)})
    page = visitor.text(answer.headers["Location"])
    assert "No two events look the same." in page and "will not be offered again" in page
    assert "May be the same as" not in visitor.text(f"/t/{slug}/review")
    visitor.post(f"/t/{slug}/undo")
    assert "1 pair" in visitor.text(f"/t/{slug}/same")


def test_an_account_is_split_off_in_the_detail(visitor: Visitor, store: Store, slug: str, pair: tuple[str, str]) -> None:
    one, other = pair
    kept = store.merge(slug, pair, Choice(one))
    assert "Split off" in visitor.text(f"/t/{slug}/e/{one}")
    answer = visitor.post(f"/t/{slug}/e/{one}/split", {"account": "1", "version": str(kept.version)})
    assert answer.status_code == 302
    assert set(shown(store, slug)) == {one, other}
    again = visitor.post(f"/t/{slug}/e/{one}/split", {"account": "1", "version": str(kept.version)})
    assert again.status_code == 409
    assert visitor.post(f"/t/{slug}/e/{one}/split", {"account": "last", "version": "1"}).status_code == 400


def test_a_dispute_shows_its_claims_side_by_side(visitor: Visitor, store: Store, slug: str) -> None:
    told = [Event("A truce", from_edtf(day), evidence=(Evidence(source=f"Paper of {day}"),)) for day in ("1994-05-08", "1994-05-09")]
    one, other = (each.event.id for each in store.add_events(slug, told))
    store.merge(slug, [one, other], Choice(one))
    page = visitor.text(f"/t/{slug}/e/{one}")
    assert "Disputed between 2 independent sources" in page
    claims = page.split('class="claims"')[1].split("</ul>")[0]
    assert "8 May 1994" in claims and "9 May 1994" in claims and "Paper of 1994-05-09" in claims
    assert '<span class="chip">disputed</span>2 sources' in visitor.text(f"/t/{slug}")


def test_the_pairs_are_paged(visitor: Visitor, store: Store, slug: str) -> None:
    """A page beyond the last leads to the last."""
    for number in range(22):
        twice = Event(f"Convoy {1000 + number} came to camp {2000 + number}", from_edtf(f"1992-05-{number + 1:02}"))
        store.add_events(slug, [twice, twice])
    page = visitor.text(f"/t/{slug}/same")
    assert "page 1 of 2" in page and page.count('class="card"') == 20
    assert visitor.text(f"/t/{slug}/same?page=2").count('class="card"') == 2
    assert visitor.get(f"/t/{slug}/same?page=9").headers["Location"] == f"/t/{slug}/same?page=2"
    assert visitor.get(f"/t/{slug}/same?page=x").status_code == 200
