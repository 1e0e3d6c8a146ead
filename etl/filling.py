"""Filling a store: declarations, published figures and absences, then the checks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import pycountry
from babel import Locale

from etl import checks, library, manifest, places, publish, registry, remarks
from etl.declarations import ALLOWED, Source, Texts
from etl.faults import Fault, shaped
from etl.rows import insert
from etl.tables import LANGUAGES


def make(path: Path, version: str, schema: Path) -> None:
    """Make a store of the published figures and the declarations, and hold every check.

    Raises:
        Fault: a published file is not the one that was published, or a check fails.
    """
    sources = registry.sources()
    strange = publish.misplaced()
    if strange:
        raise Fault(
            f"{', '.join(strange)}: figures lie in data/published that may not be passed on, or in "
            "data/private that may; move them by removing the folder and pulling the source again"
        )
    whole = {
        source.source_id: manifest.verify(publish.folder_of(source), [source.source_id]).get(
            source.source_id, {}
        )
        for source in sources.values()
    }
    with duckdb.connect(path) as store:
        # It would write its bar among what we print.
        store.execute("SET enable_progress_bar = false")
        store.execute(schema.read_text("utf-8"))
        store.begin()
        _insert_places(store)
        _insert_pillars(store)
        for source in sources.values():
            _insert_source(store, source, whole[source.source_id])
        _insert_figures(store, sources.values())
        _name_what_was_never_pulled(store)
        remarks.insert(store, sources.values(), whole)
        library.insert(store)
        declare(store, sources.values())
        checks.run(store)
        held = ((place, check.said) for place, check in enumerate(checks.CHECKS, 1))
        insert(store, "build_check", held)
        store.execute(
            """
            INSERT INTO build SELECT ?, (now() AT TIME ZONE 'UTC')::TIMESTAMP,
                (SELECT count(*) FROM observation), (SELECT count(*) FROM absence)
            """,
            [version],
        )
        store.commit()
        store.execute("CHECKPOINT")


def _insert_places(store: duckdb.DuckDBPyConnection) -> None:
    arab = places.arab_states()
    territories = {each: Locale(each).territories for each in LANGUAGES}
    rows = []
    for country in pycountry.countries:
        state = arab.get(country.alpha_3)
        name = (
            {"en": state.name_en, "ar": state.name_ar}
            if state
            else {each: territories[each][country.alpha_2] for each in LANGUAGES}
        )
        tile = (state.tile_row, state.tile_column) if state else (None, None)
        rows.append(
            (country.alpha_3, country.alpha_2, country.numeric, name, state is not None, *tile)
        )
    insert(store, "country", rows)
    groups = registry.groups()
    insert(
        store,
        "country_group",
        (
            (identity, group.name, group.basis, position, len(group.members) < len(arab))
            for position, (identity, group) in enumerate(groups.items())
        ),
    )
    insert(
        store,
        "country_group_member",
        ((identity, iso3) for identity, group in groups.items() for iso3 in group.members),
    )
    insert(
        store,
        "unit",
        (
            (identity, unit.name, unit.symbol, unit.decimals, unit.lowest, unit.highest)
            for identity, unit in registry.load_units().items()
        ),
    )
    insert(store, "absence_reason", registry.absence_reasons().items())


def _insert_pillars(store: duckdb.DuckDBPyConnection) -> None:
    insert(
        store,
        "pillar",
        (
            (identity, pillar.name, pillar.meaning, position)
            for position, (identity, pillar) in enumerate(registry.pillars().items())
        ),
    )


def _links() -> dict[str, tuple[str, Texts, bool]]:
    """Return for each indicator its pillar, the reason, and whether a profile draws it."""
    return {
        indicator: (identity, link.reason, link.profile)
        for identity, pillar in registry.pillars().items()
        for indicator, link in pillar.links.items()
    }


def _insert_source(store: duckdb.DuckDBPyConnection, source: Source, known: dict[str, Any]) -> None:
    insert(
        store,
        "source",
        [
            (
                source.source_id,
                source.name,
                source.producer,
                source.licence,
                source.licence_url,
                source.url,
                source.rhythm_months,
                source.sharing,
                source.live,
                source.position,
            )
        ],
    )
    notes = {copy.edition: copy.note for copy in source.copies}
    insert(
        store,
        "edition",
        (
            (
                f"{source.source_id}.{edition}",
                source.source_id,
                edition,
                *_provenance(entry, notes.get(edition)),
                entry["rows"],
                entry["arab_states"],
            )
            for edition, entry in known.get("editions", {}).items()
        ),
    )
    links, topics = _links(), ALLOWED["topic"]
    insert(
        store,
        "indicator",
        (
            (
                each.indicator_id,
                source.source_id,
                each.code or each.native,
                each.unit,
                each.topic,
                each.better,
                *links.get(each.indicator_id, (None, None, False)),
                each.sdg,
                each.relation,
                source.sharing,
                each.name,
                each.short_name,
                each.definition,
                each.custodian or source.producer,
                source.caveat if source.survey else None,
                source.survey,
                each.banded,
                each.rank_published,
                list(each.parts),
                topics.index(each.topic) * 100 + each.position,
            )
            for each in source.indicators.values()
        ),
    )
    insert(
        store,
        "series_break",
        (
            (identity, each.year, each.reason, each.comparable)
            for each in source.breaks
            for identity in each.indicators
        ),
    )


def _provenance(entry: dict[str, Any], note: Texts | None) -> tuple[Any, ...]:
    with shaped(f"data/published/{manifest.MANIFEST}"):
        own = manifest.summary(entry)
        first = (own["released_on"], own["retrieved_on"], own["address"], own["passed_on_by"])
        return (*first, note, own["sha256"])


def _insert_figures(store: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> None:
    for source in sources:
        own = publish.folder_of(source) / source.source_id
        # Ordered by indicator, country and year, so that a series is read from one place.
        files = [
            str(own / f"{each}.csv")
            for each in sorted(source.indicators)
            if (own / f"{each}.csv").exists()
        ]
        if files:
            store.execute(
                """
                INSERT INTO observation
                SELECT parse_filename(filename, true), iso3, year, value, rank, obs_status,
                       ? || '.' || edition, note
                FROM read_csv(?, header = true, filename = true, columns = {
                    'iso3': 'VARCHAR', 'year': 'USMALLINT', 'value': 'DOUBLE', 'rank': 'USMALLINT',
                    'obs_status': 'VARCHAR', 'edition': 'VARCHAR', 'note': 'VARCHAR'})
                """,
                [source.source_id, files],
            )
        absences = own / "absences.csv"
        if absences.exists():
            store.execute(
                """
                INSERT INTO absence
                SELECT indicator_id, iso3, year, edition, reason_id
                FROM read_csv(?, header = true, columns = {
                    'indicator_id': 'VARCHAR', 'iso3': 'VARCHAR', 'year': 'USMALLINT',
                    'edition': 'VARCHAR', 'reason_id': 'VARCHAR'})
                """,
                [str(absences)],
            )


def _name_what_was_never_pulled(store: duckdb.DuckDBPyConnection) -> None:
    """An indicator without any figure or absence is absent for every Arab state, by name."""
    store.execute(
        """
        INSERT INTO absence
        SELECT indicator_id, iso3, NULL, NULL, 'not_yet_retrieved'
        FROM indicator CROSS JOIN (SELECT iso3 FROM country WHERE arab)
        WHERE indicator_id NOT IN (SELECT indicator_id FROM observation)
          AND indicator_id NOT IN (SELECT indicator_id FROM absence)
        """
    )


def declare(store: duckdb.DuckDBPyConnection, sources: Iterable[Source]) -> None:
    """Tell the checks what is published otherwise; these tables are not part of the store."""
    store.execute(
        """
        CREATE TEMP TABLE declared (
            rule VARCHAR, indicator_id VARCHAR, iso3 VARCHAR, year USMALLINT)
        """
    )
    store.execute(
        "CREATE TEMP TABLE declared_weight (part_id VARCHAR, year USMALLINT, weight DOUBLE)"
    )
    known = list(sources)
    exceptions = [(source, each) for source in known for each in source.exceptions]
    insert(
        store,
        "declared",
        (
            (each.check, each.indicator, iso3, year)
            for _, each in exceptions
            for iso3 in each.countries
            for year in each.years
        ),
    )
    insert(
        store,
        "declared_weight",
        (
            (part, year, weight)
            for source, each in exceptions
            if each.weights
            for year in each.years
            for part, weight in zip(
                source.indicators[each.indicator].parts, each.weights, strict=True
            )
        ),
    )
