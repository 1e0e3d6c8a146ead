"""What a reader compares, and the values that belong to it."""

from __future__ import annotations

from dataclasses import dataclass

from app import charts, queries
from app.findings import series
from app.i18n import said
from app.records import Indicator

KINDS = ("lines", "multiples", "scatter")


@dataclass(frozen=True)
class Choice:
    """What the reader compares: hashable, so that its finding can be kept."""

    kind: str
    indicator: str
    against: str
    states: tuple[str, ...]
    groups: tuple[str, ...]
    first: int
    last: int


def chosen(
    version: str, language: str, choice: Choice, indicator: Indicator
) -> list[tuple[str, str, dict[int, float], str]]:
    """Return (id, name, values by year, colour) of the chosen states and group medians."""
    found = []
    for iso3 in choice.states:
        name = said(language, queries.countries(version)[iso3].name)
        found.append((iso3, name, series.state(version, indicator.indicator_id, iso3)))
    for group_id in choice.groups:
        name = series.median_name(language, queries.groups(version)[group_id])
        found.append((group_id, name, series.median(version, indicator.indicator_id, group_id)))
    axis = series.span(version, indicator, choice.first, choice.last)
    return [
        (
            identity,
            name,
            series.within(values, axis),
            charts.SERIES[place] if place < charts.MOST_COLOURED else charts.GREY,
        )
        for place, (identity, name, values) in enumerate(found)
    ]
