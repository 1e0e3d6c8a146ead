"""The record of refreshes, kept beside the stores: what became of each source when it was asked."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from etl import manifest, publish, staging
from etl.declarations import Source
from etl.faults import Fault, shaped
from etl.figures import order_of

NAME = "refresh.json"

CHANGED, NEW_EDITION, UNCHANGED, FAILED = "changed", "new_edition", "unchanged", "failed"

_ADDRESS = re.compile(r"https?://[^\s“”\"'<>]+")
_PATH = re.compile(r"(?<![\w:/.])(?:[A-Za-z]:[\\/]|~?[\\/])(?:[^\s“”\"'<>:;,\\/]+[\\/])+")


@dataclass(frozen=True)
class Attempt:
    """What became of one source: its outcome, and for a failed one the reason."""

    source: Source
    outcome: str
    reason: str = ""


def write(
    folder: Path,
    started: datetime.datetime,
    ended: datetime.datetime,
    attempts: Iterable[Attempt],
) -> None:
    """Put a refresh on record, in one step; sources that it did not ask keep their entries."""
    span = {"started": _iso(started), "ended": _iso(ended)}
    own = {each.source.source_id: {**span, **_entry(each)} for each in attempts}
    if not own:
        return
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with staging.locked(folder / ".lock"):
        whole = {**span, "sources": {**_before(path), **own}}
        draft = path.with_name(f".{NAME}.new")
        draft.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", "utf-8")
        staging.sync(draft)
        draft.replace(path)


def _iso(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _before(path: Path) -> dict[str, Any]:
    """Return the entries on record; none where the file is absent or damaged."""
    try:
        return dict(json.loads(path.read_text("utf-8"))["sources"])
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}


def _entry(attempt: Attempt) -> dict[str, Any]:
    """Return outcome and reason, with the newest edition and the rows that are now published."""
    editions: dict[str, Any] = {}
    rows = None
    try:
        whole = manifest.load(publish.folder_of(attempt.source))
        with shaped(manifest.MANIFEST):
            editions = dict(whole.get(attempt.source.source_id, {}).get("editions", {}))
            rows = sum(int(entry["rows"]) for entry in editions.values())
    except Fault:  # a damaged manifest is the reason of the failure, and said there
        editions = {}
    return {
        "outcome": attempt.outcome,
        "edition": max(editions, key=order_of, default=None),
        "rows": rows,
        "reason": harmless(attempt.reason) or None,
    }


def harmless(reason: str) -> str:
    """Return a reason that anyone may read.

    Of an address it keeps the host and the page, without user, password and parameters; of a path
    on this machine the last part.
    """
    found: list[str] = []

    def kept(match: re.Match[str]) -> str:
        found.append(_public(match[0]))
        return f"\0{len(found) - 1}\0"

    plain = _PATH.sub("", _ADDRESS.sub(kept, reason))
    return re.sub("\0(\\d+)\0", lambda match: found[int(match[1])], plain).strip()


def _public(address: str) -> str:
    whole = address.rstrip(".,;:)")
    try:
        parts = urlsplit(whole)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return f"(…){address[len(whole) :]}"
    host = f"{parts.hostname or ''}{port}"
    return f"{parts.scheme}://{host}{parts.path}{address[len(whole) :]}"
