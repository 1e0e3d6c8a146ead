"""Global Cybersecurity Index of the ITU: tidy files, a release an edition."""

from __future__ import annotations

from etl import tidy
from etl.declarations import Source
from etl.figures import Release
from etl.folder import File


def read(files: list[File], source: Source) -> list[Release]:
    """Return the releases in the tidy files of the source."""
    return tidy.read(files, source)
