"""From a country's gaps to recommendations in order, each with the numbers that brought it up.

Rules and weights only, no model: the same gaps, conditions and weights give the same order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.library import Recommendation

MOST = 10
"""No more recommendations are shown than a reader can weigh."""

SAME = 3
"""No more of them rest mainly on one and the same number."""

LEAST = 0.01
"""A gap of a smaller share of the distance counts as none."""

HEAVIEST = 3
"""The largest weight of a pillar; the smallest is 0: leave it out."""

CARE = 0.5
"""In a place of conflict, what needs care there counts by this much."""

REACH = ("none", "basic_phone", "smartphone", "broadband")
"""What people have, from the least to the most."""


@dataclass(frozen=True)
class Gap:
    """How far a country is from a number that it is compared with.

    `share` is of the distance between the weakest and the best Arab state: 0 where the number is
    reached, 1 for the whole distance or more. `against` is 'benchmark' or
    'group'; `reference_id` is its id, `reference` its number.
    """

    indicator_id: str
    value: float
    year: int
    against: str
    reference_id: str
    reference: float
    share: float


@dataclass(frozen=True)
class Measured:
    """What figures can speak to: indicators compared for any state, and families taken for one."""

    compared: frozenset[str] = frozenset()
    families: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Wish:
    """What the reader asks for: weights of pillars, focus areas, conditions of the place."""

    weights: Mapping[str, int]
    focus: frozenset[str] = field(default_factory=frozenset)
    conflict: bool = False
    reach: str = ""
    """The most that people can be expected to have, one of REACH; '' sets no condition."""
    income: str = ""


@dataclass(frozen=True)
class Because:
    """A gap that brought a recommendation up.

    `place` is that of its indicator in the recommendation, from 1; `part` is the share of the
    score that comes from it.
    """

    gap: Gap
    place: int
    part: float


@dataclass(frozen=True)
class Ranked:
    """A recommendation in its place: its score between 0 and 1, and the gaps behind it."""

    recommendation: Recommendation
    score: float
    because: tuple[Because, ...]


def share(value: float, reference: float, distance: float) -> float:
    """Return a gap as a share of the distance between the weakest and the best state.

    Value and reference are merits: more is better. 0 where the number is reached, or missed by
    less than LEAST of the distance; at most 1.
    """
    found = (reference - value) / distance
    return 0.0 if found < LEAST else min(1.0, found)


def suits(own: Recommendation, wish: Wish) -> bool:
    """Return whether the conditions and focus areas that a reader set allow a recommendation."""
    if wish.focus and not wish.focus & set(own.focus):
        return False
    if wish.conflict and own.conflict == "not_now":
        return False
    if wish.reach and REACH.index(own.connectivity) > REACH.index(wish.reach):
        return False
    return not wish.income or wish.income in own.income


def places(own: Recommendation, measured: Measured) -> tuple[tuple[str, ...], ...]:
    """Return a recommendation's indicators by place, a family in the place of its first member."""
    found: dict[str, tuple[str, ...]] = {}
    for each in own.indicators:
        family = measured.families.get(each, each)
        found[family] = (*found.get(family, ()), each)
    return tuple(found.values())


def whole(own: Recommendation, measured: Measured) -> float:
    """Return sum(1 / i) over the places of a recommendation that can be compared, at least 1.

    At least 1, so that a recommendation whose most telling indicators nobody measures is not
    brought up by its least telling one alone.
    """
    known = [
        1 / place
        for place, members in enumerate(places(own, measured), 1)
        if measured.compared.intersection(members)
    ]
    return max(1.0, sum(known))


def scored(
    own: Recommendation, gaps: Mapping[str, Gap], measured: Measured
) -> tuple[float, tuple[Because, ...]]:
    """Return the score of a recommendation from its indicators, and the gaps it is made of.

    score = sum(gap_i / i) / sum(1 / i), over its places i = 1, 2, ..., so that the most telling
    indicator counts most; of a family the widest gap counts. The sum below runs over what can be
    compared at all (see `whole`): where a country has no value its gap counts as 0, so that
    nothing is ever brought up by what is missing.
    """
    found = []
    for place, members in enumerate(places(own, measured), 1):
        known = [gaps[each] for each in members if each in gaps and each in measured.compared]
        widest = max(known, key=lambda gap: (gap.share, gap.indicator_id), default=None)
        if widest is not None and widest.share > 0:
            found.append((place, widest))
    total = sum(gap.share / place for place, gap in found)
    if total <= 0:
        return 0.0, ()
    parts = [Because(gap, place, gap.share / place / total) for place, gap in found]
    parts.sort(key=lambda each: (-each.part, each.gap.indicator_id))
    return total / whole(own, measured), tuple(parts)


def ranked(
    recommendations: Iterable[Recommendation],
    gaps: Mapping[str, Gap],
    wish: Wish,
    measured: Measured,
) -> tuple[Ranked, ...]:
    """Return the recommendations that a country's gaps bring up, the most pressing first.

    The score of each is multiplied by the weight of its pillar over the heaviest weight, and by
    CARE where the place is in conflict and it needs care there; a pillar without weight brings
    nothing up. Equal scores stand in the order of their ids. Of those that rest mainly on the
    same number the first SAME stand; at most MOST in all.
    """
    heaviest = max((*wish.weights.values(), 1))
    found = []
    for own in recommendations:
        weight = wish.weights.get(own.pillar, 0) / heaviest
        if weight <= 0 or not suits(own, wish):
            continue
        score, because = scored(own, gaps, measured)
        if because:
            careful = CARE if wish.conflict and own.conflict == "with_care" else 1.0
            found.append(Ranked(own, score * weight * careful, because))
    found.sort(key=lambda each: (-each.score, each.recommendation.recommendation_id))
    led: Counter[str] = Counter()
    kept = []
    for each in found:
        lead = each.because[0].gap.indicator_id
        if led[lead] < SAME:
            led[lead] += 1
            kept.append(each)
    return tuple(kept[:MOST])
