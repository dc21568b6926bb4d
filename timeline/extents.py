"""How far the words of an expression reach, where that depends on the kind of text.

A story keeps what a duration is filled with: “two months of fierce fighting”, “five days after the fall of Girona”; news does not,
nor does it keep “only” and “just”.
"""

from __future__ import annotations

from dataclasses import replace

from timeline.anchors import Context, Resolved
from timeline.documents import Document
from timeline.expressions import Expression, spans
from timeline.surroundings import CURRENCY, is_capital, is_word, listed, opens_sentence

LONGEST_PHRASE = 9
LONGEST_CLAUSE = 14
SENTENCE_ENDS = ".!?"


def slot_tokens(document: Document, expression: Expression, name: str) -> tuple[int, int] | None:
    """The tokens that a slot of the expression's rule took."""
    taken = spans(document, expression)
    return next((taken[group] for group, slot, _ in expression.rule.groups if slot == name and group in taken), None)


def without_opening(context: Context, expression: Expression, resolved: Resolved) -> Resolved:
    """In news “only two days” is “two days”."""
    tokens = context.document.tokens
    first, last = expression.first, expression.last
    while context.news and first < last - 1 and listed(context.document, "bare-hedges", context.document.word(first)):
        first += 1
    return resolved if first == expression.first else replace(resolved, start=tokens.starts[first])


def with_filling(context: Context, expression: Expression, resolved: Resolved) -> Resolved:
    """In a story, a duration with what it is full of: “a week of intense fighting”."""
    document, at = context.document, expression.last
    if context.news or not listed(document, "of-words", document.word(at)):
        return resolved
    end = _phrase_end(context, at + 1, LONGEST_PHRASE)
    return resolved if end <= at + 1 else replace(resolved, end=document.tokens.ends[end - 1])


def with_clause(context: Context, expression: Expression, resolved: Resolved) -> Resolved:
    """“the time of the agreement”, “the time he left office”."""
    document, after = context.document, context.document.word(expression.last)
    if not listed(document, "articles", document.word(expression.first)):
        return resolved
    if listed(document, "of-words", after):
        return with_filling(context, expression, resolved)
    says_more = listed(document, "pronouns", after) or listed(document, "articles", after) or is_capital(after)
    return with_event(context, expression, resolved) if says_more else resolved


def with_event(context: Context, expression: Expression, resolved: Resolved) -> Resolved:
    """In a story, “two days after” with the event that it counts from, to the end of the clause or else of the noun phrase."""
    document, at = context.document, expression.last
    end = _clause_end(context, at, opens=opens_sentence(document, expression.first))
    if end is None:
        end = _phrase_end(context, at, LONGEST_PHRASE)
    return resolved if end <= at else replace(resolved, end=document.tokens.ends[end - 1])


def _limit(context: Context, at: int) -> int:
    """The first token of the next expression, or of nothing."""
    following = context.next_from(at)
    return len(context.document.tokens.starts) if following is None else following.first


def _clause_end(context: Context, at: int, opens: bool) -> int | None:
    """Where the clause ends; a sentence that it opens has to have a main clause after it."""
    document = context.document
    for index in range(at, min(_limit(context, at), at + LONGEST_CLAUSE)):
        word = document.word(index)
        if listed(document, "clause-breaks", word) or (not word[:1].isalnum() and word not in "-'’"):
            return None if opens and word in SENTENCE_ENDS else index
    return None


def _phrase_end(context: Context, at: int, longest: int) -> int:
    document = context.document
    limit = _limit(context, at)
    for index in range(at, min(limit, at + longest)):
        word = document.word(index)
        ends = not is_word(word) and (word not in "-'’" or word in CURRENCY) and not word.isdigit()
        if ends or (index > at and _ends_phrase(context, index)):
            return index
    return at if limit <= at + longest else min(limit, at + longest)


def _ends_phrase(context: Context, index: int) -> bool:
    """A verb, a preposition, or a name that begins the main clause: “the day after the battle Bell said ...”."""
    document = context.document
    word, before, after = document.word(index), document.word(index - 1), document.word(index + 1)
    if is_capital(word) and before.islower() and not listed(document, "plain-followers", before):
        return True
    if listed(document, "plain-followers", after) and word.endswith(document.pack.words.endings["past-endings"]):
        return True
    return listed(document, ("phrase-stops", "verbs", "past-verbs", "present-verbs", "clause-breaks"), word)
