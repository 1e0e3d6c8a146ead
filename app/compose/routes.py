"""The addresses of composing: the page, a draft made a file, a link or slides, a file read."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from app import composed, i18n, store
from app.api.places import PPTX
from app.api.routes import HOST
from app.call import bodies, frame, markup, rates, words
from app.call.bodies import Refusal
from app.compose import page
from app.compose import slides as made_slides
from app.findings import story_place
from app.i18n import text
from app.stories import Fault, Story, of_mapping
from inbox.limits import Rate

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
LARGEST_BODY = 600_000
"""Octets of what is sent: a draft of the most signs, each of two or three octets."""

POSTS = rates.Allowances(Rate(60, 60))
"""Drafts and files that one address may have read."""

DECKS = rates.Allowances(Rate(10, 60))
"""Files of slides that one address may have made: each takes seconds."""

Handler = Callable[[Request, str], Awaitable[Response]]


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    if asked in i18n.LANGUAGES:
        return asked
    return i18n.preferred(request.headers.get("accept-language", ""))


def answering(*allowed: str) -> Callable[[Handler], Callable[[Request], Awaitable[Response]]]:
    """Answer a handler's refusals, and all methods but those allowed."""

    def wrap(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        @wraps(handler)
        async def answered(request: Request) -> Response:
            language, headers = _language(request), {"Cache-Control": "no-store"}
            try:
                if request.method not in allowed:
                    headers |= {"Allow": ", ".join(allowed)} if allowed else {}
                    raise Refusal(405 if allowed else 404, "not_so" if allowed else "not_here")
                if request.method == "POST":
                    bodies.own(request)
                    _allow(POSTS, request, language)
                return await handler(request, language)
            except Refusal as refusal:
                if "seconds" in refusal.values:
                    headers["Retry-After"] = str(refusal.values.pop("seconds"))
                values = {name: str(value) for name, value in refusal.values.items()}
                said = text(language, f"call.notice.{refusal.message}", **values)
                if "POST" in allowed:
                    return JSONResponse({"faults": [said]}, refusal.status, headers)
                return await run_in_threadpool(_refused, request, language, said, refusal, headers)

        return answered

    return wrap


def _allow(allowances: rates.Allowances, request: Request, language: str) -> None:
    seconds = allowances.take(request.client.host if request.client else "")
    if seconds:
        raise Refusal(429, "asked_often", wait=words.wait(language, seconds), seconds=seconds)


def _refused(
    request: Request, language: str, said: str, refusal: Refusal, headers: dict[str, str]
) -> Response:
    up = "../" * request.url.path.count("/", 1) or "./"
    own = page.page_of(language, up)
    inside = markup.heading(own.title, ()) + markup.notice(said)
    inside += markup.way("", frame.address(own, "compose"), text(language, "compose.compose"))
    accepted = request.headers.get("accept-encoding", "")
    return frame.answer(own, inside, accepted, refusal.status, headers)


@answering("GET", "HEAD")
async def compose(request: Request, language: str) -> Response:
    """Answer the page; what stands on it is in the visitor's browser."""

    def made() -> Response:
        own = page.page_of(language)
        return frame.answer(own, page.body(own), request.headers.get("accept-encoding", ""))

    return await run_in_threadpool(made)


async def _body(request: Request) -> bytes:
    if int(request.headers.get("content-length") or 0) > LARGEST_BODY:
        raise Refusal(413, "large", size=LARGEST_BODY // 1024)
    try:
        return await request.body()
    except ClientDisconnect:
        raise Refusal(400, "not_the_form") from None


def _said(language: str, faults: tuple[Fault, ...]) -> list[str]:
    return [story_place.fault(language, each) for each in faults]


def _answer(given: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(given, status, headers={"Cache-Control": "no-store"})


@answering("POST")
async def pack(request: Request, language: str) -> Response:
    """Answer a draft as a file and as it stands in a link, '' where it is too long for one."""
    body = await _body(request)

    def made() -> Response:
        draft = composed.draft_of(body.decode("utf-8", "replace"))
        if draft is None:
            return _answer({"faults": _said(language, (Fault("", 0, "draft", ""),))}, 400)
        tale = composed.pack(draft)
        return _answer(
            {
                "toml": composed.toml(draft),
                "tale": tale if len(tale) <= composed.LONGEST_TALE else "",
                "faults": _said(language, composed.faults(draft)),
            }
        )

    return await run_in_threadpool(made)


@answering("POST")
async def slides(request: Request, language: str) -> Response:
    """Answer a draft as slides in the language of the page."""
    _allow(DECKS, request, language)
    body, host = await _body(request), request.headers.get("host", "")
    if not re.fullmatch(HOST, host, re.ASCII):
        raise Refusal(400, "not_the_form")

    def made() -> Response:
        draft = composed.draft_of(body.decode("utf-8", "replace"))
        found = of_mapping("", composed.OWN, draft or {}, composed=True)
        if draft is None or not isinstance(found, Story):
            fault = found if draft and isinstance(found, Fault) else Fault("", 0, "draft", "")
            return _answer({"faults": _said(language, (fault,))}, 400)
        try:
            whole = made_slides.body(found, language, str(request.base_url))
        except store.Unavailable:
            return _answer({"faults": [text(language, "notice.no_store")]}, 503)
        return Response(whole, media_type=PPTX, headers={"Cache-Control": "no-store"})

    return await run_in_threadpool(made)


@answering("POST")
async def read(request: Request, language: str) -> Response:
    """Answer the draft that a file fills, and what is wrong with the file."""
    body = await _body(request)

    def made() -> Response:
        draft, faults = composed.of_file(body)
        return _answer({"draft": draft, "faults": _said(language, faults)})

    return await run_in_threadpool(made)


@answering()
async def nowhere(request: Request, language: str) -> Response:
    """Answer that there is no such page."""
    raise Refusal(404, "not_here")


ROUTES = [
    Route("/compose", compose, methods=METHODS),
    Route("/compose/pack", pack, methods=METHODS),
    Route("/compose/read", read, methods=METHODS),
    Route("/compose/slides", slides, methods=METHODS),
    Route("/compose/{rest:path}", nowhere, methods=METHODS),
]
