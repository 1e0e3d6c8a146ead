"""The figures of a workbook as XML: what goes in comes out, whatever it looks like."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
import xlsxwriter

from app.export import grid

COLUMNS = ("country", "indicator_id", "value", "rank", "retrieved_on")
STRANGE = (
    "=1+1",
    " =1",
    "<b>&\"'</b>",
    "  blanks  ",
    "two\nlines",
    "_x0041_",
    "الأردن",
    "\x1f",
    "",
)


def template(looks: int) -> io.BytesIO:
    """Return a workbook with a head, a row of looks, and a second sheet that has texts."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet = book.add_worksheet("figures")
    for place, name in enumerate(COLUMNS):
        sheet.write_string(0, place, name)
    formats = [
        {"indent": 1},
        {"quote_prefix": True},
        {"num_format": "yyyy-mm-dd"},
        {"num_format": "0"},
        *({"num_format": "0." + "0" * (place + 1)} for place in range(looks)),
    ]
    for place, look in enumerate(formats):
        sheet.write_blank(1, place, None, book.add_format(look))
    book.add_worksheet("about").write_string(0, 0, "beside")
    book.close()
    return made


def filled(rows: list[tuple[object, ...]], shown: tuple[str, ...]) -> openpyxl.Workbook:
    target = io.BytesIO()
    grid.fill(template(len(shown)), target, shown, COLUMNS, rows, len(rows))
    return openpyxl.load_workbook(target)


def test_texts_numbers_and_days_come_back_as_they_were() -> None:
    day = datetime.date(2024, 2, 29)
    rows = [(words, "a", number / 7, None, day) for number, words in enumerate(STRANGE)]
    book = filled([*rows, ("last", "b", -0.02, 3, day)], ("a", "b"))
    sheet = book["figures"]
    assert sheet.dimensions == f"A1:E{len(rows) + 2}"
    found = [row[0].value for row in sheet.iter_rows(min_row=2)]
    as_read = {"\x1f": "_x001F_"}  # its reader leaves such a sign as it is written
    assert found == [*(as_read.get(each, each) for each in STRANGE), "last"]
    assert {row[0].data_type for row in sheet.iter_rows(min_row=2) if row[0].value} == {"s"}
    assert [row[0].quotePrefix for row in sheet.iter_rows(min_row=2, max_row=3)] == [True, True]
    assert not sheet["A4"].quotePrefix
    assert {row[0].alignment.indent for row in sheet.iter_rows(min_row=4)} == {1}
    assert sheet["C3"].value == pytest.approx(1 / 7, abs=1e-15)
    assert sheet["D2"].value is None
    last = sheet[sheet.max_row]
    assert [each.value for each in last[1:4]] == ["b", -0.02, 3]
    assert last[4].value.date() == day
    assert [sheet["C2"].number_format, last[2].number_format] == ["0.0", "0.00"]
    assert book["about"]["A1"].value == "beside"


def test_a_workbook_without_figures_has_its_head() -> None:
    sheet = filled([], ("a",))["figures"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet.max_row == 1


@pytest.mark.parametrize(
    ("place", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")]
)
def test_columns_have_letters(place: int, name: str) -> None:
    assert grid.letters(place) == name
