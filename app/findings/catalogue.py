"""Every indicator that is declared, by topic, each with the way to its card."""

from __future__ import annotations

from collections.abc import Container
from functools import lru_cache

from app import markup, queries
from app.exhibit import Cell, Exhibit, Fold, Line, Link, Table
from app.findings import availability, holdings
from app.i18n import number, said, text, years
from app.records import Indicator


@lru_cache(maxsize=8)
def exhibit(version: str, language: str) -> Exhibit:
    """Return the indicators by topic: unit, source, years and states with a value."""
    topics: dict[str, list[Indicator]] = {}
    for indicator in queries.declared(version).values():
        topics.setdefault(indicator.topic, []).append(indicator)
    keys = ("term.indicator", "indicator.unit", "sources.source", "indicator.years")
    head = (*(text(language, key) for key in keys), text(language, "sources.states"))
    folds = []
    for topic, members in topics.items():
        name = text(language, f"topic.{topic}")
        rows = tuple(_row(version, language, each) for each in members)
        known = sum(each.indicator_id in queries.indicators(version) for each in members)
        note = text(
            language,
            "methods.with_figures",
            count=number(language, known),
            total=number(language, len(members)),
        )
        folds.append(Fold(name, note, Table(name, head, rows)))
    return Exhibit(
        key="catalogue",
        title=text(language, "methods.catalogue"),
        subtitle=text(language, "methods.catalogue_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=markup.folds(folds),
    )


def known(version: str) -> Container[str]:
    """Return the indicators that have a card, those without figures as well."""
    return queries.declared(version)


def _row(version: str, language: str, indicator: Indicator) -> tuple[Cell, ...]:
    identity = indicator.indicator_id
    own = holdings.holdings(version)[identity]
    every = sorted({year for each in own.values() for year in each.values})
    states = sum(bool(each.values) for each in own.values())
    span = years(language, every[0], every[-1]) if every else ""
    found = text(
        language,
        "term.rank_of",
        rank=number(language, states),
        count=number(language, len(own)),
    )
    return (
        (Line(Link(said(language, indicator.name), availability.address(language, identity))),),
        said(language, indicator.unit.name),
        said(language, indicator.source.name),
        span or text(language, "sources.not_retrieved"),
        found if every else "",
    )
