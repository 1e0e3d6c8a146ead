"""Recommendations: data/recommendations/<id>.toml as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl import practices, registry, terms
from etl.declarations import Texts
from etl.faults import Fault
from etl.tables import load, record

FOLDER = registry.DATA / "recommendations"


@dataclass(frozen=True)
class Document:
    """A document or page that gives advice, and whether the document itself was read."""

    body: str
    title: str
    address: str
    read_as: str
    year: int | None = None


@dataclass(frozen=True)
class Step:
    """One step, in order, and what stands behind it: a source, the practices, our judgement."""

    text: Texts
    basis: str


@dataclass(frozen=True)
class Technology:
    """A technology that serves, and how ready it is."""

    name: Texts
    readiness: str


@dataclass(frozen=True)
class Point:
    """A risk or a safeguard."""

    text: Texts


@dataclass(frozen=True)
class Advice:
    """What a document advises, in our words."""

    source: str
    says: Texts


@dataclass(frozen=True)
class Case:
    """A practice that shows the recommendation, its failure included."""

    practice: str
    role: str
    note: Texts


@dataclass(frozen=True)
class Tie:
    """The SDG target that is served, and why."""

    sdg: str
    reason: Texts


@dataclass(frozen=True)
class Recommendation:
    """What to do about a problem, under which conditions, on whose advice, shown by whom."""

    recommendation_id: str
    title: Texts
    problem: Texts
    pillar: str
    also: tuple[str, ...]
    focus: tuple[str, ...]
    indicators: tuple[str, ...]
    reading: Texts
    income: tuple[str, ...]
    conflict: str
    conflict_note: Texts
    connectivity: str
    connectivity_note: Texts
    legal: Texts
    cost: Texts
    confidence: str
    steps: tuple[Step, ...]
    technologies: tuple[Technology, ...]
    risks: tuple[Point, ...]
    safeguards: tuple[Point, ...]
    advice: tuple[Advice, ...]
    cases: tuple[Case, ...]
    ties: tuple[Tie, ...]
    income_note: Texts | None = None


LISTS: Mapping[str, tuple[str, type]] = {
    "step": ("steps", Step),
    "technology": ("technologies", Technology),
    "risk": ("risks", Point),
    "safeguard": ("safeguards", Point),
    "advice": ("advice", Advice),
    "case": ("cases", Case),
    "tie": ("ties", Tie),
}


def of(path: Path) -> Recommendation:
    """Return the recommendation of a file; its name is the id.

    Raises:
        Fault: a key, a text, a term, an indicator, a source or a practice is missing or unknown.
    """
    raw, where = load(path), f"recommendations/{path.name}"
    parts: dict[str, Any] = {
        name: tuple(record(kind, each, f"{where}, {key}") for each in raw.pop(key, []))
        for key, (name, kind) in LISTS.items()
    }
    own = record(Recommendation, raw, where, recommendation_id=path.stem, **parts)
    _known(own, where)
    return own


def _known(own: Recommendation, where: str) -> None:
    """Refuse what is in no fixed list, and advice that nobody gives or no practice shows."""
    for name, ids in {
        "focus": own.focus,
        "income": own.income,
        "conflict": (own.conflict,),
        "connectivity": (own.connectivity,),
        "read_as": (own.confidence,),
        "basis": tuple(each.basis for each in own.steps),
        "readiness": tuple(each.readiness for each in own.technologies),
        "role": tuple(each.role for each in own.cases),
        "sdg_target": tuple(each.sdg for each in own.ties),
    }.items():
        terms.hold(name, ids, where)
    families, known = indicator_families(), registry.indicators()
    strange = [each for each in own.indicators if each not in known and each not in families]
    strange += sorted({own.pillar, *own.also} - registry.pillars().keys())
    strange += [each.source for each in own.advice if each.source not in documents()]
    strange += [each.practice for each in own.cases if each.practice not in practices.practices()]
    if strange:
        raise Fault(
            f"{where}: {', '.join(strange)} is no pillar, indicator, practice or source of advice; "
            "correct the name"
        )
    for what, found in {
        "step": own.steps,
        "source of advice": own.advice,
        "practice": own.cases,
        "indicator": own.indicators,
    }.items():
        if not found:
            raise Fault(f"{where}: a recommendation needs at least one {what}; add it")


def measured(own: Recommendation) -> tuple[str, ...]:
    """Return the indicators of a recommendation, each family as its members, in order."""
    families = indicator_families()
    each = [one for name in own.indicators for one in families.get(name, (name,))]
    return tuple(dict.fromkeys(each))


@lru_cache
def indicator_families() -> Mapping[str, tuple[str, ...]]:
    """Return the families of indicators by name.

    Raises:
        Fault: a member is no indicator.
    """
    found = {
        name: tuple(ids) for name, ids in load(registry.DATA / "indicator_families.toml").items()
    }
    for name, ids in found.items():
        strange = sorted(set(ids) - registry.indicators())
        if strange:
            raise Fault(f"indicator_families.toml, {name}: {', '.join(strange)} is no indicator")
    return found


@lru_cache
def documents() -> Mapping[str, Document]:
    """Return the documents and pages that give advice, by key.

    Raises:
        Fault: a body is in no fixed list, or an address is none.
    """
    found = {}
    for key, table in load(registry.DATA / "advice_sources.toml").items():
        where = f"advice_sources.toml, {key}"
        own = record(Document, table, where)
        terms.hold("body", (own.body,), where)
        terms.hold("read_as", (own.read_as,), where)
        if not own.address.startswith(("https://", "http://")):
            raise Fault(f"{where}: the address must be one that a reader can open")
        found[key] = own
    return found


@lru_cache
def recommendations() -> Mapping[str, Recommendation]:
    """Return every recommendation by id, sorted by id."""
    return {path.stem: of(path) for path in sorted(FOLDER.glob("*.toml"))}
