"""How spreadsheets and charts print values: number formats that agree with the words of a page."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from app.i18n import MINUS, large, number, said, text
from app.narrative import LARGE
from app.records import Unit


def form(language: str, unit: Unit, value: float = 0) -> str:
    """Return how a spreadsheet or a chart prints values of a unit, as a page prints this one."""
    if unit.unit_id == "year":
        return "0"
    plain, after = "#,##0", said(language, unit.symbol) if unit.symbol["en"] else ""
    decimals = unit.decimals
    if unit.unit_id in LARGE and abs(value) >= 1e6:
        # Three digits and the word; every comma after them stands for three noughts left out.
        words = large(language, abs(value))
        digits = re.search(r"[\d.,]+", words)
        assert digits
        decimals = len(digits[0].partition(".")[2])
        billions = text(language, "number.billion", value=digits[0]) == words
        plain, after = "0", words[digits.end() :]
        after = f"{',,,' if billions else ',,'}|{after}"
    plain += "." + "0" * decimals if decimals else ""
    commas, _, symbol = after.rpartition("|")
    plain += commas + (f'"{symbol}"' if symbol else "")
    return f'{plain};"{MINUS}"{plain};{plain}'


def own(language: str, unit: Unit, value: float) -> str:
    """Return the form of a value that a spreadsheet would round otherwise than a page; else ''.

    Python rounds the number as it is kept, a spreadsheet the one that it shows: 0.5125 becomes
    0.512 here and 0.513 there. The form of a large figure depends on how large it is.
    """
    if unit.unit_id in LARGE:
        return form(language, unit, value)
    if unit.unit_id == "year":
        return ""
    step = Decimal(1).scaleb(-unit.decimals)
    theirs = Decimal(f"{value:.15g}").quantize(step, ROUND_HALF_UP)
    ours = Decimal(f"{value:.{unit.decimals}f}")
    if theirs == ours:
        return ""
    shown = number(language, abs(value), unit.decimals)
    symbol = said(language, unit.symbol) if unit.symbol["en"] else ""
    return f'"{MINUS if value < 0 else ""}{shown}{symbol}"'
