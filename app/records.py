"""Records of the store as the app passes them around: countries, groups, indicators, editions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Texts = Mapping[str, str]


@dataclass(frozen=True)
class Country:
    """One economy; the 22 Arab states have a place on the tile map (row, column)."""

    iso3: str
    name: Texts
    arab: bool
    tile: tuple[int, int] | None


@dataclass(frozen=True)
class Group:
    """A named group of Arab states; four of them are a partition of the 22."""

    group_id: str
    name: Texts
    basis: Texts
    partition: bool
    members: tuple[str, ...]


@dataclass(frozen=True)
class Unit:
    """Unit of measure, with the decimals and the symbol a number is printed with."""

    unit_id: str
    name: Texts
    symbol: Texts
    decimals: int


@dataclass(frozen=True)
class Source:
    """A publication or database, its producer and its terms."""

    source_id: str
    name: Texts
    producer: Texts
    licence: Texts
    licence_url: str
    url: str
    rhythm_months: int
    sharing: str
    live: bool
    """Whether a program can fetch it; else its figures come from files."""


@dataclass(frozen=True)
class Pillar:
    """A question asked of public institutions; indicators name the one they speak to."""

    pillar_id: str
    name: Texts
    meaning: Texts


@dataclass(frozen=True)
class Break:
    """A year from which a series is measured anew; not comparable, no line joins both sides."""

    year: int
    reason: Texts
    comparable: bool


@dataclass(frozen=True)
class Quotation:
    """The page from which a value was quoted, and the day that the page bears."""

    page: str
    dated: datetime.date | None
    note: Texts | None


@dataclass(frozen=True)
class Policy:
    """A state's policy on electronic accessibility, as a publication describes it."""

    text: Texts
    source: Texts
    page: str


@dataclass(frozen=True)
class CrossCheck:
    """How a second copy of a quantity agrees with the values shown; `differing` widest first."""

    check_id: str
    indicator_id: str
    source_id: str
    code: str
    edition: str | None
    tolerance: float
    compared: int
    agreeing: int
    differing: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Benchmark:
    """What figures are compared with: its number, for whom, who set it, and how it relates."""

    benchmark_id: str
    target: str
    indicator_id: str | None
    measure: str
    comparator: str | None
    value: float | None
    year: int | None
    statistic: str | None
    type: str
    standing: str
    scope: tuple[str, ...]
    relation: str
    trend: bool
    name: Texts
    text: Texts
    reason: Texts
    issuer: Texts
    address: str
    checked: datetime.date

    @property
    def better(self) -> str:
        """Return which side of its number is the good one: 'higher', 'lower' or 'parity'."""
        return {"<=": "lower", "=": "parity"}.get(self.comparator or "", "higher")


@dataclass(frozen=True)
class Indicator:
    """What is measured, how it is read and where its series breaks."""

    indicator_id: str
    source: Source
    unit: Unit
    code: str
    topic: str
    better: str
    pillar: str | None
    pillar_reason: Texts | None
    profile: bool
    sdg: str | None
    relation: str | None
    sharing: str
    name: Texts
    short_name: Texts
    definition: Texts
    custodian: Texts
    caveat: Texts | None
    survey: bool
    banded: bool
    rank_published: bool
    parts: tuple[str, ...]
    breaks: tuple[Break, ...]
    quoted: bool
    """Whether its values were quoted from pages, so that only some of those published are known."""

    @property
    def dated(self) -> bool:
        """Return whether its values are years of an event: neither ranked nor averaged."""
        return self.unit.unit_id == "year"

    @property
    def averaged(self) -> bool:
        """Return whether ranks, medians and means say anything of it."""
        return not (self.dated or self.quoted)

    def parted(self, first: int, last: int) -> bool:
        """Return whether two years lie on both sides of a break after which nothing compares."""
        return any(first < each.year <= last for each in self.breaks if not each.comparable)


@dataclass(frozen=True)
class Edition:
    """One release of a source: when it was published, when and from where it was taken."""

    edition_id: str
    edition: str
    released_on: datetime.date | None
    retrieved_on: datetime.date | None
    address: str
    passed_on_by: str | None
    note: Texts | None


@dataclass(frozen=True)
class Attempt:
    """What became of a source when a refresh last asked for it.

    `outcome` is changed, new_edition, unchanged or failed; `edition` and `rows` are what was
    published afterwards, `reason` is the program's own message on a failure.
    """

    outcome: str
    ended: datetime.datetime
    edition: str | None
    rows: int | None
    reason: str


@dataclass(frozen=True)
class Refresh:
    """The record of refreshes: when the last one ran, and each source's own last attempt."""

    started: datetime.datetime
    ended: datetime.datetime
    attempts: Mapping[str, Attempt]
