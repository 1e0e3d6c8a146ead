"""National digital strategies: data/strategies/<iso3>.toml as frozen records."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etl import places, references, registry, terms
from etl.declarations import Texts
from etl.faults import Fault
from etl.practices import DAY
from etl.references import Reference
from etl.tables import load, record

FOLDER = registry.DATA / "strategies"


@dataclass(frozen=True)
class Strategy:
    """One strategic text of a state; years and lead institution where a page states them."""

    id: str
    title: Texts
    kind: str
    level: str
    status: str
    summary: Texts
    sources: tuple[str, ...]
    first: int | None = None
    last: int | None = None
    lead: Texts | None = None
    successor: Texts | None = None
    evaluation: Texts | None = None


@dataclass(frozen=True)
class Aim:
    """A measurable target that a strategy states: announced, not reached."""

    strategy: str
    text: Texts
    kind: str
    source: str
    year: int | None = None
    indicator: str | None = None
    tie: Texts | None = None
    """How far the indicator measures the target."""


@dataclass(frozen=True)
class Followed:
    """A figure published on the way, as reported."""

    strategy: str
    date: str
    text: Texts
    source: str


@dataclass(frozen=True)
class State:
    """What was found on one state; without any strategy the note says so."""

    iso3: str
    checked: datetime.date
    strategies: tuple[Strategy, ...]
    aims: tuple[Aim, ...]
    followed: tuple[Followed, ...]
    sources: tuple[Reference, ...]
    note: Texts | None = None


def of(path: Path) -> State:
    """Return what a file says of the strategies of a state; its name is the country's code.

    Raises:
        Fault: a key, a text, a term, an indicator or a source is missing or unknown.
    """
    raw, where = load(path), f"strategies/{path.name}"
    iso3 = path.stem.upper()
    if iso3 not in places.arab_states():
        raise Fault(f"{where}: name the file after an Arab state, like jor.toml")
    state = record(
        State,
        {key: raw.pop(key) for key in ("checked", "note") if key in raw},
        where,
        iso3=iso3,
        strategies=tuple(record(Strategy, each, where) for each in raw.pop("strategy", [])),
        aims=tuple(record(Aim, each, f"{where}, target") for each in raw.pop("target", [])),
        followed=tuple(record(Followed, each, where) for each in raw.pop("followed", [])),
        sources=references.references(raw.pop("source", []), where),
    )
    if raw:
        raise Fault(f"{where}: unknown key {', '.join(sorted(raw))}; correct the spelling")
    _known(state, where)
    return state


def _known(state: State, where: str) -> None:
    """Refuse what is in no fixed list, and silence where no strategy was found."""
    own = {each.id for each in state.strategies}
    if len(own) != len(state.strategies):
        raise Fault(f"{where}: two strategies have the same id; rename one")
    if not own and state.note is None:
        raise Fault(f"{where}: without a strategy a note has to say that none was found")
    terms.hold("strategy_kind", (each.kind for each in state.strategies), where)
    terms.hold("strategy_status", (each.status for each in state.strategies), where)
    terms.hold("target_kind", (each.kind for each in state.aims), where)
    named = {each.strategy for each in state.aims} | {each.strategy for each in state.followed}
    if named - own:
        strange = ", ".join(sorted(named - own))
        raise Fault(f"{where}: {strange} is no strategy of the file; correct the id")
    for aim in state.aims:
        if aim.indicator is not None and aim.indicator not in registry.indicators():
            raise Fault(f"{where}: {aim.indicator} is no indicator; correct the name")
        if (aim.indicator is None) != (aim.tie is None):
            raise Fault(f"{where}: an indicator stands with a tie that says how far it measures")
    for strategy in state.strategies:
        if strategy.level not in ("national", "local"):
            raise Fault(f"{where}: level is national or local")
        if not strategy.sources:
            raise Fault(f"{where}: the strategy {strategy.id} needs a source")
        references.hold(state.sources, strategy.sources, where)
    for reported in state.followed:
        if not DAY.fullmatch(reported.date):
            raise Fault(f"{where}: a date is like 2024, 2024-03 or 2024-03-14")
    references.hold(state.sources, (each.source for each in state.aims), where)
    references.hold(state.sources, (each.source for each in state.followed), where)


@lru_cache
def states() -> Mapping[str, State]:
    """Return what was found on each state, by ISO 3166 alpha-3 code.

    Raises:
        Fault: a state has no file.
    """
    found = {path.stem.upper(): of(path) for path in sorted(FOLDER.glob("*.toml"))}
    missing = sorted(set(places.arab_states()) - set(found))
    if missing:
        raise Fault(f"data/strategies has no file for {', '.join(missing)}; write what was found")
    return found
