"""Files of every kind, made by the tests themselves."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def word(*paragraphs: str, title: str = "") -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title = title
    for each in paragraphs:
        document.add_paragraph(each)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def pdf(*pages: str, password: str = "") -> bytes:
    """A page without words is an empty one, as a scanned page is to a reader."""
    from fpdf import FPDF

    made = FPDF()
    made.set_title("A report")
    made.set_font("helvetica", size=12)
    for each in pages:
        made.add_page()
        if each:
            made.multi_cell(0, 8, each)
    if password:
        made.set_encryption(owner_password="owner", user_password=password)
    return bytes(made.output())


def mail(text: str, subject: str = "A report", date: str = "Thu, 12 May 1994 23:30:00 -0500", html: str = "") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Desk <desk@example.org>"
    if date:
        message["Date"] = date
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return made.getvalue()


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body><article>{body}</article></body></html>".encode()
