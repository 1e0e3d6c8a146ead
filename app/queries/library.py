"""What was collected beside the figures: terms, practices, strategies, recommendations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from app.library import (
    Advice,
    Aim,
    Case,
    Document,
    Followed,
    Limit,
    Practice,
    Recommendation,
    Reference,
    Result,
    Step,
    Strategy,
    StrategyState,
    Term,
    Tool,
    Transfer,
)
from app.queries.asking import rows

Own = Mapping[str, list[dict[str, Any]]]


def _by(version: str, table: str, key: str, order: str) -> Own:
    """Return the rows of a table by one of its keys, in order, without the two columns."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows(version, f"SELECT * FROM {table} ORDER BY {key}, {order}"):  # noqa: S608
        row.pop("position", None)
        found.setdefault(row.pop(key), []).append(row)
    return found


@lru_cache(maxsize=4)
def terms(version: str) -> Mapping[str, Mapping[str, Term]]:
    """Return the fixed lists by name, each a term by id in the order of lists."""
    found: dict[str, dict[str, Term]] = {}
    for row in rows(version, "SELECT * FROM term ORDER BY list, position"):
        own = found.setdefault(row["list"], {})
        own[row["term_id"]] = Term(row["name"], row["meaning"], row["address"])
    return found


@lru_cache(maxsize=4)
def practices(version: str) -> Mapping[str, Practice]:
    """Return every practice by id."""
    technology = _by(version, "practice_technology", "practice_id", "technology")
    pillar = _by(version, "practice_pillar", "practice_id", "pillar")
    sdg = _by(version, "practice_sdg", "practice_id", "position")
    indicator = _by(version, "practice_indicator", "practice_id", "indicator_id")
    sources = _by(version, "practice_source", "practice_id", "position")
    results = _by(version, "practice_result", "practice_id", "position")
    limits = _by(version, "practice_limit", "practice_id", "position")
    transfers = _by(version, "practice_transfer", "practice_id", "position")
    found = {}
    for row in rows(version, "SELECT * FROM practice ORDER BY practice_id"):
        identity = row["practice_id"]
        found[identity] = Practice(
            **row,
            technology={each["technology"]: each["depth"] for each in technology.get(identity, ())},
            pillar={each["pillar"]: each["reason"] for each in pillar.get(identity, ())},
            sdg={each["sdg"]: each["reason"] for each in sdg.get(identity, ())},
            assigned={each["sdg"]: each["assigned"] for each in sdg.get(identity, ())},
            indicator={
                each["indicator_id"]: each["reason"] for each in indicator.get(identity, ())
            },
            sources=tuple(Reference(**each) for each in sources.get(identity, ())),
            results=tuple(Result(**each) for each in results.get(identity, ())),
            limits=tuple(Limit(**each) for each in limits.get(identity, ())),
            transfers=tuple(
                Transfer(**{**each, "countries": tuple(each["countries"])})
                for each in transfers.get(identity, ())
            ),
        )
    return found


@lru_cache(maxsize=4)
def strategies(version: str) -> Mapping[str, StrategyState]:
    """Return what was found on the strategies of each of the 22 states, by country."""
    own = _by(version, "strategy", "iso3", "position")
    aims = _by(version, "strategy_aim", "iso3", "position")
    followed = _by(version, "strategy_followed", "iso3", "position")
    sources = _by(version, "strategy_source", "iso3", "position")
    return {
        row["iso3"]: StrategyState(
            **row,
            strategies=tuple(
                Strategy(**{**each, "sources": tuple(each["sources"])})
                for each in own.get(row["iso3"], ())
            ),
            aims=tuple(Aim(**each) for each in aims.get(row["iso3"], ())),
            followed=tuple(Followed(**each) for each in followed.get(row["iso3"], ())),
            sources=tuple(Reference(**each) for each in sources.get(row["iso3"], ())),
        )
        for row in rows(version, "SELECT * FROM strategy_state ORDER BY iso3")
    }


@lru_cache(maxsize=4)
def families(version: str) -> Mapping[str, str]:
    """Return the family of each indicator that recommendations take for one with others."""
    found = rows(version, "SELECT indicator_id, family FROM indicator_family ORDER BY indicator_id")
    return {row["indicator_id"]: row["family"] for row in found}


@lru_cache(maxsize=4)
def recommendations(version: str) -> Mapping[str, Recommendation]:
    """Return every recommendation by id."""
    documents = {
        row["key"]: Document(**row) for row in rows(version, "SELECT * FROM advice_source")
    }
    advice = _by(version, "recommendation_advice", "recommendation_id", "position")
    cases = _by(version, "recommendation_practice", "recommendation_id", "position")
    sdg = _by(version, "recommendation_sdg", "recommendation_id", "position")
    found = {}
    for row in rows(version, "SELECT * FROM recommendation ORDER BY recommendation_id"):
        identity, steps, tools = row["recommendation_id"], row.pop("steps"), row.pop("technologies")
        for name in ("also", "focus", "indicators", "income", "risks", "safeguards"):
            row[name] = tuple(row[name])
        found[identity] = Recommendation(
            **row,
            steps=tuple(Step(**each) for each in steps),
            tools=tuple(Tool(**each) for each in tools),
            advice=tuple(
                Advice(documents[each["source"]], each["says"]) for each in advice[identity]
            ),
            cases=tuple(Case(**each) for each in cases[identity]),
            sdg={each["sdg"]: each["reason"] for each in sdg.get(identity, ())},
        )
    return found
