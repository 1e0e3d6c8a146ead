"""Controls whose choice lives in the link, and the pieces a page is made of.

A run reads the address once, at its start (`begin`), and writes it once, at its end (`end`); in
between, `choose` hands out what was asked for. Widgets never read the address: while the browser
is catching up it may be older than the widget.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from app import choices, freshness, i18n, markup, queries, store
from app.exhibit import Exhibit, View
from app.findings import indicator_links, offers, shared
from app.i18n import said, text
from app.records import Indicator

state = st.session_state
LONGEST_ECHO = 40
"""A notice repeats no more than this of what a link asked for."""

CARRIED = {
    "overview": ("indicator", "group", "year"),
    "country": ("indicator", "country", "year"),
    "compare": ("indicator", "country", "chart"),
    "targets": ("country", "group"),
    "practices": ("country",),
    "strategies": ("country",),
    "recommendations": ("country",),
    "data": ("indicator", "country", "group"),
    "methods": (),
    "present": ("country",),
}
"""Which choices go along from one view to another."""

BACK = ("story", "step", "told")
"""The way back to the step of a story from which a view was opened; `told` is its state."""

CHARTS: dict[str, Any] = {"displayModeBar": False, "responsive": True}
"""How charts behave: no toolbar that has no words in the reader's language."""


def begin() -> str:
    """Read the address for this run and return the language.

    Raises:
        Unavailable: there is no store; the language is known all the same.
    """
    by_widget, now = state.pop("by_widget", False), st.query_params.to_dict()
    state["runs"] = state.get("runs", 0) + 1
    # The same parameters on another view are another link.
    here = urlsplit(st.context.url or "").path
    read = (here, now) != (state.get("path"), state.get("address"))
    state["read"], state["path"] = now if read and not by_widget else {}, here
    state["notices"] = []
    asked = state["read"].get("lang")
    if asked in i18n.LANGUAGES:
        state["lang"] = asked
    elif "lang" not in state:
        state["lang"] = i18n.preferred(st.context.headers.get("Accept-Language", ""))
    language = str(state["lang"])
    if asked and asked not in i18n.LANGUAGES:
        unknown("lang", asked, "unknown")
    if "page" in state["read"]:
        unknown("page", state["read"]["page"], "unknown")
    state["used"] = {"lang": language}
    if state["read"].get("present") == "1" or (not state["read"] and state.get("present")):
        state["used"]["present"] = "1"
    state["present"] = "present" in state["used"]
    state["stage"] = False
    if state["read"]:
        state["back"] = {name: state["read"][name] for name in BACK if name in state["read"]}
    state["used"] |= state.get("back", {})
    state["version"] = store.current()
    _pin()
    return language


def _pin() -> None:
    """Show the data version that the link names, where it is still kept; else say that it is not.

    It stays until a link names another one or none.
    """
    if state["read"]:
        state["named"] = state["read"].get("data_version", "")
    named = state.get("named", "")
    state["pinned"] = choices.pinned(named)
    if state["pinned"]:
        state["version"] = state["used"]["data_version"] = state["pinned"]
    elif named:
        words = {"value": named[:LONGEST_ECHO], "current": version()}
        state["notices"].append(text(language(), "data.version_gone", **words))
        state["named"] = ""


def end() -> None:
    """Write the choices of this run into the address; the browser ignores an equal one."""
    st.query_params.from_dict(state["used"])
    state["address"] = dict(state["used"])


def language() -> str:
    """Return the language of this run."""
    return str(state["lang"])


def version() -> str:
    """Return the data version of this run: one run never mixes two stores."""
    return str(state["version"])


def site() -> str:
    """Return the address of the dashboard with a slash at its end; '' where no browser told it."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}/" if parts.netloc else ""


def used() -> dict[str, str]:
    """Return the parameters that reopen this view as it is."""
    return dict(state["used"])


def carried(view: str) -> dict[str, str]:
    """Return this run's choices as far as another view understands them."""
    own = state["used"]
    kept = ("lang", "present", *(() if view == "present" else BACK))
    found = {key: own[key] for key in kept if key in own}
    for name in CARRIED[view]:
        value = own.get(name, "")
        if value in ("", "all") or (name == "year" and ":" in value):
            continue
        if name == "indicator" and value.split(",")[0] not in queries.indicators(version()):
            continue  # its card told that it has no figures yet
        if name == "country" and view != "data" and not set(value.split(",")) <= set(countries()):
            continue  # data are of all economies
        found[name] = value if view in ("compare", "data") else value.split(",")[0]
    if view == "data" and "country" in found:
        found.pop("group", None)  # there both narrow; elsewhere a group is compared with
    # Without a state in a link to these, one of an earlier view would stand there.
    whole = view in ("targets", "strategies", "recommendations")
    return {"country": "all", **found} if whole else found


def unknown(name: str, value: str, kind: str) -> None:
    """Remember to say that a link asks for what is not known: 'unknown' or 'dropped'."""
    state["notices"].append(
        text(language(), f"notice.{kind}", name=name, value=value[:LONGEST_ECHO])
    )


def notices() -> list[str]:
    """Return what has to be said about the link that opened this run."""
    return list(state["notices"])


def save(widget: str, key: str) -> None:
    """Take a widget's choice over; the run that follows does not read the address."""
    state[key] = state[widget]
    state["by_widget"] = True


def _current(key: str, known: Sequence[str], default: str, asked: str | None, name: str) -> None:
    """Settle the canonical choice: what the link asks, else what was chosen, else the default."""
    if asked is not None and asked not in known:
        unknown(name, asked, "unknown")
    if asked in known:
        state[key] = asked
    elif state.get(key) not in known:
        state[key] = default


def _select(
    key: str, name: str, options: Mapping[str, str], label: str, default: str, asked: str | None
) -> str:
    known = list(options)
    _current(key, known, default, asked, name)
    widget = f"{key}.{language()}"
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
            unknown(name, ",".join(gone), "dropped")
        state[key] = [each for each in ids if each in known]
    state.setdefault(key, list(default))
    widget = f"{key}.{language()}"
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
        placeholder=placeholder or text(language(), "control.choose"),
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
    offered = queries.indicators(version()) if known is None else known
    options = {
        identity: text(
            language(),
            "control.of_topic",
            name=said(language(), indicator.name),
            topic=text(language(), f"topic.{indicator.topic}"),
        )
        for identity, indicator in offered.items()
    }
    asked = state["read"].get("indicator")
    if asked is not None:
        asked = dict(enumerate(asked.split(","))).get(asked_place)
    label = text(language(), f"control.{name}")
    picked = _select(f"choice.{name}", "indicator", options, label, default, asked)
    before = state["used"].get("indicator")
    state["used"]["indicator"] = f"{before},{picked}" if asked_place and before else picked
    return picked


def choose_year(indicator_id: str) -> int:
    """Return the year, or the edition of a survey, chosen for an indicator; newest first."""
    known = choices.shown_years(version(), indicator_id)
    default = str(choices.default_year(version(), indicator_id))
    survey = queries.indicators(version())[indicator_id].survey
    label = text(language(), "control.edition" if survey else "control.year")
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
    lang = language()
    with st.popover(text(lang, "control.period")):
        first = _select("choice.from", "year", options, text(lang, "control.from"), ends[0], start)
        last = _select("choice.to", "year", options, text(lang, "control.to"), ends[-1], end)
    span = min(int(first), int(last)), max(int(first), int(last))
    state["used"]["year"] = f"{span[0]}:{span[1]}"
    return span


def countries() -> dict[str, str]:
    """Return the 22 Arab states, id to name, in the order a reader of the language expects."""
    known = queries.countries(version())
    members = list(queries.groups(version())["arab"].members)
    ordered = shared.in_order(version(), language(), members)
    return {iso3: said(language(), known[iso3].name) for iso3 in ordered}


def groups() -> dict[str, str]:
    """Return the groups of Arab states, id to name."""
    known = queries.groups(version())
    return {group_id: said(language(), group.name) for group_id, group in known.items()}


def head(view: View) -> None:
    """Show the finding of a view and what it speaks of."""
    st.html(markup.headline(view.sentence, view.context))


def say_failed(_: Exception) -> bool:
    """Say that a view failed, in the reader's language, in place of Streamlit's own box.

    Streamlit has logged the exception before it asks for this; True keeps its box away.
    """
    st.html(markup.notices([text(language(), "notice.failed")]))
    return True


def exhibit(shown: Exhibit) -> None:
    """Show a chart or picture with its title, notes, source and table."""
    with st.container(key=f"exhibit-{shown.key}{'-wide' if shown.wide else ''}"):
        top = markup.exhibit_head(shown)
        overdue = freshness.warnings(language(), shown.dates, choices.today())
        foot = markup.exhibit_foot(shown, text(language(), "source.table"), overdue)
        if not state["present"]:
            foot += indicator_links.of(version(), language(), shown)
            foot += offers.of_chart(version(), language(), shown, state["pinned"])
        if shown.figure is None:
            st.html(top + shown.picture + foot)
            return
        st.html(top)
        st.plotly_chart(shown.figure, key=f"chart-{shown.key}", alt=shown.alt, config=CHARTS)
        st.html(foot)
