"""Plain text to HTML and back, for formats whose texts are HTML. What we write comes back as it was; of what others wrote, the words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

from timeline.events import Evidence

BLOCKS = {"p", "div", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "section", "figure"}
UNSEEN = {"script", "style", "head", "template"}
EVIDENCE = "evidence"
WEB = re.compile(r"https?://[^\s\"'<>\\]+", re.ASCII)


def to_html(text: str) -> str:
    """Line ends become <br>: a line end in HTML is a blank."""
    return escape(text).replace("\r", "&#13;").replace("\n", "<br>")


def paragraph(text: str) -> str:
    return f"<p>{to_html(text)}</p>" if text else ""


def evidence_html(rows: Iterable[Evidence]) -> str:
    """What an event rests on, as it is shown under it; `prose` finds it again."""
    return "".join(f'<blockquote class="{EVIDENCE}">{paragraph(each.quote)}{_source(each)}</blockquote>' for each in rows)


def _source(each: Evidence) -> str:
    if WEB.fullmatch(each.url):
        return f'<cite><a href="{escape(each.url)}">{to_html(each.source or each.url)}</a></cite>'
    return f"<cite>{to_html(each.source)}</cite>" if each.source else ""


def plain(html: str) -> str:
    return prose(html)[0]


def prose(html: str) -> tuple[str, tuple[Evidence, ...]]:
    """The words of a piece of HTML, and the evidence that evidence_html wrote into it."""
    if "<" not in html and "&" not in html:
        return " ".join(html.split("\n")), ()
    reading = _Reading()
    reading.feed(html)
    reading.close()
    return "\n\n".join(reading.finished()), tuple(reading.evidence)


class _Reading(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]
        self.evidence: list[Evidence] = []
        self.hidden = 0
        self.address = ""
        self.words = ""
        self.proof: dict[str, str] | None = None
        self.part = "quote"

    def finished(self) -> list[str]:
        return [block for block in self.blocks if block.strip()]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "br":
            self._say("\n")
        elif tag == "blockquote" and given.get("class") == EVIDENCE:
            self.proof, self.part = {"quote": "", "source": "", "url": ""}, "quote"
        elif tag == "cite" and self.proof is not None:
            self.part = "source"
        elif tag == "a":
            self.address, self.words = given.get("href", ""), ""
        elif tag in UNSEEN:
            self.hidden += 1
        elif tag in BLOCKS and self.proof is None:
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote" and self.proof is not None:
            self._keep(self.proof)
        elif tag == "a":
            self._leave_link()
        elif tag in UNSEEN:
            self.hidden = max(0, self.hidden - 1)
        elif tag in BLOCKS and self.proof is None:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self._say(data.replace("\n", " "))

    def _say(self, words: str) -> None:
        self.words += words
        if self.proof is None:
            self.blocks[-1] += words
        else:
            self.proof[self.part] += words

    def _leave_link(self) -> None:
        """The address of a link is kept beside its words, which may not say it."""
        if self.proof is not None:
            self.proof["url"] = self.address
        elif WEB.fullmatch(self.address) and self.address not in self.words:
            self._say(f" ({self.address})")
        self.address = ""

    def _keep(self, proof: dict[str, str]) -> None:
        source = "" if proof["source"] == proof["url"] else proof["source"]
        self.evidence.append(Evidence(quote=proof["quote"], source=source, url=proof["url"]))
        self.proof = None
        self.blocks.append("")
