"""What a view is about, in a few words: the subject of its link, never its finding."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app import narrative, queries
from app.export.content import title
from app.findings import extract
from app.findings.extract import content, years
from app.i18n import code, listed, said, text
from app.i18n import years as span

Asked = Mapping[str, str]


def of(version: str, language: str, view: str, asked: Asked) -> str:
    """Return the subject of a view's link, whose parameters are known ones."""
    name = text(language, f"view.{view}")
    about = ABOUT.get(view, _place)(version, language, asked)
    return text(language, "cite.subject", view=name, about=about) if about else name


def _several(asked: Asked, name: str) -> list[str]:
    return [each for each in asked.get(name, "").split(",") if each]


def _indicators(version: str, language: str, asked: Asked) -> str:
    known = queries.declared(version)
    named = [known[each] for each in _several(asked, "indicator") if each in known]
    return listed(language, [narrative.name_of(language, each) for each in named])


def _states(version: str, language: str, asked: Asked) -> str:
    known = queries.countries(version)
    named = [known[each] for each in _several(asked, "country") if each in known]
    return listed(language, [said(language, each.name) for each in named])


def _groups(version: str, language: str, asked: Asked) -> str:
    known = queries.groups(version)
    named = [known[each] for each in _several(asked, "group") if each in known]
    return listed(language, [said(language, each.name) for each in named])


def _year(version: str, language: str, asked: Asked) -> str:
    """Return the edition or year, or the span of years, of a link."""
    year, known = asked.get("year", ""), queries.declared(version)
    if year.isdigit():
        indicator = known.get(asked.get("indicator", ""))
        return narrative.edition_of(language, indicator, int(year)) if indicator else year
    ends = years(year)
    return span(language, *ends) if year and ends else ""


def _joined(language: str, *parts: str) -> str:
    """Return the parts after each other; a part that is a list itself needs the stronger sign."""
    known = [part for part in parts if part]
    comma = text(language, "alt.comma")
    several = any(comma in part for part in known)
    return text(language, "source.join" if several else "alt.comma").join(known)


def charted(version: str, language: str, asked: Asked) -> str:
    """Return states, indicators, groups and years of a chart's link."""
    return _joined(
        language,
        _states(version, language, asked),
        _indicators(version, language, asked),
        _groups(version, language, asked),
        _year(version, language, asked),
    )


def _target(version: str, language: str, asked: Asked) -> str:
    goal = asked.get("target", "")
    state, _, benchmark = asked.get("cell", "").partition(".")
    rows, known = queries.benchmarks(version), queries.countries(version)
    if benchmark in rows and state in known:
        return _joined(
            language, said(language, known[state].name), said(language, rows[benchmark].name)
        )
    return _joined(
        language,
        text(language, "targets.of_goal", goal=code(goal)) if goal[:1].isdigit() else "",
        _states(version, language, asked) or _groups(version, language, asked),
    )


def _place(version: str, language: str, asked: Asked) -> str:
    return _states(version, language, asked)


def _practice(version: str, language: str, asked: Asked) -> str:
    found = queries.practices(version).get(asked.get("practice", ""))
    return said(language, found.title) if found else _place(version, language, asked)


def _recommendation(version: str, language: str, asked: Asked) -> str:
    found = queries.recommendations(version).get(asked.get("recommendation", ""))
    opened = said(language, found.title) if found else ""
    return _joined(language, _states(version, language, asked), opened)


def _data(version: str, language: str, asked: Asked) -> str:
    return title(content(version, extract.of(asked)), language)


ABOUT: Mapping[str, Callable[[str, str, Asked], str]] = {
    "overview": charted,
    "country": charted,
    "compare": charted,
    "targets": _target,
    "practices": _practice,
    "recommendations": _recommendation,
    "data": _data,
    "methods": _indicators,
}
"""View to what its link is about; any other is about its countries."""
