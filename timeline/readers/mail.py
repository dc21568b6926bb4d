"""Mails, and web pages saved as one file (MHTML), which are built like mails."""

from __future__ import annotations

import email
import email.policy
import re
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from timeline.errors import BadFile, BadText
from timeline.readers import page
from timeline.readers.dates import day_in
from timeline.readers.encodings import raw_text
from timeline.readers.found import Allowance, Found, Inside
from timeline.readers.plain import checked
from timeline.wording import gettext, remembered

BROKEN = (MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError)
FROM_PAGE = ("content-location", "snapshot-content-location")


def read(data: bytes, name: str) -> Found:
    message = _message(data, name)
    body = _body(message, name)
    if not body.text.strip():
        raise BadText(gettext("%(name)s is a mail without text.", name=name))
    day, why = _sent(message)
    return Found(
        checked(body.text, name),
        title=_header(message, "subject"),
        source=_header(message, "from"),
        published=day,
        published_why=why,
        notes=body.notes,
    )


def read_page(data: bytes, name: str) -> Found:
    """The date in the head of such a file is when it was saved, so only what the page says counts."""
    message = _message(data, name)
    part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
    if part is None:
        raise BadFile(gettext("%(name)s is no saved web page: it holds no HTML.", name=name))
    markup, notes = raw_text(_bytes(part), name, part.get_content_charset())
    found = page.of_markup(markup, name, notes)
    address = next((_header(message, each) for each in FROM_PAGE if _header(message, each).startswith("http")), "")
    return replace(found, title=found.title or _header(message, "subject"), url=found.url or address)


def inside(data: bytes, name: str, allowance: Allowance) -> Inside:
    """What is attached, and mails that were passed on."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for number, part in enumerate(_attached(message) if message.keys() else [], 1):
        try:
            called = part.get_filename() or ""
            content = part.get_payload(0).as_bytes() if part.get_content_type() == "message/rfc822" else _bytes(part)  # type: ignore[union-attr]
        except BROKEN:
            yield (
                f"attachment {number}",
                BadFile(gettext("Attachment %(number)s of %(name)s is broken; it cannot be read.", number=number, name=name)),
            )
            continue
        ending = ".eml" if part.get_content_type() == "message/rfc822" else ""
        allowance.take_bytes(len(content), name)
        yield called or f"attachment {number}{ending}", content


def _message(data: bytes, name: str) -> EmailMessage:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
    except BROKEN as wrong:
        raise BadFile(gettext("%(name)s is a broken mail; it cannot be read.", name=name)) from wrong
    if not message.keys():
        raise BadText(
            gettext("%(name)s is empty; there is no mail in it.", name=name)
            if not data.strip()
            else gettext("%(name)s is no mail: it has no head.", name=name)
        )
    return message


def _body(message: EmailMessage, name: str) -> Found:
    try:
        part = message.get_body(preferencelist=("plain", "html"))
    except BROKEN as wrong:
        raise BadFile(gettext("%(name)s is a broken mail; it cannot be read.", name=name)) from wrong
    if part is None or not _bytes(part).strip():
        return Found("")
    text, notes = raw_text(_bytes(part), name, part.get_content_charset())
    if part.get_content_type() == "text/html":
        return page.of_markup(text, name, notes)
    return Found(text.replace("\r\n", "\n"), notes=notes)


def _attached(message: EmailMessage) -> list[EmailMessage]:
    try:
        return [each for each in message.iter_attachments() if isinstance(each, EmailMessage)]
    except BROKEN:
        return []


def _bytes(part: MIMEPart) -> bytes:
    """As they were sent: the charset that the mail claims may be wrong, and what the email package makes of it then is lost."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str:
    try:
        return re.sub(r"\s+", " ", str(message.get(name, ""))).strip()
    except BROKEN:
        return ""


def _sent(message: EmailMessage) -> tuple[str | None, str | None]:
    """The day where it was sent: the zone of the sender is not ours to change."""
    written = _header(message, "date")
    try:
        day = day_in(parsedate_to_datetime(written).date().isoformat())
    except BROKEN:
        return None, None
    return day, remembered("from the mail's date header: “%(words)s”") % {"words": written[:60]} if day else None
