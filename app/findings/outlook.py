"""What stands beside a verdict: the way travelled, a second opinion, evidence, arrival."""

from __future__ import annotations

import math

from app import methods
from app.findings import verdicts
from app.findings.case import Case, enough, status_of
from app.i18n import code, number
from app.markup_card import Item, Section, Step, Way

LAST_YEAR = 2100
"""An arrival later than this is said as 'not in this century'."""


def travelled(case: Case) -> Section | None:
    """Return how much of the way has been gone, and how much should be by now."""
    one = case.verdict
    if not _leads(case) or one.target_year is None:
        return None
    assert one.base_year is not None and one.base_value is not None and one.target is not None
    assert one.latest_year is not None and one.latest_value is not None
    found = verdicts.travelled(one, case.row.better)
    if found is None or found.index is None:
        return None
    own = number(case.language, found.index, 1)
    by_now = number(case.language, found.expected_by_now, 1)
    own_words = case.say("card.of_ten", value=own)
    note = status_reading(case, found)
    if one.level == "met":
        # Whoever is past the number has gone the whole way; the index goes on above ten.
        own_words, note = case.say("card.whole_way"), case.say("card.index", value=own)
    straight = methods.needed_change(one.base_year, one.base_value, one.target, one.target_year)
    assert straight is not None
    should = one.base_value + straight * (one.latest_year - one.base_year)
    return Section(
        case.say("card.way"),
        said=(case.say("card.way_words"),),
        items=(
            Item(case.say("card.way_done"), own_words, note),
            Item(
                case.say("card.way_by_now"),
                case.say("card.of_ten", value=by_now),
                case.say("card.in_year", year=one.latest_year),
            ),
            Item(
                case.say("card.straight"),
                case.amount(should),
                case.say("card.in_year", year=one.latest_year),
            ),
        ),
        way=Way(
            found.index / 10,
            found.expected_by_now / 10,
            f"{case.say('card.way_done')}: {own_words}",
            f"{case.say('card.way_by_now')}: {case.say('card.of_ten', value=by_now)}",
        ),
    )


def status_reading(case: Case, found: methods.Travelled) -> str:
    """Return whether one is ahead of the straight way or behind it."""
    assert found.index is not None
    if found.index >= found.expected_by_now:
        return case.say("card.ahead")
    return case.say("card.away" if found.index < 0 else "card.behind")


def _leads(case: Case) -> bool:
    """Return whether there is a way from the base to a number that lies ahead in time."""
    one = case.verdict
    due = one.target is not None and one.target_year is not None and bool(one.status)
    return (
        due
        and case.directed
        and not case.ranked
        and enough(case)
        and not case.met_at_base
        and one.base_year is not None
        and one.target_year is not None
        and one.target_year > one.base_year
    )


def opinion(case: Case) -> Section | None:
    """Return what the second method says, and whether both agree."""
    one = case.verdict
    if one.target is None or one.target_year is None or not one.status or not enough(case):
        return None
    assert one.base_year is not None and one.latest_year is not None
    found = methods.second_opinion(
        one.base_year,
        one.base_value,
        one.latest_year,
        one.latest_value,
        target=one.target,
        target_year=one.target_year,
        better=case.row.better,
    )
    # A bound that nobody set as a target is reached, not achieved.
    word = "met" if found.label == "achieved" and one.illustrative else found.label
    label = case.say(f"verdict.{word}")
    same = methods.agree(one.status, found.label)
    items = [
        Item(case.say("card.second_label"), label),
        Item(case.say("card.first_label"), status_of(case)),
        Item(case.say("card.agreement"), case.say("card.agree" if same else "card.differ")),
    ]
    steps: tuple[Step, ...] = ()
    said: tuple[str, ...] = (case.say("card.second_words"),)
    if found.ratio is not None and one.growth is not None:
        steps = _second_steps(case, found.ratio)
    elif found.label == "achieved":
        said = (*said, case.say("card.second_reached"))
    return Section(case.say("card.second"), said=said, items=tuple(items), steps=steps)


def _second_steps(case: Case, ratio: float) -> tuple[Step, ...]:
    one, language = case.verdict, case.language
    assert one.base_year is not None and one.base_value is not None and one.growth is not None
    assert one.target is not None and one.target_year is not None
    required = methods.trend_to_target(
        one.base_year, one.base_value, one.target_year, one.target, better=case.row.better
    ).growth
    assert required is not None
    base, target = case.exact(one.base_value), case.exact(one.target)
    shown = number(language, required, 5)
    sign = number(language, -1 if case.row.better == "lower" else 1)
    return (
        Step(
            case.say("card.required"),
            case.say("card.required_words"),
            "q = (v* ÷ v_b)^{1 ÷ (T − b)} − 1",
            f"q = ({target} ÷ {base})^{{1 ÷ ({one.target_year} − {one.base_year})}} − 1 = {shown}",
            value=shown,
        ),
        Step(
            case.say("card.second_ratio"),
            case.say("card.second_ratio_words", d=code("d")),
            "R = d · g ÷ |q|",
            f"R = {sign} · {number(language, one.growth, 5)} ÷ |{shown}| = "
            f"{number(language, ratio, 4)}",
            value=number(language, ratio, 4),
        ),
    )


def evidence(case: Case) -> Section | None:
    """Return how far the verdict can be trusted, with the reasons."""
    found = case.verdict.evidence
    if found is None:
        return None
    reasons = [case.say(f"verdict.{reason}") for reason in found.reasons]
    return Section(
        case.say("card.evidence"),
        items=(
            Item(
                case.say("card.evidence_mark"),
                case.say(f"verdict.{found.mark}"),
                case.say("alt.join").join(reasons) or case.say("card.evidence_full"),
            ),
        ),
    )


def arrival(case: Case) -> Section | None:
    """Return when the number would be reached if the present pace holds: a range of years."""
    one = case.verdict
    if one.target is None or not one.status or not enough(case) or not case.directed:
        return None
    items = [Item(case.say("card.arrival"), _arrival(case, one.target))]
    bound, expected = case.bound, one.expected
    if expected is not None and one.target_year is not None:
        past = bound is not None and expected > bound
        shown = bound if past and bound is not None else expected
        items.append(
            Item(
                case.say("card.by_then", year=one.target_year, base=one.base_year),
                case.plain(shown) if past else case.amount(shown),
                case.say("card.reaches_bound") if past else "",
            )
        )
    return Section(
        case.say("card.holds"),
        said=(case.say("card.holds_words", year=one.base_year),),
        items=tuple(items),
    )


def _arrival(case: Case, target: float) -> str:
    one = case.verdict
    assert one.base_year is not None
    if one.level == "met":
        return case.say("card.already", year=one.latest_year)
    found = methods.arrival(case.values(), target, base_year=one.base_year, better=case.row.better)
    if found is None:
        return case.say("card.never")
    # A value that passes the number within a year is first seen at the end of it.
    first, last = (math.ceil(each) for each in found)
    if first > LAST_YEAR:
        return case.say("card.not_in_century")
    if last > LAST_YEAR:
        return case.say("card.arrives_open", first=first)
    if first == last:
        return case.say("card.arrives", year=first)
    return case.say("card.arrives_between", first=first, last=last)
