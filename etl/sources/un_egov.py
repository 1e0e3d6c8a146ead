"""United Nations E-Government Survey: the UN's own file of an edition, or World Bank Data360.

Only the UN's file has the E-Participation Index and the published rank.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from decimal import Decimal

from etl import data360, places
from etl.declarations import Source
from etl.documents import Document
from etl.faults import Fault, short
from etl.figures import Absence, Figure, Release, decimal, rows_of, year_of
from etl.folder import File, one_of
from etl.http import Client

NATIVE = "EGOV_DATA_"
YEAR, NAME, RANK = "Survey Year", "Country Name", "E-Government Rank"
EXPECTED = (2022, 2024)
"""Editions that Data360 must have: an older state of it ended in 2020."""

State = tuple[str, Mapping[str, str], str]
"""A row of an edition: country, decimal text by indicator, rank or ''."""


def read(files: list[File], source: Source) -> list[Release]:
    """Return the editions found in files: the UN's own, else those of Data360."""
    known = {digest for copy in source.copies for digest in copy.files.values()}
    same: dict[str, list[File]] = {}
    for file in files:
        if YEAR in file.columns or (file.stem.startswith(NATIVE) and file.name.endswith(".csv")):
            same.setdefault(_edition(file), []).append(file)
    found: dict[str, Release] = {}
    for copies in same.values():
        release = parse_native(one_of(copies, known), source)
        if release.edition in found:
            name = copies[0].name
            raise Fault(f"{name}: edition {release.edition} is in another file too; leave one")
        found[release.edition] = release
    own = data360.in_files(files, source)
    if own:
        day = max(file.modified for file in own)
        address = source.addresses["wide"].format(code="UN_EGDI_EGDI")
        documents = [file.document() for file in own]
        for release in parse_data360(documents, source, address, day):
            found.setdefault(release.edition, release)
    return list(found.values())


def _edition(file: File) -> str:
    """Return the edition that a file's first row names, else what its name says."""
    rows = file.head.splitlines()[1:2]
    year = rows[0].split(",")[0].strip().strip('"') if rows else ""
    return year if year.isdigit() else file.stem


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
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
    raise Fault(data360.why_unread(faults))


def parse_native(file: File, source: Source) -> Release:
    """Return the edition in a file EGOV_DATA_<edition>.csv."""
    name, text = file.name, file.text()
    columns = {each.indicator_id: each.native for each in source.indicators.values()}
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
        if rank and not (rank.isascii() and rank.isdigit() and 0 < int(rank[:9]) < 1000):
            raise Fault(f"{where}: “{rank}” is not a rank; correct the row or download it again")
        states.append((iso3, values, rank))
    if unknown:
        raise Fault(
            f"{name}: unknown country name {short(sorted(unknown))}; add its spelling to "
            "data/country_aliases.csv"
        )
    if len(years) != 1:
        raise Fault(f"{name}: it holds {len(years)} survey years; an edition has exactly one")
    known = source.copy_of(file.sha256)
    return _release(
        years.pop(),
        states,
        source,
        frozenset(columns),
        address=source.url,
        sha256=file.sha256,
        retrieved_on=known.retrieved_on if known else file.modified,
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
