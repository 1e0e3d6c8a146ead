"""How fast a state moved on a relative index, against economies that stood where it stood."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

NEIGHBOURS = 20
"""How many economies nearest in the earlier edition are taken as those of the same level."""


@dataclass(frozen=True)
class Speed:
    """A state's change between two editions beside that of economies of the same level.

    `factor` is how many times the typical change it made (None where the typical change is
    zero), `beaten` the share of those economies with a smaller change, in per cent.
    """

    own: float
    typical: float
    factor: float | None
    beaten: float
    economies: int


def speed(values: pd.DataFrame, iso3: str, earlier: int, later: int) -> Speed | None:
    """Return how a state's change compares with that of economies of its level.

    Those are the 20 economies, the state left out, whose value in the earlier edition was nearest
    to its own and that have a value in both. typical = median of their changes;
    factor = own / typical; beaten = 100 · (number smaller + number equal / 2) / number.

    Both editions are compared with themselves only, so that a new method moves all alike. Our
    adaptation of the speed of progress that the World Bank measures against typical paths.
    None where the state lacks one of the two values, or fewer than 20 others have both.
    """
    table = values[values["year"].isin([earlier, later])].pivot(
        index="iso3", columns="year", values="value"
    )
    if earlier not in table or later not in table:
        return None
    table = table.dropna()
    if iso3 not in table.index or len(table) <= NEIGHBOURS:
        return None
    others = table.drop(index=iso3)
    before = float(table[earlier][iso3])
    distance = (others[earlier] - before).abs().sort_values(kind="stable")
    near = others.loc[distance.index[:NEIGHBOURS]]
    changes = near[later] - near[earlier]
    own = float(table[later][iso3]) - before
    typical = float(changes.median())
    smaller, equal = int((changes < own).sum()), int((changes == own).sum())
    return Speed(
        own,
        typical,
        own / typical if typical else None,
        100 * (smaller + equal / 2) / len(changes),
        len(changes),
    )
