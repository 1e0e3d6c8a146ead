"""How large a file will be, roughly: told from the words in its rows, before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import fmean

from app.i18n import number, said, text
from app.records import Country, Indicator

PLAIN = {"csv": 75, "json": 237, "sdmx": 133}
"""Bytes of a row that are no words of our own: codes, value, dates, commas, names of columns."""

PACKED = {"parquet": (4_000, 130, 4), "xlsx": (10_000, 300, 52), "zip": (8_000, 400, 9)}
"""Bytes of a file that packs what it holds: of its texts, of each indicator, of each row.

Measured on files of all figures, of a topic, of a country and of one indicator.
"""

KILO = 1024


def of_row(
    language: str, form: str, indicators: Sequence[Indicator], countries: Sequence[Country]
) -> float:
    """Return the mean bytes of a row of a form that packs nothing."""

    def bytes_of(own: Indicator) -> int:
        words = [own.source.licence]
        if form != "sdmx":
            words += [own.name, own.unit.name, own.source.name]
        return sum(len(said(language, each).encode()) for each in words)

    places = fmean(len(said(language, each.name).encode()) for each in countries)
    return PLAIN[form] + fmean(map(bytes_of, indicators)) + (0 if form == "sdmx" else places)


def of_file(
    language: str,
    form: str,
    rows: int,
    indicators: Sequence[Indicator],
    countries: Sequence[Country],
) -> float:
    """Return the rough bytes of a file with so many rows; a form is that of its address."""
    if form not in PACKED:
        return rows * of_row(language, form, indicators, countries)
    whole, each, row = PACKED[form]
    return whole + each * len(indicators) + row * rows


def told(language: str, size: float) -> str:
    """Return '40 KB' or '3.2 MB'."""
    if size < KILO * KILO:
        return text(language, "data.kilobytes", value=number(language, max(1, round(size / KILO))))
    return text(language, "data.megabytes", value=number(language, size / KILO / KILO, 1))
