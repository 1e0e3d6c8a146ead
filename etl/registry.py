"""Declarations: what a person writes in etl/sources/<name>.toml and data/*.toml, checked."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from etl.faults import Fault

ROOT = Path(__file__).parents[1]
SOURCES = Path(__file__).parent / "sources"
DATA = ROOT / "data"
LANGUAGES = ("en", "ar")
Texts = Mapping[str, str]
ALLOWED = {
    "topic": ("digital_government", "connection", "skills", "technology", "context"),
    "better": ("higher", "lower", "parity", "target_100", "none"),
    "pillar": ("effectiveness", "responsiveness", "inclusiveness", "trust"),
    "relation": ("official", "linked", "proxy"),
    "sharing": ("open", "notice", "display_only"),
}
KINDS: Mapping[str, type] = {"int": int, "str": str, "bool": bool}
T = TypeVar("T")


@dataclass(frozen=True)
class Indicator:
    """One indicator as declared; `code` is the producer's, `native` a column of its file."""

    indicator_id: str
    position: int
    topic: str
    unit: str
    better: str
    code: str
    name: Texts
    short_name: Texts
    definition: Texts
    native: str = ""
    pillar: str | None = None
    sdg: str | None = None
    relation: str | None = None
    custodian: Texts | None = None
    banded: bool = False
    rank_published: bool = False
    parts: tuple[str, ...] = ()
    dimensions: Mapping[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Break:
    """A year from which a series is measured by a new method."""

    indicators: tuple[str, ...]
    year: int
    reason: Texts


@dataclass(frozen=True)
class Published:
    """A published value that a check would refuse, named so that it passes as published."""

    check: str
    indicator: str
    years: tuple[int, ...]
    reason: str
    countries: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()


@dataclass(frozen=True)
class Copy:
    """A known copy of a release: files by their SHA-256, with what the files do not say."""

    edition: str
    files: Mapping[str, str]
    retrieved_on: datetime.date | None = None
    released_on: datetime.date | None = None
    passed_on_by: str | None = None
    note: Texts | None = None


@dataclass(frozen=True)
class Source:
    """One producer's publication or database and everything we read of it."""

    source_id: str
    position: int
    name: Texts
    producer: Texts
    licence: Texts
    licence_url: str
    url: str
    rhythm_months: int
    sharing: str
    survey: bool
    addresses: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    caveat: Texts | None = None
    not_surveyed: Mapping[str, str] = field(default_factory=dict)
    skipped_codes: tuple[str, ...] = ()
    totals: Mapping[str, list[str]] = field(default_factory=dict)
    breaks: tuple[Break, ...] = ()
    exceptions: tuple[Published, ...] = ()
    copies: tuple[Copy, ...] = ()

    def copy_of(self, name: str, sha256: str) -> Copy | None:
        """Return the declared copy to which a file belongs, told by its bytes, not its name."""
        return next((each for each in self.copies if each.files.get(name) == sha256), None)


@dataclass(frozen=True)
class Unit:
    """A unit of measure and the bounds outside which a value is taken for a mistake."""

    name: Texts
    symbol: Texts
    decimals: int
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True)
class Group:
    """A group of Arab states and who groups them so."""

    name: Texts
    basis: Texts
    members: tuple[str, ...]


def _record(kind: type[T], table: Mapping[str, Any], where: str, **more: Any) -> T:
    """Make a record from a TOML table; unknown and missing keys are faults that name the key."""
    known = {each.name: each for each in fields(kind)}  # type: ignore[arg-type]
    given = {**table, **more}
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise Fault(f"{where}: unknown key {', '.join(unknown)}; correct the spelling or remove it")
    for name, value in given.items():
        _plain(name, value, str(known[name].type), where)
        if str(known[name].type).startswith("Texts") and value is not None:
            _texts(value, f"{where}, {name}")
        if isinstance(value, list) and str(known[name].type).startswith("tuple"):
            given[name] = tuple(value)
    try:
        return kind(**given)
    except TypeError as error:
        raise Fault(f"{where}: {str(error).split(') ')[-1]}; add the missing key") from None


def _plain(name: str, value: object, kind: str, where: str) -> None:
    """Refuse a value of another kind than the key's, or outside the key's fixed list."""
    wanted = KINDS.get(kind.removesuffix(" | None"))
    if wanted and value is not None and type(value) is not wanted:
        raise Fault(f"{where}: {name} must be of kind {wanted.__name__}; correct it")
    if name in ALLOWED and value is not None and value not in ALLOWED[name]:
        raise Fault(f"{where}: {name} “{value}” is not one of {', '.join(ALLOWED[name])}")


def _texts(value: object, where: str) -> None:
    missing = [
        language
        for language in LANGUAGES
        if not isinstance(value, dict) or not isinstance(value.get(language), str)
    ]
    if missing:
        raise Fault(f"{where}: the text is missing in {', '.join(missing)}; write it")


def load(path: Path) -> dict[str, Any]:
    """Return a TOML file as a dictionary.

    Raises:
        Fault: the file is not TOML; the message says where.
    """
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise Fault(f"{path.name}: not valid TOML ({error}); correct the line") from None


def source_of(path: Path) -> Source:
    """Return the source declared in a file."""
    raw, where = load(path), path.name
    indicators = {
        identity: _record(Indicator, table, f"{where}, indicator {identity}", indicator_id=identity)
        for identity, table in raw.pop("indicator", {}).items()
    }
    parts = {
        "breaks": [_record(Break, each, f"{where}, break") for each in raw.pop("break", [])],
        "exceptions": [
            _record(Published, each, f"{where}, exception") for each in raw.pop("exception", [])
        ],
        "copies": [_record(Copy, each, f"{where}, copy") for each in raw.pop("copy", [])],
    }
    source = _record(Source, raw, where, source_id=path.stem, indicators=indicators, **parts)
    units = load_units()
    for indicator in indicators.values():
        if indicator.unit not in units:
            raise Fault(
                f"{where}, indicator {indicator.indicator_id}: unit “{indicator.unit}” is "
                "not in data/units.toml; add it there or correct the name"
            )
    named = {each for own in indicators.values() for each in own.parts}
    named |= {each for own in source.breaks for each in own.indicators}
    named |= {own.indicator for own in source.exceptions}
    strange = sorted(named - indicators.keys())
    if strange:
        raise Fault(f"{where}: {', '.join(strange)} is no indicator here; correct the name")
    return source


@lru_cache
def sources() -> dict[str, Source]:
    """Return every declared source by id, in the order of lists."""
    found = [source_of(path) for path in sorted(SOURCES.glob("*.toml"))]
    places: dict[int, str] = {}
    for own in (each for source in found for each in source.indicators.values()):
        other = places.setdefault(own.position, own.indicator_id)
        if other != own.indicator_id:
            raise Fault(f"{other} and {own.indicator_id} both have position {own.position}")
    return {source.source_id: source for source in sorted(found, key=lambda each: each.position)}


@lru_cache
def load_units() -> dict[str, Unit]:
    """Return the units of measure by id."""
    return {
        identity: _record(Unit, table, f"units.toml, {identity}")
        for identity, table in load(DATA / "units.toml").items()
    }


@lru_cache
def groups() -> dict[str, Group]:
    """Return the groups of Arab states by id, in the order of the file."""
    return {
        identity: _record(Group, table, f"country_groups.toml, {identity}")
        for identity, table in load(DATA / "country_groups.toml").items()
    }


@lru_cache
def absence_reasons() -> dict[str, Texts]:
    """Return the reasons for an absence by id."""
    reasons = load(DATA / "absence_reasons.toml")
    for identity, texts in reasons.items():
        _texts(texts, f"absence_reasons.toml, {identity}")
    return reasons
