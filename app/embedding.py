"""The chart that a link to the embedded view shows, and what frames it there."""

from __future__ import annotations

from collections.abc import Container, Mapping

import streamlit as st

from app import choices, queries, ui
from app.findings import embed
from app.findings.embed import Chart
from app.ui import BACK, state


def chart() -> Chart:
    """Return the chart that the link shows; it stays until a link asks for another one."""
    read = state["read"]
    if read or "embedded" not in state:
        state["embedded"] = choices.embed(ui.version(), read)
        _say_unknown(state["embedded"], read)
    shown: Chart = state["embedded"]
    for name in BACK:
        state["used"].pop(name, None)
    state["used"] |= shown.link()
    state["stage"] = True  # neither menu nor footer
    return shown


def _say_unknown(shown: Chart, read: Mapping[str, str]) -> None:
    """Say what of a chart's link is not known, and that the default is shown."""
    version = ui.version()
    years = {str(year) for year in choices.shown_years(version, shown.indicator)}
    known: Mapping[str, Container[str]] = {
        "chart": embed.KINDS,
        "indicator": queries.indicators(version),
        "country": queries.groups(version)["arab"].members,
        "group": queries.groups(version),
        "year": years,
    }
    for name, own in known.items():
        asked = [each for each in read.get(name, "").replace(":", ",").split(",") if each]
        gone = [each for each in asked if each not in own]
        if gone:
            kind = "unknown" if gone == asked else "dropped"
            ui.unknown(name, ",".join(gone), kind)


def show(shown: Chart) -> None:
    """Show a chart with its finding and its source, and nothing else."""
    found = embed.framed(ui.version(), ui.language(), shown, state["pinned"], choices.today())
    with st.container(key="embed"):
        st.html(found.head)
        if found.picture:
            st.html(found.picture)
        if found.figure is not None:
            with st.container(key=f"embed-chart-{shown.kind}"):
                st.plotly_chart(
                    found.figure, key="embedded", alt=found.alt, config=ui.CHARTS, height="stretch"
                )
        st.html(found.foot)
