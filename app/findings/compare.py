"""Countries and groups over time: lines, small multiples of all 22, scatter with trails."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app import charts, markup, methods, narrative, queries
from app.exhibit import Exhibit, Table, View
from app.findings import series, shared
from app.findings.country import home_group, income_peers
from app.i18n import direction, said, text, years
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


@lru_cache(maxsize=512)
def find(version: str, language: str, choice: Choice) -> View:
    """Return the comparison of a choice."""
    indicator = queries.indicators(version)[choice.indicator]
    draw = {"lines": _lines, "multiples": _multiples, "scatter": _scatter}[choice.kind]
    beyond = len(choice.states) + len(choice.groups) - charts.MOST_COLOURED
    notes = (text(language, "notice.too_many", count=beyond),) if beyond > 0 else ()
    if not choice.states and not choice.groups:
        notes = (text(language, "notice.empty_choice"),)
    names = [narrative.name_of(language, indicator)]
    if choice.kind == "scatter":
        names.append(narrative.name_of(language, queries.indicators(version)[choice.against]))
    return View(
        title=text(language, "view.compare"),
        sentence=_sentence(version, language, choice),
        context=text(
            language,
            "overview.context",
            indicator=text(language, "alt.join").join(names),
            edition=years(language, choice.first, choice.last),
        ),
        facts=(),
        exhibits=(draw(version, language, choice),),
        notes=notes,
    )


def _chosen(
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


def _sentence(version: str, language: str, choice: Choice) -> str:
    indicator = queries.indicators(version)[choice.indicator]
    what = said(language, indicator.short_name)
    if choice.kind == "scatter":
        other = narrative.in_sentence(language, queries.indicators(version)[choice.against])
        return text(language, "compare.headline_scatter", x=what, y=other)
    with_values = [
        (name, values)
        for _, name, values, _ in _chosen(version, language, choice, indicator)
        if values
    ]
    if not with_values:
        return text(language, "compare.headline_none")
    if len(with_values) == 1:
        name, values = with_values[0]
        first, last = min(values), max(values)
        words = {
            "country": name,
            "indicator": narrative.in_sentence(language, indicator),
            "first": narrative.amount(language, indicator.unit, values[first]),
            "first_year": first,
            "last": narrative.amount(language, indicator.unit, values[last]),
            "last_year": last,
        }
        key = "compare.headline_one" if first != last else "compare.headline_single"
        return text(language, key, **words)
    common = set.intersection(*(set(values) for _, values in with_values))
    if not common:
        return text(language, "compare.headline_apart", indicator=what)
    year = max(common)
    ordered = sorted(
        with_values, key=lambda pair: pair[1][year], reverse=indicator.better != "lower"
    )
    (leader, best), (trailer, worst) = ordered[0], ordered[-1]
    return text(
        language,
        "compare.headline_gap",
        leader=leader,
        trailer=trailer,
        high=narrative.amount(language, indicator.unit, best[year]),
        low=narrative.amount(language, indicator.unit, worst[year]),
        indicator=what,
        year=year,
    )


def _absent(version: str, language: str, choice: Choice, indicator: Indicator) -> tuple[str, ...]:
    gone = [
        (name, shared.reason(version, language, indicator.indicator_id, identity, choice.last))
        for identity, name, values, _ in _chosen(version, language, choice, indicator)
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


def _lines(version: str, language: str, choice: Choice) -> Exhibit:
    """Chosen series in colour, all other Arab states in grey behind them."""
    indicator = queries.indicators(version)[choice.indicator]
    axis = series.span(version, indicator, choice.first, choice.last)
    chosen = _chosen(version, language, choice, indicator)
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
        for identity, name, values, colour in chosen
    ]
    full = narrative.name_of(language, indicator)
    span = years(language, choice.first, choice.last)
    has_values = any(values for _, _, values, _ in chosen)
    empty = () if has_values or not chosen else (text(language, "notice.empty_series"),)
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
                [_path(language, indicator, name, values) for _, name, values, _ in chosen],
            )
            or text(language, "term.no_value"),
        ),
        source=narrative.source_lines(
            language,
            indicator,
            queries.editions(version, choice.indicator, choice.first, choice.last),
        ),
        table=shared.series_table(
            version, language, indicator, [(name, values) for _, name, values, _ in chosen]
        ),
        figure=charts.checked(
            charts.lines(
                [*context, *drawn],
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                breaks=series.breaks(language, indicator, axis),
                years=axis if indicator.survey else (),
                height=500,
            )
        ),
        notes=(
            *empty,
            *_absent(version, language, choice, indicator),
            *series.notes(language, indicator, axis),
        ),
    )


def _multiples(version: str, language: str, choice: Choice) -> Exhibit:
    """All 22 states on the same scale, the chosen ones in their colour."""
    indicator = queries.indicators(version)[choice.indicator]
    axis = series.span(version, indicator, choice.first, choice.last)
    colours = {
        identity: colour for identity, _, _, colour in _chosen(version, language, choice, indicator)
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
        table=shared.series_table(version, language, indicator, columns),
        figure=charts.checked(
            charts.multiples(
                panels, shared.axis(language, indicator), rtl=direction(language) == "rtl"
            )
        ),
        notes=(*narrative.absent_note(language, gone), *series.notes(language, indicator, axis)),
        wide=True,
    )


def _scatter(version: str, language: str, choice: Choice) -> Exhibit:
    """Two indicators, a point a state; chosen states with the path that led there."""
    across = queries.indicators(version)[choice.indicator]
    up = queries.indicators(version)[choice.against]
    tolerance = max(shared.tolerance(across), shared.tolerance(up))
    first = queries.values(version, choice.indicator)
    second = queries.values(version, choice.against)
    both = methods.paired(
        first, second, choice.last, shared.tolerance(across), shared.tolerance(up)
    )
    arab = queries.groups(version)["arab"].members
    both = both[both.index.isin(arab)]
    colours = {
        iso3: charts.SERIES[place] if place < charts.MOST_COLOURED else charts.GREY
        for place, iso3 in enumerate(choice.states)
    }
    points, table, listed, other_year = [], [], [], []
    x_name, y_name = said(language, across.short_name), said(language, up.short_name)
    for iso3 in shared.in_order(version, language, [str(i) for i in both.index]):
        row = shared.row(both, iso3)
        name = said(language, queries.countries(version)[iso3].name)
        x, y = (
            narrative.amount(language, across.unit, row["x"]),
            narrative.amount(language, up.unit, row["y"]),
        )
        x_year, y_year = int(row["x_year"]), int(row["y_year"])
        points.append(
            charts.Point(
                name,
                row["x"],
                row["y"],
                f"<b>{name}</b><br>{x_name}: {x} ({x_year})<br>{y_name}: {y} ({y_year})",
                colours.get(iso3, charts.GREY),
                _trail(version, choice, iso3) if iso3 in choice.states else (),
                label=iso3 in choice.states,
            )
        )
        table.append((name, x, str(x_year), y, str(y_year)))
        listed.append((name, f"{x}, {y}"))
        if x_year != choice.last or y_year != choice.last:
            other_year.append((name, years(language, min(x_year, y_year), max(x_year, y_year))))
    gone = [
        (
            said(language, queries.countries(version)[iso3].name),
            _why(version, language, choice, iso3),
        )
        for iso3 in shared.in_order(version, language, [s for s in arab if s not in both.index])
    ]
    notes = list(narrative.absent_note(language, gone))
    if other_year:
        shown = [
            text(language, "notice.absent_item", country=name, reason=when)
            for name, when in other_year
        ]
        notes.append(
            text(
                language,
                "notice.tolerance",
                year=choice.last,
                tolerance=tolerance,
                list=text(language, "alt.join").join(shown),
            )
        )
    if colours:
        notes.append(text(language, "compare.trail", year=choice.first))
    head = (
        text(language, "term.country"),
        f"{x_name} ({said(language, across.unit.name)})",
        text(language, "term.year"),
        f"{y_name} ({said(language, up.unit.name)})",
        text(language, "term.year"),
    )
    title = text(language, "compare.against", x=x_name, y=y_name)
    sources: tuple[str, ...] = ()
    for identity in dict.fromkeys((choice.indicator, choice.against)):
        sources += narrative.source_lines(
            language,
            queries.indicators(version)[identity],
            queries.editions(version, identity, choice.first, choice.last),
        )
    return Exhibit(
        key="scatter",
        title=title,
        subtitle=text(language, "compare.scatter_help"),
        alt=text(
            language,
            "alt.scatter",
            x=x_name,
            y=y_name,
            year=choice.last,
            list=narrative.items(language, listed) or text(language, "term.no_value"),
        ),
        source=sources,
        table=Table(title, head, tuple(table)),
        figure=charts.checked(
            charts.scatter(
                points,
                shared.axis(language, across, narrative.name_of(language, across)),
                shared.axis(language, up, narrative.name_of(language, up)),
                rtl=direction(language) == "rtl",
            )
        )
        if points
        else None,
        notes=tuple(notes),
    )


def _why(version: str, language: str, choice: Choice, iso3: str) -> str:
    for identity in (choice.indicator, choice.against):
        own = methods.cross_section(
            queries.values(version, identity),
            choice.last,
            shared.tolerance(queries.indicators(version)[identity]),
        )
        if iso3 not in own.index:
            return shared.reason(version, language, identity, iso3, choice.last)
    return text(language, "term.no_value")


def _trail(version: str, choice: Choice, iso3: str) -> tuple[tuple[float, float], ...]:
    """Return the points of the years in which both indicators have a value, oldest first."""
    x, y = (series.state(version, each, iso3) for each in (choice.indicator, choice.against))
    common = sorted(year for year in set(x) & set(y) if choice.first <= year <= choice.last)
    return tuple((x[year], y[year]) for year in common)


def suggestions(
    version: str, language: str, choice: Choice, used: Mapping[str, str]
) -> tuple[str, list[str]]:
    """Return why, and links to, sets of states worth comparing with the first one chosen."""
    if not choice.states:
        return "", []
    first = choice.states[0]
    name = said(language, queries.countries(version)[first].name)
    group = home_group(version, first)
    leaders = shared.standing(version, choice.indicator, choice.last, "arab").index
    sets = {
        text(language, "compare.suggest_group", group=said(language, group.name)): group.members,
        text(language, "compare.suggest_income"): income_peers(version, first),
        text(language, "compare.suggest_lead"): [str(state) for state in leaders][:3],
    }
    links = []
    for words, members in sets.items():
        states = list(dict.fromkeys([first, *members]))[: charts.MOST_COLOURED]
        if len(states) > 1:
            address = markup.href("compare", {**used, "country": ",".join(states)})
            links.append(markup.link(address, words))
    return text(language, "compare.suggested", country=name), links
