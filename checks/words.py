"""Gathers every message of the code into timeline/locales/messages.pot and brings the languages beside it up to date: `make words`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from timeline.rules import languages, load
from timeline.wording import REMEMBERED

ROOT = Path(__file__).parent.parent
LOCALES = ROOT / "timeline" / "locales"
POT = LOCALES / "messages.pot"
KEYWORDS: dict[str, Any] = {"_": None, "gettext": None, "ngettext": (1, 2), "plural": (1, 2), "noted": None, "numbered": (1, 2)}
STORED: dict[str, Any] = {"remembered": None}
# folder, ending, Babel's method, its options
SOURCES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("timeline", "*.py", "python", {}),
    ("templates", "*.html", "jinja2", {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}),
    ("static/js", "*.js", "javascript", {"encoding": "utf-8"}),
)
# no dates and no versions, so that the file changes only when a message does
HEADER = """# What the program says, gathered by `make words`. How to begin a language: docs/contributing/translating.md
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def gathered() -> Catalog:
    """Each message with the files that say it."""
    catalog = Catalog(charset="utf-8")
    for path, message, comments in _messages():
        catalog.add(message, locations=[(path, 0)], auto_comments=comments)
    for path, name in _slots():
        catalog.add(name, locations=[(path, 0)], auto_comments=["A part of a rule."])
    return catalog


def _messages() -> Iterator[tuple[str, Any, list[str]]]:
    for folder, ending, method, options in SOURCES:
        for path in sorted((ROOT / folder).rglob(ending)):
            name, text = path.relative_to(ROOT).as_posix(), path.read_bytes()
            for _, message, comments, _ in extract(method, BytesIO(text), KEYWORDS, ("Translators:",), options):
                yield name, message, comments
            for _, message, _, _ in extract(method, BytesIO(text), STORED, (), options) if ending == "*.py" else ():
                yield name, message, [REMEMBERED]


def _slots() -> Iterator[tuple[str, str]]:
    """What the parts of rules are called, which the page of an event shows."""
    for code in languages():
        for name in sorted({slot.replace("-", " ") for rule in load(code).rules for _, slot, _ in rule.groups}):
            yield f"timeline/languages/{code}", name


def written(catalog: Catalog) -> bytes:
    """As it stands in a file, in the order of the messages."""
    out = BytesIO()
    write_po(out, catalog, width=120, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER.encode() + out.getvalue()


def update(path: Path, template: Catalog) -> None:
    """Keeps what was translated; what changed a little is marked fuzzy, to be looked at; what is gone stays as a comment."""
    with path.open("rb") as read:
        catalog = read_po(read, locale=path.stem)
    catalog.update(template, update_header_comment=False)
    with path.open("wb") as out:
        write_po(out, catalog, width=120, sort_output=True, include_lineno=False)


def main(languages: Iterable[Path] = ()) -> None:
    template = gathered()
    POT.write_bytes(written(template))
    for path in languages or sorted(LOCALES.glob("*.po")):
        update(path, template)
    print(f"{POT.relative_to(ROOT)}: {len(template)} messages")


if __name__ == "__main__":
    main()
