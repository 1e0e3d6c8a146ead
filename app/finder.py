"""The search box, the filters and the one practice of a link to the practices.

A link says all of them: what it leaves out is at its default, for whoever opens it.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from app import controls, queries, ui
from app.findings.practice_filters import DEFAULTS, NAMES, Filters, cleaned, options
from app.i18n import text
from app.ui import state

WORDS = "search.words"


def opened() -> str:
    """Return the practice that the link shows whole; '' where it shows the list."""
    known = queries.practices(ui.version())
    if state["read"]:
        asked = state["read"].get("practice", "")
        if asked and asked not in known:
            ui.unknown("practice", asked, "dropped")
        state["practice"] = asked
    found = str(state.get("practice", ""))
    if found not in known:
        return ""
    state["used"]["practice"] = found
    return found


def chosen() -> Filters:
    """Return the filters of the link where the view has no control for them."""
    known = options(ui.version(), ui.language())
    return Filters(**{name: _kept(name, known[name]) for name in NAMES}, words=_words())


def _kept(name: str, known: Mapping[str, str]) -> str:
    key = f"choice.{name}"
    if state["read"]:
        asked = state["read"].get(name, DEFAULTS[name])
        if asked not in known:
            ui.unknown(name, asked, "dropped")
        state[key] = asked
    if state.get(key) not in known:
        state[key] = DEFAULTS[name]
    return _told(name, str(state[key]))


def choose(name: str) -> str:
    """Return the choice of one filter, from the link or the control; a default is not in the link.

    A link that leaves it out asks for the default, whatever was chosen before.
    """
    if state["read"]:
        state[f"choice.{name}"] = DEFAULTS[name]
    known = options(ui.version(), ui.language())[name]
    label = text(ui.language(), f"practices.{name}")
    return _told(name, controls.choose(name, known, label, DEFAULTS[name]))


def _told(name: str, value: str) -> str:
    """Return a choice and put it in the link, unless it is the default."""
    state["used"][name] = value
    if value == DEFAULTS[name]:
        state["used"].pop(name)
    return value


def search() -> str:
    """Return what is searched for: typed words count after a short pause, without Enter."""
    _words()
    widget, first = f"{WORDS}.{ui.language()}", state["runs"] == 1
    # Setting a value that the browser has already would take letters away that are typed meanwhile.
    if not first and state.get(widget) != state[WORDS]:
        state[widget] = state[WORDS]
    language = ui.language()
    with st.container(key="search"):
        typed = st.text_input(
            text(language, "practices.search"),
            value=state[WORDS] if first else "",
            key=widget,
            placeholder=text(language, "practices.search_help"),
            autocomplete="off",
            live=True,
            on_change=controls.save,
            args=(widget, WORDS),
        )
    if first:
        state[WORDS] = typed
    return _words(read=False)


def _words(*, read: bool = True) -> str:
    """Return the words searched for, from the link or as typed, and put them in the link."""
    if read and state["read"]:
        state[WORDS] = cleaned(state["read"].get("q", ""))
    state.setdefault(WORDS, "")
    found = cleaned(str(state[WORDS]))
    state["used"].pop("q", None)
    if found:
        state["used"]["q"] = found
    return found
