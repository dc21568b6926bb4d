"""PDF, by PDFium: of the libraries under a free licence it is the one that keeps words and their order best, and by far the fastest."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from timeline.errors import BadFile, BadText, TooLarge
from timeline.readers.found import Found
from timeline.readers.plain import checked
from timeline.settings import whole_setting
from timeline.wording import gettext, noted, number_words

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

# PDFium is not made for several threads at once
LOCK = threading.Lock()
PASSWORD = 4
BROKEN_WORD = "\ufffe"  # where PDFium joins a word that a hyphen broke at the end of a line
ENDS = (".", "!", "?", ":", "”", "»", '"', "։", "؟")
NO_TEXT = noted(
    "%(name)s has %(pages)s pages and no text: they are pictures. Have the text recognised first (OCR), then import the result."
)


def read(data: bytes, name: str) -> Found:
    with LOCK:
        document = _opened(data, name)
        try:
            pages, about = _pages(document, name), document.get_metadata_dict(skip_empty=True)
        except Exception as wrong:
            raise (
                wrong if isinstance(wrong, TooLarge) else BadFile(gettext("%(name)s is a broken PDF; it cannot be read.", name=name))
            ) from wrong
        finally:
            document.close()
    return _found(pages, about, name)


def _opened(data: bytes, name: str) -> PdfDocument:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as wrong:
        if getattr(wrong, "err_code", None) == PASSWORD:
            raise BadFile(gettext("%(name)s is protected with a password. Save it without one and import that.", name=name)) from wrong
        raise BadFile(gettext("%(name)s is a broken PDF; it cannot be read.", name=name)) from wrong


def _pages(document: PdfDocument, name: str) -> list[str]:
    limit = whole_setting("max_pages")
    if len(document) > limit:
        raise TooLarge(
            gettext(
                "%(name)s has %(number)s pages; %(limit)s are the most that are read. Split it, or raise TIMELINE_MAX_PAGES.",
                name=name,
                number=number_words(len(document)),
                limit=number_words(limit),
            )
        )
    pages, left = [], whole_setting("max_text")
    for page in document:
        text_page = page.get_textpage()
        pages.append(text_page.get_text_range())
        text_page.close()
        page.close()
        left -= len(pages[-1])
        if left < 0:
            raise TooLarge(gettext("%(name)s has more text than is read. Split it, or raise TIMELINE_MAX_TEXT.", name=name))
    return pages


def _found(pages: list[str], about: dict[str, Any], name: str) -> Found:
    texts = [page.replace("\r\n", "\n").replace("\0", "").strip("\n") for page in pages]
    if not any(text.strip() for text in texts):
        raise BadText(gettext(NO_TEXT, name=name, pages=number_words(len(pages))))
    broken = sum(text.count(BROKEN_WORD) for text in texts)
    empty = sum(not text.strip() for text in texts)
    notes = [f"{empty:,} of its {len(pages):,} pages hold no text; they may be pictures." if empty else ""]
    notes += [f"{broken:,} words that were broken at the end of a line were joined." if broken else "", _made(about)]
    text = _joined(texts).replace(BROKEN_WORD, "")
    return Found(checked(text, name), title=str(about.get("Title", "")).strip(), notes=tuple(filter(None, notes)))


def _joined(texts: list[str]) -> str:
    """A sentence may go on from one page to the next."""
    whole = ""
    for text in (each for each in texts if each.strip()):
        whole += ("\n\n" if whole.rstrip().endswith(ENDS) else "\n" if whole else "") + text
    return whole


def _made(about: dict[str, Any]) -> str:
    digits = "".join(each for each in str(about.get("CreationDate", ""))[:12] if each.isdigit())
    if len(digits) < 8:
        return ""
    return f"The file was made on {digits[:4]}-{digits[4:6]}-{digits[6:8]}, which need not be when it was published."
