"""One question to the store of a data version."""

from __future__ import annotations

from typing import Any

from app import store


def rows(version: str, sql: str, *values: Any) -> list[dict[str, Any]]:
    """Return the rows of an answer as dictionaries."""
    answer = store.cursor(version).execute(sql, list(values))
    names = [column[0] for column in answer.description or []]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
