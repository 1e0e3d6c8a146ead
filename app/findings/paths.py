"""Countries and groups over time: in one chart, or all 22 in small ones."""

from __future__ import annotations

from collections.abc import Mapping

from app import charts, narrative, queries
from app.exhibit import Exhibit
from app.findings import editions, series, shared
from app.findings.choice import Choice, chosen
from app.i18n import direction, said, text, years
from app.records import Indicator


def _absent(version: str, language: str, choice: Choice, indicator: Indicator) -> tuple[str, ...]:
    gone = [
        (name, shared.reason(version, language, indicator.indicator_id, identity, choice.last))
        for identity, name, values, _ in chosen(version, language, choice, indicator)
        if not values and identity in queries.countries(version)
    ]
    return narrative.absent_note(language, gone)


def _path(
    language: str, indicator: Indicator, name: str, values: dict[int, float]
) -> tuple[str, str]:
    if not values:
        return name, text(language, "term.no_value")
    first, last = min(values), max(values)
    ends = [
        text(
            language,
            "alt.at",
            value=narrative.amount(language, indicator.unit, values[year]),
            year=year,
        )
        for year in ({first: 0, last: 0})
    ]
    return name, text(language, "alt.arrow").join(ends)


def lines(version: str, language: str, choice: Choice, height: int = 500) -> Exhibit:
    """Chosen series in colour, all other Arab states in grey behind them.

    `height` is the least that the chart will have: names at the ends of lines are apart there.
    """
    indicator = queries.indicators(version)[choice.indicator]
    axis = series.span(version, indicator, choice.first, choice.last)
    picked = chosen(version, language, choice, indicator)
    others = [
        state for state in queries.groups(version)["arab"].members if state not in choice.states
    ]
    context = [
        series.line(
            language,
            indicator,
            said(language, queries.countries(version)[iso3].name),
            series.within(series.state(version, choice.indicator, iso3), axis),
            axis,
            colour=charts.GREY,
            context=True,
        )
        for iso3 in others
    ]
    drawn = [
        series.line(
            language,
            indicator,
            name,
            values,
            axis,
            colour=colour,
            label=name if colour != charts.GREY else "",
            dash="dash" if identity in choice.groups else "solid",
        )
        for identity, name, values, colour in picked
    ]
    full = narrative.name_of(language, indicator)
    span = years(language, choice.first, choice.last)
    has_values = any(values for _, _, values, _ in picked)
    empty = () if has_values or not picked else (text(language, "notice.empty_series"),)
    return Exhibit(
        key="lines",
        title=text(language, "chart.lines"),
        subtitle=text(
            language, "compare.context_lines", indicator=shared.what(language, indicator)
        ),
        alt=text(
            language,
            "alt.lines",
            indicator=full,
            years=span,
            list=narrative.items(
                language,
                [_path(language, indicator, name, values) for _, name, values, _ in picked],
            )
            or text(language, "term.no_value"),
        ),
        source=narrative.source_lines(
            language,
            indicator,
            queries.editions(version, choice.indicator, choice.first, choice.last),
        ),
        dates=editions.dates(version, language, choice.indicator, choice.first, choice.last),
        table=shared.series_table(
            version, language, indicator, [(name, values) for _, name, values, _ in picked]
        ),
        figure=charts.checked(
            charts.lines(
                [*context, *drawn],
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                breaks=series.breaks(language, indicator, axis),
                years=axis if indicator.survey else (),
                height=height,
            )
        ),
        notes=(
            *empty,
            *_absent(version, language, choice, indicator),
            *series.notes(language, indicator, axis),
            *shared.doubts(version, language, indicator, choice.states),
            *(series.carried(language, indicator) if choice.groups else ()),
        ),
        data=_data(version, choice),
        embed=_embed(choice) if has_values else None,
    )


def _embed(choice: Choice) -> dict[str, str]:
    own = {"chart": "trend", "indicator": choice.indicator, "country": ",".join(choice.states)}
    own |= {"group": ",".join(choice.groups), "year": f"{choice.first}:{choice.last}"}
    return {name: value for name, value in own.items() if value}


def _data(version: str, choice: Choice) -> Mapping[str, str] | None:
    """Return the filter of the chosen states and of those whose median is drawn."""
    groups = queries.groups(version)
    members = {iso3 for each in choice.groups for iso3 in groups[each].members}
    states = list(dict.fromkeys((*choice.states, *sorted(members))))
    if not states:
        return None
    return shared.data([choice.indicator], choice.first, choice.last, country=states)


def multiples(version: str, language: str, choice: Choice) -> Exhibit:
    """All 22 states on the same scale, the chosen ones in their colour."""
    indicator = queries.indicators(version)[choice.indicator]
    axis = series.span(version, indicator, choice.first, choice.last)
    colours = {
        identity: colour for identity, _, _, colour in chosen(version, language, choice, indicator)
    }
    median = series.within(series.median(version, choice.indicator, "arab"), axis)
    middle = series.median_name(language, queries.groups(version)["arab"])
    panels, columns, listed, gone = [], [], [], []
    for iso3 in shared.in_order(version, language, list(queries.groups(version)["arab"].members)):
        name = said(language, queries.countries(version)[iso3].name)
        own = series.within(series.state(version, choice.indicator, iso3), axis)
        colour = colours.get(iso3, charts.GREY)
        panels.append(
            (
                name,
                [
                    series.line(
                        language,
                        indicator,
                        middle,
                        median,
                        axis,
                        colour=charts.GREY,
                        dash="dash",
                        context=True,
                    ),
                    series.line(language, indicator, name, own, axis, colour=colour),
                ],
                "" if own else text(language, "term.no_value"),
            )
        )
        columns.append((name, own))
        listed.append(_path(language, indicator, name, own))
        if not own:
            why = shared.reason(version, language, choice.indicator, iso3, choice.last)
            gone.append((name, why))
    full = narrative.name_of(language, indicator)
    return Exhibit(
        key="multiples",
        title=text(language, "compare.multiples_title"),
        subtitle=text(
            language, "compare.multiples_help", indicator=shared.what(language, indicator)
        ),
        alt=text(
            language,
            "alt.multiples",
            indicator=full,
            years=years(language, choice.first, choice.last),
            list=narrative.items(language, listed),
        ),
        source=narrative.source_lines(
            language,
            indicator,
            queries.editions(version, choice.indicator, choice.first, choice.last),
        ),
        dates=editions.dates(version, language, choice.indicator, choice.first, choice.last),
        table=shared.series_table(version, language, indicator, columns),
        figure=charts.checked(
            charts.multiples(
                panels, shared.axis(language, indicator), rtl=direction(language) == "rtl"
            )
        ),
        notes=(
            *narrative.absent_note(language, gone),
            *series.notes(language, indicator, axis),
            *series.carried(language, indicator),
        ),
        wide=True,
        data=shared.data([choice.indicator], choice.first, choice.last, group="arab"),
    )
