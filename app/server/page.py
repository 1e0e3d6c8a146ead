"""The first page, completed before it leaves: language, title, headline and main figures.

Streamlit sends the same empty page for every address and fills it after its scripts have run.
Here it goes out in the language asked for, with the finding of the view as plain HTML that
stands until the view itself is drawn.
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import re
import sys
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app import ancestors, choices, i18n, markup, store
from app.headlines import Headline, headline
from app.i18n import text
from app.server.static import STREAMLIT, alone, stylesheet

EARLY = "\n".join(
    (Path(__file__).parent / name).read_text("utf-8")
    for name in ("early.js", "stage.js", "story.js")
)
KEPT = 256
"""Completed pages kept in memory; a link with other parameters is completed anew."""

BESIDE = (
    "/_stcore/",
    "/media/",
    "/component/",
    "/static/",
    "/app/",
    "/auth/",
    "/call/",
    "/compose/",
)


@dataclass(frozen=True)
class Index:
    """Streamlit's page taken apart: what is left, what it fetches ahead, its script and style."""

    page: str
    ahead: str
    script: str
    style: str


@lru_cache
def index() -> Index:
    """Return Streamlit's page without what we replace.

    Its files are fetched after what the first view needs, and its script starts once that view
    has been painted (early.js): what a reader came for does not wait for what draws the charts.
    """
    page = (STREAMLIT / "index.html").read_text("utf-8")
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r'<link[^>]*rel="(?:shortcut icon|service-desc)"[^>]*>', "", page)
    page = re.sub(r'<link[^>]*rel="preload"[^>]*as="font"[^>]*>', "", page)
    page = re.sub(r"<noscript>.*?</noscript>", "", page, flags=re.DOTALL)
    preloads = re.findall(r'<link rel="modulepreload"[^>]*>', page)
    script = re.search(r'<script type="module"[^>]*src="([^"]*)"[^>]*></script>', page)
    style = re.search(r'<link rel="stylesheet"[^>]*href="([^"]*)"[^>]*>', page)
    assert script and style, "Streamlit's page has changed: its script or style is not found"
    for part in (*preloads, script[0], style[0]):
        page = page.replace(part, "")
    ahead = "".join(preloads).replace("<link ", '<link fetchpriority="low" ')
    return Index(re.sub(r"\n\s*\n+", "\n", page), ahead, script[1], style[1])


def _hashes(page: str) -> str:
    """Return the CSP sources of the inline scripts of a page, computed from what is sent."""
    scripts = re.findall(r"<script(?: data[^>]*)?>(.*?)</script>", page, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def policy(page: str, view: str) -> str:
    """Return the Content-Security-Policy of a page: nothing from any other host."""
    others = " ".join(ancestors.allowed()) if view == "embed" else ""
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' blob: 'wasm-unsafe-eval' {_hashes(page)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors 'self' {others}".strip(),
        ]
    )


def _chart_script() -> str:
    """Return the address of the script that draws charts, so that it loads with the first."""
    found = sorted((STREAMLIT / "static" / "js").glob("PlotlyChart.*.js"))
    return f"./static/js/{found[0].name}" if found else ""


def first_view(language: str, view: str, asked: dict[str, str], found: Headline | None) -> str:
    """Return what stands in the page until Streamlit has drawn the view."""
    site = text(language, "site.name")
    own = {**asked, "lang": language}
    views = "".join(
        markup.link(
            markup.href(each, own if each == view else {"lang": language}),
            text(language, f"view.{each}"),
            current=each == view,
        )
        for each in i18n.VIEWS
    )
    others = "".join(
        markup.link(markup.href(view, {**own, "lang": each}), name, language=each)
        for each, name in i18n.LANGUAGES.items()
        if each != language
    )
    menu = markup.menu(site, text(language, "menu.label"), views, others)
    if found is None:
        body = f"<h1>{escape(site)}</h1><p>{escape(text(language, 'notice.no_store'))}</p>"
    else:
        body = (
            markup.headline(found.sentence, found.context)
            + markup.facts(found.facts)
            + markup.notes([found.source] if found.source else [])
        )
    loading = escape(text(language, "site.loading"))
    no_script = escape(text(language, "site.no_script"))
    kind = ""
    if found and found.whole:
        # What has no frame of the site stands alone from the first, in its own type and place.
        menu, body, kind = "", found.whole, ' class="alone"'
    elif view == "present" and {"story", "tale"} & asked.keys():
        menu = ""  # on a shared screen a step stands alone from the first
    return (
        f'<main id="first"{kind}>{menu}{body}<p class="note" role="status">{loading}</p>'
        f'<noscript><p class="note">{no_script}</p></noscript></main>'
    )


@lru_cache(maxsize=KEPT)
def complete(
    version: str, language: str, view: str, query: str, today: datetime.date
) -> tuple[bytes, str, str]:
    """Return body, policy and entity tag of the first page for a view's link on a day."""
    asked = dict(parse_qsl(query))
    found = headline(version, language, view, asked, today) if version else None
    site = text(language, "site.name")
    title = found.title if found else site
    description = text(language, "site.description")
    own = bool(found and found.whole)
    script = "arabic" if language == "ar" else "latin"
    faces = [(script, "400")]
    if own:  # every face is there when the step is painted: nothing is set anew afterwards
        faces = [(each, weight) for each in {script, "latin"} for weight in ("400", "600")]
    fonts = "".join(
        '<link rel="preload" as="font" type="font/woff2" crossorigin'
        f' href="./app/static/fonts/ibm-plex-sans-arabic-{each}-{weight}-normal.woff2">'
        for each, weight in sorted(faces)
    )
    style = stylesheet() + alone() if own else stylesheet()
    head = (
        f'<meta name="description" content="{escape(description)}">'
        '<link rel="icon" href="./app/static/icon.svg" type="image/svg+xml">'
        f"{fonts}<style>{style}</style>"
        f'<script data-script="{index().script}" data-style="{index().style}">{EARLY}</script>'
    )
    streamlit = index()
    page = streamlit.page.replace(
        '<html lang="en">', f'<html lang="{language}" dir="{i18n.direction(language)}">', 1
    )
    page = re.sub(r"<title>.*?</title>", lambda _: f"<title>{escape(title)}</title>", page, count=1)
    page = page.replace("</head>", f"{head}</head>", 1)
    page = page.replace(
        '<div id="root">',
        f"{first_view(language, view, asked, found)}{streamlit.ahead}"
        f'<link fetchpriority="low" rel="modulepreload" href="{_chart_script()}"><div id="root">',
        1,
    )
    body = page.encode()
    return body, policy(page, view), f'"{hashlib.sha256(body).hexdigest()[:20]}"'


def _answer(scope: Scope, view: str) -> Response:
    headers = Headers(scope=scope)
    query = scope["query_string"].decode("ascii", "replace")
    asked = dict(parse_qsl(query, encoding="utf-8", errors="replace"))
    language = asked.get("lang", "")
    if language not in i18n.LANGUAGES:
        language = i18n.preferred(headers.get("accept-language", ""))
    known = {name: value for name, value in sorted(asked.items()) if name in markup.PARAMETERS}
    try:
        version = store.current()
    except store.Unavailable:
        version = ""
    body, rules, etag = complete(version, language, view, urlencode(known), choices.today())
    common = {
        "ETag": etag,
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding, Accept-Language",
        "Content-Security-Policy": rules,
        "Content-Language": language,
    }
    if headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=common)
    if "gzip" in headers.get("accept-encoding", ""):
        body = gzip.compress(body, 6, mtime=0)
        common["Content-Encoding"] = "gzip"
    common["Content-Length"] = str(len(body))
    return Response(
        body if scope["method"] == "GET" else b"", headers=common, media_type="text/html"
    )


def _elsewhere(scope: Scope, name: str) -> Response:
    """Lead another way of writing a view's address to the view, all else to the overview."""
    query = scope["query_string"].decode("ascii", "replace")
    path = f"/{name}" if name in i18n.PAGES and name != "overview" else "/"
    if name not in i18n.PAGES:
        query = "&".join(part for part in (query, urlencode({"page": name[:40]})) if part)
    return RedirectResponse(f"{path}?{query}" if query else path, 307)


class FirstPage:
    """Answer the page of a view; all else goes on."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`; say what is wrong with the setting of who may embed."""
        self.app = app
        if ancestors.fault():
            print(ancestors.fault(), file=sys.stderr)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a view's page, lead unknown pages to the overview, or pass the request on."""
        path = scope.get("path", "")
        if (
            scope["type"] != "http"
            or scope["method"] not in ("GET", "HEAD")
            or path.startswith(BESIDE)
            or path
            in (
                "/health",
                "/robots.txt",
                "/sitemap.xml",
                "/manifest.json",
                "/favicon.png",
                "/call",
                "/compose",
            )
        ):
            await self.app(scope, receive, send)
            return
        name = path.strip("/")
        if path == "/":
            response = await run_in_threadpool(_answer, scope, "overview")
        elif name in i18n.PAGES and name != "overview" and path == f"/{name}":
            response = await run_in_threadpool(_answer, scope, name)
        else:
            response = _elsewhere(scope, name)
        await response(scope, receive, send)
