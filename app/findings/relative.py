"""A relative index: where a state stands, and whether it moved faster than its like."""

from __future__ import annotations

from app import methods, queries
from app.findings import shared
from app.findings.case import Case
from app.i18n import number, years
from app.markup_card import Item, Section


def section(case: Case) -> Section | None:
    """Return where a state stands on a relative index, and how fast it moved against its like."""
    one = case.verdict
    asked = case.row.type in ("statistical", "index_band") and case.indicator.survey
    if not asked or one.latest_year is None or case.ranked:
        return None
    return Section(
        case.say("card.relative"),
        said=(case.say("card.speed_ours"),),
        items=(*_speed(case), *_places(case, one.latest_year)),
    )


def _places(case: Case, year: int) -> list[Item]:
    """Return rank, percentile, group of the index and rank among the Arab states."""
    identity = case.indicator.indicator_id
    rows = shared.standing(case.version, identity, year, "arab")
    row = shared.row(rows, case.verdict.iso3)
    edition = case.say("source.edition", edition=year)
    ours = "" if case.indicator.rank_published else case.say("term.computed")
    world = shared.rank_words(case.language, row["world_rank"], row["world_of"])
    arab = shared.rank_words(case.language, row["group_rank"], row["group_of"])
    items = []
    if world:
        note = case.say("source.join").join(part for part in (edition, ours) if part)
        items.append(Item(case.say("term.world_rank"), world, note))
        items.append(
            Item(
                case.say("term.percentile"),
                number(case.language, row["percentile"]),
                case.say("country.percentile_note"),
            )
        )
    if case.indicator.banded:
        which = methods.band(rows["value"])[case.verdict.iso3]
        items.append(
            Item(case.say("term.band"), case.say(f"band.{which}"), case.say("country.band_note"))
        )
    if arab:
        items.append(Item(case.say("country.rank_in_arab"), arab, case.say("term.computed")))
    return items


def _speed(case: Case) -> list[Item]:
    """Return whether it moved faster than those that stood where it stood, with the measure."""
    editions = queries.years(case.version, case.indicator.indicator_id)
    later, earlier = (year for year, _ in (*editions[:2], *editions[-1:])[:2])
    values = queries.values(case.version, case.indicator.indicator_id)
    found = None
    if earlier < later:
        found = methods.speed(values, case.verdict.iso3, earlier, later)
    label = case.say("card.speed", years=years(case.language, earlier, later))
    if found is None:
        return [Item(label, case.say("term.no_value"), case.say("card.no_speed"))]
    words = case.say(
        "card.speed_words",
        earlier=earlier,
        economies=number(case.language, found.economies),
        beaten=number(case.language, found.beaten, suffix="%"),
        own=case.difference(found.own),
        typical=case.difference(found.typical),
    )
    # A factor says nothing where one of the two changes is a loss.
    if found.factor is None or found.own <= 0 or found.typical <= 0:
        return [Item(label, case.difference(found.own), words)]
    factor = case.say("card.times", value=number(case.language, found.factor, 1))
    return [Item(label, factor, words)]
