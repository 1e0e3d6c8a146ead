"""A filter without figures: why it has none, and which filters near it have some."""

from __future__ import annotations

from app import markup, markup_data, narrative, queries
from app.export.content import Content
from app.findings.extract import Extract, narrowed
from app.i18n import listed, said, text, years

STEPS = {
    "year": ("year",),
    "place": ("country", "group"),
    "indicator": ("indicator", "topic", "pillar"),
    "place_and_year": ("country", "group", "year"),
}
"""What is let go, one step at a time; the last one where no single step is enough."""

MOST_NAMED = 3


def find(version: str, language: str, asked: Extract, found: Content) -> str:
    """Return the reasons and the ways out, as HTML."""
    label = text(language, "data.nothing.ways")
    return markup_data.nothing(
        _reasons(version, language, asked, found), label, _ways(version, language, asked)
    )


def _reasons(version: str, language: str, asked: Extract, found: Content) -> list[str]:
    """Return why nothing is found: closed figures, none retrieved yet, or nothing in common."""
    if found.left_out and not found.indicators:
        return [text(language, "data.nothing.closed")]
    if not found.indicators:
        return [text(language, "data.nothing.no_indicator")]
    if found.countries == ():
        return [text(language, "data.nothing.no_country")]
    held = queries.indicators(version)
    waiting = [each for each in found.indicators if each.indicator_id not in held]
    if len(waiting) < len(found.indicators):
        known = _absent(version, language, asked)
        return [text(language, "data.nothing.no_value"), *known]
    why = dict.fromkeys(
        said(language, reason)
        for each in waiting
        for reason in queries.absences(version, each.indicator_id).values()
    )
    names = [said(language, each.name) for each in waiting[:MOST_NAMED]]
    more = len(waiting) - len(names)
    if more:
        names.append(text(language, "data.nothing.more", count=more))
    reason = listed(language, list(why)) or text(language, "sources.not_retrieved")
    return [text(language, "data.nothing.waiting", names=listed(language, names), reason=reason)]


def _absent(version: str, language: str, asked: Extract) -> tuple[str, ...]:
    """Return the published reasons for which countries have no value, where they are few."""
    known = queries.countries(version)
    why = dict.fromkeys(
        (said(language, known[row["iso3"]].name), said(language, row["text"]))
        for row in queries.missing(version, narrowed(version, asked))
    )
    return narrative.absent_note(language, list(why)) if len(why) <= MOST_NAMED else ()


def _ways(version: str, language: str, asked: Extract) -> list[tuple[str, str]]:
    """Return links to filters with less in them that have figures, and to everything."""
    ways: list[tuple[str, str]] = []
    for key, names in STEPS.items():
        if key == "place_and_year" and ways:
            continue
        wider = asked.without(*names)
        if wider == asked:
            continue
        extent = queries.extent(version, narrowed(version, wider))
        if extent.span:
            ways.append(
                (
                    text(
                        language,
                        f"data.nothing.{key}",
                        figures=text(language, "sources.figures", count=extent.rows),
                        years=years(language, *extent.span),
                    ),
                    markup.href("data", wider.link(language)),
                )
            )
    everything = Extract(version=asked.version)
    ways.append(
        (text(language, "data.nothing.all"), markup.href("data", everything.link(language)))
    )
    return ways
