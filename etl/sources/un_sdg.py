"""United Nations Global SDG Indicators Database: its interface, UNDP's republication, tidy form."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from etl import places, tidy
from etl.faults import Fault, shaped, short
from etl.figures import Figure, Release, decimal, newest_of_each, year_of
from etl.http import Client, Document
from etl.registry import Indicator, Source

ESTIMATED = ("E", "M")
"""Natures of a figure that its producer estimated or modelled."""

NOT_NUMBERS = ("NaN", "N/A", "NA", "")


def read(folder: Path, source: Source) -> list[Release]:
    """Return the newest release of each indicator found below a folder, in any form."""
    found = [tidy.read(path, source) for path in tidy.find(folder, source).values()]
    countries, pages = {}, []
    dates, days = [], []
    for path in sorted(folder.rglob("*.json")):
        body = path.read_bytes()
        document = Document(path.name, body)
        if b'"seriesDescription"' not in body:
            continue
        if b'"geoAreaCode"' in body:
            pages.append(document)
            days.append(path.stat().st_mtime)
        else:
            wanted = {each.code for each in source.indicators.values()}
            own = _by_country(document, path.stem)
            if any(each.get("series") in wanted for objects in own.values() for each in objects):
                countries.update(own)
                dates.append((path.stat().st_mtime, document.sha256))
    if countries:
        known = source.copy_of("UNDP", _digest(digest for _, digest in dates))
        day = datetime.datetime.fromtimestamp(max(dates)[0], datetime.UTC).date()
        edition = known.edition if known else f"{day:%Y-%m}"
        found.append(parse_objects(countries, source, edition, day, _digest(d for _, d in dates)))
    if pages:
        day = datetime.datetime.fromtimestamp(max(days), datetime.UTC).date()
        found += parse_pages(pages, source, release_of(pages), day)
    return newest_of_each(found)


def fetch(client: Client, source: Source) -> list[Release]:
    """Return the present release from the UN's interface, else from UNDP's republication."""
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        pages = []
        for indicator in source.indicators.values():
            page, last = 1, 1
            while page <= last:
                address = source.addresses["series"].format(code=indicator.code, page=page)
                document = client.get(address)
                answer = _page(document)
                pages.append(document)
                with shaped(address):
                    page, last = page + 1, int(answer["totalPages"])
        return parse_pages(pages, source, _current_release(client, source), today)
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


def _is_total(dimensions: Mapping[str, Any], indicator: Indicator, source: Source) -> bool:
    """Return whether a row is the total asked for and not one of its breakdowns."""
    for name, wanted in {**source.totals, **indicator.dimensions}.items():
        if name in dimensions and str(dimensions[name]) not in wanted:
            return False
    return True


def parse_objects(
    countries: Mapping[str, list[dict[str, Any]]],
    source: Source,
    edition: str,
    retrieved_on: datetime.date,
    sha256: str,
) -> Release:
    """Return the release in UNDP's objects: a list of series for each country."""
    by_series = {each.code: each for each in source.indicators.values()}
    figures, unknown = [], set()
    for code, objects in sorted(countries.items()):
        iso3 = places.by_code(code)
        if iso3 is None:
            unknown.add(code)
            continue
        with shaped(f"{source.source_id}, country {code}"):
            for each in objects:
                indicator = by_series.get(str(each.get("series")))
                if indicator is None or not _is_total(each, indicator, source):
                    continue
                for point in each["values"]:
                    where = f"{indicator.code}, {iso3} {point['year']}"
                    if point["value"] is not None:
                        year = year_of(str(point["year"]), where)
                        value = decimal(str(point["value"]), where)
                        figures.append(Figure(indicator.indicator_id, iso3, year, value, edition))
    if unknown:
        raise Fault(
            f"{source.source_id}: unknown country code {short(sorted(unknown))}; add it to "
            "data/country_aliases.csv"
        )
    return Release(
        edition,
        source.addresses["country"],
        sha256,
        tuple(figures),
        frozenset(source.indicators),
        retrieved_on=retrieved_on,
        passed_on_by="UNDP",
    )


def _page(document: Document) -> dict[str, Any]:
    answer = document.json()
    if not isinstance(answer, dict) or not isinstance(answer.get("data"), list):
        raise Fault(f"{document.address}: the answer has no list of data; try again later")
    return answer


def _current_release(client: Client, source: Source) -> str:
    wanted = {each.code for each in source.indicators.values()}
    document = client.get(source.addresses["list"])
    with shaped(document.address):
        named = [
            str(each["release"])
            for each in document.json()
            if each.get("code") in wanted and each.get("release")
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
        name = _page(document).get("release")
        if name:
            return str(name)
    raise Fault(
        f"{pages[0].address}: the file does not say which release it is of; add a member "
        "“release” beside “data”"
    )


def parse_pages(
    pages: list[Document], source: Source, edition: str, retrieved_on: datetime.date
) -> list[Release]:
    """Return the release in pages of the interface; text such as “<5” is not made a number.

    Raises:
        Fault: pages are missing, or a row has another shape.
    """
    by_series = {each.code: each for each in source.indicators.values()}
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
                indicator = by_series.get(str(row["series"]))
                if not indicator or not _is_total(row.get("dimensions") or {}, indicator, source):
                    continue
                # M49 numbers of countries are their ISO numbers; all others are regions.
                iso3 = places.by_code(str(row["geoAreaCode"]))
                if iso3 is None:
                    areas.add(str(row.get("geoAreaName") or row["geoAreaCode"]))
                    continue
                where = f"{document.address}, {iso3} {row['timePeriodStart']}"
                year, value = year_of(str(row["timePeriodStart"]), where), str(row["value"]).strip()
                if value.startswith(("<", ">")):
                    bounds.append(f"{indicator.code}, {iso3} {year}: “{value}”")
                elif value not in NOT_NUMBERS:
                    nature = str((row.get("attributes") or {}).get("Nature", ""))
                    status = "E" if nature in ESTIMATED else "A"
                    identity, number = indicator.indicator_id, decimal(value, where)
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
            frozenset(source.indicators),
            retrieved_on=retrieved_on,
            remarks=tuple(remarks),
        )
    ]
