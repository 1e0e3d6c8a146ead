"""Fixed lists, practices, strategies and recommendations into a store that is being made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import duckdb

from etl import practices, recommendations, strategies, terms
from etl.practices import Practice
from etl.recommendations import Recommendation
from etl.rows import insert as insert_rows
from etl.strategies import State

Rows = Iterator[tuple[str, tuple[object, ...]]]
"""Pairs of a table and one of its rows."""


def insert(store: duckdb.DuckDBPyConnection) -> None:
    """Insert everything that was collected beside the figures; indicators and places are in."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    for name, table in terms.terms().items():
        for position, (identity, each) in enumerate(table.items()):
            rows.setdefault("term", []).append(
                (name, identity, each.name, each.meaning, each.address, position)
            )
    for key, one in recommendations.documents().items():
        rows.setdefault("advice_source", []).append(
            (key, one.body, one.title, one.year, one.address, one.read_as)
        )
    for family, members in recommendations.indicator_families().items():
        rows.setdefault("indicator_family", []).extend((family, each) for each in members)
    for practice in practices.practices().values():
        _collect(rows, _practice(practice))
    for state in strategies.states().values():
        _collect(rows, _state(state))
    for recommendation in recommendations.recommendations().values():
        _collect(rows, _recommendation(recommendation))
    for table_name, own in rows.items():  # a table after those it refers to
        insert_rows(store, table_name, own)


def _collect(rows: dict[str, list[tuple[object, ...]]], found: Rows) -> None:
    for table, row in found:
        rows.setdefault(table, []).append(row)


def _practice(own: Practice) -> Rows:
    identity = own.practice_id
    yield (
        "practice",
        (
            identity,
            own.country,
            own.level,
            own.title,
            own.title_printed,
            own.institution,
            own.launched,
            own.status,
            own.status_note,
            own.area,
            own.problem,
            own.solution,
            own.reached,
            own.conditions,
            own.cost,
            own.lesson,
            own.note,
            own.confidence,
            own.checked,
            (own.review or {}).get("accepted_on"),
        ),
    )
    for position, page in enumerate(own.sources):
        yield (
            "practice_source",
            (identity, page.key, page.title, page.publisher, page.address, page.year, position),
        )
    for technology, depth in own.technology.items():
        yield "practice_technology", (identity, technology, depth)
    for pillar, tie in own.pillar.items():
        yield "practice_pillar", (identity, pillar, tie.reason)
    for position, (sdg, tie) in enumerate(own.sdg.items()):
        yield "practice_sdg", (identity, sdg, tie.reason, tie.assigned, position)
    for indicator, tie in own.indicator.items():
        yield "practice_indicator", (identity, indicator, tie.reason)
    for position, result in enumerate(own.results):
        yield (
            "practice_result",
            (
                identity,
                position,
                result.figure,
                result.date,
                result.until,
                result.about,
                result.kind,
                result.source,
            ),
        )
    for position, limit in enumerate(own.limits):
        yield "practice_limit", (identity, position, limit.text, limit.source)
    for position, each in enumerate(own.transfers):
        yield (
            "practice_transfer",
            (identity, position, each.direction, list(each.countries), each.text, each.source),
        )


def _state(own: State) -> Rows:
    yield "strategy_state", (own.iso3, own.checked, own.note)
    for position, page in enumerate(own.sources):
        yield (
            "strategy_source",
            (own.iso3, page.key, page.title, page.publisher, page.address, page.year, position),
        )
    for position, each in enumerate(own.strategies):
        yield (
            "strategy",
            (
                own.iso3,
                each.id,
                each.title,
                each.kind,
                each.level,
                each.first,
                each.last,
                each.status,
                each.lead,
                each.summary,
                each.successor,
                each.evaluation,
                list(each.sources),
                position,
            ),
        )
    for position, aim in enumerate(own.aims):
        yield (
            "strategy_aim",
            (
                own.iso3,
                aim.strategy,
                position,
                aim.text,
                aim.kind,
                aim.year,
                aim.indicator,
                aim.tie,
                aim.source,
            ),
        )
    for position, one in enumerate(own.followed):
        row = (own.iso3, one.strategy, position, one.date, one.text, one.source)
        yield "strategy_followed", row


def _recommendation(own: Recommendation) -> Rows:
    identity = own.recommendation_id
    yield (
        "recommendation",
        (
            identity,
            own.title,
            own.problem,
            own.pillar,
            list(own.also),
            list(own.focus),
            list(recommendations.measured(own)),
            own.reading,
            list(own.income),
            own.income_note,
            own.conflict,
            own.conflict_note,
            own.connectivity,
            own.connectivity_note,
            own.legal,
            own.cost,
            own.confidence,
            [{"text": _map(each.text), "basis": each.basis} for each in own.steps],
            [{"name": _map(each.name), "readiness": each.readiness} for each in own.technologies],
            [_map(each.text) for each in own.risks],
            [_map(each.text) for each in own.safeguards],
        ),
    )
    for position, each in enumerate(own.advice):
        yield "recommendation_advice", (identity, position, each.source, each.says)
    for position, case in enumerate(own.cases):
        row = (identity, case.practice, case.role, case.note, position)
        yield "recommendation_practice", row
    for position, tie in enumerate(own.ties):
        yield "recommendation_sdg", (identity, tie.sdg, tie.reason, position)


def _map(text: Mapping[str, str]) -> dict[str, object]:
    """Return a text as a map, also inside a list: there a plain dictionary becomes a struct."""
    return {"key": list(text), "value": list(text.values())}
