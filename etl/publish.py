"""From releases to data/published: merged, checked, guarded against loss, put in place whole.

A pull writes a source's new files into `.pending` and marks them ready in one step; putting
them in place can then be repeated until it is done. Whoever is killed in between leaves either
the old figures, or a step that the next pull or build completes (`settle`).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from etl import figures as published
from etl import places, registry
from etl.faults import Fault, short
from etl.figures import Absence, Figure, Release
from etl.registry import Source

PUBLISHED = registry.DATA / "published"
MANIFEST = "manifest.json"
PENDING, READY = ".pending", "READY"


@dataclass(frozen=True)
class Summary:
    """What a pull changed in a source's published figures."""

    editions: tuple[str, ...]
    rows: int
    arab_states: int
    added: int
    revised: int
    withdrawn: int


def manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of published figures: by source, files and editions."""
    path = folder / MANIFEST
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}


def put(source: Source, releases: list[Release], folder: Path, *, accept_shrink: bool) -> Summary:
    """Publish what was read of a source and return what changed; on a fault nothing changes.

    Raises:
        Fault: nothing was read, a key is repeated, a value is outside its unit's bounds, or
            something published would be lost and that was not accepted.
    """
    if not releases or not any(release.figures for release in releases):
        raise Fault(
            f"{source.source_id}: no figures were found; check the folder or the connection "
            "(etl/sources names the files and addresses that are known)"
        )
    for release in releases:
        _check(source, release)
    with _lock(folder):
        settle(folder, locked=True)
        old = {
            identity: published.read_figures(folder / source.source_id / f"{identity}.csv")
            for identity in source.indicators
        }
        new = {
            identity: _merged(source, identity, rows, releases) for identity, rows in old.items()
        }
        lost = _lost(old, new)
        if lost and not accept_shrink:
            raise Fault(
                f"{source.source_id}: {short(lost)} would be lost; nothing was changed; if the "
                "source did withdraw them, repeat with --accept-shrink"
            )
        before = published.read_absences(folder / source.source_id / published.ABSENCES)
        absences = _absences(source, new, before, releases)
        _stage(source, new, absences, releases, folder)
        settle(folder, locked=True)
    return _summary(old, new)


def _check(source: Source, release: Release) -> None:
    """Refuse a repeated key and a value outside its unit's bounds."""
    units = registry.load_units()
    seen: set[tuple[str, str, int]] = set()
    for row in release.figures:
        where = f"{row.indicator_id} {row.iso3} {row.year}"
        name = f"{source.source_id}, edition {release.edition}: {where}"
        if row.key in seen:
            raise Fault(f"{name} occurs twice; remove one of the rows or download the file again")
        seen.add(row.key)
        unit = units[source.indicators[row.indicator_id].unit]
        value = float(row.value)
        below = unit.lowest is not None and value < unit.lowest
        above = unit.highest is not None and value > unit.highest
        if (below or above) and not _excepted(source, row):
            raise Fault(
                f"{name}: {row.value} is outside {unit.lowest:g} to {unit.highest:g}; if it is "
                f"published so, name it under [[exception]] in etl/sources/{source.source_id}.toml"
            )


def _excepted(source: Source, row: Figure) -> bool:
    return any(
        each.check == "bounds"
        and each.indicator == row.indicator_id
        and row.year in each.years
        and row.iso3 in each.countries
        for each in source.exceptions
    )


def _merged(
    source: Source, identity: str, old: list[Figure], releases: list[Release]
) -> list[Figure]:
    """Return an indicator's figures after a pull.

    A release of a survey replaces its own edition and leaves the others; any other release
    replaces the series whole, for releases are never stitched. What the way of reading cannot
    carry stays as it was: the whole indicator, or the published rank of an unchanged value.
    """
    carrying = [release for release in releases if identity in release.carries]
    if not carrying:
        return old
    read = [row for release in carrying for row in release.figures if row.indicator_id == identity]
    if not source.survey:
        return read
    ranks = {(row.key, row.value): row.rank for row in old if row.rank}
    kept = [row for row in old if row.edition not in {release.edition for release in carrying}]
    return kept + [
        row
        if row.rank or (row.key, row.value) not in ranks
        else Figure(
            row.indicator_id,
            row.iso3,
            row.year,
            row.value,
            row.edition,
            ranks[row.key, row.value],
            row.obs_status,
            row.note,
        )
        for row in read
    ]


def _lost(old: dict[str, list[Figure]], new: dict[str, list[Figure]]) -> list[str]:
    """Return what a pull would take away: states, and years, of each indicator."""
    lost = []
    for identity, rows in old.items():
        for what, field in (("state", "iso3"), ("year", "year")):
            had = {getattr(row, field) for row in rows}
            has = {getattr(row, field) for row in new[identity]}
            lost += [f"{identity} {what} {each}" for each in sorted(had - has, key=str)]
        by_edition = {row.edition for row in rows} & {row.edition for row in new[identity]}
        for edition in sorted(by_edition):
            had = {row.iso3 for row in rows if row.edition == edition}
            has = {row.iso3 for row in new[identity] if row.edition == edition}
            gone = f"{identity} edition {edition} state"
            lost += [
                f"{gone} {each}"
                for each in sorted(had - has)
                if f"{identity} state {each}" not in lost
            ]
    return lost


def _absences(
    source: Source,
    new: dict[str, list[Figure]],
    before: list[Absence],
    releases: list[Release],
) -> list[Absence]:
    """Return a source's absences: those read, those kept, and Arab states without any value."""
    if source.survey:
        read = {(each, release.edition) for release in releases for each in release.carries}
        kept = [row for row in before if (row.indicator_id, row.edition) not in read]
        return kept + [row for release in releases for row in release.absences]
    found = []
    for identity, rows in new.items():
        if rows:
            present = {row.iso3 for row in rows}
            edition = max(row.edition for row in rows)
            found += [
                Absence(identity, iso3, None, edition, "not_published")
                for iso3 in places.arab_states()
                if iso3 not in present
            ]
        else:
            found += [
                Absence(identity, iso3, None, "", "not_yet_retrieved")
                for iso3 in places.arab_states()
            ]
    return found


def _stage(
    source: Source,
    new: dict[str, list[Figure]],
    absences: list[Absence],
    releases: list[Release],
    folder: Path,
) -> None:
    """Write a source's files and the manifest beside the published ones, then mark them ready."""
    pending = folder / PENDING
    shutil.rmtree(pending, ignore_errors=True)
    texts = {
        f"{identity}.csv": published.figures_csv(rows) for identity, rows in new.items() if rows
    }
    texts[published.ABSENCES] = published.absences_csv(absences)
    whole = manifest(folder)
    known = whole.get(source.source_id, {}).get("editions", {})
    whole[source.source_id] = {
        "files": {name: _sha256(text.encode()) for name, text in sorted(texts.items())},
        "editions": _editions(source, new, releases, known),
    }
    own = pending / source.source_id
    own.mkdir(parents=True)
    for name, text in texts.items():
        _write(own / name, text)
    text = json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    _write(pending / MANIFEST, text)
    _write(pending / READY, "")


def _editions(
    source: Source,
    new: dict[str, list[Figure]],
    releases: list[Release],
    known: dict[str, Any],
) -> dict[str, Any]:
    """Return the manifest's entries of the editions that figures still come from."""
    entries = {}
    arab = places.arab_states()
    for edition in sorted({row.edition for rows in new.values() for row in rows}):
        rows = [row for each in new.values() for row in each if row.edition == edition]
        read = [release for release in releases if release.edition == edition]
        entry = dict(known.get(edition, {}))
        if read:
            digests = sorted({release.sha256 for release in read})
            first = read[0]
            entry = {
                "address": first.address,
                "publisher": source.producer["en"],
                "passed_on_by": first.passed_on_by,
                "released_on": first.released_on.isoformat() if first.released_on else None,
                "retrieved_on": first.retrieved_on.isoformat() if first.retrieved_on else None,
                "sha256": digests[0] if len(digests) == 1 else _sha256("".join(digests).encode()),
            }
        entry["rows"] = len(rows)
        entry["arab_states"] = len({row.iso3 for row in rows} & arab.keys())
        entries[edition] = entry
    return entries


def settle(folder: Path, *, locked: bool = False) -> None:
    """Finish a pull that was interrupted: put in place what is ready, throw away what is not."""
    pending = folder / PENDING
    if not pending.exists() or not os.access(folder, os.W_OK):
        return
    if not locked:
        with _lock(folder):
            settle(folder, locked=True)
        return
    if (pending / READY).exists():
        for own in sorted(path for path in pending.iterdir() if path.is_dir()):
            target = folder / own.name
            target.mkdir(exist_ok=True)
            staged = {path.name for path in own.iterdir()}
            for path in sorted(own.iterdir()):
                _place(path, target / path.name)
            for path in target.glob("*.csv"):
                if path.name not in staged:
                    path.unlink()
        _place(pending / MANIFEST, folder / MANIFEST)
        # The mark goes first: without it what is left of the folder is only rubbish.
        (pending / READY).unlink()
    shutil.rmtree(pending, ignore_errors=True)


def _place(staged: Path, target: Path) -> None:
    """Copy a staged file into place in one step, so that the step can be repeated."""
    draft = target.with_name(f".{target.name}.new")
    shutil.copyfile(staged, draft)
    with draft.open("rb") as done:
        os.fsync(done.fileno())
    draft.replace(target)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _lock(folder: Path) -> FileLock:
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(OSError):
        (folder / ".lock").touch()
    return FileLock(folder / ".lock", timeout=300)


def _summary(old: dict[str, list[Figure]], new: dict[str, list[Figure]]) -> Summary:
    had = {row.key: row.value for rows in old.values() for row in rows}
    has = {row.key: row.value for rows in new.values() for row in rows}
    return Summary(
        tuple(sorted({row.edition for rows in new.values() for row in rows})),
        len(has),
        len({iso3 for _, iso3, _ in has} & places.arab_states().keys()),
        len(has.keys() - had.keys()),
        sum(had[key] != has[key] for key in had.keys() & has.keys()),
        len(had.keys() - has.keys()),
    )


def verify(folder: Path, wanted: Iterable[str]) -> dict[str, Any]:
    """Return the manifest after holding every published file against it.

    Raises:
        Fault: a file is missing, is not in the manifest, or is not the file that was published.
    """
    whole = manifest(folder)
    for source_id in wanted:
        files = whole.get(source_id, {}).get("files", {})
        own = folder / source_id
        present = {path.name for path in own.glob("*.csv")} if own.exists() else set()
        for name in sorted(present | files.keys()):
            if name not in files:
                raise Fault(
                    f"data/published/{source_id}/{name} is not in the manifest; figures enter by "
                    "“python -m etl pull”, so remove the file or pull it"
                )
            if name not in present or _sha256((own / name).read_bytes()) != files[name]:
                raise Fault(
                    f"data/published/{source_id}/{name} is not the file that the manifest names "
                    "(SHA-256 differs); restore it with git or pull the source again"
                )
    return whole
