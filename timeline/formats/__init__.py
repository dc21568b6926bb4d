"""Formats that timelines are read from and written to: one module each, with what it can of read() and write().

A new format is a module beside these and a line here.
"""

from timeline.formats import own
from timeline.formats.registry import FORMATS, Contents, Format, reader, register, writer

register(Format("json", "Timeline JSON: everything, for a later import", ".json", "application/json", own.read, own.write))

__all__ = ["FORMATS", "Contents", "Format", "own", "reader", "register", "writer"]
