"""The way to a number as a chart: the values, the number, and the straight way between them."""

from __future__ import annotations

from app import charts
from app.exhibit import Exhibit
from app.findings import card, outlook, series, shared
from app.findings import case as cases
from app.findings.case import Case
from app.findings.verdicts import Verdict
from app.i18n import direction, said


def exhibit(version: str, language: str, verdict: Verdict) -> Exhibit | None:
    """Return the values since the base as a chart, with the number and the straight way to it.

    None where nothing can be drawn: ranks, dates, and fewer than two values.
    """
    case = cases.of(version, language, verdict)
    own = case.values()
    if case.ranked or case.indicator.dated or len(own) < 2:
        return None
    years = series.span(version, case.indicator, min(own), max(own))
    name = case.country
    against = _against(case, years)
    drawn = [
        *against,
        series.line(language, case.indicator, name, own, years, colour=charts.ACCENT, label=name),
    ]
    columns = [(case.country, own)]
    if case.row.statistic:
        columns.append((said(language, case.row.name), case.statistic()))
    chart = charts.lines(
        drawn,
        shared.axis(language, case.indicator),
        rtl=direction(language) == "rtl",
        breaks=series.breaks(language, case.indicator, years),
        height=300,
    )
    whole = card.exhibit(version, language, verdict)
    drawn_as = {0: "", 1: case.say("card.chart_number"), 2: case.say("card.chart_help")}
    words = drawn_as[len(against)]
    return Exhibit(
        key="card-way",
        title=case.say("card.chart"),
        subtitle=case.say("card.sentence_joined", first=f"{whole.title}.", words=words).strip(),
        alt=case.say("card.sentence_joined", first=whole.alt, words=words).strip(),
        source=whole.source,
        table=shared.series_table(version, language, case.indicator, columns),
        figure=charts.checked(chart),
        notes=(case.say("picture.illustrative"),) if verdict.illustrative else (),
        data=whole.data,
    )


def _against(case: Case, years: list[int]) -> list[charts.Line]:
    """Return the line of the number, and the straight way to it from the base where it is due."""
    one, target = case.verdict, case.verdict.target
    if target is None:
        return []
    name = case.say("card.number_line")
    if case.row.statistic:
        known = case.statistic()
        return [
            charts.Line(
                name,
                list(known),
                list(known.values()),
                [case.amount(value) for value in known.values()],
                colour=charts.GREY,
                dash="dot",
                label=name,
            )
        ]
    end = max(years[-1], one.target_year or years[-1])
    shown = case.compared(target)
    lines = [
        charts.Line(
            name,
            [years[0], end],
            [target, target],
            [shown, shown],
            colour=charts.GREY,
            dash="dot",
            label=name,
        )
    ]
    travelled = outlook.travelled(case)
    if travelled and one.base_year is not None and one.target_year is not None:
        lines.append(
            charts.Line(
                case.say("card.straight"),
                [one.base_year, one.target_year],
                [one.base_value, target],
                ["", ""],
                colour=charts.GREY,
                dash="dash",
            )
        )
    return lines
