"""World Bank, World Development Indicators: interface v2, its CSV download, or the tidy form."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
from pathlib import Path
from typing import Any

from etl import places, tidy
from etl.faults import Fault, shaped, short
from etl.figures import Figure, Release, decimal, newest_of_each, rows_of, year_of
from etl.http import Client, Document
from etl.registry import Indicator, Source

PREAMBLE = 4
"""Lines before the header of a CSV download; the third says when it was last updated."""


def read(folder: Path, source: Source) -> list[Release]:
    """Return the newest release of each indicator found below a folder, in any form."""
    found = [tidy.read(path, source) for path in tidy.find(folder, source).values()]
    codes = {each.code: each for each in source.indicators.values()}
    for path in sorted(folder.rglob("API_*.csv")):
        indicator = codes.get(path.name.removeprefix("API_").split("_DS2_")[0])
        if indicator:
            found.append(parse_download(path.read_bytes(), path.name, indicator, source))
    found += _kept_answers(folder, codes, source)
    return newest_of_each(found)


def _kept_answers(folder: Path, codes: dict[str, Indicator], source: Source) -> list[Release]:
    """Answers of the interface kept as files: told by what they hold, others are passed over."""
    pages: dict[str, list[Document]] = {}
    for path in sorted(folder.rglob("*.json")):
        body = path.read_bytes()
        if b'"lastupdated"' in body and b'"countryiso3code"' in body:
            document = Document(path.name, body)
            _, rows = _answer(document)
            with shaped(path.name):
                code = str(rows[0]["indicator"]["id"]) if rows else ""
            if code in codes:
                pages.setdefault(code, []).append(document)
    year = datetime.datetime.now(datetime.UTC).year
    return [
        parse_pages(
            documents,
            codes[code],
            source,
            source.addresses["series"].format(code=code, page=1, year=year),
        )
        for code, documents in pages.items()
    ]


def fetch(client: Client, source: Source) -> list[Release]:
    """Return the present release of every indicator from the interface."""
    year = datetime.datetime.now(datetime.UTC).year
    releases = []
    for indicator in source.indicators.values():
        documents, page, pages = [], 1, 1
        while page <= pages:
            address = source.addresses["series"].format(code=indicator.code, page=page, year=year)
            documents.append(client.get(address))
            envelope, _ = _answer(documents[-1])
            with shaped(documents[-1].address):
                page, pages = page + 1, int(envelope["pages"])
        releases.append(parse_pages(documents, indicator, source, documents[0].address))
    return releases


def _answer(document: Document) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return envelope and rows of an answer; the interface reports errors inside HTTP 200."""
    answer = document.json()
    with shaped(document.address):
        if "message" in answer[0]:
            said = "; ".join(
                f"{each.get('id')} {each.get('value')}" for each in answer[0]["message"]
            )
            raise Fault(
                f"{document.address}: the interface answered with an error ({said}); check the "
                "indicator's code in etl/sources/world_bank.toml"
            )
        envelope, rows = answer
        return dict(envelope), list(rows or [])


def parse_pages(
    documents: list[Document], indicator: Indicator, source: Source, address: str
) -> Release:
    """Return the release in the pages of one indicator; empty values are not figures.

    Raises:
        Fault: pages are missing, are of different releases, or name an unknown area.
    """
    editions: set[str] = set()
    figures: list[Figure] = []
    unknown: set[str] = set()
    came = total = 0
    for document in documents:
        envelope, rows = _answer(document)
        with shaped(document.address):
            editions.add(str(envelope["lastupdated"]))
            came, total = came + len(rows), int(envelope["total"])
            for row in rows:
                if row["indicator"]["id"] != indicator.code:
                    raise Fault(
                        f"{document.address}: rows of {row['indicator']['id']} came where "
                        f"{indicator.code} was asked; try again later"
                    )
                iso3 = _country(str(row["countryiso3code"] or ""), source, unknown)
                if row["value"] is None or not iso3:
                    continue
                where = f"{document.address}, {iso3} {row['date']}"
                figures.append(
                    Figure(
                        indicator.indicator_id,
                        iso3,
                        year_of(str(row["date"]), where),
                        decimal(str(row["value"]), where),
                        max(editions),
                    )
                )
    if came != total or len(editions) != 1:
        raise Fault(
            f"{address}: {came} of {total} rows came, of {len(editions)} releases; take all pages "
            "of one release again"
        )
    digests = [document.sha256 for document in documents]
    return _release(indicator, figures, unknown, editions.pop(), address, digests)


def parse_download(body: bytes, name: str, indicator: Indicator, source: Source) -> Release:
    """Return the release in a file API_<code>_DS2_en_csv_v2_<n>.csv."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(f"{name}: not UTF-8 text; download the file again") from None
    head = list(csv.reader(io.StringIO(text)))[:3]
    edition = next((row[1] for row in head if row[:1] == ["Last Updated Date"]), "")
    if not edition:
        raise Fault(f"{name}: the line “Last Updated Date” is missing; download the file again")
    figures: list[Figure] = []
    unknown: set[str] = set()
    needed = ("Country Code", "Indicator Code")
    for number, row in enumerate(rows_of(text, name, needed, PREAMBLE), start=PREAMBLE + 2):
        iso3 = _country(row["Country Code"], source, unknown)
        if not iso3:
            continue
        for column, value in row.items():
            if column.isdigit() and value.strip():
                where = f"{name}, row {number}"
                figures.append(
                    Figure(
                        indicator.indicator_id,
                        iso3,
                        year_of(column, where),
                        decimal(value, where),
                        edition,
                    )
                )
    digest = hashlib.sha256(body).hexdigest()
    return _release(indicator, figures, unknown, edition, source.url, [digest])


def _country(code: str, source: Source, unknown: set[str]) -> str | None:
    """Return the country of a code; aggregates, declared or without a code, are not countries."""
    if not code or code in source.skipped_codes:
        return None
    iso3 = places.by_code(code)
    if iso3 is None:
        unknown.add(code)
    return iso3


def _release(
    indicator: Indicator,
    figures: list[Figure],
    unknown: set[str],
    edition: str,
    address: str,
    digests: list[str],
) -> Release:
    if unknown:
        raise Fault(
            f"{address}: unknown country code {short(sorted(unknown))}; add it to "
            "data/country_aliases.csv, or to skipped_codes in etl/sources/world_bank.toml if it is "
            "an aggregate"
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
        frozenset({indicator.indicator_id}),
        released_on=day,
        retrieved_on=day,
    )
