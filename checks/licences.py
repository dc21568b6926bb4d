"""Whether every package needed to run comes under a licence that lets anybody use this program, and is named in THIRD_PARTY.md.

Run by `make check` and by the tests. What each package says of itself is taken at its word.
"""

from __future__ import annotations

import configparser
import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
NAME = re.compile(r"[A-Za-z0-9._-]+")
# the name in SPDX: other names that packages give it
ALLOWED = {
    "MIT": ("mit license", "the mit license", "expat", "x11"),
    # what PDFium inside pypdfium2 is made of is under licences of the same kind
    "BSD-3-Clause": ("bsd license", "bsd", "3-clause bsd license", "new bsd license", "bsd-3-clause, apache-2.0, dependency licenses"),
    "BSD-2-Clause": ("the bsd 2-clause license",),
    "Apache-2.0": ("apache software license", "apache software license 2.0", "apache license, version 2.0", "apache 2.0"),
    "MPL-1.1": (),
    "MPL-2.0": ("mozilla public license 2.0 (mpl 2.0)",),
    "ZPL-2.1": ("zpl 2.1", "zope public license"),
    "PSF-2.0": ("psf", "python software foundation license", "psfl"),
    "ISC": ("isc license (iscl)",),
    "0BSD": (),
    "Unlicense": ("the unlicense (unlicense)",),
    "CNRI-Python": (),
}
KNOWN = {name.lower(): spdx for spdx, names in ALLOWED.items() for name in (spdx, *names)}


class Package(NamedTuple):
    name: str
    said: str

    @property
    def licences(self) -> list[str]:
        """Every part of what it says; a part that is not allowed stands as it was said. "A OR B" is one part: a choice."""
        parts = re.split(r"\s+AND\s+|;|\n|\s+and\s+", self.said)
        return [self._part(part.strip(" ()")) for part in parts if part.strip(" ()")]

    @staticmethod
    def _part(said: str) -> str:
        choices = [KNOWN[each.strip(" ()").lower()] for each in re.split(r"\s+OR\s+", said) if each.strip(" ()").lower() in KNOWN]
        return choices[0] if choices else KNOWN.get(said.lower(), f"“{said[:60]}”")


def python_packages() -> list[Package]:
    """What setup.cfg asks for, and whatever that brings along on this machine."""
    parsed = configparser.ConfigParser()
    parsed.read(ROOT / "setup.cfg", encoding="utf-8")
    left, seen = names(parsed["options"]["install_requires"].split("\n")), dict[str, Package]()
    while left:
        name = left.pop()
        if name in seen:
            continue
        found = distribution(name)
        seen[name] = Package(name, said_by(found))
        left += names(row for row in found.requires or () if "extra ==" not in row and needed(row))
    return sorted(seen.values())


def names(rows: Iterator[str] | list[str]) -> list[str]:
    return [re.sub(r"[-_.]+", "-", found[0]).lower() for row in rows if (found := NAME.match(row.strip()))]


def needed(row: str) -> bool:
    """Whether its marker holds here."""
    from packaging.requirements import Requirement

    marker = Requirement(row).marker
    return marker is None or marker.evaluate({"extra": ""})


def said_by(found: Distribution) -> str:
    data = found.metadata
    classifiers = [each.split(" :: ")[-1] for each in data.get_all("Classifier") or () if each.startswith("License ::")]
    expression, short = ("; ".join(data.get_all(name) or ()) for name in ("License-Expression", "License"))
    told = "; ".join(each for each in classifiers if each != "OSI Approved")
    return expression or (short if 0 < len(short) < 60 else "") or told or "nothing"


def browser_packages() -> list[Package]:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    rows = {path.removeprefix("node_modules/"): row for path, row in lock["packages"].items() if path and not row.get("dev")}
    return [Package(name.split("node_modules/")[-1], str(row.get("license", "nothing"))) for name, row in sorted(rows.items())]


def wrongs() -> list[str]:
    named = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8").lower()
    packages = [*python_packages(), *browser_packages()]
    found = [f"{each.name} comes under {part}, which is not in the list" for each in packages for part in bad_parts(each)]
    return found + [f"{each.name} ({each.said}) is not in THIRD_PARTY.md" for each in packages if f"| {each.name.lower()} |" not in named]


def bad_parts(package: Package) -> list[str]:
    return [part for part in package.licences if part not in ALLOWED]


def main() -> int:
    found = wrongs()
    for each in found:
        print(each, file=sys.stderr)
    count = len(python_packages()) + len(browser_packages())
    print(f"licences: {len(found)} wrong" if found else f"licences: {count} packages, all allowed and named")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
