"""Countries and groups over time, in lines, small multiples or a scatter."""

import streamlit as st

from app import choices, controls, markup, ui
from app.findings import compare
from app.findings.choice import KINDS, Choice
from app.i18n import text

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    first, second, third = st.columns([5, 3, 2], vertical_alignment="bottom")
    with second:
        kinds = {kind: text(language, f"chart.{kind}") for kind in KINDS}
        kind = controls.choose("chart", kinds, text(language, "control.chart"), KINDS[0])
    with first:
        known = choices.comparable(version)
        across = controls.choose_indicator(choices.default_indicator(version), known=known)
        against = choices.default_against(version)
        if kind == "scatter":
            against = controls.choose_indicator(against, "indicator_up", 1, known)
    with third:
        period = controls.choose_period(choices.shown_years(version, across))
    left, right = st.columns([6, 4])
    with left:
        states = controls.choose_many(
            "country", ui.countries(), text(language, "control.countries"), choices.COMPARED
        )
    groups: list[str] = []
    if kind == "lines":
        with right:
            groups = controls.choose_many(
                "group", ui.groups(), text(language, "control.medians"), ()
            )

choice = Choice(kind, across, against, tuple(states), tuple(groups), *period)
view = compare.find(version, language, choice)
with top:
    ui.head(view)
offered = compare.suggestions(version, language, choice, ui.used())
st.html(markup.notes(view.notes) + markup.suggestions(*offered))
ui.exhibit(view.exhibits[0])
