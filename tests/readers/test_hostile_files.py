"""Files that cannot be read, or are made to do harm: each is a sentence of its own, and the others go through."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from tests.readers import making
from timeline.readers.found import Allowance
from timeline.readers.kinds import parts

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def linked() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        row = zipfile.ZipInfo("link.txt")
        row.external_attr = 0o120777 << 16
        file.writestr(row, "/etc/passwd")
    return made.getvalue()


def locked() -> bytes:
    """As an archive with a password says of its file."""
    data = bytearray(making.archive({"a.txt": b"In 1994."}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    return bytes(data)


def word_of(xml: str) -> bytes:
    return making.archive({"word/document.xml": xml.encode()})


TABLE: list[tuple[str, Callable[[], bytes], str]] = [
    ("locked.pdf", lambda: making.pdf("x", password="secret"), "is protected with a password"),
    ("broken.pdf", lambda: making.pdf("x")[:300], "is a broken PDF"),
    ("junk.pdf", lambda: b"no PDF", "is no PDF file, or it is broken"),
    ("scan.pdf", lambda: making.pdf("", ""), "has 2 pages and no text: they are pictures"),
    ("long.pdf", lambda: making.pdf(*["x"] * 21), "has 21 pages; 20 are the most"),
    ("broken.docx", lambda: making.word("x")[:900], "is a broken Word file"),
    ("old.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is protected with a password"),
    ("old.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Office wrote before 2007"),
    ("empty.docx", lambda: making.word(), "holds no text"),
    ("bomb.docx", lambda: word_of(BOMB + DOCUMENT.format("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")), "defines entities of its own"),
    ("huge.docx", lambda: word_of(DOCUMENT.format(" " * 30_000_000)), "unpacks to far more"),
    ("bomb.zip", lambda: making.archive({"a.txt": b"\0" * 30_000_000}), "unpacks to far more"),
    ("many.zip", lambda: making.archive({f"{number}.txt": b"x" for number in range(60)}), "holds 60 files; 50 are the most"),
    ("up.zip", lambda: making.archive({"../a.txt": b"In 1994."}), "leads out of the archive"),
    ("root.zip", lambda: making.archive({"/etc/a.txt": b"In 1994."}), "leads out of the archive"),
    ("link.zip", linked, "is a link to another file"),
    ("locked.zip", locked, "is protected with a password"),
    ("nested.zip", lambda: making.archive({"b.zip": making.archive({"a.txt": b"In 1994."})}), "is an archive inside an archive"),
    ("empty.zip", lambda: making.archive({}), "is an empty archive"),
    ("broken.zip", lambda: making.archive({"a.txt": b"In 1994."})[:40], "is a broken archive"),
    (
        "script.html",
        lambda: b"<html><body><script>" + b"var x = 1994;" * 99 + b"</script></body></html>",
        "holds no text: what it shows is made by",
    ),
    ("empty.html", lambda: b"", "holds no text"),
    ("empty.eml", lambda: b"", "is empty; there is no mail in it"),
    ("hollow.eml", lambda: making.mail("").as_bytes(), "is a mail without text"),
    ("empty.txt", lambda: b"", "is empty"),
    ("picture.txt", lambda: b"\x89PNG\r\n\x1a\n\0\0", "is a picture (PNG)"),
    ("binary.txt", lambda: bytes(range(256)) * 4, "is not written in UTF-8"),
    ("sheet.xlsx", lambda: making.archive({"xl/workbook.xml": b"<x/>"}), "is a spreadsheet"),
]


@pytest.mark.parametrize(("name", "made", "says"), TABLE, ids=[row[0] for row in TABLE])
def test_it_is_refused_in_a_sentence(name: str, made: Callable[[], bytes], says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_MAX_PAGES", "20")
    monkeypatch.setenv("TIMELINE_MAX_FILES", "50")
    found = list(parts(name, made(), Allowance()))
    assert [each.found for each in found] == [None]
    wrong = found[0].wrong
    assert wrong is not None and says in wrong.sentence
    assert wrong.sentence.endswith(".") and "\n" not in wrong.sentence


def test_archives_share_one_allowance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMELINE_MAX_UNPACKED", "1500")
    allowance, data = Allowance(), making.archive({"a.txt": b"In 1994. " * 100})
    assert next(parts("a.zip", data, allowance)).found is not None
    second = next(parts("b.zip", data, allowance))
    assert second.wrong is not None and "unpacks to more than is left" in second.wrong.sentence


@pytest.mark.parametrize("name", ["a\u202etxt.exe.txt", "x" * 10_000 + ".txt", "a\nb\x1b[31m.txt", ""])
def test_a_strange_name_is_shown_as_what_it_is(name: str) -> None:
    part = next(parts(name, b"In 1994 it ended.", Allowance()))
    assert part.found is not None
    assert part.name.isprintable() and 0 < len(part.name) < 200


def test_one_bad_file_does_not_stop_the_others() -> None:
    data = making.archive({"a.txt": b"In 1994.", "b.pdf": b"junk", "c.txt": b"In 1995."})
    assert [bool(each.found) for each in parts("z.zip", data, Allowance())] == [True, False, True]


def test_two_files_of_one_name_are_both_read() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("a.txt", "In 1994.")
        file.writestr("a.txt", "In 1995.")
    assert [each.found.text for each in parts("z.zip", made.getvalue(), Allowance()) if each.found] == ["In 1994.", "In 1995."]
