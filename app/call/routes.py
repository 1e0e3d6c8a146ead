"""The addresses of the call: the form, its file in both directions, and the state."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Awaitable, Callable
from functools import wraps
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from app import choices, i18n
from app.call import bodies, files, form, frame, markup, rates, state, words
from app.call.bodies import Refusal
from app.call.form import Filled
from app.call.frame import Page
from app.i18n import code, text
from inbox import database, limits, references, submissions
from inbox import files as sent_files
from inbox.checking import Checked, Fault, check
from inbox.fields import CONSENT, CONTACT, inputs

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
QUICKEST = 3
"""Seconds that a person needs at least to fill the form in."""

Handler = Callable[[Request, str], Awaitable[Response]]


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    if asked in i18n.LANGUAGES:
        return asked
    return i18n.preferred(request.headers.get("accept-language", ""))


def _up(request: Request) -> str:
    """Return the way from an address to the root of the site."""
    return "../" * request.url.path.count("/", 1) or "./"


def _accepted(request: Request) -> str:
    return request.headers.get("accept-encoding", "")


def _address(request: Request) -> str:
    """Return who asks; of a proxy that uvicorn trusts, the visitor that it names."""
    return request.client.host if request.client else ""


def _refused(
    request: Request, language: str, refusal: Refusal, headers: dict[str, str]
) -> Response:
    page = Page(language, text(language, "call.title"), _up(request))
    values = {
        name: code(value) if isinstance(value, str) and name in ("ending",) else str(value)
        for name, value in refusal.values.items()
    }
    inside = markup.heading(page.title, ()) + markup.notice(
        text(language, f"call.notice.{refusal.message}", **values)
    )
    inside += markup.way("", frame.address(page, "call"), text(language, "call.back"))
    return frame.answer(page, inside, _accepted(request), refusal.status, headers)


def answering(*allowed: str) -> Callable[[Handler], Callable[[Request], Awaitable[Response]]]:
    """Answer a handler's refusals and all methods but those allowed with a page."""

    def wrap(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
        @wraps(handler)
        async def answered(request: Request) -> Response:
            language, headers = _language(request), dict[str, str]()
            try:
                if request.method not in allowed:
                    headers["Allow"] = ", ".join(allowed)
                    raise Refusal(405 if allowed else 404, "not_so" if allowed else "not_here")
                if request.method == "POST":
                    bodies.own(request)
                    _allow(rates.POSTS, request, language)
                return await handler(request, language)
            except Refusal as refusal:
                if "seconds" in refusal.values:
                    headers["Retry-After"] = str(refusal.values.pop("seconds"))
                if not allowed:
                    headers.pop("Allow", None)
                return await run_in_threadpool(_refused, request, language, refusal, headers)

        return answered

    return wrap


def _allow(allowances: rates.Allowances, request: Request, language: str) -> None:
    seconds = allowances.take(_address(request))
    if seconds:
        raise Refusal(429, "asked_often", wait=words.wait(language, seconds), seconds=seconds)


def _filled(
    request: Request, language: str, filled: Filled, status: int, wait: int = 0
) -> Response:
    page = form.page_of(language, filled, _up(request))
    headers = {"Retry-After": str(wait)} if wait else {}
    return frame.answer(page, form.body(page, filled), _accepted(request), status, headers)


@answering("GET", "HEAD", "POST")
async def call(request: Request, language: str) -> Response:
    """Answer the form, or take it in."""
    if request.method != "POST":
        return await run_in_threadpool(_filled, request, language, form.fresh(language), 200)
    given = await bodies.fields(request)
    return await run_in_threadpool(_take, request, language, given)


def _take(request: Request, language: str, given: dict[str, str]) -> Response:
    """Keep what was sent and lead to its state, or return the form with what is wrong."""
    page = given.get("page", "")
    page = page if re.fullmatch(r"[\w-]{16,64}", page, re.ASCII) else form.sign()
    found = check(given, choices.today())
    opened = given.get("opened", "")
    seconds = int(opened) if re.fullmatch(r"[0-9]{1,12}", opened) else int(time.time())
    typed = {**found.answers, CONSENT: given.get(CONSENT, "")}
    back = Filled(typed, found.faults, (), page, seconds)
    if given.get(form.TRAP, ""):
        return _back(request, language, back, 400, "trap")
    if not found.faults and time.time() - seconds < QUICKEST:
        return _back(request, language, back, 400, "quick")
    if found.faults:
        return _filled(request, language, back, 400)
    return _keep(request, language, back, found)


def _back(request: Request, language: str, back: Filled, status: int, key: str) -> Response:
    notice = text(language, f"call.notice.{key}")
    filled = Filled(back.answers, back.faults, (notice,), back.page, back.opened)
    return _filled(request, language, filled, status)


def _keep(request: Request, language: str, back: Filled, found: Checked) -> Response:
    try:
        reference = submissions.submit(found.fields, found.contact, back.page, _address(request))
    except limits.Exceeded as exceeded:
        notice = text(language, "call.notice.often", wait=words.wait(language, exceeded.seconds))
        filled = Filled(back.answers, (), (notice,), back.page, back.opened)
        return _filled(request, language, filled, 429, exceeded.seconds)
    except database.Unavailable as fault:
        print(fault, file=sys.stderr, flush=True)  # the operator reads the reason in the log
        return _back(request, language, back, 503, "no_inbox")
    asked = urlencode({"reference": reference, "lang": language, "page": back.page})
    return RedirectResponse(f"./call/state?{asked}", 303, headers={"Cache-Control": "no-store"})


@answering("POST")
async def upload(request: Request, language: str) -> Response:
    """Fill the form with what stands in a file."""
    sent = await bodies.file(request)
    return await run_in_threadpool(_fill, request, language, sent.body)


def _fill(request: Request, language: str, body: bytes) -> Response:
    try:
        read = sent_files.read(body)
    except sent_files.Unreadable as error:
        raise Refusal(400, "not_readable", why=code(str(error)[:200])) from None
    found = check(read.answers, choices.today())
    absent = {CONSENT, *(each.name for each in CONTACT.fields)}
    order = {place: number for number, (place, _) in enumerate(inputs())}
    wrong = {each.place for each in read.faults}
    faults: list[Fault] = [*read.faults]
    faults += [each for each in found.faults if each.place not in absent | wrong]
    faults.sort(key=lambda each: order.get(each.place, len(order)))
    notices = [text(language, "call.notice.filled")]
    if read.unknown:
        names = ", ".join(code(each[:60]) for each in read.unknown[:8])
        notices.append(text(language, "call.notice.unknown", names=names))
    filled = Filled(found.answers, faults, notices, form.sign(), int(time.time()))
    return _filled(request, language, filled, 200)


@answering("GET", "HEAD")
async def empty(request: Request, language: str) -> Response:
    """Answer the empty form as a file."""
    body = await run_in_threadpool(files.empty, language)
    return Response(
        body,
        headers={
            "Content-Disposition": 'attachment; filename="form.toml"',
            "Content-Language": language,
            "Cache-Control": "no-cache",
            "X-Robots-Tag": "noindex",
        },
        media_type="application/toml",
    )


@answering("GET", "HEAD")
async def ask(request: Request, language: str) -> Response:
    """Answer what became of a submission, to who knows its reference."""
    if request.query_params.get("reference"):
        _allow(rates.STATES, request, language)
    return await run_in_threadpool(_state, request, language)


def _state(request: Request, language: str) -> Response:
    typed = request.query_params.get("reference", "")[:100]
    try:
        # Looked for whatever was typed: the time of an answer tells nothing.
        found = submissions.find(references.read(typed)) if typed else None
    except database.Unavailable as fault:
        print(fault, file=sys.stderr, flush=True)
        raise Refusal(503, "no_inbox_state") from None
    page = state.page_of(language, typed, _up(request))
    status = 200 if found or not typed else 404
    return frame.answer(page, state.body(page, typed, found), _accepted(request), status)


@answering()
async def nowhere(request: Request, language: str) -> Response:
    """Answer that there is no such page."""
    raise Refusal(404, "not_here")


ROUTES = [
    Route("/call", call, methods=METHODS),
    Route("/call/form.toml", empty, methods=METHODS),
    Route("/call/upload", upload, methods=METHODS),
    Route("/call/state", ask, methods=METHODS),
    Route("/call/{rest:path}", nowhere, methods=METHODS),
]
