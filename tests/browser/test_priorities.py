"""Recommendations as a reader meets them: weights by keyboard, the link, the brief on paper."""

from __future__ import annotations

import re

import pytest
from conftest import Visitor
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("language", "pillar", "most", "key"),
    [("en", "Trust", "most", "ArrowRight"), ("ar", "الثقة", "الأكبر", "ArrowLeft")],
)
def test_weights_by_keyboard_change_the_order_and_the_link(
    visitor: Visitor, language: str, pillar: str, most: str, key: str
) -> None:
    visit = visitor()
    page = visit.open(f"/recommendations?country=EGY&lang={language}")
    before = page.locator(".advice h3").all_inner_texts()
    group = page.get_by_role("radiogroup", name=pillar)
    group.get_by_role("radio").nth(1).focus()
    page.keyboard.press(key)
    page.keyboard.press(key)
    expect(group.get_by_role("radio", name=most)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("weights=trust:3(&|$)|weights=trust%3A3(&|$)"))
    visit.ready()
    after = page.locator(".advice h3").all_inner_texts()
    assert after != before
    again = visitor()
    again.open(page.url.removeprefix(visit.home))
    assert again.page.locator(".advice h3").all_inner_texts() == after
    expect(
        again.page.get_by_role("radiogroup", name=pillar).get_by_role("radio", name=most)
    ).to_be_checked()


def test_a_change_of_language_keeps_priorities_and_order(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/recommendations?country=SOM&lang=en&weights=trust:0&conflict=1")
    links = "links => links.map(a => new URL(a.href).searchParams.get('recommendation'))"
    english = page.locator(".advice h3 a").evaluate_all(links)
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_contain_text("الصومال")
    visit.ready()
    expect(page).to_have_url(re.compile("conflict=1"))
    assert page.locator(".advice h3 a").evaluate_all(links) == english


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("state", ["JOR", "LBY", "SOM", "ARE"])
def test_the_brief_prints_to_one_page(visitor: Visitor, state: str, language: str) -> None:
    visit = visitor()
    page = visit.open(f"/recommendations?country={state}&brief=1&lang={language}")
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-print]").click()
    assert page.evaluate("window.printed")
    page.emulate_media(media="print")
    for hidden in (".site", ".footer", ".st-key-controls", "[data-print]"):
        expect(page.locator(hidden).first).to_be_hidden()
    paper = page.pdf(prefer_css_page_size=True)
    assert re.findall(rb"/Count (\d+)", paper) == [b"1"]
    (sheet,) = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", paper)
    assert [round(float(each) / 10) for each in sheet] == [59, 84], "A4 in points, in tens"


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "view",
    [
        "/recommendations?country=PSE&",
        "/recommendations?country=YEM&recommendation=low-tech-channels&",
        "/recommendations?country=SOM&brief=1&",
    ],
)
def test_nothing_scrolls_sideways(visitor: Visitor, view: str, language: str) -> None:
    visit = visitor(width=390, height=844)
    page = visit.open(f"{view}lang={language}")
    visit.fits()
    for summary in page.locator("summary").all()[:2]:
        summary.click()
    visit.fits()


def test_a_recommendation_opens_whole_and_back_returns_to_the_list(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/recommendations?country=SOM&lang=en&weights=trust:0")
    title = page.locator(".advice h3").first.inner_text()
    page.locator(".advice h3 a").first.click()
    expect(page.locator("h1")).to_contain_text(title)
    visit.ready()
    expect(page.get_by_role("heading", name="Because: the numbers of Somalia")).to_be_visible()
    page.go_back()
    expect(page.locator(".advice h3").first).to_have_text(title)
    expect(page).to_have_url(re.compile("weights=trust"))
