"""What an audience waits for: a step of a story against a choice on a bare page with one chart.

A step counts from the key until its sentence, picture and chart stand; the bare page's choice as
in `browser`. The first step is measured against a change of view, both by a click.
"""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import CHART, FLAGS, WATCH, choose, chromium, settled, watch
from benchmarks.measure import Measure, between
from benchmarks.servers import TUNED, bare, dashboard

STEPS = 8
ROUNDS = 2
FIRSTS = 9

MARKS = ".st-key-stage :is(h1, li, dd, .xtick text, .point)"
STEP = f"""
  const stage = document.querySelector("[data-stage]");
  const room = document.querySelector(".st-key-stage-chart");
  if (!stage || room && !room.querySelector(".main-svg")) return "";
  const marks = document.querySelectorAll("{MARKS}");
  return Array.from(marks, each => each.textContent + each.getAttribute("transform")).join();
"""
BY_KEY = "event.key && /^(Page|Home)/.test(event.key)"
BY_CLICK = 'event.type === "click" && event.target.closest("a")'


def _page(browser: Browser, address: str, script: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.add_init_script(script)
    page.goto(address)
    return page


def _taken(page: Page) -> float:
    """Return the seconds from what was asked last until it stands."""
    changed = settled(page)
    return float((changed - page.evaluate("watch.asked")) / 1000)


def _step(page: Page, key: str) -> float:
    page.keyboard.press(key)
    return _taken(page)


def _clicked(browser: Browser, address: str, path: str, link: str, read: str) -> float:
    """Open a view as a visitor, follow a link of it and return the seconds until that stands."""
    page = _page(browser, address + path, watch(read, BY_CLICK))
    page.locator("#first").wait_for(state="detached")
    page.locator("[data-test-script-state=notRunning]").wait_for(state="attached")
    page.wait_for_timeout(2000)  # what a view begins with, its charts too, is there
    page.locator(link).first.click()
    seconds = _taken(page)
    page.context.close()
    return seconds


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
        ours = servers[0].address
        story = f"{ours}/present?story=region&lang=en"
        pages = [_page(browser, story, watch(STEP, BY_KEY))]
        pages += [_page(browser, f"{each.address}/?lang=en", WATCH) for each in servers[1:]]
        for page in pages:
            settled(page)
        for key in ["PageDown"] * STEPS + ["Home"]:  # every step was seen once
            _step(pages[0], key)
        taken: list[list[float]] = [[], [], []]
        charted: list[float] = []
        for turn in range(2 * STEPS * ROUNDS):
            back = turn // STEPS % 2
            pages[0].bring_to_front()
            taken[0].append(_step(pages[0], "PageUp" if back else "PageDown"))
            if pages[0].locator(".st-key-stage-chart").count():
                charted.append(taken[0][-1])
            for own, page in zip(taken[1:], pages[1:], strict=True):
                page.bring_to_front()
                own.append(choose(page, "ArrowUp" if turn % 2 else "ArrowDown"))
        for page in pages:
            page.context.close()
        firsts: list[list[float]] = [[], []]
        for _ in range(FIRSTS):
            way = ("/present?lang=en", "a[href*='story=region']", STEP)
            firsts[0].append(_clicked(browser, ours, *way))
            way = ("/?lang=en", ".site a[href*='country']", CHART)
            firsts[1].append(_clicked(browser, ours, *way))
        browser.close()
    names = ("a step against a bare rerun", "a step against a bare rerun, tuned")
    return [
        *(
            between(name, taken[0], own, "s", "at most 1.2")
            for name, own in zip(names, taken[1:], strict=True)
        ),
        between(
            "a step with a chart against a bare rerun, tuned", charted, taken[2], "s", "at most 1.2"
        ),
        between("first step / change of view", *firsts, "s", "at most 1"),
    ]
