from __future__ import annotations

from timeline import pipeline
from timeline.extraction import extract
from timeline.web.api import given
from timeline.web.api.asked import Answer, Asked
from timeline.web.api.cursors import cut
from timeline.web.api.written import document_json, imported_json, whole_document_json


def listed(asked: Asked) -> Answer:
    documents = asked.store.documents(asked.slug)
    rows, following = cut(documents, lambda each: (each.created, each.id), 2, asked.query["cursor"], asked.query["limit"])
    return Answer({"items": [document_json(each) for each in rows], "next_cursor": following}, next_cursor=following)


def add(asked: Asked) -> Answer:
    """Line ends become line feeds, as in what is pasted on a page: the same text is then the same document."""
    body, asked_slug = asked.body, asked.slug
    text, url = given.text({"text": body["text"].replace("\r\n", "\n")}), given.address(body)
    asked.store.timeline(asked_slug)
    published = given.moment(body.get("published"), "published", asked.hemisphere)
    reading = extract(text, published=published, language=body.get("language"), hemisphere=asked.hemisphere)
    document = pipeline.document(text, reading, body.get("title", ""), body.get("source", ""), url)
    imported = asked.store.add_document(asked_slug, document, reading, body.get("accept", False), **asked.by)
    where = ("readDocument", {"slug": asked_slug, "document": imported.document.id})
    return Answer(imported_json(imported), 200 if imported.was_there else 201, location=where)


def read(asked: Asked) -> Answer:
    return Answer(whole_document_json(asked.store.document(asked.slug, asked.path["document"])))


def erase(asked: Asked) -> Answer:
    asked.store.erase_document(asked.slug, asked.path["document"], author=asked.author)
    return Answer(status=204)
