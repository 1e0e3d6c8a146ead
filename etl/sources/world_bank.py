"""World Bank, World Development Indicators: its interface, its CSV downloads, tidy form."""

from __future__ import annotations

from collections.abc import Mapping

from etl import tidy, world_bank_api
from etl.declarations import Source
from etl.figures import Release, newest_of_each
from etl.folder import File
from etl.http import Client


def read(files: list[File], source: Source) -> list[Release]:
    """Return the newest release of each indicator found in files of any form."""
    return newest_of_each([*tidy.read(files, source), *world_bank_api.read(files, source)])


def fetch(client: Client, source: Source, known: Mapping[str, str]) -> list[Release] | None:
    """Return the present release of every indicator; None where it is the published one."""
    return world_bank_api.fetch(client, source, known)
