"""Controls whose choice lives in the link: what it asks for, else what was chosen before.

Widgets never read the address: while the browser is catching up it may be older than the widget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from app import choices, queries, ui
from app.i18n import said, text
from app.records import Indicator
from app.ui import state


def save(widget: str, key: str) -> None:
    """Take a widget's choice over; the run that follows does not read the address."""
    state[key] = state[widget]
    state["by_widget"] = True


def _current(key: str, known: Sequence[str], default: str, asked: str | None, name: str) -> None:
    """Settle the canonical choice: what the link asks, else what was chosen, else the default."""
    if asked is not None and asked not in known:
        ui.unknown(name, asked, "unknown")
    if asked in known:
        state[key] = asked
    elif state.get(key) not in known:
        state[key] = default


def _select(
    key: str, name: str, options: Mapping[str, str], label: str, default: str, asked: str | None
) -> str:
    known = list(options)
    _current(key, known, default, asked, name)
    widget = f"{key}.{ui.language()}"
    # On a session's first run the browser may hold a newer choice than its address (another
    # replica took over): then the widget wins, so its state is not set from here.
    first = state["runs"] == 1
    if not first:
        state[widget] = state[key]
    picked = st.selectbox(
        label,
        known,
        index=known.index(state[key]) if first else 0,
        format_func=lambda each: options[each],
        key=widget,
        on_change=save,
        args=(widget, key),
    )
    if first:
        state[key] = picked
    return str(state[key])


def choose(name: str, options: Mapping[str, str], label: str, default: str) -> str:
    """Return the choice of one option by id, from the link or the control; both then agree.

    A link's list is cut to its first entry; an id that is not an option gives a notice and the
    default.
    """
    asked = state["read"].get(name)
    if asked is not None and asked not in options:
        asked = asked.split(",")[0]
    picked = _select(f"choice.{name}", name, options, label, default, asked)
    state["used"][name] = picked
    return picked


def choose_many(
    name: str,
    options: Mapping[str, str],
    label: str,
    default: Sequence[str],
    *,
    key: str = "",
    placeholder: str = "",
) -> list[str]:
    """Return the chosen ids in the order of choice; unknown ids of a link are left out."""
    key, known = key or f"choices.{name}", set(options)
    asked = state["read"].get(name)
    if asked is not None:
        ids = [each for each in dict.fromkeys(asked.split(",")) if each]
        gone = [each for each in ids if each not in known]
        if gone:
            ui.unknown(name, ",".join(gone), "dropped")
        state[key] = [each for each in ids if each in known]
    state.setdefault(key, list(default))
    widget = f"{key}.{ui.language()}"
    first = state["runs"] == 1
    if not first:
        state[widget] = list(state[key])
    picked = st.multiselect(
        label,
        list(options),
        default=state[key] if first else None,
        format_func=lambda each: options[each],
        key=widget,
        on_change=save,
        args=(widget, key),
        placeholder=placeholder or text(ui.language(), "control.choose"),
        select_all=False,  # its words are Streamlit's own, and nothing chosen means everything
        wrap=True,
    )
    if first:
        state[key] = list(picked)
    state["used"][name] = ",".join(state[key])
    return list(state[key])


def choose_indicator(
    default: str,
    name: str = "indicator",
    asked_place: int = 0,
    known: Mapping[str, Indicator] | None = None,
) -> str:
    """Return the indicator chosen; a second one (`asked_place` 1) follows the comma in the link.

    Offered are those in `known`, else all that have figures; each with its topic after its name.
    """
    offered = queries.indicators(ui.version()) if known is None else known
    options = {
        identity: text(
            ui.language(),
            "control.of_topic",
            name=said(ui.language(), indicator.name),
            topic=text(ui.language(), f"topic.{indicator.topic}"),
        )
        for identity, indicator in offered.items()
    }
    asked = state["read"].get("indicator")
    if asked is not None:
        asked = dict(enumerate(asked.split(","))).get(asked_place)
    label = text(ui.language(), f"control.{name}")
    picked = _select(f"choice.{name}", "indicator", options, label, default, asked)
    before = state["used"].get("indicator")
    state["used"]["indicator"] = f"{before},{picked}" if asked_place and before else picked
    return picked


def choose_year(indicator_id: str) -> int:
    """Return the year, or the edition of a survey, chosen for an indicator; newest first."""
    known = choices.shown_years(ui.version(), indicator_id)
    default = str(choices.default_year(ui.version(), indicator_id))
    survey = queries.indicators(ui.version())[indicator_id].survey
    label = text(ui.language(), "control.edition" if survey else "control.year")
    asked = state["read"].get("year")
    if asked and ":" in asked:
        asked = asked.split(":")[1]
    options = {str(year): str(year) for year in known}
    picked = _select("choice.year", "year", options, label, default, asked)
    state["used"]["year"] = picked
    return int(picked)


def choose_period(years: Sequence[int]) -> tuple[int, int]:
    """Return first and last year chosen; the link says 'year=2010:2024'."""
    options = {str(year): str(year) for year in sorted(years)}
    asked = state["read"].get("year")
    start, end = (asked.split(":") + [""])[:2] if asked and ":" in asked else (None, None)
    ends = list(options)
    lang = ui.language()
    with st.popover(text(lang, "control.period")):
        first = _select("choice.from", "year", options, text(lang, "control.from"), ends[0], start)
        last = _select("choice.to", "year", options, text(lang, "control.to"), ends[-1], end)
    span = min(int(first), int(last)), max(int(first), int(last))
    state["used"]["year"] = f"{span[0]}:{span[1]}"
    return span
