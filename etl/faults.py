"""What stops a pull or a build: one sentence that names file, row and remedy."""

from __future__ import annotations


class Fault(Exception):
    """A refusal; its message is shown to the operator as it stands."""


def short(items: list[str], most: int = 8) -> str:
    """Return items as text, cut after a few with how many more there are."""
    shown = ", ".join(items[:most])
    return f"{shown} and {len(items) - most} more" if len(items) > most else shown
