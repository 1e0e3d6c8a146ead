"""python -m etl pull: every source on its own, hosts side by side, and what became of each."""

from __future__ import annotations

import argparse
import datetime
import importlib
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tqdm import tqdm

from etl import build, publish, refresh, registry, staging
from etl import folder as files_below
from etl.declarations import Source
from etl.faults import Fault, plain
from etl.figures import Release
from etl.http import BACKOFF, LONGEST, TIMEOUT, Client
from etl.publish import Summary
from etl.refresh import Attempt

HEAD = ("source", "editions", "rows", "of 22", "added", "revised", "withdrawn", "outcome")

OUTCOMES = {
    "changed": refresh.CHANGED,
    "new edition, same values": refresh.NEW_EDITION,
    "unchanged": refresh.UNCHANGED,
}
"""What the summary says of a source that was read, and the word for it on record."""


@dataclass(frozen=True)
class Read:
    """What came of a source: its releases, None where nothing has changed, and remarks."""

    releases: list[Release] | None
    remarks: tuple[str, ...] = ()
    fresh: bool = True


def run(asked: argparse.Namespace) -> int:
    """Pull the sources asked for; exit code 1 if one failed, 2 for wrong use.

    One that fails leaves its figures as they were, and the others go on.
    """
    known = registry.sources()
    bases = dict(each.partition("=")[::2] for each in asked.base_url)
    unknown = sorted({*asked.source, *bases} - known.keys())
    if unknown:
        names = ", ".join(known)
        print(f"Unknown source {', '.join(unknown)}; known are {names}.", file=sys.stderr)
        return 2
    if asked.folder is not None and not asked.folder.is_dir():
        print(f"{asked.folder} is not a folder; give the folder of the files.", file=sys.stderr)
        return 2
    wanted = [known[each] for each in asked.source or known]
    attempts: list[Attempt] = []
    with staging.alone(publish.PUBLISHED):
        started = datetime.datetime.now(datetime.UTC)
        if asked.folder is not None:
            waiting = _from_files(wanted, asked.folder, everything=not asked.source)
        else:
            waiting = _from_network(wanted, bases, everything=not asked.source)
        rows = []
        try:
            for source in wanted:
                try:
                    read = waiting[source.source_id].result()
                    rows.append(_publish(source, read, accept_shrink=asked.accept_shrink))
                    # Who was passed over keeps what is on record of it.
                    passed = read.releases is None and (asked.folder or not source.live)
                    if not passed:
                        attempts.append(Attempt(source, OUTCOMES[rows[-1][-1]]))
                except Fault as fault:
                    print(f"{fault}.", file=sys.stderr)
                    rows.append(_row(source, "failed, unchanged"))
                    attempts.append(Attempt(source, refresh.FAILED, str(fault)))
        finally:
            _record(started, attempts)
    print(_table(rows))
    return 1 if any(each.outcome == refresh.FAILED for each in attempts) else 0


def _record(started: datetime.datetime, attempts: list[Attempt]) -> None:
    """Put on record what became of the sources; a record is never a reason for a pull to fail."""
    try:
        refresh.write(build.default_dir(), started, datetime.datetime.now(datetime.UTC), attempts)
    except (Fault, OSError) as error:
        print(plain(f"note: the refresh could not be put on record: {error}."), file=sys.stderr)


def _module(source: Source) -> ModuleType:
    return importlib.import_module(f"etl.sources.{source.source_id}")


def _from_files(wanted: list[Source], folder: Path, *, everything: bool) -> dict[str, Future[Read]]:
    """Read every source from one folder; one that is not in it is passed over unless named."""
    files = files_below.scan(folder)

    def read(source: Source) -> Read:
        releases = _module(source).read(files, source)
        if not releases and everything:
            return Read(None, (f"{source.source_id}: no file of it in the folder",))
        return Read(releases)

    return {source.source_id: _done(read, source) for source in wanted}


def _done(read: Callable[[Source], Read], source: Source) -> Future[Read]:
    found: Future[Read] = Future()
    try:
        found.set_result(read(source))
    except Fault as fault:
        found.set_exception(fault)
    return found


def _from_network(
    wanted: list[Source], bases: dict[str, str], *, everything: bool
) -> dict[str, Future[Read]]:
    """Fetch all live sources at once; requests to the same host take turns (etl.http)."""
    quiet = bool(os.environ.get("CI")) or not sys.stderr.isatty()
    waiting: dict[str, Future[Read]] = {}
    for place, source in enumerate(wanted):
        future: Future[Read] = Future()
        waiting[source.source_id] = future
        if not source.live:
            how = (
                f"{source.source_id} has no live address: take its figures from the publication, "
                f"one file an indicator with the columns iso3,year,value, named "
                f"{source.source_id}/<indicator>.csv, and run “python -m etl pull "
                f"{source.source_id} --from FOLDER”"
            )
            if everything:
                future.set_result(Read(None, (how,)))
            else:
                future.set_exception(Fault(how))
            continue
        bar = tqdm(desc=source.source_id, unit=" answers", disable=quiet, position=place)
        # Daemons: Ctrl-C ends the pull at once, whatever a server is doing.
        threading.Thread(
            target=_fetch,
            args=(source, bases.get(source.source_id), bar, quiet, future),
            daemon=True,
        ).start()
    return waiting


def _fetch(
    source: Source, base: str | None, bar: tqdm[None], quiet: bool, found: Future[Read]
) -> None:
    def step(address: str) -> None:
        bar.update()
        if quiet:
            print(f"GET {address}", file=sys.stderr)

    client = Client(
        base,
        timeout=float(os.environ.get("ETL_TIMEOUT", TIMEOUT)),
        backoff=float(os.environ.get("ETL_BACKOFF", BACKOFF)),
        longest=float(os.environ.get("ETL_LONGEST", LONGEST)),
        progress=step,
    )
    try:
        releases = _module(source).fetch(client, source, publish.editions_of(source))
        remarks = tuple(f"{source.source_id}: {each}" for each in client.remarks)
        found.set_result(Read(releases, remarks, fresh=client.fresh > 0))
    except BaseException as error:  # noqa: BLE001 - it is raised again where the result is read
        found.set_exception(error)
    finally:
        bar.close()


def _publish(source: Source, read: Read, *, accept_shrink: bool) -> tuple[str, ...]:
    """Publish what was read, print the remarks and return the source's row of the summary."""
    if read.releases is None:
        for remark in read.remarks:
            print(plain(f"{remark}."))
        return _row(source, "unchanged" if source.live else "by file only")
    summary = publish.put(source, read.releases, accept_shrink=accept_shrink, fresh=read.fresh)
    own = [f"{source.source_id}: {each}" for release in read.releases for each in release.remarks]
    for remark in [*read.remarks, *own]:
        print(plain(f"note: {remark}."))
    moved = summary.added or summary.revised or summary.withdrawn
    same = "new edition, same values" if summary.new_editions else "unchanged"
    return _row(source, "changed" if moved else same, summary)


def _row(source: Source, outcome: str, summary: Summary | None = None) -> tuple[str, ...]:
    if summary is None:
        return (source.source_id, "", "", "", "", "", "", outcome)
    first, last = summary.editions[0], summary.editions[-1]
    return (
        source.source_id,
        first if first == last else f"{first} to {last}",
        str(summary.rows),
        str(summary.arab_states),
        str(summary.added),
        str(summary.revised),
        str(summary.withdrawn),
        outcome,
    )


def _table(rows: list[tuple[str, ...]]) -> str:
    """Return the summary as a table in plain text, figures to the right."""
    widths = [max(len(row[place]) for row in [HEAD, *rows]) for place in range(len(HEAD))]
    right = range(2, 7)
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in right else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [HEAD, *rows]
    )
