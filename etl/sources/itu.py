"""ITU's indicators as World Bank Data360 passes them on: wide file, long file, or pages of JSON."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping

from etl import data360, places
from etl.declarations import Source
from etl.documents import Document
from etl.faults import Fault, short
from etl.figures import Figure, Release, newest_of_each
from etl.folder import File
from etl.http import Client


def read(files: list[File], source: Source) -> list[Release]:
    """Return the series found in files, each file a release of its own."""
    found = []
    for file in data360.in_files(files, source):
        known = source.copy_of(file.sha256)
        found.append(
            parse(
                [file.document()],
                source,
                known.edition if known else f"{file.modified:%Y-%m}",
                released_on=known.released_on if known else None,
                retrieved_on=known.retrieved_on if known else file.modified,
                passed_on_by=known.passed_on_by if known else PASSED_ON_BY,
            )
        )
    return newest_of_each(found)


PASSED_ON_BY = "World Bank Data360"


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
    """Return every series from Data360, in the simplest form that answers."""
    today = datetime.datetime.now(datetime.UTC).date()
    releases = []
    for identity, series in source.series().items():
        faults: list[Fault] = []
        for name, ask in data360.ways(client, source):
            try:
                documents = ask(series.code)
                day = documents[0].modified or today
                releases.append(
                    parse(
                        documents,
                        source,
                        f"{day:%Y-%m}",
                        released_on=documents[0].modified,
                        retrieved_on=today,
                        passed_on_by=PASSED_ON_BY,
                    )
                )
            except Fault as fault:
                faults.append(fault)
            else:
                client.remarks += [f"{each}; {name} was read instead" for each in faults]
                break
        else:
            raise Fault(f"{identity}: {data360.why_unread(faults)}")
    return releases


def parse(
    documents: list[Document],
    source: Source,
    edition: str,
    *,
    released_on: datetime.date | None,
    retrieved_on: datetime.date | None,
    passed_on_by: str | None,
) -> Release:
    """Return the release in the documents of a series; aggregates are not countries.

    Raises:
        Fault: an area is neither a country nor a declared aggregate, or nothing was found.
    """
    figures, unknown = [], set()
    for area, year, identity, value in data360.cells(documents, source):
        iso3 = None if area in source.skipped_codes else places.by_code(area)
        if iso3:
            figures.append(Figure(identity, iso3, year, value, edition))
        elif area not in source.skipped_codes:
            unknown.add(area)
    name = documents[0].address
    if unknown:
        raise Fault(
            f"{name}: unknown country code {short(sorted(unknown))}; add it to "
            f"data/country_aliases.csv, or to skipped_codes in etl/sources/{source.source_id}.toml "
            "if it is an aggregate"
        )
    if not figures:
        raise Fault(f"{name}: it holds no figure of our series; try again later")
    return Release(
        edition,
        name if name.startswith("http") else source.url,
        hashlib.sha256("".join(each.sha256 for each in documents).encode()).hexdigest()
        if len(documents) > 1
        else documents[0].sha256,
        tuple(figures),
        frozenset(figure.indicator_id for figure in figures),
        released_on=released_on,
        retrieved_on=retrieved_on,
        passed_on_by=passed_on_by,
    )
