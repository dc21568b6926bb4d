"""What makes two texts the same document, however they were saved."""

from __future__ import annotations

import hashlib
import re
import unicodedata

# signs that are there for the eye only
UNSEEN = re.compile(r"[\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def alike_of(text: str) -> str:
    """Equal for texts that differ only in blanks, line ends, unseen signs, and composed or decomposed letters."""
    return hashlib.sha256(UNSEEN.sub("", "".join(unicodedata.normalize("NFC", text).split())).encode()).hexdigest()
