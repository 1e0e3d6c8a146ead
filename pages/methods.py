"""Where the figures come from, how old they are, and what is not here yet."""

import streamlit as st

from app import choices, markup, ui
from app.findings import provenance

view = provenance.find(ui.version(), ui.language(), choices.today())
ui.head(view)
st.html(markup.facts(view.facts))
for exhibit in view.exhibits:
    ui.exhibit(exhibit)
