"""Good practices: data/practices/<id>.toml as frozen records."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from etl import places, references, registry, terms
from etl.declarations import Texts
from etl.faults import Fault
from etl.references import Reference
from etl.tables import load, record

FOLDER = registry.DATA / "practices"
NAME = re.compile(r"[a-z]{3}-[a-z0-9]+(-[a-z0-9]+)*")
DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True)
class Reasoned:
    """A tie to a pillar, an indicator or a target, with its reason and who made it."""

    reason: Texts
    assigned: str = "editor"


@dataclass(frozen=True)
class Result:
    """One figure on a practice: what was counted, when, of which kind, said by which source.

    `date` is a year, a month or a day, with `until` the start of a period; `about` where the page
    bears no date of its own. Without a date none is known.
    """

    figure: Texts
    kind: str
    source: str
    date: str | None = None
    until: str | None = None
    about: bool = False


@dataclass(frozen=True)
class Limit:
    """A failure, a limit or a criticism; without a source it is our reading."""

    text: Texts
    source: str | None = None


@dataclass(frozen=True)
class Transfer:
    """Who took the practice over ('to') or from where it was taken ('from')."""

    direction: str
    text: Texts
    countries: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True)
class Practice:
    """One case of technology or innovation in the public sector."""

    practice_id: str
    country: str
    level: str
    title: Texts
    title_printed: bool
    institution: Texts
    status: str
    area: str
    technology: Mapping[str, str]
    problem: Texts
    solution: Texts
    lesson: Texts
    note: Texts
    confidence: str
    checked: datetime.date
    pillar: Mapping[str, Reasoned]
    sdg: Mapping[str, Reasoned]
    indicator: Mapping[str, Reasoned]
    sources: tuple[Reference, ...]
    results: tuple[Result, ...] = ()
    limits: tuple[Limit, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    launched: int | None = None
    status_note: Texts | None = None
    reached: Texts | None = None
    conditions: Texts | None = None
    cost: Texts | None = None
    review: Mapping[str, Any] | None = None
    """When a submission was accepted and its scores; none where the editors wrote the text."""


LISTS: Mapping[str, tuple[str, type]] = {
    "result": ("results", Result),
    "limit": ("limits", Limit),
    "transfer": ("transfers", Transfer),
}


def of(path: Path) -> Practice:
    """Return the practice of a file; its name is the id.

    Raises:
        Fault: a key, a text, a term, a country, an indicator or a source is missing or unknown.
    """
    raw, where = load(path), f"practices/{path.name}"
    if not NAME.fullmatch(path.stem):
        raise Fault(f"{where}: name the file after country and practice, like jor-sanad.toml")
    parts: dict[str, Any] = {
        key: {
            each: record(Reasoned, table, f"{where}, {key} {each}")
            for each, table in raw.pop(key, {}).items()
        }
        for key in ("pillar", "sdg", "indicator")
    }
    for key, (name, kind) in LISTS.items():
        parts[name] = tuple(record(kind, each, f"{where}, {key}") for each in raw.pop(key, []))
    parts["sources"] = references.references(raw.pop("source", []), where)
    practice = record(Practice, raw, where, practice_id=path.stem, **parts)
    _known(practice, where)
    return practice


def _known(own: Practice, where: str) -> None:
    """Refuse what is in no fixed list, and a practice that no dated page bears out."""
    if own.country not in places.arab_states():
        raise Fault(f"{where}: {own.country} is no Arab state; write its ISO 3166 alpha-3 code")
    if own.level not in ("national", "local"):
        raise Fault(f"{where}: level is national or local")
    for name, ids in {
        "status": (own.status,),
        "area": (own.area,),
        "technology": tuple(own.technology),
        "depth": tuple(own.technology.values()),
        "confidence": (own.confidence,),
        "kind": tuple(each.kind for each in own.results),
        "sdg_target": tuple(own.sdg),
    }.items():
        terms.hold(name, ids, where)
    strange = sorted(own.pillar.keys() - registry.pillars().keys())
    strange += sorted(own.indicator.keys() - registry.indicators())
    if strange:
        raise Fault(f"{where}: {', '.join(strange)} is no pillar or indicator; correct the name")
    for each in own.transfers:
        if each.direction not in ("to", "from"):
            raise Fault(f"{where}: the direction of a transfer is to or from")
        unknown = sorted(set(each.countries) - set(places.every_code()))
        if unknown:
            raise Fault(f"{where}: {', '.join(unknown)} is no country; correct the code")
    for result in own.results:
        if not all(DAY.fullmatch(each) for each in (result.date, result.until) if each):
            raise Fault(f"{where}: the date of a result is like 2024, 2024-03 or 2024-03-14")
    if not any(each.year for each in own.sources):
        raise Fault(f"{where}: at least one source needs an address and a year")
    keys: list[str | None] = [each.source for each in own.results]
    keys += [each.source for each in own.limits] + [each.source for each in own.transfers]
    references.hold(own.sources, keys, where)


@lru_cache
def practices() -> Mapping[str, Practice]:
    """Return every practice by id, sorted by id."""
    return {path.stem: of(path) for path in sorted(FOLDER.glob("*.toml"))}
