"""Requests below /api/: checked, answered from what is kept, made where it is not."""

from __future__ import annotations

import asyncio
import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version as release
from pathlib import Path
from typing import BinaryIO

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import choices, i18n, queries, store, stories
from app.api import answers, asking, catalogues, kept, making, sheets
from app.api.asking import Asked
from app.api.making import Wanted
from app.api.places import PLACES, ROOT
from app.api.refusal import Refusal

ALLOWED = "GET, HEAD, OPTIONS"
FRESH, PINNED = "public, max-age=60", "public, max-age=86400"
"""How long an answer may be kept unasked; that of a named data version stays what it is."""

QUICK, SLOW = anyio.CapacityLimiter(4), anyio.CapacityLimiter(1)
"""Threads that make answers: most at once, and large workbooks and packages one by one."""

WAITING = {QUICK: 200, SLOW: 8}
"""So many may wait for a thread; more are sent away for a moment."""

HOST = r"[A-Za-z0-9._-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?"

_making: dict[str, asyncio.Task[None]] = {}
"""What is being made at this moment: who asks for the same waits for it."""


@lru_cache
def _program() -> str:
    """Return a sign of what writes answers: a new release of it means new tags."""
    digest = hashlib.sha256()
    app = Path(__file__).parents[1]
    for folder in ("api", "export", "locale", "queries"):
        for path in sorted((app / folder).glob("*.*")):
            digest.update(path.read_bytes())
    return _releases(digest)


def _releases(digest: hashlib._Hash) -> str:
    """Return a digest with the releases of what writes files added."""
    for name in ("duckdb", "xlsxwriter", "python-pptx"):
        digest.update(release(name).encode())
    return digest.hexdigest()


@lru_cache
def _teller() -> str:
    """Return a sign of what tells stories: their texts, and all that fills them in."""
    digest = hashlib.sha256()
    app = Path(__file__).parents[1]
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.toml"), *app.rglob("*.css")]):
        digest.update(path.read_bytes())
    for path in sorted(stories.FOLDER.glob("*.toml")):
        digest.update(path.read_bytes())
    return _releases(digest)


def _tag(path: str, asked: Asked, site: str) -> str:
    """Return the tag of an answer: equal for equal questions to equal stores."""
    place = PLACES[path]
    parts = [_program(), path, asked.version, asked.language, str(asked.excel)]
    parts += [f"{name}={value}" for name, value in sorted(asked.link.items())]
    if place.told or not place.form:
        parts += [site if place.told else "", queries.built_at(asked.version).isoformat()]
    if place.story:  # some sentences change with the day
        parts += [_teller(), choices.today().isoformat()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@lru_cache(maxsize=64)
def _catalogue(name: str, version: str, language: str, _: str) -> tuple[bytes, bytes | None]:
    body = answers.compact(catalogues.body(name, version, language))
    return body, answers.zipped(body)


@dataclass(frozen=True)
class Ready:
    """A request that was understood: its answer, or what has to be made for it."""

    wanted: Wanted
    packed: bool
    headers: Mapping[str, str]
    response: Response | None = None
    found: BinaryIO | None = None
    heavy: bool = False

    @property
    def name(self) -> str:
        """Return the name under which the answer's file is kept."""
        return f"{self.wanted.name}.gz" if self.packed else self.wanted.name


def _path(scope: Scope) -> str:
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


def _site(request: Request) -> str:
    host = request.headers.get("host", "")
    if host and not re.fullmatch(HOST, host, re.ASCII):
        raise Refusal(400, "host", "Host", host)
    return str(request.base_url)


def _headers(path: str, asked: Asked, tag: str, packed: bool) -> dict[str, str]:
    place = PLACES[path]
    found = {
        **answers.READERS,
        "ETag": f'"{tag}{answers.PACKED if packed else ""}"',
        "Cache-Control": PINNED if asked.pinned else FRESH,
        "Content-Type": place.media_type,
        "Vary": "Accept-Encoding",
        "X-Data-Version": asked.version,
        "Link": f'<{ROOT}openapi.json>; rel="service-desc"',
    }
    if place.form:
        both = asked.language == asking.BOTH
        found["Content-Language"] = ", ".join(i18n.LANGUAGES) if both else asked.language
        if packed:
            found["Content-Encoding"] = "gzip"
    if asked.left_out:
        found["X-Left-Out"] = ",".join(each.indicator_id for each in asked.left_out)
    if place.form == "html":
        found["Content-Security-Policy"] = sheets.POLICY
    elif place.form and place.form != "json":
        stem, _, ending = path.removeprefix("stories/").partition(".")
        stem += "".join(f"-{iso3}" for iso3 in asked.link.values() if place.story)
        file = f"{stem}-{asked.version}-{asked.language}.{ending}"
        found["Content-Disposition"] = f'attachment; filename="{file}"'
    return found


def _understood(request: Request, path: str) -> Ready:
    """Read a request and answer it from what is kept, where that can be."""
    place = PLACES.get(path)
    if place is None:
        raise Refusal(404, "no_address", allowed=[f"{ROOT}{each}" for each in PLACES])
    site = _site(request)
    query = request.scope["query_string"].decode("latin-1")
    asked = asking.told(query, place) if place.story else asking.read(query, place.parameters)
    tag = _tag(path, asked, site)
    packed = place.packed and answers.takes_gzip(request.headers.get("accept-encoding", ""))
    wanted = Wanted(asked, path, site, f"{tag}.{place.form}")
    headers = _headers(path, asked, tag, packed)
    ready = Ready(wanted, packed, headers)
    if known := answers.unchanged(tag, request.headers.get("if-none-match")):
        body = ("Content-Type", "Content-Encoding", "Content-Disposition")
        own = {name: value for name, value in headers.items() if name not in body}
        own["ETag"] = f'"{known}"'
        return Ready(wanted, packed, headers, Response(status_code=304, headers=own))
    if not place.form:
        plain, small = _catalogue(place.key, asked.version, asked.language, tag)
        response = answers.whole(plain, tag, headers, request.method, small if packed else None)
        return Ready(wanted, packed, headers, response)
    found = kept.find(ready.name)
    return Ready(wanted, packed, headers, found=found, heavy=not found and making.heavy(wanted))


async def _made(ready: Ready) -> None:
    """Make the file of an answer, once for all who wait for it; it goes on when they leave."""
    task = _making.get(ready.name)
    if task is None:
        lane = SLOW if ready.heavy else QUICK
        if lane.statistics().tasks_waiting >= WAITING[lane]:
            raise Refusal(429, "busy", headers={"Retry-After": "5"})
        task = asyncio.create_task(_make(ready, lane))
        _making[ready.name] = task
        task.add_done_callback(lambda _: _making.pop(ready.name, None))
    await asyncio.shield(task)


async def _make(ready: Ready, lane: anyio.CapacityLimiter) -> None:
    await anyio.to_thread.run_sync(making.make, ready.wanted, ready.packed, limiter=lane)


def _opened(name: str) -> tuple[BinaryIO, int, bytes] | None:
    found = kept.find(name)
    return (found, *answers.start(found)) if found else None


async def _file(request: Request, ready: Ready) -> Response:
    """Return an answer that is a file."""
    if ready.found:
        opened = (ready.found, *await run_in_threadpool(answers.start, ready.found))
    else:
        for _ in range(3):  # it may have had to make room for others at once
            await _made(ready)
            again = await run_in_threadpool(_opened, ready.name)
            if again:
                opened = again
                break
        else:
            raise OSError(f"{ready.name} was taken away before it was sent")
    found, size, first = opened
    if request.method == "HEAD":
        found.close()
        return Response(b"", headers={**ready.headers, "Content-Length": str(size)})
    return answers.pieces(found, size, first, ready.headers)


def _refused(request: Request, refusal: Refusal) -> Response:
    query = request.scope["query_string"].decode("latin-1")
    language = asking.language_of(query)
    body = answers.compact(refusal.body(language))
    headers = {
        **answers.READERS,
        "Cache-Control": "no-store",
        "Content-Type": "application/json",
        "Content-Language": language,
        "Content-Length": str(len(body)),
        **refusal.headers,
    }
    return Response(body if request.method != "HEAD" else b"", refusal.status, headers=headers)


def _options() -> Response:
    headers = {
        **answers.READERS,
        "Allow": ALLOWED,
        "Access-Control-Allow-Methods": ALLOWED,
        "Access-Control-Allow-Headers": "Accept, If-None-Match",
        "Access-Control-Max-Age": "86400",
    }
    return Response(status_code=204, headers=headers)


async def answer(request: Request) -> Response:
    """Return the answer to a request below /api/."""
    path = _path(request.scope).removeprefix(ROOT)
    try:
        if request.method == "OPTIONS" and path in PLACES:
            return _options()
        if request.method not in ("GET", "HEAD") and path in PLACES:
            raise Refusal(405, "no_method", headers={"Allow": ALLOWED})
        ready = await run_in_threadpool(_understood, request, path)
        return ready.response or await _file(request, ready)
    except Refusal as refusal:
        return _refused(request, refusal)
    except store.Unavailable:
        return _refused(request, Refusal(503, "no_store"))
    except OSError as fault:  # no room, or no right to write; the operator reads the reason
        print(fault, file=sys.stderr, flush=True)
        return _refused(request, Refusal(503, "no_room", headers={"Retry-After": "60"}))


class Api:
    """Answer what is below /api/ before Streamlit sees it; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for data, or pass it on."""
        if scope["type"] != "http" or not f"{_path(scope)}/".startswith("/api/"):
            await self.app(scope, receive, send)
            return
        response = await answer(Request(scope, receive))
        await response(scope, receive, send)
