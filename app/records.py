"""Records of the store as the app passes them around: countries, groups, indicators, editions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

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
    breaks: tuple[tuple[int, Texts], ...]


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
