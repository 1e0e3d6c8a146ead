"""What a request asks for: its parameters, checked against what the store holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from app import choices, i18n, queries, store
from app.api.places import Place
from app.api.refusal import Refusal
from app.queries.filter import Filter
from app.records import Indicator

YEAR = r"[0-9]{4}(:([0-9]{4})?)?|:[0-9]{4}"
VERSION = r"[0-9a-f]{12}"
YEARS = ("2024", "2010:2024", "2010:", ":2024")
"""Examples of what `year` takes."""

LISTS = ("indicator", "country", "group", "pillar", "topic")
"""Parameters that take several values."""


@dataclass(frozen=True)
class Asked:
    """A request that can be answered."""

    version: str
    pinned: bool
    """Whether the request names its data version."""
    language: str
    excel: bool
    link: Mapping[str, str]
    """The parameters that narrow the figures, in one form for every way of writing them."""
    filter: Filter
    selected: tuple[Indicator, ...]
    left_out: tuple[Indicator, ...]
    """Indicators asked for whose figures may not be passed on."""


def language_of(query: str) -> str:
    """Return the language of an answer, also of one that says what is wrong with the request."""
    for name, value in parse_qsl(query, errors="replace"):
        if name == "lang" and value in i18n.LANGUAGES:
            return value
    return "en"


def read(query: str, parameters: Sequence[str]) -> Asked:
    """Return what a query asks for.

    Raises:
        Refusal: a parameter is unknown, doubled, empty or wrong, its data version is not kept, or
            nothing of what is asked for may be passed on.
        Unavailable: there is no store.
    """
    given = _given(query, parameters)
    language = _one(given, "lang", list(i18n.LANGUAGES)) or "en"
    excel = _one(given, "excel", ["1"]) == "1"
    version = _version(given.get("data_version"))
    declared, groups = queries.declared(version), queries.groups(version)
    known = {
        "indicator": list(declared),
        "country": list(queries.countries(version)),
        "group": list(groups),
        "pillar": list(queries.pillars(version)),
        "topic": list(topics(version)),
    }
    several = {name: _several(given, name, known[name]) for name in LISTS}
    years, span = _years(given.get("year"))
    link = {name: ",".join(values) for name, values in several.items() if values is not None}
    link |= {"year": years} if years else {}
    chosen = [each for each in declared.values() if _within(each, several)]
    free = tuple(each for each in chosen if each.sharing != "display_only")
    shown = tuple(each for each in chosen if each.sharing == "display_only")
    if shown and not free:
        raise _closed(shown, language)
    if several["indicator"] is None:
        held = queries.extents(version)
        shown = tuple(each for each in shown if each.indicator_id in held)
    return Asked(
        version=version,
        pinned="data_version" in given,
        language=language,
        excel=excel,
        link=link,
        filter=Filter(
            tuple(sorted(each.indicator_id for each in free)), _countries(version, several), *span
        ),
        selected=free,
        left_out=shown,
    )


BOTH = "both"
"""Every step of a story in all languages, one after the other."""


def told(query: str, place: Place) -> Asked:
    """Return what a query asks of a story: language or both, state, data version.

    Raises:
        Refusal: as in `read`.
        Unavailable: there is no store.
    """
    given = _given(query, place.parameters)
    language = _one(given, "lang", [*i18n.LANGUAGES, BOTH]) or "en"
    version = _version(given.get("data_version"))
    iso3 = ""
    if "country" in place.parameters:
        members = sorted(queries.groups(version)["arab"].members)
        iso3 = _one(given, "country", members) or choices.COUNTRY
    return Asked(
        version=version,
        pinned="data_version" in given,
        language=language,
        excel=False,
        link={"country": iso3} if iso3 else {},
        filter=Filter(()),
        selected=(),
        left_out=(),
    )


def topics(version: str) -> tuple[str, ...]:
    """Return the topics of the catalogue, in the order of lists."""
    return tuple(dict.fromkeys(each.topic for each in queries.declared(version).values()))


def _given(query: str, parameters: Sequence[str]) -> dict[str, str]:
    """Return the parameters of a query; each is known, stands once and has a value."""
    given: dict[str, str] = {}
    for name, value in parse_qsl(query, keep_blank_values=True, errors="replace"):
        if name not in parameters:
            raise Refusal(400, "unknown_parameter", name, value, parameters)
        if name in given:
            raise Refusal(400, "doubled", name, value)
        if not value:
            raise Refusal(400, "empty", name, value)
        given[name] = value
    return given


def _one(given: Mapping[str, str], name: str, known: list[str]) -> str | None:
    value = given.get(name)
    if value is not None and value not in known:
        raise Refusal(400, "unknown_value", name, value, known)
    return value


def _several(given: Mapping[str, str], name: str, known: list[str]) -> list[str] | None:
    """Return the values of a parameter in order, each once; None where it is not given."""
    if name not in given:
        return None
    values = given[name].split(",")
    for value in values:
        if value not in known:
            raise Refusal(400, "unknown_value", name, value, known)
    if len(values) > len(known):
        raise Refusal(400, "too_many", name, given[name], known)
    return sorted(set(values))


def _years(value: str | None) -> tuple[str, tuple[int, int]]:
    """Return a span of years as it stands in a link, and its ends; the earlier year comes first."""
    if value is None:
        return "", (0, 9999)
    if not re.fullmatch(YEAR, value, re.ASCII):
        raise Refusal(400, "year", "year", value, YEARS)
    if ":" not in value:
        return value, (int(value), int(value))
    first, last = value.split(":")
    if first and last and first > last:
        first, last = last, first
    if first == last:
        return first, (int(first), int(last))
    return f"{first}:{last}", (int(first or 0), int(last or 9999))


def _version(value: str | None) -> str:
    """Return the data version to answer from: the current one, or a kept one that is named."""
    current = store.current()
    if value is None or value == current:
        return current
    if not re.fullmatch(VERSION, value, re.ASCII):
        raise Refusal(400, "version_form", "data_version", value, [current])
    if not (store.kept(value) and queries.readable(value)):
        more = {"current": current}
        raise Refusal(404, "version_gone", "data_version", value, [current], more, current=current)
    return value


def _within(each: Indicator, several: Mapping[str, list[str] | None]) -> bool:
    """Return whether an indicator is among those asked for; every parameter narrows."""
    own = {"indicator": each.indicator_id, "pillar": each.pillar, "topic": each.topic}
    return all(
        wanted is None or own[name] in wanted for name, wanted in several.items() if name in own
    )


def _countries(version: str, several: Mapping[str, list[str] | None]) -> tuple[str, ...] | None:
    named, groups = several["country"], several["group"]
    members = {iso3 for each in groups or () for iso3 in queries.groups(version)[each].members}
    if named is None:
        return None if groups is None else tuple(sorted(members))
    return tuple(each for each in named if groups is None or each in members)


def _closed(shown: Sequence[Indicator], language: str) -> Refusal:
    """Return the refusal of figures that may only be shown: their terms and where they are."""
    more = {
        "indicators": [
            {
                "indicator_id": each.indicator_id,
                "source": each.source.name.get(language) or each.source.name["en"],
                "licence": each.source.licence.get(language) or each.source.licence["en"],
                "licence_url": each.source.licence_url,
                "address": each.source.url,
            }
            for each in shown
        ]
    }
    ids = ",".join(each.indicator_id for each in shown)
    return Refusal(403, "display_only", "indicator", ids, more=more)
