"""How plain pages beside Streamlit handle a request: language, methods, allowance, refusals."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import wraps

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import i18n
from app.call import bodies, rates, words
from app.call.bodies import Refusal

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]

Handler = Callable[[Request, str], Awaitable[Response]]
Refused = Callable[[Request, str, Refusal, dict[str, str], Sequence[str]], Response]
"""Gives the answer to a refusal in a language, with its headers, for the methods allowed."""


def language_of(request: Request) -> str:
    """Return the language that a link asks for, else the browser's."""
    asked = request.query_params.get("lang", "")
    if asked in i18n.LANGUAGES:
        return asked
    return i18n.preferred(request.headers.get("accept-language", ""))


def up(request: Request) -> str:
    """Return the way from an address to the root of the site."""
    return "../" * request.url.path.count("/", 1) or "./"


def accepted(request: Request) -> str:
    """Return the encodings that the browser takes."""
    return request.headers.get("accept-encoding", "")


def address(request: Request) -> str:
    """Return who asks; of a proxy that uvicorn trusts, the visitor that it names."""
    return request.client.host if request.client else ""


def allow(allowances: rates.Allowances, request: Request, language: str) -> None:
    """Take one from what is left to whoever asks.

    Raises:
        Refusal: nothing is left; it says how long to wait.
    """
    seconds = allowances.take(address(request))
    if seconds:
        raise Refusal(429, "asked_often", wait=words.wait(language, seconds), seconds=seconds)


def routes(
    pages: Mapping[str, tuple[Handler, Sequence[str]]],
    posts: Callable[[], rates.Allowances],
    refused: Refused,
) -> list[Route]:
    """Return the routes of pages: by path who answers, and which methods; all else is refused."""
    return [
        Route(path, _answered(handler, allowed, posts, refused), methods=METHODS)
        for path, (handler, allowed) in pages.items()
    ]


def _answered(
    handler: Handler,
    allowed: Sequence[str],
    posts: Callable[[], rates.Allowances],
    refused: Refused,
) -> Callable[[Request], Awaitable[Response]]:
    @wraps(handler)
    async def answered(request: Request) -> Response:
        language, headers = language_of(request), dict[str, str]()
        try:
            if request.method not in allowed:
                headers |= {"Allow": ", ".join(allowed)} if allowed else {}
                raise Refusal(405 if allowed else 404, "not_so" if allowed else "not_here")
            if request.method == "POST":
                bodies.own(request)
                allow(posts(), request, language)
            return await handler(request, language)
        except Refusal as refusal:
            if "seconds" in refusal.values:
                headers["Retry-After"] = str(refusal.values.pop("seconds"))
            return await run_in_threadpool(refused, request, language, refusal, headers, allowed)

    return answered


async def nowhere(request: Request, language: str) -> Response:
    """Answer that there is no such page."""
    raise Refusal(404, "not_here")
