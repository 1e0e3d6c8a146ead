"""HTTP Archive, Web Almanac: mean accessibility of government sites, a table downloaded by hand."""

from __future__ import annotations

import re

from etl import places, tidy
from etl.declarations import Source
from etl.faults import Fault, short
from etl.figures import Absence, Figure, Release, decimal, rows_of
from etl.folder import File

COUNTRY, PAGES = "country", "total_pages"
UNIONS = ("United Nations", "European Union")
"""Rows of the table that are no country."""


def read(files: list[File], source: Source) -> list[Release]:
    """Return the editions found in exported tables or tidy files."""
    found = tidy.read(files, source)
    (indicator,) = source.indicators.values()
    for file in files:
        if COUNTRY in file.columns and indicator.code in file.columns:
            found.append(parse(file, source))
    return found


def parse(file: File, source: Source) -> Release:
    """Return the edition in an exported table; its year is in the name of the file.

    Columns country, avg_accessibility ('94.3%') and total_pages, as the almanac's query names
    them. Top-level domains that are no country of their own are left out with a remark.

    Raises:
        Fault: the name holds no year, or a value is no share.
    """
    (indicator,) = source.indicators.values()
    years = re.findall("20[0-9]{2}", file.name)
    if len(set(years)) != 1:
        raise Fault(
            f"{file.name}: the table does not say of which year it is; name the file after its "
            "edition, such as web_almanac_2025.csv"
        )
    year, edition = int(years[0]), years[0]
    figures, left = [], []
    needed = (COUNTRY, indicator.code, PAGES)
    for number, row in enumerate(rows_of(file.text(), file.name, needed), start=2):
        where = f"{file.name}, row {number}"
        iso3 = places.by_name(row[COUNTRY])
        if iso3 is None:
            if row[COUNTRY].strip() not in UNIONS:
                left.append(row[COUNTRY].strip())
            continue
        value = row[indicator.code].strip()
        if not value.endswith("%"):
            raise Fault(f"{where}: “{value}” is not a share such as 94.3%; export the table again")
        pages = decimal(row[PAGES], where)
        if not pages.isdigit():
            raise Fault(f"{where}: “{pages}” is no number of pages; export the table again")
        note = f"{pages} pages"
        figures.append(
            Figure(
                indicator.indicator_id,
                iso3,
                year,
                decimal(value.removesuffix("%"), where),
                edition,
                note=note,
            )
        )
    present = {figure.iso3 for figure in figures}
    if len(left) > len(figures):
        raise Fault(f"{file.name}: unknown country name {short(sorted(left))}; add their spelling")
    reason = "not_assessed"
    return Release(
        edition,
        source.url,
        file.sha256,
        tuple(figures),
        frozenset({indicator.indicator_id}),
        tuple(
            Absence(indicator.indicator_id, iso3, year, edition, reason)
            for iso3 in places.arab_states()
            if iso3 not in present
        ),
        retrieved_on=file.modified,
        remarks=(f"{len(left)} rows are no country known here: {short(sorted(left))}",)
        if left
        else (),
    )
