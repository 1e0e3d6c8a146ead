"""How second copies of a quantity agree with the values shown."""

from __future__ import annotations

import math

from app import narrative, queries
from app.exhibit import Cell, Fact, Line
from app.findings import editions
from app.i18n import code, listed, number, said, text
from app.records import CrossCheck, Indicator

HEAD = ("quantity", "second", "edition", "tolerance", "compared_head", "agreeing", "widest")
"""Heads of the columns, by the ends of their keys."""

WIDEST = 3
"""How many of the differences between two copies are named."""


def fact(version: str, language: str) -> tuple[Fact, ...]:
    """Return the share of all compared values that agree; none where nothing was compared."""
    compared = sum(check.compared for check in queries.cross_checks(version))
    if not compared:
        return ()
    agreeing = sum(check.agreeing for check in queries.cross_checks(version))
    note = text(language, "sources.compared", compared=number(language, compared))
    share = _per_cent(language, agreeing, compared)
    return (Fact(text(language, "sources.fact_checked"), share, note),)


def _per_cent(language: str, part: int, whole: int) -> str:
    """Return a share in per cent, rounded down: 100% is all and nothing less."""
    tenths = math.floor(1000 * part / whole)
    return number(language, tenths / 10, 1 if tenths % 10 else 0, suffix="%")


def _tolerance(language: str, indicator: Indicator, tolerance: float) -> str:
    exact = len(f"{tolerance:.6f}".rstrip("0").partition(".")[2])
    shown = number(language, tolerance, max(exact, 1))
    if indicator.unit.symbol["en"] == "%":
        return text(language, "term.points", value=shown)
    return text(language, "sources.of_unit", value=shown, unit=said(language, indicator.unit.name))


def _widest(version: str, language: str, check: CrossCheck, indicator: Indicator) -> Cell:
    if not check.compared:
        return ""
    if not check.differing:
        return text(language, "sources.widest_none")
    countries = queries.countries(version)
    return tuple(
        Line(
            text(
                language,
                "sources.widest_item",
                country=said(language, countries[each["iso3"]].name),
                year=each["year"],
                shown=narrative.amount(language, indicator.unit, each["shown"]),
                other=narrative.amount(language, indicator.unit, each["other"]),
            )
        )
        for each in check.differing[:WIDEST]
    )


def rows(version: str, language: str) -> list[tuple[Cell, ...]]:
    """Return a row for each second copy, in the order of `HEAD`."""
    found: list[tuple[Cell, ...]] = []
    for check in queries.cross_checks(version):
        indicator = queries.declared(version)[check.indicator_id]
        second, shown = queries.sources(version)[check.source_id], indicator.source
        carried = queries.editions(version, check.indicator_id, *editions.ALWAYS)
        own = listed(language, editions.names(language, carried))
        if check.edition is None:
            compared = text(language, "sources.not_retrieved")
        elif check.compared:
            compared = number(language, check.compared)
        else:
            compared = text(language, "sources.nothing_common")
        agreeing = ""
        if check.compared:
            agreeing = text(
                language,
                "sources.agreeing_of",
                agreeing=number(language, check.agreeing),
                share=_per_cent(language, check.agreeing, check.compared),
            )
        taken = text(language, "sources.shown_from", source=said(language, shown.name), edition=own)
        found.append(
            (
                (Line(said(language, indicator.name)), Line(taken, "small")),
                (Line(said(language, second.name)), Line(check.code, "command")),
                (Line(code(check.edition), "whole"),) if check.edition else "",
                _tolerance(language, indicator, check.tolerance),
                compared,
                agreeing,
                _widest(version, language, check, indicator),
            )
        )
    return found
