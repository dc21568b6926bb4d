"""The program in the reader's language, by a made-up one and two files of real ones."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from timeline import wording
from timeline.wording import catalogue, gettext, languages, ngettext, number_words, reading_in, retold

POLISH = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

#: static/js/shared.js
msgid "Try now"
msgstr "Spróbuj teraz"

#: static/js/picture/time.js templates/list.html
msgid "{number} event"
msgid_plural "{number} events"
msgstr[0] "{number} zdarzenie"
msgstr[1] "{number} zdarzenia"
msgstr[2] "{number} zdarzeń"

#: templates/layout.html
msgid "Skip to the content"
msgstr "Przejdź do treści"

msgid "%(number)s day of %(name)s"
msgid_plural "%(number)s days of %(name)s"
msgstr[0] "%(number)s dzień: %(name)s"
msgstr[1] "%(number)s dni: %(name)s"
msgstr[2] "%(number)s dni w: %(name)s"

#, fuzzy
msgid "Edit"
msgstr "Zmień?"
"""


@pytest.fixture
def polish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pl.po").write_text(POLISH, encoding="utf-8")
    monkeypatch.setattr(wording, "LOCALES", tmp_path)


def test_english_needs_no_file_and_wakes_nothing() -> None:
    code = "import sys; from timeline.wording import *; gettext('a'); ngettext('a', 'b', 2); catalogue(); print('babel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.usefixtures("polish")
def test_sentences_are_said_in_the_language_of_the_reader() -> None:
    assert languages() == ("en", "pl")
    with reading_in("pl"):
        assert gettext("Try now") == "Spróbuj teraz"
        told = [ngettext("%(number)s day of %(name)s", "%(number)s days of %(name)s", count, name="Lwów") for count in (1, 3, 12_000)]
        assert [each.replace("\xa0", " ") for each in told] == ["1 dzień: Lwów", "3 dni: Lwów", "12 000 dni w: Lwów"]
    assert (gettext("Try now"), number_words(12_000)) == ("Try now", "12,000")


@pytest.mark.usefixtures("polish")
def test_what_a_file_leaves_out_or_is_not_sure_of_is_said_in_english() -> None:
    with reading_in("pl"):
        assert (gettext("Edit"), gettext("Delete")) == ("Edit", "Delete")


@pytest.mark.usefixtures("polish")
def test_the_browser_is_given_its_own_messages_and_how_its_plurals_are_found() -> None:
    with reading_in("pl"):
        told = catalogue()
    assert told.scripts == {"Try now": "Spróbuj teraz", "{number} event": ["{number} zdarzenie", "{number} zdarzenia", "{number} zdarzeń"]}
    assert told.forms == {"one": 0, "few": 1, "many": 2}


@pytest.mark.usefixtures("polish")
@pytest.mark.parametrize(
    ("asked", "given"),
    [("pl", "pl"), ("pl-PL,pl;q=0.9,en;q=0.5", "pl"), ("en-US,en", "en"), ("xx", "en"), ("", "en"), ("pl;q=0.2, en;q=0.8", "en")],
)
def test_a_page_is_in_the_language_that_the_browser_asks_for(client: FlaskClient, asked: str, given: str) -> None:
    page = client.get("/", headers={"Accept-Language": asked}).get_data(as_text=True)
    assert f'<html lang="{given}" dir="ltr">' in page
    assert ("Przejdź do treści" in page) == (given == "pl")
    assert ('<script type="application/json" id="words">' in page) == (given == "pl")
    assert gettext("Try now") == "Try now"


REASONS = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"

#. Stored with the data; said again when it is shown.
msgid "%(part)s from the publication date, %(date)s"
msgstr "%(date)s : le texte est de ce jour, d'où %(part)s"

#. Stored with the data; said again when it is shown.
msgid "%(part)s from “%(words)s” %(where)s"
msgstr "%(part)s selon « %(words)s » %(where)s"

#. Stored with the data; said again when it is shown.
msgid "%(n)s sentences before"
msgstr "%(n)s phrases avant"

msgid "year"
msgstr "l'année"
"""


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("year from the publication date, May 2023", "May 2023 : le texte est de ce jour, d'où l'année"),
        ("year from “the year” 2 sentences before", "l'année selon « the year » 2 phrases avant"),
        ("somebody's own reason", "somebody's own reason"),
        ("", ""),
    ],
)
def test_a_stored_reason_is_said_again_in_the_language_of_the_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stored: str, told: str
) -> None:
    """What it quotes stays as it was written."""
    (tmp_path / "fr.po").write_text(REASONS, encoding="utf-8")
    monkeypatch.setattr(wording, "LOCALES", tmp_path)
    assert retold(stored) == stored
    with reading_in("fr"):
        assert retold(stored) == told
