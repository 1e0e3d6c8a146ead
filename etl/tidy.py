"""The tidy form: one file an indicator, `iso3,year,value[,note]`, as a person types it."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

from etl import places
from etl.faults import Fault, short
from etl.figures import Figure, Release, decimal, rows_of, year_of
from etl.registry import Source


def find(folder: Path, source: Source) -> dict[str, Path]:
    """Return the tidy files of a source below a folder: `<source>/<indicator>.csv`.

    A folder that holds only such files may be given itself; then the name of the file is enough.
    """
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*.csv")):
        named = path.parent.name == source.source_id or path.parent == folder
        if named and path.stem in source.indicators and _is_tidy(path):
            found.setdefault(path.stem, []).append(path)
    return {indicator: one_of(paths, source) for indicator, paths in found.items()}


def one_of(paths: list[Path], source: Source) -> Path:
    """Return the one file to read among files of the same name: the declared copy if there is one.

    Raises:
        Fault: the files differ and none or several of them are declared.
    """
    by_digest = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}
    declared = [path for own, path in by_digest.items() if source.copy_of(path.name, own)]
    chosen = declared or list(by_digest.values())
    if len(chosen) > 1:
        raise Fault(
            f"{chosen[0].name}: the folder holds {len(chosen)} different files of this name; "
            "leave the one to be read"
        )
    return chosen[0]


def _is_tidy(path: Path) -> bool:
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        head = [cell.strip() for cell in lines.readline().split(",")]
    # A file of that place and name is meant to be tidy even where a column is missing: it is
    # read, and refused with the name of the column. Published files have their own header.
    return "obs_status" not in head


def read(path: Path, source: Source) -> Release:
    """Return the release that a tidy file holds.

    Edition, dates and who passed the file on come from the declared copy with the same bytes; a
    file that is not declared is an edition named by the date of the file.
    """
    body = path.read_bytes()
    sha256, name = hashlib.sha256(body).hexdigest(), path.name
    known = source.copy_of(name, sha256)
    dated = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date()
    edition = known.edition if known else dated.isoformat()
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(f"{name}: not UTF-8 text; save the file as UTF-8") from None
    figures, unknown = [], []
    for number, row in enumerate(rows_of(text, name, ("iso3", "year", "value")), start=2):
        where = f"{name}, row {number}"
        iso3 = places.by_code(row["iso3"])
        if iso3 is None:
            unknown.append(row["iso3"])
            continue
        figures.append(
            Figure(
                path.stem,
                iso3,
                year_of(row["year"], where),
                decimal(row["value"], where),
                edition,
                note=row.get("note", "").strip(),
            )
        )
    if unknown:
        raise Fault(
            f"{name}: unknown country code {short(sorted(set(unknown)))}; correct it or add it to "
            "data/country_aliases.csv"
        )
    remarks: tuple[str, ...] = ()
    if known is None:
        remarks = (
            f"{name} is not a declared copy; it is taken as edition {edition}, the date of the "
            f"file; declare it under [[copy]] in etl/sources/{source.source_id}.toml to name it",
        )
    return Release(
        edition,
        source.url,
        sha256,
        tuple(figures),
        frozenset({path.stem}),
        released_on=known.released_on if known else None,
        retrieved_on=known.retrieved_on if known else dated,
        passed_on_by=known.passed_on_by if known else None,
        remarks=remarks,
    )
