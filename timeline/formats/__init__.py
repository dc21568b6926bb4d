"""Formats that timelines are read from and written to: one module each, with what it can of read() and write().

A new format is a module beside these that has a FORMAT; nothing else needs to be told of it.
"""

from importlib import import_module
from pkgutil import iter_modules

from timeline.formats import losses, own
from timeline.formats.losses import Loss
from timeline.formats.registry import FORMATS, Contents, Format, guess, known, reader, register, writer

register(own.FORMAT)
for _each in iter_modules(__path__):
    if (_found := getattr(import_module(f"{__name__}.{_each.name}"), "FORMAT", None)) is not None:
        register(_found)

__all__ = ["FORMATS", "Contents", "Format", "Loss", "guess", "known", "losses", "own", "reader", "register", "writer"]
