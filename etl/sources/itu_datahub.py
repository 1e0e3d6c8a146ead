"""ITU DataHub: the ICT Development Index and price baskets; an interface without documentation.

It refused callers in the summer of 2026: then nothing changes, and the pull says so.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from etl import places, tidy
from etl.declarations import Source
from etl.documents import Document
from etl.faults import Fault, shaped
from etl.figures import Figure, Release, decimal, newest_of_each, year_of
from etl.folder import File
from etl.http import Client

INDEX = "idi"


def read(files: list[File], source: Source) -> list[Release]:
    """Return the series found in tidy files or in kept answers of a whole series."""
    found = tidy.read(files, source)
    for file in files:
        if file.json and b'"isoCode"' in file.body and b'"dataYear"' in file.body:
            rows = _rows(file.document())
            for identity, indicator in source.indicators.items():
                own = [row for row in rows if indicator.code in (row.get("code"), row.get("label"))]
                if own:
                    found.append(
                        _release(
                            identity,
                            _series(own, identity, file.name),
                            [file.document()],
                            source,
                            f"{file.modified:%Y-%m}",
                            file.modified,
                        )
                    )
    return newest_of_each(found)


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
    """Return the index of every Arab state and the price baskets of all economies.

    The list of editions of the index is asked first: where the newest is published already,
    nothing else is asked.
    """
    today = datetime.datetime.now(datetime.UTC).date()
    addresses = source.addresses
    versions = client.get(addresses["versions"])
    with shaped(versions.address):
        edition = str(max(int(each) for each in versions.json()))
    if known and set(known.values()) == {edition}:
        return None
    releases = [_index(client, source, edition, today)]
    labels = {
        str(item["label"]): str(item["codeID"])
        for item in _items(_rows(client.get(addresses["categories"])))
        if "label" in item and "codeID" in item
    }
    for identity, indicator in source.indicators.items():
        if identity == INDEX:
            continue
        code = next((own for name, own in labels.items() if indicator.code in name), None)
        if code is None:
            client.remarks.append(f"{identity}: ITU's list of series has no “{indicator.code}”")
            continue
        document = client.get(addresses["series"].format(code=code))
        figures = _series(_rows(document), identity, document.address)
        releases.append(_release(identity, figures, [document], source, edition, today))
    return releases


def _items(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield every entry of the nested list of series."""
    for row in rows:
        yield row
        for value in row.values():
            if isinstance(value, list):
                yield from _items([each for each in value if isinstance(each, dict)])


def _rows(document: Document) -> list[dict[str, Any]]:
    answer = document.json()
    if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
        raise Fault(
            f"{document.address}: a list was expected; the interface has changed or refuses us"
        )
    return answer


def _index(client: Client, source: Source, edition: str, today: datetime.date) -> Release:
    indicator = source.indicators[INDEX]
    countries = client.get(source.addresses["countries"])
    figures, documents = [], [countries]
    arab = places.arab_states()
    for row in _rows(countries):
        with shaped(countries.address):
            iso3, number = places.by_code(str(row["IsoCode"])), str(row["CountryID"])
        if iso3 not in arab:
            continue
        document = client.get(source.addresses["idi"].format(country=number))
        documents.append(document)
        with shaped(document.address):
            for score in _rows(document):
                if str(score["codeID"]) == indicator.code and score["score"] is not None:
                    where = f"{document.address}, {score['dataYear']}"
                    year = year_of(str(score["dataYear"]), where)
                    value = decimal(str(score["score"]), where)
                    figures.append(Figure(INDEX, str(iso3), year, value, ""))
    return _release(INDEX, figures, documents, source, edition, today)


def _series(rows: list[dict[str, Any]], identity: str, where: str) -> list[Figure]:
    """Return a whole series; an area without an ISO code, such as a region, is not a country."""
    figures = []
    with shaped(where):
        for row in rows:
            iso3 = places.by_code(str(row.get("isoCode") or ""))
            text = str(row["answer"][0]["value"]) if row.get("answer") else ""
            if iso3 and text.strip():
                place = f"{where}, {iso3} {row['dataYear']}"
                year = year_of(str(row["dataYear"]), place)
                figures.append(Figure(identity, iso3, year, decimal(text, place), ""))
    return figures


def _release(
    identity: str,
    figures: list[Figure],
    documents: list[Document],
    source: Source,
    edition: str,
    day: datetime.date,
) -> Release:
    if not figures:
        raise Fault(f"{documents[0].address}: it holds no figure of {identity}; try again later")
    digests = "".join(each.sha256 for each in documents)
    return Release(
        edition,
        source.url,
        hashlib.sha256(digests.encode()).hexdigest(),
        tuple(Figure(f.indicator_id, f.iso3, f.year, f.value, edition) for f in figures),
        frozenset({identity}),
        retrieved_on=day,
    )
