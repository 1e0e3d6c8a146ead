"""Why a recommendation stands where it stands: each number that brought it up, as a sentence."""

from __future__ import annotations

from app import markup, methods, narrative, queries
from app.findings import case as cases
from app.findings import series, shortfalls, verdicts
from app.i18n import number, said, text
from app.markup_recommendation import Part, Sentence
from app.recommend import Gap, Ranked
from app.records import Indicator

TARGETS = ("un_2030", "regional", "national")
"""Types of benchmarks that a body has set as a target; no other is called one."""

OLD = 3
"""A value is called old when it lies more years than this before the newest compared."""


def part(version: str, language: str, iso3: str, ranked: Ranked) -> Part:
    """Return the numbers that brought a recommendation up, the one that counts most first."""
    lines = []
    for each in ranked.because:
        words = _words(version, language, iso3, each.gap)
        if len(ranked.because) > 1:
            share = number(language, each.part * 100, suffix="%")
            words = text(language, "recommendations.because_part", words=words, share=share)
        lines.append(Sentence(words, _links(version, language, iso3, each.gap)))
    return Part(text(language, "recommendations.because"), tuple(lines))


def share(language: str, gap: Gap) -> str:
    """Return a gap in per cent of the distance between the weakest and the best state."""
    return number(language, gap.share * 100, suffix="%")


def value(version: str, language: str, gap: Gap) -> str:
    """Return a country's value with its year; one that is old says that nothing newer is there."""
    indicator = queries.indicators(version)[gap.indicator_id]
    year = narrative.edition_of(language, indicator, gap.year)
    if gap.year < shortfalls.newest(version) - OLD:
        year = text(language, "recommendations.old", year=year)
    amount = narrative.amount(language, indicator.unit, gap.value)
    return text(language, "gaps.dated", value=amount, year=year)


def compared(version: str, language: str, iso3: str, gap: Gap) -> tuple[str, str]:
    """Return the number that a value is compared with, and what it is."""
    indicator = queries.indicators(version)[gap.indicator_id]
    if gap.against == "group":
        name = series.median_name(language, queries.groups(version)[gap.reference_id])
        return narrative.amount(language, indicator.unit, gap.reference), name
    case = cases.of(version, language, verdicts.verdicts(version)[f"{iso3}.{gap.reference_id}"])
    shown = case.compared(gap.reference)
    if case.row.year:
        shown = text(language, "gaps.due", number=shown, year=case.row.year)
    return shown, cases.name_of(case)


def kind(version: str, gap: Gap) -> str:
    """Return 'median', 'target' or 'benchmark': what the number compared with is."""
    if gap.against == "group":
        return "median"
    row = verdicts.judged(version)[gap.reference_id]
    return "target" if row.type in TARGETS else "benchmark"


def _words(version: str, language: str, iso3: str, gap: Gap) -> str:
    indicator = queries.indicators(version)[gap.indicator_id]
    shown, name = compared(version, language, iso3, gap)
    words = {
        "indicator": _name(language, indicator),
        "value": value(version, language, gap),
        "number": shown,
        "name": name,
        "share": share(language, gap),
    }
    if gap.against == "benchmark":
        row = verdicts.judged(version)[gap.reference_id]
        words |= {
            "kind": text(language, f"kind.{row.type}"),
            "relation": text(language, f"relation.{row.relation}", sdg=row.target),
        }
    return text(language, f"recommendations.reason.{kind(version, gap)}", **words)


def plain(language: str, indicator: Indicator) -> str:
    """Return the name of an indicator without its unit or abbreviation in brackets."""
    return _name(language, indicator).rsplit(" (", 1)[0]


def _name(language: str, indicator: Indicator) -> str:
    return narrative.name_of(language, indicator)


def _links(version: str, language: str, iso3: str, gap: Gap) -> tuple[tuple[str, str], ...]:
    """Return where the indicator and the number compared with lead to."""
    indicator = queries.indicators(version)[gap.indicator_id]
    asked = {"lang": language, "country": iso3, "indicator": gap.indicator_id}
    found = [(_name(language, indicator), markup.href("country", asked))]
    if gap.against == "benchmark":
        name = compared(version, language, iso3, gap)[1]
        cell = {"lang": language, "country": iso3, "cell": f"{iso3}.{gap.reference_id}"}
        found.append((name, markup.href("targets", cell)))
    return tuple(found)


def sources(version: str, language: str, indicators: list[str]) -> list[str]:
    """Return the names of the sources of indicators, each once, with the editions compared."""
    found: dict[str, list[int]] = {}
    known = queries.indicators(version)
    for identity in indicators:
        year = methods.default_year(queries.years(version, identity))
        found.setdefault(said(language, known[identity].source.name), []).append(year)
    return [
        text(
            language,
            "gaps.dated",
            value=name,
            year=text(language, "alt.comma").join(str(year) for year in sorted(set(own))),
        )
        for name, own in found.items()
    ]
