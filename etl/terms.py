"""Fixed lists of practices, strategies and recommendations: data/terms.toml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from etl.declarations import Texts
from etl.faults import Fault
from etl.registry import DATA
from etl.tables import load, record


@dataclass(frozen=True)
class Term:
    """One entry of a fixed list, with what it means and the page that names it, where needed."""

    name: Texts
    meaning: Texts | None = None
    address: str | None = None


@lru_cache
def terms() -> Mapping[str, Mapping[str, Term]]:
    """Return the fixed lists by name, each a term by id in the order in which lists show them."""
    return {
        name: {
            identity: record(Term, table, f"terms.toml, {name} {identity}")
            for identity, table in tables.items()
        }
        for name, tables in load(DATA / "terms.toml").items()
    }


def hold(name: str, ids: Iterable[str], where: str) -> None:
    """Refuse ids that are not in a fixed list.

    Raises:
        Fault: names the ids and the list.
    """
    strange = [each for each in ids if each not in terms()[name]]
    if strange:
        raise Fault(
            f"{where}: {', '.join(strange)} is not in the list {name} of data/terms.toml; "
            "correct it or add it there"
        )
