"""The views as a visitor meets them: links, languages, keys, phones, no other host."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, Visitor
from playwright.sync_api import Page, expect

VIEWS = ("/?", "/country?country=JOR&", "/compare?country=JOR,EGY&")


def asked(page: Page) -> dict[str, str]:
    return {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()}


def asks(page: Page, name: str, value: str) -> None:
    """Wait until the address says so: it is written at the end of a run, after the view stands."""
    expect(page).to_have_url(re.compile(rf"[?&]{name}={value}(&|$)"))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_draws_completely_and_asks_no_other_host(
    visitor: Visitor, view: str, language: str
) -> None:
    visit = visitor()
    page = visit.open(f"{view}lang={language}")
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    assert page.locator("[data-testid=stPlotlyChart]").count() >= 1
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    feet = page.locator(".exhibit-foot .source")
    assert feet.count() >= page.locator("[data-testid=stPlotlyChart]").count()
    for foot in feet.all():
        expect(foot).not_to_be_empty()
    visit.fits()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize(
    "view",
    [
        *VIEWS,
        "/compare?chart=multiples&",
        "/compare?chart=scatter&",
        "/targets?past=1&",
        "/targets?country=JOR&cell=JOR.internet_all&",
        "/practices?",
        "/practices?practice=mar-rokhas&",
        "/strategies?",
        "/strategies?country=MAR&",
    ],
)
def test_nothing_scrolls_sideways(visitor: Visitor, view: str, language: str) -> None:
    visit = visitor(width=390, height=844)
    page = visit.open(f"{view}lang={language}")
    visit.fits()
    for width in (768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        visit.ready()
        visit.fits()


def test_a_change_of_language_keeps_the_choice(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/country?lang=en&country=JOR&indicator=internet_users")
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("h1")).to_contain_text("الأردن")
    visit.ready()
    for name, value in {"lang": "ar", "country": "JOR", "indicator": "internet_users"}.items():
        asks(page, name, value)
    assert set(asked(page)) <= {"lang", "country", "indicator", "year"}


def test_a_choice_is_in_the_link_and_the_link_reopens_it(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/?lang=en")
    page.get_by_role("combobox", name="Group").click()
    page.get_by_role("option", name="Mashreq", exact=True).click()
    expect(page).to_have_url(re.compile("group=mashreq"))
    expect(page.locator("h1")).to_contain_text("Mashreq")
    again = visitor()
    again.open(page.url.removeprefix(visit.home))
    expect(again.page.locator("h1")).to_contain_text("Mashreq")
    again.page.reload()
    again.ready()
    expect(again.page.locator("h1")).to_contain_text("Mashreq")


def test_the_menu_and_back_cost_one_step_each(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/?lang=ar&indicator=epi")
    length = page.evaluate("history.length")
    page.get_by_role("link", name="ملف الدولة").click()
    expect(page).to_have_url(re.compile("/country"))
    visit.ready()
    asks(page, "indicator", "epi")
    asks(page, "lang", "ar")
    assert page.evaluate("history.length") == length + 1
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile(r"/\?"))
    visit.ready()
    asks(page, "indicator", "epi")
    expect(page.locator(".tiles")).to_be_visible()


def test_a_tile_opens_its_country_and_arrow_keys_walk_the_map(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/?lang=ar")
    tiles = page.locator(".tiles a")
    expect(tiles).to_have_count(22)
    egypt = page.locator(".tiles a", has_text="مصر")
    egypt.focus()
    # Geography is not text: Libya is to the left of Egypt in Arabic too.
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tiles a:focus")).to_contain_text("ليبيا")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".tiles a:focus")).to_contain_text("السودان")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/country.*country=SDN"))
    expect(page.locator("h1")).to_contain_text("السودان")
    visit.ready()


def sources(visit: Visit, language: str) -> Page:
    """Open the view of the sources, which has no chart to wait for."""
    visit.page.goto(f"{visit.home}/methods?lang={language}")
    expect(visit.page.locator("[data-test-script-state=notRunning]")).to_be_attached()
    expect(visit.page.locator("#first")).to_have_count(0)
    expect(visit.page.locator(".footer")).to_be_visible()
    return visit.page


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
def test_the_sources_fit_every_screen_and_axe_finds_nothing(
    visitor: Visitor, language: str, scheme: str
) -> None:
    visit = visitor(width=390, height=844, color_scheme=scheme)
    page = sources(visit, language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    assert page.locator("h1").count() == 1
    expect(page.locator("[data-testid=stException]")).to_have_count(0)
    assert page.locator("table.figures").count() >= 2
    for width in (390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        visit.fits()
    found = Axe().run(page).response["violations"]
    assert not [(each["id"], each["nodes"][0]["target"]) for each in found]


def test_the_data_version_leads_to_the_sources(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/?lang=en&indicator=epi")
    page.locator(".footer [data-version] a").click()
    expect(page).to_have_url(re.compile("/methods"))
    expect(page.locator("h1")).to_contain_text("sources")
    page.get_by_role("link", name="Overview").click()
    visit.ready()
    asks(page, "indicator", "epi")


def test_palestine_stands_hatched_with_its_reason(visitor: Visitor) -> None:
    page = visitor().open("/?lang=en")
    tile = page.locator(".tiles a", has_text="State of Palestine")
    expect(tile).to_have_class(re.compile("shade0"))
    expect(tile).to_have_attribute("aria-label", re.compile("not a United Nations member state"))


def test_the_figures_of_a_chart_stand_in_a_table(visitor: Visitor) -> None:
    page = visitor().open("/?lang=en")
    page.get_by_text("The same figures as a table").click()
    row = page.locator("table.figures tbody tr", has_text="Saudi Arabia")
    expect(row).to_contain_text("0.960")
    expect(row).to_contain_text("6 of 193")


def test_a_sign_stands_before_its_number_in_arabic(visitor: Visitor) -> None:
    page = visitor().open("/country?lang=ar&country=LBN")
    signed = page.locator(".facts", has_text="الفارق").inner_text()
    assert re.search("\u2066[+−][0-9]", signed)


def test_an_unknown_id_is_said_and_no_markup_runs(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/country?lang=en&country=<img src=x onerror=alert(1)>")
    expect(page.locator(".notices")).to_contain_text("<img src=x")
    expect(page.locator(".notices img")).to_have_count(0)
    page = visit.open("/no-such-page?lang=en")
    expect(page.locator(".notices")).to_contain_text("no-such-page")


def test_the_first_page_stands_without_scripts(visitor: Visitor) -> None:
    visit = visitor(java_script_enabled=False)
    visit.page.goto(f"{visit.home}/?lang=ar")
    expect(visit.page.locator("h1")).to_contain_text("دول عربية")
    expect(visit.page.locator(".facts")).to_contain_text("المتوسط العالمي")


def test_dark_follows_the_readers_wish(visitor: Visitor) -> None:
    ground = "element => getComputedStyle(element).backgroundColor"
    grounds = set()
    for scheme in ("light", "dark"):
        page = visitor(color_scheme=scheme).open("/?lang=en")
        grounds.add(page.locator("[data-testid=stApp]").evaluate(ground))
    assert len(grounds) == 2


@pytest.mark.parametrize("language", ["en", "ar"])
def test_small_multiples_keep_their_size_on_a_phone(visitor: Visitor, language: str) -> None:
    visit = visitor(width=390, height=844)
    page = visit.open(f"/compare?chart=multiples&lang={language}")
    chart = page.locator(".js-plotly-plot .main-svg").first
    expect(chart).to_be_visible()
    drawn = chart.bounding_box()
    assert drawn
    assert drawn["width"] > 600
    # It is seen from the side on which reading starts; the rest is scrolled to in its own box.
    assert (drawn["x"] >= 0) == (language == "en")
    visit.fits()


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ar", 390)])
def test_states_and_headings_of_the_matrix_stay_in_sight(
    visitor: Visitor, language: str, width: int
) -> None:
    visit = visitor(width=width, height=844)
    page = visit.open(f"/targets?lang={language}&target=17.7")
    box = page.locator(".matrix-box").first
    state, head = box.locator("tbody th[scope=row]").nth(12), box.locator("thead th").first
    sign = "-" if language == "ar" else ""
    box.evaluate(f"box => {{ box.scrollIntoView(); box.scrollTo({sign}900, 700); }}")
    expect(state).to_be_in_viewport()
    expect(head).to_be_in_viewport()
    inside, edge = state.bounding_box(), box.bounding_box()
    assert inside
    assert edge
    ends = (inside["x"] + inside["width"], edge["x"] + edge["width"])
    assert abs(inside["x"] - edge["x"]) < 2 if language == "en" else abs(ends[0] - ends[1]) < 2
    visit.fits()


def test_a_cell_opens_its_card_at_the_top_and_a_heading_its_entry(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/targets?lang=en&type=un_2030")
    row = page.locator("table.matrix").first.locator("tr", has_text="Jordan")
    row.get_by_role("link", name="95.6%").click()
    expect(page).to_have_url(re.compile("cell=JOR.internet_all"))
    expect(page.locator(".card")).to_be_in_viewport()
    visit.ready()
    asks(page, "type", "un_2030")
    page.get_by_role("link", name="Close the card").click()
    expect(page.locator(".card")).to_have_count(0)
    page.get_by_role("columnheader").get_by_role("link", name="Everyone online by 2030").click()
    expect(page.locator("#benchmark-internet-all")).to_be_in_viewport()
    expect(page).not_to_have_url(re.compile("cell="))
    page.go_back()
    page.locator("table.matrix").first.get_by_role("link", name="Jordan", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Jordan")
    expect(page.locator("table.gaps")).to_be_in_viewport()


def test_a_switch_is_in_the_link_and_back_turns_it_off(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/targets?lang=en&target=17.7")
    page.get_by_role("button", name="More").click()
    page.get_by_text("Past commitments", exact=True).first.click()
    expect(page).to_have_url(re.compile("past=1"))
    expect(page.get_by_role("heading", name="Past commitments").first).to_be_visible()
    page.reload()
    visit.ready()
    expect(page.get_by_role("heading", name="Past commitments").first).to_be_attached()
    page = visit.open("/targets?lang=en&target=17.7")
    expect(page.get_by_role("heading", name="Past commitments")).to_have_count(0)


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ar", 1440), ("ar", 390)])
def test_time_runs_to_the_right_on_the_timeline_and_a_name_opens_its_state(
    visitor: Visitor, language: str, width: int
) -> None:
    visit = visitor(width=width, height=844)
    page = visit.open(f"/strategies?lang={language}")
    row = page.locator("table.timeline tbody", has=page.locator("a[href*='country=JOR']"))
    earlier, later = (row.locator(".run-bar").nth(place).bounding_box() for place in (0, 1))
    today = row.locator(".run-today").nth(1).bounding_box()
    assert earlier
    assert later
    assert today
    # 2021 to 2025 lies to the left of 2026 to 2028, and today inside the second.
    assert earlier["x"] < earlier["x"] + earlier["width"] <= later["x"] + 2
    assert later["x"] < today["x"] < later["x"] + later["width"]
    assert later["x"] + later["width"] <= width
    row.get_by_role("link").click()
    expect(page).to_have_url(re.compile("country=JOR"))
    expect(page.locator("table.timeline")).to_have_count(0)
    expect(page.locator("h1")).to_be_in_viewport()
    expect(page.locator(".strategy h3")).to_have_count(2)
    visit.ready()
    page.go_back()
    expect(page.locator("table.timeline")).to_be_visible()


def test_a_kind_of_target_is_in_the_link_and_opens_its_targets(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/strategies?lang=en")
    page.locator("table.kinds").get_by_role("link", name="Rank in an index").click()
    asks(page, "kind", "rank")
    expect(page.locator("h1")).to_contain_text("Rank in an index")
    expect(page.locator("table.stated")).to_contain_text("world rank")
    visit.ready()
    page.get_by_role("link", name="Show every text").click()
    asks(page, "kind", "all")
    expect(page.locator("h1")).not_to_contain_text("Rank in an index")
