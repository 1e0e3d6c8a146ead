"""What an audience waits for: a step of a story against a choice on a bare page with one chart.

Ours counts from the key until the sentence, the picture and the chart of the step stand; the bare
page's as in `browser`.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import FLAGS, WATCH, choose, chromium, settled
from benchmarks.measure import Measure, between
from benchmarks.servers import TUNED, bare, dashboard

STEPS = 8
ROUNDS = 2

STAGE = (
    WATCH.replace('const plot = document.querySelector(".js-plotly-plot");', "")
    .replace(
        'if (!plot || document.getElementById("first")) return "";',
        'if (!document.querySelector("[data-stage]") || document.getElementById("first")) return "";',
    )
    .replace(
        'plot.querySelectorAll(".xtick text, .ytick text, .point, .textpoint text")',
        'document.querySelectorAll(".st-key-stage :is(h1, li, dd, .xtick text, .point)")',
    )
    .replace('event.key === "Enter"', 'event.key.startsWith("Page")')
)


def _stage(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.add_init_script(STAGE)
    page.goto(f"{address}/present?story=region&lang=en")
    settled(page)
    return page


def _step(page: Page, key: str) -> float:
    """Press a key and return the seconds until the step stands."""
    page.keyboard.press(key)
    changed = settled(page)
    return float((changed - page.evaluate("watch.asked")) / 1000)


def measure() -> list[Measure]:
    """Return the comparisons; ours and the bare pages take turns."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        place = Path(folder)
        servers = [
            stack.enter_context(serving)
            for serving in (dashboard(place), bare(place), bare(place, TUNED))
        ]
        playwright = stack.enter_context(sync_playwright())
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for server in servers:
            server.rest()
        pages = [_stage(browser, servers[0].address)]
        for server in servers[1:]:
            page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
            page.add_init_script(WATCH)
            page.goto(f"{server.address}/?lang=en")
            settled(page)
            pages.append(page)
        taken: list[list[float]] = [[], [], []]
        for turn in range(2 * STEPS * ROUNDS):
            back = turn // STEPS % 2
            pages[0].bring_to_front()
            taken[0].append(_step(pages[0], "PageUp" if back else "PageDown"))
            for own, page in zip(taken[1:], pages[1:], strict=True):
                page.bring_to_front()
                own.append(choose(page, "ArrowUp" if turn % 2 else "ArrowDown"))
        browser.close()
    names = ("a step against a bare rerun", "a step against a bare rerun, tuned")
    return [
        between(name, taken[0], own, "s", "at most 1.2")
        for name, own in zip(names, taken[1:], strict=True)
    ]
