"""The tidy form: one file an indicator, `iso3,year,value[,note]`, as a person types it."""

from __future__ import annotations

import datetime
from collections import Counter
from decimal import Decimal

from etl import places
from etl.declarations import Copy, Source
from etl.faults import Fault, short
from etl.figures import Absence, Figure, Release, decimal, rows_of, year_of
from etl.folder import File, one_of

COLUMNS = ("iso3", "year", "value")


def find(files: list[File], source: Source) -> dict[str, File]:
    """Return the tidy files of a source: declared bytes under any name, or by place and name.

    By place and name means `<source>/<indicator>.csv`; a file at the top of the folder may do
    without the source's name. Several files of one indicator must be the same.
    """
    found: dict[str, list[File]] = {}
    known = {digest for copy in source.copies for digest in copy.files.values()}
    for file in files:
        declared = source.named_like(file.sha256) if file.sha256 in known else None
        stem = declared.rsplit(".", 1)[0] if declared else file.stem
        named = file.parent in (source.source_id, "") and file.name.endswith(".csv")
        if stem in source.indicators and (declared or named) and _is_tidy(file):
            found.setdefault(stem, []).append(file)
    return {indicator: one_of(same, known) for indicator, same in found.items()}


def _is_tidy(file: File) -> bool:
    # A file of that place and name is meant to be tidy even where a column is missing: it is
    # read, and refused with the name of the column. Published files have their own header.
    return "obs_status" not in file.columns and not file.json


def read(files: list[File], source: Source) -> list[Release]:
    """Return the releases in the tidy files of a source.

    Of a yearly series a file is one release; of a survey each of its years is one. Edition,
    dates and who passed the file on come from the declared copy with the same bytes; a file that
    is not declared is an edition named by the date of the file.
    """
    found = []
    for indicator_id, file in find(files, source).items():
        if source.survey:
            figures = _figures(file, indicator_id, None)
            found += _rounds(file, indicator_id, figures, source)
        else:
            known = source.copy_of(file.sha256)
            edition = known.edition if known else file.modified.isoformat()
            figures = _figures(file, indicator_id, edition)
            found.append(_release(file, indicator_id, figures, edition, known, source))
    return found


def _figures(file: File, indicator_id: str, edition: str | None) -> list[Figure]:
    """Return the rows of a file as figures of an edition; where none is named, of their year's."""
    figures, unknown, name = [], [], file.name
    for number, row in enumerate(rows_of(file.text(), name, COLUMNS), start=2):
        where = f"{name}, row {number}"
        iso3 = places.by_code(row["iso3"])
        if iso3 is None:
            unknown.append(row["iso3"])
            continue
        year, value = year_of(row["year"], where), decimal(row["value"], where)
        own = str(year) if edition is None else edition
        figures.append(
            Figure(indicator_id, iso3, year, value, own, note=row.get("note", "").strip())
        )
    if unknown:
        raise Fault(
            f"{file.name}: unknown country code {short(sorted(set(unknown)))}; correct it or add "
            "it to data/country_aliases.csv"
        )
    return figures


def _rounds(file: File, indicator_id: str, figures: list[Figure], source: Source) -> list[Release]:
    """Return each year of a survey's file as a release, with the states that it leaves out."""
    found = []
    for year in sorted({figure.year for figure in figures}):
        own = [figure for figure in figures if figure.year == year]
        zero = source.zero_means.get(indicator_id)
        no_score = [f.iso3 for f in own if zero and Decimal(f.value) == 0]
        present = {figure.iso3 for figure in own}
        if len(present) < len(own):
            twice = sorted(iso3 for iso3, rows in Counter(f.iso3 for f in own).items() if rows > 1)
            raise Fault(f"{file.name}, {year}: {short(twice)} occurs twice; remove one of the rows")
        edition = str(year)
        absences = [
            Absence(indicator_id, iso3, year, edition, source.why_absent(indicator_id, iso3, year))
            for iso3 in places.arab_states()
            if iso3 not in present
        ] + [Absence(indicator_id, iso3, year, edition, str(zero)) for iso3 in no_score]
        kept = [figure for figure in own if figure.iso3 not in no_score]
        known = source.copy_of(file.sha256, edition)
        found.append(_release(file, indicator_id, kept, edition, known, source, tuple(absences)))
    return found


def _release(
    file: File,
    indicator_id: str,
    figures: list[Figure],
    edition: str,
    known: Copy | None,
    source: Source,
    absences: tuple[Absence, ...] = (),
) -> Release:
    remarks: tuple[str, ...] = ()
    if known is None:
        remarks = (
            f"{file.name} is not a declared copy; it is taken as edition {edition}, "
            + ("the year of its rows" if source.survey else "the date of the file")
            + f"; declare it under [[copy]] in etl/sources/{source.source_id}.toml to name it",
        )
    dated: datetime.date | None = None if known else file.modified
    return Release(
        edition,
        source.url,
        file.sha256,
        tuple(figures),
        frozenset({indicator_id}),
        absences,
        released_on=known.released_on if known else None,
        retrieved_on=known.retrieved_on if known else dated,
        passed_on_by=known.passed_on_by if known else None,
        remarks=remarks,
    )
