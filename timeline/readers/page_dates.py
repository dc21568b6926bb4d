"""When a web page was published: what it says for programs first, then what htmldate finds in it.

htmldate always answers with a whole day, also where only a month or a year is written; so its answer is held against the page, and only
what is written there is kept. A date that the page does not write is not taken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from timeline.readers.dates import day_in
from timeline.wording import remembered

METAS = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "date.published", "publication_date"),
    *("dc.date.issued", "dcterms.issued", "dcterms.date", "dc.date", "dcterms.created", "citation_publication_date", "citation_date"),
    *("parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "publishdate", "publish_date", "article_date_original", "date"),
)
MOST = 200
NESTED = 6


def published(tree: Any, markup: str) -> tuple[str | None, str | None]:
    """EDTF and where it was found, or nothing."""
    for way in (_linked, _metas, _times):
        for written, where in islice(way(tree), MOST):
            if day := day_in(written):
                return day, remembered("from the page's %(where)s: “%(words)s”") % {"where": where, "words": written.strip()[:60]}
    return _searched(markup)


def _linked(tree: Any) -> Iterator[tuple[str, str]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                value = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            yield from ((each, "metadata (datePublished)") for each in _days(value))


def _days(value: Any, depth: int = 0) -> Iterator[str]:
    """Of the article itself before those of what it holds."""
    if isinstance(value, dict) and depth < NESTED:
        if isinstance(value.get("datePublished"), str):
            yield value["datePublished"]
        yield from (day for each in value.values() for day in _days(each, depth + 1))
    elif isinstance(value, list) and depth < NESTED:
        yield from (day for each in value for day in _days(each, depth + 1))


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for each in tree.iter("meta"):
        name = each.get("property") or each.get("name") or each.get("itemprop") or ""
        found.setdefault(name.lower(), each.get("content") or "")
    yield from ((found[name], f"metadata ({name})") for name in METAS if found.get(name))


def _times(tree: Any) -> Iterator[tuple[str, str]]:
    """Only a time that says what it is: others date what is told."""
    for each in tree.iter("time", "abbr", "span"):
        marked = each.get("itemprop") == "datePublished" or each.get("pubdate") is not None
        named = re.search(r"\b(?:published|pubdate|entry-date|dateline)\b", each.get("class") or "")
        if marked or named:
            yield each.get("datetime") or each.get("content") or each.get("title") or "", "<time>"


def _searched(markup: str) -> tuple[str | None, str | None]:
    from htmldate import find_date

    try:
        found = find_date(markup, original_date=True, extensive_search=True)
        day = None if found is None else date.fromisoformat(found)
    except (ValueError, TypeError, RecursionError, OverflowError):
        return None, None
    kept = None if day is None else _as_written(day, markup)
    return kept, remembered("found in the page by htmldate as %(found)s, of which the page writes %(kept)s") % {
        "found": found,
        "kept": kept,
    } if kept else None


def _as_written(day: date, markup: str) -> str | None:
    """The day, if the page has its number beside its year and month; else the year alone, if that is there."""
    year, month, number = f"{day:%Y}", f"0?{day.month}", f"0?{day.day}"
    orders = (rf"{year}\W{{0,2}}{month}\W{{0,2}}{number}", rf"{number}\W{month}\W{year}", rf"{month}\W{number}\W{year}")
    words = (rf"\b{number}(?:st|nd|rd|th|\.)?\W+[^\W\d]+\W+{year}", rf"[^\W\d]+\W+{number}(?:st|nd|rd|th)?\W+{year}")
    if any(re.search(rf"(?<!\d){each}(?!\d)", markup) for each in (*orders, *words)):
        return day.isoformat()
    return year if re.search(rf"(?<!\d){year}(?!\d)", markup) else None
