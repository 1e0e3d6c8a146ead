"""CHANGES.csv: what a source revised or withdrew, value by value, for a reviewer to read."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Mapping
from pathlib import Path

from etl.figures import Figure

CHANGES = "CHANGES.csv"
COLUMNS = (
    "pulled_on",
    "source_id",
    "indicator_id",
    "iso3",
    "year",
    "change",
    "old_value",
    "new_value",
    "old_edition",
    "new_edition",
)


def rows(
    source_id: str,
    old: Mapping[str, list[Figure]],
    new: Mapping[str, list[Figure]],
    day: datetime.date,
) -> list[tuple[object, ...]]:
    """Return a row for each published value that moved or went; a new value is no revision."""
    found: list[tuple[object, ...]] = []
    for identity, after in sorted(new.items()):
        now = {row.key: row for row in after}
        for row in sorted(old.get(identity, []), key=lambda each: each.key):
            other = now.get(row.key)
            if other and other.value == row.value:
                continue
            change = "revised" if other else "withdrawn"
            value, edition = (other.value, other.edition) if other else ("", "")
            key = (day, source_id, identity, row.iso3, row.year, change)
            found.append((*key, row.value, value, row.edition, edition))
    return found


def text(
    folder: Path,
    source_id: str,
    old: Mapping[str, list[Figure]],
    new: Mapping[str, list[Figure]],
    day: datetime.date,
) -> str:
    """Return the file of changes with those of a pull added at its end."""
    path = folder / CHANGES
    before = path.read_text("utf-8") if path.exists() else ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if not before:
        writer.writerow(COLUMNS)
    writer.writerows(rows(source_id, old, new, day))
    return before + out.getvalue()
