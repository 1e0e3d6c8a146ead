"""The reader's priorities as controls: weights of pillars, focus areas, conditions of the place.

A link says all of them: what it does not name is as normal, for whoever opens it.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import controls, queries, recommend, switches, ui
from app.findings.priorities import ANY, NORMAL, weights_of, written
from app.i18n import said, text
from app.ui import state


def weights() -> dict[str, int]:
    """Return the weight of each pillar, from the link or the controls; bad ones give a notice."""
    pillars = queries.pillars(ui.version())
    if state["read"]:
        asked = state["read"].get("weights", "")
        found = weights_of(asked, pillars)
        if found is None:
            ui.unknown("weights", asked, "unknown")
        for each in pillars:
            state[f"weight.{each}"] = (found or {}).get(each, NORMAL)
    for column, (identity, pillar) in zip(st.columns(len(pillars)), pillars.items(), strict=True):
        with column:
            _weight(identity, said(ui.language(), pillar.name))
    chosen = {each: int(state[f"weight.{each}"]) for each in pillars}
    if written(chosen):
        state["used"]["weights"] = written(chosen)
    return chosen


def _weight(identity: str, name: str) -> None:
    key = f"weight.{identity}"
    widget = f"{key}.{ui.language()}"
    state.setdefault(key, NORMAL)
    first = state["runs"] == 1
    if not first:
        state[widget] = state[key]
    words = {
        each: text(ui.language(), f"recommendations.weight.{each}")
        for each in range(recommend.HEAVIEST + 1)
    }
    picked = st.segmented_control(
        name,
        list(words),
        default=state[key] if first else None,
        required=True,
        format_func=lambda each: words[each],
        key=widget,
        on_change=controls.save,
        args=(widget, key),
    )
    if first:
        state[key] = picked


def focus(options: Mapping[str, str]) -> list[str]:
    """Return the focus areas chosen; none lets all pass and stands in no link."""
    if state["read"] and "focus" not in state["read"]:
        state["choices.focus"] = []
    chosen = controls.choose_many(
        "focus", options, text(ui.language(), "recommendations.focus"), ()
    )
    if not chosen:
        state["used"].pop("focus", None)
    return chosen


def condition(name: str, options: Mapping[str, str]) -> str:
    """Return a condition of the place; any stands in no link."""
    if state["read"] and name not in state["read"]:
        state[f"choice.{name}"] = ANY
    chosen = controls.choose(
        name, options, text(ui.language(), f"recommendations.{name}_label"), ANY
    )
    if chosen == ANY:
        state["used"].pop(name, None)
    return chosen


def conflict() -> bool:
    """Return whether the place is in conflict."""
    return switches.switch("conflict", text(ui.language(), "recommendations.conflict_label"))


def opened() -> str:
    """Return the recommendation that the link shows whole; '' where it shows all."""
    if state["read"]:
        asked = state["read"].get("recommendation", "")
        known = asked in queries.recommendations(ui.version())
        if asked and not known:
            ui.unknown("recommendation", asked, "dropped")
        state["opened"] = asked if known else ""
    found = str(state.get("opened", ""))
    if found not in queries.recommendations(ui.version()):
        return ""
    state["used"]["recommendation"] = found
    return found


def brief() -> bool:
    """Return whether the link asks for the brief to print."""
    if state["read"]:
        asked = state["read"].get("brief", "0")
        if asked not in ("0", "1"):
            ui.unknown("brief", asked, "dropped")
        state["brief"] = asked == "1"
    if state.get("brief"):
        state["used"]["brief"] = "1"
    return bool(state.get("brief"))
