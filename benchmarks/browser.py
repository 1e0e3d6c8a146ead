"""In Chromium: first view, warm reload and a change of choice against a bare page."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import serving

ROUNDS = 7
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


def _drawn(page: Page) -> None:
    page.locator("[data-testid=stPlotlyChart] .main-svg").first.wait_for()


def _time(work: Callable[[], None]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _open(page: Page, url: str) -> None:
    page.goto(url)
    _drawn(page)


def _reload(page: Page) -> None:
    page.reload()
    _drawn(page)


def _choose(page: Page, box: str, option: str, sign: str) -> None:
    page.get_by_role("combobox", name=box).click()
    page.get_by_role("option", name=option, exact=True).click()
    page.locator("h1", has_text=sign).wait_for()


def _round(
    browser: Browser, url: str, box: str, options: list[tuple[str, str]]
) -> dict[str, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    times = {
        "first_view": _time(lambda: _open(page, url)),
        "warm_reload": _time(lambda: _reload(page)),
    }
    changes = [_time(lambda pair=pair: _choose(page, box, *pair)) for pair in options]
    context.close()
    return {**times, "choice": statistics.median(changes)}


def measure() -> dict[str, float]:
    """Return medians of both in seconds, taken in turn, and their ratios."""
    own = [("Mashreq", "Mashreq"), ("Maghreb", "Maghreb"), ("Arab states", "21 Arab states")]
    other = [("second", "second"), ("first", "first"), ("second", "second")]
    rows: dict[str, list[dict[str, float]]] = {"own": [], "bare": []}
    with (
        sync_playwright() as playwright,
        serving.bare(*serving.TUNED) as bare,
        serving.dashboard() as dashboard,
    ):
        browser = playwright.chromium.launch(executable_path=serving.chromium(), args=FLAGS)
        for _ in range(ROUNDS):
            rows["bare"].append(_round(browser, bare.url, "Series", other))
            rows["own"].append(_round(browser, f"{dashboard.url}/?lang=en", "Group", own))
        browser.close()
    found = {}
    for name in ("first_view", "warm_reload", "choice"):
        middle = {which: statistics.median(r[name] for r in rows[which][1:]) for which in rows}
        found[f"{name}_seconds"] = middle["own"]
        found[f"{name}_bare_seconds"] = middle["bare"]
        found[f"{name}_ratio"] = middle["own"] / middle["bare"]
    return found
