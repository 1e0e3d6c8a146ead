"""Tables on slides, in the direction of the language.

In Arabic the first column is written last, so that it stands at the right: LibreOffice knows no
table that runs from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Inches

from app.deck import look
from app.deck.look import ACCENT, BODY, INK, LINE, MUTED, SMALL, Box
from app.deck.writing import Words, fill, plain
from app.drawing import Groups
from app.i18n import direction

BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of a table without colours and lines, by the name that office programs give it."""


def _table(
    slide: Any, place: Box, language: str, rows: int, widths: Sequence[float], name: str
) -> Any:
    frame = slide.shapes.add_table(
        rows,
        len(widths),
        Inches(place.left),
        Inches(place.top),
        Inches(place.width),
        Inches(place.height),
    )
    frame.name = "Table"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(language, name))
    table = frame.table
    properties = table._tbl.tblPr
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    if style is None:
        style = etree.SubElement(properties, qn("a:tableStyleId"))
    style.text = BARE
    own = list(widths)[::-1] if direction(language) == "rtl" else widths
    for column, width in zip(table.columns, own, strict=True):
        column.width = Inches(place.width * width / sum(widths))
    return table


def _at(table: Any, language: str, row: int, column: int) -> Any:
    """Return a cell by its place as it is read."""
    rtl = direction(language) == "rtl"
    return table.cell(row, len(table.columns) - 1 - column if rtl else column)


def _cell(cell: Any, language: str, runs: list[Words], edge: str, points: int = 1) -> None:
    fill_frame(cell, language, runs)
    own = cell._tc.get_or_add_tcPr()
    line = etree.SubElement(own, qn("a:lnB"), w=str(12700 * points))
    solid = etree.SubElement(line, qn("a:solidFill"))
    etree.SubElement(solid, qn("a:srgbClr"), val=edge)


def fill_frame(cell: Any, language: str, runs: list[Words]) -> None:
    """Write runs into a cell, close to its edges."""
    fill(cell.text_frame, language, [runs])
    cell.margin_left = cell.margin_right = Inches(0.05)
    cell.margin_top = cell.margin_bottom = Inches(0.02)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE


def grid(
    slide: Any,
    place: Box,
    language: str,
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    widths: Sequence[float],
    name: str,
    sizes: tuple[int, ...] = (18, 16, 15, 14, 13, 12),
    strong: int = -1,
) -> None:
    """Add a table of words under a head; `strong` is the column in bold type."""
    size = sizes[-1]
    shares = [place.width * width / sum(widths) - 0.1 for width in widths]
    for size in sizes:
        tall = [
            max(
                look.height(language, words, size, share)
                for words, share in zip(row, shares, strict=True)
            )
            + 0.12
            for row in (head, *rows)
        ]
        if sum(tall) <= place.height:
            break
    table = _table(
        slide,
        Box(place.left, place.top, place.width, sum(tall)),
        language,
        len(rows) + 1,
        widths,
        name,
    )
    for row, high in zip(table.rows, tall, strict=True):
        row.height = Inches(high)
    for column, words in enumerate(head):
        _cell(
            _at(table, language, 0, column),
            language,
            [Words(words, max(size - 2, SMALL), MUTED)],
            INK,
        )
    for number, row in enumerate(rows, 1):
        for column, words in enumerate(row):
            runs = [Words(words, size, INK, bold=column == strong)]
            _cell(_at(table, language, number, column), language, runs, LINE)


def groups(slide: Any, place: Box, language: str, drawn: Groups) -> None:
    """Add groups side by side: name and number above, the states with their values below."""
    rows = max(len(each.points) for each in drawn.columns)
    high = min(0.4, place.height / (rows + 1.3))
    size = BODY if high > 0.3 else SMALL
    widths = [2.35, 0.75] * len(drawn.columns)
    table = _table(
        slide,
        Box(place.left, place.top, place.width, high * (rows + 1.2)),
        language,
        rows + 1,
        widths,
        drawn.about,
    )
    for number, row in enumerate(table.rows):
        row.height = Inches(high * (1.2 if number == 0 else 1))
    for place_of, column in enumerate(drawn.columns):
        marked = place_of == drawn.marked
        first, second = 2 * place_of, 2 * place_of + 1
        colour = ACCENT if marked else INK
        heads = [_at(table, language, 0, each) for each in (first, second)]
        left, right = heads[::-1] if direction(language) == "rtl" else heads
        left.merge(right)
        head = [
            Words(f"{column.name}  ", size + 1, colour, True),
            Words(column.count, size, colour if marked else MUTED),
        ]
        _cell(left, language, head, ACCENT if marked else LINE, 4)
        _cell(right, language, [], ACCENT if marked else LINE, 4)
        for number in range(rows):
            names = _at(table, language, number + 1, first)
            values = _at(table, language, number + 1, second)
            point = column.points[number] if number < len(column.points) else None
            ink = ACCENT if point and point.marked else INK
            bold = bool(point and point.marked)
            for cell, words in ((names, point and point.name), (values, point and point.words)):
                fill_frame(cell, language, [Words(words, size, ink, bold)] if words else [])
