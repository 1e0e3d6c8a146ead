"""Putting a pull in place: all of it or nothing, whenever the process ends.

A pull writes a source's new files into `.pending` and marks them ready in one step; putting
them in place can then be repeated until it is done. Whoever is killed in between leaves either
the old figures, or a step that the next pull or build completes (`settle`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from etl.faults import Fault

PENDING, READY = ".pending", "READY"
PATIENCE = 600


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a lock between processes.

    Raises:
        Fault: another process has held it for ten minutes.
    """
    try:
        with FileLock(path, timeout=PATIENCE):
            yield
    except Timeout:
        raise Fault(
            f"Another pull or build has held {path} for {PATIENCE // 60} minutes; wait for it or "
            "end it, then repeat"
        ) from None


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Be the only pull of a folder, from the first request to the last figure.

    Raises:
        Fault: another pull is running; the two must not interleave.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder / ".pull.lock", timeout=0):
            yield
    except Timeout:
        raise Fault(
            f"Another pull is running in {folder}; nothing was done; wait for it to end, then "
            "repeat"
        ) from None


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the published figures still, an interrupted pull finished first.

    In a place that cannot be written nobody pulls, so there is nothing to hold.
    """
    if folder.exists() and not os.access(folder, os.W_OK):
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / ".lock"):
        _settle(folder)
        yield


def interrupted(folder: Path) -> bool:
    """Return whether a pull has left something to finish or to throw away."""
    return (folder / PENDING).exists()


def put(source_id: str, texts: Mapping[str, str], beside: Mapping[str, str], folder: Path) -> None:
    """Replace a source's files and those `beside` all sources; the caller holds the folder."""
    pending = folder / PENDING
    shutil.rmtree(pending, ignore_errors=True)
    own = pending / source_id
    own.mkdir(parents=True)
    for name, text in texts.items():
        _write(own / name, text)
    for name, text in beside.items():
        _write(pending / name, text)
    _write(pending / READY, "")
    _settle(folder)


def _settle(folder: Path) -> None:
    """Put in place what is ready, throw away what is not."""
    pending = folder / PENDING
    if not pending.exists():
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
        for path in sorted(path for path in pending.iterdir() if path.is_file()):
            if path.name != READY:
                _place(path, folder / path.name)
        # The mark goes first: without it what is left of the folder is only rubbish.
        (pending / READY).unlink()
    shutil.rmtree(pending, ignore_errors=True)


def _place(staged: Path, target: Path) -> None:
    """Copy a staged file into place in one step, so that the step can be repeated."""
    draft = target.with_name(f".{target.name}.new")
    shutil.copyfile(staged, draft)
    sync(draft)
    draft.replace(target)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def sync(path: Path) -> None:
    """Wait until a file is on the disk."""
    # Windows syncs only what is open for writing.
    with path.open("r+b") as file:
        os.fsync(file.fileno())
