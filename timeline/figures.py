"""The constructors of dates that are written in figures and letters alone: “15/04”, “FY2023”."""

from __future__ import annotations

import re

from timeline.anchors import Context, Resolved
from timeline.expressions import Expression
from timeline.meanings import calendar


def fiscal_code(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“FY2023”, “FY 23”: the year that it names."""
    expression.slots["year"] = int(re.sub(r"\D", "", str(expression.get("fiscal-code"))))
    return calendar(context, expression, resolved)


def day_and_month(context: Context, expression: Expression, resolved: Resolved) -> Resolved | None:
    """“15/04” without a year: day before month, as its two digits each say."""
    first, second = str(expression.get("day-and-month")).split("/")
    expression.slots["day"], expression.slots["month"] = int(first), int(second)
    return calendar(context, expression, resolved)
