"""Every formula, computed from published values: levels, positions, progress.

Frames in, frames out; nothing here is ever written back to the store. "Values" are the columns
iso3, year, value, rank (as app.queries gives them); a "cross-section" has one row an economy.
"""

from app.methods.companions import (
    OPINIONS,
    Evidence,
    Opinion,
    Travelled,
    agree,
    arrival,
    current_status_index,
    evidence,
    needed_change,
    second_opinion,
)
from app.methods.levels import (
    BAND_BOUNDS,
    BANDS,
    LEAST_ECONOMIES,
    LEAST_STATES,
    MOST_PEERS,
    TOLERANCE_YEARS,
    band,
    change,
    competition_rank,
    cross_section,
    default_year,
    income_peers,
    medians,
    paired,
    percentile,
    standing,
    summary,
    world_means,
)
from app.methods.positions import IDEALS, merit, placed, position
from app.methods.progress import (
    BASE_YEAR,
    INSUFFICIENT,
    STATUSES,
    Progress,
    trend_to_target,
    trends_to_target,
)
from app.methods.scales import budget_class
from app.methods.speed import Speed, speed

__all__ = [
    "BANDS",
    "BAND_BOUNDS",
    "BASE_YEAR",
    "Evidence",
    "IDEALS",
    "INSUFFICIENT",
    "LEAST_ECONOMIES",
    "LEAST_STATES",
    "MOST_PEERS",
    "OPINIONS",
    "Opinion",
    "Progress",
    "STATUSES",
    "Speed",
    "TOLERANCE_YEARS",
    "Travelled",
    "agree",
    "arrival",
    "band",
    "budget_class",
    "change",
    "competition_rank",
    "cross_section",
    "current_status_index",
    "default_year",
    "evidence",
    "income_peers",
    "medians",
    "merit",
    "needed_change",
    "paired",
    "percentile",
    "placed",
    "position",
    "second_opinion",
    "speed",
    "standing",
    "summary",
    "trend_to_target",
    "trends_to_target",
    "world_means",
]
