"""The view of methods in a browser: contents, cards, filters, paper."""

from __future__ import annotations

import re

import pytest
from conftest import Visit, Visitor
from playwright.sync_api import Page, expect
from test_views import asks


def opened(visit: Visit, link: str) -> Page:
    """Open the view, which has no chart to wait for."""
    visit.page.goto(f"{visit.home}/methods?{link}")
    ready(visit.page)
    return visit.page


def ready(page: Page) -> None:
    expect(page.locator("[data-test-script-state=notRunning]")).to_be_attached(timeout=90_000)
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator(".footer")).to_be_visible()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_contents_lead_to_their_part_and_leave_the_link_alone(
    visitor: Visitor, language: str
) -> None:
    page = opened(visitor(), f"lang={language}")
    for place in ("at-formulas", "at-copy-refresh", "at-catalogue"):
        page.locator(f".contents a[href='#{place}']").click()
        expect(page.locator(f"#{place}")).to_be_in_viewport()
        assert page.url.endswith(f"/methods?lang={language}#{place}")
    expect(page.locator(".notices")).to_have_count(0)


def test_an_index_entry_opens_its_card_and_closing_leads_back(visitor: Visitor) -> None:
    page = opened(visitor(), "lang=ar")
    page.locator(".fold a[href*='indicator=osi']").click()
    expect(page.locator("h1")).to_contain_text("مؤشر الخدمة عبر الإنترنت")
    ready(page)
    asks(page, "indicator", "osi")
    expect(page.locator("h1")).to_be_in_viewport()
    page.get_by_role("link", name="إغلاق البطاقة").click()
    expect(page.locator("h1")).not_to_contain_text("مؤشر الخدمة عبر الإنترنت")
    ready(page)
    assert "indicator" not in page.url


def test_a_filter_is_in_the_link_and_the_card_stays_open(visitor: Visitor) -> None:
    page = opened(visitor(), "lang=en&indicator=egdi")
    page.get_by_role("combobox", name="Topic").focus()
    page.keyboard.type("Skills")
    page.keyboard.press("Enter")
    asks(page, "topic", "skills")
    asks(page, "indicator", "egdi")
    rows = page.locator(".st-key-exhibit-availability table.held tbody tr")
    expect(rows.first).to_contain_text("Skills and schools")
    expect(page.locator("h1")).to_contain_text("E-Government Development Index")
    page.reload()
    ready(page)
    expect(rows.first).to_contain_text("Skills and schools")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_card_and_open_formulas_fit_a_phone(visitor: Visitor, language: str) -> None:
    visit = visitor(width=390, height=844)
    page = opened(visit, f"lang={language}&indicator=env_tech_trade")
    folds = page.locator(".formula-fold").all()
    for fold in folds[1:]:
        fold.locator("summary").click()
    assert page.locator(".formula-fold[open]").count() == len(folds)
    visit.fits()
    for width in (768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        visit.fits()


def test_the_language_changes_on_an_open_card(visitor: Visitor) -> None:
    page = opened(visitor(), "lang=en&indicator=gems&topic=services")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    ready(page)
    for name, value in {"lang": "ar", "indicator": "gems", "topic": "services"}.items():
        asks(page, name, value)
    # The names of years stand from the newest on the right of the names to the oldest.
    years = page.locator(".st-key-exhibit-years table.held thead th:not(:first-child)")
    assert re.findall(r"\d{4}", " ".join(years.all_inner_texts())) == sorted(
        years.all_inner_texts(), reverse=True
    )
