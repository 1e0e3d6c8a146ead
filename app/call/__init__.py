"""The call for good practices: a plain HTML form, its states and its file."""

from app.call.routes import ROUTES

__all__ = ["ROUTES"]
