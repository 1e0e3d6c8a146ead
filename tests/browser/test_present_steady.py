"""Nothing jumps, turns or is lost while a story is presented: start, steps, restart, no network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visitor
from playwright.sync_api import Browser, expect
from serving import free_port, serve
from test_present import ROOM, SMALL, STORIES, at

ROOT = Path(__file__).parents[2]

STEADY = 0.05
"""Half of what a reader is said to feel; a picture that was drawn anew moved a page by 0.4."""

PLACES = """
(() => {
  // Where every line of a step stands, on the first page and once the step itself is drawn.
  window.places = { first: {}, shift: 0, waits: 0 };
  const lines = ".stage-title, h1, .stage-note, .stage-legend, .stage-source, .stage-ways," +
    ".stage-ways > a, .who, .band h2, .band li, .stage-cards h2, .stage-figures dt," +
    ".stage-advice li";
  window.where = root => {
    const found = {};
    for (const own of root.querySelectorAll(lines)) {
      const { x, y, width, height } = own.getBoundingClientRect();
      const size = getComputedStyle(own).fontSize;
      const name = own.className + own.textContent;
      found[name] = [x, y, width, height].map(Math.round).concat(size);
    }
    return found;
  };
  const tick = () => {
    const first = document.getElementById("first");
    if (first) Object.assign(places.first, where(first));
    if (document.querySelector("[data-testid=stSkeleton], [data-testid=stSpinner]")) places.waits++;
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) places.shift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
})()
"""

QUIET = """
import socket

_connect = socket.socket.connect


def guarded(own, address):
    if own.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        with open({log!r}, "a") as out:
            print(address, file=out)
        raise OSError("there is no network")
    return _connect(own, address)


socket.socket.connect = guarded
"""


@pytest.fixture(scope="module")
def offline(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve where all but this machine's own network is refused; at the end none was asked for."""
    folder = tmp_path_factory.mktemp("offline")
    log = folder / "asked"
    (folder / "sitecustomize.py").write_text(QUIET.format(log=str(log)), "utf-8")
    with serve(ROOT, store_dir, folder, {"PYTHONPATH": str(folder)}) as address:
        yield address
    assert not log.exists(), log.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("story", [*STORIES, "country:SOM", "country:PSE", "country:YEM"])
def test_a_laptop_without_network_presents_every_story_in_contrast(
    visitor: Visitor, offline: str, story: str, language: str
) -> None:
    page = visitor(1920, 1080, at=offline).page
    story, _, iso3 = story.partition(":")
    own = f"&country={iso3}" if iso3 else ""
    page.goto(f"{offline}/present?story={story}{own}&lang={language}")
    at(page, 1)
    steps = int(str(page.locator("[data-stage]").get_attribute("data-steps")))
    for step in range(1, steps + 1):
        for width, height in ((1280, 720), (1920, 1080)):
            page.set_viewport_size({"width": width, "height": height})
            at(page, step)
            expect(page.locator(".stage-ways")).to_be_in_viewport()
            assert not page.evaluate(ROOM), (step, width)
        assert not page.evaluate(SMALL), step
        assert page.locator("h1").count() == 1
        contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
        found = Axe().run(page, options=contrast).response["violations"]
        assert not [(each["id"], each["nodes"][0]["html"][:200]) for each in found], step
        page.keyboard.press("PageDown")
    at(page, steps)


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("step", [1, 2, 3, 4, 6, 8])
def test_the_first_page_stands_where_the_step_will_stand(
    visitor: Visitor, step: int, language: str
) -> None:
    visit = visitor(1280, 720)
    page = visit.page
    page.add_init_script(PLACES)
    page.goto(f"{visit.home}/present?story=region&step={step}&lang={language}")
    at(page, step)
    first = page.evaluate("places.first")
    drawn = page.evaluate("where(document.querySelector('[data-testid=stMain]'))")
    assert first.keys() == drawn.keys()
    moved = {
        name[:40]: (first[name], place)
        for name, place in drawn.items()
        if first[name][4] != place[4]
        or any(abs(a - b) > 1 for a, b in zip(first[name][:4], place[:4], strict=True))
    }
    assert not moved
    shifts = [page.evaluate("places.shift")]
    while min(shifts) >= STEADY and len(shifts) < 4:
        page.reload()  # on a busy machine the faces may come after the first picture
        at(page, step)
        shifts.append(page.evaluate("places.shift"))
    assert min(shifts) < STEADY


def test_no_step_that_was_seen_waits_with_a_sign(visitor: Visitor) -> None:
    visit = visitor(1280, 720)
    page = visit.page
    page.add_init_script(PLACES)
    page.goto(f"{visit.home}/present?story=region&lang=en")
    at(page, 1)
    steps = int(str(page.locator("[data-stage]").get_attribute("data-steps")))
    for turn in range(2):
        for step in range(1, steps + 1):
            at(page, step)
            if step < steps:
                page.keyboard.press("PageDown")
        if turn == 0:
            page.keyboard.press("Home")
            at(page, 1)
            page.evaluate("places.waits = places.shift = 0")
    assert page.evaluate("places.waits") == 0
    assert page.evaluate("places.shift") < STEADY


@pytest.mark.parametrize("pressed", [False, True], ids=["untouched", "pressed"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_server_that_restarts_in_mid_story_keeps_the_step(
    chromium: Browser, store_dir: Path, tmp_path: Path, language: str, pressed: bool
) -> None:
    port = free_port()
    context = chromium.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    link = f"/present?story=country&country=SOM&lang={language}&step="
    with serve(ROOT, store_dir, tmp_path, port=port) as home:
        page.goto(f"{home}{link}2")
        at(page, 2)
        page.keyboard.press("PageDown")
        at(page, 3)
        said = str(page.locator("h1").text_content())
    expect(page.locator(".stage-lost")).to_be_visible()
    expect(page.locator("[role=dialog]:visible")).to_have_count(0)
    expect(page.locator("h1")).to_have_text(said)
    if pressed:
        page.keyboard.press("PageDown")
    expect(page.locator('[data-stage][data-step="3"]')).to_be_attached()
    step = 4 if pressed else 3
    with serve(ROOT, store_dir, tmp_path, port=port) as home:
        connected = page.locator("[data-test-connection-state=CONNECTED]")
        expect(connected).to_be_attached(timeout=60_000)
        expect(page.locator(".stage-lost")).to_be_hidden()
        at(page, step)
        if not pressed:
            expect(page.locator("h1")).to_have_text(said)
        page.keyboard.press("PageDown")
        at(page, step + 1)
        assert f"lang={language}" in page.url
        page.reload()
        at(page, step + 1)
        page.go_back()
        at(page, step)
        deep = context.new_page()
        deep.goto(f"{home}{link}6")
        at(deep, 6)
    context.close()
