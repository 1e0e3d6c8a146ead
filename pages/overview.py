"""Where the 22 Arab states stand on one indicator."""

import streamlit as st

from app import choices, controls, markup, ui
from app.findings import overview
from app.i18n import text

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    first, second, third = st.columns([5, 2, 3])
    with first:
        indicator = controls.choose_indicator(choices.default_indicator(version))
    with second:
        year = controls.choose_year(indicator)
    with third:
        group = controls.choose(
            "group", ui.groups(), text(language, "control.group"), choices.GROUP
        )

view = overview.find(version, language, indicator, year, group)
with top:
    ui.head(view)
left, right = st.columns([6, 5], gap="large")
with left:
    ui.exhibit(view.exhibit("tiles"))
    st.html(markup.notes(view.notes) + markup.facts(view.facts))
with right:
    ui.exhibit(view.exhibit("ranking"))
