"""What two readers thought of the same sample of events, and how far they agree.

    python benchmarks/agreement.py FIRST.tsv SECOND.tsv

Each file has a line of column names and then, for each event, its number and y or n for: date right, understandable alone, true to the
text, whole. Prints for each question the share of y that each reader gave, how often both said the same, and Cohen's kappa; then the same
for titles that are all three. Lines that only one of them judged are counted and left out.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

QUESTIONS = ("date right", "understandable alone", "true to the text", "whole")
Judged = dict[str, tuple[bool, ...]]


def judgements(path: Path) -> Judged:
    """By number. Raises SystemExit naming the line for an answer that is neither y nor n."""
    found: Judged = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if line == 1 or not row:
                continue
            answers = [each.strip().lower() for each in row[1:5]]
            if len(answers) < len(QUESTIONS) or not set(answers) <= {"y", "n"}:
                raise SystemExit(f"{path}, line {line}: give y or n for each of {', '.join(QUESTIONS)}, after the number.")
            found[row[0]] = tuple(each == "y" for each in answers)
    return found


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float:
    """Cohen's kappa; 1 when both say the same throughout, also where they could not have differed by chance."""
    both = sum(map(bool.__eq__, first, second)) / len(first)
    yes = [sum(each) / len(each) for each in (first, second)]
    chance = yes[0] * yes[1] + (1 - yes[0]) * (1 - yes[1])
    return 1.0 if chance == 1 else (both - chance) / (1 - chance)


def line(name: str, first: Sequence[bool], second: Sequence[bool]) -> str:
    shares = [100 * sum(each) / len(each) for each in (first, second)]
    same = 100 * sum(map(bool.__eq__, first, second)) / len(first)
    return f"{name:22} {shares[0]:5.1f} %  {shares[1]:5.1f} %  agree {same:5.1f} %  kappa {kappa(first, second):5.2f}"


def main() -> None:
    asked = argparse.ArgumentParser(description="Compare two judgements of the same sample of events.")
    asked.add_argument("first", type=Path)
    asked.add_argument("second", type=Path)
    given = asked.parse_args()
    first, second = judgements(given.first), judgements(given.second)
    numbers = [each for each in first if each in second]
    if not numbers:
        raise SystemExit("The two files have no event in common.")
    print(f"{len(numbers)} events judged by both, {len(first.keys() ^ second.keys())} by one of them only")
    for place, name in enumerate(QUESTIONS):
        print(line(name, [first[each][place] for each in numbers], [second[each][place] for each in numbers]))
    print(line("title right in all", *([all(each[number][1:]) for number in numbers] for each in (first, second))))


if __name__ == "__main__":
    main()
