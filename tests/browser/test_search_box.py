"""The practices as a visitor meets them: words typed without Enter, cards, the map, going back."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Visitor
from playwright.sync_api import Page, expect

SHOWN = ".st-key-exhibit-practices h2"


def searched(page: Page, words: str) -> None:
    """Wait until the address holds the words searched for."""

    def holds(address: str) -> bool:
        return parse_qs(urlsplit(address).query).get("q", [""])[0] == words

    page.wait_for_url(holds, wait_until="commit")


@pytest.mark.parametrize(
    ("language", "words", "shown"),
    [
        ("en", "complaints bahrain", "One of"),
        ("ar", "الشكاوي البحرين", "ممارسة واحدة"),
    ],
)
def test_typed_words_count_without_enter_and_none_is_lost(
    visitor: Visitor, language: str, words: str, shown: str
) -> None:
    visit = visitor()
    page = visit.open(f"/practices?lang={language}")
    box = page.locator(".st-key-search input")
    before = page.evaluate("history.length")
    box.click()
    # Now fast, now slower than the pause after which a run begins: runs and letters overlap.
    for place, letter in enumerate(words):
        box.press_sequentially(letter, delay=(15, 60, 320)[place % 3])
    searched(page, words)
    expect(page.locator(SHOWN)).to_contain_text(shown)
    expect(box).to_have_value(words)
    expect(box).to_be_focused()
    assert box.evaluate("box => box.selectionStart") == len(words)
    # All the typing is one step of the history.
    assert page.evaluate("history.length") == before + 1
    box.press("Home")
    box.press_sequentially("x", delay=20)
    searched(page, f"x{words}")
    expect(page.locator(".no-practice")).to_be_visible()
    assert box.evaluate("box => box.selectionStart") == 1
    box.press("Backspace")
    searched(page, words)
    page.reload()
    visit.ready()
    expect(page.locator(".st-key-search input")).to_have_value(words)
    page.locator(".languages a").click()
    expect(page.locator("html")).to_have_attribute("lang", "ar" if language == "en" else "en")
    visit.ready()
    searched(page, words)
    expect(page.locator(".st-key-search input")).to_have_value(words)
    expect(page.locator("article.practice")).to_have_count(1)


def test_back_takes_all_the_typing_back(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/practices?lang=en&area=health")
    box = page.locator(".st-key-search input")
    box.click()
    box.press_sequentially("hakeem", delay=350)
    searched(page, "hakeem")
    expect(page.locator("article.practice")).to_have_count(1)
    page.go_back()
    searched(page, "")
    expect(box).to_have_value("")
    expect(page.locator("article.practice")).not_to_have_count(1)
    expect(page).to_have_url(re.compile("area=health"))


def test_a_card_opens_at_its_top_and_leads_back_to_the_list_as_it_was(visitor: Visitor) -> None:
    visit = visitor(width=390, height=844)
    page = visit.open("/practices?lang=ar&area=social_protection")
    expect(page.locator("article.practice")).not_to_have_count(0)
    cards = page.locator("article.practice").count()
    page.locator("article.practice h3 a").last.click()
    expect(page.locator("table.results")).to_be_attached()
    expect(page.locator("h1")).to_be_in_viewport()
    visit.ready()
    visit.fits()
    expect(page).to_have_url(re.compile("practice=.*area=social_protection|area=.*practice="))
    page.locator(".practice-ways a").first.click()
    expect(page.locator("article.practice")).to_have_count(cards)
    expect(page).not_to_have_url(re.compile("practice="))


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ar", 390)])
def test_a_cell_of_the_map_leads_to_its_practices(
    visitor: Visitor, language: str, width: int
) -> None:
    visit = visitor(width=width, height=844)
    page = visit.open(f"/practices?lang={language}")
    page.locator(".practice-ways a[href='#practice-map']").click()
    expect(page.locator("table.crossings thead")).to_be_in_viewport()
    cell = page.locator("table.crossings td a").first
    count = int(cell.inner_text())
    cell.click()
    expect(page).to_have_url(re.compile("technology="))
    expect(page.locator("article.practice")).to_have_count(count)
    expect(page.locator("h1")).to_be_in_viewport()
    visit.ready()
    visit.fits()


def test_a_result_and_a_limit_have_the_same_size(visitor: Visitor) -> None:
    page = visitor().open("/practices?lang=en")
    look = (
        "each => { const s = getComputedStyle(each); return [s.fontSize, s.fontWeight, s.color]; }"
    )
    card = page.locator("article.practice").first
    sides = [card.locator(f".told.{kind}") for kind in ("came", "short")]
    assert sides[0].locator("p").first.evaluate(look) == sides[1].locator("p").first.evaluate(look)
    boxes = [each.bounding_box() for each in sides]
    assert all(boxes)
    assert boxes[0] and boxes[1] and abs(boxes[0]["width"] - boxes[1]["width"]) < 1
