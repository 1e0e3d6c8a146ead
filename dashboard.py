"""Composition root: streamlit run dashboard.py, or uvicorn dashboard:app."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from app import api, call, compose, server, ui

app = st.App(
    Path(__file__).parent / "app" / "main.py",
    routes=[*server.ROUTES, *call.ROUTES, *compose.ROUTES],
    on_script_error=ui.say_failed,
    middleware=[
        Middleware(server.Guard),
        Middleware(api.Api),
        Middleware(server.Static),
        Middleware(server.FirstPage),
    ],
)
