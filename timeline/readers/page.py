"""A saved web page: its article by trafilatura, its publication date by page_dates. Nothing is fetched."""

from __future__ import annotations

import re
import sys
from typing import Any

from timeline.errors import BadText
from timeline.readers.encodings import raw_text
from timeline.readers.found import Found
from timeline.readers.page_dates import published
from timeline.readers.plain import checked
from timeline.wording import gettext, noted

CLAIMED = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
HEAD = 4096
NOTHING = noted("%(name)s holds no text: what it shows is made by scripts, or all pictures. Open it in a browser and print it to a PDF.")
# what holds no words of an article when trafilatura finds none
SILENT = ("script", "style", "noscript", "template", "head", "svg")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = {*HEADINGS, *("p", "div", "li", "br", "tr", "td", "th", "dd", "dt", "section", "header", "footer", "article", "blockquote", "pre")}
# signs that nobody sees and blanks that are no space, which trafilatura takes out; a script that no page of today is written in stands in
UNSEEN = "\xa0\xad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u202f"
UNSEEN += "\u2007\u2009\u200a\u2060\u2066\u2067\u2068\u2069\ufeff"
STANDS_IN = {ord(sign): chr(0x13000 + place) for place, sign in enumerate(UNSEEN)}
GOES_BACK = {ord(mark): chr(sign) for sign, mark in STANDS_IN.items()}
TAGS = [chr(number) for number in range(0xE0020, 0xE0080)]  # of flags such as that of Scotland
STANDS_IN |= {ord(sign): chr(0x13100 + place) for place, sign in enumerate(TAGS)}
GOES_BACK |= {0x13100 + place: sign for place, sign in enumerate(TAGS)}


def read(data: bytes, name: str) -> Found:
    claimed = CLAIMED.search(data[:HEAD])
    markup, notes = raw_text(data, name, (claimed[1] or claimed[2]).decode("ascii") if claimed else None)
    return of_markup(markup, name, notes)


def of_markup(markup: str, name: str, notes: tuple[str, ...] = ()) -> Found:
    tree = _tree(markup)
    if tree is None:
        raise BadText(gettext(NOTHING, name=name))
    day, why = published(tree, markup)
    title, source, url = _about(tree)
    for each in tree.iter():
        each.text, each.tail = _hidden(each.text), _hidden(each.tail)
    text = _article(tree).translate(GOES_BACK)
    if not text.strip():
        raise BadText(gettext(NOTHING, name=name))
    return Found(checked(text, name), title, source, url, day, why, notes)


def _hidden(text: str | None) -> str | None:
    return text.translate(STANDS_IN) if text else text


def _tree(markup: str) -> Any:
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True, encoding="utf-8")
    try:
        # as bytes: a text with an XML declaration of its own would be refused
        return html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _about(tree: Any) -> tuple[str, str, str]:
    """Title, site and address, as far as the page says them itself."""
    metas = {(each.get("property") or each.get("name") or "").lower(): each.get("content") or "" for each in tree.iter("meta")}
    title = metas.get("og:title") or _words(next(tree.iter("title"), None)) or _words(next(tree.iter("h1"), None))
    link = next((each.get("href") or "" for each in tree.iter("link") if (each.get("rel") or "").lower() == "canonical"), "")
    url = link or metas.get("og:url", "")
    return title.strip(), metas.get("og:site_name", "").strip(), url if url.startswith(("http://", "https://")) else ""


def _words(element: Any) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _article(tree: Any) -> str:
    """What trafilatura takes for the article; where it finds none, all that a person would see."""
    from copy import deepcopy

    from trafilatura import bare_extraction

    deepest = sys.getrecursionlimit() // 4
    found = None
    if _depth(tree) < deepest:
        found = bare_extraction(deepcopy(tree), include_comments=False, with_metadata=False)
    text = str(getattr(found, "text", "") or "")
    return text if text.strip() else _seen(tree)


def _depth(tree: Any) -> int:
    deepest = now = 0
    from lxml import etree

    for step, _ in etree.iterwalk(tree, events=("start", "end")):
        now += 1 if step == "start" else -1
        deepest = max(deepest, now)
    return deepest


def _seen(tree: Any) -> str:
    from lxml import etree

    for each in list(tree.iter(*SILENT)):
        each.drop_tree() if each.getparent() is not None else None
    pieces = []
    for step, each in etree.iterwalk(tree, events=("start", "end")):
        block = each.tag in BLOCKS
        pieces.append("\n\n" if block else "")
        pieces.append(_flat(each.text if step == "start" else each.tail))
    return re.sub(r"\s*\n\s*\n\s*", "\n\n", "".join(pieces)).strip()


def _flat(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text or "")
