"""Digital Accessibility Rights Evaluation Index of G3ict: tidy files of quoted scores."""

from __future__ import annotations

from etl import tidy
from etl.declarations import Source
from etl.figures import Release
from etl.folder import File


def read(files: list[File], source: Source) -> list[Release]:
    """Return the releases in the tidy files of the source."""
    return tidy.read(files, source)
