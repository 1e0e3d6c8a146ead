"""Formulas on frames of a few rows, each expected number worked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from app import methods
from app.methods import levels


def series(**values: float) -> pd.Series:
    return pd.Series(values, dtype=float)


def rows(*cells: tuple[str, int, float], rank: float = float("nan")) -> pd.DataFrame:
    frame = pd.DataFrame(cells, columns=["iso3", "year", "value"])
    return frame.assign(rank=rank, obs_status="A")


def test_a_value_of_an_earlier_year_stands_in_only_within_the_tolerance() -> None:
    values = rows(("AAA", 2024, 1), ("BBB", 2021, 2), ("CCC", 2018, 3), ("DDD", 2025, 4))
    assert methods.cross_section(values, 2024, 0).index.tolist() == ["AAA"]
    within = methods.cross_section(values, 2024, 5)
    assert within["value_year"].to_dict() == {"AAA": 2024, "BBB": 2021}
    assert methods.cross_section(values, 1990, 0).empty


def test_equal_values_share_the_better_rank() -> None:
    # 9, 7, 7, 5 → 1, 2, 2, 4 ("1224")
    ranks = methods.competition_rank(series(A=9, B=7, C=7, D=5))
    assert ranks.to_dict() == {"A": 1, "B": 2, "C": 2, "D": 4}
    lower = methods.competition_rank(series(A=9, B=7, C=7, D=5), higher_is_better=False)
    assert lower.to_dict() == {"A": 4, "B": 2, "C": 2, "D": 1}


def test_percentile_is_the_share_with_a_lower_value_halves_for_ties() -> None:
    # 5: none lower → 0; 7 and 7: one lower, one equal → (1 + 0.5)/4; 9: three lower → 3/4
    shares = methods.percentile(series(A=9, B=7, C=7, D=5))
    assert shares.to_dict() == {"A": 75, "B": 37.5, "C": 37.5, "D": 0}


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0, "low"),
        (0.2499, "low"),
        (0.25, "middle"),
        (0.5, "high"),
        (0.75, "very_high"),
        (1, "very_high"),
    ],
)
def test_bands_begin_at_their_lower_bound(value: float, band: str) -> None:
    assert methods.band(series(A=value))["A"] == band


@pytest.fixture(autouse=True)
def small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be a world; the true bound has its own test."""
    monkeypatch.setattr(levels, "LEAST_ECONOMIES", 2)


def test_standing_ranks_the_group_and_keeps_the_published_world_rank() -> None:
    values = pd.DataFrame(
        {
            "iso3": ["AAA", "BBB", "CCC", "DDD"],
            "year": 2024,
            "value": [0.9, 0.5, 0.5, 0.1],
            "rank": [1.0, 2.0, 3.0, 4.0],  # the producer broke the tie
            "obs_status": "A",
        }
    )
    found = methods.standing(
        values, 2024, ["DDD", "CCC", "BBB"], tolerance=0, better="higher", rank_published=True
    )
    assert found.index.tolist() == ["BBB", "CCC", "DDD"]
    assert found["world_rank"].tolist() == [2, 3, 4]
    assert found["group_rank"].tolist() == [1, 1, 3]
    assert found["world_of"].tolist() == [4, 4, 4]
    computed = methods.standing(
        values, 2024, ["BBB", "CCC"], tolerance=0, better="higher", rank_published=False
    )
    assert computed["world_rank"].tolist() == [2, 2]


@pytest.mark.parametrize("better", ["none", "parity", "target_100"])
def test_nothing_is_ranked_where_no_direction_is_better(better: str) -> None:
    found = methods.standing(
        rows(("AAA", 2024, 1), ("BBB", 2024, 2)),
        2024,
        ["AAA", "BBB"],
        tolerance=0,
        better=better,
        rank_published=False,
    )
    assert found["world_rank"].isna().all()
    assert found["group_rank"].isna().all()


def test_the_lowest_value_leads_where_lower_is_better() -> None:
    found = methods.standing(
        rows(("AAA", 2024, 5), ("BBB", 2024, 2)),
        2024,
        ["AAA", "BBB"],
        tolerance=0,
        better="lower",
        rank_published=False,
    )
    assert found.index.tolist() == ["BBB", "AAA"]
    assert found["group_rank"].tolist() == [1, 2]


def test_change_needs_a_value_in_both_editions() -> None:
    values = pd.DataFrame(
        {
            "iso3": ["AAA", "AAA", "BBB"],
            "year": [2022, 2024, 2024],
            "value": [0.5, 0.75, 0.3],
            "rank": [100.0, 89.0, 150.0],
            "obs_status": "A",
        }
    )
    now = methods.cross_section(values, 2024, 0)
    moved = methods.change(values, now, 2022)
    assert moved.index.tolist() == ["AAA"]
    assert moved.loc["AAA", "value_change"] == pytest.approx(0.25)
    assert moved.loc["AAA", "rank_change"] == 11  # from 100 to 89: eleven places gained


def test_a_group_has_no_median_where_fewer_than_three_members_have_a_value() -> None:
    values = rows(
        ("AAA", 2020, 1), ("BBB", 2020, 2), ("AAA", 2022, 1), ("BBB", 2022, 4), ("CCC", 2022, 9)
    )
    found = methods.medians(values, ["AAA", "BBB", "CCC"], 0)
    assert found.to_dict("records") == [{"year": 2022, "value": 4.0, "states": 3}]


def test_a_year_with_few_reporters_has_no_mean() -> None:
    # 2020 has seven economies, 2021 three: three are fewer than half of seven
    values = rows(*((f"A{n}", 2020, n) for n in range(7)), *((f"A{n}", 2021, 9) for n in range(3)))
    assert methods.world_means(values, 0)["year"].tolist() == [2020]


def test_a_median_over_time_is_that_of_the_cross_section() -> None:
    # 2024: A and B report, C and D stand in with 2023 (3, 5) → median of 1, 2, 3, 5 is 2.5;
    # E, last seen six years before, does not.
    values = rows(
        ("AAA", 2024, 1),
        ("BBB", 2024, 2),
        ("FFF", 2024, 2.5),
        ("CCC", 2023, 3),
        ("DDD", 2023, 5),
        ("AAA", 2023, 9),
        ("EEE", 2018, 99),
    )
    states = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF"]
    found = methods.medians(values, states, 5).set_index("year")["value"]
    for year in found.index:
        section = methods.cross_section(values, year, 5)
        assert found[year] == section["value"].median()
    assert found[2024] == 2.5
    assert found.index.tolist() == [2023, 2024]


def test_the_default_year_is_the_newest_with_half_of_the_states() -> None:
    assert methods.default_year([(2025, 1), (2024, 17), (2023, 22)]) == 2024
    assert methods.default_year([(2024, 21), (2022, 21)]) == 2024
    assert methods.default_year([(2021, 2)]) == 2021


def test_income_peers_are_the_nearest_by_ratio_outside_the_group() -> None:
    income = rows(
        ("AAA", 2024, 100),
        ("BBB", 2024, 110),  # ratio 1.10
        ("CCC", 2024, 50),  # ratio 2
        ("DDD", 2024, 180),  # ratio 1.8
        ("EEE", 2023, 101),  # no year in common with AAA
        ("FFF", 2024, 100),  # in the group
    )
    states = ["AAA", "BBB", "CCC", "DDD", "EEE", "FFF", "GGG"]
    assert methods.income_peers(income, "AAA", states, ["FFF"]) == ["BBB", "DDD", "CCC"]
    assert methods.income_peers(income, "GGG", states, []) == []


def test_paired_takes_only_economies_with_both_values() -> None:
    first, second = rows(("AAA", 2024, 1), ("BBB", 2024, 2)), rows(("AAA", 2022, 5))
    assert methods.paired(first, second, 2024, 0, 0).empty
    both = methods.paired(first, second, 2024, 0, 2)
    assert both.loc["AAA"].to_dict() == {"x": 1, "y": 5, "x_year": 2024, "y_year": 2022}
