"""Texts that would run if they could, in a real browser: nothing runs, nothing is fetched, the browser complains of nothing."""

from __future__ import annotations

import json

from playwright.sync_api import Page, expect

from tests.conftest import Site
from tests.hostile.table import payloads
from tests.hostile.test_shown import timeline
from timeline.errors import BadInput
from timeline.formats import reader

PATHS = ("/", *(f"/t/hostile{rest}" for rest in ("", "/review", "/review?document=doc", "/e/one/edit", "/d/doc", "/history")))


def test_nothing_that_somebody_wrote_runs(page: Page, site: Site) -> None:
    """Each text that an import takes, on every page that draws it, the picture and the detail beside it among them."""
    tried = 0
    for payload in payloads():
        if "hostile" not in payload.text or not any(sign in payload.text for sign in "<\"'"):
            continue
        try:
            contents = reader("json")(json.dumps(timeline(payload.text)).encode())
        except BadInput:
            continue
        site.store.create_timeline("Hostile", "hostile")
        site.store.put_timeline("hostile", payload.text[:200], payload.text, contents.documents, tuple(contents.events))
        for path in PATHS:
            page.goto(path)
        page.goto("/t/hostile")
        page.locator("#rows a").first.click()
        expect(page.locator("#detail")).to_be_visible()
        page.locator(".overview-handle[aria-valuenow]").first.wait_for(state="attached")
        page.keyboard.press("Escape")
        assert page.evaluate("() => document.querySelectorAll('hostile, iframe, main img, object, base, [onerror], [onload]').length") == 0
        site.store.erase_timeline("hostile")
        tried += 1
    assert tried > 5
