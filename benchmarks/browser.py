"""What a visitor waits for in Chromium: first view, warm reload, another choice.

A view counts as there when its chart is drawn and nothing lies over it; a choice when the chart
shows the new figures. Both are read once a frame inside the page.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.measure import Measure, between
from benchmarks.servers import TUNED, bare, dashboard

VIEWS = 7
CHOICES = 20
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

CHART = """
  const plot = document.querySelector(".js-plotly-plot");
  if (!plot) return "";
  const marks = plot.querySelectorAll(".xtick text, .ytick text, .point, .textpoint text");
  return Array.from(marks, each => each.textContent + each.getAttribute("transform")).join();
"""


def watch(read: str, asked: str) -> str:
    """Return a script that notes when what `read` returns changes, and when it was asked for.

    `read` is the body of a function, '' while nothing is there; `asked` says of an event whether
    it asks.
    """
    return f"""
(() => {{
  const watch = window.watch = {{ asked: 0, changed: 0, shown: "" }};
  const read = () => {{ {read} }};
  const tick = () => {{
    const now = document.getElementById("first") ? "" : read();
    if (now && now !== watch.shown) {{ watch.shown = now; watch.changed = performance.now(); }}
    requestAnimationFrame(tick);
  }};
  requestAnimationFrame(tick);
  for (const kind of ["keydown", "click"]) addEventListener(kind, event => {{
    if ({asked}) watch.asked = performance.now();
  }}, true);
}})()
"""


WATCH = watch(CHART, 'event.key === "Enter"')


def chromium() -> str:
    """Return the path of the browser: CHROMIUM, or the system's."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        raise SystemExit("Chromium is needed: ./run bench installs it, or set CHROMIUM to its path")
    return path


def settled(page: Page) -> float:
    """Return when the chart changed last, in milliseconds, once it has stood for 0.7 s."""
    for _ in range(400):
        page.wait_for_timeout(50)
        seen = page.evaluate("({...watch, now: performance.now()})")
        if seen["changed"] > seen["asked"] and seen["now"] - seen["changed"] > 700:
            return float(seen["changed"])
    raise SystemExit(f"No chart was drawn on {page.url}")


def _page(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.add_init_script(WATCH)
    return page


def _views(browser: Browser, address: str) -> tuple[float, float]:
    """Return the seconds of a first view with an empty cache and of a reload."""
    page = _page(browser)
    page.goto(address)
    first = settled(page)
    page.reload()
    again = settled(page)
    page.context.close()
    return first / 1000, again / 1000


def choose(page: Page, key: str) -> float:
    """Take the next or the last option of the first list and return the seconds until drawn."""
    page.get_by_role("combobox").first.click()
    page.get_by_role("option").first.wait_for()
    page.keyboard.press(key)
    page.keyboard.press("Enter")
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
        addresses = [f"{server.address}/?lang=en" for server in servers]
        views: list[list[tuple[float, float]]] = [[], [], []]
        choices: list[list[float]] = [[], [], []]
        for server in servers:
            server.rest()
        for turn in range(VIEWS + 1):
            for own, address in zip(views, addresses, strict=True):
                taken = _views(browser, address)
                if turn:  # the first visitor waits for modules; he is counted by no one else
                    own.append(taken)
        pages = [_page(browser) for _ in addresses]
        for page, address in zip(pages, addresses, strict=True):
            page.goto(address)
            settled(page)
        for turn in range(CHOICES):
            for own, page in zip(choices, pages, strict=True):
                page.bring_to_front()
                own.append(choose(page, "ArrowUp" if turn % 2 else "ArrowDown"))
        browser.close()
    return _compared(views, choices)


def _compared(
    views: Sequence[Sequence[tuple[float, float]]], choices: Sequence[Sequence[float]]
) -> list[Measure]:
    measures = []
    for place, words in ((1, ""), (2, ", bare page tuned")):
        for part, name in enumerate(("first view", "warm reload")):
            ours, other = ([taken[part] for taken in views[of]] for of in (0, place))
            measures.append(between(name + words, ours, other, "s", "at most 1.3"))
        name = f"another indicator{words}"
        measures.append(between(name, choices[0], choices[place], "s", "at most 1.3"))
    return measures
