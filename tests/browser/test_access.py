"""Everyone can use it: axe finds nothing, and the keyboard reaches what the mouse does."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visitor
from playwright.sync_api import expect

VIEWS = (
    "/?",
    "/country?country=JOR&",
    "/country?country=PSE&",
    "/compare?country=JOR,EGY&",
    "/targets?past=1&",
    "/targets?illustrative=1&cell=EGY.egdi_very_high&",
    "/targets?country=SOM&",
    "/practices?",
    "/practices?area=trade&",
    "/practices?practice=mar-rokhas&",
    "/strategies?",
    "/strategies?country=OMN&",
    "/recommendations?country=SOM&",
    "/recommendations?recommendation=identity-enrolment-with-alternatives&",
    "/recommendations?country=PSE&brief=1&",
    "/data?indicator=egdi&group=gcc&",
    "/methods?",
    "/methods?indicator=env_tech_trade&topic=skills&",
)


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing(visitor: Visitor, view: str, language: str, scheme: str) -> None:
    visit = visitor(color_scheme=scheme)
    page = visit.open(f"{view}lang={language}", charts="methods" not in view)
    for summary in page.locator("summary").all():
        summary.click()
    answer = Axe().run(page).response
    assert len(answer["passes"]) > 20, "axe has looked at next to nothing"
    found = answer["violations"]
    told = [
        f"{each['id']} ({each['impact']}): {each['nodes'][0]['target']}"
        f" {each['nodes'][0]['failureSummary']}"
        for each in found
    ]
    assert not told, "\n".join(told)


def test_every_chart_has_its_sentence(visitor: Visitor) -> None:
    page = visitor().open("/country?lang=ar&country=JOR")
    for chart in page.locator("[data-testid=stPlotlyChart]").all():
        expect(chart.get_by_role("img").or_(chart.locator("[aria-label]")).first).to_be_attached()


def test_a_choice_can_be_made_with_the_keyboard_alone(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/country?lang=en&country=DZA")
    page.get_by_role("combobox", name="Country").focus()
    page.keyboard.type("Jord")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Jordan")
    visit.ready()
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details[open] table").first).to_be_visible()
