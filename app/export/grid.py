"""The figures of a workbook as the XML of its first sheet, written row by row.

A workbook of all figures has millions of cells: an object for each would take longer than the
reader waits. The other sheets come from a workbook made beforehand, which has a cell of every look.
"""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from app.export.formulas import risky

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
BATCH = 2000
"""Rows that are packed at a time."""

DAY_ZERO = datetime.date(1899, 12, 30)
SAMPLES = re.compile(r'<row r="2".*?</row>', re.DOTALL)
SAMPLE = re.compile(r'<c r="[A-Z]+2"(?: s="([0-9]+)")?')
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f]")
LIKE_UNSEEN = re.compile(r"(_x[0-9a-fA-F]{4}_)")


@dataclass(frozen=True)
class Looks:
    """The numbers of the looks that cells have, those of values by indicator."""

    plain: str
    marked: str
    day: str
    whole: str
    values: Mapping[str, str]


@dataclass
class Texts:
    """Every text of a workbook once; cells name them by their numbers."""

    first: int
    numbers: dict[str, int] = field(default_factory=dict)

    def number(self, words: str) -> int:
        """Return the number of a text, a new one where it was not there."""
        return self.numbers.setdefault(words, self.first + len(self.numbers))

    def xml(self) -> str:
        """Return the texts as they stand in a workbook."""
        return "".join(
            f'<si><t xml:space="preserve">{plain(each)}</t></si>' for each in self.numbers
        )


def plain(words: str) -> str:
    """Return a text as XML; signs that XML does not know are written as workbooks write them."""
    kept = LIKE_UNSEEN.sub(r"_x005F\1", words)
    return escape(UNSEEN.sub(lambda found: f"_x{ord(found[0]):04X}_", kept))


def letters(place: int) -> str:
    """Return the name of a column, 0 for A."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name


def fill(
    template: BinaryIO,
    target: BinaryIO,
    shown: Sequence[str],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    count: int,
) -> None:
    """Write a workbook whose first sheet has these rows in place of its samples.

    The second row of the template's first sheet has a cell of every look: a text, a marked one, a
    day, a whole number, then a value of each indicator in `shown`.
    """
    with (
        zipfile.ZipFile(template) as made,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        sheet = made.read(SHEET).decode()
        samples = SAMPLES.search(sheet)
        assert samples, "the template has samples"
        text, marked, day, whole, *values = SAMPLE.findall(samples[0])
        looks = Looks(text, marked, day, whole, dict(zip(shown, values, strict=True)))
        held = made.read(STRINGS).decode()
        texts = Texts(len(re.findall("<si>", held)))
        last = f"{letters(len(columns) - 1)}{count + 1}"
        head = re.sub('<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', sheet)
        before, after = head.split(samples[0])
        with out.open(_entry(made.getinfo(SHEET)), "w") as into:
            into.write(before.encode())
            for lines in _batches(columns, rows, looks, texts):
                into.write(lines.encode())
            into.write(after.encode())
        number = texts.first + len(texts.numbers)
        held = re.sub('uniqueCount="[0-9]+"', f'uniqueCount="{number}"', held, count=1)
        held = re.sub(' count="[0-9]+"', "", held, count=1)
        for each in made.infolist():
            if each.filename == STRINGS:
                out.writestr(_entry(each), held.replace("</sst>", f"{texts.xml()}</sst>"))
            elif each.filename != SHEET:
                out.writestr(_entry(each), made.read(each))


def _entry(found: zipfile.ZipInfo) -> zipfile.ZipInfo:
    own = zipfile.ZipInfo(found.filename, found.date_time)
    own.compress_type, own.external_attr = zipfile.ZIP_DEFLATED, found.external_attr
    return own


def _batches(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], looks: Looks, texts: Texts
) -> Iterable[str]:
    """Yield rows as XML, many at a time; a cell that was written before is not made again."""
    names = [letters(place) for place in range(len(columns))]
    which, value = columns.index("indicator_id"), columns.index("value")
    known: dict[Any, str] = {}
    lines: list[str] = []
    for number, row in enumerate(rows, 2):
        cells = [f'<row r="{number}">']
        for place, cell in enumerate(row):
            if cell is None:
                continue
            if place == value:
                look = looks.values.get(row[which], looks.whole)
                cells.append(f'<c r="{names[place]}{number}" s="{look}"><v>{cell:.16G}</v></c>')
                continue
            written = known.get(cell)
            if written is None:
                written = known[cell] = _cell(cell, looks, texts)
            cells.append(f'<c r="{names[place]}{number}{written}')
        cells.append("</row>")
        lines.append("".join(cells))
        if len(lines) == BATCH:
            yield "".join(lines)
            lines = []
    yield "".join(lines)


def _cell(cell: Any, looks: Looks, texts: Texts) -> str:
    """Return a cell from behind its address on; a text that could run is marked as text."""
    if isinstance(cell, str):
        look = looks.marked if risky(cell) else looks.plain
        return f'" s="{look}" t="s"><v>{texts.number(cell)}</v></c>'
    if isinstance(cell, datetime.date):
        return f'" s="{looks.day}"><v>{(cell - DAY_ZERO).days}</v></c>'
    return f'" s="{looks.whole}"><v>{cell}</v></c>'
