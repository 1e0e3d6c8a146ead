"""The strategic texts of the states over the years, each with its status on a day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from app import markup_strategy, queries
from app.exhibit import Exhibit, Table
from app.findings import in_force, shared
from app.findings.in_force import NO_STRATEGY, Asked, Paper
from app.i18n import date, said, text, years
from app.library import Strategy
from app.markup_strategy import Axis, Bar, Lane, Row, Sample

SHAPES = ("running", "preparing", "ended", "unclear", "local", "open", "now")
"""What the legend explains, in its order."""

STEPS = ((24, 10), (12, 5), (5, 2), (0, 1))
"""More years than this on the axis: a tick every so many years."""


def exhibit(version: str, language: str, asked: Asked, today: datetime.date) -> Exhibit:
    """Return the texts that are asked for, state by state; all 22 where nothing is left out."""
    known = queries.strategies(version)
    own = {iso3: in_force.papers(state, today, asked) for iso3, state in known.items()}
    states = shared.in_order(
        version, language, [iso3 for iso3, rows in own.items() if rows or not asked.narrowed]
    )
    first, last = _span([each for state in known.values() for each in state.strategies], today)
    words = {
        "local": text(language, "strategies.shape_local"),
        "open": text(language, "strategies.shape_open"),
        "now": text(language, "strategies.shape_now", date=date(language, today)),
    }
    terms = queries.terms(version)["strategy_status"]
    words |= {each: said(language, term.name) for each, term in terms.items()}
    return Exhibit(
        key="timeline",
        title=text(language, "strategies.timeline"),
        subtitle=text(language, "strategies.timeline_help"),
        alt="",
        source=(read(version, language),),
        table=Table("", (), ()),
        picture=markup_strategy.timeline(
            text(language, "strategies.timeline"),
            [
                text(language, f"strategies.{each}")
                for each in ("state", "text_head", "years_and_status")
            ],
            _axis(language, first, last, today),
            [_row(version, language, iso3, own[iso3], asked, (first, last)) for iso3 in states],
            [Sample(each, words[each]) for each in SHAPES],
        ),
        catalogue="strategies.json",
        drawn=True,
    )


def read(version: str, language: str) -> str:
    """Return the line that says from where the texts are known, and when that was read."""
    days = sorted(state.checked for state in queries.strategies(version).values())
    first, last = date(language, days[0]), date(language, days[-1])
    if first == last:
        return text(language, "strategies.read", date=last)
    return text(language, "strategies.read_between", first=first, last=last)


def span_of(language: str, own: Strategy) -> str:
    """Return the years of a text in words; '' where none is stated."""
    if own.first is not None and own.last is not None:
        return years(language, own.first, own.last)
    if own.first is not None:
        return text(language, "strategies.from", year=own.first)
    if own.last is not None:
        return text(language, "strategies.to", year=own.last)
    return ""


def _span(rows: Sequence[Strategy], today: datetime.date) -> tuple[int, int]:
    """Return first and last year on the axis; the day it is always has its place."""
    known = {year for own in rows for year in (own.first, own.last) if year is not None}
    known.add(today.year)
    return min(known), max(known)


def _place(year: float, first: int, last: int) -> float:
    """Return where the start of a year lies; the axis ends with the end of the last one."""
    return (year - first) / (last + 1 - first)


def _axis(language: str, first: int, last: int, today: datetime.date) -> Axis:
    step = next(each for most, each in STEPS if last - first >= most)
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    gone = (today - datetime.date(today.year, 1, 1)).days / 366
    return Axis(
        said=text(language, "strategies.axis", years=years(language, first, last)),
        ticks=tuple((_place(year, first, last), str(year)) for year in ticks),
        now=_place(today.year + gone, first, last),
        now_words=text(language, "strategies.now"),
    )


def _row(
    version: str,
    language: str,
    iso3: str,
    rows: Sequence[Paper],
    asked: Asked,
    ends: tuple[int, int],
) -> Row:
    none = not asked.narrowed and not any(each.counts for each in rows)
    return Row(
        name=said(language, queries.countries(version)[iso3].name),
        href=Asked(iso3).link(language),
        said=text(language, "strategies.none_found") if none else "",
        lanes=tuple(_lane(version, language, each, ends) for each in rows),
    )


def _lane(version: str, language: str, paper: Paper, ends: tuple[int, int]) -> Lane:
    own, terms = paper.own, queries.terms(version)
    local = own.level == "local"
    tags = [text(language, "strategies.local")] if local else []
    if own.kind in NO_STRATEGY:
        # Only a text that is no strategy says what it is: it explains why it does not count.
        tags.append(said(language, terms["strategy_kind"][own.kind].name))
    bar = None
    start = own.first if own.first is not None else own.last
    end = own.last if own.last is not None else own.first
    if start is not None and end is not None:
        bar = Bar(_place(start, *ends), _place(end + 1, *ends), own.first is None, own.last is None)
    return Lane(
        name=said(language, own.title),
        tags=tuple(tags),
        years=span_of(language, own),
        status=paper.status,
        status_words=said(language, terms["strategy_status"][paper.status].name),
        local=local,
        bar=bar,
        without=text(language, "strategies.no_years"),
    )
