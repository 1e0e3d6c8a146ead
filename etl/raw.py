"""Answers kept from the last pull, outside git, so that an unchanged address costs one 304."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from etl import registry
from etl.staging import sync

RAW = registry.DATA / "raw"


@dataclass(frozen=True)
class Kept:
    """The body of an earlier answer and what the server said to tell it by."""

    body: bytes
    etag: str
    last_modified: str
    content_type: str

    def headers(self) -> dict[str, str]:
        """Return the headers by which a server can say that nothing has changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def _paths(address: str) -> tuple[Path, Path]:
    name = hashlib.sha256(address.encode()).hexdigest()[:32]
    return RAW / f"{name}.json", RAW / f"{name}.body"


def kept(address: str) -> Kept | None:
    """Return the kept answer of an address; None where there is none, or it is damaged."""
    described, stored = _paths(address)
    try:
        known = json.loads(described.read_text("utf-8"))
        body = stored.read_bytes()
        if hashlib.sha256(body).hexdigest() != known["sha256"] or known["address"] != address:
            return None
        return Kept(body, known["etag"], known["last_modified"], known["content_type"])
    except (OSError, ValueError, LookupError, TypeError):
        return None


def keep(address: str, answer: Kept) -> None:
    """Keep an answer that can be told by its headers; one that cannot is not kept.

    A folder that cannot be written costs only a longer pull next time.
    """
    if not answer.headers():
        return
    described, stored = _paths(address)
    text = {
        "address": address,
        "sha256": hashlib.sha256(answer.body).hexdigest(),
        "etag": answer.etag,
        "last_modified": answer.last_modified,
        "content_type": answer.content_type,
    }
    try:
        RAW.mkdir(parents=True, exist_ok=True)
        for path, body in ((stored, answer.body), (described, json.dumps(text).encode())):
            draft = path.with_suffix(f"{path.suffix}.new")
            draft.write_bytes(body)
            sync(draft)
            draft.replace(path)
    except OSError:
        described.unlink(missing_ok=True)
