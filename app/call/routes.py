"""The addresses of the call: the form, its file in both directions, and the state."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Sequence
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from app import choices
from app.call import bodies, files, form, frame, handling, markup, rates, state, words
from app.call.bodies import Refusal
from app.call.form import Filled
from app.call.frame import Page
from app.i18n import code, text
from inbox import database, limits, references, submissions
from inbox import files as sent_files
from inbox.checking import Checked, Fault, check
from inbox.fields import CONSENT, CONTACT, inputs

QUICKEST = 3
"""Seconds that a person needs at least to fill the form in."""


def _refused(
    request: Request,
    language: str,
    refusal: Refusal,
    headers: dict[str, str],
    allowed: Sequence[str],
) -> Response:
    page = Page(language, text(language, "call.title"), handling.up(request))
    values = {
        name: code(value) if isinstance(value, str) and name in ("ending",) else str(value)
        for name, value in refusal.values.items()
    }
    inside = markup.heading(page.title, ()) + markup.notice(
        text(language, f"call.notice.{refusal.message}", **values)
    )
    inside += markup.way("", frame.address(page, "call"), text(language, "call.back"))
    return frame.answer(page, inside, handling.accepted(request), refusal.status, headers)


def _filled(
    request: Request, language: str, filled: Filled, status: int, wait: int = 0
) -> Response:
    page = form.page_of(language, filled, handling.up(request))
    headers = {"Retry-After": str(wait)} if wait else {}
    return frame.answer(page, form.body(page, filled), handling.accepted(request), status, headers)


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
        reference = submissions.submit(
            found.fields, found.contact, back.page, handling.address(request)
        )
    except limits.Exceeded as exceeded:
        notice = text(language, "call.notice.often", wait=words.wait(language, exceeded.seconds))
        filled = Filled(back.answers, (), (notice,), back.page, back.opened)
        return _filled(request, language, filled, 429, exceeded.seconds)
    except database.Unavailable as fault:
        print(fault, file=sys.stderr, flush=True)  # the operator reads the reason in the log
        return _back(request, language, back, 503, "no_inbox")
    asked = urlencode({"reference": reference, "lang": language, "page": back.page})
    return RedirectResponse(f"./call/state?{asked}", 303, headers={"Cache-Control": "no-store"})


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


async def ask(request: Request, language: str) -> Response:
    """Answer what became of a submission, to who knows its reference."""
    if request.query_params.get("reference"):
        handling.allow(rates.STATES, request, language)
    return await run_in_threadpool(_state, request, language)


def _state(request: Request, language: str) -> Response:
    typed = request.query_params.get("reference", "")[:100]
    try:
        # Looked for whatever was typed: the time of an answer tells nothing.
        found = submissions.find(references.read(typed)) if typed else None
    except database.Unavailable as fault:
        print(fault, file=sys.stderr, flush=True)
        raise Refusal(503, "no_inbox_state") from None
    page = state.page_of(language, typed, handling.up(request))
    status = 200 if found or not typed else 404
    return frame.answer(page, state.body(page, typed, found), handling.accepted(request), status)


ROUTES = handling.routes(
    {
        "/call": (call, ("GET", "HEAD", "POST")),
        "/call/form.toml": (empty, ("GET", "HEAD")),
        "/call/upload": (upload, ("POST",)),
        "/call/state": (ask, ("GET", "HEAD")),
        "/call/{rest:path}": (handling.nowhere, ()),
    },
    lambda: rates.POSTS,
    _refused,
)
