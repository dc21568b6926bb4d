"""What a search found is shown where it stands, in any script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from timeline.events import Event, Evidence, Place
from timeline.folding import folded, placed
from timeline.store import Filter, Store
from timeline.store.hits import hit

# title, what is typed, the title with what was sought in brackets
TITLES = [
    ("Shelling of the Bridge", "bridge", "Shelling of the [Bridge]"),
    ("Shelling of the bridges", "BRIDGE sh", "[Shelling] of the [bridges]"),
    ("Čović in Kraków", "covic krakow", "[Čović] in [Kraków]"),
    ("Co\u0301rdoba fell", "córd", "[Co\u0301rdoba] fell"),
    ("Обстрел моста", "мост", "Обстрел [моста]"),
    ("قَصَفَ الجسر", "قصف", "[قَصَفَ] الجسر"),
    ("炮击村庄和桥梁", "村庄", "炮击[村庄]和桥梁"),
    ("炮击村庄和桥梁", "击村 梁", "炮[击村]庄和桥[梁]"),
    ("หมู่บ้านถูกโจมตี", "บ้าน", "หมู่[บ้าน]ถูกโจมตี"),
    ("Meeting of the U.N.—again", "u.n.", "Meeting of the [U.N].—again"),
    ("<b>Raid</b> & 'more'", "raid", "<b>[Raid]</b> & 'more'"),
    ("ＦＵＬＬ width", "full", "[ＦＵＬＬ] width"),
    ("Nothing of it", "raid", "Nothing of it"),
    ("Raid raid RAID", "raid", "[Raid] [raid] [RAID]"),
    ("Raid", "!?", "Raid"),
]


def _told(stretches: tuple[tuple[str, bool], ...]) -> str:
    return "".join(f"[{text}]" if sought else text for text, sought in stretches)


@pytest.mark.parametrize(("title", "typed", "marked"), TITLES)
def test_titles_show_what_was_sought(title: str, typed: str, marked: str) -> None:
    """Whatever its case, accents and vowel signs; words from their beginning; signs of scripts without blanks anywhere."""
    found = hit(Event(title), typed)
    assert _told(found.title) == marked
    assert (found.field, found.words) == ("", ())


@pytest.mark.parametrize(("title", "typed", "marked"), [row for row in TITLES if "[" in row[2]])
def test_what_is_shown_is_what_is_found(store: Store, title: str, typed: str, marked: str) -> None:
    """The search finds the event by the same words."""
    slug = store.create_timeline("Any").slug
    store.add_events(slug, [Event(title), Event("other")])
    assert [row.event.title for row in store.events(slug, Filter(q=typed)).rows] == [title]


LONG = f"{'One word after another. ' * 5}The lighthouse was shelled. {'One word after another. ' * 5}"


@pytest.mark.parametrize(
    ("event", "typed", "field", "words"),
    [
        (Event("Raid", evidence=(Evidence("A quiet day."), Evidence("The bridge fell."))), "bridge", "quote", "The [bridge] fell."),
        (Event("Raid", description="The bridge fell."), "raid bridge", "description", "The [bridge] fell."),
        (Event("Raid", actors=("Ada", "Bo")), "bo", "actor", "[Bo]"),
        (Event("Raid", place=Place("Şuşa")), "susa", "place", "[Şuşa]"),
        (Event("Raid", tags=("air war",)), "air", "tag", "[air] war"),
        (Event("Raid", evidence=(Evidence("A bridge."),), description="A bridge and a road."), "road bridge", "description",
         "A [bridge] and a [road]."),
        (Event("Raid", description=LONG), "lighthouse", "description",
         "…One word after another. One word after another. The [lighthouse] was shelled. One word after another. One word after…"),
    ],
)  # fmt: skip
def test_what_the_title_has_not_is_shown_where_it_stands(event: Event, typed: str, field: str, words: str) -> None:
    """The field that has most of it, and the words round it."""
    found = hit(event, typed)
    assert (found.field, _told(found.words)) == (field, words)


def test_the_store_tells_the_hits_of_a_page(store: Store) -> None:
    slug = store.create_timeline("Any").slug
    store.add_events(slug, [Event("Raid on Ada"), Event("Truce", actors=("Ada",))])
    rows = store.events(slug, Filter(q="ada")).rows
    assert {_told(each.title): each.field for each in store.hits(slug, rows, "ada").values()} == {"Raid on [Ada]": "", "Truce": "actor"}


@given(some.text())
def test_words_stand_where_they_were_read(text: str) -> None:
    """In order, and the same words as those that are searched, as far as a word does not reach over a blank."""
    words = placed(text)
    assert all(0 <= start < end <= len(text) for _, start, end in words)
    assert [start for _, start, _ in words] == sorted(start for _, start, _ in words)
    assert all(word in folded(text[start:end]).split() for word, start, end in words)


@given(some.text(alphabet="abc déÄ村庄กبم,. \u0301", max_size=40))
def test_every_word_that_is_searched_has_a_place(text: str) -> None:
    """So that nothing is found that could not be shown."""
    assert " ".join(word for word, _, _ in placed(text)) == folded(text)
