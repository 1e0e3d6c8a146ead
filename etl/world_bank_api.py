"""World Bank: answers of its interface (pages of JSON) and its CSV downloads, of any database."""

from __future__ import annotations

import csv
import datetime
import hashlib
from collections.abc import Mapping
from typing import Any

from etl import places
from etl.declarations import CrossCheck, Indicator, Source
from etl.documents import Document
from etl.faults import Fault, shaped, short
from etl.figures import Figure, Release, decimal, rows_of, year_of
from etl.folder import File
from etl.http import Client

PREAMBLE = 4
"""Lines before the header of a CSV download; the third says when it was last updated."""

UNKNOWN = ("120", "175")
"""Numbers of the interface's errors for a code that it does not know (any more)."""

UPDATED = "Last Updated Date"
Series = Indicator | CrossCheck


class _NoSuchCode(Fault):
    """The interface does not know a code: another name of the series may be known."""


def _by_code(source: Source) -> dict[str, tuple[str, Series]]:
    found: dict[str, tuple[str, Series]] = {}
    for identity, series in source.series().items():
        for code in _codes(series):
            found[code] = (identity, series)
    return found


def _codes(series: Series) -> tuple[str, ...]:
    return (series.code, *getattr(series, "other_codes", ()))


def read(files: list[File], source: Source) -> list[Release]:
    """Return the releases in CSV downloads and kept answers, told by what they hold or by name."""
    codes = _by_code(source)
    found: list[Release] = []
    pages: dict[str, list[Document]] = {}
    for file in files:
        code = next((each for each in _downloaded(file) if each in codes), "")
        if code:
            identity, _ = codes[code]
            found.append(parse_download(file, identity, source))
        elif file.json and b'"countryiso3code"' in file.body and b'"lastupdated"' in file.body:
            _, rows = answer(file.document(), source)
            with shaped(file.name):
                code = str(rows[0]["indicator"]["id"]) if rows else ""
            if code in codes:
                pages.setdefault(code, []).append(file.document())
    for code, documents in pages.items():
        address = _address(source, code, 1)
        found.append(parse_pages(documents, codes[code][0], code, source, address))
    return found


def _downloaded(file: File) -> list[str]:
    """Return the codes that a CSV download may hold: by its first row, else by its name."""
    found = []
    if UPDATED in file.head and "Indicator Code" in file.head:
        lines = file.head.splitlines()
        row = next((each for each in csv.reader(lines[PREAMBLE + 1 : PREAMBLE + 2])), [])
        found += row[3:4]
    if file.name.startswith("API_") and file.name.endswith(".csv"):
        found.append(file.name.removeprefix("API_").split("_DS2_")[0])
    return found


def _address(source: Source, code: str, page: int) -> str:
    year = datetime.datetime.now(datetime.UTC).year
    return source.addresses["series"].format(code=code, page=page, year=year)


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
    """Return the present release of every series, or None where it is the one `known` names.

    One small request tells which release is current. A series whose code is unknown under all
    its names is left out with a remark: the interface has renamed codes before.
    """
    if known and len(set(known.values())) == 1:
        first, *_ = source.indicators.values()
        if _current(client, source, first) in known.values():
            return None
    releases = []
    for identity, series in source.series().items():
        try:
            releases.append(_series(client, source, identity, series))
        except _NoSuchCode as fault:
            client.remarks.append(f"{fault}; {identity} stays as it was")
    if not releases:
        raise Fault(
            f"{source.source_id}: the interface knows none of our codes; check them in "
            f"etl/sources/{source.source_id}.toml"
        )
    return releases


def _current(client: Client, source: Source, series: Series) -> str:
    for code in _codes(series):
        address = _address(source, code, 1).replace("per_page=20000", "per_page=1")
        try:
            envelope, _ = answer(client.get(address), source)
        except _NoSuchCode:
            continue
        return str(envelope.get("lastupdated"))
    return ""


def _series(client: Client, source: Source, identity: str, series: Series) -> Release:
    faults: list[_NoSuchCode] = []
    for code in _codes(series):
        try:
            documents, page, pages = [], 1, 1
            while page <= pages:
                documents.append(client.get(_address(source, code, page)))
                envelope, _ = answer(documents[-1], source)
                with shaped(documents[-1].address):
                    page, pages = page + 1, int(envelope["pages"])
        except _NoSuchCode as fault:
            faults.append(fault)
        else:
            return parse_pages(documents, identity, code, source, documents[0].address)
    raise faults[-1]


def answer(document: Document, source: Source) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return envelope and rows of an answer; the interface reports errors inside HTTP 200.

    Raises:
        Fault: the answer is an error, or has another shape.
    """
    whole = document.json()
    with shaped(document.address):
        if "message" in whole[0]:
            said = "; ".join(
                f"{each.get('id')} {each.get('value')}" for each in whole[0]["message"]
            )
            known = all(str(each.get("id")) in UNKNOWN for each in whole[0]["message"])
            raise (_NoSuchCode if known else Fault)(
                f"{document.address}: the interface answered with an error ({said}); check the "
                f"indicator's code in etl/sources/{source.source_id}.toml"
            )
        envelope, rows = whole
        return dict(envelope), list(rows or [])


def parse_pages(
    documents: list[Document], identity: str, code: str, source: Source, address: str
) -> Release:
    """Return the release in the pages of one series; empty values are not figures.

    Raises:
        Fault: pages are missing, are of different releases, or name an unknown area.
    """
    editions: set[str] = set()
    figures: list[Figure] = []
    unknown: set[str] = set()
    came = total = 0
    for document in documents:
        envelope, rows = answer(document, source)
        with shaped(document.address):
            editions.add(str(envelope["lastupdated"]))
            came, total = came + len(rows), int(envelope["total"])
            for row in rows:
                if row["indicator"]["id"] != code:
                    raise Fault(
                        f"{document.address}: rows of {row['indicator']['id']} came where "
                        f"{code} was asked; try again later"
                    )
                iso3 = _country(str(row["countryiso3code"] or ""), source, unknown)
                if row["value"] is None or not iso3:
                    continue
                where = f"{document.address}, {iso3} {row['date']}"
                year = year_of(str(row["date"]), where)
                value = decimal(str(row["value"]), where)
                figures.append(Figure(identity, iso3, year, value, max(editions)))
    if came != total or len(editions) != 1:
        raise Fault(
            f"{address}: {came} of {total} rows came, of {len(editions)} releases; take all pages "
            "of one release again"
        )
    digests = [document.sha256 for document in documents]
    return _release(identity, figures, unknown, editions.pop(), address, digests, source)


def parse_download(file: File, identity: str, source: Source) -> Release:
    """Return the release in a file API_<code>_DS2_en_csv_v2_<n>.csv."""
    name, text = file.name, file.text()
    head = list(csv.reader(text.splitlines()[: PREAMBLE - 1]))
    edition = next((row[1] for row in head if row[:1] == [UPDATED] and len(row) > 1), "")
    if not edition:
        raise Fault(f"{name}: the line “{UPDATED}” is missing; download the file again")
    figures: list[Figure] = []
    unknown: set[str] = set()
    codes = _codes(source.series()[identity])
    needed = ("Country Code", "Indicator Code")
    for number, row in enumerate(rows_of(text, name, needed, PREAMBLE), start=PREAMBLE + 2):
        if row["Indicator Code"] not in codes:
            raise Fault(
                f"{name}, row {number}: a row of {row['Indicator Code']} among those of "
                f"{codes[0]}; download the file again"
            )
        iso3 = _country(row["Country Code"], source, unknown)
        if not iso3:
            continue
        where = f"{name}, row {number}"
        figures += [
            Figure(identity, iso3, year_of(column, where), decimal(value, where), edition)
            for column, value in row.items()
            if column.isdigit() and value.strip()
        ]
    return _release(identity, figures, unknown, edition, source.url, [file.sha256], source)


def _country(code: str, source: Source, unknown: set[str]) -> str | None:
    """Return the country of a code; aggregates, declared or without a code, are not countries."""
    if not code or code in source.skipped_codes:
        return None
    iso3 = places.by_code(code)
    if iso3 is None:
        unknown.add(code)
    return iso3


def _release(
    identity: str,
    figures: list[Figure],
    unknown: set[str],
    edition: str,
    address: str,
    digests: list[str],
    source: Source,
) -> Release:
    if unknown:
        raise Fault(
            f"{address}: unknown country code {short(sorted(unknown))}; add it to "
            f"data/country_aliases.csv, or to skipped_codes in etl/sources/{source.source_id}.toml "
            "if it is an aggregate"
        )
    try:
        day = datetime.date.fromisoformat(edition)
    except ValueError:
        raise Fault(f"{address}: “{edition}” is not a date of update; try again later") from None
    return Release(
        edition,
        address,
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest(),
        tuple(figures),
        frozenset({identity}),
        released_on=day,
        retrieved_on=day,
    )
