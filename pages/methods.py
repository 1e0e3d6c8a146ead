"""Sources, indicators, availability, formulas, and the state of this copy."""

import streamlit as st

from app import choices, markup, markup_methods, store, switches, ui
from app.findings import availability, catalogue, copy_state, formulas, indicator_card, provenance
from app.findings.availability import ALL, Scope
from app.i18n import text

version, language, today = ui.version(), ui.language(), choices.today()
sources = provenance.find(version, language, today)
index, methods = catalogue.exhibit(version, language), formulas.exhibit(version, language)
state = copy_state.exhibits(version, language, today, store.refresh())

opened = switches.opened("indicator", catalogue.known(version))
card = indicator_card.find(version, language, opened, today) if opened else None
ui.head(card or sources)
st.html(markup.facts((card or sources).facts))
rows = [
    (sources.exhibits[0].key, text(language, "methods.sources")),
    (index.key, index.title),
    (availability.KEY, text(language, "methods.availability")),
    *((each.key, each.title) for each in (methods, *state)),
]
st.html(markup_methods.contents(text(language, "methods.contents"), rows))
if card:
    st.html(indicator_card.closing(language))
    for exhibit in card.exhibits:
        ui.exhibit(exhibit)
for exhibit in (*sources.exhibits, index):
    ui.exhibit(exhibit)

known = availability.options(version, language)
with st.container(key="controls-held"):
    left, right, _ = st.columns([3, 3, 4])
    with left:
        topic = switches.narrowed("topic", known["topic"], text(language, "methods.topic"), ALL)
    with right:
        pillar = switches.narrowed("pillar", known["pillar"], text(language, "methods.pillar"), ALL)
ui.exhibit(availability.exhibit(version, language, Scope(topic, pillar)))
for exhibit in (methods, *state):
    ui.exhibit(exhibit)
