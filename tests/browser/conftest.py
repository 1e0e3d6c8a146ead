"""Chromium on the served dashboard; every page watches for requests to other hosts and errors."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

expect.set_options(timeout=30_000)

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return the system's Chromium, the one that CHROMIUM names first."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "Chromium is needed: ./run test installs it, or set CHROMIUM to its path"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A visitor's page and what went wrong on it."""

    page: Page
    home: str
    outside: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def open(self, path: str, *, charts: bool = True) -> Page:
        """Open an address and wait until the view stands; `charts` says whether it has any."""
        self.page.goto(self.home + path)
        self.ready(charts=charts)
        return self.page

    def ready(self, *, charts: bool = True) -> None:
        """Wait until the run is over, the first page is gone and every chart is drawn."""
        expect(self.page.locator("[data-test-script-state=notRunning]")).to_be_attached()
        expect(self.page.locator("#first")).to_have_count(0)
        expect(self.page.locator(".footer")).to_be_visible()
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0)
        if charts:
            expect(self.page.locator(".exhibit-foot").first).to_be_attached()
        for chart in self.page.locator("[data-testid=stPlotlyChart]").all():
            expect(chart.locator(".main-svg").first).to_be_visible()

    def fits(self) -> None:
        """Nothing scrolls sideways."""
        widths = self.page.locator("[data-testid=stMain]").evaluate(
            "main => [main.scrollWidth, main.clientWidth,"
            " document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        )
        assert widths[0] <= widths[1]
        assert widths[2] <= widths[3]


Visitor = Callable[..., Visit]


@pytest.fixture
def visitor(chromium: Browser, served: str) -> Iterator[Visitor]:
    """Return a way to open pages as new visitors; at the end none may have asked elsewhere."""
    visits: list[Visit] = []

    def visit(width: int = 1440, height: int = 900, at: str = served, **settings: object) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": height}, **settings)
        own = Visit(context.new_page(), at)
        visits.append(own)

        def route(request: object) -> None:
            address = str(request.url)  # type: ignore[attr-defined]
            if not address.startswith((at, "data:", "blob:", at.replace("http", "ws"))):
                own.outside.append(address)

        own.page.on("request", route)
        own.page.on("pageerror", lambda error: own.faults.append(str(error)))
        own.page.on(
            "console",
            lambda said: own.faults.append(said.text) if said.type == "error" else None,
        )
        return own

    yield visit
    outside = [address for each in visits for address in each.outside]
    faults = [fault for each in visits for fault in each.faults]
    for each in visits:
        each.page.context.close()
    assert not outside
    assert not faults
