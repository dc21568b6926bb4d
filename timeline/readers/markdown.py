"""Markdown: read as it is written; its front matter and its first heading say what it is called and when it was published."""

from __future__ import annotations

import re

from timeline.readers.dates import day_in
from timeline.readers.encodings import text_of
from timeline.readers.found import Found
from timeline.wording import remembered

# lines between two of ---, at the very beginning
FRONT = re.compile(r"(?:\ufeff)?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
ROW = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.+?)[ \t]*$", re.MULTILINE)
HEADING = re.compile(r"^#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
DATED = ("date", "published", "publishdate", "pubdate")
SOURCES = ("source", "publisher", "author")


def read(data: bytes, name: str) -> Found:
    text, notes = text_of(data, name)
    text = text.replace("\r\n", "\n")
    front = FRONT.match(text)
    rows = {key.lower(): _unquoted(value) for key, value in ROW.findall(front[1])} if front else {}
    body = text[front.end() :] if front and text[front.end() :].strip() else text
    heading = HEADING.search(body)
    key = next((each for each in DATED if day_in(rows.get(each, ""))), "")
    return Found(
        body,
        title=rows.get("title") or (heading[1] if heading else ""),
        source=next((rows[each] for each in SOURCES if rows.get(each)), ""),
        url=rows.get("url", "") if rows.get("url", "").startswith(("http://", "https://")) else "",
        published=day_in(rows.get(key, "")),
        published_why=remembered("the file says “%(words)s” before its text") % {"words": f"{key}: {rows[key]}"} if key else None,
        notes=notes,
    )


def _unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
