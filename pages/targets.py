"""Targets and benchmarks: who has reached what, who is on the way, and how that was told."""

import streamlit as st

from app import choices, controls, markup, switches, ui
from app.findings import card, gaps, targets, way
from app.findings.filters import ALL, BOTH, Filters, listed, options
from app.findings.verdicts import verdicts
from app.i18n import text

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    columns = st.columns([3, 4, 4, 4, 2], vertical_alignment="bottom")
    known = options(version, language)
    with columns[0]:
        target = controls.choose("target", known["target"], text(language, "targets.target"), BOTH)
    with columns[1]:
        kind = controls.choose("type", known["type"], text(language, "targets.type"), ALL)
    with columns[2]:
        group = controls.choose(
            "group", ui.groups(), text(language, "control.group"), choices.GROUP
        )
    with columns[3]:
        states = {ALL: text(language, "targets.all_states"), **ui.countries()}
        country = controls.choose("country", states, text(language, "control.country"), ALL)
    with columns[4], st.popover(text(language, "targets.more")):
        pillar = controls.choose("pillar", known["pillar"], text(language, "targets.pillar"), ALL)
        past = switches.switch("past", text(language, "targets.show_past"))
        drawn = switches.switch("illustrative", text(language, "targets.show_illustrative"))

filters = Filters(target, kind, pillar, group, country, past, drawn)
view = targets.find(version, language, filters)
with top:
    ui.head(view)
    st.html(markup.notes(view.notes) + markup.facts(view.facts))
cell = switches.card()
if cell:
    verdict = verdicts(version, drawn)[cell]
    st.html(targets.closing(language, filters))
    drawing = way.exhibit(version, language, verdict)
    left, right = st.columns([3, 2], gap="large") if drawing else (st.container(), None)
    with left:
        ui.exhibit(card.exhibit(version, language, verdict))
    if drawing and right:
        with right:
            ui.exhibit(drawing)
if country != ALL:
    ui.exhibit(gaps.exhibit(version, language, country, drawn, listed(version, filters)))
for exhibit in view.exhibits:
    ui.exhibit(exhibit)
