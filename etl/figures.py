"""Published figures: rows as a source gave them, and the files in git that hold them."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from etl.faults import Fault

SHORTEST = re.compile("-?(?:0|[1-9][0-9]*)(?:[.][0-9]*[1-9])?")
"""Decimal text that is in its shortest form already; the rest is put into it."""

COLUMNS = ("iso3", "year", "value", "rank", "obs_status", "edition", "note")
ABSENCE_COLUMNS = ("indicator_id", "iso3", "year", "edition", "reason_id")
ABSENCES = "absences.csv"
LONGEST = 60
"""Characters of a number; what is longer is no figure."""
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?")
YEAR = re.compile(r"(19|20)[0-9]{2}|2100")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published value; `value` is the source's decimal text in its shortest form."""

    indicator_id: str
    iso3: str
    year: int
    value: str
    edition: str
    rank: str = ""
    obs_status: str = "A"
    note: str = ""

    @property
    def key(self) -> tuple[str, str, int]:
        """Indicator, country and year: a second figure with the same key is a fault."""
        return self.indicator_id, self.iso3, self.year


@dataclass(frozen=True, slots=True, order=True)
class Absence:
    """Why there is no value; `year` None means the whole series."""

    indicator_id: str
    iso3: str
    year: int | None
    edition: str
    reason_id: str


@dataclass(frozen=True)
class Release:
    """What one release of a source says, as read from files or addresses.

    `carries` names the indicators that the way of reading can give, whether or not it gave any.
    """

    edition: str
    address: str
    sha256: str
    figures: tuple[Figure, ...]
    carries: frozenset[str]
    absences: tuple[Absence, ...] = ()
    released_on: datetime.date | None = None
    retrieved_on: datetime.date | None = None
    passed_on_by: str | None = None
    remarks: tuple[str, ...] = ()


def order_of(edition: str) -> str:
    """Return the text by which editions are put in order: '2026.Q2.G.02' stands as June 2026."""
    quarter = re.fullmatch("([0-9]{4})[.]Q([1-4])(.*)", edition)
    return f"{quarter[1]}-{3 * int(quarter[2]):02}{quarter[3]}" if quarter else edition


def newest_of_each(releases: Iterable[Release]) -> list[Release]:
    """Return, of several releases, for each indicator only the newest that has figures of it.

    Of the same edition the one with most figures is taken; a series is never stitched of two.
    """
    known = list(releases)
    counts = [Counter(figure.indicator_id for figure in release.figures) for release in known]
    best: dict[str, int] = {}
    for place, (release, count) in enumerate(zip(known, counts, strict=True)):
        for identity in count:
            other = best.setdefault(identity, place)
            rival = order_of(known[other].edition), counts[other][identity]
            if (order_of(release.edition), count[identity]) > rival:
                best[identity] = place
    found = []
    for place, release in enumerate(known):
        own = frozenset(identity for identity, chosen in best.items() if chosen == place)
        figures = tuple(figure for figure in release.figures if figure.indicator_id in own)
        if own:
            found.append(replace(release, figures=figures, carries=own))
    return found


def decimal(text: str, where: str) -> str:
    """Return a decimal number in its shortest form, every digit kept: '62.0' is '62'.

    Raises:
        Fault: the text is not a finite number; `where` names its place.
    """
    if len(text) <= LONGEST and SHORTEST.fullmatch(text) and text != "-0":
        return text
    written = text.strip()
    # An exponent of nine digits would fill the memory with zeros.
    if len(written) > LONGEST or not NUMBER.fullmatch(written):
        raise Fault(
            f"{where}: “{text}” is not a number; correct the row or download the file again"
        )
    plain = format(Decimal(written), "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain


def year_of(text: str, where: str) -> int:
    """Return a year between 1900 and 2100 from text such as '2024' or '2024.0'.

    Raises:
        Fault: the text is no such year.
    """
    plain = text.strip().removesuffix(".0")
    if not YEAR.fullmatch(plain):
        raise Fault(f"{where}: “{text}” is not a year; correct the row or download the file again")
    return int(plain)


def figures_csv(figures: Iterable[Figure]) -> str:
    """Return an indicator's figures as the text of its published file, sorted."""
    rows = sorted(figures, key=lambda figure: (figure.iso3, figure.year))
    return _csv(
        COLUMNS,
        [(f.iso3, f.year, f.value, f.rank, f.obs_status, f.edition, f.note) for f in rows],
    )


def absences_csv(absences: Iterable[Absence]) -> str:
    """Return a source's absences as the text of their published file, sorted."""
    rows = sorted(set(absences), key=lambda a: (a.indicator_id, a.iso3, a.year or 0))
    return _csv(
        ABSENCE_COLUMNS,
        [
            (a.indicator_id, a.iso3, "" if a.year is None else a.year, a.edition, a.reason_id)
            for a in rows
        ],
    )


def _csv(head: tuple[str, ...], rows: list[tuple[object, ...]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def read_figures(path: Path) -> list[Figure]:
    """Return the figures of a published file; none where there is no file yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Figure(
                path.stem,
                row["iso3"],
                int(row["year"]),
                row["value"],
                row["edition"],
                row["rank"],
                row["obs_status"],
                row["note"],
            )
            for row in csv.DictReader(lines)
        ]


def read_absences(path: Path) -> list[Absence]:
    """Return the absences of a source; none where there is no file yet."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Absence(
                row["indicator_id"],
                row["iso3"],
                int(row["year"]) if row["year"] else None,
                row["edition"],
                row["reason_id"],
            )
            for row in csv.DictReader(lines)
        ]


def rows_of(text: str, name: str, required: Iterable[str], after: int = 0) -> list[dict[str, str]]:
    """Return the rows of a CSV text as dictionaries, `after` lines of preamble skipped.

    Raises:
        Fault: a required column is missing, a row has too few or too many cells, or the text
            ends in the middle of a line.
    """
    if not text.endswith("\n"):
        raise Fault(
            f"{name}: the last line is not complete, the file looks cut off; download it again"
        )
    try:
        lines = list(csv.reader(io.StringIO(text)))[after:]
    except csv.Error as error:
        raise Fault(f"{name}: not a CSV file ({error}); download it again") from None
    if not lines:
        raise Fault(f"{name}: there is no header line; check that it is the right file")
    head = [cell.strip().removeprefix("\ufeff") for cell in lines[0]]
    twice = sorted({column for column in head if column and head.count(column) > 1})
    if twice:
        raise Fault(f"{name}: column {', '.join(twice)} is there twice; leave the right one")
    missing = [column for column in required if column not in head]
    if missing:
        raise Fault(
            f"{name}: column {', '.join(missing)} is missing; check that it is the file the "
            "source publishes"
        )
    rows = []
    for number, cells in enumerate(lines[1:], start=after + 2):
        if not "".join(cells).strip():
            continue
        if len(cells) != len(head):
            raise Fault(
                f"{name}, row {number}: {len(cells)} cells where the header has {len(head)}, the "
                "file looks cut off or edited; download it again"
            )
        rows.append(dict(zip(head, cells, strict=True)))
    return rows
