"""A presenter's keys in Chromium: every step of every story, both languages, both screens."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, Visitor
from playwright.sync_api import Page, expect

from app.stories import Story, stories

STORIES = [identity for identity, own in stories().items() if isinstance(own, Story)]

SMALL = """() => {
  const found = [], main = document.querySelector("[data-testid=stMain]");
  const walk = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const own = node.parentElement, least = own.closest(".stage-source") ? 18 : 24;
    const seen = node.textContent.trim() && own.getBoundingClientRect().width;
    if (seen && parseFloat(getComputedStyle(own).fontSize) < least) found.push(node.textContent);
  }
  return found;
}"""
ROOM = """() => {
  const out = [], foot = document.querySelector(".stage-ways").getBoundingClientRect();
  for (const id of ["stMain", "stMainBlockContainer"]) {
    const own = document.querySelector(`[data-testid=${id}]`);
    if (own.scrollHeight > own.clientHeight || own.scrollWidth > own.clientWidth) out.push(id);
  }
  const drawn = ":is(h1, li, p, dd, section, article, .js-plotly-plot)";
  for (const own of document.querySelectorAll(`.st-key-stage ${drawn}`)) {
    if (own.closest(".stage-ways")) continue;
    const box = own.getBoundingClientRect(), words = own.textContent.slice(0, 40);
    if (box.bottom > foot.top + 1 || box.left < 0 || box.right > innerWidth + 1) out.push(words);
  }
  return out;
}"""


def at(page: Page, step: int) -> None:
    """Wait until a step stands, with its chart."""
    expect(page.locator(f'[data-stage][data-step="{step}"]')).to_be_attached()
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator("[data-testid=stSkeleton]")).to_have_count(0)
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        expect(chart.locator(".main-svg").first).to_be_visible()


def present(visit: Visit, link: str, step: int = 1) -> Page:
    visit.page.goto(f"{visit.home}/present?{link}&step={step}")
    at(visit.page, step)
    return visit.page


@pytest.mark.parametrize("screen", [(1920, 1080), (1280, 720)], ids=["1080", "720"])
@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("story", STORIES)
def test_every_step_is_reached_by_keys_and_fits(
    visitor: Visitor, story: str, language: str, screen: tuple[int, int]
) -> None:
    page = present(visitor(*screen), f"story={story}&lang={language}")
    steps = int(str(page.locator("[data-stage]").get_attribute("data-steps")))
    ahead = "ArrowLeft" if language == "ar" else "ArrowRight"
    keys = [ahead, "PageDown", " "]
    for step in range(1, steps + 1):
        at(page, step)
        assert page.locator("h1").count() == 1
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        assert not page.evaluate(SMALL)
        assert not page.evaluate(ROOM)
        page.keyboard.press(keys[step % 3])
    at(page, steps)
    page.keyboard.press("PageUp")
    at(page, steps - 1)
    page.keyboard.press("Home")
    at(page, 1)


def test_four_fast_keys_are_four_steps(visitor: Visitor) -> None:
    page = present(visitor(1280, 720), "story=region&lang=en")
    for _ in range(4):
        page.keyboard.press("PageDown")
    at(page, 5)
    page.wait_for_timeout(500)
    at(page, 5)


def test_reload_history_and_language_keep_the_step(visitor: Visitor) -> None:
    page = present(visitor(1280, 720), "story=region&lang=en", 3)
    page.keyboard.press("PageDown")
    at(page, 4)
    page.reload()
    at(page, 4)
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    at(page, 4)
    page.go_back()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    at(page, 4)
    page.go_back()
    at(page, 3)
    page.go_forward()
    at(page, 4)


def test_the_live_view_is_one_key_away_and_so_is_the_step(visitor: Visitor) -> None:
    page = present(visitor(1280, 720), "story=region&lang=en", 2)
    page.keyboard.press("l")
    expect(page.locator("a[data-return]")).to_be_visible()
    expect(page.locator(".site")).to_be_visible()
    page.get_by_role("combobox", name="Group").click()
    page.get_by_role("option", name="Mashreq").click()
    expect(page.locator("h1")).to_contain_text("Mashreq")
    page.locator("h1").click()
    page.keyboard.press("l")
    at(page, 2)
    expect(page.locator(".site")).to_have_count(0)


def test_black_screen_full_screen_and_the_end(visitor: Visitor) -> None:
    page = present(visitor(1280, 720), "story=region&lang=en", 2)
    black = page.locator("html[data-black]")
    page.keyboard.press("b")
    expect(black).to_have_count(1)
    page.keyboard.press("b")
    expect(black).to_have_count(0)
    page.keyboard.press("f")
    page.wait_for_timeout(300)
    assert page.evaluate("Boolean(document.fullscreenElement)")
    page.keyboard.press("PageDown")
    at(page, 3)
    assert page.evaluate("Boolean(document.fullscreenElement)")
    page.keyboard.press("f")
    page.locator("summary").click()
    expect(page.locator(".jump ol")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".jump ol")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("h1")).to_contain_text("ready to present")


def test_the_speakers_window_keeps_in_step(visitor: Visitor) -> None:
    page = present(visitor(1280, 720), "story=region&lang=en", 2)
    with page.context.expect_page() as opened:
        page.keyboard.press("n")
    speaker = opened.value
    at(speaker, 2)
    expect(speaker.locator(".speaker .next")).to_contain_text("Twenty years")
    expect(speaker.locator("[data-clock=now]")).to_have_text(re.compile(r"\d\d:\d\d"))
    page.keyboard.press("PageDown")
    at(page, 3)
    at(speaker, 3)
    speaker.keyboard.press("PageDown")
    at(speaker, 4)
    at(page, 4)
    assert "notes" not in page.url


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_step_has_no_fault_of_access(visitor: Visitor, language: str, scheme: str) -> None:
    page = present(visitor(1280, 720, color_scheme=scheme), f"story=region&lang={language}", 6)
    for step in (6, 2):
        page.goto(re.sub(r"step=\d+", f"step={step}", page.url))
        at(page, step)
        found = Axe().run(page).response["violations"]
        assert not [(each["id"], each["nodes"][0]["html"][:200]) for each in found]


def test_a_phone_reads_a_step_without_scrolling_sideways(visitor: Visitor) -> None:
    for language in ("en", "ar"):
        visit = visitor(390, 844)
        for step in (1, 2, 3, 6, 8):
            present(visit, f"story=region&lang={language}", step)
            visit.fits()
