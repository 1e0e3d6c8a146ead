"""United Nations E-Government Survey: the UN's own file of an edition, or World Bank Data360.

Only the UN's file has the E-Participation Index and the published rank.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from etl import data360, places
from etl.faults import Fault, short
from etl.figures import Absence, Figure, Release, decimal, rows_of, year_of
from etl.http import Client, Document
from etl.registry import Source
from etl.tidy import one_of

YEAR, NAME, RANK = "Survey Year", "Country Name", "E-Government Rank"
EXPECTED = (2022, 2024)
"""Editions that Data360 must have: an older state of it ended in 2020."""

State = tuple[str, Mapping[str, str], str]
"""A row of an edition: country, decimal text by indicator, rank or ''."""


def read(folder: Path, source: Source) -> list[Release]:
    """Return the editions found below a folder: the UN's files, else those of Data360."""
    paths: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("EGOV_DATA_*.csv")):
        paths.setdefault(path.name, []).append(path)
    found: dict[str, Release] = {}
    for same in paths.values():
        path = one_of(same, source)
        release = parse_native(path.read_bytes(), path, source)
        if release.edition in found:
            raise Fault(f"{path.name}: edition {release.edition} is in another file too; leave one")
        found[release.edition] = release
    documents = data360.in_folder(folder, source)
    if documents:
        dated = max(path.stat().st_mtime for path in folder.rglob(documents[0].address))
        day = datetime.datetime.fromtimestamp(dated, datetime.UTC).date()
        address = source.addresses["wide"].format(code="UN_EGDI_EGDI")
        for release in parse_data360(documents, source, address, day):
            found.setdefault(release.edition, release)
    return list(found.values())


def fetch(client: Client, source: Source) -> list[Release]:
    """Return all editions from Data360, in the simplest form that answers."""
    today = datetime.datetime.now(datetime.UTC).date()
    codes = [each.code for each in source.indicators.values() if each.code]
    faults: list[Fault] = []
    for name, ask in data360.ways(client, source):
        try:
            documents = [document for code in codes for document in ask(code)]
            releases = parse_data360(documents, source, documents[0].address, today)
        except Fault as fault:
            faults.append(fault)
        else:
            client.remarks += [f"{fault}; Data360's {name} was read instead" for fault in faults]
            return releases
    raise Fault(f"{faults[0]}; the other forms of Data360 did not help")


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
        rank = row[RANK].strip()
        if rank and not (rank.isdigit() and 0 < int(rank) < 1000):
            raise Fault(f"{where}: “{rank}” is not a rank; correct the row or download it again")
        states.append((iso3, values, rank))
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


def parse_data360(
    documents: list[Document], source: Source, address: str, retrieved_on: datetime.date
) -> list[Release]:
    """Return the editions in Data360's documents, of whatever form."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    unknown = set()
    for code, year, indicator, value in data360.cells(documents, source):
        iso3 = places.by_code(code)
        if iso3 is None:
            unknown.add(code)
            continue
        own = found.setdefault(year, {}).setdefault(iso3, {})
        if indicator in own:
            raise Fault(
                f"{address}: {indicator} {iso3} {year} occurs twice; take the UN's own files"
            )
        own[indicator] = value
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
        absences += [
            Absence(each, iso3, year, edition, "component_missing")
            for each in carries - values.keys()
        ]
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
