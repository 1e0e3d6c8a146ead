"""How a verdict was reached, step by step: in words, in symbols, and with the numbers put in."""

from __future__ import annotations

import re

from app import methods
from app.findings import shared
from app.findings.case import MOST_DECIMALS, Case, enough, level_of, status_of
from app.i18n import number
from app.markup_card import Section, Step
from app.methods.progress import GROWTH_EDGES, RATIO_EDGES
from app.methods.scales import BUDGET_CLASSES, YEARS

GROWTH_DECIMALS, RATIO_DECIMALS = 5, 4
LETTERS = {
    "b": "card.letter_b",
    "t": "card.letter_t",
    "T": "card.letter_due",
    "v_b": "card.letter_v_b",
    "v_t": "card.letter_v_t",
    "v*": "card.letter_v_due",
    "v_e": "card.letter_v_e",
}
"""The letters of the formulas, each with the text that says what it stands for."""


def section(case: Case) -> Section:
    """Return the steps from the inputs to the verdict."""
    one, found = case.verdict, [*_level(case)]
    said: tuple[str, ...] = ()
    if one.status:
        said, trend = _trend(case)
        found += trend
    elif one.budget_class or case.indicator.better == "target_100":
        found = _classes(case)
    if not found and not said:
        said = (case.say("card.unconfirmed" if case.unconfirmed else "card.no_number"),)
    return Section(
        case.say("card.how"), said=said, steps=tuple(found), letters=_letters(case, found)
    )


def _letters(case: Case, found: list[Step]) -> tuple[tuple[str, str], ...]:
    """Return the letters that the formulas use, with what they stand for."""
    used = set(re.findall(r"v\*|v_\w|\b[btT]\b", " ".join(step.symbols for step in found)))
    return tuple((letter, case.say(key)) for letter, key in LETTERS.items() if letter in used)


def _level(case: Case) -> list[Step]:
    """Return the comparison of the latest value with the number."""
    one = case.verdict
    if one.latest_value is None or one.target is None:
        return []
    value, target = case.exact(one.latest_value), case.exact(one.target)
    wanted = {"higher": "≥", "lower": "≤"}.get(case.row.better, "=")
    if one.latest_value == one.target:
        sign = "="
    elif wanted == "=":
        sign = "≠"
    else:
        sign = ">" if one.latest_value > one.target else "<"
    words = "card.level_words_statistic" if case.row.statistic else "card.level_words"
    return [
        Step(
            case.say("card.level"),
            case.say(words),
            f"v_t {wanted} v*",
            f"{value} {sign} {target}",
            level_of(case),
        )
    ]


def _trend(case: Case) -> tuple[tuple[str, ...], list[Step]]:
    """Return the steps of the trend to target, and what has to be said where they end early."""
    one = case.verdict
    if not enough(case):
        return (case.say("card.one_year"),), []
    found = [_growth(case)] if one.growth is not None else []
    if case.row.value is not None and case.met_at_base:
        return (
            case.say("card.met_at_base"),
            case.say("card.status_is", status=status_of(case)),
        ), found
    if one.growth is None:
        return (case.say("card.no_growth"),), []
    if one.target is None:
        return (), [*found, _band(case, one.growth, GROWTH_EDGES, percent=True)]
    if one.expected is None or one.ratio is None:
        return (case.say("card.no_growth"),), found
    said: tuple[str, ...] = ()
    if one.target_year is not None and one.latest_year is not None:
        said = (case.say("card.year_past"),) if one.latest_year > one.target_year else ()
    return said, [*found, _expected(case), _ratio(case), _band(case, one.ratio, RATIO_EDGES)]


def _growth(case: Case) -> Step:
    one = case.verdict
    assert one.base_value is not None and one.latest_value is not None and one.growth is not None
    base, latest = case.exact(one.base_value), case.exact(one.latest_value)
    growth = number(case.language, one.growth, GROWTH_DECIMALS)
    percent = number(case.language, one.growth * 100, 2, sign=True, suffix="%")
    return Step(
        case.say("card.growth"),
        case.say("card.growth_words"),
        "g = (v_t ÷ v_b)^{1 ÷ (t − b)} − 1",
        f"g = ({latest} ÷ {base})^{{1 ÷ ({one.latest_year} − {one.base_year})}} − 1 = {growth}",
        value=case.say("card.a_year", value=percent),
    )


def _expected(case: Case) -> Step:
    one = case.verdict
    assert one.latest_value is not None and one.growth is not None and one.expected is not None
    latest, growth = (
        case.exact(one.latest_value),
        number(case.language, one.growth, GROWTH_DECIMALS),
    )
    shown = number(case.language, one.expected, case.unit.decimals + 3)
    return Step(
        case.say("card.expected", year=one.target_year),
        case.say("card.expected_words"),
        "v_e = v_t · (1 + g)^{T − t}",
        f"v_e = {latest} · (1 + {growth})^{{{one.target_year} − {one.latest_year}}} = {shown}",
        beyond(case),
        shown,
    )


def beyond(case: Case) -> str:
    """Return that the expected value passes the end of the scale, and what stands for it; or ''."""
    one, bound = case.verdict, case.bound
    if one.expected is None or bound is None or one.expected <= bound:
        return ""
    return case.say("card.beyond", bound=case.plain(bound))


def _ratio(case: Case) -> Step:
    one = case.verdict
    assert one.base_value is not None and one.target is not None
    assert one.expected is not None and one.ratio is not None
    base, target = case.exact(one.base_value), case.exact(one.target)
    expected = number(case.language, one.expected, case.unit.decimals + 3)
    ratio = number(case.language, one.ratio, RATIO_DECIMALS)
    return Step(
        case.say("card.ratio"),
        case.say("card.ratio_words"),
        "r = (v_e − v_b) ÷ (v* − v_b)",
        f"r = ({expected} − {base}) ÷ ({target} − {base}) = {ratio}",
        value=ratio,
    )


def _band(case: Case, value: float, edges: tuple[float, ...], *, percent: bool = False) -> Step:
    """Return the band that a ratio or growth lies in, with its edges, and so the status."""
    place = methods.STATUSES.index(case.verdict.status)
    ends = [_edge(case, edge, percent) for edge in edges[1:5]]
    falling = percent and case.row.better == "lower"
    shown = (
        number(case.language, (-value if falling else value) * 100, 2, sign=True, suffix="%")
        if percent
        else number(case.language, value, RATIO_DECIMALS)
    )
    if place == 0:
        band = case.say("card.below", high=ends[0])
    elif place == len(ends):
        band = case.say("card.from", low=ends[-1])
    else:
        band = case.say("card.between", low=ends[place - 1], high=ends[place])
    words = "card.band_growth_words" if percent else "card.band_words"
    edges_said = dict(zip(("first", "second", "third", "fourth"), ends, strict=True))
    return Step(
        case.say("card.band"),
        case.say(words, **edges_said),
        "",
        "",
        case.say("card.in_band", value=shown, band=band, status=status_of(case)),
    )


def _edge(case: Case, edge: float, percent: bool) -> str:
    if not percent:
        return number(case.language, edge, 2 if edge else 0)
    shown = edge * 100
    digits = next(each for each in range(4) if abs(round(shown, each) - shown) < 1e-9)
    return number(case.language, shown, digits, suffix="%")


def _classes(case: Case) -> list[Step]:
    """Return the distances of the three years that decide the class, and the class."""
    one = case.verdict
    if one.latest_year is None:
        return []
    values, found = case.every(), []
    for year in range(one.latest_year, one.latest_year - YEARS, -1):
        if year not in values:
            found.append(Step(str(year), case.say("term.no_value"), "", ""))
            continue
        value = values[year]
        away = case.exact(round(abs(value - 100), MOST_DECIMALS))
        found.append(
            Step(
                str(year),
                case.amount(value),
                "",
                f"|{case.exact(value)} − 100| = {away}",
                value=away,
            )
        )
    widest = [number(case.language, edge) for _, edge in BUDGET_CLASSES]
    words = dict(zip(("first", "second", "third"), widest, strict=True))
    result = level_of(case) if one.budget_class else case.say("card.no_class")
    found.append(
        Step(case.say("card.class"), case.say("card.class_words", **words), "", "", result)
    )
    return found


def computed(case: Case) -> str:
    """Return how the number of a statistic was computed; '' where it was set by somebody."""
    row, year = case.row, case.verdict.latest_year
    if row.statistic is None or year is None:
        return ""
    identity = case.indicator.indicator_id
    arab = shared.standing(case.version, identity, year, "arab")["value"]
    if row.statistic == "world_mean":
        count = number(case.language, len(shared.world(case.version, identity, year)))
        return case.say("card.world_mean", count=count, year=year)
    if row.statistic == "arab_median":
        return case.say("card.arab_median", count=number(case.language, len(arab)), year=year)
    names = [case.named(str(iso3)) for iso3 in arab.index[arab == arab.max()]]
    return case.say("card.arab_best", country=case.say("alt.comma").join(names), year=year)
