"""A story printed by the browser: a page for the title and one a step, and nothing cut."""

from __future__ import annotations

import io
import re

import pypdf
import pytest
from conftest import Visit, Visitor
from playwright.sync_api import expect

from app.stories import Story, stories

STORIES = {identity: own for identity, own in stories().items() if isinstance(own, Story)}

OUTSIDE = """() => {
  const out = [];
  for (const sheet of document.querySelectorAll(".sheet")) {
    const own = sheet.getBoundingClientRect();
    for (const each of sheet.querySelectorAll("*")) {
      const box = each.getBoundingClientRect();
      const aside = box.left < own.left - 1 || box.right > own.right + 1;
      if (box.width && (aside || box.bottom > own.bottom + 1))
        out.push([each.tagName, each.textContent.slice(0, 40), box.left, box.right]);
    }
  }
  return out;
}"""


def opened(visit: Visit, story: str, ask: str) -> None:
    visit.page.goto(f"{visit.home}/api/v1/stories/{story}.html?{ask}")
    visit.page.evaluate("() => document.fonts.ready")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("story", STORIES)
def test_a_story_prints_a_page_a_step(visitor: Visitor, story: str, language: str) -> None:
    visit = visitor(1280, 900)
    state = "&country=PSE" if STORIES[story].own else ""
    opened(visit, story, f"lang={language}{state}")
    page = visit.page
    said = page.locator("h2.finding").all_inner_texts()
    body = page.pdf(prefer_css_page_size=True, print_background=True)
    found = pypdf.PdfReader(io.BytesIO(body)).pages
    assert len(found) == len(STORIES[story].steps) + 1 == len(said) + 1
    for sheet, sentence in zip(list(found)[1:], said, strict=True):
        wide, high = float(sheet.mediabox.width), float(sheet.mediabox.height)
        assert (round(wide), round(high)) == (842, 595)
        words = sheet.extract_text()
        for number in re.findall(r"\d+(?:\.\d+)?", sentence):
            assert number in words, (number, sentence)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 1032, "height": 704})
    assert not page.evaluate(OUTSIDE)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_to_print_is_light_and_fits_a_phone(visitor: Visitor, scheme: str) -> None:
    visit = visitor(390, 844, color_scheme=scheme)
    opened(visit, "region", "lang=ar")
    widths = visit.page.evaluate(
        "() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert widths[0] <= widths[1]
    ink = visit.page.locator("h1").first.evaluate("own => getComputedStyle(own).color")
    assert ink == "rgb(27, 34, 36)"
    called = "() => { window.called = 0; window.print = () => { window.called += 1; }; }"
    visit.page.evaluate(called)
    visit.page.get_by_role("button").click()
    assert visit.page.evaluate("() => window.called") == 1
    visit.page.locator(".print-ways a").click()
    expect(visit.page.locator(".stories")).to_be_visible()
