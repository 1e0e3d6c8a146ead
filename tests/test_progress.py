"""Progress towards a target: published vectors, hand-worked cases, what must always hold."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app import methods

VECTORS = [
    # base year and value, latest year and value, target, better: growth, expected, ratio, status,
    # score, R of the second method and its label, current status index
    ((2016, 0.40, 2024, 0.60, 0.75, "higher"), (0.05199, 0.8132, 1.1807, "on_track", 4.4194)),
    ((2016, 0.55, 2024, 0.50, 0.75, "higher"), (-0.011843, 0.4655, -0.4225, "regression", 0.1551)),
    ((2018, 8.0, 2024, 3.0, 2.0, "lower"), (-0.150809, 1.1250, 1.1458, "on_track", 4.3561)),
    ((2015, 55.0, 2023, 90.0, 100.0, "higher"), (0.063494, 138.4801, 1.8551, "on_track", 5.0)),
]
SECOND = [
    (1.1321, "on_track", 5.714),
    (-0.5287, "deterioration", -2.5),
    (1.3823, "on_track", 8.333),
    (1.5616, "on_track", 7.778),
]


@pytest.mark.parametrize(("case", "wanted"), VECTORS)
def test_the_reference_vectors_of_the_trend(
    case: tuple[int, float, int, float, float, str],
    wanted: tuple[float, float, float, str, float],
) -> None:
    *inputs, target, better = case
    found = methods.trend_to_target(*inputs, target=target, better=better)  # type: ignore[arg-type]
    growth, expected, ratio, status, score = wanted
    assert found.growth == pytest.approx(growth, abs=5e-6)
    assert found.expected == pytest.approx(expected, abs=5e-5)
    assert found.ratio == pytest.approx(ratio, abs=5e-5)
    assert found.status == status
    assert found.score == pytest.approx(score, abs=5e-5)


PAIRS = list(zip([case for case, _ in VECTORS], SECOND, strict=True))


@pytest.mark.parametrize(("case", "wanted"), PAIRS)
def test_the_reference_vectors_of_the_companions(
    case: tuple[int, float, int, float, float, str], wanted: tuple[float, str, float]
) -> None:
    *inputs, target, better = case
    opinion = methods.second_opinion(*inputs, target=target, better=better)  # type: ignore[arg-type]
    assert opinion.ratio == pytest.approx(wanted[0], abs=5e-5)
    assert opinion.label == wanted[1]
    travelled = methods.current_status_index(*inputs, target=target, better=better)  # type: ignore[arg-type]
    assert travelled.index == pytest.approx(wanted[2], abs=5e-4)


def test_growth_without_a_target() -> None:
    found = methods.trend_to_target(2016, 0.50, 2024, 0.56)
    assert found.growth == pytest.approx(0.014267, abs=5e-7)
    assert (found.status, found.ratio, found.expected) == ("moderate", None, None)
    assert found.score == pytest.approx(3.2356, abs=5e-5)


@pytest.mark.parametrize(
    ("ratio", "status", "score"),
    [
        (0.95, "on_track", 4),
        (0.9455, "moderate", 3.99),
        (0.5, "moderate", 3),
        (0.1, "marginal", 2),
        (0.0, "stagnation", 1),
        (-0.0001, "regression", 0.9998),
        (1.5, "on_track", 5),
        (9.0, "on_track", 5),
        (-7.0, "regression", 0),
    ],
)
def test_a_value_on_an_edge_belongs_to_the_upper_band(
    ratio: float, status: str, score: float
) -> None:
    """Base 1 in 2020, latest 2 in 2025, target year 2025: expected = 2, ratio = 1 / (v* − 1)."""
    if ratio > 0:
        found = methods.trend_to_target(2020, 1, 2025, 2, target=1 + 1 / ratio, target_year=2025)
        assert found.ratio == pytest.approx(ratio, abs=1e-12)
    from app.methods.progress import RATIO_EDGES, _judged

    named, points = _judged(ratio, RATIO_EDGES)
    assert named == status
    assert points == pytest.approx(score, abs=1e-9)


def test_a_target_met_at_the_base_is_kept_or_lost() -> None:
    assert methods.trend_to_target(2015, 80, 2024, 81, target=75).status == "on_track"
    assert methods.trend_to_target(2015, 80, 2024, 76, target=75).status == "on_track"
    assert methods.trend_to_target(2015, 80, 2024, 74, target=75).status == "regression"
    assert methods.trend_to_target(2015, 1, 2024, 2, target=2, better="lower").status == "on_track"
    # It comes before "growth is not defined".
    assert methods.trend_to_target(2015, 0, 2024, 0, target=0, better="lower").status == "on_track"


@pytest.mark.parametrize(
    "case",
    [
        (2020, 5.0, 2020, 6.0),
        (2021, 5.0, 2020, 6.0),
        (2020, 0.0, 2024, 6.0),
        (2020, 5.0, 2024, 0.0),
        (2020, -1.0, 2024, 6.0),
        (2020, None, 2024, 6.0),
        (2020, 5.0, 2024, math.nan),
    ],
)
def test_too_little_to_judge(case: tuple[int, float | None, int, float | None]) -> None:
    for target in (None, 10.0):
        assert methods.trend_to_target(*case, target=target).status == "insufficient"


def test_no_direction_no_trend() -> None:
    with pytest.raises(ValueError, match="parity"):
        methods.trend_to_target(2020, 1, 2024, 2, better="parity")


def test_a_year_past_the_target_year_projects_backwards() -> None:
    # Growth 10 % a year over 2 years, read one year before the latest: 121 / 1.1 = 110.
    found = methods.trend_to_target(2020, 100, 2022, 121, target=110, target_year=2021)
    assert found.expected == pytest.approx(110)
    assert found.ratio == pytest.approx(1)


YEARS = st.integers(2000, 2030)
VALUES = st.floats(-5, 200) | st.just(0.0)


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            YEARS,
            VALUES,
            YEARS,
            VALUES,
            st.none() | VALUES,
            st.integers(2020, 2035),
            st.sampled_from(["higher", "lower"]),
        ),
        min_size=1,
        max_size=40,
    )
)
def test_many_at_once_say_what_one_at_a_time_says(
    cases: list[tuple[int, float, int, float, float | None, int, str]],
) -> None:
    names = ["base_year", "base_value", "latest_year", "latest_value", "target", "target_year"]
    frame = pd.DataFrame(cases, columns=[*names, "better"]).astype({"target": float})
    together = methods.trends_to_target(frame)
    for place, (b, vb, t, vt, target, end, better) in enumerate(cases):
        one = methods.trend_to_target(b, vb, t, vt, target=target, target_year=end, better=better)
        row = together.iloc[place]
        assert row["status"] == one.status
        for name in ("score", "ratio", "growth", "expected"):
            alone, beside = getattr(one, name), row[name]
            if alone is None:
                assert name == "growth" or np.isnan(beside)
            else:
                assert beside == pytest.approx(alone, rel=1e-9, abs=1e-12, nan_ok=True)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.floats(0.1, 100), st.floats(0.1, 100), st.floats(0.1, 100), st.floats(0.01, 1000))
def test_the_unit_does_not_change_a_verdict(
    base: float, latest: float, target: float, scale: float
) -> None:
    one = methods.trend_to_target(2015, base, 2024, latest, target=target)
    other = methods.trend_to_target(2015, base * scale, 2024, latest * scale, target=target * scale)
    if one.ratio is not None and other.ratio is not None:
        assert other.ratio == pytest.approx(one.ratio, rel=1e-6)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.floats(0.1, 100), st.floats(0.1, 100))
def test_growth_mirrors_where_lower_is_better(base: float, latest: float) -> None:
    up = methods.trend_to_target(2015, base, 2024, latest)
    down = methods.trend_to_target(2015, base, 2024, latest, better="lower")
    assert up.growth == down.growth
    from app.methods.progress import GROWTH_EDGES, _judged

    assert up.growth is not None
    assert down.status == _judged(-up.growth, GROWTH_EDGES)[0]


def test_how_far_one_has_come() -> None:
    # From 20 to 50 of the way from 20 to 80: half, 5 of 10; by 2024 of 2015–2030: 6 of 10.
    found = methods.current_status_index(2015, 20, 2024, 50, target=80)
    assert (found.index, found.expected_by_now) == (5.0, 6.0)
    near = methods.current_status_index(2015, 0.4, 2024, 0.7, target=1, better="parity")
    assert near.index == pytest.approx(5)
    assert methods.current_status_index(2015, 80, 2024, 90, target=80).index is None


def test_the_second_opinion_never_makes_something_of_nothing() -> None:
    assert methods.second_opinion(2015, 0, 2024, 5, target=10).label == "insufficient"
    assert methods.second_opinion(2015, 5, 2024, 11, target=10).label == "achieved"
    assert methods.second_opinion(2015, 8, 2024, 5, target=8).label == "deterioration"
    assert methods.agree("moderate", "progress")
    assert methods.agree("on_track", "achieved")
    assert not methods.agree("regression", "limited")


def test_what_it_would_take() -> None:
    assert methods.needed_change(2024, 70, 100, 2030) == pytest.approx(5)
    assert methods.needed_change(2030, 70, 100, 2030) is None


def test_arrival_is_a_range_of_the_paces_of_the_past() -> None:
    # 50 → 100 doubles in 8 years since 2016; 80 → 100 in the last 3 years.
    values = {2016: 50.0, 2021: 80.0, 2024: 100.0}
    found = methods.arrival(values, 200)
    assert found is not None
    # At 2^(1/8) it takes 8 years; at 1.25^(1/3) it takes 3 · ln 2 / ln 1.25 = 9.3187.
    assert found == (pytest.approx(2032), pytest.approx(2024 + 3 * math.log(2) / math.log(1.25)))
    assert methods.arrival({2016: 50, 2024: 40}, 200) is None
    assert methods.arrival({2016: 50, 2024: 210}, 200) == (2024, 2024)
    assert methods.arrival({2024: 50}, 200) is None


def test_how_sure_a_verdict_is() -> None:
    strong = methods.evidence([2015, 2016, 2018, 2020, 2023], 2024)
    assert (strong.mark, strong.reasons) == ("strong", ())
    fair = methods.evidence([2015, 2018, 2024], 2024)
    assert (fair.mark, fair.reasons) == ("fair", ("few_points",))
    assert methods.evidence([2015, 2024], 2024).mark == "weak"
    assert methods.evidence([2010, 2015, 2016, 2017, 2018, 2019], 2024).mark == "weak"
    assert methods.evidence(range(2015, 2025), 2024, broken=True).mark == "weak"
    assert methods.evidence(range(2015, 2025), 2024, estimated=True).mark == "fair"


def test_speed_against_economies_of_the_same_level() -> None:
    # Twenty others at the same level gained 0.01 … 0.20; the state gained 0.21: twice the median
    # of 0.105, and it beats all.
    rows = [("AAA", 2022, 0.5), ("AAA", 2024, 0.71)]
    for place in range(1, 21):
        rows += [(f"B{place:02}", 2022, 0.5), (f"B{place:02}", 2024, 0.5 + place / 100)]
    rows += [("FAR", 2022, 0.99), ("FAR", 2024, 0.10)]
    values = pd.DataFrame(rows, columns=["iso3", "year", "value"])
    found = methods.speed(values, "AAA", 2022, 2024)
    assert found is not None
    assert found.typical == pytest.approx(0.105)
    assert found.factor == pytest.approx(2)
    assert (found.beaten, found.economies) == (100, 20)
    assert methods.speed(values, "AAA", 2020, 2024) is None
