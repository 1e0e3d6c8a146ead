"""Countries and groups over time: lines, small multiples of all 22, scatter with trails."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from app import charts, markup, narrative, queries
from app.exhibit import View
from app.findings import pairs, paths, shared
from app.findings.choice import Choice, chosen
from app.findings.peers import home_group, income_peers
from app.i18n import said, text, years


@lru_cache(maxsize=512)
def find(version: str, language: str, choice: Choice) -> View:
    """Return the comparison of a choice."""
    indicator = queries.indicators(version)[choice.indicator]
    kinds = {"lines": paths.lines, "multiples": paths.multiples, "scatter": pairs.scatter}
    beyond = len(choice.states) + len(choice.groups) - charts.MOST_COLOURED
    notes = (text(language, "notice.too_many", count=beyond),) if beyond > 0 else ()
    if not choice.states and not choice.groups:
        notes = (text(language, "notice.empty_choice"),)
    names = [narrative.name_of(language, indicator)]
    if choice.kind == "scatter":
        names.append(narrative.name_of(language, queries.indicators(version)[choice.against]))
    return View(
        title=text(language, "view.compare"),
        sentence=_sentence(version, language, choice),
        context=text(
            language,
            "overview.context",
            indicator=text(language, "alt.join").join(names),
            edition=years(language, choice.first, choice.last),
        ),
        facts=(),
        exhibits=(kinds[choice.kind](version, language, choice),),
        notes=notes,
    )


def _sentence(version: str, language: str, choice: Choice) -> str:
    indicator = queries.indicators(version)[choice.indicator]
    what = said(language, indicator.short_name)
    if choice.kind == "scatter":
        other = narrative.in_sentence(language, queries.indicators(version)[choice.against])
        return text(language, "compare.headline_scatter", x=what, y=other)
    with_values = [
        (name, values)
        for _, name, values, _ in chosen(version, language, choice, indicator)
        if values
    ]
    if not with_values:
        return text(language, "compare.headline_none")
    if len(with_values) == 1:
        name, values = with_values[0]
        last = max(values)
        # A change is told only between years that compare.
        first = min(year for year in values if not indicator.parted(year, last))
        words = {
            "country": name,
            "indicator": narrative.in_sentence(language, indicator),
            "first": narrative.amount(language, indicator.unit, values[first]),
            "first_year": first,
            "last": narrative.amount(language, indicator.unit, values[last]),
            "last_year": last,
        }
        key = "compare.headline_one" if first != last else "compare.headline_single"
        return text(language, key, **words)
    common = set.intersection(*(set(values) for _, values in with_values))
    if not common:
        return text(language, "compare.headline_apart", indicator=what)
    year = max(common)
    ordered = sorted(
        with_values, key=lambda pair: pair[1][year], reverse=indicator.better != "lower"
    )
    (leader, best), (trailer, worst) = ordered[0], ordered[-1]
    return text(
        language,
        "compare.headline_gap",
        leader=leader,
        trailer=trailer,
        high=narrative.amount(language, indicator.unit, best[year]),
        low=narrative.amount(language, indicator.unit, worst[year]),
        indicator=what,
        year=year,
    )


def suggestions(
    version: str, language: str, choice: Choice, used: Mapping[str, str]
) -> tuple[str, list[str]]:
    """Return why, and links to, sets of states worth comparing with the first one chosen."""
    if not choice.states:
        return "", []
    first = choice.states[0]
    name = said(language, queries.countries(version)[first].name)
    group = home_group(version, first)
    leaders = shared.standing(version, choice.indicator, choice.last, "arab").index
    sets = {
        text(language, "compare.suggest_group", group=said(language, group.name)): group.members,
        text(language, "compare.suggest_income"): income_peers(version, first),
        text(language, "compare.suggest_lead"): [str(state) for state in leaders][:3],
    }
    links = []
    for words, members in sets.items():
        states = list(dict.fromkeys([first, *members]))[: charts.MOST_COLOURED]
        if len(states) > 1:
            address = markup.href("compare", {**used, "country": ",".join(states)})
            links.append(markup.link(address, words))
    return text(language, "compare.suggested", country=name), links
