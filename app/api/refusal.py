"""Why a request is not answered, in words and as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.i18n import text

LONGEST_ECHO = 100
"""An answer repeats no more than this of what was asked for."""


class Refusal(Exception):
    """A request that is wrong or cannot be answered; `key` names the message in the catalogues."""

    def __init__(
        self,
        status: int,
        key: str,
        parameter: str | None = None,
        value: str | None = None,
        allowed: Sequence[str] = (),
        more: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **words: str,
    ) -> None:
        """Take the status of the answer, what is wrong with it, and what is allowed."""
        super().__init__(key)
        self.status, self.key, self.parameter = status, key, parameter
        self.value = None if value is None else value[:LONGEST_ECHO]
        self.allowed, self.more, self.headers = list(allowed), more or {}, headers or {}
        self.words = {"name": (parameter or "")[:LONGEST_ECHO], "value": self.value or "", **words}

    def body(self, language: str) -> dict[str, Any]:
        """Return the answer: parameter, value, message, what is allowed."""
        return {
            "error": {
                "parameter": self.parameter and self.parameter[:LONGEST_ECHO],
                "value": self.value,
                "message": text(language, f"export.error.{self.key}", **self.words),
                "allowed": self.allowed,
                **self.more,
            }
        }
