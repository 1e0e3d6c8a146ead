"""What the states have announced: the finding, the timeline, the kinds of targets, the targets."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import lru_cache

from app import markup, markup_strategy, queries
from app.exhibit import Exhibit, Fact, Link, Table, View
from app.findings import in_force, shared, strategy, timeline
from app.findings.in_force import ALL, STANDINGS, Asked, Paper
from app.i18n import number, said, text
from app.library import StrategyState


@lru_cache(maxsize=128)
def find(version: str, language: str, asked: Asked, today: datetime.date) -> View:
    """Return the strategic texts that are asked for, as they stand on a day."""
    if asked.country != ALL:
        return _of_state(version, language, asked, today)
    papers = [
        each
        for state in _states(version, language)
        for each in in_force.papers(state, today, asked)
    ]
    exhibits: list[Exhibit] = []
    if papers:
        exhibits.append(timeline.exhibit(version, language, asked, today))
    exhibits.append(_kinds(version, language, asked, today))
    targets = _targets(version, language, asked, today, papers)
    exhibits += [targets] if targets else []
    return View(
        title=text(language, "strategies.title"),
        sentence=_sentence(version, language, asked, today),
        context=text(language, "strategies.context"),
        facts=() if asked.narrowed else _facts(version, language, today),
        exhibits=tuple(exhibits),
        notes=() if papers else (text(language, "strategies.nothing"),),
    )


def options(version: str, language: str) -> dict[str, dict[str, str]]:
    """Return what can be chosen of kinds of targets and of statuses: parameter to ids, names."""
    found = {}
    for name, terms in (("kind", "target_kind"), ("status", "strategy_status")):
        known = queries.terms(version)[terms]
        named = {identity: said(language, term.name) for identity, term in known.items()}
        found[name] = {ALL: text(language, f"strategies.any_{name}"), **named}
    return found


def way_out(language: str, asked: Asked) -> str:
    """Return the link that takes a choice of kind or status back; '' where there is none."""
    if not asked.narrowed:
        return ""
    whole = text(language, "strategies.show_all")
    return markup.suggestions("", [markup.link(Asked(asked.country).link(language), whole)])


def onward(version: str, language: str, asked: Asked) -> str:
    """Return the links from a state to its practices, to advice for it, and to all states."""
    own = {"lang": language, "country": asked.country}
    count = sum(each.iso3 == asked.country for each in queries.practices(version).values())
    practices = text(language, "strategies.to_practices_none")
    if count:
        practices = text(language, "strategies.to_practices", count=count)
    links = [
        markup.link(markup.href("practices", own), practices),
        markup.link(
            markup.href("recommendations", own), text(language, "strategies.to_recommendations")
        ),
        markup.link(markup.href("country", own), text(language, "strategies.to_country")),
        markup.link(Asked().link(language), text(language, "strategies.to_all")),
    ]
    return markup.suggestions(text(language, "strategies.onward"), links)


def _states(version: str, language: str) -> list[StrategyState]:
    known = queries.strategies(version)
    return [known[iso3] for iso3 in shared.in_order(version, language, list(known))]


def _sentence(version: str, language: str, asked: Asked, today: datetime.date) -> str:
    """Return how many states have a running text and how many run out; or how many fit a choice."""
    states = _states(version, language)
    total = number(language, len(states))
    if asked.narrowed:
        count = sum(bool(in_force.papers(each, today, asked)) for each in states)
        if not count:
            return text(language, "strategies.nothing")
        terms = queries.terms(version)
        words = {}
        if asked.kind != ALL:
            words["kind"] = said(language, terms["target_kind"][asked.kind].name)
        if asked.status != ALL:
            words["status"] = said(language, terms["strategy_status"][asked.status].name)
        which = "both" if len(words) > 1 else next(iter(words))
        return text(language, f"strategies.of_{which}", count=count, total=total, **words)
    counted = [in_force.standing(each, today) for each in states]
    parts = {}
    for each in ("running", "run_out"):
        count = counted.count(each)
        key = f"strategies.{each}" if count else f"strategies.{each}_none"
        parts[each] = text(language, key, count=count, total=total)
    return text(language, "strategies.headline", **parts)


def _facts(version: str, language: str, today: datetime.date) -> tuple[Fact, ...]:
    """Return how the states divide by where they stand, with their names."""
    found: dict[str, list[str]] = {each: [] for each in STANDINGS}
    for state in _states(version, language):
        name = said(language, queries.countries(version)[state.iso3].name)
        found[in_force.standing(state, today)].append(name)
    return tuple(
        Fact(
            text(language, f"strategies.fact_{each}"),
            number(language, len(names)),
            text(language, "alt.comma").join(names),
        )
        for each, names in found.items()
        if names
    )


def _kinds(version: str, language: str, asked: Asked, today: datetime.date) -> Exhibit:
    """Return which kinds of targets recur: how many states state one, and which."""
    wanted = Asked(status=asked.status)
    rows = []
    for kind, term in queries.terms(version)["target_kind"].items():
        names, count = [], 0
        for state in _states(version, language):
            own = [each for each in in_force.papers(state, today, wanted)]
            stated = sum(aim.kind == kind for paper in own for aim in paper.aims)
            count += stated
            if stated:
                names.append(said(language, queries.countries(version)[state.iso3].name))
        link = Link(said(language, term.name), Asked(ALL, kind, asked.status).link(language))
        listed = text(language, "alt.comma").join(names)
        cells = [number(language, len(names)), number(language, count), listed]
        rows.append((len(names), (link, kind == asked.kind, cells)))
    rows.sort(key=lambda each: -each[0])
    head = ("kind", "kind_states", "kind_targets", "kind_names")
    title = text(language, "strategies.kinds")
    return Exhibit(
        key="kinds",
        title=title,
        subtitle=text(language, "strategies.kinds_help"),
        alt="",
        source=(timeline.read(version, language),),
        table=Table("", (), ()),
        picture=markup_strategy.kinds(
            title,
            [text(language, f"strategies.{each}") for each in head],
            [row for _, row in rows],
        ),
        catalogue="strategies.json",
        drawn=True,
    )


def _targets(
    version: str,
    language: str,
    asked: Asked,
    today: datetime.date,
    papers: Sequence[Paper],
) -> Exhibit | None:
    """Return every stated target that is asked for, state by state; None where there is none."""
    title, flat = text(language, "strategies.targets"), asked.kind != ALL
    if flat:
        kind = said(language, queries.terms(version)["target_kind"][asked.kind].name)
        title = text(language, "strategies.targets_of_kind", kind=kind)
    groups = [
        (
            said(language, queries.countries(version)[iso3].name),
            Asked(iso3).link(language),
            [each for each in papers if each.state.iso3 == iso3],
        )
        for iso3 in dict.fromkeys(each.state.iso3 for each in papers if each.aims)
    ]
    if not groups:
        return None
    if flat:
        found = strategy.stated(version, language, title, groups, today, kinds=False)
        picture = markup_strategy.targets(found)
    else:
        picture = markup_strategy.folds(
            [
                (
                    name,
                    _counted(language, own),
                    strategy.stated(version, language, name, [("", "", own)], today),
                )
                for name, _, own in groups
            ]
        )
    return Exhibit(
        key="stated",
        title=title,
        subtitle=text(language, "strategies.announced"),
        alt="",
        source=(timeline.read(version, language),),
        table=Table("", (), ()),
        picture=picture,
        catalogue="strategies.json",
        notes=strategy.unjudged(language, papers, today),
    )


def _counted(language: str, papers: Sequence[Paper]) -> str:
    """Return how many targets are stated, and how many of them have an indicator beside them."""
    aims = [aim for each in papers for aim in each.aims]
    tied = sum(aim.indicator_id is not None for aim in aims)
    parts = [text(language, "strategies.counted", count=len(aims))]
    if tied:
        parts.append(text(language, "strategies.tied", count=number(language, tied)))
    return text(language, "alt.comma").join(parts)


def _of_state(version: str, language: str, asked: Asked, today: datetime.date) -> View:
    """Return the texts of one state."""
    state = queries.strategies(version)[asked.country]
    country = said(language, queries.countries(version)[asked.country].name)
    every = in_force.papers(state, today)
    tied = sum(aim.indicator_id is not None for aim in state.aims)
    counts = {"fact_texts": len(every), "fact_targets": len(state.aims), "fact_tied": tied}
    facts = tuple(
        Fact(text(language, f"strategies.{each}"), number(language, count))
        for each, count in counts.items()
        if count or each != "fact_tied"
    )
    return View(
        title=text(language, "strategies.title_state", country=country),
        sentence=_sentence_of(language, country, state, every, today),
        context=text(language, "strategies.context"),
        facts=facts,
        exhibits=(strategy.exhibit(version, language, asked, today),),
    )


def _sentence_of(
    language: str,
    country: str,
    state: StrategyState,
    every: Sequence[Paper],
    today: datetime.date,
) -> str:
    """Return where a state stands: its leading text, and how many targets are stated."""
    which = in_force.standing(state, today)
    count = len(state.aims)
    words: dict[str, object] = {
        "country": country,
        "stated": text(language, "strategies.stated", count=count)
        if count
        else text(language, "strategies.stated_none"),
    }
    lead = in_force.leading(every, which)
    if lead is not None:
        words["title"] = said(language, lead.own.title)
        words["year"] = lead.own.last
    if which == "running" and words["year"] is None:
        which = "running_open"
    return text(language, f"strategies.state_{which}", **words)
