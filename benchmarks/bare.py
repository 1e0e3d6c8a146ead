"""The page that ours is measured against: Streamlit, one choice, one chart of the same size."""

import json
import os
from pathlib import Path

import streamlit as st

figures = json.loads(Path(os.environ["FIGURES"]).read_text("utf-8"))
st.title("A bare page")
picked = st.selectbox("Indicator", list(figures))
st.plotly_chart(figures[picked])
