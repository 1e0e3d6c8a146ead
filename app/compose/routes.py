"""The addresses of composing: the page, a draft made a file, a link or slides, a file read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from app import composed, store
from app.api.places import PPTX
from app.api.routes import HOST
from app.call import frame, handling, markup, rates
from app.call.bodies import Refusal
from app.compose import page
from app.compose import slides as made_slides
from app.findings import story_place
from app.i18n import text
from app.stories import Fault, Story, of_mapping
from inbox.limits import Rate

LARGEST_BODY = 600_000
"""Octets of what is sent: a draft of the most signs, each of two or three octets."""

POSTS = rates.Allowances(Rate(60, 60))
"""Drafts and files that one address may have read."""

DECKS = rates.Allowances(Rate(10, 60))
"""Files of slides that one address may have made: each takes seconds."""


def _refused(
    request: Request,
    language: str,
    refusal: Refusal,
    headers: dict[str, str],
    allowed: Sequence[str],
) -> Response:
    """Answer a script in its own form, everyone else with a page."""
    headers = {**headers, "Cache-Control": "no-store"}
    values = {name: str(value) for name, value in refusal.values.items()}
    said = text(language, f"call.notice.{refusal.message}", **values)
    if "POST" in allowed:
        return JSONResponse({"faults": [said]}, refusal.status, headers)
    own = page.page_of(language, handling.up(request))
    inside = markup.heading(own.title, ()) + markup.notice(said)
    inside += markup.way("", frame.address(own, "compose"), text(language, "compose.compose"))
    return frame.answer(own, inside, handling.accepted(request), refusal.status, headers)


async def compose(request: Request, language: str) -> Response:
    """Answer the page; what stands on it is in the visitor's browser."""

    def made() -> Response:
        own = page.page_of(language)
        return frame.answer(own, page.body(own), handling.accepted(request))

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


async def slides(request: Request, language: str) -> Response:
    """Answer a draft as slides in the language of the page."""
    handling.allow(DECKS, request, language)
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


async def read(request: Request, language: str) -> Response:
    """Answer the draft that a file fills, and what is wrong with the file."""
    body = await _body(request)

    def made() -> Response:
        draft, faults = composed.of_file(body)
        return _answer({"draft": draft, "faults": _said(language, faults)})

    return await run_in_threadpool(made)


ROUTES = handling.routes(
    {
        "/compose": (compose, ("GET", "HEAD")),
        "/compose/pack": (pack, ("POST",)),
        "/compose/read": (read, ("POST",)),
        "/compose/slides": (slides, ("POST",)),
        "/compose/{rest:path}": (handling.nowhere, ()),
    },
    lambda: POSTS,
    _refused,
)
