"""Records of practices, strategies and recommendations as the app passes them around."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from app.records import Texts


@dataclass(frozen=True)
class Term:
    """One entry of a fixed list, with what it means and the page that names it, where needed."""

    name: Texts
    meaning: Texts | None
    address: str | None


@dataclass(frozen=True)
class Reference:
    """A page that was read: title, publisher, address, and the year it bears."""

    key: str
    title: str
    publisher: str
    address: str
    year: int | None


@dataclass(frozen=True)
class Result:
    """One figure on a practice; `date` is a year, a month or a day, `until` the end of a period.

    `about`: the page bears no date of its own. Without a date none is known.
    """

    figure: Texts
    date: str | None
    until: str | None
    about: bool
    kind: str
    source: str


@dataclass(frozen=True)
class Limit:
    """A failure, a limit or a criticism; without a source it is our reading."""

    text: Texts
    source: str | None


@dataclass(frozen=True)
class Transfer:
    """Who took a practice over ('to') or from where it was taken ('from')."""

    direction: str
    countries: tuple[str, ...]
    text: Texts
    source: str | None


@dataclass(frozen=True)
class Practice:
    """One case of technology or innovation in the public sector."""

    practice_id: str
    iso3: str
    level: str
    title: Texts
    title_printed: bool
    institution: Texts
    launched: int | None
    status: str
    status_note: Texts | None
    area: str
    problem: Texts
    solution: Texts
    reached: Texts | None
    conditions: Texts | None
    cost: Texts | None
    lesson: Texts
    note: Texts
    confidence: str
    checked: datetime.date
    accepted_on: datetime.date | None
    technology: Mapping[str, str]
    """Technology to the depth of its use."""
    pillar: Mapping[str, Texts]
    sdg: Mapping[str, Texts]
    assigned: Mapping[str, str]
    """SDG target to who assigned it: 'institution' or 'editor'."""
    indicator: Mapping[str, Texts]
    sources: tuple[Reference, ...]
    results: tuple[Result, ...]
    limits: tuple[Limit, ...]
    transfers: tuple[Transfer, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of its results."""
        return frozenset(each.kind for each in self.results)


@dataclass(frozen=True)
class Strategy:
    """One strategic text of a state."""

    strategy_id: str
    title: Texts
    kind: str
    level: str
    first: int | None
    last: int | None
    status: str
    lead: Texts | None
    summary: Texts
    successor: Texts | None
    evaluation: Texts | None
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Aim:
    """A measurable target that a strategy states: announced, not reached."""

    strategy_id: str
    text: Texts
    kind: str
    year: int | None
    indicator_id: str | None
    tie: Texts | None
    source: str


@dataclass(frozen=True)
class Followed:
    """A figure published on the way, as reported."""

    strategy_id: str
    date: str
    text: Texts
    source: str


@dataclass(frozen=True)
class StrategyState:
    """What was found on the strategies of one state."""

    iso3: str
    checked: datetime.date
    note: Texts | None
    strategies: tuple[Strategy, ...]
    aims: tuple[Aim, ...]
    followed: tuple[Followed, ...]
    sources: tuple[Reference, ...]


@dataclass(frozen=True)
class Document:
    """A document or page that gives advice."""

    key: str
    body: str
    title: str
    year: int | None
    address: str
    read_as: str


@dataclass(frozen=True)
class Advice:
    """What a document advises."""

    document: Document
    says: Texts


@dataclass(frozen=True)
class Case:
    """A practice that shows a recommendation: it works, has limits, failed, or is too recent."""

    practice_id: str
    role: str
    note: Texts


@dataclass(frozen=True)
class Step:
    """One step, and what stands behind it: 'source', 'practices' or 'judgement'."""

    text: Texts
    basis: str


@dataclass(frozen=True)
class Tool:
    """A technology that serves a recommendation, and how ready it is."""

    name: Texts
    readiness: str


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
    """Where a gap points to the problem, the most telling first."""
    reading: Texts
    income: tuple[str, ...]
    income_note: Texts | None
    conflict: str
    conflict_note: Texts
    connectivity: str
    connectivity_note: Texts
    legal: Texts
    cost: Texts
    confidence: str
    steps: tuple[Step, ...]
    tools: tuple[Tool, ...]
    risks: tuple[Texts, ...]
    safeguards: tuple[Texts, ...]
    advice: tuple[Advice, ...]
    cases: tuple[Case, ...]
    sdg: Mapping[str, Texts]
