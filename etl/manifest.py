"""The manifest: for each published file its SHA-256, for each edition where it came from."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from etl import places
from etl.declarations import Source
from etl.faults import Fault, shaped
from etl.figures import Figure, Release

MANIFEST = "manifest.json"
Entry = dict[str, Any]


def load(folder: Path) -> dict[str, Any]:
    """Return the manifest of published figures: by source, files and editions.

    Raises:
        Fault: the file is there and is not a manifest.
    """
    path = folder / MANIFEST
    if not path.exists():
        return {}
    try:
        with shaped(path.name):
            return dict(json.loads(path.read_text("utf-8")))
    except Fault:
        raise Fault(f"data/{folder.name}/{MANIFEST} is damaged; {_remedy(folder)}") from None


def text(whole: Mapping[str, Any]) -> str:
    """Return a manifest as the text of its file."""
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def digest(body: bytes) -> str:
    """Return the SHA-256 of a published file; git may convert its line ends, nothing else."""
    return hashlib.sha256(body.replace(b"\r\n", b"\n")).hexdigest()


def editions(
    source: Source,
    figures: Mapping[str, list[Figure]],
    releases: Iterable[Release],
    known: Mapping[str, Entry],
) -> dict[str, Entry]:
    """Return an entry for each edition that figures come from.

    An edition may have been read in several ways, each for some of its indicators (the UN's file
    has what Data360 leaves out): `read` says for each way what came from where, and when.
    """
    found = {}
    arab = places.arab_states()
    for edition in sorted({row.edition for rows in figures.values() for row in rows}):
        rows = [row for each in figures.values() for row in each if row.edition == edition]
        left = {row.indicator_id for row in rows}
        read = []
        new = [_reading(release) for release in releases if release.edition == edition]
        for reading in [*new, *known.get(edition, {}).get("read", [])]:
            own = sorted(left.intersection(reading["indicators"]))
            left.difference_update(own)
            if own:
                read.append({**reading, "indicators": own})
        found[edition] = {
            "publisher": source.producer["en"],
            "read": sorted(read, key=lambda reading: str(reading["indicators"])),
            "rows": len(rows),
            "arab_states": len({row.iso3 for row in rows} & arab.keys()),
        }
    return found


def _reading(release: Release) -> dict[str, Any]:
    return {
        "indicators": sorted(release.carries),
        "address": release.address,
        "passed_on_by": release.passed_on_by,
        "released_on": _iso(release.released_on),
        "retrieved_on": _iso(release.retrieved_on),
        "sha256": release.sha256,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def summary(entry: Entry) -> Entry:
    """Return an edition's provenance in one row, cautious where it was read in several ways.

    The address is that of the way which gave most, the day of retrieval the earliest.
    """
    read = entry["read"]
    most = max(read, key=lambda reading: len(reading["indicators"]))
    digests = sorted({reading["sha256"] for reading in read})
    by = sorted({reading["passed_on_by"] for reading in read if reading["passed_on_by"]})
    return {
        "released_on": min(_days(read, "released_on"), default=None),
        "retrieved_on": min(_days(read, "retrieved_on"), default=None),
        "address": most["address"],
        "passed_on_by": ", ".join(by) or None,
        "sha256": digests[0] if len(digests) == 1 else digest("".join(digests).encode()),
    }


def _days(read: list[Entry], name: str) -> list[str]:
    return [reading[name] for reading in read if reading[name]]


def _remedy(folder: Path) -> str:
    """Return how a folder of figures is made whole: only the published ones are in git."""
    again = f"remove the folder data/{folder.name} and pull its sources again"
    if folder.name == "private":
        return again
    return f"restore it with “git restore data/{folder.name}”, or {again}"


def verify(folder: Path, wanted: Iterable[str]) -> dict[str, Any]:
    """Return the manifest after holding every published file against it.

    Raises:
        Fault: a file is missing, is not in the manifest, or is not the file that was published.
    """
    whole = load(folder)
    for source_id in wanted:
        with shaped(f"data/{folder.name}/{MANIFEST}, {source_id}"):
            files = dict(whole.get(source_id, {}).get("files", {}))
        own, place = folder / source_id, f"data/{folder.name}/{source_id}"
        present = {path.name for path in own.glob("*.csv")} if own.exists() else set()
        for name in sorted(present | files.keys()):
            if name not in files:
                raise Fault(
                    f"{place}/{name} is not in the manifest; figures enter by "
                    "“python -m etl pull”, so remove the file and pull"
                )
            if name not in present or digest((own / name).read_bytes()) != files[name]:
                raise Fault(
                    f"{place}/{name} is not the file that the manifest names "
                    f"(SHA-256 differs); {_remedy(folder)}"
                )
    return whole
