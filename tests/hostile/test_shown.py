"""A file whose every text is a payload: imported, then shown on every page and written in every format."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.hostile.conftest import TEXT, Attacked
from tests.hostile.looking import Looker, faults, sentences
from tests.hostile.table import Payload, payloads, rows
from timeline.formats import FORMATS, writer
from timeline.store import Store

PLAIN = "a text"
FILES = rows("files.toml", "file")
PAGES = ["/", "/t/imported", "/t/imported?status=accepted&status=suggested&q={q}", "/t/imported/e/one", "/t/imported/e/one?part=detail"]
PAGES += ["/t/imported/e/one?part=row", "/t/imported/e/one/edit", "/t/imported/e/one/erase", "/t/imported/d/doc", "/t/imported/d/doc/erase"]
PAGES += ["/t/imported/review", "/t/imported/review?document=doc", "/t/imported/history", "/t/imported/bin", "/t/imported/settings"]
PAGES += ["/t/imported/erase", "/t/imported/export", "/t/imported/import", "/t/imported/add", "/t/imported/paste", "/t/imported.json"]
PAGES += ["/t/imported/items.json?overview=1", "/t/imported?event=one", "/read-date?part=html&slug=imported&event=one&text={q}"]
PAGES += [f"/api/v1/timelines{rest}" for rest in ("", "/imported", "/imported/events", "/imported/events/one", "/imported/documents")]
PAGES += ["/api/v1/timelines/imported/documents/doc", "/api/v1/timelines/imported/changes"]


def timeline(text: str) -> dict[str, Any]:
    """The own format with the text wherever a text may stand."""
    line, url = text[:1000], text[:4000]
    quote = {"document": "doc", "quote": text}
    return {
        "format": "timeline/1",
        "title": line,
        "description": text,
        "documents": [
            {"id": "doc", "title": line, "text": text, "language": line[:35], "source": line, "url": url, "published_assumed": line}
        ],
        "events": [an_event(text, line, url, quote), {"id": "two", "title": line + "2", "status": "suggested", "evidence": [quote]}],
    }


def an_event(text: str, line: str, url: str, quote: dict[str, str]) -> dict[str, Any]:
    date = {"text": line, "edtf": "1994", "assumed": [{"part": line, "value": line, "from": line, "why": line}], "rules": [line]}
    given = {"quote": text, "source": line, "url": url, "prefix": line, "suffix": line, "claimed": date}
    return {
        "id": "one",
        "title": line,
        "date": date,
        "description": text,
        "actors": [line, line + "2"],
        "tags": [line],
        "category": line,
        "place": {"name": line, "lat": 1.0, "lon": 2.0, "precision": line},
        "media": [{"url": url, "caption": line, "credit": line, "alt": line}],
        "evidence": [given, {"url": f"https://example.org/{text}"[:4000]}, quote],
    }


def sent(attacked: Attacked, name: str, data: bytes, slug: str = "hostile", **form: str) -> Any:
    return attacked.send(f"/t/{slug}/import", {"file": (io.BytesIO(data), name), **form}, content_type="multipart/form-data")


@pytest.mark.parametrize("payload", payloads(), ids=lambda payload: payload.name)
def test_every_page_shows_it_as_text(attacked: Attacked, payload: Payload) -> None:
    attacked.store.create_timeline("Imported", "imported")
    data = json.dumps(timeline(payload.text)).encode()
    answer = sent(attacked, "hostile.json", data, "imported")
    assert faults(answer) == []
    if answer.status_code != 302:
        assert sentences(answer)
        assert attacked.store.timeline("imported").accepted == 0
        return
    wrongs = []
    for page in PAGES:
        shown = attacked.ask(page.replace("{q}", "hostile"))
        wrongs += [f"{page}: {each}" for each in faults(shown)]
        wrongs += [f"{page}: status {shown.status_code}"] if shown.status_code != 200 else []
    assert not wrongs, "\n".join(wrongs)
    assert attacked.bad_lines() == []


@pytest.mark.parametrize("payload", payloads(), ids=lambda payload: payload.name)
def test_every_format_writes_it_as_text(attacked: Attacked, payload: Payload) -> None:
    """What is HTML in a format may hold none of it as markup, and no address that is not of the web."""
    attacked.store.create_timeline("Imported", "imported")
    if sent(attacked, "hostile.json", json.dumps(timeline(payload.text)).encode(), "imported").status_code != 302:
        return
    for name, row in FORMATS.items():
        if row.write is None:
            continue
        whole = "".join(writer(name)(attacked.store, "imported"))
        whole.encode()
        if row.suffix == ".json":
            parsed = json.loads(whole, parse_constant=pytest.fail)
            assert markup_faults(parsed, name) == []


# what a page of TimelineJS or vis-timeline takes as markup; everything else it takes as text
HTML = {
    "json": (),
    "timelinejs": ("headline", "text", "display_date", "group", "url", "caption", "credit"),
    "vis": ("content", "title", "style"),
}


def markup_faults(value: Any, where: str) -> list[str]:
    """The faults of every text in it, read as HTML: the readers of these formats do so."""
    if isinstance(value, dict):
        return [each for name, inner in value.items() for each in markup_faults(inner, f"{where}.{name}")]
    if isinstance(value, list):
        return [each for inner in value for each in markup_faults(inner, where)]
    looker = Looker()
    value = value if where.split(".")[-1] in HTML[where.split(".")[0]] else ""
    looker.feed(value if isinstance(value, str) else "")
    return [f"{where}: {each}" for each in looker.faults if "turns text round" not in each]


def whole(row: dict[str, Any]) -> bytes:
    if "hex" in row:
        return bytes.fromhex(row["hex"])
    text: str = row["text"] if "text" in row else EVENT.replace("HERE", row["event"])
    text = re.sub(r"~(.+?)~(\d+)~", lambda found: found[1] * int(found[2]), text, flags=re.DOTALL)
    data: bytes = (text * row.get("times", 1)).encode(row.get("encoding", "utf-8"))
    return data


EVENT = '{"format": "timeline/1", "title": "Hostile", "events": [HERE]}'


@pytest.mark.parametrize("row", FILES, ids=lambda row: row["name"])
def test_a_file_that_breaks_the_rules_is_refused_whole(attacked: Attacked, row: dict[str, Any]) -> None:
    answer = sent(attacked, row.get("file", "hostile.json"), whole(row))
    assert faults(answer) == []
    assert 400 <= answer.status_code < 500, sentences(answer)
    assert row.get("says", "") in sentences(answer)
    assert "This was not saved yet" in sentences(answer)
    assert not attacked.written()
    assert attacked.bad_lines() == []


@pytest.mark.parametrize("name", [each.text[:2000] for each in payloads()])
def test_a_file_may_be_called_anything(attacked: Attacked, name: str) -> None:
    """The name is shown as text, and opens nothing; which kind it is may hang on its end."""
    name = "".join(each for each in name if each not in '\r\n\0"')
    answer = sent(attacked, f"{name}.txt", TEXT.encode())
    assert faults(answer) == []
    assert answer.status_code in (302, 400, 413, 422)
    if answer.status_code == 302:
        assert faults(attacked.ask(answer.headers["Location"])) == []
    assert attacked.bad_lines() == []


@pytest.mark.parametrize("read", [Store.check], ids=["check"])
def test_after_all_this_the_store_is_whole(attacked: Attacked, read: Callable[[Store], list[str]]) -> None:
    for payload in payloads():
        sent(attacked, "hostile.json", json.dumps(timeline(payload.text)).encode())
    assert read(attacked.store) == []
