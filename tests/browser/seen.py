"""What tests of the picture ask of it: whether it is drawn, and which window it shows."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import Page, expect


def shown(page: Page) -> None:
    expect(page.locator("#picture[data-state=shown]")).to_be_visible()


def window(page: Page) -> tuple[int, int]:
    first, end = (page.locator("#picture").get_attribute("data-window") or "").split()
    return int(first), int(end)


def ms(year: int, month: int = 1, day: int = 1) -> int:
    return int(datetime(year, month, day, tzinfo=UTC).timestamp()) * 1000
