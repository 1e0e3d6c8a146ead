"""The calculation card: every number on it is in the store or follows from the methods."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from app import i18n, markup_card, methods, narrative, queries, store
from app.exhibit import Exhibit, Link, Table
from app.findings import card, case, effort, series, shared, verdicts, way
from app.findings.verdicts import Verdict

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
ILLUSTRATIVE = "llustrative; the UN sets no EGDI target and editions are not strictly comparable"


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def words(table: Table) -> str:
    """Everything that a card's table says, its headings as well."""
    cells = [
        cell.words if isinstance(cell, Link) else str(cell) for row in table.rows for cell in row
    ]
    return " ".join([table.caption, *(name for name, _ in table.groups), *cells])


def read(html: str) -> str:
    """What a reader sees of HTML."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"</?su[bp]>", "", html)).replace("&#x27;", "'")


def numbers(text: str) -> list[str]:
    return sorted(NUMBER.findall(text))


def cell(shown: Exhibit, label: str) -> str:
    """The value of a row of the card, by its name."""
    found = [row[1] for row in shown.table.rows if row[0] == label]
    assert found, label
    return str(found[0])


def everyone(version: str) -> Iterator[Verdict]:
    for illustrative in (False, True):
        yield from verdicts.verdicts(version, illustrative).values()


def test_no_cell_is_without_a_card_and_no_card_without_its_sources(version: str) -> None:
    rows = verdicts.judged(version)
    for place, one in enumerate(everyone(version)):
        language = ("en", "ar")[place % 2]
        shown, row = card.exhibit(version, language, one), rows[one.benchmark_id]
        source = queries.indicators(version)[str(row.indicator_id)].source
        assert shown.key == "card"
        assert shown.source[0].startswith(
            i18n.text(language, "source.line", producer="", source="")[:6]
        )
        for address in (row.address, source.url):
            assert f'href="{address}"'.replace("&", "&amp;") in shown.picture
        assert f"cell={one.key}" in shown.picture
        assert version in read(shown.picture)
        assert i18n.said(language, row.reason) in words(shown.table)
        assert i18n.said(language, row.issuer) in words(shown.table)


def test_arabic_and_english_cards_have_the_same_numbers(version: str) -> None:
    for one in list(everyone(version))[::2]:
        texts, row = {}, verdicts.judged(version)[one.benchmark_id]
        for language in i18n.LANGUAGES:
            shown = card.exhibit(version, language, one)
            found = [shown.title, shown.subtitle, words(shown.table), read(shown.picture)]
            # Texts of the register are checked with it: they may write "3G" out in words.
            for said in (row.name, row.text, row.reason, row.issuer):
                found = [each.replace(i18n.said(language, said), "") for each in found]
            texts[language] = found
        for english, arabic in zip(texts["en"], texts["ar"], strict=True):
            assert numbers(english) == numbers(arabic), one.key


def test_the_picture_says_what_the_table_says(version: str) -> None:
    """Everything on the card can be read as a table."""
    for one in list(everyone(version))[::3]:
        shown = card.exhibit(version, "en", one)
        table = set(numbers(words(shown.table) + shown.subtitle))
        assert set(numbers(read(shown.picture))) <= table, one.key


def chosen(version: str) -> list[Verdict]:
    """Some forty cards: each kind of benchmark, level and status, several states of each."""
    kinds: dict[tuple[str, ...], list[Verdict]] = {}
    rows = verdicts.judged(version)
    for one in everyone(version):
        row = rows[one.benchmark_id]
        kind = (row.type, row.measure, row.standing, one.level, one.status, str(one.illustrative))
        kinds.setdefault(kind, []).append(one)
    return [each[len(each) // 2] for each in kinds.values()]


def allowed(version: str, one: Verdict) -> set[str]:
    """Every number that may stand on a card: from the store, the register and the methods."""
    row = verdicts.judged(version)[one.benchmark_id]
    indicator = queries.indicators(version)[str(row.indicator_id)]
    identity, unit = indicator.indicator_id, indicator.unit
    found: set[str] = {version}

    def put(value: float | None, *decimals: int) -> None:
        for digits in decimals:
            if value is not None:
                found.update(NUMBER.findall(f"{abs(value):,.{digits}f}"))

    def whole(value: float | None) -> None:
        if value is not None:
            put(value, case.decimals_of(value), unit.decimals)
            found.update(NUMBER.findall(narrative.amount("en", unit, value)))

    own = series.state(version, identity, one.iso3)
    for year, value in own.items():
        whole(value)
        whole(round(abs(value - 100), case.MOST_DECIMALS))
        found.add(str(year))
    for given in (one.base_value, one.latest_value, one.target, row.value):
        whole(given)
        if row.measure == "rank":
            put(given, 0)
    put(one.gap, unit.decimals, *([0] if row.measure == "rank" else []))
    for due in (one.target_year, row.year, one.latest_year, one.base_year):
        found.update(NUMBER.findall(str(due)))
    put(one.growth, 5)
    put(None if one.growth is None else one.growth * 100, 2)
    put(one.ratio, 4)
    put(one.expected, unit.decimals, unit.decimals + 3)
    if one.target is not None and one.target_year and one.status and one.base_year:
        assert one.base_value is not None and one.latest_year is not None
        assert one.latest_value is not None
        inputs = (one.base_year, one.base_value, one.latest_year, one.latest_value)
        goal = {"target": one.target, "target_year": one.target_year, "better": row.better}
        if one.target_year > one.base_year:
            gone = methods.current_status_index(*inputs, **goal)  # type: ignore[arg-type]
            put(gone.index, 1)
            put(gone.expected_by_now, 1)
            straight = methods.needed_change(
                one.base_year, one.base_value, one.target, one.target_year
            )
            put(one.base_value + (straight or 0) * (one.latest_year - one.base_year), unit.decimals)
        put(methods.second_opinion(*inputs, **goal).ratio, 4)  # type: ignore[arg-type]
        put(
            methods.trend_to_target(
                *inputs[:2], one.target_year, one.target, better=row.better
            ).growth,
            5,
        )
        since = {year: value for year, value in own.items() if one.base_year <= year}
        reached = methods.arrival(since, one.target, base_year=one.base_year, better=row.better)
        for each in reached or ():
            found.add(str(math.ceil(each)))
    if (
        one.target is not None
        and one.target_year
        and one.latest_year
        and one.latest_value is not None
    ):
        finer = 1 if row.measure == "rank" else unit.decimals + 1
        put(
            methods.needed_change(one.latest_year, one.latest_value, one.target, one.target_year),
            finer,
        )
        for iso3 in queries.groups(version)["arab"].members:
            values = series.state(version, identity, iso3)
            for last in values:
                for first in values:
                    if last - effort.WINDOW <= first < last and last == max(values):
                        put((values[last] - values[first]) / (last - first), finer)
                        found.update((str(first), str(last)))
        every = [pace.change for pace in effort.paces(version, identity).values()]
        groups = [group for group in queries.groups(version).values() if one.iso3 in group.members]
        for group in groups:
            known = effort.paces(version, identity)
            own_paces = sorted(known[iso3].change for iso3 in group.members if iso3 in known)
            found.add(str(len(own_paces)))
            middle = len(own_paces) // 2
            if own_paces:
                put(own_paces[middle], finer)
                put((own_paces[middle] + own_paces[middle - 1]) / 2, finer)
        assert all(abs(change) < 1e9 for change in every)
        if row.measure == "rank" and one.base_year and one.base_value is not None:
            put((one.latest_value - one.base_value) / (one.latest_year - one.base_year), 1)
    if one.latest_year is not None:
        found.update(str(one.latest_year - back) for back in range(3))
        world = shared.world(version, identity, one.latest_year)
        arab = shared.standing(version, identity, one.latest_year, "arab")
        found |= {str(len(world)), str(len(arab))}
        if one.iso3 in arab.index:
            place = shared.row(arab, one.iso3)
            for name in ("world_rank", "group_rank", "percentile"):
                if pd.notna(place[name]):
                    put(float(place[name]), 0)
    if indicator.survey:
        later, earlier = (year for year, _ in queries.years(version, identity)[:2])
        found |= {str(later), str(earlier)}
        speed = methods.speed(queries.values(version, identity), one.iso3, earlier, later)
        if speed:
            put(speed.factor, 1)
            put(speed.beaten, 0)
            put(speed.own, unit.decimals)
            put(speed.typical, unit.decimals)
            put(speed.economies, 0)
    for said in (row.name, row.text, row.reason, row.issuer, indicator.source.name):
        found.update(NUMBER.findall(said["en"]))
    found.update(NUMBER.findall(i18n.date("en", row.checked)))
    for said in queries.absences(version, identity).values():
        found.update(NUMBER.findall(said["en"]))
    return found | constants()


def constants() -> set[str]:
    """Numbers of the wording itself: bands, windows and the like."""
    texts = [
        re.sub(r"{\w+}", "", str(entry))
        for key, entry in i18n.catalogue("en").items()
        if key.split(".")[0] in ("card", "verdict", "kind", "country", "relation")
    ]
    edges = {"0", "0.10", "0.50", "0.95", "0.5", "1.25", "2", "5", "10", "15", "100", "1"}
    return {number for text in texts for number in NUMBER.findall(text)} | edges


def test_every_number_on_a_card_is_found_in_the_store_or_the_methods(version: str) -> None:
    cards = chosen(version)
    assert len(cards) >= 40
    for one in cards:
        shown, known = card.exhibit(version, "en", one), allowed(version, one)
        text = " ".join([shown.title, shown.subtitle, words(shown.table), read(shown.picture)])
        text = text.replace(version, "")
        row = verdicts.judged(version)[one.benchmark_id]
        known |= {row.target, *NUMBER.findall(row.target)}
        stray = set(numbers(text)) - known
        assert not stray, (one.key, stray)


def test_who_follows_the_formula_by_hand_comes_to_the_printed_ratio(version: str) -> None:
    followed = 0
    for one in everyone(version):
        if one.ratio is None:
            continue
        rows = {str(row[0]): str(row[2]) for row in card.exhibit(version, "en", one).table.rows}
        ratio = re.sub("[\u2066\u2069]", "", rows["Ratio"])
        found = re.search(r"r = \((\S+) − (\S+)\) ÷ \((\S+) − (\S+)\) = (\S+)", ratio)
        assert found, ratio
        expected, base, target, _, printed = (
            float(each.replace("−", "-").replace(",", "")) for each in found.groups()
        )
        way_left = target - base
        # Who takes the printed figures is off by their rounding, seen through the way left.
        rounding = (5e-5 + 2 * abs(expected - base) / abs(way_left) * 5e-6) / abs(way_left) + 5e-5
        assert printed == pytest.approx((expected - base) / way_left, abs=2 * rounding)
        growth = re.sub("[\u2066\u2069]", "", rows["Growth a year"]).partition("g = ")[2]
        numbers_in = [float(each.replace(",", "")) for each in NUMBER.findall(growth)]
        latest, start, _, last, first = numbers_in[:5]
        by_hand = (latest / start) ** (1 / (last - first)) - 1
        assert abs(by_hand) == pytest.approx(numbers_in[6], abs=6e-6)
        followed += 1
    assert followed > 100


def test_nothing_is_said_or_drawn_past_the_end_of_a_scale(version: str) -> None:
    past = 0
    for one in everyone(version):
        row = verdicts.judged(version)[one.benchmark_id]
        unit = queries.indicators(version)[str(row.indicator_id)].unit.unit_id
        bound = {"percent": 100.0, "index_0_1": 1.0}.get(unit)
        if bound is None or one.expected is None or one.expected <= bound:
            continue
        past += 1
        for language in i18n.LANGUAGES:
            shown = card.exhibit(version, language, one)
            then = i18n.text(language, "card.by_then", year=one.target_year, base=one.base_year)
            assert cell(shown, then) in ("100%", "1"), one.key
            assert i18n.text(language, "card.reaches_bound") in words(shown.table)
            drawn = way.exhibit(version, language, one)
            assert drawn is not None
            values = [v for trace in drawn.figure.data for v in trace.y if v is not None]
            assert max(values) <= bound
    assert past > 10


def test_an_illustration_says_so_in_title_sentence_and_link(version: str) -> None:
    plain, drawn = (
        verdicts.verdicts(version, each)["EGY.egdi_very_high"] for each in (False, True)
    )
    shown = card.exhibit(version, "en", drawn)
    for text in (shown.title, shown.subtitle, card.sentence(version, "en", drawn)):
        assert ILLUSTRATIVE in text
    assert "illustrative=1" in shown.picture
    assert "target achieved" not in words(shown.table)
    without = card.exhibit(version, "en", plain)
    assert "llustrative" not in without.title + without.subtitle
    assert "illustrative=1" not in without.picture
    assert "Growth a year" not in words(without.table)


def test_a_past_commitment_and_one_to_be_confirmed_say_so(version: str) -> None:
    cells = verdicts.verdicts(version)
    assert (
        "past commitment"
        in card.exhibit(version, "en", cells["JOR.internet_middle_income_2025"]).title
    )
    confirmed = card.exhibit(version, "en", cells["SAU.saudi_egdi_rank"])
    assert "to be confirmed" in confirmed.title
    assert "Needed from now on" not in words(confirmed.table)


def test_a_rank_is_shown_as_a_rank(version: str) -> None:
    one = verdicts.verdicts(version)["MAR.morocco_osi_rank"]
    shown = card.exhibit(version, "en", one)
    assert f"rank {one.latest_value:.0f}" in shown.subtitle
    assert cell(shown, "Number compared with") == "rank 50 or better"
    assert "computed" in words(shown.table)
    assert way.exhibit(version, "en", one) is None


def test_the_class_of_a_budget_shows_its_three_years(version: str) -> None:
    one = verdicts.verdicts(version)["JOR.budget_as_approved"]
    shown = card.exhibit(version, "en", one)
    assert one.latest_year is not None
    values = series.state(version, "budget_reliability", "JOR")
    for year in range(one.latest_year - 2, one.latest_year + 1):
        away = round(abs(values[year] - 100), 5)
        assert float(cell(shown, str(year))) == pytest.approx(away, abs=1e-9)
    assert cell(shown, "Class") == "class A"


def test_a_relative_index_is_asked_the_fair_question(version: str) -> None:
    later, earlier = (year for year, _ in queries.years(version, "egdi")[:2])
    found = methods.speed(queries.values(version, "egdi"), "EGY", earlier, later)
    assert found is not None and found.factor is not None
    shown = card.exhibit(version, "en", verdicts.verdicts(version)["EGY.egdi_arab_median"])
    assert f"{found.factor:.1f} times the typical change" in words(shown.table)
    assert f"{found.beaten:.0f}% of them" in words(shown.table)
    assert "The measure is ours" in words(shown.table)


Change = Callable[[Verdict], Verdict]
BROKEN: dict[str, tuple[str, Change, str]] = {
    "no value": (
        "JOR.internet_all",
        lambda one: Verdict(one.benchmark_id, one.iso3, "no_value", "insufficient"),
        "No value",
    ),
    "zero base": (
        "JOR.internet_all",
        lambda one: replace(
            one,
            base_value=0.0,
            status="insufficient",
            growth=None,
            ratio=None,
            expected=None,
            score=None,
        ),
        "Growth is not defined",
    ),
    "one year": (
        "JOR.internet_all",
        lambda one: replace(
            one,
            base_year=one.latest_year,
            base_value=one.latest_value,
            status="insufficient",
            growth=None,
            ratio=None,
            expected=None,
            score=None,
        ),
        "one year only",
    ),
    "met at base": (
        "JOR.internet_all",
        lambda one: replace(one, base_value=100.0, status="regression", ratio=None, expected=None),
        "reached in the base year already",
    ),
    "class without three years": (
        "JOR.budget_as_approved",
        lambda one: replace(one, level="shown", budget_class=None, latest_year=1995),
        "No class",
    ),
    "target year past": (
        "JOR.internet_all",
        lambda one: replace(one, target_year=2020, target=120.0),
        "carried back",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_broken_inputs_are_told_and_not_computed(version: str, name: str, language: str) -> None:
    key, change, wanted = BROKEN[name]
    one = change(verdicts.verdicts(version)[key])
    shown = card.exhibit(version, language, one)
    way.exhibit(version, language, one)
    text = f"{shown.subtitle} {words(shown.table)}"
    assert "nan" not in text.lower().split()
    assert "inf" not in text.lower().split()
    if language == "en":
        assert wanted in text


def test_a_formula_reads_from_left_to_right_in_arabic(version: str) -> None:
    shown = card.exhibit(version, "ar", verdicts.verdicts(version)["JOR.internet_all"])
    formulas = [str(row[2]) for row in shown.table.rows if " = " in str(row[2])]
    assert formulas
    assert all(re.search("\u2066[grvqR][^\u2067]* = .*\u2069", each) for each in formulas)
    assert len(re.findall('<span class="formula" dir="ltr">', shown.picture)) > 8


def test_paces_of_others_span_years_and_cross_no_new_method(version: str) -> None:
    for row in verdicts.judged(version).values():
        indicator = queries.indicators(version)[str(row.indicator_id)]
        for iso3, one in effort.paces(version, indicator.indicator_id).items():
            values = series.state(version, indicator.indicator_id, iso3)
            assert one.last - effort.WINDOW <= one.first <= one.last - effort.SHORTEST
            assert not indicator.parted(one.first, one.last)
            step = (values[one.last] - values[one.first]) / (one.last - one.first)
            assert one.change == pytest.approx(step)


class Tags(HTMLParser):
    """Collect the tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}


HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>_x^{y}"


def test_hostile_words_stay_words_on_a_card_and_among_gaps() -> None:
    section = markup_card.Section(
        HOSTILE,
        said=(HOSTILE,),
        items=(
            markup_card.Item(HOSTILE, HOSTILE, HOSTILE),
            markup_card.Item(HOSTILE, Link(HOSTILE, "javascript:alert(1)")),
            markup_card.Item(HOSTILE, Link(HOSTILE, f"https://x/{HOSTILE}")),
        ),
        steps=(markup_card.Step(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        way=markup_card.Way(9.0, -1.0, HOSTILE, HOSTILE),
        letters=((HOSTILE, HOSTILE),),
    )
    mark = markup_card.Mark(HOSTILE, "on_track")
    row = markup_card.Row(HOSTILE, HOSTILE, (HOSTILE,), (HOSTILE,), mark, HOSTILE, HOSTILE)
    head = [HOSTILE] * 5
    html = markup_card.card([mark, markup_card.Mark(HOSTILE, HOSTILE)], [section])
    html += markup_card.gaps(HOSTILE, HOSTILE, head, [(HOSTILE, [row])], HOSTILE)
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:" not in html
    tags = Tags()
    tags.feed(html)
    assert not tags.seen & {"script", "img"}
    assert not [name for name in tags.attributes if name.startswith("on")]


def test_groups_of_a_card_cover_its_rows(version: str) -> None:
    for one in list(everyone(version))[::17]:
        table = card.exhibit(version, "en", one).table
        assert sum(count for _, count in table.groups) == len(table.rows)
        assert all(before[0] != after[0] for before, after in pairwise(table.groups))
