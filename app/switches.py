"""Choices of a link that are on or off, and the card that it opens."""

from __future__ import annotations

import streamlit as st

from app import choices, ui
from app.ui import state


def switch(name: str, label: str) -> bool:
    """Return whether a choice is on; the link says 'name=1', and nothing where it is off."""
    key, read = f"switch.{name}", state["read"]
    if read:
        # A link without the choice says that it is off: it opens the same for everyone.
        state[key] = read.get(name) == "1"
        if read.get(name, "0") not in ("0", "1"):
            ui.unknown(name, read[name], "dropped")
    state.setdefault(key, False)
    widget = f"{key}.{ui.language()}"
    first = state["runs"] == 1
    if not first:
        state[widget] = state[key]
    on = st.toggle(
        label,
        value=state[key] if first else False,
        key=widget,
        on_change=ui.save,
        args=(widget, key),
    )
    if first:
        state[key] = on
    if state[key]:
        state["used"][name] = "1"
    return bool(state[key])


def card() -> str:
    """Return the key of the cell whose card the link opens; '' where it opens none.

    It stays open while filters change, until a link opens another one or none.
    """
    if state["read"]:
        asked = state["read"].get("cell", "")
        state["card"] = choices.cell(ui.version(), asked)
        if asked and not state["card"]:
            ui.unknown("cell", asked, "dropped")
    opened = choices.cell(ui.version(), str(state.get("card", "")))
    if opened:
        state["used"]["cell"] = opened
    return opened
