"""What stands between the browser and Streamlit: first page, packed files, limits, headers."""

from app.server.guard import Guard
from app.server.page import FirstPage
from app.server.routes import ROUTES
from app.server.static import Static

__all__ = ["ROUTES", "FirstPage", "Guard", "Static"]
