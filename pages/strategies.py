"""National digital strategies: what the states have announced, until when, and where it stands."""

import streamlit as st

from app import choices, controls, markup, ui
from app.findings import strategies
from app.findings.in_force import ALL, Asked
from app.i18n import text

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    first, second, third = st.columns(3)
    known = strategies.options(version, language)
    with first:
        states = {ALL: text(language, "strategies.any_state"), **ui.countries()}
        country = controls.choose("country", states, text(language, "control.country"), ALL)
    with second:
        kind = controls.choose("kind", known["kind"], text(language, "strategies.kind"), ALL)
    with third:
        status = controls.choose(
            "status", known["status"], text(language, "strategies.status"), ALL
        )

asked, today = Asked(country, kind, status), choices.today()
view = strategies.find(version, language, asked, today)
with top:
    ui.head(view)
    out = strategies.way_out(language, asked)
    st.html(markup.facts(view.facts) + markup.notes(view.notes) + out)
for exhibit in view.exhibits:
    ui.exhibit(exhibit)
if country != ALL:
    st.html(strategies.onward(version, language, asked))
