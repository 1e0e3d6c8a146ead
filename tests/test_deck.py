"""Stories as slides: what PowerPoint would read, compared with the store and with the screen."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

import openpyxl
import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from app import deck, drawing, forms, headlines, i18n, methods, narrative, queries, store, stories
from app.deck import look
from app.deck.pictures import ordered
from app.deck.writing import plain
from app.drawing import Bars, Blocks, Grid, Groups, Lines, Point, Stacks
from app.exhibit import View
from app.findings import story_show, verdicts
from app.findings.story import ViewOf
from app.records import Unit
from app.slides import Show, Slide
from app.stories import Fault, Step, Story

TODAY = datetime.date(2026, 11, 24)
SITE = "https://dashboard.example/"
ARABIC = re.compile("[\u0600-\u06ff]")
TOLD = {key: own for key, own in stories.stories().items() if isinstance(own, Story)}
CASES = [
    (story, language, iso3)
    for story, own in TOLD.items()
    for language in i18n.LANGUAGES
    for iso3 in (("JOR", "PSE", "SOM") if own.own else ("",))
]

pytestmark = pytest.mark.usefixtures("store_dir")


def views(language: str) -> ViewOf:
    def view(name: str, asked: Mapping[str, str]) -> View:
        return headlines.view(store.current(), language, name, asked, TODAY)

    return view


def told(own: Story, *languages: str, iso3: str = "") -> Show:
    def address(language: str, step: int) -> str:
        told_of = f"&country={iso3}" if iso3 else ""
        link = f"story={own.story_id}&step={step}{told_of}&data_version={store.current()}"
        return f"{SITE}present?lang={language}&{link}"

    return story_show.of(own, store.current(), languages, iso3, views, address)


@lru_cache(maxsize=32)
def made(story: str, language: str, iso3: str) -> tuple[Show, bytes]:
    show = told(TOLD[story], *language.split("+"), iso3=iso3)
    return show, deck.deck(show)


def opened(body: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(body)).slides)


def steps(story: str, language: str, iso3: str) -> Iterator[tuple[Slide, Any]]:
    """Return each step as it was filled in, with its slide as read back."""
    show, body = made(story, language, iso3)
    slides = opened(body)
    assert len(slides) == len(show.slides)
    for own, slide in zip(show.slides, slides, strict=True):
        if isinstance(own, Slide):
            yield own, slide


def charts(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def cells(chart: Any) -> list[list[Any]]:
    """Return the rows of the worksheet that a reader edits."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def cached(own: Any, tag: str) -> list[Any]:
    """Return what a series of a chart shows, with None for a gap."""
    (found,) = own._element.findall(qn(f"c:{tag}"))
    count = int(next(found.iter(qn("c:ptCount"))).get("val"))
    values: list[Any] = [None] * count
    for point in found.iter(qn("c:pt")):
        words = point.find(qn("c:v")).text
        values[int(point.get("idx"))] = words if tag == "cat" else float(words)
    return values


def series(chart: Any) -> list[tuple[str, list[Any], list[float | None]]]:
    """Return name, heads and values of every series of a chart, as it shows them."""
    found = []
    for own in chart.plots[0].series:
        heads, values = (
            ("xVal", "yVal")
            if own._element.find(qn("c:xVal")) is not None
            else (
                "cat",
                "val",
            )
        )
        found.append((own.name, cached(own, heads), cached(own, values)))
    return found


@pytest.mark.parametrize(("story", "language", "iso3"), CASES)
def test_a_chart_shows_what_its_worksheet_and_the_screen_have(
    story: str, language: str, iso3: str
) -> None:
    drawn_at_all = 0
    for own, slide in steps(story, language, iso3):
        found = charts(slide)
        for chart in found:
            rows = cells(chart)
            for place, (name, heads, values) in enumerate(series(chart), 1):
                assert rows[0][place] == name
                assert [row[0] for row in rows[1:]] == heads
                written = [row[place] for row in rows[1:]]
                # A worksheet keeps sixteen digits of a number.
                assert written == [v if v is None else pytest.approx(v, 1e-15) for v in values]
        got = [
            value
            for chart in found
            for _, _, values in series(chart)
            for value in values
            if value is not None
        ]
        wanted: list[float] = []
        for each in own.drawn:
            if isinstance(each, Bars):
                wanted += [point.value for point in each.points if point.value is not None]
                wanted += [point.against for point in each.points if point.against is not None]
                wanted += [each.line.value] if each.line and each.line.value is not None else []
            elif isinstance(each, Stacks):
                wanted += [count for part in each.parts for count in part.counts if count]
            elif isinstance(each, Lines):
                wanted += [
                    value for line in each.traces for value in line.values if value is not None
                ]
                assert len(each.traces) <= stories.MOST_NAMED
        assert sorted(got) == sorted(wanted)
        drawn_at_all += len(found)
    assert drawn_at_all or story == "practices"


def at(indicator: str, year: int, members: tuple[str, ...] | None = None) -> dict[str, float]:
    """Return the values of a year, straight from the published rows: no method of the product."""
    rows = queries.values(store.current(), indicator)
    back = 0 if queries.indicators(store.current())[indicator].survey else 5
    rows = rows[(rows["year"] <= year) & (rows["year"] >= year - back)]
    found = {row.iso3: row.value for row in rows.sort_values("year").itertuples()}
    return {iso3: value for iso3, value in found.items() if members is None or iso3 in members}


def median(values: list[float]) -> float:
    ordered_values, half = sorted(values), len(values) // 2
    pair = ordered_values[half - 1 + len(values) % 2 : half + 1]
    return sum(pair) / len(pair)


def named(language: str, iso3: str) -> str:
    return i18n.said(language, queries.countries(store.current())[iso3].name)


@pytest.mark.parametrize(("story", "language", "iso3"), CASES)
def test_bars_and_lines_have_the_numbers_of_the_store(story: str, language: str, iso3: str) -> None:
    version = store.current()
    groups = queries.groups(version)
    arab = groups["arab"].members
    filled = list(steps(story, language, iso3))
    for step, (_, slide) in zip(TOLD[story].steps, filled, strict=True):
        assert isinstance(step, Step)
        asked = {key: value.replace("{country}", iso3) for key, value in step.asked}
        shown: dict[str, dict[Any, float]] = {}
        for chart in charts(slide):
            for name, heads, values in series(chart):
                known = {head: v for head, v in zip(heads, values, strict=True) if v is not None}
                shown.setdefault(name, {}).update(known)
        if step.picture == "ranking":
            indicator = asked.get("indicator", "egdi")
            year = methods.default_year(queries.years(version, indicator))
            own, line = shown.values()
            states = at(indicator, year, arab)
            assert own == {named(language, key): value for key, value in states.items()}
            everyone = list(at(indicator, year).values())
            compared = sum(everyone) / len(everyone)
            if step.mark == "median":
                compared = median(list(states.values()))
            assert list(line.values()) == [pytest.approx(compared)]
        elif step.picture == "lines":
            indicator = asked["indicator"]
            wanted = {}
            for group in asked.get("group", "").split(","):
                wanted[i18n.said(language, groups[group].name)] = {
                    year: median(list(own.values()))
                    for year in range(2003, 2025)
                    if len(own := at(indicator, year, groups[group].members)) > 2
                }
            for state in [each for each in asked.get("country", "").split(",") if each]:
                rows = queries.values(version, indicator)
                rows = rows[rows["iso3"] == state]
                wanted[named(language, state)] = dict(zip(rows["year"], rows["value"], strict=True))
            assert shown
            for name, line in shown.items():
                for year, value in line.items():
                    assert value == pytest.approx(wanted[plain(language, name)][int(year)])
        elif step.picture == "coverage":
            counts = [
                len(set(queries.values(version, each)["iso3"]) & set(arab)) for each in step.named
            ]
            assert list(next(iter(shown.values())).values()) == counts
        elif step.picture == "verdicts":
            every = verdicts.verdicts(version).values()
            for name in step.named:
                own = [each for each in every if each.benchmark_id == name]
                words = i18n.said(language, queries.benchmarks(version)[name].name)
                parts = {key: line.get(plain(language, words), 0) for key, line in shown.items()}
                assert sum(parts.values()) == len(own)
                met = i18n.text(language, "story.part.met")
                assert parts[met] == sum(each.level == verdicts.MET for each in own)


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("iso3", ["PSE", "SOM", "JOR"])
def test_what_is_missing_is_a_gap_and_named(language: str, iso3: str) -> None:
    own, slide = list(steps("country", language, iso3))[1]
    absent = {
        each
        for each in TOLD["country"].steps[1].named  # type: ignore[union-attr]
        if not at(each, int(queries.years(store.current(), each)[0][0]), (iso3,))
    }
    assert bool(absent) == (iso3 != "JOR")
    (chart,) = charts(slide)
    (_, heads, values), _ = series(chart)
    assert values.count(None) == len(absent)
    assert 0 not in values
    words = "".join(own.said)
    for head, value in zip(heads, values, strict=True):
        assert (head in plain(language, words)) == (value is None)


def printed(form: str, value: float) -> str:
    """Return a number as a spreadsheet prints it: rounded as written, half away from zero."""
    part = form.split(";")[1 if value < 0 and ";" in form else 0]
    literals = re.findall('"([^"]*)"', part)
    pattern = re.sub('"[^"]*"', "\0", part)
    number = re.search("[#0,.]+", pattern)
    if number is None:
        return literals[0]
    scale = len(number[0]) - len(number[0].rstrip(","))
    decimals = len(number[0].rstrip(",").partition(".")[2])
    scaled = abs(Decimal(f"{value:.15g}")) / Decimal(1000) ** scale
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    grouped = f"{rounded:,}" if "#" in number[0] else str(rounded)
    words = pattern.replace(number[0], grouped)
    for literal in literals:
        words = words.replace("\0", literal, 1)
    return words


@pytest.mark.parametrize(("story", "language", "iso3"), CASES)
def test_a_label_reads_as_the_screen_does(story: str, language: str, iso3: str) -> None:
    for own, slide in steps(story, language, iso3):
        shown = [
            (each.form, point)
            for each in own.drawn
            if isinstance(each, Bars) and each.form != "0"
            for point in (*each.points, *((each.line,) if each.line else ()))
            if point.value is not None
        ]
        for form, point in shown:
            said = re.sub("[\u2066-\u2069]", "", point.words)
            assert printed(point.form or form, float(point.value or 0)) == said
        formats = {
            each.get("formatCode")
            for chart in charts(slide)
            for each in chart._chartSpace.iter(qn("c:numFmt"))
        }
        assert {point.form for _, point in shown if point.form} <= formats


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize(
    ("unit", "value"),
    [("usd", 15_412_345_678.0), ("usd", 999_700_000.0), ("usd", 12_345.0), ("people", 1_549_000.0),
     ("index_0_1", 0.5125), ("index_0_1", 0.5135), ("percent", 12.25), ("standard_normal", -0.625),
     ("percent", 99.95)],
)  # fmt: skip
def test_every_unit_prints_alike_in_chart_and_sentence(
    language: str, unit: str, value: float
) -> None:
    known = {each.unit.unit_id: each.unit for each in queries.declared(store.current()).values()}
    own = known.get(unit) or Unit(unit, {"en": unit}, {"en": "", "ar": ""}, 0)
    said = re.sub("[\u2066-\u2069]", "", narrative.amount(language, own, value))
    form = forms.own(language, own, value) or forms.form(language, own, value)
    assert printed(form, value) == said


def paragraphs(body: bytes) -> Iterator[tuple[str, Any]]:
    """Return every paragraph of slides, notes and charts with the name of its part."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        for name in parts.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts)/[^/]*\.xml", name):
                for each in etree.fromstring(parts.read(name)).iter(qn("a:p")):
                    yield name, each


@pytest.mark.parametrize(("story", "language", "iso3"), CASES)
def test_every_arabic_paragraph_runs_from_the_right(story: str, language: str, iso3: str) -> None:
    _, body = made(story, language, iso3)
    seen = 0
    for name, each in paragraphs(body):
        words = "".join(each.itertext())
        properties = each.find(qn("a:pPr"))
        if ARABIC.search(words):
            assert language == "ar" or "ملاحظات" in words
            assert properties is not None, (name, words)
            assert (properties.get("rtl"), properties.get("algn")) == ("1", "r")
            for run in each.iter(qn("a:r")):
                own = run.find(qn("a:rPr"))
                assert own.get("lang") == "ar-SA"
                assert own.find(qn("a:cs")).get("typeface") == look.FONT
            seen += 1
        assert not re.search("[\u2066-\u2069]", words)
    assert (seen > 20) == (language == "ar")
    for _, slide in steps(story, language, iso3):
        for chart in charts(slide):
            space = chart._chartSpace
            names = space.find(f".//{qn('c:catAx')}")
            if names is None:
                continue  # time runs from the left
            turned = "maxMin" if language == "ar" else "minMax"
            scale = space.find(f".//{qn('c:valAx')}/{qn('c:scaling')}/{qn('c:orientation')}")
            assert scale.get("val") == turned
            assert names.find(f".//{qn('a:pPr')}").get("rtl") == str(int(language == "ar"))


@pytest.mark.parametrize(("story", "language", "iso3"), CASES)
def test_a_slide_has_its_sentence_source_notes_and_address(
    story: str, language: str, iso3: str
) -> None:
    version = store.current()
    for number, (own, slide) in enumerate(steps(story, language, iso3), 1):
        title = slide.shapes.title.text_frame
        assert title.text == plain(language, own.sentence)
        assert min(run.font.size.pt for run in title.paragraphs[0].runs) >= 24
        place = next(shape for shape in slide.shapes if shape.name == "Source")
        assert version in place.text_frame.text
        links = [
            run.hyperlink.address
            for paragraph in place.text_frame.paragraphs
            for run in paragraph.runs
            if run.hyperlink.address
        ]
        told_of = f"&country={iso3}" if iso3 else ""
        link = f"story={story}&step={number}{told_of}&data_version={version}"
        assert links == [f"{SITE}present?lang={language}&{link}"]
        assert plain(language, own.notes) in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                assert shape._element.nvGraphicFramePr.cNvPr.get("descr")


@pytest.mark.parametrize(("story", "language", "iso3"), CASES)
def test_nothing_lies_over_another_or_beyond_the_edge(story: str, language: str, iso3: str) -> None:
    _, body = made(story, language, iso3)
    found = Presentation(io.BytesIO(body))
    for slide in found.slides:
        boxes = []
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= found.slide_width
            assert shape.top + shape.height <= found.slide_height
            large = shape.has_chart or shape.has_table or shape.is_placeholder
            if large or shape.name in ("Source", "Key", "Step"):
                boxes.append(shape)
        for place, one in enumerate(boxes):
            for other in boxes[place + 1 :]:
                beside = one.left + one.width <= other.left or other.left + other.width <= one.left
                below = one.top + one.height <= other.top or other.top + other.height <= one.top
                assert beside or below, (one.name, other.name)


def test_words_and_tables_stand_as_on_the_screen() -> None:
    kinds = set()
    for story, language, iso3 in CASES:
        for own, slide in steps(story, language, iso3):
            words = " ".join(
                shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
            )
            for shape in slide.shapes:
                if shape.has_table:
                    words += " ".join(cell.text for row in shape.table.rows for cell in row.cells)
            wanted: list[str] = []
            for each in own.drawn:
                kinds.add(type(each))
                if isinstance(each, Blocks):
                    wanted += [part for block in each.blocks for part in (block.above, block.head)]
                elif isinstance(each, Grid):
                    wanted += [cell for row in (each.head, *each.rows) for cell in row]
                elif isinstance(each, Groups):
                    for column in each.columns:
                        wanted += [column.name, column.count]
                        wanted += [w for point in column.points for w in (point.name, point.words)]
                else:
                    wanted.append(each.about)
            for part in (*wanted, *own.said):
                assert plain(language, part) in words
    assert kinds == {Bars, Blocks, Grid, Groups, Lines, Stacks}


def test_the_mean_stands_in_its_place_among_the_bars() -> None:
    def bars(*values: float) -> Bars:
        points = tuple(Point(str(value), value, "") for value in values)
        return Bars("", "", points, 0, 9, "0", Point("mean", 5.0, ""))

    def names(own: Bars) -> list[str]:
        return [each.name for each, _ in ordered(own)]

    assert names(bars(9.0, 6.0, 4.0)) == ["9.0", "6.0", "mean", "4.0"]
    assert names(bars(1.0, 6.0)) == ["1.0", "mean", "6.0"]
    assert names(bars(4.0, 3.0)) == ["mean", "4.0", "3.0"]
    assert names(bars(8.0, 7.0)) == ["8.0", "7.0", "mean"]


def test_neighbours_of_one_scale_are_one_chart() -> None:
    def bars(high: float, name: str) -> Bars:
        return Bars("", "", (Point(name, 1.0, ""),), 0, high, "0")

    found = drawing.joined([bars(1, "a"), bars(1, "b"), bars(100, "c"), bars(1, "d")])
    assert [[point.name for point in each.points] for each in found] == [["a", "b"], ["c"], ["d"]]


def test_in_both_languages_every_step_is_in_arabic_then_in_english() -> None:
    show, body = made("region", "ar+en", "")
    slides = opened(body)
    assert len(slides) == 2 * (len(TOLD["region"].steps) + 2)
    assert [each.language for each in show.slides] == ["ar", "en"] * (len(slides) // 2)
    for place, slide in enumerate(slides):
        assert bool(ARABIC.search(slide.shapes.title.text_frame.text)) == (place % 2 == 0)


def test_equal_slides_are_equal_bytes_without_the_time_of_day() -> None:
    show, body = made("country", "ar", "SOM")
    assert deck.deck(show) == body
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if name.endswith((".jpeg", ".png"))]
    found = Presentation(io.BytesIO(body)).core_properties
    assert found.created == show.built.replace(microsecond=0)
    assert found.keywords == store.current()


def step(link: str, **more: Any) -> Step:
    words = {"en": "Words", "ar": "كلمات"}
    asked = tuple(tuple(pair.split("=")) for pair in link.split("&"))
    return Step(words, words, words, "overview", asked, "ranking", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_step_that_cannot_be_told_or_passed_on_says_why(language: str) -> None:
    words = {"en": "Title", "ar": "عنوان"}
    own = Story(
        "own",
        words,
        words,
        5,
        1,
        (
            step("indicator=government_ai_readiness"),
            Fault("own.toml", 2, "missing", "title"),
            step("indicator=no_such"),
        ),
    )
    show = told(own, language)
    shut, fault, gone = (each for each in show.slides if isinstance(each, Slide))
    assert i18n.text(language, "picture.closed", source="\0").split("\0")[0] in shut.sentence
    assert "own.toml" in fault.sentence
    assert "no_such" in gone.fault
    slides = opened(deck.deck(show))
    assert not any(charts(slide) for slide in slides)
    assert plain(language, gone.fault) in " ".join(
        shape.text_frame.text for shape in slides[3].shapes if shape.has_text_frame
    )


def test_colours_are_those_of_the_light_theme() -> None:
    import tomllib
    from pathlib import Path

    config = (Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text("utf-8")
    theme = tomllib.loads(config)["theme"]["light"]
    assert ["#" + each.lower() for each in look.SERIES] == theme["chartCategoricalColors"]
    assert f"#{look.ACCENT.lower()}" == theme["primaryColor"]
    assert f"#{look.PAPER.lower()}" == theme["backgroundColor"]
    assert f"#{look.INK.lower()}" == theme["textColor"]
