"""The headline of a link: what a view will say, known before any page runs.

The first page that a browser gets carries it as plain HTML (app/server.py), and the page then
says the same; a link's unknown parameters fall back to the defaults here as they do there.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from app import choices
from app.exhibit import Fact, View
from app.findings import compare, country, overview, provenance, targets
from app.i18n import text


@dataclass(frozen=True)
class Headline:
    """Title of the page, its finding as one sentence, and the main figures with their source."""

    title: str
    sentence: str
    description: str
    context: str
    facts: tuple[Fact, ...]
    source: str


def view(
    version: str, language: str, name: str, asked: Mapping[str, str], today: datetime.date
) -> View:
    """Return the finding that a link to a view shows on a day."""
    if name == "methods":
        return provenance.find(version, language, today)
    if name == "country":
        return country.find(version, language, *choices.country(version, asked))
    if name == "compare":
        return compare.find(version, language, choices.compare(version, asked))
    if name == "targets":
        return targets.find(version, language, choices.targets(version, asked))
    return overview.find(version, language, *choices.overview(version, asked))


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
    found = view(version, language, name, asked, today or choices.today())
    site = text(language, "site.name")
    source = next((each.source for each in found.exhibits if each.source), ())
    return Headline(
        title=f"{found.title} · {site}",
        sentence=found.sentence,
        description=text(language, "site.description"),
        context=found.context,
        facts=found.facts,
        source=" ".join(source[:1]),
    )
