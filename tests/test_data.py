"""Figures to take out: what the view counts, shows and names is what the files give."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from exporting import CLOSED, get, rows, small
from test_markup import HOSTILE, read
from test_pages import asked, html, run

from app import choices, headlines, i18n, markup_data, queries, store
from app.api import asking
from app.api.places import FILTER, PLACES
from app.exhibit import Exhibit, Table, View
from app.findings import data, extract, offers, recipes, sizes, subject, way
from app.findings.extract import Extract
from app.findings.verdicts import verdicts

pytestmark = pytest.mark.usefixtures("store_dir")
CLOSED_STORE, KEPT, GONE = "c105ed0c105e", "0ddba11ce110", "deadbeef0000"


@pytest.fixture(scope="module")
def closed(store_dir: Path) -> Iterator[str]:
    """Return a data version in which one indicator may only be shown."""
    path = store_dir / f"{CLOSED_STORE}.duckdb"
    small(path, store_dir / f"{store.current()}.duckdb")
    yield CLOSED_STORE
    path.unlink()


@pytest.fixture(scope="module")
def kept(store_dir: Path) -> Iterator[str]:
    """Return another data version that is kept."""
    path = store_dir / f"{KEPT}.duckdb"
    shutil.copy(store_dir / f"{store.current()}.duckdb", path)
    yield KEPT
    path.unlink()


def links(count: int) -> list[dict[str, str]]:
    """Return random filters, some of which have nothing."""
    chance, version = random.Random(count), store.current()
    known = {
        "indicator": list(queries.declared(version)),
        "country": list(queries.countries(version)),
        "group": list(queries.groups(version)),
        "pillar": list(queries.pillars(version)),
        "topic": list(extract.topics(version)),
    }
    years = ["2024", "2010:2024", "2024:2010", "2010:", ":2005", "1066", "2020:2020", ""]
    found = []
    for _ in range(count):
        link = {
            name: ",".join(chance.sample(ids, chance.randint(1, min(6, len(ids)))))
            for name, ids in known.items()
            if chance.random() < 0.4
        }
        year = chance.choice(years)
        found.append({**link, "year": year} if year else link)
    return found


def test_the_view_asks_the_store_exactly_what_the_files_ask() -> None:
    version = store.current()
    for link in links(300):
        own = choices.data(version, link)
        theirs = asking.read(urlencode(link), FILTER)
        assert extract.narrowed(version, own) == theirs.filter, link
        assert extract.selected(version, own) == (theirs.selected, theirs.left_out), link
        assert choices.data(version, own.link("ar")) == own, "a link reopens its own filter"


def test_the_first_rows_are_the_first_rows_of_the_file() -> None:
    version = store.current()
    for link in ({}, {"country": "JOR", "year": "2024"}, {"topic": "skills", "group": "gcc"}):
        own = choices.data(version, link)
        found = extract.content(version, own)
        whole = queries.observations(version, extract.narrowed(version, own), "ar")
        assert data._first(version, "ar", own, found) == list(islice(whole, data.FIRST))


def exhibits(view: View) -> set[str]:
    return {each.key for each in view.exhibits}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_filter_without_figures_says_why_and_leads_to_some(language: str) -> None:
    version = store.current()
    own = choices.data(version, {"indicator": "egdi", "country": "PSE"})
    view = data.find(version, language, own)
    assert view.sentence == i18n.text(
        language,
        "data.headline_none",
        what=view.sentence.split(": ", 1)[1],
    )
    assert not exhibits(view) & {"data-files", "data-preview", "data-terms"}
    shown = data.way_out(version, language, own)
    known = queries.absences(version, "egdi").items()
    reason = next(why for (iso3, _), why in known if iso3 == "PSE")
    assert i18n.said(language, reason) in unescape(shown)
    ways = re.findall(r'href="\./data\?([^"]*)"', shown)
    assert len(ways) >= 3
    for each in ways:
        other = choices.data(version, dict(parse_qsl(unescape(each))))
        assert extract.content(version, other).rows > 0, each


def test_what_is_not_retrieved_yet_is_said_to_be_so() -> None:
    version = store.current()
    held, seen = queries.indicators(version), set()
    for identity, each in queries.declared(version).items():
        if identity not in held:
            shown = data.way_out(version, "en", Extract(indicator=(identity,)))
            only_shown = each.sharing == "display_only"
            words = "but not passed on" if only_shown else "There are no figures yet on"
            assert words in shown, identity
            seen.add(only_shown)
    assert seen == {True, False}
    nowhere = data.way_out(version, "en", Extract(country=("FRA",), group=("gcc",)))
    assert "None of the countries chosen is a member" in nowhere
    apart = Extract(topic=("skills",), indicator=("egdi",))
    assert "No indicator belongs to everything" in data.way_out(version, "en", apart)
    early = Extract(indicator=("egdi",), group=("arab",), first=1066, last=1066)
    assert "The same for all years" in data.way_out(version, "en", early)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_may_only_be_shown_is_named_with_its_terms(closed: str, language: str) -> None:
    indicator = queries.declared(closed)[CLOSED]
    alone = data.find(closed, language, Extract(indicator=(CLOSED,)))
    assert not exhibits(alone) & {"data-files", "data-preview"}
    mixed = data.find(closed, language, Extract(indicator=("egdi", CLOSED)))
    assert "data-files" in exhibits(mixed)
    for view in (alone, mixed):
        told = " ".join(view.notes)
        assert i18n.said(language, indicator.name) in told
        assert i18n.said(language, indicator.source.licence) in told
        assert indicator.source.url in told
    picture = mixed.exhibit("data-preview").picture + mixed.exhibit("data-terms").picture
    assert i18n.said(language, indicator.name) not in picture
    chart = Exhibit("k", "", "", "", (), Table("", (), ()), data={"indicator": CLOSED})
    offered = offers.of_chart(closed, language, chart, "")
    assert "observations" not in offered
    assert i18n.said(language, indicator.source.name) in unescape(offered)


def files(html_text: str) -> list[str]:
    return [unescape(each) for each in re.findall(r'href="(\./api/v1/[^"]*)"', html_text)]


def test_every_file_named_is_there_with_the_rows_told_and_about_the_size_told(served: str) -> None:
    version = store.current()
    for link in ({"indicator": "egdi", "group": "arab"}, {"country": "JOR"}, {"pillar": "trust"}):
        for language in ("en", "ar"):
            own = choices.data(version, {**link, "group": link.get("group", "arab")})
            found = extract.content(version, own)
            picture = data.find(version, language, own).exhibit("data-files").picture
            assert picture.count(f">{found.rows:,}<") == len(data.FILES)
            for address, (_, path, form) in zip(files(picture), data.FILES.values(), strict=True):
                answer = get(f"{served}{address[1:]}", Accept_Encoding="identity")
                assert answer.status_code == 200, address
                assert urlsplit(address).path.endswith(path)
                held = data._held(found)
                told = sizes.of_file(language, form, found.rows, held, found.countries or ())
                assert 0.5 < told / len(answer.content) < 2, (address, told, len(answer.content))
                if form == "csv":
                    assert len(rows(answer.content)) == found.rows
    whole = data.find(version, "ar", Extract())
    catalogues = files(whole.exhibit("data-catalogues").picture)
    assert {urlsplit(each).path.rsplit("/", 1)[1] for each in catalogues} == {
        path
        for path, place in PLACES.items()
        if "indicator" not in place.parameters and not place.story
    }
    for address in catalogues:
        assert get(f"{served}{address[1:]}").status_code == 200, address


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_examples_run(served: str, language: str, tmp_path: Path) -> None:
    own = Extract(indicator=("egdi", "population"), country=("JOR", "PSE"), first=2020)
    found = {each.key: each for each in recipes.find(language, own, f"{served}/")}
    count = extract.content(store.current(), own).rows
    code = f"{found['python'].code}\nprint(len(figures), figures['value'].dtype)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(count), "float64"]
    if shutil.which("curl"):
        subprocess.run(found["curl"].code, shell=True, check=True, cwd=tmp_path, timeout=60)
        assert len(rows((tmp_path / "figures.csv").read_bytes())) == count
    if shutil.which("Rscript"):
        code = f"{found['r'].code}; cat(nrow(figures), class(figures$value))"
        done = subprocess.run(["Rscript", "-e", code], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [str(count), "numeric"]
    assert get(found["excel"].code).content.startswith(b"PK")
    (address,) = re.findall(r'Contents\("([^"]+)"\)', found["power_bi"].code)
    assert len(rows(get(address).content)) == count
    shown = recipes.addresses(language, own, store.current(), f"{served}/").picture
    newest, fixed = (unescape(each) for each in re.findall(r">(http[^<]+)<", shown))
    assert get(newest).content == get(fixed).content
    assert f"data_version={store.current()}" in fixed
    assert "data_version" not in newest


def drawn(link: Mapping[str, str], name: str) -> list[Exhibit]:
    version = store.current()
    return list(headlines.view(version, "en", name, link, choices.today()).exhibits)


def test_the_file_of_a_chart_has_the_figures_of_the_chart() -> None:
    version = store.current()
    views = [
        ("overview", {"indicator": "egdi", "year": "2024"}),
        ("overview", {"indicator": "internet_users", "group": "gcc"}),
        *(("country", {"country": iso3}) for iso3 in ("JOR", "PSE", "SOM")),
        *(("compare", {"chart": kind, "country": "JOR,PSE"}) for kind in ("lines", "multiples")),
        ("compare", {"chart": "scatter", "indicator": "egdi,internet_users"}),
    ]
    seen = set()
    for name, link in views:
        for each in drawn(link, name):
            if each.figure is not None:
                assert each.data is not None, (name, each.key)
            if each.data is None:
                continue
            seen.add(each.key)
            own = asking.read(urlencode(each.data), FILTER)
            figures = list(queries.observations(version, own.filter, "en"))
            shown = {f"{figure[5]:.3f}" for figure in figures}
            printed = [cell for row in each.table.rows for cell in row[1:2]]
            values = {cell for cell in printed if re.fullmatch(r"0\.\d{3}", str(cell))}
            assert values <= shown, (name, each.key)
    assert seen >= {"tiles", "ranking", "trend", "neighbours", "parts", "lines", "multiples"}
    assert seen >= {"scatter", "indicators", "pillars"}
    (medians,) = drawn({"group": "gcc", "country": ""}, "compare")
    assert medians.data
    assert set(medians.data["country"].split(",")) == set(queries.groups(version)["gcc"].members)
    (none,) = drawn({"country": ""}, "compare")
    assert none.data is None
    trend = next(each for each in drawn({"country": "PSE"}, "country") if each.key == "trend")
    offered = offers.of_chart(version, "en", trend, "")
    assert "observations" not in offered, "no empty file"
    assert i18n.text("en", "picture.none") in offered
    assert "./data?indicator=egdi&amp;country=PSE" in offered


EVERY = [
    *(("overview", {"indicator": each}) for each in ("egdi", "crpd_year")),
    *(("country", {"country": each}) for each in ("JOR", "PSE", "SOM")),
    *(("compare", {"chart": each, "country": "JOR,PSE"}) for each in ("lines", "multiples")),
    *(("targets", link) for link in ({}, {"group": "gcc"}, {"country": "JOR"})),
    ("targets", {"cell": "EGY.egdi_very_high", "illustrative": "1"}),
    *(("practices", link) for link in ({}, {"practice": "mar-rokhas"})),
    *(("strategies", link) for link in ({}, {"country": "OMN"})),
    ("recommendations", {"country": "JOR"}),
    ("methods", {"indicator": "egdi"}),
]


@pytest.mark.parametrize(("name", "link"), EVERY)
def test_whatever_is_drawn_has_its_figures_at_an_address(name: str, link: dict[str, str]) -> None:
    version, seen = store.current(), 0
    for language in i18n.LANGUAGES:
        asked_for = {**link, "lang": language}
        for each in headlines.view(version, language, name, asked_for, choices.today()).exhibits:
            drawn = each.figure is not None or each.drawn
            assert not drawn or each.data is not None or each.catalogue, each.key
            assert not each.drawn or each.picture, each.key
            offered = offers.of_chart(version, language, each, version)
            assert ('data-picture="png"' in offered) == drawn, each.key
            if each.data is not None:
                assert asking.read(urlencode(each.data), FILTER).link.keys() == each.data.keys()
            if each.catalogue:
                seen += 1
                assert each.catalogue in PLACES, each.key
                address = f"./api/v1/{each.catalogue}?lang={language}&amp;data_version={version}"
                assert f'href="{address}"' in offered
            seen += drawn
    assert seen


def test_a_large_workbook_says_beforehand_that_it_takes_time() -> None:
    version = store.current()
    for language, word in (("en", "a few seconds"), ("ar", "بضع ثوانٍ")):
        whole, small_one = (
            data.find(version, language, own).exhibit("data-files").picture
            for own in (Extract(), Extract(indicator=("egdi",)))
        )
        assert [whole.count(word), small_one.count(word)] == [2, 0]


def test_a_chart_of_an_illustration_says_so_in_what_the_picture_takes() -> None:
    version = store.current()
    for key in ("EGY.egdi_very_high", "SOM.egdi_very_high"):
        for language, word in (("en", "illustrative"), ("ar", "للتوضيح")):
            shown = way.exhibit(version, language, verdicts(version, True)[key])
            assert shown
            assert word in " ".join(shown.notes)
            assert 'data-picture="svg"' in offers.of_chart(version, language, shown, "")
            plain = way.exhibit(version, language, verdicts(version, False)[key])
            assert plain
            assert word not in " ".join(plain.notes)


SUBJECTS = {
    "overview": ({"indicator": "egdi", "year": "2024", "group": "gcc"}, "Gulf"),
    "country": ({"country": "JOR", "indicator": "epi", "year": "2024"}, "Jordan"),
    "compare": ({"country": "JOR,TUN", "indicator": "egdi", "year": "2010:2024"}, "2010"),
    "targets": ({"cell": "EGY.egdi_very_high"}, "Egypt"),
    "practices": ({"practice": "mar-rokhas"}, ": "),
    "strategies": ({"country": "OMN"}, "Oman"),
    "recommendations": ({"country": "SOM"}, "Somalia"),
    "data": ({"indicator": "egdi", "country": "JOR"}, "Jordan"),
    "methods": ({"indicator": "egdi"}, "E-Government"),
}


@pytest.mark.parametrize("view", i18n.VIEWS)
def test_a_view_is_cited_by_its_subject_with_version_date_and_link(view: str) -> None:
    version, (link, word) = store.current(), SUBJECTS[view]
    assert word in subject.of(version, "en", view, link)
    shown = unescape(offers.cite(version, "en", view, {"lang": "en", **link}, "https://x.example/"))
    built = queries.built_at(version).date()
    path = "" if view == "overview" else view
    for language in i18n.LANGUAGES:
        asked_for = urlencode({"lang": language, **link, "data_version": version}, safe=",:")
        assert f"https://x.example/{path}?{asked_for}" in shown
        assert subject.of(version, language, view, link) in shown
    assert i18n.date("ar", built) in shown
    assert f"({built.year}, {i18n.text('en', f'month.{built.month}')} {built.day})" in shown
    assert shown.count("data-copy=") == 3
    for name in ("present", "story", "told"):
        assert name not in offers.cite(version, "ar", view, {**link, name: "1"}, "")


def test_a_kept_data_version_is_shown_and_said(kept: str) -> None:
    for view in i18n.VIEWS:
        app = run(view, lang="en", data_version=kept)
        assert not app.exception, view
        assert asked(app)["data_version"] == kept
        assert f"Data version {kept}, built on" in html(app)
        assert "Show the current version" in html(app)
    app = run("data", lang="ar", data_version=kept, indicator="egdi")
    addresses = files(html(app))
    assert addresses
    assert all(f"data_version={kept}" in each for each in addresses)
    found = headlines.headline(store.current(), "ar", "data", {"data_version": kept})
    assert found.sentence in html(run("data", lang="ar", data_version=kept))


@pytest.mark.parametrize("named", [GONE, "x", "../../etc/passwd", "DEADBEEF0000", HOSTILE])
def test_a_data_version_that_is_not_kept_is_said_with_the_current_one(named: str) -> None:
    app = run("data", lang="en", data_version=named)
    assert not app.exception
    assert "data_version" not in asked(app)
    told = unescape(html(app))
    assert f"asks for data version {named[:40]}, which is not kept here any more" in told
    assert f"The current version, {store.current()}, is shown" in told


def test_the_current_data_version_stays_in_the_link() -> None:
    app = run("country", lang="en", data_version=store.current())
    assert asked(app)["data_version"] == store.current()
    assert "Show the current version" not in html(app)


def test_unknown_ids_are_said_and_left_out() -> None:
    app = run("data", lang="en", indicator="egdi,happiness", country="ATL", year="soon")
    assert not app.exception
    assert asked(app) == {"lang": "en", "indicator": "egdi"}
    for value in ("happiness", "ATL", "soon"):
        assert value in html(app)


def test_what_data_were_asked_for_goes_along_only_where_it_is_understood() -> None:
    app = run("data", lang="en", indicator="egdi,osi", country="USA,JOR")
    shown = html(app)
    assert "./compare?lang=en&amp;indicator=egdi,osi" in shown
    assert not re.search(r"compare\?[^\"]*USA", shown)
    compared = html(run("compare", lang="en", indicator="egdi", country="JOR,TUN", group="gcc"))
    assert "./data?lang=en&amp;indicator=egdi&amp;country=JOR,TUN&quot;" in compared or (
        './data?lang=en&amp;indicator=egdi&amp;country=JOR,TUN"' in compared
    )


def test_hostile_words_stay_words_in_what_is_offered() -> None:
    words = markup_data.CopyWords(HOSTILE, HOSTILE, HOSTILE)
    pictured = markup_data.PictureWords(HOSTILE, HOSTILE, HOSTILE)
    one = markup_data.Row(
        HOSTILE,
        HOSTILE,
        [(HOSTILE, HOSTILE)],
        (HOSTILE, HOSTILE),
        HOSTILE,
        pictured,
        HOSTILE,
        HOSTILE,
    )
    tags = read(
        "".join(
            [
                markup_data.row(one),
                markup_data.files(HOSTILE, [HOSTILE] * 2, [markup_data.File(*[HOSTILE] * 5)]),
                markup_data.addresses(words, [(HOSTILE, HOSTILE, HOSTILE, HOSTILE)]),
                markup_data.recipes(words, [markup_data.Recipe(*[HOSTILE] * 4)]),
                markup_data.columns(
                    HOSTILE, [HOSTILE], [markup_data.Column(HOSTILE, {HOSTILE: [HOSTILE] * 2})]
                ),
                markup_data.cite(HOSTILE, HOSTILE, words, [markup_data.Citation(*[HOSTILE] * 4)]),
                markup_data.pinned(HOSTILE, HOSTILE, HOSTILE),
                markup_data.nothing([HOSTILE], HOSTILE, [(HOSTILE, HOSTILE)]),
            ]
        )
    )
    assert not tags.seen & {"script", "img"}
    assert not {name for name in tags.attributes if name.startswith("on")}
    assert HOSTILE in tags.words
    assert re.fullmatch("[A-Za-z0-9-]*", extract.name({"key": HOSTILE, "x": "../../y"}))
