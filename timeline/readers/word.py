"""DOCX. Read from its XML by ourselves: the usual library leaves out tracked insertions, footnotes and text boxes without a word."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from timeline.errors import BadFile, BadText, TooLarge
from timeline.readers.archive import BROKEN, content
from timeline.readers.dates import day_in
from timeline.readers.found import Allowance, Found
from timeline.readers.plain import checked
from timeline.settings import whole_setting
from timeline.wording import gettext, number_words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BODY, NOTES, CORE = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml"), "docProps/core.xml"
# what stands for itself in a run of text
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\xad"}
XML_PER_CHARACTER = 20


def read(data: bytes, name: str) -> Found:
    allowance = Allowance()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            parts = {each.filename: each for each in file.infolist()}
            if BODY not in parts:
                raise BadFile(gettext("%(name)s is a broken Word file: its text is missing.", name=name))
            wanted = [each for each in (BODY, *NOTES, CORE) if each in parts]
            trees = {each: _tree(_part(file, parts[each], name, allowance), name) for each in wanted}
    except BROKEN as wrong:
        raise BadFile(gettext("%(name)s is a broken Word file; it cannot be read.", name=name)) from wrong
    text = "\n\n".join(each for each in (_text(trees[part]) for part in (BODY, *NOTES) if part in trees) if each.strip())
    if not text.strip():
        raise BadText(gettext("%(name)s holds no text; it is empty, or all pictures.", name=name))
    title, notes = _about(trees.get(CORE))
    return Found(checked(text, name), title, notes=notes)


def _part(file: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, allowance: Allowance) -> bytes:
    limit = whole_setting("max_text") * XML_PER_CHARACTER
    if part.file_size > limit:
        raise TooLarge(
            gettext(
                "%(name)s unpacks to %(file_size)s bytes of text; %(limit)s are the most that are read. Split it.",
                name=name,
                file_size=number_words(part.file_size),
                limit=number_words(limit),
            )
        )
    return content(file, part, name, allowance)


def _tree(data: bytes, name: str) -> Any:
    """Without entities: no program that writes DOCX defines any, and a few lines of them can fill a memory."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as wrong:
        raise BadFile(gettext("%(name)s is a broken Word file; it cannot be read.", name=name)) from wrong
    if tree.getroottree().docinfo.doctype:
        raise BadFile(gettext("%(name)s defines entities of its own, as no Word file does; it was not read.", name=name))
    return tree


def _text(tree: Any) -> str:
    return "\n\n".join(each for each in (_paragraph(paragraph) for paragraph in tree.iter(f"{W}p")) if each.strip())


def _paragraph(paragraph: Any) -> str:
    """Its own runs; a paragraph inside it, as in a text box, speaks for itself. Older copies of a text box (Fallback) are left out."""
    if any(each.tag == MC_FALLBACK for each in paragraph.iterancestors()):
        return ""
    return "".join(_signs(paragraph))


def _signs(element: Any) -> list[str]:
    found: list[str] = []
    left = list(reversed(element))
    while left:
        each = left.pop()
        if each.tag == f"{W}t":
            found.append(each.text or "")
        elif each.tag in SIGNS:
            found.append(SIGNS[each.tag])
        elif each.tag not in (f"{W}p", f"{W}pPr", f"{W}rPr", MC_FALLBACK):
            left.extend(reversed(each))
    return found


def _about(core: Any) -> tuple[str, tuple[str, ...]]:
    if core is None:
        return "", ()
    told = {str(each.tag).rpartition("}")[2]: (each.text or "").strip() for each in core}
    made = day_in(told.get("created", ""))
    return told.get("title", ""), (f"The file was made on {made}, which need not be when it was published.",) if made else ()
