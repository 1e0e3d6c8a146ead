"""How an answer's file is made: figures by the store itself, workbook and package from them."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app import queries
from app.api import kept, sheets
from app.api.asking import Asked
from app.api.places import PLACES, ROOT, Place
from app.api.refusal import Refusal
from app.export import citation, package, structure, workbook
from app.export.content import Content, address, sharing_line, work
from app.i18n import LANGUAGES
from app.queries.export import COLUMNS
from app.records import Edition

LARGE = 4 << 20
"""From so many bytes on a file is packed in the quick way."""


@dataclass(frozen=True)
class Wanted:
    """One answer: what was asked for, where, of which host, and the name it is kept under."""

    asked: Asked
    path: str
    site: str
    name: str

    @property
    def place(self) -> Place:
        """Return the address that was asked."""
        return PLACES[self.path]


def heavy(wanted: Wanted) -> bool:
    """Return whether an answer takes so long to make that it waits for others like it.

    Raises:
        Refusal: a worksheet has no room for it.
    """
    if wanted.place.form not in ("xlsx", "zip"):
        return False
    rows = queries.extent(wanted.asked.version, wanted.asked.filter).rows
    if wanted.place.form == "xlsx" and rows > workbook.MOST_ROWS:
        raise Refusal(400, "too_large", "year", wanted.asked.link.get("year"))
    return rows > workbook.MANY_ROWS


def make(wanted: Wanted, packed: bool) -> None:
    """Make the file of an answer and keep it; `packed` asks for its gzip."""
    if not packed:
        kept.keep(wanted.name, _maker(wanted))
        return
    plain = _opened(wanted)
    with plain:
        level = 1 if os.fstat(plain.fileno()).st_size > LARGE else 6

        def write(target: Path) -> None:
            with (
                target.open("wb") as out,
                gzip.GzipFile("", "wb", level, out, mtime=0) as zipped,
            ):
                shutil.copyfileobj(plain, zipped, 1 << 20)

        kept.keep(f"{wanted.name}.gz", write)


def _opened(wanted: Wanted) -> BinaryIO:
    """Return the plain file of an answer, made where it is not there; others may make room."""
    for _ in range(3):
        if found := kept.find(wanted.name):
            return found
        kept.keep(wanted.name, _maker(wanted))
    raise OSError(f"{wanted.name} was taken away while it was made")


def _maker(wanted: Wanted) -> Callable[[Path], None]:
    asked, form = wanted.asked, wanted.place.form

    def write(target: Path) -> None:
        if form == "availability":
            queries.copy_availability(asked.version, asked.language, target, excel=asked.excel)
        elif form == "xlsx":
            _workbook(wanted, target)
        elif form == "zip":
            _package(wanted, target)
        elif wanted.place.story:
            target.write_bytes(sheets.body(wanted.place, asked, wanted.site))
        else:
            queries.copy_observations(
                asked.version,
                asked.filter,
                asked.language,
                "excel" if asked.excel else form,
                target,
                structure=structure.STRUCTURE_ID,
                metadata=_metadata(wanted) if form == "parquet" else None,
            )

    return write


def content(wanted: Wanted) -> Content:
    """Return what a download holds and what it says of itself."""
    asked = wanted.asked
    version, own = asked.version, asked.filter
    extent = queries.extent(version, own)
    editions: dict[str, list[Edition]] = {}
    for row in queries.taken(version, own):
        editions.setdefault(row.pop("source_id"), []).append(Edition(**row))

    def named(name: str) -> list[str]:
        return asked.link[name].split(",") if name in asked.link else []

    known = queries.countries(version)
    return Content(
        version=version,
        built=queries.built_at(version),
        site=wanted.site,
        path=f"{ROOT[1:]}{wanted.path}",
        asked=asked.link,
        indicators=asked.selected,
        countries=None if own.countries is None else tuple(known[each] for each in own.countries),
        groups=tuple(queries.groups(version)[each] for each in named("group")),
        pillars=tuple(queries.pillars(version)[each] for each in named("pillar")),
        topics=tuple(named("topic")),
        rows=extent.rows,
        held=extent.indicators,
        span=extent.span,
        editions={source: tuple(each) for source, each in editions.items()},
        missing=queries.missing(version, own),
        doubts=queries.doubts(version, own),
        left_out=asked.left_out,
    )


def _metadata(wanted: Wanted) -> dict[str, str]:
    """Return what stands in the metadata of a Parquet file."""
    own, language = content(wanted), wanted.asked.language
    found = {
        "data_version": own.version,
        "built_at": f"{own.built.isoformat(timespec='seconds')}Z",
        "language": language,
        "address": address(own, language),
        "licences": "\n".join(
            f"{each.name['en']}: {sharing_line('en', each)} {each.licence_url}"
            for each in own.sources
            if each.source_id in own.editions
        ),
        "left_out": ",".join(each.indicator_id for each in own.left_out),
    }
    for each in LANGUAGES:
        found[f"citation_{each}"] = citation.plain(each, work(own, each))
    return found


def _workbook(wanted: Wanted, target: Path) -> None:
    asked = wanted.asked
    rows = queries.observations(asked.version, asked.filter, asked.language)
    # Not beside the target: what lies there unnamed is taken for a kept file, and cleared away.
    with tempfile.TemporaryDirectory() as beside, target.open("wb") as out:
        workbook.write(out, beside, content(wanted), asked.language, COLUMNS, rows)


def _package(wanted: Wanted, target: Path) -> None:
    asked = wanted.asked
    figures = target.with_name(f"{target.name}.csv")
    try:
        queries.copy_observations(asked.version, asked.filter, asked.language, "csv", figures)
        with target.open("wb") as out:
            package.write(out, content(wanted), asked.language, COLUMNS, lambda: figures.open("rb"))
    finally:
        figures.unlink(missing_ok=True)
