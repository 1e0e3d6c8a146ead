"""What is available: states and indicators at a glance, and one indicator year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app import markup, markup_methods, narrative, queries
from app.exhibit import Exhibit, Table
from app.findings import holdings, shared
from app.findings.holdings import Held
from app.i18n import direction, number, said, text, years
from app.markup_methods import Picture, Row, Square
from app.records import Indicator

ALL, KEY = "all", "availability"
VALUE, ESTIMATE, DOUBT, REASON, NOTHING = "value", "estimate", "doubt", "reason", "nothing"
MARKS = {VALUE: "●", ESTIMATE: "◐", DOUBT: "?", REASON: "–", NOTHING: ""}
"""What stands in a year of a state; the last where neither a value nor a reason is known."""

SHADES = ((2 / 3, "shade6"), (1 / 3, "shade3"), (0.0, "shade1"))
"""From which share of an indicator's years a cell takes which shade."""


@dataclass(frozen=True)
class Scope:
    """Which indicators are shown; 'all' lets every one pass."""

    topic: str = ALL
    pillar: str = ALL

    def has(self, indicator: Indicator) -> bool:
        """Return whether an indicator is shown."""
        return self.topic in (ALL, indicator.topic) and self.pillar in (ALL, indicator.pillar)


def options(version: str, language: str) -> dict[str, dict[str, str]]:
    """Return the topics and pillars that can be chosen, id to name."""
    topics = dict.fromkeys(each.topic for each in queries.declared(version).values())
    pillars = queries.pillars(version)
    return {
        "topic": {
            ALL: text(language, "methods.all_topics"),
            **{each: text(language, f"topic.{each}") for each in topics},
        },
        "pillar": {
            ALL: text(language, "methods.all_pillars"),
            **{each: said(language, own.name) for each, own in pillars.items()},
        },
    }


@lru_cache(maxsize=64)
def exhibit(version: str, language: str, scope: Scope) -> Exhibit:
    """Return indicators by states: the newest year of each, shaded by how many years there are."""
    shown = {
        identity: indicator
        for identity, indicator in queries.declared(version).items()
        if scope.has(indicator)
    }
    if not shown:
        return _framed(language, KEY, "", notes=(text(language, "methods.held_empty"),))
    states = queries.groups(version)["arab"].members
    ordered = shared.in_order(version, language, states)
    known = queries.countries(version)
    names = {iso3: said(language, known[iso3].name) for iso3 in ordered}
    topics: dict[str, list[Row]] = {}
    for identity, indicator in shown.items():
        row = _indicator(version, language, identity, names)
        topics.setdefault(indicator.topic, []).append(row)
    drawn = Picture(
        caption=text(language, "methods.availability"),
        corner=text(language, "term.indicator"),
        heads=tuple(names.values()),
        groups=[(text(language, f"topic.{each}"), rows) for each, rows in topics.items()],
        upright=False,
    )
    return _framed(
        language,
        KEY,
        markup_methods.legend(text(language, "methods.legend"), _shades(language))
        + markup_methods.picture(drawn),
        subtitle=_found(version, language, shown, ordered),
        notes=(text(language, "methods.held_note"),),
    )


def _framed(
    language: str, key: str, picture: str, subtitle: str = "", notes: Sequence[str] = ()
) -> Exhibit:
    return Exhibit(
        key=key,
        title=text(language, f"methods.{key}"),
        subtitle=subtitle,
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=picture,
        notes=tuple(notes),
        catalogue="availability.csv" if picture else "",
        drawn=bool(picture),
    )


def _found(
    version: str, language: str, shown: Mapping[str, Indicator], states: Sequence[str]
) -> str:
    """Return how much of the picture is filled, and which states have most and least."""
    every = holdings.holdings(version)
    filled = {iso3: sum(bool(every[each][iso3].values) for each in shown) for iso3 in states}
    most, least = max(filled.values()), min(filled.values())
    countries = queries.countries(version)

    def named(count: int) -> str:
        return text(language, "alt.comma").join(
            said(language, countries[iso3].name) for iso3 in states if filled[iso3] == count
        )

    whole = {
        "held": number(language, sum(filled.values())),
        "pairs": number(language, len(shown) * len(states)),
    }
    if most == least:
        return text(language, "methods.held_even", **whole)
    return text(
        language,
        "methods.held_found",
        most=named(most),
        most_count=number(language, most),
        least=named(least),
        least_count=number(language, least),
        total=number(language, len(shown)),
        **whole,
    )


def _indicator(version: str, language: str, identity: str, names: Mapping[str, str]) -> Row:
    indicator = queries.declared(version)[identity]
    own = holdings.holdings(version)[identity]
    name = said(language, indicator.name)
    href = address(language, identity)
    if not any(each.values or each.doubted for each in own.values()):
        reasons = {
            said(language, why) for each in own.values() for why in [each.reason(None)] if why
        }
        return Row(name, href, whole=text(language, "alt.comma").join(sorted(reasons)))
    most = max(len(each.values) for each in own.values())
    squares = [
        _state(language, indicator, own[iso3], most, country) for iso3, country in names.items()
    ]
    return Row(name, href, squares)


def _state(language: str, indicator: Indicator, own: Held, most: int, country: str) -> Square:
    """Return the cell of a state: its newest year, or why there is none."""
    if own.values:
        shade = next(name for share, name in SHADES if len(own.values) >= share * most)
        span = years(language, own.years[0], own.years[-1])
        words = text(
            language,
            "methods.held_years",
            country=country,
            count=text(language, "freshness.years", count=len(own.values)),
            years=span,
        )
        return Square(shade, str(own.years[-1]), words)
    if own.doubted:
        year, (_, note) = max(own.doubted.items(), key=lambda each: each[0])
        words = text(language, "methods.held_doubt", year=year, note=said(language, note))
        return Square(DOUBT, MARKS[DOUBT], _of(language, country, words), heard=words)
    why = said(language, _newest_reason(own))
    words = shared.no_value(language, why)
    return Square(REASON, MARKS[REASON], _of(language, country, words), heard=words)


def _newest_reason(own: Held) -> Mapping[str, str]:
    """Return why there is no value: of the whole series, else of its newest year."""
    if own.reasons.get(None):
        return own.reasons[None]
    return own.reasons[max(year for year in own.reasons if year is not None)]


def _of(language: str, country: str, words: str) -> str:
    return text(language, "overview.tile", country=country, detail=words)


def _shades(language: str) -> list[tuple[str, str, str]]:
    sample = text(language, "methods.held_sample")
    keys = ("held_most", "held_some", "held_few")
    shades = zip(SHADES, keys, strict=True)
    return [
        *((shade, sample, text(language, f"methods.{key}")) for (_, shade), key in shades),
        (DOUBT, MARKS[DOUBT], text(language, "methods.only_doubt")),
        (REASON, MARKS[REASON], text(language, "methods.no_value_reason")),
    ]


def address(language: str, identity: str) -> str:
    """Return the link to an indicator's card."""
    return markup.href("methods", {"lang": language, "indicator": identity})


@lru_cache(maxsize=64)
def of_indicator(version: str, language: str, identity: str) -> Exhibit:
    """Return states by years of one indicator: where there is a value, and why there is none."""
    indicator = queries.declared(version)[identity]
    own = holdings.holdings(version)[identity]
    every = holdings.years(indicator, own)
    if not every:
        reasons = {said(language, why) for each in own.values() for why in each.reasons.values()}
        listed = text(language, "alt.comma").join(sorted(reasons))
        return _framed(
            language, "years", "", notes=(text(language, "methods.years_none", reason=listed),)
        )
    # Time runs from left to right in both languages, so an Arabic table begins with the newest.
    columns = every[::-1] if direction(language) == "rtl" else every
    known = queries.countries(version)
    rows = [
        _years(language, indicator, said(language, known[iso3].name), iso3, own[iso3], columns)
        for iso3 in shared.in_order(version, language, list(own))
    ]
    kinds = dict.fromkeys(each.kind for row in rows for each in row.squares)
    drawn = Picture(
        caption=text(language, "methods.years_of", indicator=said(language, indicator.name)),
        corner=text(language, "term.country"),
        heads=tuple(str(year) for year in columns),
        groups=[("", rows)],
        upright=True,
    )
    return _framed(
        language,
        "years",
        markup_methods.legend(
            text(language, "methods.legend"),
            [
                (kind, mark, text(language, f"methods.year.{kind}"))
                for kind, mark in MARKS.items()
                if kind in kinds
            ],
        )
        + markup_methods.picture(drawn),
        subtitle=narrative.name_of(language, indicator),
    )


def _years(
    language: str,
    indicator: Indicator,
    name: str,
    iso3: str,
    own: Held,
    columns: Sequence[int],
) -> Row:
    asked = {"lang": language, "country": iso3, "indicator": indicator.indicator_id}
    href = markup.href("country", asked)
    if not own.values and not own.doubted and own.reasons.get(None):
        return Row(name, href, whole=shared.no_value(language, said(language, own.reasons[None])))
    return Row(name, href, [year_of(language, indicator, own, year) for year in columns])


def year_of(language: str, indicator: Indicator, own: Held, year: int) -> Square:
    """Return the cell of a year: the value, or why there is none."""
    kind, words = NOTHING, text(language, "term.no_value")
    if year in own.doubted:
        value, note = own.doubted[year]
        kind, words = (
            DOUBT,
            text(
                language,
                "notice.absent_item",
                country=narrative.amount(language, indicator.unit, value),
                reason=said(language, note),
            ),
        )
    elif year in own.values:
        kind = ESTIMATE if year in own.estimated else VALUE
        words = narrative.amount(language, indicator.unit, own.values[year])
        if kind == ESTIMATE:
            estimate = text(language, "methods.year.estimate")
            words = text(language, "notice.absent_item", country=words, reason=estimate)
    elif (why := own.reason(year)) is not None:
        kind, words = REASON, shared.no_value(language, said(language, why))
    titled = text(language, "overview.tile", country=year, detail=words)
    return Square(kind, MARKS[kind], titled, heard=words)
