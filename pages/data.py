"""Figures to take out: a filter, its first rows, its files and addresses."""

import streamlit as st

from app import markup, sieve, ui
from app.findings import data, recipes

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    asked = sieve.chosen()

view = data.find(version, language, asked)
with top:
    ui.head(view)
above = markup.notes(view.notes) + data.way_out(version, language, asked)
if above:
    st.html(above)
if view.has("data-files"):
    left, right = st.columns([6, 5], gap="large")
    with left:
        ui.exhibit(view.exhibit("data-files"))
    with right:
        ui.exhibit(recipes.addresses(language, asked, version, ui.site()))
    ui.exhibit(view.exhibit("data-preview"))
    ui.exhibit(recipes.exhibit(language, asked, ui.site()))
    ui.exhibit(view.exhibit("data-terms"))
for key in ("data-columns", "data-catalogues"):
    ui.exhibit(view.exhibit(key))
