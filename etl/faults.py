"""What stops a pull or a build: one sentence that names file, row and remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

UNSHAPELY = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)


@contextmanager
def shaped(where: str) -> Iterator[None]:
    """Say in one sentence that what came has not the shape that the code inside reads.

    Raises:
        Fault: a member is missing, or is of another kind than the source publishes.
    """
    try:
        yield
    except UNSHAPELY as error:
        said = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
        raise Fault(
            f"{where}: this has not the shape that the source publishes ({said}); check that it "
            "is the right file or address, and try again later"
        ) from None


def short(items: list[str], most: int = 8) -> str:
    """Return items as text, cut after a few with how many more there are."""
    shown = ", ".join(items[:most])
    return f"{shown} and {len(items) - most} more" if len(items) > most else shown


MOST = 1000
"""Characters of a sentence to the operator: it may say why three ways failed, and what it quotes
from a file may be of any length."""


def plain(text: str) -> str:
    """Return text as one line that any terminal can show, its middle left out if it is long."""
    line = "".join(each if each.isprintable() else "\ufffd" for each in " ".join(text.split()))
    return line if len(line) <= MOST else f"{line[: MOST // 2]} … {line[-MOST // 2 + 3 :]}"


class Fault(Exception):
    """A refusal; its message is one line, shown to the operator as it stands."""

    def __init__(self, message: str) -> None:
        """Keep the message as one line, whatever it quotes."""
        super().__init__(plain(message))
