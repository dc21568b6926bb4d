"""Looks at an answer as a browser would: which elements and attributes came to be, where addresses lead, what a form holds."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from tests.hostile.table import Payload
from tests.web.visiting import HOME
from timeline.web.inline import SCRIPTS

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# none of our pages has any of these, so one that is there was put there
# the picture of a timeline, as the server draws it for those without scripts
STILL = re.compile(r"/t/[^/?]+/picture\.svg(\?|$)")
FOREIGN = frozenset({"iframe", "frame", "object", "embed", "base", "style", "img", "video", "audio", "math", "foreignobject", "hostile"})
LEADING = frozenset({"href", "src", "action", "formaction", "xlink:href", "poster", "data", "cite", "background"})
# turn the text after them round, unless something around them ends their power
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
INSIDE = ("traceback (most", "sqlalchemy.", "werkzeug.", "sqlite3.", 'file "/')


class Looker(HTMLParser):
    """`faults` has a sentence for everything that must not be; `fields` what the fields of all forms hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.open: list[tuple[str, dict[str, str]]] = []
        self.fields: dict[str, list[str]] = {}
        self.words: list[str] = []
        self.choosing = ""
        self.script = ""

    def handle_starttag(self, tag: str, given: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in given}
        self.faults += element_faults(tag, known)
        if len(known) < len(given):
            self.faults.append(f"<{tag}> has an attribute twice")
        self._remember(tag, known)
        if tag not in VOID:
            self.open.append((tag, known))

    def _remember(self, tag: str, known: dict[str, str]) -> None:
        name = known.get("name", "")
        if tag == "textarea":
            self.fields.setdefault(name, []).append("")
        elif tag == "select":
            self.choosing = name
        elif tag == "option" and "selected" in known and "value" in known:
            self.fields.setdefault(self.choosing, []).append(known["value"])
        elif tag == "option" and "selected" in known:
            self.fields.setdefault(self.choosing, []).append("")
        elif tag == "input" and name and (known.get("type") not in ("radio", "checkbox") or "checked" in known):
            self.fields.setdefault(name, []).append(known.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script and self.script not in SCRIPTS.values():
            self.faults.append(f"a script of nobody's came to be: {self.script[:80]!r}")
        self.script = ""
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        inner = self.open[-1] if self.open else ("", {})
        if inner[0] == "script":
            self.script += data
        if inner[0] == "textarea":
            self.fields[inner[1]["name"]][-1] += data
        if inner[0] == "option" and "selected" in inner[1] and "value" not in inner[1]:
            self.fields[self.choosing][-1] += data
        if TURNING.search(data) and not self._isolated():
            self.faults.append(f"a sign that turns text round stands in <{inner[0]}>, and nothing around it ends it: {data[:80]!r}")

    def _isolated(self) -> bool:
        return any(tag in ("bdi", "title", "textarea", "option") or (tag != "html" and "dir" in known) for tag, known in self.open)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment came to be: {data[:60]!r}")

    def unknown_decl(self, data: str) -> None:
        self.faults.append(f"a declaration came to be: {data[:60]!r}")

    def handle_pi(self, data: str) -> None:
        self.faults.append(f"an instruction came to be: {data[:60]!r}")


def element_faults(tag: str, known: dict[str, str]) -> list[str]:
    still = tag == "img" and STILL.match(known.get("src", "")) is not None
    faults = [f"<{tag}> came to be"] if tag in FOREIGN and not still else []
    faults += [f"<{tag}> has {name}" for name in known if name.startswith("on") or name in ("style", "srcdoc", "http-equiv", "hostile")]
    if tag == "script" and not known.get("src", "/static/").startswith("/static/"):
        faults.append(f"a script of nobody's came to be: {known['src'][:80]!r}")
    return faults + [wrong for name in LEADING & known.keys() if (wrong := address_fault(tag, name, known[name]))]


def address_fault(tag: str, name: str, address: str) -> str:
    """Our own pages, and from a link the web: nothing else."""
    squeezed = re.sub(r"[\0-\x20\u200b\ufeff]", "", address)
    try:
        parts = urlsplit(squeezed)
    except ValueError:
        return f"<{tag}> has an unreadable {name}: {address[:80]!r}"
    if parts.scheme in ("http", "https") and tag == "a" and name == "href":
        return ""
    own = not parts.scheme and not parts.netloc and not squeezed.startswith(("//", "/\\"))
    return "" if own else f"<{tag}> leads elsewhere by {name}: {address[:80]!r}"


def look(answer: TestResponse) -> Looker:
    looker = Looker()
    if answer.mimetype == "text/html":
        looker.feed(answer.get_data(as_text=True))
        looker.close()
    return looker


def faults(answer: TestResponse) -> list[str]:
    """Everything that no answer may be, whatever was asked."""
    found = [] if answer.status_code < 500 else [f"status {answer.status_code}"]
    text = answer.get_data(as_text=True)
    found += [f"the inside shows: {each}" for each in INSIDE if each in text.lower()]
    found += _header_faults(answer) + look(answer).faults
    if str(answer.mimetype).endswith("json") and text:
        found += _json_faults(text)
    elif answer.status_code < 300 and text and answer.mimetype not in ("text/html", "text/css", "text/javascript", "image/svg+xml"):
        found.append(f"answered as {answer.mimetype}")
    return found


def _header_faults(answer: TestResponse) -> list[str]:
    found = [f"header {name} of a request came back" for name, value in answer.headers if name.lower() in ("hostile", "x-hostile")]
    found += [f"header {name} has a line end" for name, value in answer.headers if "\r" in value or "\n" in value]
    cookies = [each.split("=")[0] for each in answer.headers.getlist("Set-Cookie")]
    found += [f"cookie {name}" for name in cookies if name != "timeline"]
    policy = answer.headers.get("Content-Security-Policy", "")
    if answer.headers.get("X-Content-Type-Options") != "nosniff" or "default-src 'self'" not in policy:
        found.append("the headers that hold a browser back are missing")
    where = answer.headers.get("Location", "/")
    if not where.startswith(HOME + "/") and (not where.startswith("/") or where.startswith(("//", "/\\"))):
        found.append(f"leads to {where[:80]}")
    return found


def _json_faults(text: str) -> list[str]:
    def refuse(word: str) -> Any:
        raise ValueError(f"{word} is no JSON")

    try:
        json.loads(text, parse_constant=refuse)
    except ValueError as wrong:
        return [f"broken JSON: {wrong}"]
    return []


def sentences(answer: TestResponse) -> str:
    """The words of a page, or the error of a JSON answer."""
    if str(answer.mimetype).endswith("json"):
        told = answer.get_json(silent=True)
        return str(told.get("error") or told.get("detail") or told.get("wrong") or "") if isinstance(told, dict) else ""
    words = look(answer).words if answer.mimetype == "text/html" else [answer.get_data(as_text=True)]
    return " ".join(" ".join(words).split())


class Wrongs:
    """Gathers what went wrong with which payload, so that one run names all."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.name = ""

    def of(self, payload: Payload) -> None:
        self.name = payload.name

    def add(self, *wrongs: str) -> None:
        self.found += [f"{self.name}: {each}" for each in wrongs]

    def when(self, wrong: bool, sentence: str) -> None:
        self.add(*([sentence] if wrong else []))
