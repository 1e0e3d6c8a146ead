"""A download as a workbook: data, dictionary, sources and licences, about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from app import i18n
from app.export.content import (
    Content,
    about,
    bare,
    caution,
    left_out_lines,
    relation_line,
    sharing_line,
    statuses,
    taken_line,
    title,
)
from app.export.formulas import risky
from app.i18n import said, text
from app.records import Unit

MOST_ROWS = 1_048_575
"""Rows that a worksheet has under its head."""

MANY_ROWS = 20_000
"""From so many rows on a workbook or package takes seconds, and its turn after the others."""

WIDTHS = {"iso3": 10, "country": 24, "indicator_id": 24, "indicator": 48, "year": 8, "value": 16}
WIDTHS |= {"unit": 28, "rank": 10, "obs_status": 10, "source": 36, "edition": 12}
WIDTHS |= {"retrieved_on": 14, "licence": 44, "data_version": 16}
DICTIONARY = (24, 42, 60, 28, 18, 24, 40, 32, 50, 22)
SOURCES = (38, 36, 60, 40, 40, 50)
ABOUT = (32, 110)
LINE = 15
"""Points of a line; a row of wrapped texts is as high as its longest text needs."""

WIDER = 1.15
"""A letter is taken for so many of the digits in which widths are counted."""
DAYS = "yyyy-mm-dd"
A4 = 9
WRAPPED: dict[str, Any] = {"text_wrap": True, "valign": "top"}
PLAIN = {
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
    "nan_inf_to_errors": False,
}
"""Text stays text, whatever it looks like."""


class _Book:
    """A workbook in one language and the formats that its cells share."""

    def __init__(self, target: BinaryIO, folder: str, language: str) -> None:
        self.language = language
        self.rtl = i18n.direction(language) == "rtl"
        options = {"constant_memory": True, "tmpdir": folder, **PLAIN}
        self.book = xlsxwriter.Workbook(target, options)
        self.formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **given: Any) -> Format:
        key = tuple(sorted(given.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(given)
        return self.formats[key]

    def sheet(self, key: str) -> Worksheet:
        sheet = self.book.add_worksheet(text(self.language, f"export.{key}"))
        if self.rtl:
            sheet.right_to_left()
        # On paper: as wide as the page, however many pages that takes downwards.
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")
        return sheet

    def words(self, words: str = "", **given: Any) -> Format:
        """Return the look of a text: from which side it is read, whatever it begins with."""
        address = words.startswith("http")
        side = {"align": "right", "reading_order": 1 if address else 2} if self.rtl else {}
        mark = {"quote_prefix": True} if risky(words) else {}
        return self.format(**side, **mark, **given)

    def head(
        self, sheet: Worksheet, names: Sequence[str], widths: Sequence[int], row: int = 0
    ) -> None:
        look = self.words(bold=True, bottom=1, **WRAPPED)
        for column, name in enumerate(names):
            sheet.write_string(row, column, name, look)
        self.heighten(sheet, row, names, widths)

    def write(self, sheet: Worksheet, row: int, column: int, words: str, **given: Any) -> None:
        """Write a text; one that a spreadsheet could run is marked as text for good."""
        sheet.write_string(row, column, bare(self.language, words), self.words(words, **given))

    def row(self, sheet: Worksheet, row: int, cells: Sequence[str], widths: Sequence[int]) -> None:
        """Write wrapped texts side by side, and make the row high enough for all of them."""
        for column, words in enumerate(cells):
            self.write(sheet, row, column, words, **WRAPPED)
        self.heighten(sheet, row, cells, widths)

    def heighten(
        self, sheet: Worksheet, row: int, cells: Sequence[str], widths: Sequence[int]
    ) -> None:
        pairs = zip(cells, widths, strict=False)
        sheet.set_row(row, LINE * max(lines(words, width) for words, width in pairs))


def lines(words: str, width: int) -> int:
    """Return on how many lines a text stands in a column of so many digits."""
    needed = sum(max(1, ceil(len(part) * WIDER / width)) for part in words.split("\n"))
    # An address is broken at its signs, and not where a line is full.
    return needed + (needed > 1 and "http" in words)


def number_format(unit: Unit) -> str:
    """Return how Excel shows a value of a unit: its decimals, thousands grouped, years bare."""
    if unit.unit_id == "year":
        return "0"
    return "#,##0" + ("." + "0" * unit.decimals if unit.decimals else "")


def write(
    target: BinaryIO,
    folder: str,
    content: Content,
    language: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Write a download as a workbook, row by row; `folder` takes what does not fit in memory."""
    own = _Book(target, folder, language)
    own.book.set_properties(
        {
            "title": title(content, language),
            "subject": text(language, "site.name"),
            "comments": f"{text(language, 'sources.version')}: {content.version}",
            "created": content.built,
        }
    )
    _data(own, content, columns, rows)
    _dictionary(own, content, columns)
    _sources(own, content)
    _about(own, content)
    own.book.close()


def _data(
    own: _Book, content: Content, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    sheet = own.sheet("data")
    for place, name in enumerate(columns):
        sheet.set_column(place, place, WIDTHS[name])
    names = [text(own.language, f"export.column.{name}") for name in columns]
    own.head(sheet, names, [WIDTHS[name] for name in columns])
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(content.rows, 1), len(columns) - 1)
    apart = {"align": "right" if own.rtl else "left", "indent": 1}
    plain, marked = own.format(**apart), own.format(quote_prefix=True, **apart)
    whole, day = own.format(num_format="0"), own.format(num_format=DAYS)
    values: Mapping[str, Format] = {
        each.indicator_id: own.format(num_format=number_format(each.unit))
        for each in content.indicators
    }
    which, value = columns.index("indicator_id"), columns.index("value")
    dates = columns.index("retrieved_on")
    looks: dict[str, Format] = {}
    for number, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            if cell is None:
                continue
            if isinstance(cell, str):
                if cell not in looks:
                    looks[cell] = marked if risky(cell) else plain
                sheet.write_string(number, place, cell, looks[cell])
            elif place == dates:
                sheet.write_datetime(number, place, cell, day)
            else:
                look = values.get(row[which], whole) if place == value else whole
                sheet.write_number(number, place, cell, look)


def _dictionary(own: _Book, content: Content, columns: Sequence[str]) -> None:
    language, sheet = own.language, own.sheet("dictionary")
    for place, width in enumerate(DICTIONARY):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    keys = ("column_head", "name_elsewhere", "meaning")
    own.head(sheet, [text(language, f"export.{key}") for key in keys], DICTIONARY)
    row = 1
    for name in columns:
        told = (text(language, f"export.{each}.{name}") for each in ("column", "column_means"))
        heading, meaning = told
        own.row(sheet, row, (heading, name, meaning), DICTIONARY)
        row += 1
    row += 1
    own.head(sheet, [text(language, "export.statuses")], DICTIONARY, row)
    for line in statuses(language):
        row += 1
        own.write(sheet, row, 0, line)
    row += 2
    labels = [text(language, f"export.column.{key}") for key in ("indicator_id", "indicator")]
    labels += [text(language, "export.definition"), text(language, "export.column.unit")]
    labels += [text(language, f"export.{key}") for key in ("direction", "topic", "relation")]
    labels += [text(language, f"export.{key}") for key in ("measured_by", "caveat", "code")]
    own.head(sheet, labels, DICTIONARY, row)
    for indicator in content.indicators:
        row += 1
        cells = (
            indicator.indicator_id,
            said(language, indicator.name),
            said(language, indicator.definition),
            said(language, indicator.unit.name),
            text(language, f"export.better.{indicator.better}"),
            text(language, f"topic.{indicator.topic}"),
            relation_line(language, indicator),
            said(language, indicator.custodian),
            caution(language, indicator),
            indicator.code,
        )
        own.row(sheet, row, cells, DICTIONARY)
    _doubts(own, sheet, content, row + 2)


def _doubts(own: _Book, sheet: Worksheet, content: Content, row: int) -> None:
    if not content.doubts:
        return
    language = own.language
    own.head(sheet, [text(language, "export.doubts")], DICTIONARY, row)
    own.write(sheet, row + 1, 0, text(language, "export.doubts_help"))
    names = [text(language, f"export.column.{each}") for each in ("indicator_id", "iso3")]
    names += [text(language, "export.note"), text(language, "term.year")]
    own.head(sheet, names, DICTIONARY, row + 2)
    for number, each in enumerate(content.doubts, row + 3):
        cells = (each["indicator_id"], each["iso3"], said(language, each["note"]))
        own.row(sheet, number, cells, DICTIONARY)
        sheet.write_number(number, 3, each["year"], own.format(num_format="0", valign="top"))


def _sources(own: _Book, content: Content) -> None:
    language, sheet = own.language, own.sheet("sources")
    for place, width in enumerate(SOURCES):
        sheet.set_column(place, place, width)
    sheet.freeze_panes(1, 0)
    labels = [text(language, "export.column.source"), text(language, "export.producer")]
    labels += [text(language, f"export.{key}") for key in ("sharing", "address_of_terms")]
    labels += [text(language, f"export.{key}") for key in ("address_of_source", "editions")]
    own.head(sheet, labels, SOURCES)
    row = 0
    for row, source in enumerate(content.sources, 1):
        cells = (
            said(language, source.name),
            said(language, source.producer),
            sharing_line(language, source),
            source.licence_url,
            source.url,
            taken_line(language, content.editions.get(source.source_id, ())),
        )
        own.row(sheet, row, cells, SOURCES)
    if content.left_out:
        own.head(sheet, [text(language, "export.left_out")], SOURCES, row + 2)
        for number, line in enumerate(left_out_lines(content.left_out, language), row + 3):
            own.write(sheet, number, 0, line)


def _about(own: _Book, content: Content) -> None:
    sheet = own.sheet("about")
    for place, width in enumerate(ABOUT):
        sheet.set_column(place, place, width)
    own.head(sheet, [text(own.language, "site.name"), title(content, own.language)], ABOUT)
    for row, (name, words) in enumerate(about(content, own.language), 1):
        own.row(sheet, row, ("", words), ABOUT)
        if name:
            own.write(sheet, row, 0, name, bold=True, **WRAPPED)
