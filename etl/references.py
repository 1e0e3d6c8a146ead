"""Pages that a practice or a strategy was read on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etl.faults import Fault
from etl.tables import record


@dataclass(frozen=True)
class Reference:
    """A page: its title as printed or described, who published it, where, and the year it bears."""

    key: str
    title: str
    publisher: str
    address: str
    year: int | None = None


def references(tables: Sequence[Mapping[str, Any]], where: str) -> tuple[Reference, ...]:
    """Return the pages of a file; each has an address that a reader can open.

    Raises:
        Fault: a key is there twice, or an address is none.
    """
    found = tuple(record(Reference, table, f"{where}, source") for table in tables)
    keys = [each.key for each in found]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise Fault(f"{where}: the source {', '.join(twice)} is there twice; rename one")
    for each in found:
        if not each.address.startswith(("https://", "http://")):
            raise Fault(f"{where}: the source {each.key} needs an address with https://")
    return found


def hold(own: Iterable[Reference], keys: Iterable[str | None], where: str) -> None:
    """Refuse a key that names none of a file's pages.

    Raises:
        Fault: names the keys.
    """
    known = {each.key for each in own}
    strange = sorted({key for key in keys if key is not None} - known)
    if strange:
        raise Fault(f"{where}: {', '.join(strange)} names no source of the file; correct the key")
