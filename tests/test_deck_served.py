"""Stories as slides and as a page to print, as the server gives them; slides in LibreOffice."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
import requests
from exporting import OLDER, converted, get, small_server
from pptx import Presentation
from test_markup import Tags
from test_pages import html, run

from app import i18n, markup_print, store, stories
from app.api.places import PLACES, PPTX, ROOT
from app.drawing import Lines, Trace
from app.slides import Closing, Cover, Show, Slide
from app.stories import Story

TOLD = [key for key, own in stories.stories().items() if isinstance(own, Story)]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"


def steps(story: str) -> int:
    own = stories.stories()[story]
    assert isinstance(own, Story)
    return len(own.steps)


@pytest.mark.parametrize("language", ["en", "ar", "both"])
def test_slides_are_given_with_their_name_and_tag(served: str, language: str) -> None:
    address = f"{served}{ROOT}stories/country.pptx?lang={language}&country=SOM"
    answer = get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == PPTX
    name = f"country-SOM-{store.current()}-{language}.pptx"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    wanted = "en, ar" if language == "both" else language
    assert answer.headers["Content-Language"] == wanted
    slides = list(Presentation(io.BytesIO(answer.content)).slides)
    assert len(slides) == (steps("country") + 2) * (2 if language == "both" else 1)
    first = slides[0].shapes.title.text_frame.text
    assert ("الصومال" in first) == (language != "en")
    again = get(address, If_None_Match=answer.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    head = requests.head(address, timeout=120)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Length"] == str(len(answer.content))
    assert get(address).content == answer.content
    words = " ".join(
        shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame
    )
    assert f"{served}/present?lang=" in words
    assert "country=SOM" in words


@pytest.mark.parametrize(
    ("path", "status", "allowed"),
    [
        ("region.pptx?lang=fr", 400, "both"),
        ("region.pptx?country=JOR", 400, "lang"),
        ("country.pptx?country=FRA", 400, "PSE"),
        ("country.pptx?country=JOR,PSE", 400, "PSE"),
        ("country.html?notes=1", 400, "country"),
        ("region.pptx?data_version=abcdefabcdef", 404, None),
        ("nothing.pptx", 404, f"{ROOT}stories/region.pptx"),
        ("../region.pptx", 404, None),
        ("region.pdf", 404, f"{ROOT}stories/region.html"),
    ],
)
def test_a_wrong_request_is_told_what_is_allowed(
    served: str, path: str, status: int, allowed: str | None
) -> None:
    answer = get(f"{served}{ROOT}stories/{path}")
    assert answer.status_code == status
    if allowed:
        assert allowed in answer.json()["error"]["allowed"]


def test_a_pinned_story_is_told_from_the_version_named(
    store_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # A small store has few indicators: the other steps say so, and the file opens all the same.
    with small_server(store_dir, tmp_path_factory.mktemp("told")) as address:
        now = get(f"{address}{ROOT}stories/region.pptx")
        then = get(f"{address}{ROOT}stories/region.pptx?data_version={OLDER}")
    assert then.headers["X-Data-Version"] == OLDER
    assert now.headers["ETag"] != then.headers["ETag"]
    words = " ".join(
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(then.content)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert f"data_version={OLDER}" in words
    assert "This copy has no figures for" in words


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("story", TOLD)
def test_libreoffice_opens_the_slides(
    served: str, story: str, language: str, tmp_path: Path
) -> None:
    body = get(f"{served}{ROOT}stories/{story}.pptx?lang={language}").content
    found = pypdf.PdfReader(io.BytesIO(converted(body, "pptx", "pdf", tmp_path)))
    assert len(found.pages) == steps(story) + 2
    said = [page.extract_text() for page in found.pages]
    for slide, words in zip(Presentation(io.BytesIO(body)).slides, said, strict=True):
        for number in re.findall(r"\d+\.\d+", slide.shapes.title.text_frame.text):
            assert number in words
        assert store.current() in words


def test_the_list_and_the_speakers_window_lead_to_the_files() -> None:
    shelf = html(run("present", lang="ar", country="SOM"))
    assert 'href="./api/v1/stories/region.pptx?lang=ar"' in shelf
    assert 'href="./api/v1/stories/country.pptx?lang=both&amp;country=SOM"' in shelf
    assert 'href="./api/v1/stories/country.html?lang=ar&amp;country=SOM"' in shelf
    found = set(re.findall(r'href="\./api/v1/(stories/[^?"]*)', shelf))
    assert found == {path for path in PLACES if path.startswith("stories/")}
    assert "stories/region.pptx" in html(
        run("present", lang="en", story="region", step="2", notes="1")
    )
    assert "stories/" not in html(run("present", lang="en", story="region", step="2"))


@pytest.mark.usefixtures("store_dir")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_page_to_print_fetches_nothing_from_elsewhere(served: str, language: str) -> None:
    answer = get(f"{served}{ROOT}stories/region.html?lang={language}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Content-Disposition" not in answer.headers
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    page = answer.text
    assert f'<html lang="{language}" dir="{i18n.direction(language)}">' in page
    assert page.count('<section class="sheet') == steps("region") + 1
    assert not re.findall(r'(?:src|url\()="?https?:', page)
    for path in re.findall(r'(?:src|href)="(\.\./\.\./\.\./app/[^"]*)"', page):
        assert get(f"{served}/{path.removeprefix('../../../')}").status_code == 200
    assert page.count("<h1>") == 1
    assert get(f"{served}{ROOT}stories/region.html?lang=both").text.count("<h1>") == 2


def test_hostile_words_stay_words_on_paper() -> None:
    import datetime

    drawn = Lines(
        HOSTILE, (2000.0, 2001.0), (Trace(HOSTILE, (1.0, 2.0), 1),), 0, 2, "0", (0.0, 1.0),
        (HOSTILE, HOSTILE), ((2000.5, HOSTILE),),
    )  # fmt: skip
    slides = (
        Cover("en", HOSTILE, HOSTILE, (HOSTILE,), HOSTILE),
        Slide("en", HOSTILE, HOSTILE, HOSTILE, "", (drawn,), (HOSTILE,), (HOSTILE,), HOSTILE,
              HOSTILE, HOSTILE),
        Closing("en", HOSTILE, (HOSTILE,), ((HOSTILE,),), (HOSTILE,)),
    )  # fmt: skip
    show = Show(("en",), HOSTILE, HOSTILE, "0", datetime.datetime(2026, 1, 1), slides)
    words = markup_print.Words(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    tags = Tags()
    tags.feed(markup_print.page(show, words, "../", ""))
    tags.close()
    assert "img" not in tags.seen
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert tags.words.count(HOSTILE) > 9


def test_a_gap_is_left_open_on_paper() -> None:
    line = Trace("x", (1.0, None, 2.0, 3.0), 1)
    drawn = Lines("a", (2000.0, 2001.0, 2002.0, 2003.0), (line,), 0, 3, "0")
    found = re.findall('<polyline[^>]*points="([^"]*)"', markup_print.lines("en", drawn))
    assert [len(points.split()) for points in found] == [1, 2]
