"""Everything that can go wrong, as one family.

    TimelineError                500  exit 1
    ├── BadInput                 400  what a person or a file gave cannot be used
    │   ├── NotADate             422  words that say no date; `understood` names what would be
    │   │   └── NeedsAnchor      422  words that say a date only when one knows counted from when
    │   ├── BadDate              422  a date that cannot be, such as 32 May or an end before its start
    │   ├── BadText              400  a text that is empty, binary or in no readable encoding
    │   ├── BadFile              400  a file whose format or content breaks its own rules
    │   │   └── BadRows          400  rows of a file that cannot be read; `rows` has the reason of each, and the others could be taken
    │   └── TooLarge             413  more than a limit in SETTINGS allows
    ├── NotFound                 404  no such timeline, event, document or change
    ├── Stale                    409  somebody saved a newer version first; `current` is that version
    ├── Refused                  403  not allowed: foreign host, missing password, failed check
    ├── StoreFailed              507  the store could not be opened, or could not keep what it was given
    └── BadRule                  500  a language pack that breaks the law of packs

Each message is a sentence for the person who sees it: what was wrong, where, and what would be right.
"""

from __future__ import annotations

import re

# ends of lines, codes of terminals, signs that turn text round or that nobody sees, halves of characters
STRANGE = re.compile("[\0-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")


def plain(sentence: str) -> str:
    """One line that reads as it is written, whatever words of others it quotes: on a page, in a terminal, in a log."""
    return STRANGE.sub(lambda sign: " " if sign[0] in "\t\n\r" else f"<U+{ord(sign[0]):04X}>", sentence)


class TimelineError(Exception):
    """`status` is the HTTP status, `exit_code` that of the command line, `field` the form field or JSON path at fault."""

    status = 500
    exit_code = 1

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        self.sentence = plain(sentence)
        super().__init__(self.sentence)
        self.field = field


class BadInput(TimelineError):
    status = 400


class NotADate(BadInput):
    """`understood` lists ways of writing that would be read."""

    status = 422

    def __init__(self, sentence: str, *, field: str | None = None, understood: tuple[str, ...] = ()) -> None:
        super().__init__(sentence, field=field)
        self.understood = understood


class NeedsAnchor(NotADate):
    pass


class BadDate(BadInput):
    status = 422


class BadText(BadInput):
    pass


class BadFile(BadInput):
    pass


class BadRows(BadFile):
    """`rows` are sentences that begin with the number of their row."""

    def __init__(self, sentence: str, *, rows: tuple[str, ...], field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.rows = rows


class TooLarge(BadInput):
    status = 413


class NotFound(TimelineError):
    status = 404


class Stale(TimelineError):
    """`current` is what the store holds now, so that both versions can be shown."""

    status = 409

    def __init__(self, sentence: str, *, current: object, field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.current = current


class Refused(TimelineError):
    status = 403


class StoreFailed(TimelineError):
    status = 507


class BadRule(TimelineError):
    pass
