"""Which states and benchmarks the view of targets shows: what a reader can ask for."""

from __future__ import annotations

from dataclasses import dataclass

from app import queries
from app.i18n import said, text
from app.records import Benchmark

BOTH, ALL, ARAB = "both", "all", "arab"
GOALS = ("16.6", "17.7")
"""The SDG targets under which benchmarks are shown."""

TYPES = (
    "un_2030",
    "regional",
    "national",
    "global_framework",
    "index_band",
    "statistical",
    "scale",
)
"""Types of benchmarks, those that a body has set first."""


@dataclass(frozen=True)
class Filters:
    """What the reader asks for; 'both' and 'all' let everything pass."""

    target: str = BOTH
    kind: str = ALL
    pillar: str = ALL
    group: str = ARAB
    country: str = ALL
    past: bool = False
    illustrative: bool = False

    def link(self, language: str) -> dict[str, str]:
        """Return the parameters that reopen the view with these filters; defaults are left out."""
        plain = Filters()
        asked = {
            "target": (self.target, plain.target),
            "type": (self.kind, plain.kind),
            "pillar": (self.pillar, plain.pillar),
            "group": (self.group, plain.group),
            "country": (self.country, plain.country),
            "past": (str(int(self.past)), "0"),
            "illustrative": (str(int(self.illustrative)), "0"),
        }
        chosen = {name: own for name, (own, default) in asked.items() if own != default}
        return {"lang": language, **chosen}

    def goals(self) -> tuple[str, ...]:
        """Return the SDG targets asked for."""
        return GOALS if self.target == BOTH else (self.target,)


def passing(version: str, filters: Filters) -> dict[str, Benchmark]:
    """Return the benchmarks that pass the filters, judged or not, those of the past as well."""
    shown = set(states(version, filters))
    return {
        identity: row
        for identity, row in queries.benchmarks(version).items()
        if row.target in filters.goals()
        and filters.kind in (ALL, row.type)
        and filters.pillar in (ALL, pillar_of(version, row))
        and shown & set(row.scope)
    }


def listed(version: str, filters: Filters) -> frozenset[str]:
    """Return the ids of what passes, commitments of the past only where they are asked for."""
    return frozenset(
        each
        for each, row in passing(version, filters).items()
        if filters.past or row.standing != "expired"
    )


def pillar_of(version: str, row: Benchmark) -> str | None:
    """Return the pillar of a benchmark's indicator; None where it has none."""
    indicator = queries.declared(version).get(row.indicator_id or "")
    return indicator.pillar if indicator else None


def states(version: str, filters: Filters) -> tuple[str, ...]:
    """Return the states shown: the one asked for, else those of the group."""
    if filters.country != ALL:
        return (filters.country,)
    return queries.groups(version)[filters.group].members


def options(version: str, language: str) -> dict[str, dict[str, str]]:
    """Return what can be chosen of targets, types and pillars: parameter to ids with names."""
    named = {kind: text(language, f"kind.{kind}") for kind in TYPES}
    kinds = {kind: name[0].upper() + name[1:] for kind, name in named.items()}
    pillars = {
        identity: said(language, pillar.name)
        for identity, pillar in queries.pillars(version).items()
    }
    return {
        "target": {BOTH: text(language, "targets.both"), **{goal: goal for goal in GOALS}},
        "type": {ALL: text(language, "targets.all_types"), **kinds},
        "pillar": {ALL: text(language, "targets.all_pillars"), **pillars},
    }
