"""The filter of the data view as controls: topics, indicators, countries, groups, years.

A link says all of them: what it leaves out lets everything pass, for whoever opens it.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import controls, queries, ui
from app.findings import extract
from app.findings.extract import EARLIEST, LATEST, NAMES, Extract
from app.i18n import text
from app.ui import state

FROM, TO = "sieve.from", "sieve.to"
OPEN = ""
"""The end of a span of years that is left open."""


def several(name: str, options: Mapping[str, str]) -> tuple[str, ...]:
    """Return the ids chosen for a parameter; none lets everything pass and stands in no link."""
    key, language = f"sieve.{name}", ui.language()
    if state["read"] and name not in state["read"]:
        state[key] = []
    label, every = text(language, f"data.{name}"), text(language, f"data.every.{name}")
    chosen = controls.choose_many(name, options, label, (), key=key, placeholder=every)
    if not chosen:
        state["used"].pop(name, None)
    return tuple(each for each in options if each in chosen)


def span() -> tuple[int, int]:
    """Return first and last year chosen; an open end lets every year pass."""
    if state["read"]:
        asked = state["read"].get("year", "")
        ends = extract.years(asked)
        if ends is None:
            ui.unknown("year", asked, "dropped")
        first, last = ends or (EARLIEST, LATEST)
        state[FROM] = OPEN if first == EARLIEST else f"{first:04}"
        state[TO] = OPEN if last == LATEST else f"{last:04}"
    held = queries.extents(ui.version()).values()
    ends = min(each["first_year"] for each in held), max(each["last_year"] for each in held)
    # A year of the link without any figure stays in the list: the files say the same of it.
    named = {state.get(FROM, OPEN), state.get(TO, OPEN)} - {OPEN}
    years = sorted({f"{year:04}" for year in range(ends[0], ends[1] + 1)} | named, reverse=True)
    start = _year(FROM, years, "from", "earliest")
    end = _year(TO, years, "to", "latest")
    chosen = sorted((int(start or EARLIEST), int(end or LATEST)))
    written = extract.written(chosen[0], chosen[1])
    if written:
        state["used"]["year"] = written
    return chosen[0], chosen[1]


def _year(key: str, years: list[str], label: str, unset: str) -> str:
    language = ui.language()
    widget, first, known = f"{key}.{language}", state["runs"] == 1, [OPEN, *years]
    state.setdefault(key, OPEN)
    if not first:
        state[widget] = state[key]
    picked = st.selectbox(
        text(language, f"control.{label}"),
        known,
        index=known.index(state[key]) if first else 0,
        format_func=lambda each: each or text(language, f"data.{unset}"),
        key=widget,
        on_change=controls.save,
        args=(widget, key),
    )
    if first:
        state[key] = picked
    return str(state[key])


def chosen() -> Extract:
    """Show the controls and return the filter."""
    options = extract.options(ui.version(), ui.language())
    found: dict[str, tuple[str, ...]] = {}
    columns = st.columns([4, 7, 5, 4, 3], vertical_alignment="bottom")
    for column, name in zip(columns, ("topic", "indicator", "country", "group"), strict=False):
        with column:
            found[name] = several(name, options[name])
    with columns[4], st.popover(text(ui.language(), "data.more")):
        first, last = span()
        found["pillar"] = several("pillar", options["pillar"])
    assert found.keys() == set(NAMES)
    return Extract(**found, first=first, last=last, version=str(state["pinned"]))
