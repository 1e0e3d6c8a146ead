"""The four pillars for one country: each indicator between the weakest and the best Arab state."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from app import markup_pillars, methods, narrative, queries
from app.exhibit import Exhibit, Profile, Strip, StripWords, Table
from app.findings import series, shared
from app.findings.peers import home_group
from app.i18n import code, listed, number, run, said, text
from app.records import Group, Indicator, Pillar

NAN = float("nan")
MOST_NAMED = 2
"""How many states that share the best value are named; more of them are counted."""


@lru_cache(maxsize=64)
def exhibit(version: str, language: str, iso3: str) -> Exhibit:
    """Each pillar with what is known of a country; no score is made of it."""
    name = said(language, queries.countries(version)[iso3].name)
    group = home_group(version, iso3)
    median = series.median_name(language, group)
    words = StripWords(
        own=name,
        value=text(language, "term.value"),
        weakest=text(language, "pillars.weakest"),
        median=median,
        best=text(language, "pillars.best"),
    )
    sections, table, heads = [], [], []
    drawn: list[str] = []
    for pillar in queries.pillars(version).values():
        found = [
            _place(version, indicator, iso3, group)
            for indicator in profiled(version, pillar.pillar_id)
        ]
        drawn += [each.indicator.indicator_id for each in found]
        sections.append(_section(version, language, pillar, found, iso3))
        table += [_line(version, language, each, iso3) for each in found]
        heads.append((said(language, pillar.name), len(found)))
    return Exhibit(
        key="pillars",
        title=text(language, "pillars.title"),
        subtitle=text(language, "pillars.subtitle"),
        alt="",
        source=(text(language, "pillars.sources", list=_sources(version, language)),),
        table=Table(
            text(language, "pillars.caption", country=name),
            (
                text(language, "term.indicator"),
                text(language, "term.value"),
                text(language, "term.year"),
                text(language, "pillars.place"),
                median,
                text(language, "pillars.best"),
                text(language, "pillars.why"),
            ),
            tuple(table),
            tuple(heads),
        ),
        picture=markup_pillars.pillars(words, sections),
        notes=_notes(version, language),
        data={"indicator": ",".join(drawn), "group": "arab"},
        drawn=True,
    )


def profiled(version: str, pillar_id: str) -> list[Indicator]:
    """Return the indicators with figures that are drawn in the profile of a pillar."""
    return [
        indicator
        for indicator in queries.indicators(version).values()
        if indicator.profile and indicator.pillar == pillar_id
    ]


@lru_cache(maxsize=256)
def _arab(version: str, indicator_id: str) -> tuple[int, pd.DataFrame]:
    """Return the year in which an indicator is compared, and the Arab states in it."""
    year = methods.default_year(queries.years(version, indicator_id))
    return year, shared.standing(version, indicator_id, year, "arab")


@dataclass(frozen=True)
class _Place:
    """Where a country stands on an indicator; numbers are NaN where they are not known."""

    indicator: Indicator
    year: int
    value: float
    value_year: int
    place: float
    median: float
    median_place: float
    weakest: float
    best: tuple[str, ...]
    best_value: float
    best_year: int

    @property
    def known(self) -> bool:
        """Whether the country has a value that counts."""
        return not pd.isna(self.value)


def _place(version: str, indicator: Indicator, iso3: str, group: Group) -> _Place:
    """Return the place of a country among the Arab states on an indicator."""
    year, rows = _arab(version, indicator.indicator_id)
    values, better = rows["value"], indicator.better
    merits = methods.merit(values, better)
    own = shared.row(rows, iso3) if iso3 in rows.index else None
    peers = values[values.index.isin(group.members)]
    # Of an indicator that was quoted, only some states' values are known: they make no range.
    ranged = indicator.averaged
    enough = ranged and len(peers) >= methods.LEAST_STATES
    median = float(peers.median()) if enough else NAN
    best = merits[merits == merits.max()].index
    return _Place(
        indicator,
        year,
        value=NAN if own is None else float(own["value"]),
        value_year=year if own is None else int(own["value_year"]),
        place=methods.position(float(own["value"]), values, better)
        if ranged and own is not None
        else NAN,
        median=median,
        median_place=methods.position(median, values, better) if enough else NAN,
        weakest=float(values.iloc[int(merits.argmin())]),
        best=tuple(str(each) for each in best),
        best_value=float(values[best[0]]),
        best_year=int(rows["value_year"][best].max()),
    )


def _section(
    version: str, language: str, pillar: Pillar, found: list[_Place], iso3: str
) -> Profile:
    """Return a pillar: how many values there are and, where they are enough, their strips."""
    known = [each for each in found if each.known]
    placed = methods.placed(len(known), len(found))
    said_of = text(language, "pillars.coverage", count=len(known), total=len(found))
    if not placed:
        name = said(language, queries.countries(version)[iso3].name)
        said_of = f"{said_of} {text(language, 'pillars.not_placed', country=name)}"
    gone = [
        (said(language, each.indicator.short_name), _reason(version, language, each, iso3))
        for each in found
        if not each.known
    ]
    return Profile(
        name=said(language, pillar.name),
        meaning=said(language, pillar.meaning),
        coverage=said_of,
        strips=[_strip(version, language, each, placed) for each in known],
        notes=narrative.absent_note(language, gone),
    )


def _strip(version: str, language: str, each: _Place, placed: bool) -> Strip:
    unit = each.indicator.unit
    drawn = placed and not pd.isna(each.place)
    tick = drawn and not pd.isna(each.median_place)
    return Strip(
        name=said(language, each.indicator.name),
        value=_dated(language, each, each.value, each.value_year),
        place=each.place if drawn else None,
        median_place=each.median_place if tick else None,
        weakest=narrative.amount(language, unit, each.weakest) if each.indicator.averaged else "",
        median=_median(language, each),
        best=_best(version, language, each, MOST_NAMED),
        hollow=each.value_year < each.year,
    )


def _line(version: str, language: str, each: _Place, iso3: str) -> tuple[str, ...]:
    """Return a row of the table; what is unknown says why."""
    reason = each.indicator.pillar_reason
    unknown = shared.no_value(language, _reason(version, language, each, iso3))
    unit = each.indicator.unit
    return (
        said(language, each.indicator.name),
        narrative.amount(language, unit, each.value) if each.known else unknown,
        str(each.value_year) if each.known else "",
        "" if pd.isna(each.place) else number(language, each.place * 100),
        _median(language, each),
        _best(version, language, each, len(each.best)),
        said(language, reason) if reason else "",
    )


def _reason(version: str, language: str, each: _Place, iso3: str) -> str:
    return shared.reason(version, language, each.indicator.indicator_id, iso3, each.year)


def _median(language: str, each: _Place) -> str:
    if not each.indicator.averaged:
        return text(language, "pillars.quoted")
    if pd.isna(each.median):
        return text(language, "pillars.few_states")
    return narrative.amount(language, each.indicator.unit, each.median)


def _dated(language: str, each: _Place, value: float, year: int) -> str:
    """Return 'value (year)'."""
    shown = narrative.amount(language, each.indicator.unit, value)
    return run(language, text(language, "pillars.dated", value=shown, year=year))


def _best(version: str, language: str, each: _Place, most: int) -> str:
    """Return the best state with its value; several that share it are named, or counted."""
    if not each.indicator.averaged:
        return text(language, "pillars.quoted")
    countries = queries.countries(version)
    names = [
        said(language, countries[iso3].name)
        for iso3 in shared.in_order(version, language, list(each.best))
    ]
    if len(names) > most:
        names = [text(language, "pillars.states", count=len(names))]
    shown = _dated(language, each, each.best_value, each.best_year)
    return text(language, "alt.item", name=listed(language, names), value=code(shown))


def _sources(version: str, language: str) -> str:
    """Return the names of the sources of all profiled indicators."""
    names = [
        said(language, indicator.source.name)
        for pillar_id in queries.pillars(version)
        for indicator in profiled(version, pillar_id)
    ]
    return text(language, "alt.join").join(dict.fromkeys(names))


def _notes(version: str, language: str) -> tuple[str, ...]:
    """Return how the comparison is made, and what is not in it yet."""
    carried = queries.indicators(version)
    pending = [
        said(language, indicator.short_name)
        for identity, indicator in queries.declared(version).items()
        if indicator.profile and identity not in carried
    ]
    notes = (
        text(language, "pillars.basis", tolerance=methods.TOLERANCE_YEARS),
        text(language, "pillars.ideal"),
        text(language, "pillars.older"),
    )
    if not pending:
        return notes
    return (
        *notes,
        text(language, "pillars.pending", list=text(language, "alt.comma").join(pending)),
    )
