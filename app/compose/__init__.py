"""Stories composed in a browser: a page beside Streamlit; nothing is kept on the server."""

from app.compose.routes import ROUTES

__all__ = ["ROUTES"]
