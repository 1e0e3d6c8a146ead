"""A story as slides for PowerPoint and LibreOffice: native charts that can be edited.

Slides in, bytes out; nothing is asked of the store, the clock or a file, so that the same story
of the same data version always gives the same bytes.
"""

from app.deck.laying import deck

__all__ = ["deck"]
