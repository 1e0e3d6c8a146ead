"""United Nations Global SDG Indicators Database: its interface, UNDP's republication, tidy form."""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

from etl import places, tidy
from etl.declarations import Source
from etl.documents import Document
from etl.faults import Fault, shaped, short
from etl.figures import Figure, Release, decimal, newest_of_each, year_of
from etl.folder import File
from etl.http import Client

ESTIMATED = ("E", "M")
"""Natures of a figure that its producer estimated or modelled."""

RELEASE = re.compile("20[0-9]{2}[.-][0-9A-Za-z.-]{1,30}")
"""The name of a release: a year, then quarter and number, or month; later ones sort later."""

NOT_NUMBERS = ("NaN", "N/A", "NA", "")


def read(files: list[File], source: Source) -> list[Release]:
    """Return the newest release of each indicator found in files of any form."""
    found = tidy.read(files, source)
    objects: list[tuple[File, dict[str, list[dict[str, Any]]]]] = []
    pages: list[File] = []
    wanted = {each.code for each in source.live_series().values()}
    for file in files:
        if not file.json or b'"seriesDescription"' not in file.body:
            continue
        if b'"geoAreaCode"' in file.body:
            pages.append(file)
            continue
        own = _by_country(file.document(), file.stem)
        with shaped(file.name):
            if any(each.get("series") in wanted for rows in own.values() for each in rows):
                objects.append((file, own))
    if objects:
        found.append(_objects_in(objects, source))
    if pages:
        documents = [file.document() for file in pages]
        day = max(file.modified for file in pages)
        found += parse_pages(documents, source, release_of(documents), day)
    return newest_of_each(found)


def _objects_in(
    objects: list[tuple[File, dict[str, list[dict[str, Any]]]]], source: Source
) -> Release:
    """Return the release in files of UNDP's objects, which may each hold some series of all."""
    countries: dict[str, list[dict[str, Any]]] = {}
    for _, own in objects:
        for iso3, rows in own.items():
            countries.setdefault(iso3, []).extend(rows)
    known = [source.copy_of(file.sha256) for file, _ in objects]
    declared = {each.edition for each in known if each}
    day = max(file.modified for file, _ in objects)
    if len(declared) == 1 and all(known):
        edition, copy = declared.pop(), known[0]
        day = (copy.retrieved_on if copy else None) or day
    else:
        edition = f"{day:%Y-%m}"
    digest = _digest(file.sha256 for file, _ in objects)
    return parse_objects(countries, source, edition, day, digest)


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
    """Return the present release from the UN's interface, else from UNDP's republication.

    None where the release that the interface names is the one that is published already.
    """
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        release = _current_release(client, source)
        if known and set(known.values()) == {release}:
            return None
        pages = []
        for code in dict.fromkeys(each.code for each in source.live_series().values()):
            page, last = 1, 1
            while page <= last:
                address = source.addresses["series"].format(code=code, page=page)
                document = client.get(address)
                answer = _page(document)
                pages.append(document)
                with shaped(address):
                    page, last = page + 1, int(answer["totalPages"])
        return parse_pages(pages, source, release, today)
    except Fault as fault:
        client.remarks.append(f"{fault}; UNDP's republication was read instead")
    countries: dict[str, list[dict[str, Any]]] = {}
    digests = []
    for iso3 in places.every_code():
        own = client.find(source.addresses["country"].format(iso3=iso3))
        if own is None:
            continue
        countries.update(_by_country(own, iso3))
        digests.append(own.sha256)
    return [parse_objects(countries, source, f"{today:%Y-%m}", today, _digest(digests))]


def _digest(digests: Iterable[str]) -> str:
    return hashlib.sha256("".join(sorted(digests)).encode()).hexdigest()


def _by_country(document: Document, iso3: str) -> dict[str, list[dict[str, Any]]]:
    """Return objects by country: one country's file, or several keyed by ISO3."""
    answer = document.json()
    if isinstance(answer, dict) and isinstance(answer.get("tsData"), list):
        return {iso3: answer["tsData"]}
    if isinstance(answer, dict) and all(isinstance(each, list) for each in answer.values()):
        return {str(key): value for key, value in answer.items()}
    raise Fault(f"{document.address}: the answer holds no series of a country; try again later")


def _wanted(source: Source) -> dict[str, list[tuple[str, Mapping[str, list[str]]]]]:
    """Return, for each code, what is read of it: our id and the codes of each dimension.

    A dimension of an indicator's own takes the place of the total.
    """
    found: dict[str, list[tuple[str, Mapping[str, list[str]]]]] = {}
    for identity, each in source.live_series().items():
        found.setdefault(each.code, []).append((identity, {**source.totals, **each.dimensions}))
    return found


def _meant(
    row: Mapping[str, Any], candidates: list[tuple[str, Mapping[str, list[str]]]]
) -> str | None:
    """Return the id of the series to which a row belongs; None for any other breakdown."""
    for identity, dimensions in candidates:
        if all(str(row[name]) in wanted for name, wanted in dimensions.items() if name in row):
            return identity
    return None


def parse_objects(
    countries: Mapping[str, list[dict[str, Any]]],
    source: Source,
    edition: str,
    retrieved_on: datetime.date,
    sha256: str,
) -> Release:
    """Return the release in UNDP's objects: a list of series for each country."""
    by_series = _wanted(source)
    figures, unknown, given = [], set(), set()
    for code, objects in sorted(countries.items()):
        iso3 = places.by_code(code)
        if iso3 is None:
            unknown.add(code)
            continue
        with shaped(f"{source.source_id}, country {code}"):
            for each in objects:
                code = str(each.get("series"))
                identity = _meant(each, by_series.get(code, []))
                if identity is None:
                    continue
                given.add(identity)
                for point in each["values"]:
                    where = f"{code}, {iso3} {point['year']}"
                    if point["value"] is not None:
                        year = year_of(str(point["year"]), where)
                        value = decimal(str(point["value"]), where)
                        figures.append(Figure(identity, iso3, year, value, edition))
    if unknown:
        raise Fault(
            f"{source.source_id}: unknown country code {short(sorted(unknown))}; add it to "
            "data/country_aliases.csv"
        )
    return Release(
        edition,
        source.addresses["country"],
        sha256,
        # The same object may stand in two files.
        tuple(dict.fromkeys(figures)),
        frozenset(given),
        retrieved_on=retrieved_on,
        passed_on_by="UNDP",
    )


def _page(document: Document) -> dict[str, Any]:
    answer = document.json()
    if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
        raise Fault(f"{document.address}: the answer has no list of data; try again later")
    return answer


def _current_release(client: Client, source: Source) -> str:
    wanted = {each.code for each in source.live_series().values()}
    document = client.get(source.addresses["list"])
    with shaped(document.address):
        named = [
            str(each["release"])
            for each in document.json()
            if each.get("code") in wanted and RELEASE.fullmatch(str(each.get("release")))
        ]
    if not named:
        raise Fault(f"{document.address}: the list names no release of our series; try again later")
    return max(named)


def release_of(pages: list[Document]) -> str:
    """Return the release that pages kept as files name.

    Raises:
        Fault: no page names it.
    """
    for document in pages:
        name = str(_page(document).get("release"))
        if RELEASE.fullmatch(name):
            return name
    raise Fault(
        f"{pages[0].address}: the file does not say which release it is of; add a member "
        "“release” such as 2026.Q2.G.01 beside “data”"
    )


def parse_pages(
    pages: list[Document], source: Source, edition: str, retrieved_on: datetime.date
) -> list[Release]:
    """Return the release in pages of the interface; text such as “<5” is not made a number.

    Raises:
        Fault: pages are missing, or a row has another shape.
    """
    by_series = _wanted(source)
    figures: list[Figure] = []
    bounds: list[str] = []
    areas: set[str] = set()
    announced: dict[str, tuple[int, int]] = {}
    for document in pages:
        with shaped(document.address):
            answer = _page(document)
            for series in {str(row["series"]) for row in answer["data"]}:
                came = announced.get(series, (0, 0))[0] + len(answer["data"])
                announced[series] = (came, int(answer["totalElements"]))
            for row in answer["data"]:
                code = str(row["series"])
                identity = _meant(row.get("dimensions") or {}, by_series.get(code, []))
                if identity is None:
                    continue
                # M49 numbers of countries are their ISO numbers; all others are regions.
                iso3 = places.by_code(str(row["geoAreaCode"]))
                if iso3 is None:
                    areas.add(str(row.get("geoAreaName") or row["geoAreaCode"]))
                    continue
                where = f"{document.address}, {iso3} {row['timePeriodStart']}"
                year, value = year_of(str(row["timePeriodStart"]), where), str(row["value"]).strip()
                if value.startswith(("<", ">")):
                    bounds.append(f"{code}, {iso3} {year}: “{value}”")
                elif value not in NOT_NUMBERS:
                    nature = str((row.get("attributes") or {}).get("Nature", ""))
                    status = "E" if nature in ESTIMATED else "A"
                    number = decimal(value, where)
                    figures.append(Figure(identity, iso3, year, number, edition, obs_status=status))
    for series, (came, total) in announced.items():
        if came < total:
            raise Fault(f"{series}: {came} of {total} rows came, pages are missing; take them all")
    remarks = []
    if bounds:
        said = "values are given as a bound and were left out"
        remarks.append(f"{len(bounds)} {said}: {short(bounds)}")
    if areas:
        remarks.append(f"{len(areas)} areas are not countries: {short(sorted(areas))}")
    return [
        Release(
            edition,
            source.addresses["series"].split("?")[0],
            _digest(document.sha256 for document in pages),
            tuple(figures),
            frozenset(source.live_series()),
            retrieved_on=retrieved_on,
            remarks=tuple(remarks),
        )
    ]
