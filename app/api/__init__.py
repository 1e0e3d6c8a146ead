"""Data for other programs: figures, catalogues and packages at addresses below /api/v1/."""

from app.api.routes import Api

__all__ = ["Api"]
