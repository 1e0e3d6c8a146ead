"""A country's path over time, beside its group and the world."""

from __future__ import annotations

from app import charts, narrative, queries
from app.exhibit import Exhibit
from app.findings import editions, series, shared
from app.findings.peers import home_group
from app.i18n import direction, said, text
from app.records import Indicator


def exhibit(
    version: str, language: str, indicator: Indicator, iso3: str, height: int = 520
) -> Exhibit:
    """Return a country's values over time, its group's median dashed, the world's mean dotted.

    `height` is the least that the chart will have: names at the ends of lines are apart there.
    """
    identity = indicator.indicator_id
    country, group = queries.countries(version)[iso3], home_group(version, iso3)
    name = said(language, country.name)
    known = [year for year, _ in queries.years(version, identity)]
    years = series.span(version, indicator, min(known), max(known))
    own = series.within(series.state(version, identity, iso3), years)
    middle = series.within(series.median(version, identity, group.group_id), years)
    mean = series.within(series.world_mean(version, identity), years)
    dated = indicator.dated
    if not indicator.averaged:
        middle, mean = {}, {}
    median_label = series.median_name(language, group)
    world_label = text(language, "term.world_mean")
    full = narrative.name_of(language, indicator)
    drawn = [
        series.line(
            language,
            indicator,
            world_label,
            mean,
            years,
            colour=charts.GREY,
            dash="dot",
            label=world_label,
        ),
        series.line(
            language,
            indicator,
            median_label,
            middle,
            years,
            colour=charts.GREY,
            dash="dash",
            label=median_label,
        ),
        series.line(language, indicator, name, own, years, colour=charts.ACCENT, label=name),
    ]
    notes = (
        *series.notes(language, indicator, years),
        *(series.carried(language, indicator) if indicator.averaged else ()),
        *shared.doubts(version, language, indicator, [iso3]),
    )
    alt = text(language, "alt.trend_empty", country=name, indicator=full)
    if own:
        first, last = min(own), max(own)
        alt = text(
            language,
            "alt.trend",
            indicator=full,
            country=name,
            first=text(
                language,
                "alt.at",
                value=narrative.amount(language, indicator.unit, own[first]),
                year=first,
            ),
            last=text(
                language,
                "alt.at",
                value=narrative.amount(language, indicator.unit, own[last]),
                year=last,
            ),
            group=said(language, group.name),
        )
    else:
        gone = shared.reason(version, language, identity, iso3, years[-1])
        notes = (*narrative.absent_note(language, [(name, gone)]), *notes)
    missing = [
        (str(year), said(language, why))
        for (state, year), why in sorted(queries.absences(version, identity).items(), key=str)
        if state == iso3 and year is not None and own
    ]
    return Exhibit(
        key="trend",
        title=text(language, "country.trend"),
        subtitle=shared.what(language, indicator),
        alt=alt,
        source=narrative.source_lines(
            language, indicator, queries.editions(version, identity, years[0], years[-1])
        ),
        dates=editions.dates(version, language, identity, years[0], years[-1]),
        table=shared.series_table(
            version,
            language,
            indicator,
            [(name, own)]
            if not indicator.averaged
            else [(name, own), (median_label, middle), (world_label, mean)],
        ),
        figure=charts.checked(
            charts.lines(
                drawn,
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                breaks=series.breaks(language, indicator, years),
                years=years if indicator.survey else (),
                height=height,
            )
        )
        if not dated
        else None,
        notes=(
            *((text(language, "notice.one_date"),) if dated else ()),
            *narrative.absent_note(language, missing),
            *notes,
        ),
        data=shared.data([identity], years[0], years[-1], country=[iso3]),
        embed=None if dated else {"chart": "trend", "indicator": identity, "country": iso3},
    )
