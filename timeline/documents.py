"""Document: a text with its tokens, sentences and publication date. Offsets are Python string offsets into the text as given."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from timeline.granules import Granule
from timeline.rules import Pack
from timeline.sentences import headings, split_sentences
from timeline.tokens import YEARS, Tokens, tokenise


@dataclass
class Document:
    """`published` is the granule of its publication date, `inferred` why it was taken when it was not given."""

    text: str
    pack: Pack
    published: Granule | None = None
    inferred: str | None = None

    @cached_property
    def tokens(self) -> Tokens:
        return tokenise(self.text, self.pack.token, self.pack.tokens)

    def word(self, index: int) -> str:
        """The token as it reads, or nothing beyond the ends of the text."""
        tokens = self.tokens
        return tokens.read[tokens.froms[index] : tokens.tos[index]] if 0 <= index < len(tokens.codes) else ""

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return split_sentences(self.text, self.pack)

    @cached_property
    def before_christ(self) -> bool:
        """Whether it mostly tells years before Christ, so that a bare “480” may be one."""
        codes, lexicon = self.tokens.codes, self.pack.lexicon
        eras = {lexicon[word] for word in self.pack.values.get("era-before", ()) if word in lexicon}
        before = sum(codes.count(code) for code in eras)
        return before > sum(codes.count(self.pack.codes[years]) for years in YEARS)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _tenses(self) -> dict[int, tuple[int | None, int | None]]:
        return {}

    @cached_property
    def subjects(self) -> dict[int, str]:
        """What sentences are about, by their number, as far as somebody asked."""
        return {}

    @cached_property
    def found(self) -> dict[str, Any]:
        """What was looked for in the whole text once, by its name."""
        return {}

    def tenses(self, number: int) -> tuple[int | None, int | None]:
        """Where in a sentence the first verb of the present stands, and the first of the past; None where there is none."""
        if number not in self._tenses:
            start, end = self.sentences[number]
            words, lists = self.text[start:end].lower().replace(",", " ").replace(".", " ").split(), self.pack.words
            found = [
                next((place for place, word in enumerate(words) if word in lists[name]), None) for name in ("present-verbs", "past-verbs")
            ]
            self._tenses[number] = (found[0], found[1])
        return self._tenses[number]

    @cached_property
    def headings(self) -> list[tuple[int, int]]:
        """Short lines by themselves that are no sentences, as (start, end)."""
        return headings(self.text)

    def token_at(self, offset: int) -> int:
        """The number of the first token that starts at an offset or after it."""
        return bisect_left(self.tokens.starts, offset)

    def sentence_at(self, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._sentence_starts, offset) - 1)
