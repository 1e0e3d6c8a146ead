"""Charts in the frame of other pages: who may show them, and how they fit."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, Visitor
from playwright.sync_api import Browser, Page, expect
from serving import serve

ROOT = Path(__file__).parents[2]
KINDS = {
    "ranking": "chart=ranking",
    "trend": "chart=trend&country=JOR",
    "lines": "chart=trend&country=JOR,EGY&group=gcc",
    "tiles": "chart=tiles",
    "components": "chart=components&country=SOM",
}


@contextmanager
def site() -> Iterator[tuple[str, dict[str, str]]]:
    """Serve pages of another origin: their address, and the pages by their path."""
    pages: dict[str, str] = {}

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = pages.get(self.path, "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", pages
    finally:
        server.shutdown()
        server.server_close()


def page_of(frame: str, language: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{language}"><title>Another site</title>'
        f"<h1>Another site</h1>{frame}</html>"
    )


def test_listed_sites_show_a_chart_and_no_others_and_nothing_else(
    chromium: Browser, store_dir: Path, tmp_path: Path
) -> None:
    with site() as (listed, its_pages), site() as (other, other_pages):
        setting = {"ALLOWED_FRAME_ANCESTORS": f"{listed} https://www.example.org"}
        with serve(ROOT, store_dir, tmp_path, setting) as home:
            context = chromium.new_context(viewport={"width": 1000, "height": 900})
            page = context.new_page()
            page.goto(f"{home}/?lang=ar")
            fold = page.locator(".st-key-exhibit-ranking .embed-code")
            expect(page.locator("#first")).to_have_count(0)
            fold.locator("summary").click()
            expect(fold.locator(".small")).to_contain_text(listed)
            frame = fold.locator("code").first.text_content()
            for pages in (its_pages, other_pages):
                pages["/"] = page_of(str(frame), "ar")
                pages["/view"] = page_of(f'<iframe src="{escape(home)}/country?lang=en"></iframe>')

            own = context.new_page()
            own.goto(f"{listed}/")
            chart = own.frame_locator("iframe")
            expect(chart.locator("h1")).to_be_visible()
            expect(chart.locator(".main-svg").first).to_be_visible()
            expect(chart.locator("#first")).to_have_count(0)
            expect(chart.locator(".embed-home a")).to_be_visible()
            with context.expect_page() as opened:
                chart.locator(".embed-home a").click()
            expect(opened.value.locator("nav").first).to_be_visible()

            for address in (f"{other}/", f"{other}/view", f"{listed}/view"):
                said: list[str] = []
                refused = context.new_page()
                refused.on("console", lambda each, said=said: said.append(each.text))
                refused.goto(address)
                expect(refused.locator("iframe")).to_be_attached()
                refused.locator("iframe").scroll_into_view_if_needed()
                for _ in range(100):
                    if any("frame-ancestors" in each for each in said):
                        break
                    refused.wait_for_timeout(100)
                assert any("frame-ancestors" in each for each in said), address
                ours = refused.frame_locator("iframe").locator(".embed-head, .headline")
                assert ours.count() == 0
            context.close()


def framed(visit: Visit, link: str) -> Page:
    visit.page.goto(f"{visit.home}/embed?{link}")
    expect(visit.page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(visit.page.locator("#first")).to_have_count(0)
    expect(visit.page.locator(".embed-home")).to_be_visible()
    expect(visit.page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    for chart in visit.page.locator("[data-testid=stPlotlyChart]:visible").all():
        expect(chart.locator(".main-svg").first).to_be_visible()
    return visit.page


def scrolls(page: Page) -> list[bool]:
    """Return whether the page scrolls sideways, and whether down."""
    return page.locator("[data-testid=stMain]").evaluate(
        "main => [main.scrollWidth > main.clientWidth"
        " || document.documentElement.scrollWidth > innerWidth,"
        " main.scrollHeight > main.clientHeight]"
    )


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_fits_frames_of_many_sizes(visitor: Visitor, kind: str, language: str) -> None:
    visit = visitor(600, 450)
    page = framed(visit, f"{KINDS[kind]}&lang={language}")
    assert scrolls(page) == [False, False]
    for width, height in ((320, 480), (1200, 700), (800, 200)):
        page.set_viewport_size({"width": width, "height": height})
        expect(page.locator(".embed-home")).to_be_attached()
        assert not scrolls(page)[0], width
    assert page.locator("h1").count() == 1
    assert page.locator(".site, .footer").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_frame_has_no_fault_of_access(visitor: Visitor, language: str, scheme: str) -> None:
    for link in (KINDS["tiles"], KINDS["components"]):
        page = framed(visitor(600, 700, color_scheme=scheme), f"{link}&lang={language}")
        found = Axe().run(page).response["violations"]
        assert not [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def test_the_keyboard_reaches_notes_and_the_way_back(visitor: Visitor) -> None:
    page = framed(visitor(600, 450), f"{KINDS['ranking']}&lang=en")
    page.locator(".embed-notes summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".embed-notes p").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator(".embed-home a")).to_be_focused()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_code_is_copied(visitor: Visitor, language: str) -> None:
    visit = visitor(1000, 900, permissions=["clipboard-read", "clipboard-write"])
    page = visit.open(f"/country?country=JOR&lang={language}")
    fold = page.locator(".st-key-exhibit-trend .embed-code")
    fold.locator("summary").click()
    button = fold.locator("button[data-copy]").last
    button.click()
    expect(fold.locator(".copied").last).not_to_be_empty()
    taken = page.evaluate("navigator.clipboard.readText()")
    assert taken.startswith("<iframe ")
    assert "data_version=" in taken
    visit.fits()
