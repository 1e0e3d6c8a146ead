"""The headline of a link: what a view will say, known before any page runs.

The first page that a browser gets carries it as plain HTML (app/server.py), and the page then
says the same; a link's unknown parameters fall back to the defaults here as they do there.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from app import choices, markup_embed, markup_present
from app.exhibit import Fact, View
from app.findings import (
    compare,
    country,
    data,
    embed,
    indicator_card,
    overview,
    practice,
    practices,
    provenance,
    recommendations,
    story,
    story_list,
    story_place,
    strategies,
    targets,
)
from app.findings.story import Stage
from app.findings.story_place import Place
from app.i18n import text
from app.stories import Story


@dataclass(frozen=True)
class Headline:
    """Title of the page, its finding as one sentence, and the main figures with their source."""

    title: str
    sentence: str
    description: str
    context: str
    facts: tuple[Fact, ...]
    source: str
    whole: str = ""
    """The view in HTML but for what Plotly draws, where it stands without the frame of the site."""


def view(
    version: str, language: str, name: str, asked: Mapping[str, str], today: datetime.date
) -> View:
    """Return the finding that a link to a view shows on a day."""
    if name == "data":
        return data.find(version, language, choices.data(version, asked))
    if name == "methods":
        opened = choices.methods_card(version, asked)
        if opened:
            return indicator_card.find(version, language, opened, today)
        return provenance.find(version, language, today)
    if name == "country":
        return country.find(version, language, *choices.country(version, asked))
    if name == "compare":
        return compare.find(version, language, choices.compare(version, asked))
    if name == "practices":
        opened, filters = choices.practices(version, asked)
        if opened:
            return practice.find(version, language, opened, filters)
        return practices.find(version, language, filters)
    if name == "targets":
        return targets.find(version, language, choices.targets(version, asked))
    if name == "recommendations":
        asked_for = choices.recommendations(version, asked)
        return recommendations.find(version, language, asked_for, today)
    if name == "present":
        place = choices.present(version, asked)
        if place is None:
            own = story_list.country_of(version, asked.get("country", "")) or choices.COUNTRY
            return story_list.find(version, language, own)[0]
        found = stage(version, language, place, today)
        if found is None:
            return story_list.without(language, text(language, "compose.reading"))
        return found.view
    if name == "embed":
        return embed.find(version, language, choices.embed(version, asked))
    if name == "strategies":
        return strategies.find(version, language, choices.strategies(version, asked), today)
    return overview.find(version, language, *choices.overview(version, asked))


@lru_cache(maxsize=512)
def stage(version: str, language: str, place: Place, today: datetime.date) -> Stage | None:
    """Return the step of a story that a presenter shows on a day; None for what a browser keeps."""
    told = story_place.of(place)
    return staged(version, language, told, place, today) if isinstance(told, Story) else None


def staged(version: str, language: str, told: Story, place: Place, today: datetime.date) -> Stage:
    """Return the step of a story wherever that came from."""

    def behind(other: str, link: Mapping[str, str]) -> View:
        return view(version, link.get("lang", language), other, link, today)

    return story.find(version, language, told, place, behind)


def whole(
    version: str, language: str, name: str, asked: Mapping[str, str], today: datetime.date
) -> str:
    """Return a step of a story or an embedded chart as the first page shows it; '' for a view."""
    if name == "embed":
        pinned = choices.pinned(asked.get("data_version", ""))
        chart = choices.embed(version, asked)
        framed = embed.framed(version, language, chart, pinned, today)
        return markup_embed.first(framed.head, framed.picture, framed.foot, chart.kind)
    place = choices.present(version, asked) if name == "present" else None
    if place is None:
        return ""
    found = stage(version, language, place, today)
    if found is None:
        return ""
    return markup_present.first(found.top, found.foot, speaker=place.speaker)


def headline(
    version: str,
    language: str,
    name: str,
    asked: Mapping[str, str],
    today: datetime.date | None = None,
) -> Headline:
    """Return the headline of a link to a view; any other name is answered as the overview.

    Some headlines change with the day: whoever keeps one keeps it for the day that it gave.
    """
    version = choices.pinned(asked.get("data_version", "")) or version
    today = today or choices.today()
    found = view(version, language, name, asked, today)
    site = text(language, "site.name")
    source = next((each.source for each in found.exhibits if each.source), ())
    return Headline(
        title=f"{found.title} · {site}",
        sentence=found.sentence,
        description=text(language, "site.description"),
        context=found.context,
        facts=found.facts,
        source=" ".join(source[:1]),
        whole=whole(version, language, name, asked, today),
    )
