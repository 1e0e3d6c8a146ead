"""The editions that figures were taken from: their names, how old they are, which are overdue."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from app import freshness, queries
from app.exhibit import Dated
from app.i18n import code, years
from app.records import Edition

ALWAYS = (0, 9999)
"""The years of whole series."""


def dates(
    version: str, language: str, indicator_id: str, first: int, last: int
) -> tuple[Dated, ...]:
    """Return how old the newest edition is from which an indicator's years are shown."""
    source = queries.indicators(version)[indicator_id].source
    return freshness.dated(
        language,
        source,
        queries.editions(version, indicator_id, first, last),
        queries.editions(version, indicator_id, *ALWAYS),
        of_source(version, source.source_id),
    )


@lru_cache(maxsize=64)
def of_source(version: str, source_id: str) -> tuple[Edition, ...]:
    """Return the editions from which a source's figures were taken, by name."""
    found = {
        edition.edition_id: edition
        for identity, indicator in queries.indicators(version).items()
        if indicator.source.source_id == source_id
        for edition in queries.editions(version, identity, *ALWAYS)
    }
    return tuple(sorted(found.values(), key=lambda edition: edition.edition))


def overdue(version: str, source_id: str, today: datetime.date) -> bool:
    """Return whether a source's newest edition is older than the source's rhythm."""
    source = queries.sources(version)[source_id]
    found = freshness.dated("en", source, of_source(version, source_id))
    return any(today > each.due for each in found)


def late(version: str, source_id: str, today: datetime.date) -> int:
    """Return how many indicators of a source are shown from an edition past its rhythm."""
    return sum(
        any(today > each.due for each in dates(version, "en", identity, *ALWAYS))
        for identity, indicator in queries.indicators(version).items()
        if indicator.source.source_id == source_id
    )


def names(language: str, editions: Sequence[Edition]) -> list[str]:
    """Return the names of editions; those named by years alone as one span."""
    found = list(dict.fromkeys(edition.edition for edition in editions))
    if len(found) > 2 and all(name.isdigit() for name in found):
        return [years(language, int(found[0]), int(found[-1]))]
    return [code(name) for name in found]
