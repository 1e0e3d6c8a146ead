"""Levels: cross-sections, ranks, percentiles, bands, medians and peers.

Frames in, frames out; nothing here is ever written back to the store. "Values" are the columns
iso3, year, value, rank (as app.queries gives them); a "cross-section" has one row an economy.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

BANDS = ("low", "middle", "high", "very_high")
"""Groups of a UN index, lowest first."""

BAND_BOUNDS = (0.25, 0.50, 0.75)
"""Lower bounds of 'middle', 'high' and 'very_high' (UN E-Government Survey)."""

TOLERANCE_YEARS = 5
"""How many years back a value may stand in for a year without one; never in a survey edition."""

LEAST_ECONOMIES = 60
"""How many economies must have a value for a mean to be the world's, or a rank to be in it."""

LEAST_STATES = 3
"""How many states of a group must have a value for its median to be the group's."""

MOST_PEERS = 5
"""How many states of similar income are named as peers."""


def cross_section(values: pd.DataFrame, year: int, tolerance: int) -> pd.DataFrame:
    """Return each economy's newest value in a year or up to `tolerance` years before it.

    Columns: iso3 (index), value, value_year, published_rank, obs_status. An economy without a
    value in that window has no row; nothing is filled or interpolated.
    """
    window = values[(values["year"] <= year) & (values["year"] >= year - tolerance)]
    newest = window.sort_values(["iso3", "year"]).drop_duplicates("iso3", keep="last")
    return newest.set_index("iso3").rename(
        columns={"year": "value_year", "rank": "published_rank"}
    )[["value", "value_year", "published_rank", "obs_status"]]


def competition_rank(values: pd.Series, *, higher_is_better: bool = True) -> pd.Series:
    """Return ranks from 1, equal values sharing the better one ("1224")."""
    return values.rank(method="min", ascending=not higher_is_better).astype(int)


def percentile(values: pd.Series) -> pd.Series:
    """Return the share of assessed economies with a lower value, in per cent, halves for ties.

    percentile = 100 · (number lower + number of others equal / 2) / n
    """
    return (values.rank(method="average") - 1) / len(values) * 100


def band(values: pd.Series) -> pd.Series:
    """Return the group of a UN index: low < 0.25 ≤ middle < 0.50 ≤ high < 0.75 ≤ very_high."""
    places = np.searchsorted(BAND_BOUNDS, values.to_numpy(), side="right")
    return pd.Series([BANDS[place] for place in places], index=values.index, dtype=object)


def standing(
    values: pd.DataFrame,
    year: int,
    members: Collection[str],
    *,
    tolerance: int,
    better: str,
    rank_published: bool,
) -> pd.DataFrame:
    """Return where the members of a group stand in a year, highest value first.

    Columns beside those of `cross_section`: world_rank (published where the source publishes
    ranks, else computed), world_of (economies with a value), percentile, group_rank, group_of.
    Ranks are NaN where no direction is better (`better` is 'none', 'parity' or 'target_100');
    those in the world and percentiles also where fewer than LEAST_ECONOMIES have a value.
    """
    world = cross_section(values, year, tolerance)
    ranked = better in ("higher", "lower")
    higher = better != "lower"
    world["world_of"] = len(world)
    worldwide = len(world) >= LEAST_ECONOMIES
    world["percentile"] = percentile(world["value"]) if worldwide else np.nan
    if rank_published:
        world["world_rank"] = world["published_rank"]
    elif ranked and worldwide:
        world["world_rank"] = competition_rank(world["value"], higher_is_better=higher)
    else:
        world["world_rank"] = np.nan
    group = world[world.index.isin(list(members))].copy()
    group["group_rank"] = (
        competition_rank(group["value"], higher_is_better=higher) if ranked else np.nan
    )
    group["group_of"] = len(group)
    return group.sort_values(["value", "world_rank"], ascending=[not higher, True], kind="stable")


def change(values: pd.DataFrame, standing: pd.DataFrame, earlier: int) -> pd.DataFrame:
    """Return how value and published rank moved since an earlier year.

    Index iso3; columns value_change (latest − earlier, in the unit) and rank_change (places
    gained, positive is better). Only states whose value in `standing` is of its own year and
    that have a value in the earlier year; all others have no row.
    """
    before = cross_section(values, earlier, 0)
    both = standing.merge(before, left_index=True, right_index=True, suffixes=("", "_before"))
    return pd.DataFrame(
        {
            "value_change": both["value"] - both["value_before"],
            "rank_change": both["published_rank_before"] - both["published_rank"],
        }
    )


def summary(values: pd.Series) -> dict[str, float]:
    """Return count, mean, median, lowest and highest of some values; NaN when there are none."""
    return {
        "count": float(len(values)),
        "mean": float(values.mean()),
        "median": float(values.median()),
        "lowest": float(values.min()),
        "highest": float(values.max()),
    }


def medians(values: pd.DataFrame, members: Collection[str], tolerance: int) -> pd.DataFrame:
    """Return the median of a group's members year by year: columns year, value, states.

    Each year is the median of that year's `cross_section`, so that a line over time ends at the
    median that is shown beside the ranking. Which years have one: see `_by_year`.
    """
    return _by_year(values[values["iso3"].isin(list(members))], "median", tolerance)


def world_means(values: pd.DataFrame, tolerance: int) -> pd.DataFrame:
    """Return the unweighted mean over all economies year by year: columns year, value, states.

    Each year is the mean of that year's `cross_section`. Which years have one: see `_by_year`;
    none where fewer than LEAST_ECONOMIES ever have a value.
    """
    if values["iso3"].nunique() < LEAST_ECONOMIES:
        values = values.iloc[:0]
    return _by_year(values, "mean", tolerance)


def _by_year(values: pd.DataFrame, statistic: str, tolerance: int) -> pd.DataFrame:
    """Return a statistic of each year's cross-section; `states` counts values of that very year.

    Years in which fewer than three, or fewer than half of the most ever, report are left out:
    where each year has other countries, a line would show who reported, not what changed.
    """
    if values.empty:
        return pd.DataFrame(columns=["year", "value", "states"])
    table = values.pivot(index="year", columns="iso3", values="value").sort_index()
    states = table.count(axis="columns")
    if tolerance:
        every = range(int(table.index[0]), int(table.index[-1]) + 1)
        table = table.reindex(every).ffill(limit=tolerance).loc[states.index]
    found = pd.DataFrame({"value": table.agg(statistic, axis="columns"), "states": states})
    least = max(float(LEAST_STATES), float(states.max()) / 2)
    return found[found["states"] >= least].reset_index()


def default_year(years: Sequence[tuple[int, int]]) -> int:
    """Return the year a view opens with: the newest in which enough Arab states have a value.

    Enough is half of the largest number of states in any year, so that a year for which only
    the first reports have come in does not empty the picture.
    """
    most = max(states for _, states in years)
    return next(year for year, states in years if states * 2 >= most)


def income_peers(
    income: pd.DataFrame, iso3: str, states: Collection[str], excluded: Collection[str]
) -> list[str]:
    """Return up to five states nearest in GDP per capita, nearest first.

    Nearness is the ratio of the two incomes in the latest year for which both have a value. A
    state without income figures has no peers; states in `excluded` (its own group) are left out.
    """
    table = income[income["iso3"].isin(list(states))].pivot(
        index="year", columns="iso3", values="value"
    )
    if iso3 not in table:
        return []
    distances = {}
    for other in table.columns:
        if other == iso3 or other in excluded:
            continue
        both = table[[iso3, other]].dropna()
        if len(both):
            own, its = both.iloc[-1]
            distances[other] = abs(float(np.log(own / its)))
    return sorted(distances, key=lambda peer: (distances[peer], peer))[:MOST_PEERS]


def paired(
    first: pd.DataFrame, second: pd.DataFrame, year: int, tolerance: int, second_tolerance: int
) -> pd.DataFrame:
    """Return two indicators side by side for one year: index iso3, columns x, y, x_year, y_year.

    Each economy's newest value in the window of `cross_section`; only economies with both.
    """
    x, y = cross_section(first, year, tolerance), cross_section(second, year, second_tolerance)
    both = x.merge(y, left_index=True, right_index=True, suffixes=("", "_y"))
    return pd.DataFrame(
        {
            "x": both["value"],
            "y": both["value_y"],
            "x_year": both["value_year"],
            "y_year": both["value_year_y"],
        }
    )
