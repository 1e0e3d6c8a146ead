"""Sentences in each language, computed from numbers: headlines, source lines, alternative text.

Words come from the catalogues and from the data; this module chooses them and puts the figures in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from app.i18n import code, date, large, listed, number, said, text, years
from app.records import Country, Edition, Group, Indicator, Unit

LARGE = ("usd", "people")
"""Units whose figures may run to millions."""

MANY_LISTED = 24
"""More names than this are cut in an alternative text; the table beneath has them all."""


def amount(
    language: str, unit: Unit, value: float, *, sign: bool = False, exact: bool = False
) -> str:
    """Return a value as it is printed: decimals and symbol of its unit, signs isolated.

    A year is printed as a year. Millions and more are said in words, unless `exact` is asked for.
    """
    if unit.unit_id == "year":
        return str(int(value))
    if unit.unit_id in LARGE and abs(value) >= 1e6 and not exact:
        return large(language, value, sign=sign)
    symbol = said(language, unit.symbol) if unit.symbol["en"] else ""
    return number(language, value, unit.decimals, sign=sign, suffix=symbol)


def difference(language: str, unit: Unit, value: float) -> str:
    """Return a change or gap with its sign; between percentages it is in percentage points."""
    if unit.unit_id in LARGE:
        return amount(language, unit, value, sign=True)
    shown = number(language, value, unit.decimals, sign=True)
    return text(language, "term.points", value=shown) if unit.symbol["en"] == "%" else shown


def edition_of(language: str, indicator: Indicator, year: int) -> str:
    """Return 'edition 2024' for a survey and '2024' for a yearly series."""
    return text(language, "source.edition", edition=year) if indicator.survey else str(year)


def name_of(language: str, indicator: Indicator) -> str:
    """Return the full name of an indicator."""
    return said(language, indicator.name)


def editions_of(language: str, names: Sequence[str]) -> str:
    """Return which edition figures are from; of several years the first and the last."""
    names = list(dict.fromkeys(names))
    if len(names) > 1 and all(name.isdigit() for name in names):
        span = years(language, int(names[0]), int(names[-1]))
    else:
        span = listed(language, [code(name) for name in names])
    return text(language, "source.edition", edition=span)


def source_lines(
    language: str, indicator: Indicator, editions: Sequence[Edition], relation: bool = True
) -> tuple[str, ...]:
    """Return the lines under a chart: source, edition, dates, licence, unit, caveat.

    Several editions are given as a span; the dates are those of the first and last retrieval.
    """
    source = indicator.source
    first = [
        text(
            language,
            "source.line",
            producer=said(language, source.producer),
            source=said(language, source.name),
        )
    ]
    if indicator.custodian["en"] != source.producer["en"]:
        first.append(
            text(language, "source.custodian", custodian=said(language, indicator.custodian))
        )
    if editions:
        first.append(editions_of(language, [edition.edition for edition in editions]))
        first += retrieved(language, editions)
    lines = [text(language, "source.join").join(first)]
    terms = [
        text(language, "source.unit", unit=said(language, indicator.unit.name)),
        text(language, "source.licence", licence=said(language, source.licence)),
    ]
    if relation and indicator.relation and indicator.sdg:
        terms.append(text(language, f"relation.{indicator.relation}", sdg=indicator.sdg))
    lines.append(text(language, "source.join").join(terms))
    notes = {said(language, edition.note) for edition in editions if edition.note}
    return (*lines, *sorted(notes))


def retrieved(language: str, editions: Sequence[Edition]) -> list[str]:
    """Return when editions were retrieved: a day, a span, or that no day is stated."""
    days = sorted({edition.retrieved_on for edition in editions if edition.retrieved_on})
    if not days:
        return [text(language, "source.no_date")]
    ends = {"first": date(language, days[0]), "last": date(language, days[-1])}
    if days[0] == days[-1]:
        return [text(language, "source.retrieved", date=ends["first"])]
    return [text(language, "source.retrieved_between", **ends)]


def overview_sentence(
    language: str,
    indicator: Indicator,
    group: Group,
    standing: pd.DataFrame,
    bands: pd.Series | None,
    countries: Mapping[str, Country],
) -> str:
    """Return what the overview found, in one sentence: how many in the top group, or the range."""
    if standing.empty:
        return text(language, "overview.none", indicator=name_of(language, indicator))
    unit = indicator.unit
    best, worst = standing.iloc[0], standing.iloc[-1]
    leader = said(language, countries[str(best.name)].name)
    which = "arab" if group.group_id == "arab" else "group"
    words: dict[str, object] = {
        "group": said(language, group.name),
        "leader": leader,
        "value": amount(language, unit, best["value"]),
    }
    if bands is not None:
        top = int((bands == "very_high").sum())
        total = number(language, len(standing))
        key = f"overview.bands.{which}"
        if top == 0:
            return text(language, f"overview.no_band.{which}", total=total, **words)
        return text(language, key, count=top, total=total, **words)
    if indicator.dated:
        return text(
            language,
            "overview.dates",
            count=len(standing),
            total=len(group.members),
            indicator=said(language, indicator.short_name),
            years=years(language, int(standing["value"].min()), int(standing["value"].max())),
        )
    if len(standing) == 1:
        return text(language, "overview.single", **words)
    if indicator.quoted:
        return text(
            language,
            "overview.quoted",
            count=len(standing),
            indicator=said(language, indicator.short_name),
            lowest=said(language, countries[str(worst.name)].name),
            low_value=amount(language, unit, worst["value"]),
            **words,
        )
    words |= {
        "lowest": said(language, countries[str(worst.name)].name),
        "low_value": amount(language, unit, worst["value"]),
        "median": amount(language, unit, float(standing["value"].median())),
        "indicator": said(language, indicator.short_name),
    }
    return text(language, f"overview.range.{which}", **words)


def country_sentence(
    language: str,
    indicator: Indicator,
    country: Country,
    row: pd.Series | None,
    reason: str,
    parts: Sequence[tuple[str, float]],
) -> str:
    """Return what the country view found: rank, and the strongest and weakest component.

    `parts` are names of components with their world percentiles; `reason` is why there is no
    value where `row` is None.
    """
    name, what = said(language, country.name), in_sentence(language, indicator)
    if row is None:
        return text(
            language, "country.headline.absent", country=name, indicator=what, reason=reason
        )
    words = {
        "country": name,
        "indicator": what,
        "value": amount(language, indicator.unit, row["value"]),
        "year": int(row["value_year"]),
    }
    if indicator.dated:
        return text(language, "country.headline.dated", **words)
    if pd.isna(row["group_rank"]):
        return text(language, "country.headline.plain", **words)
    if not indicator.survey or pd.isna(row["world_rank"]):
        words |= {
            "rank": number(language, int(row["group_rank"])),
            "count": number(language, int(row["group_of"])),
        }
        return text(language, "country.headline.in_group", **words)
    words |= {
        "rank": number(language, int(row["world_rank"])),
        "count": number(language, int(row["world_of"])),
    }
    if len(parts) < 2:
        return text(language, "country.headline.ranked", **words)
    ordered = sorted(parts, key=lambda part: part[1])
    return text(
        language,
        "country.headline.ranked_parts",
        weakest=ordered[0][0],
        strongest=ordered[-1][0],
        **words,
    )


def rank_change(language: str, places: float, year: int) -> str:
    """Return how a rank moved since an earlier edition, in words; '' where it is unknown."""
    if pd.isna(places):
        return ""
    if places == 0:
        return text(language, "country.rank_same", year=year)
    key = "country.rank_up" if places > 0 else "country.rank_down"
    moved = text(language, "country.places", count=abs(int(places)))
    return text(language, key, places=moved, year=year)


def arrow(places: float) -> str:
    """Return the sign of a change of rank: ▲ for places gained, ▼ for places lost."""
    if pd.isna(places) or places == 0:
        return "" if pd.isna(places) else "="
    return "▲" if places > 0 else "▼"


def items(language: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Return names with values as a list in a sentence, cut where it grows too long."""
    shown = [text(language, "alt.item", name=name, value=value) for name, value in pairs]
    return text(language, "alt.join").join(shown[:MANY_LISTED])


def absent_note(language: str, rows: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the note that names what has no value, those with the same reason together."""
    if not rows:
        return ()
    by_reason: dict[str, list[str]] = {}
    for name, reason in rows:
        by_reason.setdefault(reason, []).append(name)
    shown = [
        text(
            language,
            "notice.absent_item",
            country=text(language, "alt.comma").join(names),
            reason=reason,
        )
        for reason, names in by_reason.items()
    ]
    return (text(language, "notice.absent", list=text(language, "alt.join").join(shown)),)


PROPER = ("Internet", "Marrakesh Treaty", "Optional Protocol")
"""Beginnings of short names that are names themselves."""


def without_value(language: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the note that these have no value, where the reason is said elsewhere or unknown."""
    joined = text(language, "alt.join").join(names)
    return (text(language, "notice.absent", list=joined),) if names else ()


def in_sentence(language: str, indicator: Indicator) -> str:
    """Return an indicator's short name as it reads inside a sentence."""
    name = said(language, indicator.short_name)
    first = name.split()[0]
    # A proper name keeps its capitals: GovTech, 4G, the Internet.
    proper = first[0].isdigit() or any(each.isupper() for each in first[1:])
    keep = language != "en" or proper or name.startswith(PROPER)
    return name if keep else name[0].lower() + name[1:]
