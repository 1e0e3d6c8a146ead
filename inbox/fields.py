"""The fields of a submission: one declaration, from which form, checks and files are made."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

COUNTRIES = Path(__file__).parents[1] / "data" / "countries.csv"

LANGUAGES = ("en", "ar")
LEVELS = ("national", "local")
ANSWERS = ("yes", "no")
STATUSES = ("operational", "pilot", "planned", "completed", "ended", "unclear")
DEPTHS = ("in_use", "pilot", "announced", "not_stated")
KINDS = (
    *("reported", "independent", "target", "estimate", "capacity"),
    *("input", "baseline", "recognition"),
)
AREAS = (
    *("multi_sector", "civil_registration", "digital_identity", "participation"),
    *("open_government", "social_protection", "health", "justice", "business"),
    *("public_finance", "trade", "land_cities", "interior", "administration"),
    *("infrastructure", "inclusion"),
)
TECHNOLOGIES = (
    *("web_portal", "mobile_app", "one_stop_shop", "sms_phone", "digital_identity"),
    *("biometrics", "digital_signature", "digital_documents", "e_payment", "interoperability"),
    *("registers", "workflow_automation", "case_management", "cloud", "security"),
    *("data_analytics", "automated_decisions", "ai", "chatbots", "blockchain", "iot", "gis"),
    *("open_data", "e_participation", "e_procurement", "e_health", "video", "accessibility"),
    *("open_source", "capacity"),
)
PILLARS = ("responsiveness", "inclusiveness", "trust", "effectiveness")
CRITERIA = (
    *("evidence", "clarity", "real_use", "principles", "openness"),
    *("sustainability", "transferability"),
)
MOST_SOURCES = 5


def countries() -> tuple[str, ...]:
    """Return the ISO 3166 alpha-3 codes of the Arab states."""
    with COUNTRIES.open(encoding="utf-8", newline="") as lines:
        return tuple(row["iso3"] for row in csv.DictReader(lines))


@dataclass(frozen=True)
class Field:
    """One question.

    `kind` is line, text, choice, year, month (a date as exact as it is known), target, address,
    email or rows; `longest` counts characters; `terms` is the list in which the names of the
    choices stand; `columns` and `most` are for rows.
    """

    name: str
    kind: str
    required: bool = False
    longest: int = 0
    choices: tuple[str, ...] = ()
    terms: str = ""
    columns: tuple[Field, ...] = ()
    most: int = 0


@dataclass(frozen=True)
class Part:
    """A part of the form with its fields."""

    name: str
    fields: tuple[Field, ...]


def _choice(name: str, choices: tuple[str, ...], terms: str, *, required: bool = True) -> Field:
    return Field(name, "choice", required, choices=choices, terms=terms)


PARTS = (
    Part(
        "practice",
        (
            _choice("language", LANGUAGES, "language"),
            Field("title", "line", True, 200),
            Field("title_other", "line", False, 200),
            _choice("title_printed", ANSWERS, "answer", required=False),
            _choice("country", countries(), "country"),
            _choice("level", LEVELS, "level"),
            Field("institution", "line", True, 200),
            Field("owner", "line", False, 200),
            Field("partners", "text", False, 500),
        ),
    ),
    Part(
        "work",
        (
            Field("started", "year"),
            Field("launched", "year"),
            _choice("status", STATUSES, "status"),
            Field("status_note", "text", False, 300),
            _choice("area", AREAS, "area"),
            Field(
                "technology",
                "rows",
                True,
                columns=(
                    _choice("name", TECHNOLOGIES, "technology"),
                    _choice("depth", DEPTHS, "depth"),
                ),
                most=6,
            ),
        ),
    ),
    Part(
        "substance",
        (
            Field("problem", "text", True, 1500),
            Field("purpose", "text", False, 1000),
            Field("solution", "text", True, 2000),
            Field("reached", "text", True, 1200),
        ),
    ),
    Part(
        "principles",
        (
            *(Field(each, "line", False, 300) for each in PILLARS),
            Field(
                "sdg",
                "rows",
                columns=(Field("target", "target", True), Field("reason", "line", True, 300)),
                most=4,
            ),
        ),
    ),
    Part(
        "results",
        (
            Field(
                "result",
                "rows",
                columns=(
                    Field("figure", "line", True, 200),
                    Field("counted", "line", False, 250),
                    Field("date", "month", True),
                    _choice("kind", KINDS, "kind"),
                    _choice(
                        "source", tuple(str(each + 1) for each in range(MOST_SOURCES)), "source"
                    ),
                ),
                most=5,
            ),
        ),
    ),
    Part(
        "learning",
        (
            Field("cost", "text", True, 600),
            Field("limits", "text", True, 1500),
            Field("conditions", "text", False, 1500),
            Field("transfer", "text", False, 1000),
            Field("lesson", "text", True, 1000),
        ),
    ),
    Part(
        "sources",
        (
            Field(
                "source",
                "rows",
                True,
                columns=(
                    Field("title", "line", True, 200),
                    Field("publisher", "line", True, 150),
                    Field("year", "year"),
                    Field("address", "address", True, 500),
                ),
                most=MOST_SOURCES,
            ),
            Field("note", "text", False, 800),
        ),
    ),
)
"""What the description of a practice is made of, in the order of the form."""

CONTACT = Part(
    "contact",
    (
        Field("contact_name", "line", True, 100),
        Field("contact_email", "email", True, 200),
        Field("contact_role", "line", False, 150),
    ),
)
"""Who sent it: never published, and in no file."""

FIELDS = {field.name: field for part in (*PARTS, CONTACT) for field in part.fields}
"""Every field by name, in the order of the form."""

CONSENT = "consent"


def inputs() -> Iterator[tuple[str, Field]]:
    """Yield every place to write in, such as 'title' or 'result.2.date', with its field."""
    for field in FIELDS.values():
        if field.kind != "rows":
            yield field.name, field
            continue
        for row in range(1, field.most + 1):
            for column in field.columns:
                yield f"{field.name}.{row}.{column.name}", column
