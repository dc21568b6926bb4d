"""Two languages that nobody speaks, made of the messages: every message in «» with marks on its letters, under the codes of Armenian (whose
dates and numbers Babel writes in no Latin letter) and of Arabic (whose pages run from right to left)."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from checks.words import POT

LETTERS = str.maketrans("aceghijklnorsuwyzACEGHIJKLNORSUWYZ", "áćéǵĥíĵķĺńóŕśúŵýźÁĆÉǴĤÍĴĶĹŃÓŔŚÚŴÝŹ")
KEPT = re.compile(r"%%|%\(\w+\)s|\{\w+\}|<[^>]*>|&\w+;")
LEFT_TO_RIGHT, RIGHT_TO_LEFT = "hy", "ar"


def made_up(message: str) -> str:
    marked = "".join(piece if KEPT.fullmatch(piece) else piece.translate(LETTERS) for piece in re.split(f"({KEPT.pattern})", message))
    return f"«{marked}»"


def write(folder: Path) -> None:
    """A file of each into the folder, as a translator would hand them in."""
    template = read_po(BytesIO(POT.read_bytes()))
    for code in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        catalog = Catalog(locale=code, charset="utf-8")
        for message in template:
            if message.id:
                told = [made_up(each) for each in message.id] if isinstance(message.id, (tuple, list)) else made_up(str(message.id))
                forms = (told[0], *(told[1:] * (catalog.num_plurals - 1))) if isinstance(told, list) else told
                catalog.add(message.id, forms, message.locations, message.flags, message.auto_comments)
        out = BytesIO()
        write_po(out, catalog, include_lineno=False)
        (folder / f"{code}.po").write_bytes(out.getvalue())
