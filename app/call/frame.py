"""The frame of the call's pages: head, menu, foot, and the headers of the answer."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from starlette.responses import Response

from app import i18n, markup, queries, store
from app.call import markup as own
from app.i18n import text
from app.server.static import OWN, STYLE

SHEETS = ("theme.css", "app.css", "rtl.css", "first.css", "form.css")
SCRIPT = "draft.js"


@dataclass(frozen=True)
class Page:
    """A page of the call: its language, where it stands, and what it asks of the frame.

    `up` leads from the page to the root of the site; `path` is the page that the other language
    opens, with `asked`.
    """

    language: str
    title: str
    up: str = "./"
    path: str = "call"
    asked: Mapping[str, str] | None = None
    indexed: bool = False
    description: str = "call.lead"
    script: str = SCRIPT
    sheets: tuple[str, ...] = SHEETS
    asks: bool = False
    """Whether its script asks our server for something."""


@lru_cache
def style(up: str, names: tuple[str, ...] = SHEETS) -> str:
    """Return the style of a page; addresses in it are relative to the page."""
    sheets = "\n".join((STYLE / name).read_text("utf-8") for name in names)
    return sheets.replace("./app/static/", f"{up}app/static/")


@lru_cache
def policy(up: str, names: tuple[str, ...] = SHEETS, asks: bool = False) -> str:
    """Return the Content-Security-Policy: our script, our style, nothing from any other host."""
    digest = base64.b64encode(hashlib.sha256(style(up, names).encode()).digest()).decode()
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            f"style-src 'sha256-{digest}'",
            "img-src 'self'",
            "font-src 'self'",
            *(["connect-src 'self'"] if asks else []),
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ]
    )


@lru_cache
def script(name: str = SCRIPT) -> str:
    """Return the address of a script from the root, new whenever the script is."""
    digest = hashlib.sha256((OWN / name).read_bytes()).hexdigest()
    return f"app/static/{name}?{digest[:12]}"


def address(page: Page, path: str, **asked: str) -> str:
    """Return the address of another page of the site, as seen from this one."""
    return f"{page.up}{path}?{urlencode({'lang': page.language, **asked})}"


def _view(page: Page, view: str) -> str:
    return page.up + markup.href(view, {"lang": page.language}).removeprefix("./")


def _top(page: Page) -> str:
    language = page.language
    views = "".join(
        markup.link(_view(page, view), text(language, f"view.{view}")) for view in i18n.VIEWS
    )
    others = "".join(
        markup.link(
            f"{page.up}{page.path}?{urlencode({**(page.asked or {}), 'lang': each})}",
            name,
            language=each,
        )
        for each, name in i18n.LANGUAGES.items()
        if each != language
    )
    return markup.menu(text(language, "site.name"), text(language, "menu.label"), views, others)


def _foot(page: Page) -> str:
    language = page.language
    rows, known = [text(language, "site.independent")], {}
    try:
        version = store.current()
    except store.Unavailable:
        return markup.footer(rows)
    built = i18n.date(language, queries.built_at(version).date())
    which = text(language, "site.version", version=version, date=built)
    known[which] = _view(page, "methods")
    return markup.footer([*rows, which, text(language, "site.terms")], known)


def answer(
    page: Page,
    inside: str,
    accepted: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a page as an answer; `accepted` are the encodings that the browser takes."""
    script_kind = "arabic" if page.language == "ar" else "latin"
    font = f"app/static/fonts/ibm-plex-sans-arabic-{script_kind}-400-normal.woff2"
    robots = "index, follow" if page.indexed else "noindex"
    head = {
        "language": page.language,
        "direction": i18n.direction(page.language),
        "title": f"{page.title} · {text(page.language, 'site.name')}",
        "description": text(page.language, page.description),
        "robots": robots,
        "icon": f"{page.up}app/static/icon.svg",
        "font": page.up + font,
        "style": style(page.up, page.sheets),
        "script": page.up + script(page.script),
        "skip": text(page.language, "call.skip"),
    }
    body = own.document(head, _top(page), inside, _foot(page)).encode("utf-8", "replace")
    common = {
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding, Accept-Language",
        "Content-Security-Policy": policy(page.up, page.sheets, page.asks),
        "Content-Language": page.language,
        **({} if page.indexed else {"X-Robots-Tag": "noindex"}),
        **(headers or {}),
    }
    if "gzip" in accepted:
        body = gzip.compress(body, 6, mtime=0)
        common["Content-Encoding"] = "gzip"
    return Response(body, status, headers=common, media_type="text/html")
