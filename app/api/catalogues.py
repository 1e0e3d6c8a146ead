"""The catalogues as JSON: text in every language, ids as in links."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from typing import Any

from app import queries
from app.api import description
from app.export import structure
from app.queries.filter import Filter
from app.records import Indicator


def body(name: str, version: str, language: str) -> Any:
    """Return a catalogue, ready to be written as JSON; its data version stands first."""
    if name == "structure":
        indicators = [each for each in _declared(version) if each.sharing != "display_only"]
        return structure.message(queries.built_at(version), indicators, queries.countries(version))
    if name == "openapi":
        return description.body(version, language)
    return {"data_version": version, **plain(_MADE[name](version))}


def plain(each: Any) -> Any:
    """Return records, dates and lists as what JSON knows."""
    if is_dataclass(each) and not isinstance(each, type):
        return {field.name: plain(getattr(each, field.name)) for field in fields(each)}
    if isinstance(each, Mapping):
        return {str(key): plain(value) for key, value in each.items()}
    if isinstance(each, Set):
        return sorted(plain(value) for value in each)
    if isinstance(each, list | tuple):
        return [plain(value) for value in each]
    if isinstance(each, datetime.date):
        return each.isoformat()
    return each


def _declared(version: str) -> list[Indicator]:
    return list(queries.declared(version).values())


def _indicators(version: str) -> dict[str, Any]:
    none = {"first_year": None, "last_year": None, "observations": 0, "arab_states": 0}
    held = queries.extents(version)
    found = []
    for each in _declared(version):
        row = plain(each)
        row["source_id"] = row.pop("source")["source_id"]
        found.append({**row, **held.get(each.indicator_id, none)})
    topics = list(dict.fromkeys(each.topic for each in _declared(version)))
    return {
        "indicators": found,
        "pillars": list(queries.pillars(version).values()),
        "topics": topics,
    }


def _countries(version: str) -> dict[str, Any]:
    codes, groups = queries.codes(version), queries.groups(version).values()
    found = [
        {
            "iso3": iso3,
            "iso2": codes[iso3][0],
            "m49": codes[iso3][1],
            "name": each.name,
            "arab": each.arab,
            "groups": [group.group_id for group in groups if iso3 in group.members],
        }
        for iso3, each in queries.countries(version).items()
    ]
    return {"countries": found, "groups": list(groups)}


def _sources(version: str) -> dict[str, Any]:
    editions: dict[str, list[dict[str, Any]]] = {}
    for row in queries.taken(version, Filter(tuple(queries.declared(version)))):
        editions.setdefault(row.pop("source_id"), []).append(row)
    found = [
        {**plain(each), "editions": editions.get(source_id, [])}
        for source_id, each in queries.sources(version).items()
    ]
    return {"sources": found}


def _benchmarks(version: str) -> dict[str, Any]:
    return {"benchmarks": list(queries.benchmarks(version).values())}


def _practices(version: str) -> dict[str, Any]:
    found = list(queries.practices(version).values())
    return {"practices": found, "terms": queries.terms(version)}


def _strategies(version: str) -> dict[str, Any]:
    return {"states": list(queries.strategies(version).values()), "terms": queries.terms(version)}


def _recommendations(version: str) -> dict[str, Any]:
    found = list(queries.recommendations(version).values())
    return {"recommendations": found, "terms": queries.terms(version)}


_MADE = {
    "indicators": _indicators,
    "countries": _countries,
    "sources": _sources,
    "benchmarks": _benchmarks,
    "practices": _practices,
    "strategies": _strategies,
    "recommendations": _recommendations,
}
