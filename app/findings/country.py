"""One country: its standing, its components, its path and its neighbours."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd

from app import methods, narrative, queries
from app.exhibit import Fact, View
from app.findings import (
    accessibility,
    components,
    inventory,
    neighbours,
    path,
    pillars,
    practice_links,
    shared,
)
from app.i18n import number, said, text
from app.records import Indicator


@lru_cache(maxsize=1024)
def find(version: str, language: str, iso3: str, indicator_id: str, year: int) -> View:
    """Return the profile of one country, led by one indicator and edition."""
    indicator, country = queries.indicators(version)[indicator_id], queries.countries(version)[iso3]
    rows = shared.standing(version, indicator_id, year, "arab")
    row = shared.row(rows, iso3) if iso3 in rows.index else None
    reason = shared.reason(version, language, indicator_id, iso3, year)
    exhibits = [
        path.exhibit(version, language, indicator, iso3),
        components.exhibit(version, language, indicator, iso3, year),
        neighbours.exhibit(version, language, indicator, iso3, year),
        pillars.exhibit(version, language, iso3),
        accessibility.exhibit(version, language, iso3),
        practice_links.exhibit(version, language, iso3),
        inventory.exhibit(version, language, iso3),
    ]
    return View(
        title=said(language, country.name),
        sentence=narrative.country_sentence(
            language,
            indicator,
            country,
            row,
            reason,
            components.places(version, language, indicator, iso3, year),
        ),
        context=text(
            language,
            "overview.context",
            indicator=narrative.name_of(language, indicator),
            edition=narrative.edition_of(language, indicator, year),
        ),
        facts=_facts(version, language, indicator, iso3, year),
        exhibits=tuple(exhibit for exhibit in exhibits if exhibit),
    )


def _facts(
    version: str, language: str, indicator: Indicator, iso3: str, year: int
) -> tuple[Fact, ...]:
    identity, unit = indicator.indicator_id, indicator.unit
    rows = shared.standing(version, identity, year, "arab")
    if iso3 not in rows.index:
        reason = shared.reason(version, language, identity, iso3, year)
        return (Fact(text(language, "term.value"), text(language, "term.no_value"), reason),)
    row = shared.row(rows, iso3)
    earlier, moves = shared.change(version, identity, year)
    gain = moves["value_change"].get(iso3, float("nan"))
    since = ""
    if earlier and pd.notna(gain):
        shown = narrative.difference(language, unit, gain)
        since = text(language, "country.since", change=shown, year=earlier)
    value_year = narrative.edition_of(language, indicator, int(row["value_year"]))
    facts = [
        Fact(
            text(language, "term.value"),
            narrative.amount(language, unit, row["value"]),
            text(language, "source.join").join([part for part in (value_year, since) if part]),
        )
    ]
    if pd.notna(row["world_rank"]):
        places = moves["rank_change"].get(iso3, float("nan"))
        note = narrative.rank_change(language, places, earlier) if earlier else ""
        if not indicator.rank_published:
            note = text(language, "term.computed")
        facts.append(
            Fact(
                text(language, "term.world_rank"),
                shared.rank_words(language, row["world_rank"], row["world_of"]),
                note,
            )
        )
        facts.append(
            Fact(
                text(language, "term.percentile"),
                number(language, row["percentile"]),
                text(language, "country.percentile_note"),
            )
        )
    if indicator.banded:
        which = methods.band(rows["value"])[iso3]
        facts.append(
            Fact(
                text(language, "term.band"),
                text(language, f"band.{which}"),
                text(language, "country.band_note"),
            )
        )
    if pd.notna(row["group_rank"]):
        facts.append(
            Fact(
                text(language, "country.rank_in_arab"),
                shared.rank_words(language, row["group_rank"], row["group_of"]),
                text(language, "term.computed"),
            )
        )
    if not indicator.averaged:
        return tuple(facts)
    middle = float(rows["value"].median())
    facts.append(
        Fact(
            text(language, "country.arab_median"),
            narrative.amount(language, unit, middle),
            text(
                language,
                "country.gap",
                gap=narrative.difference(language, unit, row["value"] - middle),
            ),
        )
    )
    return tuple(facts)
