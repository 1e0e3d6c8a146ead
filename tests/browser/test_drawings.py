"""What is drawn in HTML, saved as a picture: all that stands on the page, and nothing cut."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest
from conftest import Visitor
from playwright.sync_api import Page, expect

from app import queries, store

SVG = "{http://www.w3.org/2000/svg}"


def saved(page: Page, exhibit: str, kind: str) -> bytes:
    """Save an exhibit as a picture and return its bytes."""
    row = page.locator(f".st-key-exhibit-{exhibit} .of-chart:not(.embed-code)")
    if not row.evaluate("fold => fold.open"):
        row.locator("summary").click()
    with page.expect_download(timeout=60_000) as coming:
        row.locator(f"[data-picture={kind}]").click()
    return Path(coming.value.path()).read_bytes()


def plain(words: str) -> str:
    """Return words without blanks: lines are broken elsewhere in a picture."""
    return re.sub(r"\s+", "", words)


def written(root: ElementTree.Element) -> str:
    return plain("".join("".join(each.itertext()) for each in root.iter(f"{SVG}text")))


def test_the_tiles_are_saved_with_every_state_title_unit_source_and_version(
    visitor: Visitor,
) -> None:
    version = store.current()
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        visit = visitor()
        page = visit.open(f"/?lang={language}&indicator=egdi&year=2024&group=gcc")
        root = ElementTree.fromstring(saved(page, "tiles", "svg"))
        words, box = written(root), page.locator(".st-key-exhibit-tiles")
        shown = [*box.locator(".tile-name, .tile-value").all_inner_texts()]
        assert len(shown) == 44
        shown += box.locator("h2, .exhibit-subtitle, .source p").all_inner_texts()
        shown += page.locator("h1, .context").all_inner_texts()
        assert [each for each in shown if plain(each) not in words] == []
        assert version in words
        assert str(queries.built_at(version).year) in words
        assert root.get("direction") == direction
        outlined = [each for each in root.iter(f"{SVG}rect") if each.get("stroke-width") == "2"]
        assert len(outlined) == len(queries.groups(version)["gcc"].members), "the group stands out"
        assert [each for each in root.iter(f"{SVG}pattern")], "what has no value is hatched"
        assert not [each for each in root.iter() if each.tag.endswith("foreignObject")]
        image = saved(page, "tiles", "png")
        size = struct.unpack(">II", image[16:24])
        assert size == tuple(round(float(root.get(each, "")) * 2) for each in ("width", "height"))
        assert page.locator(".st-key-exhibit-tiles .tiles").count() == 1, "no copy stays behind"


@pytest.mark.parametrize("width", [390, 1440])
def test_a_matrix_is_saved_whole_however_narrow_the_window(visitor: Visitor, width: int) -> None:
    visit = visitor(width=width, height=800)
    page = visit.open("/targets?lang=ar&target=17.7", charts=False)
    table = page.locator(".st-key-exhibit-matrix-17-7 table.matrix")
    root = ElementTree.fromstring(saved(page, "matrix-17-7", "svg"))
    words = written(root)
    texts = table.locator("tbody th, thead a, tbody b, tfoot .line").all_inner_texts()
    assert len(texts) > 200
    assert [each for each in texts if plain(each) not in words] == []
    assert float(root.get("width", "0")) >= table.evaluate("each => each.offsetWidth")
    edge = float(root.get("width", "0"))
    shift = root.find(f"{SVG}g")
    assert shift is not None
    places = [float(each.get("x", "0")) for each in shift.iter(f"{SVG}text")]
    assert max(places) - min(places) < edge
    visit.fits()
    image = saved(page, "matrix-17-7", "png")
    across, down = struct.unpack(">II", image[16:24])
    assert across * down <= 16_000_000, "more than this stays empty in some browsers"


def test_what_the_page_hides_is_not_in_the_picture(visitor: Visitor) -> None:
    page = visitor().open("/strategies?lang=en", charts=False)
    root = ElementTree.fromstring(saved(page, "timeline", "svg"))
    words = written(root)
    hidden = page.locator(".st-key-exhibit-timeline .heard").first
    assert plain(hidden.text_content() or "") not in words
    address = page.locator(".st-key-exhibit-timeline .of-chart:not(.embed-code) a").first
    expect(address).to_have_attribute("href", re.compile("api/v1/strategies.json"))
