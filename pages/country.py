"""One country: standing, components, path, neighbours, every indicator carried."""

import streamlit as st

from app import choices, controls, markup, ui
from app.findings import country
from app.i18n import text

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    first, second, third = st.columns([3, 5, 2])
    with first:
        state = controls.choose(
            "country", ui.countries(), text(language, "control.country"), choices.COUNTRY
        )
    with second:
        indicator = controls.choose_indicator(choices.default_indicator(version))
    with third:
        year = controls.choose_year(indicator)

view = country.find(version, language, state, indicator, year)
with top:
    ui.head(view)
    st.html(markup.facts(view.facts))
left, right = st.columns([1, 1], gap="large")
with left:
    ui.exhibit(view.exhibit("trend"))
with right:
    ui.exhibit(view.exhibit("neighbours"))
    if view.has("parts"):
        ui.exhibit(view.exhibit("parts"))
for key in ("pillars", "accessibility", "library", "indicators"):
    ui.exhibit(view.exhibit(key))
