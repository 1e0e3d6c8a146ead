"""Data and pictures as a reader takes them: the filter, files, copies, pictures, citations."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Visit, Visitor
from exporting import OLDER, rows, small_server
from playwright.sync_api import Download, Page, expect

from app import queries, store

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def older(store_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a small store beside an older one that is kept."""
    with small_server(store_dir, tmp_path_factory.mktemp("older")) as address:
        yield address


def body(taken: Download) -> bytes:
    return Path(taken.path()).read_bytes()


def unfold(page: Page, exhibit: str) -> None:
    page.locator(f".st-key-exhibit-{exhibit} .of-chart:not(.embed-code) > summary").click()


def picture(page: Page, exhibit: str, kind: str) -> Download:
    """Save an exhibit as a picture and return what was downloaded."""
    row = page.locator(f".st-key-exhibit-{exhibit} .of-chart:not(.embed-code)")
    with page.expect_download(timeout=60_000) as coming:
        row.locator(f"[data-picture={kind}]").click()
    expect(row.locator(".copied")).not_to_be_empty()
    return coming.value


@pytest.mark.parametrize(
    ("language", "group", "arab"), [("en", "Groups", "Mashreq"), ("ar", "المجموعات", "المشرق")]
)
def test_a_filter_shows_its_count_in_the_link_and_in_the_file(
    visitor: Visitor, language: str, group: str, arab: str
) -> None:
    visit = visitor()
    page = visit.open(f"/data?lang={language}&indicator=egdi", charts=False)
    before = page.locator("h1").inner_text()
    page.get_by_role("combobox", name=group).click()
    page.get_by_role("option", name=arab).first.click()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("group=mashreq"))
    expect(page.locator("h1")).not_to_have_text(before)
    visit.ready(charts=False)
    count = int(re.sub(r"\D", "", re.findall(r"[\d,]+", page.locator("h1").inner_text())[0]))
    with page.expect_download() as coming:
        page.locator(".files a").first.click()
    taken = body(coming.value)
    assert taken.startswith(b"\xef\xbb\xbf")
    found = rows(taken)
    assert len(found) == count
    mashreq = queries.groups(store.current())["mashreq"].members
    assert {row["iso3"] for row in found} <= set(mashreq)
    first = page.locator(".st-key-exhibit-data-preview tbody tr").first
    expect(first.locator("th")).to_have_text(found[0]["country"])
    again = visitor()
    again.open(page.url.removeprefix(visit.home), charts=False)
    expect(again.page.locator("h1")).to_have_text(page.locator("h1").inner_text())


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ar", "dark")])
@pytest.mark.parametrize(
    "link", ["indicator=egdi,population&country=JOR,SOM&", "indicator=egdi&country=PSE&"]
)
def test_the_data_fit_a_phone_and_axe_finds_nothing(
    visitor: Visitor, link: str, language: str, scheme: str
) -> None:
    visit = visitor(width=390, height=844, color_scheme=scheme)
    page = visit.open(f"/data?{link}lang={language}", charts=False)
    assert page.locator("h1").count() == 1
    page.locator(".cite > summary").click()
    for width in (390, 768, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        visit.fits()
    found = Axe().run(page).response["violations"]
    assert not found, [(each["id"], each["nodes"][0]["html"]) for each in found]


@pytest.mark.parametrize("secure", [True, False])
def test_a_text_is_copied_with_and_without_a_clipboard(visitor: Visitor, secure: bool) -> None:
    visit = visitor()
    page = visit.open("/data?lang=ar&indicator=egdi&country=JOR", charts=False)
    if secure:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        page.evaluate(
            "document.addEventListener('copy', () => { window.took = String(getSelection()); })"
        )
    box = page.locator(".recipe", has=page.locator("#recipe-python"))
    wanted = box.locator("code").inner_text()
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_have_text("نُسخ النص.")
    script = "navigator.clipboard.readText()" if secure else "window.took"
    assert page.evaluate(script).strip() == wanted.strip()


def test_where_nothing_can_copy_the_text_is_selected_for_the_reader(visitor: Visitor) -> None:
    page = visitor().open("/data?lang=en&indicator=egdi&country=JOR", charts=False)
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined });"
        "document.execCommand = () => false"
    )
    box = page.locator(".address", has=page.locator("#address-newest"))
    box.get_by_role("button").click()
    expect(box.get_by_role("status")).to_contain_text("The text is selected")
    assert page.evaluate("String(getSelection())").strip() == box.locator("code").inner_text()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_chart_is_saved_with_its_title_source_and_data_version(
    visitor: Visitor, language: str
) -> None:
    visit = visitor()
    page = visit.open(f"/?lang={language}&indicator=egdi&year=2024&group=arab")
    loaded: list[str] = []
    page.on("request", lambda asked: loaded.append(asked.url))
    unfold(page, "ranking")
    assert not any("picture.js" in each for each in loaded)
    taken = picture(page, "ranking", "svg")
    assert sum("picture.js" in each for each in loaded) == 1
    assert taken.suggested_filename == f"ranking-egdi-arab-2024-{language}.svg"
    root = ElementTree.fromstring(body(taken))
    assert root.tag == f"{SVG}svg"
    written = " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))
    box = page.locator(".st-key-exhibit-ranking")
    assert box.locator("h2").inner_text() in written
    for line in box.locator(".source p").all_inner_texts():
        assert re.sub(r"\s+", "", line) in re.sub(r"\s+", "", written)
    assert store.current() in written
    assert str(queries.built_at(store.current()).date().year) in written
    assert re.sub(r"\s+", "", page.url) in re.sub(r"\s+", "", written)
    assert "url(data:" in "".join(each.text or "" for each in root.iter(f"{SVG}style"))
    image = body(picture(page, "ranking", "png"))
    assert image.startswith(b"\x89PNG")
    size = struct.unpack(">II", image[16:24])
    assert size == tuple(round(float(root.get(each, "")) * 2) for each in ("width", "height"))
    assert len(image) > 20_000
    assert sum("picture.js" in each for each in loaded) == 1, "fetched once"


@pytest.mark.parametrize(("language", "word"), [("en", "illustrative"), ("ar", "للتوضيح")])
def test_an_illustration_says_so_in_its_picture(visitor: Visitor, language: str, word: str) -> None:
    link = f"/targets?illustrative=1&cell=EGY.egdi_very_high&lang={language}"
    page = visitor().open(link)
    unfold(page, "card-way")
    root = ElementTree.fromstring(body(picture(page, "card-way", "svg")))
    assert word in " ".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


def test_a_picture_that_cannot_be_made_is_said(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/country?lang=en&country=JOR")
    page.route("**/picture.js", lambda route: route.fulfill(status=200, body="throw 1"))
    unfold(page, "trend")
    row = page.locator(".st-key-exhibit-trend .of-chart:not(.embed-code)")
    row.locator("[data-picture=png]").click()
    expect(row.locator(".copied")).to_contain_text("could not be made")
    visit.faults.clear()


def test_only_what_is_drawn_has_a_picture_and_every_chart_has_its_data(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.open("/practices?lang=en", charts=False)
    unfold(page, "practices")
    expect(page.locator(".st-key-exhibit-practices [data-picture]")).to_have_count(0)
    page = visit.open("/?lang=en")
    unfold(page, "tiles")
    expect(page.locator(".st-key-exhibit-tiles [data-picture]")).to_have_count(2)
    with page.expect_download() as coming:
        page.locator(".st-key-exhibit-tiles .of-chart:not(.embed-code) a").first.click()
    assert len(rows(body(coming.value))) == 21
    page.locator(".st-key-exhibit-tiles .of-chart:not(.embed-code) a[data-inside]").click()
    expect(page).to_have_url(re.compile("/data.*indicator=egdi"))
    expect(page.locator("h1")).to_contain_text("21 figures")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_view_is_cited_from_its_charts_and_its_link_reopens_it(
    visitor: Visitor, language: str
) -> None:
    visit = visitor()
    page = visit.open(f"/country?lang={language}&country=JOR")
    unfold(page, "trend")
    page.locator(".st-key-exhibit-trend [data-cite]").click()
    expect(page.locator(".cite > summary")).to_be_focused()
    form = page.locator("#cite-ar" if language == "ar" else "#cite-apa").inner_text()
    assert store.current() in form
    link = re.findall(r"http[^\s\u2069]+", form)[0]
    assert link.startswith(f"{visit.home}/country?lang={language}&country=JOR")
    sentence = page.locator("h1").inner_text()
    again = visitor()
    again.open(link.removeprefix(visit.home))
    expect(again.page.locator("h1")).to_have_text(sentence)


def test_an_older_data_version_is_shown_with_the_way_to_the_current_one(
    visitor: Visitor, older: str
) -> None:
    visit: Visit = visitor(at=older)
    link = f"/data?lang=en&indicator=egdi&country=JOR&data_version={OLDER}"
    page = visit.open(link, charts=False)
    expect(page.locator(".notices")).to_contain_text(OLDER)
    expect(page.locator(".footer [data-version]")).to_have_attribute("data-version", OLDER)
    with page.expect_download() as coming:
        page.locator(".files a", has_text=re.compile("^\\W*CSV\\W*$")).click()
    assert {row["data_version"] for row in rows(body(coming.value))} == {OLDER}
    page.locator(".notices a").click()
    expect(page.locator(".notices")).to_have_count(0)
    expect(page.locator(".footer [data-version]")).not_to_have_attribute("data-version", OLDER)
    gone = visitor(at=older)
    page = gone.open("/?lang=ar&indicator=egdi&data_version=000000000000")
    expect(page.locator(".notices")).to_contain_text("لم يعد محفوظاً")


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("ar", 390)])
def test_names_in_the_filter_stand_whole(visitor: Visitor, language: str, width: int) -> None:
    long = "ict_skill_email,env_tech_trade"
    visit = visitor(width=width, height=900)
    page = visit.open(f"/data?lang={language}&indicator={long}", charts=False)
    tags = page.locator(".st-key-sieve-indicator-" + language + " [data-tag] > span")
    expect(tags).to_have_count(2)
    cut = "all => all.filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert tags.evaluate_all(cut) == 0
    page.get_by_role("combobox").nth(1).click()
    options = page.get_by_role("option")
    expect(options.nth(3)).to_be_visible()
    inside = "all => all.filter(each => each.scrollWidth > each.parentElement.clientWidth + 1"
    inside += " || each.scrollHeight > each.parentElement.clientHeight + 1).length"
    assert page.locator("[role=option] [data-item-hl]").evaluate_all(inside) == 0
    expect(page.get_by_role("option", name="Select all")).to_have_count(0)
    visit.fits()
