"""The engine of recommendations: formula, order, and every number behind it in the store."""

from __future__ import annotations

import dataclasses
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import queries, recommend, store
from app.findings import shortfalls, standings, verdicts
from app.findings.peers import home_group
from app.findings.priorities import Priorities
from app.library import Recommendation
from app.recommend import Gap, Measured, Wish

PILLARS = ("inclusiveness", "trust", "responsiveness", "effectiveness")
EVEN = dict.fromkeys(PILLARS, 1)
NAMES = ("a1", "a2", "b", "c", "d", "e")
FAMILIES = {"a1": "a", "a2": "a"}
MEASURED = Measured(frozenset(NAMES), FAMILIES)


def advice(
    name: str,
    pillar: str = "trust",
    indicators: tuple[str, ...] = ("b",),
    **more: object,
) -> Recommendation:
    """Return a recommendation of which only what the engine looks at is of interest."""
    nothing = {"en": "", "ar": ""}
    plain: dict[str, object] = {
        each.name: nothing if each.type == "Texts" else ()
        for each in dataclasses.fields(Recommendation)
    }
    conditions = {
        "income": ("low", "high"),
        "conflict": "suitable",
        "connectivity": "none",
        "confidence": "read_document",
    }
    own = {"recommendation_id": name, "pillar": pillar, "indicators": indicators}
    return Recommendation(**{**plain, **conditions, **own, **more})  # type: ignore[arg-type]


def gap(indicator: str, share: float) -> Gap:
    return Gap(indicator, 1.0, 2024, "group", "arab", 2.0, share)


def order(
    rows: list[Recommendation], gaps: dict[str, Gap], wish: Wish | None = None
) -> list[tuple[str, float]]:
    found = recommend.ranked(rows, gaps, wish or Wish(EVEN), MEASURED)
    return [(each.recommendation.recommendation_id, each.score) for each in found]


shares = st.integers(0, 20).map(lambda n: n / 20)
gap_sets = st.dictionaries(st.sampled_from(NAMES), shares).map(
    lambda found: {name: gap(name, share) for name, share in found.items()}
)
libraries = st.lists(
    st.tuples(
        st.sampled_from(PILLARS),
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=5, unique=True).map(tuple),
        st.sampled_from(["suitable", "with_care", "not_now"]),
    ),
    max_size=14,
).map(
    lambda rows: [
        advice(f"r{place:02}", pillar, indicators, conflict=conflict)
        for place, (pillar, indicators, conflict) in enumerate(rows)
    ]
)
weights = st.fixed_dictionaries({each: st.integers(0, recommend.HEAVIEST) for each in PILLARS})


def test_the_score_is_that_of_a_case_worked_by_hand() -> None:
    # Places: the family a (its widest gap, 0.6), b (0.3), c (no value): 0.6 + 0.15 = 0.75;
    # whole: 1 + 1/2 + 1/3 = 11/6; 0.75 / (11/6) = 9/22; weight 2 of 3: 3/11.
    own = advice("x", "trust", ("a1", "a2", "b", "c"))
    gaps = {"a1": gap("a1", 0.2), "a2": gap("a2", 0.6), "b": gap("b", 0.3)}
    ((_, score),) = order([own], gaps, Wish({**EVEN, "trust": 2, "effectiveness": 3}))
    assert score == pytest.approx(3 / 11)
    (found,) = recommend.ranked([own], gaps, Wish(EVEN), MEASURED)
    assert [(each.gap.indicator_id, each.place) for each in found.because] == [("a2", 1), ("b", 2)]
    assert [each.part for each in found.because] == pytest.approx([0.8, 0.2])


def test_the_least_telling_indicator_alone_does_not_count_as_the_whole() -> None:
    own = advice("x", "trust", ("nobody_measures", "nor_this", "b"))
    ((_, score),) = order([own], {"b": gap("b", 0.9)})
    assert score == pytest.approx(0.3)


@given(library=libraries, gaps=gap_sets, wish=weights)
def test_scores_are_those_of_an_independent_computation(
    library: list[Recommendation], gaps: dict[str, Gap], wish: dict[str, int]
) -> None:
    for name, score in order(library, gaps, Wish(wish)):
        own = next(each for each in library if each.recommendation_id == name)
        widest: dict[str, float] = {}
        for each in own.indicators:
            family = FAMILIES.get(each, each)
            value = gaps[each].share if each in gaps else 0.0
            widest[family] = max(widest.get(family, 0.0), value)
        top = sum(value / (place + 1) for place, value in enumerate(widest.values()))
        under = sum(1 / (place + 1) for place in range(len(widest)))
        heaviest = max(*wish.values(), 1)
        assert score == pytest.approx(top / max(under, 1) * wish[own.pillar] / heaviest)
        assert 0 < score <= 1


@given(library=libraries, gaps=gap_sets, wish=weights, pillar=st.sampled_from(PILLARS))
def test_raising_a_pillar_never_lowers_its_best_place(
    library: list[Recommendation], gaps: dict[str, Gap], wish: dict[str, int], pillar: str
) -> None:
    def best(of: dict[str, int]) -> int:
        found = [each.recommendation.pillar for each in ranked(of)]
        return found.index(pillar) if pillar in found else recommend.MOST

    def ranked(of: dict[str, int]) -> tuple[recommend.Ranked, ...]:
        return recommend.ranked(library, gaps, Wish(of), MEASURED)

    raised = {**wish, pillar: min(wish[pillar] + 1, recommend.HEAVIEST)}
    assert best(raised) <= best(wish)


@given(library=libraries, gaps=gap_sets, pillar=st.sampled_from(PILLARS))
def test_with_all_weights_zero_but_one_only_that_pillar_is_left(
    library: list[Recommendation], gaps: dict[str, Gap], pillar: str
) -> None:
    wish = Wish({**dict.fromkeys(PILLARS, 0), pillar: 1})
    found = recommend.ranked(library, gaps, wish, MEASURED)
    assert all(each.recommendation.pillar == pillar for each in found)
    assert not recommend.ranked(library, gaps, Wish(dict.fromkeys(PILLARS, 0)), MEASURED)


@given(library=libraries, gaps=gap_sets, gone=st.sampled_from(NAMES))
def test_a_missing_value_brings_nothing_up(
    library: list[Recommendation], gaps: dict[str, Gap], gone: str
) -> None:
    left = {name: each for name, each in gaps.items() if name != gone}
    for own in library:
        before, _ = recommend.scored(own, gaps, MEASURED)
        after, because = recommend.scored(own, left, MEASURED)
        assert after <= before + 1e-12
        assert gone not in {each.gap.indicator_id for each in because}
    assert not order(library, {})


@given(library=libraries, gaps=gap_sets, data=st.data())
def test_the_order_does_not_depend_on_the_order_of_what_comes_in(
    library: list[Recommendation], gaps: dict[str, Gap], data: st.DataObject
) -> None:
    mixed = data.draw(st.permutations(library))
    turned = dict(reversed(list(gaps.items())))
    assert order(mixed, turned) == order(library, gaps)


@given(library=libraries, gaps=gap_sets)
def test_no_number_leads_more_than_three_and_no_more_than_ten_stand(
    library: list[Recommendation], gaps: dict[str, Gap]
) -> None:
    found = recommend.ranked(library, gaps, Wish(EVEN), MEASURED)
    assert len(found) <= recommend.MOST
    led = Counter(each.because[0].gap.indicator_id for each in found)
    assert all(count <= recommend.SAME for count in led.values())
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(sum(own.part for own in each.because) == pytest.approx(1) for each in found)


def test_conditions_leave_out_what_does_not_suit_and_halve_what_needs_care() -> None:
    gaps = {"b": gap("b", 0.5), "c": gap("c", 0.5)}
    care = advice("care", conflict="with_care", indicators=("c",))
    rows = [advice("fits"), advice("not", conflict="not_now"), care]
    assert order(rows, gaps, Wish(EVEN, conflict=True)) == [("fits", 0.5), ("care", 0.25)]
    rows = [advice("phone", connectivity="basic_phone"), advice("wide", connectivity="broadband")]
    assert [name for name, _ in order(rows, gaps, Wish(EVEN, reach="smartphone"))] == ["phone"]
    rows = [advice("poor", income=("low",)), advice("rich", income=("high",))]
    assert [name for name, _ in order(rows, gaps, Wish(EVEN, income="high"))] == ["rich"]
    rows = [advice("in", focus=("skills", "cloud")), advice("out", focus=("funding",))]
    wish = Wish(EVEN, focus=frozenset({"cloud", "open_data"}))
    assert [name for name, _ in order(rows, gaps, wish)] == ["in"]


def test_a_gap_is_a_share_of_the_distance() -> None:
    assert recommend.share(3, 5, 10) == pytest.approx(0.2)
    assert recommend.share(5, 5, 10) == 0
    assert recommend.share(4.95, 5, 10) == 0, "less than a hundredth counts as none"
    assert recommend.share(0, 50, 10) == 1


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def states(version: str) -> tuple[str, ...]:
    return queries.groups(version)["arab"].members


def test_each_state_gets_three_to_ten_that_a_source_advises_and_a_practice_shows(
    version: str,
) -> None:
    assert len(states(version)) == 22
    for iso3 in states(version):
        found = standings.ranked(version, iso3, Priorities())
        assert 3 <= len(found) <= recommend.MOST, iso3
        for each in found:
            assert each.recommendation.advice and each.recommendation.cases
            assert each.because


@pytest.mark.parametrize("pillar", PILLARS)
def test_one_pillar_alone_leads_in_every_state(version: str, pillar: str) -> None:
    rest = tuple((each, 0) for each in PILLARS if each != pillar)
    for iso3 in states(version):
        found = standings.ranked(version, iso3, Priorities(weights=rest))
        assert {each.recommendation.pillar for each in found} <= {pillar}


TOLERANCE = """
    SELECT o.iso3, arg_max(o.value, o.year) AS value FROM observation o
    JOIN indicator i USING (indicator_id)
    WHERE o.indicator_id = ? AND o.iso3 IN (SELECT unnest(?::VARCHAR[]))
      AND o.year BETWEEN ? AND ? AND o.value IS NOT NULL
    GROUP BY o.iso3
"""


def test_every_number_behind_a_recommendation_is_in_the_store(version: str) -> None:
    cursor, seen = store.cursor(version), 0
    for iso3 in states(version):
        for each in standings.ranked(version, iso3, Priorities()):
            for because in each.because:
                own = because.gap
                row = cursor.execute(
                    "SELECT value FROM observation"
                    " WHERE indicator_id = ? AND iso3 = ? AND year = ?",
                    [own.indicator_id, iso3, own.year],
                ).fetchone()
                assert row == (own.value,)
                assert own.reference == pytest.approx(_reference(cursor, version, iso3, own))
                assert recommend.LEAST <= own.share <= 1
                seen += 1
    assert seen > 200


def _reference(cursor: object, version: str, iso3: str, own: Gap) -> float:
    """Return the number compared with, by SQL: of a benchmark, or the median of a group."""
    if own.against == "benchmark":
        row = cursor.execute(  # type: ignore[attr-defined]
            "SELECT value FROM benchmark WHERE benchmark_id = ?", [own.reference_id]
        ).fetchone()
        return float(row[0])
    assert own.reference_id in ("arab", home_group(version, iso3).group_id)
    indicator = queries.indicators(version)[own.indicator_id]
    years = queries.years(version, own.indicator_id)
    year = next(year for year, count in years if 2 * count >= max(count for _, count in years))
    first = year if indicator.survey else year - 5
    members = list(queries.groups(version)[own.reference_id].members)
    values = cursor.execute(  # type: ignore[attr-defined]
        f"SELECT median(value) FROM ({TOLERANCE})", [own.indicator_id, members, first, year]
    ).fetchone()
    return float(values[0])


def test_no_gap_is_told_of_a_missing_or_old_value_nor_of_a_group_that_is_far(version: str) -> None:
    for iso3 in states(version):
        for own in shortfalls.gaps(version, iso3).values():
            assert own.year >= shortfalls.newest(version) - shortfalls.OLDEST
            row = verdicts.judged(version).get(own.reference_id)
            if own.share and row is not None and row.type == "index_band":
                # 0.75 opens the highest group: only those at 0.50 or more are right below it.
                assert own.value >= 0.5
    assert "egdi" not in shortfalls.gaps(version, "PSE")
    assert shortfalls.gaps(version, "SOM")["egdi"].against == "group"
    assert shortfalls.gaps(version, "JOR")["egdi"].reference_id == "egdi_very_high"


def test_every_indicator_compared_is_named_by_a_recommendation(version: str) -> None:
    named = {each for own in queries.recommendations(version).values() for each in own.indicators}
    assert set(shortfalls.grounds(version)) <= named
    families = queries.families(version)
    assert families["ict_skill_email"] == families["ict_skill_devices"]
