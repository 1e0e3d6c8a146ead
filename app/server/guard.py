"""Limits on what is asked, and security headers on every answer."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LONGEST_ADDRESS = 4000
LARGEST_BODY = 1024 * 1024

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def refusal(scope: Scope) -> PlainTextResponse | None:
    """Return why a request is refused, or None: too long an address, too large a body."""
    address = len(scope["raw_path"] or b"") + len(scope["query_string"])
    if address > LONGEST_ADDRESS:
        return PlainTextResponse("The address is too long.\n", 414)
    headers = Headers(scope=scope)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        return PlainTextResponse("Say how long the body is (Content-Length).\n", 400)
    length = headers.get("content-length", "0")
    if not length.isdigit():
        return PlainTextResponse("Content-Length is not a number.\n", 400)
    # The call for practices has closer limits of its own and says so in the reader's language.
    if int(length) > LARGEST_BODY and not f"{scope['path']}/".startswith("/call/"):
        return PlainTextResponse("The body is too large.\n", 413)
    return None


class Guard:
    """Refuse what is too large, and put security headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal, or pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                # Who may show an embedded chart is said by the policy of its page alone.
                if scope["path"] != "/embed":
                    headers.setdefault("X-Frame-Options", "SAMEORIGIN")
            await send(message)

        answer = refusal(scope)
        await (answer or self.app)(scope, receive, send_with_headers)
