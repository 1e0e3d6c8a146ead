"""United Nations E-Government Survey: the UN's own file of an edition, or World Bank Data360.

Only the UN's file has the E-Participation Index and the published rank.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from etl import places
from etl.faults import Fault, short
from etl.figures import Absence, Figure, Release, decimal, rows_of, year_of
from etl.http import Client, Document
from etl.registry import Source

YEAR, NAME, RANK = "Survey Year", "Country Name", "E-Government Rank"
EXPECTED = (2022, 2024)
"""Editions that Data360 must have: an older state of it ended in 2020."""

State = tuple[str, Mapping[str, str], str]
"""A row of an edition: country, decimal text by indicator, rank or ''."""


def read(folder: Path, source: Source) -> list[Release]:
    """Return the editions found below a folder: the UN's files, else Data360's wide files."""
    native = {}
    for path in sorted(folder.rglob("EGOV_DATA_*.csv")):
        release = parse_native(path.read_bytes(), path, source)
        native[release.edition] = release
    wide = sorted(folder.rglob("UN_EGDI_*_WIDEF.csv"))
    if wide:
        documents = [
            Document(path.name, body := path.read_bytes(), hashlib.sha256(body).hexdigest())
            for path in wide
        ]
        dated = max(path.stat().st_mtime for path in wide)
        day = datetime.datetime.fromtimestamp(dated, datetime.UTC).date()
        for release in parse_wide(documents, source, day):
            native.setdefault(release.edition, release)
    return list(native.values())


def fetch(client: Client, source: Source) -> list[Release]:
    """Return all editions from Data360: the bulk file of each index, else its JSON pages."""
    today = datetime.datetime.now(datetime.UTC).date()
    codes = [each.code for each in source.indicators.values() if each.code]
    try:
        documents = [client.get(source.addresses["wide"].format(code=code)) for code in codes]
        return parse_wide(documents, source, today)
    except Fault as fault:
        client.remarks.append(f"{fault}; the JSON interface was read instead")
    return parse_pages([_pages(client, source, code) for code in codes], source, today)


def parse_native(body: bytes, path: Path, source: Source) -> Release:
    """Return the edition in a file EGOV_DATA_<edition>.csv."""
    name, sha256 = path.name, hashlib.sha256(body).hexdigest()
    columns = {each.indicator_id: each.native for each in source.indicators.values()}
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault(f"{name}: not UTF-8 text; download the file again") from None
    states: list[State] = []
    unknown, years = [], set()
    for number, row in enumerate(rows_of(text, name, (YEAR, NAME, RANK, *columns.values())), 2):
        where = f"{name}, row {number}"
        years.add(year_of(row[YEAR], where))
        iso3 = places.by_name(row[NAME])
        if iso3 is None:
            unknown.append(row[NAME].strip())
            continue
        values = {each: decimal(row[column], where) for each, column in columns.items()}
        states.append((iso3, values, row[RANK].strip()))
    if unknown:
        raise Fault(
            f"{name}: unknown country name {short(sorted(unknown))}; add its spelling to "
            "data/country_aliases.csv"
        )
    if len(years) != 1:
        raise Fault(f"{name}: it holds {len(years)} survey years; an edition has exactly one")
    known = source.copy_of(name, sha256)
    dated = datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date()
    return _release(
        years.pop(),
        states,
        source,
        frozenset(columns),
        address=source.url,
        sha256=sha256,
        retrieved_on=known.retrieved_on if known else dated,
        passed_on_by=known.passed_on_by if known else None,
    )


def parse_wide(
    documents: list[Document], source: Source, retrieved_on: datetime.date
) -> list[Release]:
    """Return the editions in Data360's wide files: a row a country, a column an edition."""
    by_code = {each.code: each.indicator_id for each in source.indicators.values() if each.code}
    cells: list[tuple[str, int, str, str]] = []
    for document in documents:
        name = document.address.rsplit("/", 1)[-1]
        text = document.text()
        if text.lstrip()[:1] == "<":
            raise Fault(
                f"{document.address}: a web page came in place of a CSV file; try again later"
            )
        for number, row in enumerate(rows_of(text, name, ("REF_AREA", "INDICATOR")), start=2):
            indicator = by_code.get(row["INDICATOR"])
            if indicator is None:
                continue
            for column, value in row.items():
                if column.isdigit() and value.strip():
                    where = f"{name}, row {number}"
                    cells.append(
                        (row["REF_AREA"], year_of(column, where), indicator, decimal(value, where))
                    )
    return _editions(cells, documents, source, retrieved_on)


def _pages(client: Client, source: Source, code: str) -> list[Document]:
    documents, skip, count = [], 0, 1
    while skip < count:
        document = client.get(source.addresses["json"].format(code=code, skip=skip))
        answer = document.json()
        if not isinstance(answer, dict) or not isinstance(answer.get("value"), list):
            raise Fault(f"{document.address}: the answer has no list of values; try again later")
        if not answer["value"]:
            break
        documents.append(document)
        skip, count = skip + len(answer["value"]), int(answer["count"])
    return documents


def parse_pages(
    pages: list[list[Document]], source: Source, retrieved_on: datetime.date
) -> list[Release]:
    """Return the editions in the pages of Data360's JSON interface, one list a code."""
    by_code = {each.code: each.indicator_id for each in source.indicators.values() if each.code}
    documents = [document for series in pages for document in series]
    cells = [
        (
            str(row["REF_AREA"]),
            year_of(str(row["TIME_PERIOD"]), document.address),
            by_code[row["INDICATOR"]],
            decimal(str(row["OBS_VALUE"]), document.address),
        )
        for document in documents
        for row in document.json()["value"]
        if row.get("INDICATOR") in by_code and row.get("OBS_VALUE") is not None
    ]
    return _editions(cells, documents, source, retrieved_on)


def _editions(
    cells: list[tuple[str, int, str, str]],
    documents: list[Document],
    source: Source,
    retrieved_on: datetime.date,
) -> list[Release]:
    found: dict[int, dict[str, dict[str, str]]] = {}
    unknown = set()
    for code, year, indicator, value in cells:
        iso3 = places.by_code(code)
        if iso3 is None:
            unknown.add(code)
            continue
        found.setdefault(year, {}).setdefault(iso3, {})[indicator] = value
    address = documents[0].address if documents else source.url
    if unknown:
        raise Fault(
            f"{address}: unknown country code {short(sorted(unknown))}; add it to "
            "data/country_aliases.csv"
        )
    missing = [str(year) for year in EXPECTED if year not in found]
    if missing:
        raise Fault(f"{address}: edition {', '.join(missing)} is missing; take the UN's own files")
    carries = frozenset(each.indicator_id for each in source.indicators.values() if each.code)
    digest = hashlib.sha256("".join(sorted(each.sha256 for each in documents)).encode()).hexdigest()
    return [
        _release(
            year,
            [(iso3, values, "") for iso3, values in sorted(states.items())],
            source,
            carries,
            address=address,
            sha256=digest,
            retrieved_on=retrieved_on,
            passed_on_by="World Bank Data360",
        )
        for year, states in sorted(found.items())
    ]


def _release(
    year: int,
    states: list[State],
    source: Source,
    carries: frozenset[str],
    *,
    address: str,
    sha256: str,
    retrieved_on: datetime.date | None,
    passed_on_by: str | None,
) -> Release:
    """Sort an edition's rows into figures and absences.

    EGDI 0 marks a state that was not assessed: nothing of its row is a value, nor is its rank.
    HCI 0 marks a missing component. Any other 0 on an assessed row is a real zero.
    """
    edition = str(year)
    figures, absences = [], []
    for iso3, values, rank in states:
        if Decimal(values.get("egdi", "0")) == 0:
            absences += [Absence(each, iso3, year, edition, "not_assessed") for each in carries]
            continue
        for indicator, value in values.items():
            if indicator == "hci" and Decimal(value) == 0:
                absences.append(Absence(indicator, iso3, year, edition, "component_missing"))
                continue
            own = rank if source.indicators[indicator].rank_published else ""
            figures.append(Figure(indicator, iso3, year, value, edition, own))
    present = {iso3 for iso3, _, _ in states}
    for iso3 in places.arab_states():
        if iso3 not in present:
            reason = source.not_surveyed.get(iso3, "not_assessed")
            absences += [Absence(each, iso3, year, edition, reason) for each in carries]
    return Release(
        edition,
        address,
        sha256,
        tuple(figures),
        carries,
        tuple(sorted(absences, key=lambda a: (a.indicator_id, a.iso3))),
        retrieved_on=retrieved_on,
        passed_on_by=passed_on_by,
    )
