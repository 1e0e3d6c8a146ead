"""The formulas of levels: which value counts, ranks, percentiles, groups, medians, means."""

from __future__ import annotations

from app import methods, narrative, queries
from app.exhibit import Link
from app.findings import shared
from app.findings.scene import Scene, formula
from app.i18n import number, said, text
from app.markup_card import Step
from app.markup_methods import Formula

DECIMALS = 4


def every(language: str, scene: Scene | None, version: str) -> tuple[Formula, ...]:
    """Return the formulas of levels, each with its example where the copy has one."""
    return (
        _window(version, language, scene),
        _opening(version, language),
        _rank(language, scene),
        _percentile(language, scene),
        _band(language, scene),
        _median(language, scene),
        _mean(language, scene),
        _change(language, scene),
    )


def _window(version: str, language: str, scene: Scene | None) -> Formula:
    """The example is the first value, by indicator and state, that stands in for a later year."""
    symbols, setting = "x = v_y,   y = max {u : Y − k ≤ u ≤ Y}", ""
    steps: tuple[Step, ...] = ()
    for identity, indicator in queries.indicators(version).items():
        if scene is None or indicator.survey or not indicator.averaged:
            continue
        year = methods.default_year(queries.years(version, identity))
        rows = methods.cross_section(
            queries.values(version, identity), year, shared.tolerance(indicator)
        )
        older = [
            iso3
            for iso3 in queries.groups(version)["arab"].members
            if iso3 in rows.index and shared.row(rows, iso3)["value_year"] < year
        ]
        if not older:
            continue
        own = shared.row(rows, older[0])
        setting = scene.setting(scene.named(older[0]), said(language, indicator.name), str(year))
        numbers = (
            f"Y = {year},   k = {methods.TOLERANCE_YEARS}:   y = {int(own['value_year'])},   "
            f"x = {narrative.amount(language, indicator.unit, own['value'])}"
        )
        steps = (Step("", "", symbols, numbers),)
        break
    return formula(
        language,
        "window",
        letters="v_y Y k",
        steps=steps or (Step("", "", symbols, ""),),
        setting=setting,
        tolerance=methods.TOLERANCE_YEARS,
    )


def _opening(version: str, language: str) -> Formula:
    """The example is the first indicator that does not open with its newest year, if any."""
    symbols = "2 · n_Y ≥ N"
    carried = queries.indicators(version)
    known = {each: queries.years(version, each) for each in carried}
    known = {each: own for each, own in known.items() if own}
    if not known:
        return formula(language, "opening", letters="n_Y N", steps=(Step("", "", symbols, ""),))
    chosen = next(
        (each for each, own in known.items() if methods.default_year(own) != own[0][0]),
        next(iter(known)),
    )
    opens, most = methods.default_year(known[chosen]), max(states for _, states in known[chosen])
    steps: list[Step] = []
    for year, states in known[chosen]:
        sign = "≥" if year == opens else "<"
        numbers = f"{year}:   2 · {states} {sign} {most}"
        steps.append(Step("", "", "" if steps else symbols, numbers))
        if year == opens:
            break
    last = steps[-1]
    result = text(language, "formula.opening.result", year=opens)
    return formula(
        language,
        "opening",
        letters="n_Y N",
        steps=(*steps[:-1], Step("", "", last.symbols, last.numbers, result)),
        setting=said(language, carried[chosen].name),
    )


def _rank(language: str, scene: Scene | None) -> Formula:
    symbols, setting, numbers, result = "r = 1 + h", "", "", ""
    if scene:
        rows = scene.arab
        ranks = methods.competition_rank(rows["value"])
        own, rank = shared.row(rows, scene.iso3), int(ranks[scene.iso3])
        higher = int((rows["value"] > own["value"]).sum())
        setting, numbers = scene.here, f"r = 1 + {higher} = {rank}"
        whole = len(rows)
        result = scene.say(
            "formula.rank.result", rank=number(language, rank), count=number(language, whole)
        )
        world = shared.rank_words(language, own["world_rank"], own["world_of"])
        if world:
            key = "rank_published" if scene.indicator.rank_published else "rank_computed"
            said_where = scene.say(f"indicator.{key}")
            world = scene.say("formula.rank.world", rank=world, where=said_where)
            result = f"{result} {world}"
    return formula(
        language,
        "rank",
        letters="r h",
        steps=(Step("", "", symbols, numbers, result),),
        setting=setting,
        least=methods.LEAST_ECONOMIES,
    )


def _percentile(language: str, scene: Scene | None) -> Formula:
    symbols, setting, numbers = "P = 100 · (l + e ÷ 2) ÷ n", "", ""
    if scene:
        values = scene.world["value"]
        own = values[scene.iso3]
        lower, equal = int((values < own).sum()), int((values == own).sum()) - 1
        shown = number(language, methods.percentile(values)[scene.iso3], 1)
        numbers = f"P = 100 · ({lower} + {equal} ÷ 2) ÷ {len(values)} = {shown}"
        setting = scene.here
    return formula(
        language,
        "percentile",
        letters="P l e n",
        steps=(Step("", "", symbols, numbers),),
        setting=setting,
        least=methods.LEAST_ECONOMIES,
    )


def _band(language: str, scene: Scene | None) -> Formula:
    first, second, third = (number(language, each, 2) for each in methods.BAND_BOUNDS)
    ends = (f"v < {first}", f"{first} ≤ v < {second}", f"{second} ≤ v < {third}", f"v ≥ {third}")
    rules = tuple(
        text(language, "formula.band.of", band=text(language, f"band.{name}"), bounds=bounds)
        for name, bounds in zip(methods.BANDS, ends, strict=True)
    )
    setting = ""
    steps: tuple[Step, ...] = ()
    source: tuple[str | Link, ...] = ()
    if scene and scene.indicator.banded:
        value = float(scene.arab["value"][scene.iso3])
        found = str(methods.band(scene.arab["value"])[scene.iso3])
        shown, place = scene.exact(value), methods.BANDS.index(found)
        result = scene.say("formula.band.result", band=scene.say(f"band.{found}"))
        steps = (Step("", "", "", ends[place].replace("v", shown), result),)
        setting = scene.here
        own = scene.indicator.source
        source = (Link(said(language, own.name), own.url),)
    return formula(
        language, "band", letters="v", steps=steps, setting=setting, rules=rules, source=source
    )


def _median(language: str, scene: Scene | None) -> Formula:
    symbols, setting, numbers = "m = (a + b) ÷ 2", "", ""
    if scene:
        ordered = scene.arab["value"].sort_values().tolist()
        half = len(ordered) // 2
        low, high = ordered[half if len(ordered) % 2 else half - 1], ordered[half]
        found = methods.summary(scene.arab["value"])["median"]
        numbers = (
            f"m = ({scene.exact(low)} + {scene.exact(high)}) ÷ 2 = "
            f"{number(language, found, DECIMALS)}"
        )
        arab = said(language, queries.groups(scene.version)["arab"].name)
        count = text(language, "overview.states", count=len(ordered))
        setting = scene.setting(arab, scene.name, str(scene.year), count)
    return formula(
        language,
        "median",
        letters="a b",
        steps=(Step("", "", symbols, numbers),),
        setting=setting,
        least=methods.LEAST_STATES,
        tolerance=methods.TOLERANCE_YEARS,
    )


def _mean(language: str, scene: Scene | None) -> Formula:
    symbols, setting, numbers = "M = (v_1 + v_2 + … + v_n) ÷ n", "", ""
    if scene:
        means = methods.world_means(scene.values, shared.tolerance(scene.indicator))
        own = means[means["year"] == scene.year]
        if len(own):
            values = scene.world["value"]
            total = number(language, float(values.sum()), DECIMALS)
            shown = number(language, float(own["value"].iloc[0]), DECIMALS)
            numbers = f"M = {total} ÷ {len(values)} = {shown}"
            setting = scene.setting(scene.name, str(scene.year))
    return formula(
        language,
        "mean",
        letters="n",
        steps=(Step("", "", symbols, numbers),),
        setting=setting,
        least=methods.LEAST_ECONOMIES,
    )


def _change(language: str, scene: Scene | None) -> Formula:
    value, places, setting = "Δ = v_t − v_s", "p = r_s − r_t", ""
    steps: tuple[Step, ...] = (Step("", "", value, ""), Step("", "", places, ""))
    earlier, frame = (None, None)
    if scene:
        earlier, frame = shared.change(scene.version, scene.indicator.indicator_id, scene.year)
    if scene and earlier is not None and frame is not None and scene.iso3 in frame.index:
        own = shared.row(frame, scene.iso3)
        before = shared.row(methods.cross_section(scene.values, earlier, 0), scene.iso3)
        now = shared.row(methods.cross_section(scene.values, scene.year, 0), scene.iso3)
        digits = scene.indicator.unit.decimals + 2
        first = (
            f"Δ = {scene.exact(float(now['value']))} − {scene.exact(float(before['value']))} = "
            f"{number(language, float(own['value_change']), digits, sign=True)}"
        )
        steps = (Step("", "", value, first),)
        if scene.indicator.rank_published:
            moved = narrative.rank_change(language, float(own["rank_change"]), earlier)
            second = (
                f"p = {int(before['published_rank'])} − {int(now['published_rank'])} = "
                f"{number(language, float(own['rank_change']), sign=True)}"
            )
            result = moved[0].upper() + moved[1:] + "." if moved else ""
            steps = (*steps, Step("", "", places, second, result))
        setting = scene.here
    return formula(language, "change", letters="v_t v_s r_t r_s", steps=steps, setting=setting)
