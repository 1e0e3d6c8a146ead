"""Stories for a shared screen: the list of them, or one step of one."""

import streamlit as st

from app import choices, controls, markup, presenter, ui
from app.findings import story_list
from app.i18n import text

version, language = ui.version(), ui.language()
place = presenter.place()
told = presenter.told(place) if place else None

if isinstance(told, tuple):
    place, shown = told
    stage = presenter.stage(place, shown)
    with st.container(key="stage-speaker" if place.speaker else "stage"):
        st.html(stage.top)
        if stage.figure is not None:
            with st.container(key="stage-chart"):
                st.plotly_chart(stage.figure, key="stage-lines", alt=stage.alt, config=ui.CHARTS)
        st.html(stage.foot)
elif told:
    ui.head(story_list.without(language, told))
    st.html(story_list.of_own(language, at_draft=True))
else:
    top = st.container()
    with st.container(key="controls"):
        label = text(language, "present.country")
        state = controls.choose("country", ui.countries(), label, choices.COUNTRY)
    view, shelf = story_list.find(version, language, state)
    with top:
        ui.head(view)
        st.html(markup.notes([presenter.keys()]))
    st.html(shelf)
    presenter.prepare(state)
