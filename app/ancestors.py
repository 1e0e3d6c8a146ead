"""Which sites may show the embedded charts: the setting ALLOWED_FRAME_ANCESTORS, checked."""

from __future__ import annotations

import os
import re
from functools import lru_cache

SETTING = "ALLOWED_FRAME_ANCESTORS"

_ORIGIN = re.compile(
    r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"(?::(?:[0-9]{1,5}|\*))?",
    re.IGNORECASE,
)


@lru_cache(maxsize=8)
def checked(value: str) -> tuple[tuple[str, ...], str]:
    """Return the origins that a value names, and what is wrong with it; one faulty part is all.

    A value that cannot stand in a header as it is must not change what the header says.
    """
    origins = tuple(part for part in re.split("[ ,]+", value) if part)
    for part in origins:
        if part != "*" and not _ORIGIN.fullmatch(part):
            return (), (
                f"{SETTING}: {part[:60]!r} is no origin such as https://www.example.org, "
                "so no other site may embed a chart until it is corrected."
            )
    return origins, ""


def allowed() -> tuple[str, ...]:
    """Return the origins that may show an embedded chart, beside our own."""
    return checked(os.environ.get(SETTING, ""))[0]


def fault() -> str:
    """Return what is wrong with the setting, in one sentence; '' where nothing is."""
    return checked(os.environ.get(SETTING, ""))[1]
