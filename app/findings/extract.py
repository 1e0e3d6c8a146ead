"""Which figures a reader takes out: the filter of a link, as the addresses of files name it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from app import queries
from app.export.content import Content
from app.i18n import said, sort_key, text
from app.queries.filter import Filter
from app.records import Indicator

YEAR = r"[0-9]{4}(:([0-9]{4})?)?|:[0-9]{4}"
EARLIEST, LATEST = 0, 9999
NAMES = ("topic", "indicator", "country", "group", "pillar")
"""Parameters that take several ids; each one narrows."""

API = "./api/v1/"


@dataclass(frozen=True)
class Extract:
    """What a link asks for; an empty tuple lets everything pass.

    `version` is the data version that the link names, '' where it takes the current one.
    """

    topic: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    country: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    pillar: tuple[str, ...] = ()
    first: int = EARLIEST
    last: int = LATEST
    version: str = ""

    def chosen(self) -> dict[str, str]:
        """Return what narrows the figures, as a link says it."""
        found = {name: ",".join(getattr(self, name)) for name in NAMES if getattr(self, name)}
        years = written(self.first, self.last)
        return {**found, "year": years} if years else found

    def link(self, language: str) -> dict[str, str]:
        """Return the parameters of a link to these figures, in the view and in every file."""
        pinned = {"data_version": self.version} if self.version else {}
        return {**self.chosen(), "lang": language, **pinned}

    def without(self, *names: str) -> Extract:
        """Return the filter without some of its parameters, named as in a link."""
        open_ended = replace(self, first=EARLIEST, last=LATEST) if "year" in names else self
        emptied: dict[str, Any] = {name: () for name in names if name != "year"}
        return replace(open_ended, **emptied)


def of(asked: Mapping[str, str]) -> Extract:
    """Return the filter of parameters whose ids are known ones, such as those of a chart."""
    chosen: dict[str, Any] = {
        name: tuple(each for each in asked.get(name, "").split(",") if each) for name in NAMES
    }
    first, last = years(asked.get("year", "")) or (EARLIEST, LATEST)
    return Extract(**chosen, first=first, last=last)


def years(asked: str) -> tuple[int, int] | None:
    """Return first and last year of '2024', '2010:2024', '2010:' or ':2024'; None if malformed."""
    if not asked:
        return EARLIEST, LATEST
    if not re.fullmatch(YEAR, asked, re.ASCII):
        return None
    first, colon, last = asked.partition(":")
    if not colon:
        last = first
    ends = int(first or EARLIEST), int(last or LATEST)
    return min(ends), max(ends)


def written(first: int, last: int) -> str:
    """Return a span of years as a link says it; '' where both ends are open."""
    if (first, last) == (EARLIEST, LATEST):
        return ""
    if first == last:
        return f"{first:04}"
    start = "" if first == EARLIEST else f"{first:04}"
    return f"{start}:{'' if last == LATEST else f'{last:04}'}"


def topics(version: str) -> tuple[str, ...]:
    """Return the topics of the catalogue, in the order of lists."""
    return tuple(dict.fromkeys(each.topic for each in queries.declared(version).values()))


def options(version: str, language: str) -> dict[str, dict[str, str]]:
    """Return what can be chosen for each parameter: id to name; the Arab states come first."""
    known, groups = queries.countries(version), queries.groups(version)
    held = queries.indicators(version)
    ordered = sorted(known, key=lambda each: sort_key(said(language, known[each].name)))
    ordered.sort(key=lambda each: not known[each].arab)
    return {
        "topic": {each: text(language, f"topic.{each}") for each in topics(version)},
        "indicator": {
            identity: text(
                language,
                "control.of_topic" if identity in held else "data.without_figures",
                name=said(language, each.name),
                topic=text(language, f"topic.{each.topic}"),
            )
            for identity, each in queries.declared(version).items()
        },
        "country": {iso3: said(language, known[iso3].name) for iso3 in ordered},
        "group": {identity: said(language, each.name) for identity, each in groups.items()},
        "pillar": {
            identity: said(language, each.name)
            for identity, each in queries.pillars(version).items()
        },
    }


def selected(version: str, asked: Extract) -> tuple[tuple[Indicator, ...], tuple[Indicator, ...]]:
    """Return the indicators asked for: those that may be passed on, those that may only be shown.

    Without being named, an indicator that may only be shown counts where it has figures.
    """
    chosen = [
        each
        for identity, each in queries.declared(version).items()
        if (not asked.indicator or identity in asked.indicator)
        and (not asked.pillar or each.pillar in asked.pillar)
        and (not asked.topic or each.topic in asked.topic)
    ]
    held = queries.indicators(version)
    shown = [each for each in chosen if each.sharing == "display_only"]
    return (
        tuple(each for each in chosen if each.sharing != "display_only"),
        tuple(each for each in shown if asked.indicator or each.indicator_id in held),
    )


def states(version: str, asked: Extract) -> tuple[str, ...] | None:
    """Return the countries asked for; None where every economy passes."""
    groups = queries.groups(version)
    members = {iso3 for each in asked.group for iso3 in groups[each].members}
    if not asked.country:
        return tuple(sorted(members)) if asked.group else None
    return tuple(each for each in sorted(set(asked.country)) if not asked.group or each in members)


def narrowed(version: str, asked: Extract) -> Filter:
    """Return the filter as the store is asked."""
    free, _ = selected(version, asked)
    ids = tuple(sorted(each.indicator_id for each in free))
    return Filter(ids, states(version, asked), asked.first, asked.last)


@lru_cache(maxsize=256)
def content(version: str, asked: Extract) -> Content:
    """Return what the files of a filter hold, as far as the view says it."""
    free, shown = selected(version, asked)
    own, known = narrowed(version, asked), queries.countries(version)
    extent = queries.extent(version, own)
    return Content(
        version=version,
        built=queries.built_at(version),
        site="",
        path="",
        asked=asked.chosen(),
        indicators=free,
        countries=None if own.countries is None else tuple(known[each] for each in own.countries),
        groups=tuple(queries.groups(version)[each] for each in asked.group),
        pillars=tuple(queries.pillars(version)[each] for each in asked.pillar),
        topics=asked.topic,
        rows=extent.rows,
        held=extent.indicators,
        span=extent.span,
        editions={},
        missing=(),
        doubts=(),
        left_out=shown,
    )


def address(file: str, asked: Mapping[str, str]) -> str:
    """Return the address of a file, relative to any view."""
    return f"{API}{file}?{urlencode(asked, safe=',:')}"


def name(asked: Mapping[str, str]) -> str:
    """Return a name for a file from the ids that it is of."""
    parts = [re.sub(r"[^A-Za-z0-9]+", "-", value).strip("-") for value in asked.values() if value]
    return "-".join(parts)[:80].strip("-")
