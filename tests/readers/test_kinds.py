"""Every kind of file gives its text untouched, and what it says about itself."""

from __future__ import annotations

import unicodedata

import pytest

from tests.readers import making
from timeline.extraction import extract
from timeline.readers.found import Allowance, Found
from timeline.readers.kinds import one, parts

SENTENCE = "The ceasefire of 12 May 1994 ended the war, and the villages were empty for years after it."
# nothing of these may be taken for something else on the way
WRITTEN = [
    "Jänner 1994: naïve façade",
    "Перемирие 12 мая 1994 года",
    "هدنة عام 1994 می‌خواهم",
    "Հրադադար 1994",
    "zero\u200bwidth and\u00a0hard blank",
    "family 👩‍👩‍👧 and flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    unicodedata.normalize("NFD", "Đổi mới é ü"),
    unicodedata.normalize("NFC", "Đổi mới é ü"),
]


def as_text(text: str) -> tuple[str, bytes]:
    return "a.txt", text.encode()


def as_utf16(text: str) -> tuple[str, bytes]:
    return "a.txt", text.encode("utf-16")


def as_marked(text: str) -> tuple[str, bytes]:
    return "a.txt", text.encode("utf-8-sig")


def as_markdown(text: str) -> tuple[str, bytes]:
    return "a.md", f"---\ntitle: T\n---\n{text}".encode()


def as_page(text: str) -> tuple[str, bytes]:
    return "a.html", making.page("".join(f"<p>{each}</p>" for each in text.split("\n\n")))


def as_word(text: str) -> tuple[str, bytes]:
    return "a.docx", making.word(*text.split("\n\n"))


def as_mail(text: str) -> tuple[str, bytes]:
    return "a.eml", making.mail(text).as_bytes()


WAYS = (as_text, as_utf16, as_marked, as_markdown, as_page, as_word, as_mail)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("written", WRITTEN, ids=range(len(WRITTEN)))
def test_what_is_written_comes_through_and_is_marked_where_it_stands(way, written: str) -> None:  # type: ignore[no-untyped-def]
    found = one(*way(f"{SENTENCE} {written}\n\nIn autumn 2020 {written} it began again, as everybody had feared it would."))
    assert written in found.text
    for event in extract(found.text, published="2023").events:
        for proof in event.evidence:
            assert found.text[proof.start : proof.end] == proof.quote
    assert len(extract(found.text, published="2023").events) >= 2


def test_tabs_and_line_ends_keep_their_place() -> None:
    assert one("a.txt", b"In 1994\tit ended.\r\nIn 1995 it began.\r\n").text == "In 1994\tit ended.\nIn 1995 it began.\n"
    assert "a\tb" in one("a.docx", making.word("a\tb in 1994")).text


def test_a_pdf_gives_its_text_and_title() -> None:
    found = one("a.pdf", making.pdf("On 12 May 1994 the war ended.", "In 1995 they came back."))
    assert "On 12 May 1994 the war ended." in found.text
    assert (found.title, found.published) == ("A report", None)
    assert "need not be when it was published" in found.notes[0]


def test_pages_without_text_are_said() -> None:
    assert "1 of its 2 pages hold no text; they may be pictures." in one("a.pdf", making.pdf("In 1994 it ended.", "")).notes


def test_word_keeps_what_was_inserted_and_drops_what_was_deleted() -> None:
    """Tracked changes, as editors leave them."""
    xml = "<w:p><w:ins><w:r><w:t>In 1994 </w:t></w:r></w:ins><w:del><w:r><w:delText>In 1990 </w:delText></w:r></w:del>"
    xml += "<w:r><w:t>it ended.</w:t></w:r></w:p>"
    whole = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{xml}</w:body></w:document>'
    assert one("a.docx", making.archive({"word/document.xml": whole.encode()})).text == "In 1994 it ended."


def test_a_mail_says_who_wrote_it_and_when() -> None:
    """The day is the sender's, whatever zone the reader lives in."""
    found = one("a.eml", making.mail("It ended today.").as_bytes())
    assert (found.title, found.source, found.published) == ("A report", "Desk <desk@example.org>", "1994-05-12")
    assert found.published_why == "from the mail's date header: “Thu, 12 May 1994 23:30:00 -0500”"


def test_a_mail_without_date_has_none() -> None:
    assert one("a.eml", making.mail("It ended.", date="").as_bytes()).published is None


def test_attachments_are_documents_of_their_own() -> None:
    message = making.mail("See what is attached.")
    message.add_attachment(making.word(SENTENCE), maintype="application", subtype="octet-stream", filename="a.docx")
    message.add_attachment(b"\0\1", maintype="application", subtype="octet-stream", filename="a.exe")
    found = list(parts("m.eml", message.as_bytes(), Allowance()))
    assert [(each.name, bool(each.found), each.left_out) for each in found] == [
        ("m.eml", True, False),
        ("m.eml / a.docx", True, False),
        ("m.eml / a.exe", False, True),
    ]


def test_an_archive_is_read_with_its_folders_and_counts_what_it_leaves_out() -> None:
    data = making.archive({"a/b.txt": b"In 1994.", "a/b_files/x.css": b"", "__MACOSX/b.txt": b"x", "c.pdf": making.pdf("In 1995.")})
    found = list(parts("z.zip", data, Allowance()))
    assert [each.name for each in found if each.found] == ["z.zip / a/b.txt", "z.zip / c.pdf"]
    assert [each.wrong.sentence for each in found if each.wrong] == ["Left out, since they hold no text that is read: 1 × .css."]


def test_front_matter_says_title_and_date() -> None:
    found = one("a.md", b"---\ntitle: 'Peace'\ndate: 2020-11-10\n---\n# Other\n\nIt ended today.\n")
    assert (found.title, found.published, found.text) == ("Peace", "2020-11-10", "# Other\n\nIt ended today.\n")
    assert one("a.md", b"# Heading\n\nIn 1994.").title == "Heading"


PAGES = [
    ('<script type="application/ld+json">{"@graph": [{"datePublished": "2021-03-04T10:00:00Z"}]}</script>', "", "2021-03-04"),
    ('<meta property="article:published_time" content="2022-05-06T23:00:00+02:00">', "", "2022-05-06"),
    ('<meta name="dc.date" content="2019-07">', "", "2019-07"),
    ("", '<time datetime="2018-02-03" class="entry-date published">3 Feb</time>', "2018-02-03"),
    ("", "<footer>Published 3 March 2021</footer>", "2021-03-03"),
    ("", "<footer>Copyright 2019 by us</footer>", "2019"),
    ("", "", None),
]


@pytest.mark.parametrize(("head", "body", "published"), PAGES)
def test_the_day_of_a_page_is_one_that_it_writes(head: str, body: str, published: str | None) -> None:
    """Never today, and never a day where only a year is written."""
    found = one("a.html", making.page(f"<h1>Peace</h1>{body}" + f"<p>{SENTENCE.replace(' of 12 May 1994', '')}</p>" * 3, head))
    assert found.published == published
    assert bool(found.published_why) == bool(published)


def test_a_page_saved_as_one_file_has_the_date_of_the_page() -> None:
    message = making.mail("", date="Mon, 01 Jan 2024 00:00:00 +0000")
    message.clear_content()
    head = '<meta property="article:published_time" content="2020-01-02">'
    message.set_content(making.page(f"<p>{SENTENCE}</p>" * 3, head).decode(), subtype="html")
    found = one("a.mhtml", message.as_bytes())
    assert (found.published, SENTENCE in found.text) == ("2020-01-02", True)


LONG = "Перемирие было подписано в Бишкеке двенадцатого мая тысяча девятьсот девяносто четвертого года, и война закончилась. "


def test_a_wrong_charset_is_found_out_and_said() -> None:
    text = f"<html><head><meta charset=utf-8></head><body><article>{f'<p>{LONG}</p>' * 4}</article></body></html>"
    found = one("a.html", text.encode("cp1251"))
    assert LONG.strip() in found.text
    assert "says utf-8, which does not fit; it was read as cp1251" in found.notes[0]
    other = one("a.html", text.replace("utf-8", "iso-8859-1").encode())
    assert LONG.strip() in other.text and "but it is in UTF-8" in other.notes[0]
    assert "is not in UTF-8; it was read as cp1251" in one("a.txt", (LONG * 3).encode("cp1251")).notes[0]


def test_a_deep_page_is_read() -> None:
    body = f"{'<div>' * 300}<p>{SENTENCE}</p>{'</div>' * 300}"
    found: Found = one("a.html", making.page(body))
    assert SENTENCE in found.text
