"""Files that never change while the server runs: packed once, kept by the browser.

Streamlit serves its own scripts unpacked (7.7 MB for a page with a chart). They are packed here
in a thread at start, those of the first page first; until a file's turn has come it goes out as
it is. Nothing is ever packed while a visitor waits.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
import threading
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import brotli
import streamlit
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

STREAMLIT = Path(streamlit.__file__).parent / "static"
OWN = Path(__file__).parents[1] / "static"
STYLE = Path(__file__).parents[1] / "style"
SHEETS = (
    "theme.css",
    "app.css",
    "cards.css",
    "advice.css",
    "availability.css",
    "strategy.css",
    "data.css",
    "stage.css",
    "embed.css",
    "rtl.css",
    "print.css",
    "first.css",
)

PACKED_TYPES = (".js", ".css", ".html", ".json", ".svg", ".txt")
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WEEK = "public, max-age=604800"


@dataclass
class File:
    """A file's bytes as they are and, once packed, in each encoding."""

    body: bytes
    media_type: str
    cache: str
    etag: str
    packed: dict[str, bytes] = field(default_factory=dict)


def _file(body: bytes, name: str, cache: str) -> File:
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name.endswith(".js"):
        media_type = "text/javascript"
    if name.endswith(".woff2"):
        media_type = "font/woff2"
    digest = hashlib.sha256(body).hexdigest()[:20]
    return File(body, media_type, cache, f'"{digest}"')


@lru_cache
def stylesheet() -> str:
    """Return our own style, as it stands in the head of every page."""
    return "\n".join((STYLE / name).read_text("utf-8") for name in SHEETS)


@lru_cache
def alone() -> str:
    """Return the style of a first page that stands without the frame of the site."""
    return (STYLE / "alone.css").read_text("utf-8")


@lru_cache
def files() -> dict[str, File]:
    """Return every static file by its path in an address."""
    found = {}
    for path in sorted((STREAMLIT / "static").rglob("*")):
        if path.is_file():
            name = "/" + path.relative_to(STREAMLIT).as_posix()
            found[name] = _file(path.read_bytes(), path.name, FOR_EVER)
    for path in sorted(OWN.rglob("*")):
        if path.is_file():
            name = "/app/static/" + path.relative_to(OWN).as_posix()
            found[name] = _file(path.read_bytes(), path.name, FOR_A_WEEK)
    return found


def pack(found: dict[str, File]) -> None:
    """Pack every file that gains by it, the ones the first page asks for first."""
    index = (STREAMLIT / "index.html").read_text("utf-8")
    wanted = ("PlotlyChart", "Html.", "Selectbox", "Multiselect")

    def turn(item: tuple[str, File]) -> tuple[bool, int]:
        name = item[0].rsplit("/", 1)[-1]
        first = name in index or name.endswith(".css") or name.startswith(wanted)
        return not first, len(item[1].body)

    for name, each in sorted(found.items(), key=turn):
        if name.endswith(PACKED_TYPES) and len(each.body) > 1000:
            each.packed["gzip"] = gzip.compress(each.body, 6, mtime=0)
            each.packed["br"] = brotli.compress(each.body, quality=5)


def answer(each: File, headers: Headers, method: str) -> Response:
    """Return a file in the best encoding that the browser takes and that is ready."""
    common = {"ETag": each.etag, "Cache-Control": each.cache, "Vary": "Accept-Encoding"}
    if headers.get("if-none-match") == each.etag:
        return Response(status_code=304, headers=common)
    accepted = headers.get("accept-encoding", "")
    body = each.body
    for encoding in ("br", "gzip"):
        if encoding in accepted and encoding in each.packed:
            body = each.packed[encoding]
            common["Content-Encoding"] = encoding
            break
    common["Content-Length"] = str(len(body))
    return Response(body if method == "GET" else b"", headers=common, media_type=each.media_type)


class Static:
    """Answer static files from memory; all else goes on.

    A static file that is not there is said to be so: Streamlit would answer with its page, which
    a browser that still has last version's page would take for the script it asked for.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app` and begin to pack."""
        self.app = app
        # Read before the thread starts: two who read at once would each hold files of their own,
        # and those that are packed would not be those that are sent.
        threading.Thread(target=pack, args=(files(),), name="pack", daemon=True).start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a static file, or pass the request on."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            each = files().get(scope["path"])
            if each or scope["path"].startswith(("/static/", "/app/static/")):
                response = (
                    answer(each, Headers(scope=scope), scope["method"])
                    if each
                    else PlainTextResponse("There is no such file.\n", 404)
                )
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)
