"""Small addresses beside the views: health, robots, sitemap."""

from __future__ import annotations

from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from app import i18n, markup, queries, store


def _health() -> tuple[int, dict[str, str]]:
    try:
        version = store.current()
    except store.Unavailable:
        return 503, {"status": "no store"}
    built = queries.built_at(version).isoformat(timespec="seconds") + "Z"
    return 200, {"status": "ok", "data_version": version, "built_at": built}


async def health(_: Request) -> Response:
    """Answer whether there are figures, and which."""
    status, body = await run_in_threadpool(_health)
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})


async def robots(request: Request) -> Response:
    """Answer what crawlers may read: everything, by the sitemap."""
    return PlainTextResponse(f"User-agent: *\nAllow: /\nSitemap: {request.base_url}sitemap.xml\n")


async def sitemap(request: Request) -> Response:
    """Answer every view in every language."""
    links = "".join(
        f"<url><loc>{escape(str(request.base_url).rstrip('/') + address[1:])}</loc></url>"
        for view in i18n.VIEWS
        for language in i18n.LANGUAGES
        for address in [markup.href(view, {"lang": language})]
    )
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{links}</urlset>'
    )
    return Response(body, media_type="application/xml")


ROUTES = [
    Route("/health", health),
    Route("/robots.txt", robots),
    Route("/sitemap.xml", sitemap),
]
