"""Which figures are asked for, and the condition that finds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Filter:
    """Which figures: ids of indicators, of countries (None: every economy), first and last year."""

    indicators: tuple[str, ...]
    countries: tuple[str, ...] | None = None
    first: int = 0
    last: int = 9999


def where(asked: Filter, table: str = "observation") -> tuple[str, dict[str, Any]]:
    """Return the condition of a filter and its values; a year of none is within every span."""
    terms = [f"{table}.indicator_id = ANY($indicators)"]
    values: dict[str, Any] = {"indicators": list(asked.indicators)}
    if asked.countries is not None:
        terms.append(f"{table}.iso3 = ANY($countries)")
        values["countries"] = list(asked.countries)
    if (asked.first, asked.last) != (0, 9999):
        span = f"{table}.year BETWEEN $first AND $last"
        terms.append(span if table == "observation" else f"({table}.year IS NULL OR {span})")
        values |= {"first": asked.first, "last": asked.last}
    return f" WHERE {' AND '.join(terms)}", values
