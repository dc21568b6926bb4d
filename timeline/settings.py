"""Every setting, one row each: the command line, the web app and the docs read this table and nothing else.

A setting is given as an environment variable `TIMELINE_<NAME>`; command line options of the same name win.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from timeline.errors import BadInput


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    default: str | int
    help: str
    choices: tuple[str, ...] = ()

    @property
    def variable(self) -> str:
        return f"TIMELINE_{self.name.upper()}"


SETTINGS = (
    Setting("database", "sqlite:///timeline.db", "Where events are stored: an SQLAlchemy URL; a relative file lies in the current folder."),
    Setting("host", "127.0.0.1", "Address to serve on; any other than a loopback address needs a password."),
    Setting("port", 8321, "Port to serve on; 0 takes a free one."),
    Setting("password", "", "Password that opens the pages; required to serve beyond this machine."),
    Setting("token", "", "Key that programs write with through the API, 20 signs or more; without one they only read."),
    Setting("hosts", "", "Host names, besides the address served on, that a browser may ask for, separated by commas."),
    Setting("secret", "", "Key that signs sessions; without one a key is made and kept beside the database."),
    Setting("hemisphere", "north", "Whose seasons are meant when a text does not say.", ("north", "south")),
    Setting("language", "", "Language of the pages, such as `en`; without one the browser's, among those there are."),
    Setting("max_text", 5_000_000, "Longest text that is read, in characters."),
    Setting("max_upload", 40_000_000, "Largest request that is accepted, in bytes."),
    Setting("max_file", 100_000_000, "Largest single file that is imported, in bytes."),
    Setting("max_files", 10_000, "Most files that one import takes, those inside archives and mails counted."),
    Setting("max_unpacked", 500_000_000, "Most that the archives of one import may unpack to, in bytes."),
    Setting("max_ratio", 200, "How many times its packed size a file in an archive may have, once it is larger than a megabyte."),
    Setting("max_pages", 2_000, "Most pages of a PDF that is read."),
)


def setting(name: str, environ: Mapping[str, str] = os.environ) -> str | int:
    """The value in force. Raises BadInput when the environment holds something that cannot be used."""
    row = next(row for row in SETTINGS if row.name == name)
    given = environ.get(row.variable)
    return row.default if given is None or given == "" else _read(row, given)


def _read(row: Setting, given: str) -> str | int:
    if row.choices and given not in row.choices:
        raise BadInput(f"{row.variable} is {given!r}; it can be {' or '.join(row.choices)}.", field=row.name)
    if isinstance(row.default, int):
        if not given.isascii() or not given.isdigit():
            raise BadInput(f"{row.variable} is {given!r}; it must be a whole number such as {row.default}.", field=row.name)
        return int(given)
    return given


def text_setting(name: str) -> str:
    return str(setting(name))


def whole_setting(name: str) -> int:
    return int(setting(name))
