"""Imports many files until it is killed: python importing_child.py URL. Each line on standard output is a document that is kept."""

from __future__ import annotations

import os
import sys

from timeline import importing
from timeline.importing import File, Import
from timeline.store import Store

SLUG = "kept"
FILES = 200
EVENTS = 4


def text(number: int) -> bytes:
    return "\n\n".join(f"Village {number}-{row} was left on {row + 1} May 1994." for row in range(EVENTS)).encode()


def main(url: str) -> None:
    importing.LOT_DOCUMENTS = 3
    with Store.open(url) as store:
        store.create_timeline("Kept", SLUG)
        files = (File(f"{number}.txt", lambda number=number: text(number)) for number in range(FILES))  # type: ignore[misc]
        for row in Import(store, SLUG).take(files):
            os.write(1, f"{row.document.id if row.document else ''}\n".encode())


if __name__ == "__main__":
    main(sys.argv[1])
