"""From releases to data/published: merged, checked, guarded against loss, put in place whole."""

from __future__ import annotations

import datetime
import statistics
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from etl import changes, manifest, places, registry, staging
from etl import figures as published
from etl.declarations import Source
from etl.faults import Fault, shaped, short
from etl.figures import Absence, Figure, Release, order_of

PUBLISHED = registry.DATA / "published"
PRIVATE = registry.DATA / "private"
"""Figures that may be shown but not passed on: outside git, read by the build as well."""

COMMON = 12
"""How many values must be known on both sides before their sizes are compared."""

SAME_KEY, SAME_STATE = 2.0, 5.0
"""Factors by which the middle value may move between two pulls: of the same country and year, and
of the same country's newest year. More is a change of scale, not of the world."""


def folder_of(source: Source) -> Path:
    """Return where a source's figures are published: beside the code, or in the private folder."""
    return PRIVATE if source.sharing == "display_only" else PUBLISHED


def misplaced() -> list[str]:
    """Return the sources whose figures lie where their terms do not allow them."""
    known = registry.sources()
    return [
        f"{folder.name}/{path.name}"
        for folder in (PUBLISHED, PRIVATE)
        for path in (sorted(folder.iterdir()) if folder.exists() else [])
        if path.name in known and path.is_dir() and any(path.glob("*.csv"))
        if folder_of(known[path.name]) != folder
    ]


def editions_of(source: Source) -> dict[str, str]:
    """Return the edition of each live indicator's newest figure; empty while any has none yet."""
    newest: dict[str, str] = {}
    whole = manifest.load(folder_of(source))
    with shaped(f"{folder_of(source).name}/{manifest.MANIFEST}, {source.source_id}"):
        for edition, entry in whole.get(source.source_id, {}).get("editions", {}).items():
            for indicator in (each for way in entry["read"] for each in way["indicators"]):
                newest[indicator] = max(edition, newest.get(indicator, ""), key=order_of)
    live = [each for each in source.indicators if each in source.live_series()]
    return {each: newest[each] for each in live} if newest.keys() >= set(live) else {}


@dataclass(frozen=True)
class Summary:
    """What a pull changed in a source's published figures."""

    editions: tuple[str, ...]
    rows: int
    arab_states: int
    added: int
    revised: int
    withdrawn: int
    new_editions: tuple[str, ...]


def put(
    source: Source, releases: list[Release], *, accept_shrink: bool, fresh: bool = True
) -> Summary:
    """Publish what was read of a source and return what changed; on a fault nothing changes.

    `fresh` is False where every answer was the one kept from an earlier pull: then, if the
    figures are the same too, nothing is written at all.

    Raises:
        Fault: nothing was read, a key is repeated, a value is outside its unit's bounds, the
            scale has changed, or something published would be lost and that was not accepted.
    """
    folder = folder_of(source)
    if not releases or not any(release.figures for release in releases):
        raise Fault(
            f"{source.source_id}: no figures were found; check the folder or the connection "
            "(etl/sources names the files and addresses that are known)"
        )
    for release in releases:
        _check(source, release)
    with staging.held(folder):
        # What is kept of the old figures must be what was published, not what someone edited.
        whole = manifest.verify(folder, [source.source_id])
        own = folder / source.source_id
        old = {each: published.read_figures(own / f"{each}.csv") for each in source.series()}
        new = {
            identity: _merged(source, identity, rows, releases) for identity, rows in old.items()
        }
        shown = {each: new[each] for each in source.indicators}
        _same_scale(source, old, shown)
        lost = _lost(source, {each: old[each] for each in shown}, shown)
        if lost and not accept_shrink:
            raise Fault(
                f"{source.source_id}: {short(lost)} would be lost; nothing was changed; if the "
                "source did withdraw them, repeat with --accept-shrink"
            )
        before = published.read_absences(own / published.ABSENCES)
        texts = {f"{each}.csv": published.figures_csv(rows) for each, rows in new.items() if rows}
        texts[published.ABSENCES] = published.absences_csv(
            _absences(source, shown, before, releases)
        )
        known = whole.get(source.source_id, {})
        files = {name: manifest.digest(text.encode()) for name, text in texts.items()}
        if fresh or files != known.get("files"):
            checks = {each: new[each] for each in source.checks if new[each]}
            whole[source.source_id] = {
                "files": files,
                "editions": manifest.editions(source, shown, releases, known.get("editions", {})),
                "checks": manifest.editions(source, checks, releases, known.get("checks", {})),
            }
            today = datetime.datetime.now(datetime.UTC).date()
            staging.put(
                source.source_id,
                texts,
                {
                    manifest.MANIFEST: manifest.text(whole),
                    changes.CHANGES: changes.text(folder, source.source_id, old, shown, today),
                },
                folder,
            )
    return _summary({each: old[each] for each in source.indicators}, shown)


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
        if row.indicator_id in source.checks:
            continue
        unit = units[source.indicators[row.indicator_id].unit]
        value = float(row.value)
        lowest = float("-inf") if unit.lowest is None else unit.lowest
        highest = float("inf") if unit.highest is None else unit.highest
        if not lowest <= value <= highest and not _excepted(source, row):
            raise Fault(
                f"{name}: {row.value} is outside {lowest:g} to {highest:g}; if it is published so, "
                f" name it under [[exception]] in etl/sources/{source.source_id}.toml"
            )


def _same_scale(
    source: Source, old: Mapping[str, list[Figure]], new: Mapping[str, list[Figure]]
) -> None:
    """Refuse values that are, in the middle, a multiple of what they were."""
    for identity, rows in new.items():
        by_key = {row.key: float(row.value) for row in old[identity]}
        newest = {row.iso3: row.value for row in sorted(old[identity], key=lambda row: row.year)}
        latest = {row.iso3: row.value for row in sorted(rows, key=lambda row: row.year)}
        pairs = [(by_key[row.key], float(row.value)) for row in rows if row.key in by_key]
        states = [(float(newest[each]), float(latest[each])) for each in newest.keys() & latest]
        for found, most in ((pairs, SAME_KEY), (states, SAME_STATE)):
            ratios = [abs(after / before) for before, after in found if before and after]
            if len(ratios) < COMMON:
                continue
            middle = statistics.median(ratios)
            if not 1 / most <= middle <= most:
                raise Fault(
                    f"{source.source_id}: {identity} is {middle:.3g} times what it was, as if its "
                    "scale had changed; nothing was changed; if the source did change the scale, "
                    f"declare an indicator of its own in etl/sources/{source.source_id}.toml"
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
        else replace(row, rank=ranks[row.key, row.value])
        for row in read
    ]


def _lost(source: Source, old: dict[str, list[Figure]], new: dict[str, list[Figure]]) -> list[str]:
    """Return what a pull would take away: states, years, or a newer release, of each indicator."""
    lost = []
    for identity, rows in old.items():
        if rows and new[identity] and not source.survey:
            newest = max((row.edition for row in rows), key=order_of)
            comes = max((row.edition for row in new[identity]), key=order_of)
            if order_of(comes) < order_of(newest):
                lost.append(f"{identity} release {newest} ({comes} is older)")
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
            edition = max((row.edition for row in rows), key=order_of)
            found += [
                Absence(identity, iso3, None, edition, source.why_absent(identity, iso3, None))
                for iso3 in places.arab_states()
                if iso3 not in present
            ]
        else:
            found += [
                Absence(identity, iso3, None, "", "not_yet_retrieved")
                for iso3 in places.arab_states()
            ]
    return found


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
        tuple(
            sorted(
                {row.edition for rows in new.values() for row in rows}
                - {row.edition for rows in old.values() for row in rows}
            )
        ),
    )
