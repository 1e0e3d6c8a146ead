"""International Monetary Fund: answers of its data mapper, values by country and year."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from etl import places, tidy
from etl.declarations import Source
from etl.documents import Document
from etl.faults import Fault, shaped, short
from etl.figures import Figure, Release, decimal, newest_of_each, year_of
from etl.folder import File
from etl.http import Client


def read(files: list[File], source: Source) -> list[Release]:
    """Return the series found in kept answers or tidy files."""
    found = tidy.read(files, source)
    for file in files:
        if file.json and b'"values"' in file.body:
            for identity, indicator in source.indicators.items():
                if f'"{indicator.code}"'.encode() in file.body:
                    edition = f"{file.modified:%Y-%m}"
                    found.append(parse(file.document(), identity, source, edition, file.modified))
    return newest_of_each(found)


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
    """Return every series from the data mapper."""
    today = datetime.datetime.now(datetime.UTC).date()
    return [
        parse(
            client.get(source.addresses["series"].format(code=indicator.code)),
            identity,
            source,
            f"{today:%Y-%m}",
            today,
        )
        for identity, indicator in source.indicators.items()
    ]


def parse(
    document: Document, identity: str, source: Source, edition: str, retrieved_on: datetime.date
) -> Release:
    """Return the release in an answer: {"values": {code: {iso3: {year: value}}}}.

    Raises:
        Fault: the answer has another shape, no figure, or areas most of which are not known.
    """
    code, figures, unknown = source.indicators[identity].code, [], set()
    answer = document.json()
    with shaped(document.address):
        for area, years in answer["values"][code].items():
            if area in source.skipped_codes:
                continue
            iso3 = places.by_code(area)
            if iso3 is None:
                unknown.add(area)
                continue
            for year, value in years.items():
                if value is not None:
                    where = f"{document.address}, {iso3} {year}"
                    number = decimal(str(value), where)
                    figures.append(Figure(identity, iso3, year_of(year, where), number, edition))
    if not figures:
        raise Fault(f"{document.address}: it holds no figure; try again later")
    if len(unknown) > len({figure.iso3 for figure in figures}):
        raise Fault(
            f"{document.address}: most areas are unknown ({short(sorted(unknown))}); check that it "
            "is the right file or address"
        )
    return Release(
        edition,
        document.address if document.address.startswith("http") else source.url,
        document.sha256,
        tuple(figures),
        frozenset({identity}),
        retrieved_on=retrieved_on,
        # The data mapper has groups of economies among the countries.
        remarks=(f"{len(unknown)} areas are not countries: {short(sorted(unknown))}",)
        if unknown
        else (),
    )
