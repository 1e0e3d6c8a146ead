"""Declarations: what a person writes in etl/sources/<name>.toml and data/*.toml, checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl import places
from etl.declarations import (
    Benchmark,
    Break,
    Copy,
    CrossCheck,
    Declined,
    Doubt,
    Group,
    Indicator,
    Link,
    Pillar,
    Policy,
    Published,
    Quotation,
    Source,
    Texts,
    Unit,
)
from etl.faults import Fault
from etl.tables import load, record, texts

ROOT = Path(__file__).parents[1]
SOURCES = Path(__file__).parent / "sources"
DATA = ROOT / "data"
TABLES: Mapping[str, tuple[str, type]] = {
    "break": ("breaks", Break),
    "exception": ("exceptions", Published),
    "copy": ("copies", Copy),
    "absence": ("declined", Declined),
    "doubt": ("doubts", Doubt),
    "quotation": ("quotations", Quotation),
}
"""Lists of tables in a source's file: their key there, and the field and record they become."""


def source_of(path: Path) -> Source:
    """Return the source declared in a file."""
    raw, where = load(path), path.name
    parts: dict[str, Any] = {
        "indicators": {
            identity: record(
                Indicator, table, f"{where}, indicator {identity}", indicator_id=identity
            )
            for identity, table in raw.pop("indicator", {}).items()
        },
        "checks": {
            identity: record(CrossCheck, table, f"{where}, check {identity}", check_id=identity)
            for identity, table in raw.pop("check", {}).items()
        },
    }
    for key, (name, kind) in TABLES.items():
        parts[name] = [record(kind, each, f"{where}, {key}") for each in raw.pop(key, [])]
    source = record(Source, raw, where, source_id=path.stem, **parts)
    _known(source, where)
    return source


def _known(source: Source, where: str) -> None:
    """Refuse a name of an indicator, a unit or a reason that is declared nowhere."""
    units, reasons = load_units(), absence_reasons()
    for indicator in source.indicators.values():
        if indicator.unit not in units:
            raise Fault(
                f"{where}, indicator {indicator.indicator_id}: unit “{indicator.unit}” is "
                "not in data/units.toml; add it there or correct the name"
            )
    named = {each for own in source.indicators.values() for each in own.parts}
    named |= {each for own in source.breaks for each in own.indicators}
    named |= {each for own in source.declined for each in own.indicators}
    named |= {own.indicator for own in source.exceptions}
    named |= {own.indicator for own in source.doubts}
    named |= {own.indicator for own in source.quotations}
    named |= {each for own in source.doubts for each in own.unless} | source.zero_means.keys()
    strange = sorted(named - source.indicators.keys())
    if strange:
        raise Fault(f"{where}: {', '.join(strange)} is no indicator here; correct the name")
    wanted = {source.absent, *source.zero_means.values(), *source.not_surveyed.values()}
    wanted |= {each.reason for each in source.declined}
    unknown = sorted(wanted - reasons.keys())
    if unknown:
        raise Fault(
            f"{where}: reason {', '.join(unknown)} is not in data/absence_reasons.toml; add it "
            "there or correct the name"
        )


@lru_cache
def sources() -> dict[str, Source]:
    """Return every declared source by id, in the order of lists."""
    found = [source_of(path) for path in sorted(SOURCES.glob("*.toml"))]
    every = [own for source in found for own in source.indicators.values()]
    places: dict[tuple[str, int], str] = {}
    for own in every:
        other = places.setdefault((own.topic, own.position), own.indicator_id)
        if other != own.indicator_id:
            raise Fault(
                f"{other} and {own.indicator_id} both have position {own.position} in the topic "
                f"{own.topic}; number them anew"
            )
    ids = [own.indicator_id for own in every] + [each for own in found for each in own.checks]
    twice = sorted({each for each in ids if ids.count(each) > 1})
    if twice:
        raise Fault(f"{', '.join(twice)} is declared twice; one indicator has one source")
    return {source.source_id: source for source in sorted(found, key=lambda each: each.position)}


@lru_cache
def load_units() -> dict[str, Unit]:
    """Return the units of measure by id."""
    return {
        identity: record(Unit, table, f"units.toml, {identity}")
        for identity, table in load(DATA / "units.toml").items()
    }


@lru_cache
def groups() -> dict[str, Group]:
    """Return the groups of Arab states by id, in the order of the file."""
    return {
        identity: record(Group, table, f"country_groups.toml, {identity}")
        for identity, table in load(DATA / "country_groups.toml").items()
    }


@lru_cache
def pillars() -> dict[str, Pillar]:
    """Return the pillars by id, in the order of the file, with the indicators of each."""
    found = {}
    for identity, table in load(DATA / "pillars.toml").items():
        where = f"pillars.toml, {identity}"
        links = {
            each: record(Link, own, f"{where}, {each}")
            for each, own in table.pop("indicator", {}).items()
        }
        found[identity] = record(Pillar, table, where, links=links)
    return found


@lru_cache
def benchmarks() -> dict[str, Benchmark]:
    """Return the targets and benchmarks by id, in the order of the file.

    Raises:
        Fault: a row has no source or relation, names an unknown indicator or scope, or its number
            and comparator do not belong together.
    """
    found = {}
    for identity, table in load(DATA / "benchmarks.toml").items():
        where = f"benchmarks.toml, {identity}"
        row = record(Benchmark, table, where)
        if row.indicator is not None and row.indicator not in indicators():
            raise Fault(f"{where}: {row.indicator} is no indicator; correct the name")
        if not row.address.startswith("https://"):
            raise Fault(f"{where}: the address must say where it was read, with https://")
        numbers = (row.value is not None) + (row.statistic is not None)
        if numbers > 1 or (row.comparator is None) != (numbers == 0):
            raise Fault(f"{where}: a comparator stands with exactly one value or statistic")
        scope_of(row.scope, where)
        found[identity] = row
    return found


def scope_of(scope: str | list[str], where: str) -> tuple[str, ...]:
    """Return the states to which a benchmark applies: all, those of groups, or those named.

    Raises:
        Fault: a name is neither a group nor an Arab state; `where` says in which row.
    """
    states: set[str] = set()
    for name in [scope] if isinstance(scope, str) else scope:
        if name == "all":
            states |= set(places.arab_states())
        elif name in groups():
            states |= set(groups()[name].members)
        elif name in places.arab_states():
            states.add(name)
        else:
            raise Fault(f"{where}: scope {name} is neither a group nor an Arab state; correct it")
    return tuple(sorted(states))


@lru_cache
def policies() -> dict[str, Policy]:
    """Return the policies on electronic accessibility by country."""
    return {
        iso3: record(Policy, table, f"accessibility_policies.toml, {iso3}")
        for iso3, table in load(DATA / "accessibility_policies.toml").items()
    }


@lru_cache
def absence_reasons() -> dict[str, Texts]:
    """Return the reasons for an absence by id."""
    reasons = load(DATA / "absence_reasons.toml")
    for identity, each in reasons.items():
        texts(each, f"absence_reasons.toml, {identity}")
    return reasons


@lru_cache
def indicators() -> frozenset[str]:
    """Return the ids of every declared indicator."""
    return frozenset(each for source in sources().values() for each in source.indicators)
