"""Choices of a link that are on or off, what it narrows, and the card that it opens."""

from __future__ import annotations

from collections.abc import Container, Mapping

import streamlit as st

from app import choices, controls, ui
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
        on_change=controls.save,
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


def opened(name: str, known: Container[str]) -> str:
    """Return the id of what the link opens by a parameter; '' where it opens nothing.

    It stays open while controls change, until a link opens another one or none.
    """
    key = f"opened.{name}"
    if state["read"]:
        asked = state["read"].get(name, "")
        state[key] = asked if asked in known else ""
        if asked and not state[key]:
            ui.unknown(name, asked, "dropped")
    found = str(state.get(key, ""))
    if found not in known:
        return ""
    state["used"][name] = found
    return found


def narrowed(name: str, options: Mapping[str, str], label: str, default: str) -> str:
    """Return a choice that the link names only where it is not the default."""
    if state["read"] and name not in state["read"]:
        # A link without the choice asks for the default: it opens the same for everyone.
        state[f"choice.{name}"] = default
    picked = controls.choose(name, options, label, default)
    if picked == default:
        state["used"].pop(name)
    return picked
