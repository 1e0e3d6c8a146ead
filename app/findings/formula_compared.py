"""The formulas of comparison: place on a pillar, pairs, states of similar income, speed."""

from __future__ import annotations

import math

from app import methods, queries
from app.exhibit import Link
from app.findings import peers, pillars, shared
from app.findings.scene import Scene, formula
from app.i18n import listed, number, said, text, years
from app.markup_card import Step
from app.markup_methods import Formula
from app.methods.speed import NEIGHBOURS
from app.records import Indicator

SDG_TRACKER = "https://github.com/RossanaTat/trackr"
"""The World Bank's measure of speed against typical paths, from which ours was adapted."""


def every(language: str, scene: Scene | None) -> tuple[Formula, ...]:
    """Return the formulas of comparison, each with its example where the copy has one."""
    return (
        _position(language, scene),
        _paired(language, scene),
        _income(language, scene),
        _speed(language, scene),
    )


def _position(language: str, scene: Scene | None) -> Formula:
    place, placed, setting = "p = (m − m_w) ÷ (m_b − m_w)", "2 · k ≥ n", ""
    steps = [Step("", "", place, ""), Step("", "", placed, "")]
    if scene:
        found = _profiled(scene)
        if found:
            indicator, pillar = found
            steps = _placed(scene, indicator, pillar, place, placed)
            year = methods.default_year(queries.years(scene.version, indicator.indicator_id))
            setting = scene.setting(
                scene.named(scene.iso3), said(language, indicator.name), str(year)
            )
    return formula(
        language,
        "position",
        letters="m m_w m_b k n",
        steps=tuple(steps),
        setting=setting,
        least=methods.LEAST_STATES,
    )


def _profiled(scene: Scene) -> tuple[Indicator, str] | None:
    """Return the first indicator of a profile on which the state has a place, and its pillar."""
    for pillar in queries.pillars(scene.version):
        for indicator in pillars.profiled(scene.version, pillar):
            rows = _rows(scene, indicator)
            if indicator.averaged and len(rows) >= methods.LEAST_STATES and scene.iso3 in rows:
                return indicator, pillar
    return None


def _rows(scene: Scene, indicator: Indicator) -> dict[str, float]:
    identity = indicator.indicator_id
    year = methods.default_year(queries.years(scene.version, identity))
    rows = shared.standing(scene.version, identity, year, "arab")
    return {str(iso3): float(value) for iso3, value in rows["value"].items()}


def _placed(scene: Scene, indicator: Indicator, pillar: str, place: str, placed: str) -> list[Step]:
    identity = indicator.indicator_id
    year = methods.default_year(queries.years(scene.version, identity))
    values = shared.standing(scene.version, identity, year, "arab")["value"]
    merits = methods.merit(values, indicator.better)
    own, worst, best = (
        scene.exact(float(each)) for each in (merits[scene.iso3], merits.min(), merits.max())
    )
    found = methods.position(float(values[scene.iso3]), values, indicator.better)
    shown = number(scene.language, found, 3)
    members = pillars.profiled(scene.version, pillar)
    known = sum(scene.iso3 in _rows(scene, each) for each in members)
    enough = methods.placed(known, len(members))
    name = said(scene.language, queries.pillars(scene.version)[pillar].name)
    key = "placed" if enough else "not_placed"
    return [
        Step("", "", place, f"p = ({own} − {worst}) ÷ ({best} − {worst}) = {shown}"),
        Step(
            "",
            "",
            placed,
            f"2 · {known} {'≥' if enough else '<'} {len(members)}",
            scene.say(f"formula.position.{key}", pillar=name),
        ),
    ]


def _paired(language: str, scene: Scene | None) -> Formula:
    symbols, setting, numbers, result = "n = |X ∩ Y|", "", "", ""
    if scene:
        others = [
            each
            for each in queries.indicators(scene.version).values()
            if each.averaged and each.indicator_id != scene.indicator.indicator_id
        ]
        if others:
            other = others[0]
            both = methods.paired(
                scene.values,
                queries.values(scene.version, other.indicator_id),
                scene.year,
                shared.tolerance(scene.indicator),
                shared.tolerance(other),
            )
            arab = both.index.isin(queries.groups(scene.version)["arab"].members).sum()
            numbers = f"n = {number(language, len(both))}"
            result = scene.say("formula.paired.result", states=number(language, int(arab)))
            names = listed(language, [scene.name, said(language, other.name)])
            setting = scene.setting(names, str(scene.year))
    return formula(
        language,
        "paired",
        letters="X Y",
        steps=(Step("", "", symbols, numbers, result),),
        setting=setting,
    )


def _income(language: str, scene: Scene | None) -> Formula:
    symbols, setting, numbers, result = "d = |ln(y_a ÷ y_b)|", "", "", ""
    near = peers.income_peers(scene.version, scene.iso3) if scene else []
    if scene and near:
        income = queries.values(scene.version, peers.INCOME)
        table = income.pivot(index="year", columns="iso3", values="value")
        both = table[[scene.iso3, near[0]]].dropna()
        own, its = (float(each) for each in both.iloc[-1])
        distance = number(language, abs(math.log(own / its)), 4)
        incomes = [number(language, each, 1) for each in (own, its)]
        numbers = f"d = |ln({incomes[0]} ÷ {incomes[1]})| = {distance}"
        result = text(
            language,
            "formula.income.result",
            list=text(language, "alt.comma").join(scene.named(each) for each in near),
        )
        setting = scene.setting(
            listed(language, [scene.named(scene.iso3), scene.named(near[0])]),
            str(int(both.index[-1])),
        )
    return formula(
        language,
        "income",
        letters="y_a y_b",
        steps=(Step("", "", symbols, numbers, result),),
        setting=setting,
        most=methods.MOST_PEERS,
    )


def _speed(language: str, scene: Scene | None) -> Formula:
    factor, beaten, setting = "f = a ÷ m", "b = 100 · (l + e ÷ 2) ÷ n", ""
    steps = [Step("", "", factor, ""), Step("", "", beaten, "")]
    if scene:
        editions = [year for year, _ in queries.years(scene.version, scene.indicator.indicator_id)]
        if len(editions) > 1:
            later, earlier = editions[:2]
            found = methods.speed(scene.values, scene.iso3, earlier, later)
            if found:
                own, typical = number(language, found.own, 4), number(language, found.typical, 4)
                times = "" if found.factor is None else number(language, found.factor, 2)
                per_cent = number(language, found.beaten, 1)
                steps = [
                    Step("", "", factor, f"f = {own} ÷ {typical} = {times}" if times else ""),
                    Step("", "", beaten, f"b = {per_cent},   n = {found.economies}"),
                ]
                setting = scene.setting(
                    scene.named(scene.iso3), scene.name, years(language, earlier, later)
                )
    return formula(
        language,
        "speed",
        letters="a m l e n",
        steps=tuple(steps),
        setting=setting,
        source=(
            text(language, "formula.speed.adapted"),
            Link(text(language, "formula.speed.source"), SDG_TRACKER),
        ),
        near=NEIGHBOURS,
    )
