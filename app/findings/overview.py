"""Where the region stands: tile map, ranking, medians of the groups, absences."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from app import charts, markup, methods, narrative, queries
from app.exhibit import Exhibit, Fact, Table, View
from app.findings import editions, shared
from app.i18n import direction, number, run, said, text
from app.records import Indicator


@lru_cache(maxsize=512)
def find(version: str, language: str, indicator_id: str, year: int, group_id: str) -> View:
    """Return the overview of one indicator and edition, a group of states in colour."""
    indicator = queries.indicators(version)[indicator_id]
    countries, group = queries.countries(version), queries.groups(version)[group_id]
    rows = shared.standing(version, indicator_id, year, group_id)
    if indicator.dated:
        rows = rows.sort_values("value", kind="stable")
    bands = methods.band(rows["value"]) if indicator.banded else None
    return View(
        title=text(language, "view.overview"),
        sentence=narrative.overview_sentence(language, indicator, group, rows, bands, countries),
        context=text(
            language,
            "overview.context",
            indicator=narrative.name_of(language, indicator),
            edition=narrative.edition_of(language, indicator, year),
        ),
        facts=_facts(version, language, indicator, year, group_id, rows),
        exhibits=(
            _tiles(version, language, indicator, year, group_id),
            _ranking(version, language, indicator, year, group_id),
        ),
        notes=narrative.absent_note(
            language,
            [
                (said(language, countries[iso3].name), reason)
                for iso3, reason in shared.absent(version, language, indicator_id, year, group_id)
            ],
        ),
    )


def _facts(
    version: str,
    language: str,
    indicator: Indicator,
    year: int,
    group_id: str,
    rows: pd.DataFrame,
) -> tuple[Fact, ...]:
    if not indicator.averaged:
        return ()
    unit, groups = indicator.unit, queries.groups(version)
    everyone = shared.world(version, indicator.indicator_id, year)["value"]
    shown = []
    ids = [group_id] if group_id != "arab" else list(groups)
    for each in ids:
        own = shared.standing(version, indicator.indicator_id, year, each)["value"]
        # A median of one or two states is not the group's, unless the reader asked for it.
        if own.empty or (each != group_id and len(own) < methods.LEAST_STATES):
            continue
        shown.append(
            Fact(
                text(language, "term.group_median", group=said(language, groups[each].name)),
                narrative.amount(language, unit, float(own.median())),
                text(language, "overview.states", count=len(own)),
            )
        )
    if not rows.empty:
        own = rows["value"]
        shown.insert(
            1,
            Fact(
                text(language, "term.group_mean", group=said(language, groups[group_id].name)),
                narrative.amount(language, unit, float(own.mean())),
                text(language, "overview.ours", count=len(own)),
            ),
        )
    if len(everyone) >= methods.LEAST_ECONOMIES:
        shown.append(
            Fact(
                text(language, "term.world_mean"),
                narrative.amount(language, unit, float(everyone.mean())),
                text(language, "overview.economies", count=len(everyone)),
            )
        )
    return tuple(shown)


def _hover(
    language: str, indicator: Indicator, name: str, row: pd.Series, moved: str
) -> tuple[str, str]:
    value = narrative.amount(language, indicator.unit, row["value"])
    rank = shared.rank_words(language, row["world_rank"], row["world_of"])
    parts = [value, str(int(row["value_year"]))]
    if rank:
        parts.append(f"{text(language, 'term.world_rank')}: {rank}")
    if moved:
        parts.append(moved)
    return value, f"<b>{name}</b><br>" + "<br>".join(parts)


def _tiles(version: str, language: str, indicator: Indicator, year: int, group_id: str) -> Exhibit:
    """All 22 states, always: value and shade, or hatched with the reason."""
    countries = queries.countries(version)
    rows = shared.standing(version, indicator.indicator_id, year, "arab")
    members = queries.groups(version)[group_id].members
    low, high = (0.0, 1.0)
    if not indicator.banded and len(rows):
        low, high = float(rows["value"].min()), float(rows["value"].max())
    cells = []
    for iso3, country in countries.items():
        if country.tile is None:
            continue
        name = said(language, country.name)
        if iso3 in rows.index:
            row = shared.row(rows, iso3)
            value = narrative.amount(language, indicator.unit, row["value"])
            rank = shared.rank_words(language, row["world_rank"], row["world_of"])
            share = (row["value"] - low) / (high - low) if high > low else 1.0
            # A date is no level: every state that has one looks alike.
            shade = min(10, 1 + int(share * 10)) if not indicator.dated else 4
            detail = f"{value} ({rank})" if rank else value
        else:
            reason = shared.reason(version, language, indicator.indicator_id, iso3, year)
            value, shade, detail = text(language, "term.no_value"), 0, reason
        cells.append(
            markup.Tile(
                *country.tile,
                name=name,
                value=value,
                shade=shade,
                label=text(language, "overview.tile", country=name, detail=detail),
                href=markup.href(
                    "country",
                    {"country": iso3, "indicator": indicator.indicator_id, "lang": language},
                ),
                marked=group_id != "arab" and iso3 in members,
            )
        )
    edition = narrative.edition_of(language, indicator, year)
    name = narrative.name_of(language, indicator)
    alt = text(language, "alt.tiles", indicator=name, edition=edition)
    first = int(rows["value_year"].min()) if len(rows) else year
    ordered = sorted(cells, key=lambda tile: (tile.row, tile.column))
    ends = ("", "")
    if not indicator.dated:
        low_value = narrative.amount(language, indicator.unit, low)
        high_value = narrative.amount(language, indicator.unit, high)
        ends = (run(language, low_value), run(language, high_value))
    legend = (*ends, text(language, "term.no_value"))
    return Exhibit(
        key="tiles",
        title=text(language, "overview.map"),
        subtitle=f"{shared.what(language, indicator, edition)}. "
        + text(language, "overview.map_help_dated" if indicator.dated else "overview.map_help"),
        alt=alt,
        source=narrative.source_lines(
            language, indicator, queries.editions(version, indicator.indicator_id, first, year)
        ),
        dates=editions.dates(version, language, indicator.indicator_id, first, year),
        table=Table(alt, (), ()),
        picture=markup.tiles(alt, ordered, legend),
        data=shared.data([indicator.indicator_id], first, year, group="arab"),
        embed=_embed("tiles", indicator, year, group_id),
        drawn=True,
    )


def _ranking(
    version: str, language: str, indicator: Indicator, year: int, group_id: str
) -> Exhibit:
    """The 22 states from highest to lowest, the group in colour, the absent with their reason."""
    countries, groups = queries.countries(version), queries.groups(version)
    identity, unit = indicator.indicator_id, indicator.unit
    rows = shared.standing(version, identity, year, "arab")
    if indicator.dated:
        rows = rows.sort_values("value", kind="stable")
    earlier, moves = shared.change(version, identity, year)
    absent = shared.absent(version, language, identity, year, "arab")
    members = set(groups[group_id].members)
    quoted = bool(queries.quotations(version, identity))
    dots, table, listed = [], [], []
    for key, row in rows.iterrows():
        iso3 = str(key)
        name = said(language, countries[iso3].name)
        places = moves["rank_change"].get(iso3, float("nan")) if indicator.survey else float("nan")
        gain = moves["value_change"].get(iso3, float("nan"))
        moved = narrative.rank_change(language, places, earlier) if earlier else ""
        value, hover = _hover(language, indicator, name, row, moved)
        old = row["value_year"] < year
        label = value
        if pd.notna(places) and places:
            label += f"  {narrative.arrow(places)} {number(language, abs(places))}"
        if old:
            label += f"  ({int(row['value_year'])})"
        dots.append(
            charts.Dot(name, row["value"], run(language, label), hover, iso3 in members, old)
        )
        listed.append((name, value))
        computed = not indicator.rank_published and pd.notna(row["world_rank"])
        rank = shared.rank_words(language, row["world_rank"], row["world_of"])
        page = shared.page(version, language, indicator, iso3, int(row["value_year"]))
        table.append(
            (
                name,
                narrative.amount(language, unit, row["value"], exact=True),
                str(int(row["value_year"])),
                f"{rank} ({text(language, 'term.computed')})" if computed else rank,
                number(language, row["percentile"]) if rank else "",
                narrative.difference(language, unit, gain) if pd.notna(gain) else "",
                moved,
                *([page] if quoted else []),
            )
        )
    for iso3, reason in absent:
        name = said(language, countries[iso3].name)
        dots.append(charts.Dot(name, None, reason, reason, False))
        rest = ("", "", "", "", "", *([""] if quoted else []))
        table.append((name, shared.no_value(language, reason), *rest))
    everyone = shared.world(version, identity, year)["value"]
    own = shared.standing(version, identity, year, group_id)["value"]
    marks = [*shared.ideal(language, indicator)]
    if len(own) and indicator.averaged:
        median = text(language, "term.group_median", group=said(language, groups[group_id].name))
        marks.append(charts.Mark(float(own.median()), median, "dash"))
    if len(everyone) >= methods.LEAST_ECONOMIES and indicator.averaged and not marks[1:]:
        marks.append(charts.Mark(float(everyone.mean()), text(language, "term.world_mean"), "dot"))
    edges = (0.0, *methods.BAND_BOUNDS, 1.0)
    bands = [
        (edges[place], edges[place + 1], text(language, f"band.{name}"))
        for place, name in enumerate(methods.BANDS)
    ]
    edition = narrative.edition_of(language, indicator, year)
    full = narrative.name_of(language, indicator)
    since = text(language, "term.change_since", year=earlier) if earlier else ""
    head = (
        text(language, "term.country"),
        f"{text(language, 'term.value')} ({said(language, unit.name)})",
        text(language, "term.year"),
        text(language, "term.world_rank"),
        text(language, "term.percentile"),
        since or text(language, "term.change"),
        text(language, "term.rank_change"),
        *([text(language, "term.page")] if quoted else []),
    )
    notes = shared.older_note(version, language, rows, year, indicator)
    if indicator.caveat and earlier:
        notes = (*notes, said(language, indicator.caveat))
    arab = groups["arab"].members
    notes = (*notes, *shared.doubts(version, language, indicator, arab))
    arrows = shared.arrows(version, language, indicator, year)
    subtitle = f"{shared.what(language, indicator, edition)}. {arrows}".rstrip()
    first = int(rows["value_year"].min()) if len(rows) else year
    return Exhibit(
        key="ranking",
        title=text(language, "overview.by_year" if indicator.dated else "overview.ranking"),
        subtitle=subtitle,
        alt=text(
            language,
            "alt.ranking",
            indicator=full,
            edition=edition,
            list=narrative.items(language, listed),
        ),
        source=narrative.source_lines(
            language, indicator, queries.editions(version, identity, first, year)
        ),
        dates=editions.dates(version, language, identity, first, year),
        table=Table(f"{full}, {edition}", head, tuple(table)),
        figure=charts.checked(
            charts.dots(
                dots,
                shared.axis(language, indicator),
                rtl=direction(language) == "rtl",
                marks=marks,
                bands=bands if indicator.banded else (),
            )
        ),
        notes=notes,
        data=shared.data([identity], first, year, group="arab"),
        embed=_embed("ranking", indicator, year, group_id),
    )


def _embed(chart: str, indicator: Indicator, year: int, group_id: str) -> dict[str, str]:
    own = {"chart": chart, "indicator": indicator.indicator_id, "year": str(year)}
    return own if group_id == "arab" else {**own, "group": group_id}
