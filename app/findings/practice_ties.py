"""The indicators that a practice speaks to: before and after its launch, beside its group.

What is shown is an association: nothing here says that the practice moved the figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from app import charts, narrative, queries
from app.exhibit import Exhibit, Table
from app.findings import editions, series, shared
from app.findings import practice_lines as lines
from app.findings.peers import home_group
from app.i18n import direction, said, text
from app.library import Practice
from app.records import Group, Indicator

LEAD = 10
"""Years before the launch from which on the chart begins."""

NEAR = 3
"""Years between the launch and a break within which their words would run into each other."""


@dataclass(frozen=True)
class Tie:
    """An indicator with the country's values and the medians of its group, by year.

    `before` is the last year with a value before the launch, else that of the launch; `after` the
    newest one since. None where there is no such value.
    """

    indicator: Indicator
    group: Group
    values: dict[int, float]
    medians: dict[int, float]
    before: int | None
    after: int | None


def tie(version: str, own: Practice, indicator_id: str) -> Tie:
    """Return what is known of an indicator around the launch of a practice."""
    indicator, group = queries.indicators(version)[indicator_id], home_group(version, own.iso3)
    values = series.state(version, indicator_id, own.iso3)
    medians = series.median(version, indicator_id, group.group_id) if indicator.averaged else {}
    before = after = None
    if own.launched is not None:
        earlier = [year for year in values if year < own.launched]
        before = max(earlier) if earlier else own.launched if own.launched in values else None
        since = [year for year in values if year >= own.launched and year != before]
        after = max(since, default=None)
    return Tie(indicator, group, values, medians, before, after)


def exhibit(version: str, language: str, own: Practice, indicator_id: str) -> Exhibit:
    """Return an indicator before and after, in words and, where it has two values, as a chart."""
    found = tie(version, own, indicator_id)
    indicator, years = found.indicator, _years(version, own, found)
    country = lines.country(version, language, own)
    sentence = _sentence(version, language, own, found)
    drawn = len(series.within(found.values, years)) > 1 and not indicator.dated
    name = said(language, indicator.short_name)
    median = series.median_name(language, found.group)
    columns = [(country, series.within(found.values, years))]
    if indicator.averaged:
        columns.append((median, series.within(found.medians, years)))
    return Exhibit(
        key=f"practice-tie-{indicator_id.replace('_', '-')}",
        title=text(language, "practice.tie", indicator=name),
        subtitle=sentence,
        alt=text(language, "practice.tie_alt", indicator=name, sentence=sentence),
        source=narrative.source_lines(
            language,
            indicator,
            queries.editions(version, indicator_id, years[0], years[-1]) if years else (),
        ),
        dates=editions.dates(version, language, indicator_id, years[0], years[-1]) if years else (),
        table=shared.series_table(version, language, indicator, columns)
        if years
        else Table("", (), ()),
        figure=charts.checked(_chart(language, own, found, years, country)) if drawn else None,
        notes=(
            text(language, "practice.association"),
            text(language, "practice.tie_why", reason=said(language, own.indicator[indicator_id])),
            *series.notes(language, indicator, years),
            *(series.carried(language, indicator) if indicator.averaged else ()),
            *shared.doubts(version, language, indicator, [own.iso3]),
        ),
        data=shared.data(
            [indicator_id],
            years[0],
            years[-1],
            country=sorted({own.iso3, *(found.group.members if indicator.averaged else ())}),
        )
        if years
        else None,
    )


def _years(version: str, own: Practice, found: Tie) -> list[int]:
    """Return the years of the chart: from some years before the launch to the newest value."""
    if not found.values:
        return []
    first, last = min(found.values), max(found.values)
    if own.launched is not None:
        first = max(first, min(own.launched - LEAD, found.before or last))
    return series.span(version, found.indicator, min(first, last), last)


def _sentence(version: str, language: str, own: Practice, found: Tie) -> str:
    """Return the values before and after beside the medians of the group, or what is missing."""
    indicator, country = found.indicator, lines.country(version, language, own)
    if not found.values:
        newest = queries.years(version, indicator.indicator_id)[0][0]
        why = shared.reason(version, language, indicator.indicator_id, own.iso3, newest)
        return text(language, "practice.tie_none", country=country, reason=why)
    newest = max(found.values)
    latest = narrative.amount(language, indicator.unit, found.values[newest])
    at = text(language, "alt.at", value=latest, year=newest)
    if indicator.dated:
        return text(language, "practice.tie_dated", country=country, value=latest)
    if own.launched is None:
        return text(language, "practice.tie_no_launch", country=country, latest=at)
    if found.before is None:
        return text(language, "practice.tie_no_before", country=country, latest=at)
    if found.after is None:
        return text(language, "practice.tie_no_after", country=country, latest=at)
    if not indicator.averaged:
        middle = text(language, "practice.tie_quoted")
    elif {found.before, found.after} <= found.medians.keys():
        name = series.median_name(language, found.group)
        middle = _pair(language, found, name, found.medians)
    else:
        name = series.median_name(language, found.group)
        middle = text(language, "practice.tie_no_median", median=name)
    words = _pair(language, found, country, found.values)
    return text(language, "practice.tie_two", own=words, median=middle)


def _pair(language: str, found: Tie, name: str, values: dict[int, float]) -> str:
    """Return two values with their change; without it where a new method lies between them."""
    assert found.before is not None
    assert found.after is not None
    unit, first, last = found.indicator.unit, values[found.before], values[found.after]
    words = {
        "name": name,
        "first": narrative.amount(language, unit, first),
        "first_year": found.before,
        "last": narrative.amount(language, unit, last),
        "last_year": found.after,
    }
    if found.indicator.parted(found.before, found.after):
        return text(language, "practice.tie_parted", **words)
    change = narrative.difference(language, unit, last - first)
    return text(language, "practice.tie_pair", change=change, **words)


def _chart(
    language: str, own: Practice, found: Tie, years: list[int], country: str
) -> charts.Figure:
    """Return the country's line beside the median of its group, with a mark at the launch."""
    indicator, median = found.indicator, series.median_name(language, found.group)
    drawn = [
        series.line(
            language,
            indicator,
            median,
            series.within(found.medians, years),
            years,
            colour=charts.GREY,
            dash="dash",
            label=median,
        ),
        series.line(
            language,
            indicator,
            country,
            series.within(found.values, years),
            years,
            colour=charts.ACCENT,
            label=country,
        ),
    ]
    marks = series.breaks(language, indicator, years)
    if own.launched is not None and years[0] < own.launched <= years[-1]:
        launch = own.launched
        # Where a break is near, its word gives way: the notes say it in full.
        marks = [(year, "" if abs(year - launch) <= NEAR else words) for year, words in marks]
        marks.append((launch, text(language, "practice.launch_mark")))
    return charts.lines(
        drawn,
        shared.axis(language, indicator),
        rtl=direction(language) == "rtl",
        breaks=marks,
        years=years if indicator.survey else (),
        height=300,
    )
