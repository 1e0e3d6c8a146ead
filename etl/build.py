"""From declarations and published figures to the store: drafted, checked, then made current."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path

import duckdb

from etl import filling, practices, publish, recommendations, registry, staging, strategies
from etl.faults import Fault
from etl.manifest import MANIFEST

SCHEMA = Path(__file__).with_name("schema.sql")
KEPT = 3
POINTER = "current"
DRAFT = ".draft-"


def default_dir() -> Path:
    """Return the folder of the stores: STORE_DIR, or data/store beside the code."""
    return Path(os.environ.get("STORE_DIR") or registry.DATA / "store")


def inputs() -> dict[str, Path]:
    """Return every file a store is made from, by its place in the repository."""
    found = {"etl/schema.sql": SCHEMA}
    found |= {f"etl/sources/{path.name}": path for path in registry.SOURCES.glob("*.toml")}
    for pattern in ("*.csv", "*.toml"):
        found |= {f"data/{path.name}": path for path in registry.DATA.glob(pattern)}
    for own in (practices.FOLDER, strategies.FOLDER, recommendations.FOLDER):
        found |= {f"data/{own.name}/{path.name}": path for path in own.glob("*.toml")}
    for folder in (publish.PUBLISHED, publish.PRIVATE):
        for path in (*folder.glob("*/*.csv"), folder / MANIFEST):
            if path.exists():
                found[f"data/{folder.name}/{path.relative_to(folder).as_posix()}"] = path
    return dict(sorted(found.items()))


def data_version() -> str:
    """Return the data version of the present inputs: the same on every machine.

    The first twelve hexadecimal digits of the SHA-256 over the name and content of every input.
    """
    digest = hashlib.sha256()
    for name, path in inputs().items():
        # Line ends differ where git converts them; the figures do not.
        body = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(b"%d %s %d " % (len(name), name.encode(), len(body)))
        digest.update(body)
    return digest.hexdigest()[:12]


def build(store_dir: Path | None = None) -> str:
    """Make the store of the present inputs current and return its data version.

    A store that is there already is only made current. Nothing half-made is ever seen: a draft
    is checked and synced beside the stores and then renamed.

    Raises:
        Fault: the inputs disagree with each other or a check fails; the old store stays.
    """
    folder = store_dir or default_dir()
    version = data_version()
    kept = [each for each in (publish.PUBLISHED, publish.PRIVATE) if each.exists()]
    if current(folder) == version and not any(staging.interrupted(each) for each in kept):
        return version
    folder.mkdir(parents=True, exist_ok=True)
    # No pull may change the figures between the hash that names a store and its reading of them.
    with contextlib.ExitStack() as holds:
        for each in kept:
            holds.enter_context(staging.held(each))
        holds.enter_context(staging.locked(folder / ".lock"))
        version = data_version()
        _clear(folder)
        target = folder / f"{version}.duckdb"
        if not target.exists():
            draft = folder / f"{DRAFT}{version}.duckdb"
            try:
                filling.make(draft, version, SCHEMA)
                staging.sync(draft)
                draft.replace(target)
            except duckdb.Error as error:
                said = str(error).splitlines()[0]
                raise Fault(
                    f"The store was not made, the old one stays: {said}; correct the declaration "
                    "or the published file that this names"
                ) from None
            finally:
                _clear(folder)
        _point(folder, version)
        _prune(folder, version)
    return version


def current(folder: Path) -> str | None:
    """Return the data version that is current in a folder of stores, None where there is none."""
    try:
        version = (folder / POINTER).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    return version if (folder / f"{version}.duckdb").exists() else None


def _clear(folder: Path) -> None:
    """Take away what a build that was interrupted left half made."""
    for left in folder.glob(f"{DRAFT}*"):
        left.unlink(missing_ok=True)


def _point(folder: Path, version: str) -> None:
    draft = folder / f"{DRAFT}{POINTER}"
    draft.write_text(f"{version}\n", "ascii")
    staging.sync(draft)
    draft.replace(folder / POINTER)
    with contextlib.suppress(OSError):  # a folder cannot be synced on every system
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _prune(folder: Path, version: str) -> None:
    """Keep the newest stores; a reader that still has an older one open keeps its file."""
    others = [path for path in folder.glob("*.duckdb") if path.stem != version]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        with contextlib.suppress(OSError):
            path.unlink()
