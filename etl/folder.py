"""A folder of files as they come: each read once, told by what it holds and not only by name."""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from etl.documents import LARGEST, Document
from etl.faults import Fault

LOOK = 4096
"""Bytes at the start of a file by which its kind is told."""

ARCHIVES = (b"PK", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"%PDF", b"\xd0\xcf\x11\xe0")
"""First bytes of containers; no container is opened."""


@dataclass(frozen=True)
class File:
    """One file: where it lies below the folder, its bytes, the day it was last changed."""

    place: str
    body: bytes
    modified: datetime.date

    @property
    def name(self) -> str:
        """Return the name of the file without its folders."""
        return self.place.rsplit("/", 1)[-1]

    @property
    def stem(self) -> str:
        """Return the name without its ending."""
        return self.name.rsplit(".", 1)[0]

    @property
    def parent(self) -> str:
        """Return the name of the folder it lies in; '' at the top."""
        return self.place.split("/")[-2] if "/" in self.place else ""

    @cached_property
    def sha256(self) -> str:
        """Return the SHA-256 of the bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @cached_property
    def head(self) -> str:
        """Return the start of the file as text, whatever its encoding, without its mark."""
        return self.body[:LOOK].decode("latin-1").removeprefix("ï»¿").lstrip()

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Return the cells of the first line, as they stand."""
        line = self.head.splitlines()[0] if self.head else ""
        return tuple(cell.strip().strip('"') for cell in line.split(","))

    @property
    def json(self) -> bool:
        """Whether the file looks like JSON."""
        return self.head[:1] in ("{", "[")

    def document(self) -> Document:
        """Return the file as a document that names itself."""
        return Document(self.name, self.body)

    def text(self) -> str:
        """Return the file as text, without a byte-order mark.

        Raises:
            Fault: the file is not UTF-8, or is a page in HTML.
        """
        return self.document().text()


def scan(folder: Path) -> list[File]:
    """Return the files below a folder that may hold figures, in the order of their places.

    Containers and files with a NUL byte in their first lines are left out: no parser reads them.
    """
    found = []
    for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix()):
        if not path.is_file() or path.name.startswith("."):
            continue
        state = path.stat()
        if state.st_size > LARGEST:
            continue
        with path.open("rb") as lines:
            body = lines.read(LOOK)
            named = path.suffix in (".csv", ".json")
            if not named and (body.startswith(ARCHIVES) or b"\0" in body):
                continue
            body += lines.read()
        day = datetime.datetime.fromtimestamp(state.st_mtime, datetime.UTC).date()
        found.append(File(path.relative_to(folder).as_posix(), body, day))
    return found


def one_of(files: list[File], known: set[str]) -> File:
    """Return the one file to read among files that say to hold the same: a declared copy first.

    Raises:
        Fault: the files differ and none or several of them are declared (`known` digests).
    """
    by_digest = {file.sha256: file for file in files}
    declared = [file for own, file in by_digest.items() if own in known]
    chosen = declared or list(by_digest.values())
    if len(chosen) > 1:
        raise Fault(
            f"{chosen[0].name}: the folder holds {len(chosen)} different files of this content; "
            "leave the one to be read"
        )
    return chosen[0]
