"""From a country's gaps to what to do, by the reader's priorities: all, one, or the brief."""

import streamlit as st

from app import choices, controls, markup, ui, wishes
from app.findings import recommendations
from app.findings.priorities import ALL, NORMAL, Priorities, options
from app.i18n import text

version, language = ui.version(), ui.language()

top = st.container()
with st.container(key="controls"):
    left, right, _ = st.columns([4, 2, 5], vertical_alignment="bottom")
    with left:
        states = {ALL: text(language, "recommendations.all_states"), **ui.countries()}
        country = controls.choose("country", states, text(language, "control.country"), ALL)
    known = options(version, language)
    with right, st.popover(text(language, "recommendations.more")):
        focus = wishes.focus(known["focus"])
        st.html(recommendations.focus_areas(version, language))
        conflict = wishes.conflict()
        reach = wishes.condition("reach", known["reach"])
        income = wishes.condition("income", known["income"])
        st.html(markup.notes([text(language, "recommendations.income_help")]))
    st.html(markup.notes([text(language, "recommendations.weights_help")]))
    weights = tuple(each for each in wishes.weights().items() if each[1] != NORMAL)

asked = Priorities(
    country,
    weights,
    tuple(focus),
    conflict,
    reach,
    income,
    wishes.opened(),
    wishes.brief(),
)
view = recommendations.find(version, language, asked, choices.today())
with top:
    ui.head(view)
    above = recommendations.ways(version, language, asked)
    above += markup.facts(view.facts) if view.facts else ""
    if above:
        st.html(above)
if asked.brief and country == ALL:
    st.html(markup.notices([text(language, "recommendations.brief_needs")]))
for exhibit in view.exhibits:
    ui.exhibit(exhibit)
