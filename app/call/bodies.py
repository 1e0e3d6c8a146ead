"""What a request sends: bounded, and taken apart into fields and files."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request

FORM_LIMIT = 64 * 1024
FILE_LIMIT = 256 * 1024
MOST_FIELDS = 300
ENDING = ".toml"


class Refusal(Exception):
    """A request that is answered with a status and a sentence."""

    def __init__(self, status: int, message: str, **values: str | int) -> None:
        """Keep the status, the key of the sentence under call.notice, and what it names."""
        super().__init__(message)
        self.status, self.message, self.values = status, message, values


@dataclass(frozen=True)
class Sent:
    """A file that was sent."""

    name: str
    body: bytes


def own(request: Request) -> None:
    """Refuse what another site makes a browser send.

    Raises:
        Refusal: the browser says that the request comes from elsewhere.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Refusal(403, "elsewhere")
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise Refusal(403, "elsewhere")


async def _body(request: Request, most: int) -> bytes:
    """Return a body of at most `most` bytes; of a larger one no more than that is read."""
    if int(request.headers.get("content-length") or 0) > most:
        raise Refusal(413, "large", size=most // 1024)
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > most:
                raise Refusal(413, "large", size=most // 1024)
    except ClientDisconnect:
        raise Refusal(400, "not_the_form") from None
    return bytes(body)


async def _parts(request: Request, body: bytes) -> list[tuple[str, str | UploadFile]]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        request.headers,
        stream(),
        max_files=1,
        max_fields=MOST_FIELDS,
        max_part_size=FILE_LIMIT,
    )
    try:
        return list((await parser.parse()).multi_items())
    except (MultiPartException, UnicodeError, LookupError, ValueError):
        raise Refusal(400, "not_the_form") from None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "not_utf8") from None


async def fields(request: Request) -> dict[str, str]:
    """Return the fields of a form as they were typed.

    Raises:
        Refusal: it is too large, no form, not UTF-8, or has a field twice.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise Refusal(415, "not_a_form_type")
    body = await _body(request, FORM_LIMIT)
    text = _text(body)
    if kind == "multipart/form-data":
        items = await _parts(request, body)
    else:
        try:
            items = list[tuple[str, str | UploadFile]](
                parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
            )
        except UnicodeDecodeError:
            raise Refusal(400, "not_utf8") from None
        except ValueError:
            raise Refusal(400, "not_the_form") from None
    found: dict[str, str] = {}
    for name, value in items:
        if name in found or not isinstance(value, str):
            raise Refusal(400, "not_the_form")
        found[name] = value
    return found


async def file(request: Request) -> Sent:
    """Return the file that was sent.

    Raises:
        Refusal: it is too large, there is none, or it is none of ours by its name.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise Refusal(415, "not_a_file_type", ending=ENDING)
    body = await _body(request, FILE_LIMIT)
    files = [value for _, value in await _parts(request, body) if isinstance(value, UploadFile)]
    if not files or not files[0].filename:
        raise Refusal(400, "no_file")
    name, content = files[0].filename, await files[0].read()
    await files[0].close()
    if not name.lower().endswith(ENDING):
        raise Refusal(415, "not_a_file_type", ending=ENDING)
    _text(content)
    return Sent(name, content)
