"""Answers over HTTP: what was not changed, what is packed, what is sent piece by piece."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import AsyncIterator, Mapping
from typing import Any, BinaryIO

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

PIECE = 512 << 10
SMALLEST = 1000
"""Shorter answers are not packed."""

PACKED = "-gzip"
"""What the tag of a packed answer ends with: it is another sequence of bytes."""

READERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, X-Data-Version, X-Left-Out, Content-Disposition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
"""Pages of any site may read open data; nothing depends on who asks."""


def takes_gzip(accepted: str) -> bool:
    """Return whether an Accept-Encoding header takes gzip."""
    for each in accepted.lower().split(","):
        name, _, weight = each.strip().partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def unchanged(tag: str, named: str | None) -> str | None:
    """Return the tag by which a request already knows an answer, or None."""
    if named is None:
        return None
    known = [each.strip().removeprefix("W/").strip('"') for each in named.split(",")]
    for each in (tag, f"{tag}{PACKED}"):
        if each in known or known == ["*"]:
            return each
    return None


def compact(body: Any) -> bytes:
    """Return JSON in UTF-8, as short as it can be written."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def whole(
    body: bytes, tag: str, headers: Mapping[str, str], method: str, packed: bytes | None
) -> Response:
    """Return an answer that is in memory, in its gzip where there is one."""
    own = {**headers, "ETag": f'"{tag}"'}
    if packed is not None:
        body, own["ETag"], own["Content-Encoding"] = packed, f'"{tag}{PACKED}"', "gzip"
    own["Content-Length"] = str(len(body))
    return Response(body if method == "GET" else b"", headers=own)


def zipped(body: bytes) -> bytes | None:
    """Return the gzip of a body, None where it is too short to gain by it."""
    return gzip.compress(body, 6, mtime=0) if len(body) >= SMALLEST else None


def start(found: BinaryIO) -> tuple[int, bytes]:
    """Return the length of a file and its first piece; a short file is closed with that."""
    size, first = os.fstat(found.fileno()).st_size, found.read(PIECE)
    if len(first) >= size:
        found.close()
    return size, first


def pieces(found: BinaryIO, size: int, first: bytes, headers: Mapping[str, str]) -> Response:
    """Return a file as an answer; more than one piece is read while it is sent."""
    own = {**headers, "Content-Length": str(size)}
    if found.closed:
        return Response(first, headers=own)

    async def send() -> AsyncIterator[bytes]:
        try:
            yield first
            while piece := await run_in_threadpool(found.read, PIECE):
                yield piece
        finally:
            found.close()

    return StreamingResponse(send(), headers=own)
