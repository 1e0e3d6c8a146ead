"""The worksheet inside a chart: what a reader edits, the names above and beside the numbers."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter

from app.i18n import direction

NAME = "Sheet1"
"""As office programs name the sheet that they make for a chart."""

_EVER = datetime.datetime(1980, 1, 1)


@dataclass(frozen=True)
class Column:
    """A series: its name, its values (None is an empty cell) and how they are printed."""

    name: str
    values: Sequence[float | None]
    form: str


def book(language: str, heads: Sequence[str | float], columns: Sequence[Column]) -> bytes:
    """Return a workbook with a row for each head and a column for each series."""
    target = BytesIO()
    made = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made.set_properties({"created": _EVER})
    sheet = made.add_worksheet(NAME)
    if direction(language) == "rtl":
        sheet.right_to_left()
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, len(columns), 20)
    whole = made.add_format({"num_format": "0"})
    for row, head in enumerate(heads, 1):
        if isinstance(head, str):
            sheet.write_string(row, 0, head)
        else:
            sheet.write_number(row, 0, head, whole)
    for place, column in enumerate(columns, 1):
        sheet.write_string(0, place, column.name)
        form = made.add_format({"num_format": column.form})
        for row, value in enumerate(column.values, 1):
            if value is not None:
                sheet.write_number(row, place, value, form)
    made.close()
    return target.getvalue()


def reference(place: int, rows: int) -> str:
    """Return the cells of a column under its name; column 0 holds the heads."""
    letter = chr(ord("A") + place)
    return f"{NAME}!${letter}$2:${letter}${rows + 1}"


def named(place: int) -> str:
    """Return the cell of a column's name."""
    return f"{NAME}!${chr(ord('A') + place)}$1"
