"""Two indicators against each other, with the paths of the chosen states."""

from __future__ import annotations

from app import charts, methods, narrative, queries
from app.exhibit import Dated, Exhibit, Table
from app.findings import editions, series, shared
from app.findings.choice import Choice
from app.i18n import direction, said, text, years


def scatter(version: str, language: str, choice: Choice) -> Exhibit:
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
    dates: tuple[Dated, ...] = ()
    for identity in dict.fromkeys((choice.indicator, choice.against)):
        sources += narrative.source_lines(
            language,
            queries.indicators(version)[identity],
            queries.editions(version, identity, choice.first, choice.last),
        )
        own = editions.dates(version, language, identity, choice.first, choice.last)
        dates += tuple(each for each in own if each not in dates)
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
        dates=dates,
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
        data=shared.data(
            (choice.indicator, choice.against),
            min([choice.first, *both["x_year"].tolist(), *both["y_year"].tolist()]),
            choice.last,
            group="arab",
        ),
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
