"""A bare Streamlit page to measure against: a select box, a Plotly chart, a small table."""

import plotly.graph_objects as go
import streamlit as st

NAMES = [f"Country {place}" for place in range(22)]
which = st.selectbox("Series", ["first", "second"])
start = 0 if which == "first" else 3
values = [(place * 37 + start) % 100 / 100 for place in range(22)]
st.title(f"The {which} series")
figure = go.Figure(
    [
        go.Scatter(x=values, y=NAMES, mode="markers+text", text=[f"{v:.3f}" for v in values]),
        go.Scatter(
            x=[x for v in values for x in (0, v, None)],
            y=[y for name in NAMES for y in (name, name, None)],
            mode="lines",
        ),
    ]
)
figure.update_layout(height=706)
st.plotly_chart(figure)
st.table({"name": NAMES[:8], "value": values[:8]})
