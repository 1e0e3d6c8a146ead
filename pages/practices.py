"""Good practices: search and filters, cards with results beside limits, the map; one whole."""

import streamlit as st

from app import finder, markup, ui
from app.findings import practice, practices
from app.findings.practice_filters import Filters
from app.i18n import text

version, language = ui.version(), ui.language()
opened = finder.opened()

if opened:
    filters = finder.chosen()
    view = practice.find(version, language, opened, filters)
    st.html(practice.ways(version, language, opened, filters))
    ui.head(view)
    left, right = st.columns([1, 1], gap="large")
    with left:
        ui.exhibit(view.exhibit("practice-results"))
    with right:
        ui.exhibit(view.exhibit("practice-limits"))
    ui.exhibit(view.exhibit("practice"))
    ties = [each for each in view.exhibits if each.key.startswith("practice-tie-")]
    for column, tie in zip(st.columns(max(1, len(ties)), gap="large"), ties, strict=False):
        with column:
            ui.exhibit(tie)
    for key in ("practice-kin", "practice-tied", "practice-sources"):
        ui.exhibit(view.exhibit(key))
else:
    top = st.container()
    with st.container(key="controls"):
        columns = st.columns([6, 4, 4, 4, 2], vertical_alignment="bottom")
        with columns[0]:
            words = finder.search()
        chosen = {}
        for column, name in zip(columns[1:4], ("country", "area", "technology"), strict=True):
            with column:
                chosen[name] = finder.choose(name)
        with columns[4], st.popover(text(language, "practices.more")):
            for name in ("depth", "evidence", "pillar", "target", "group"):
                chosen[name] = finder.choose(name)
    filters = Filters(**chosen, words=words)
    view = practices.find(version, language, filters)
    with top:
        ui.head(view)
        st.html(markup.facts(view.facts))
    st.html(practices.ways(version, language, filters))
    for exhibit in view.exhibits:
        ui.exhibit(exhibit)
