"""The addresses below /api/v1/: what each gives, in which form, and what it takes."""

from __future__ import annotations

from dataclasses import dataclass

from app.stories import Story, stories

ROOT = "/api/v1/"
FILTER = ("indicator", "country", "group", "year", "pillar", "topic", "lang", "data_version")
ALWAYS = ("lang", "data_version")

CSV = "text/csv; charset=utf-8"
SDMX = "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"
JSON = "application/json"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Place:
    """One address: the key of its description, its form, media type and parameters.

    `form` is how figures are written, '' for what is made in memory; `told` says that the answer
    tells its own address, so that it differs between hosts; `packed` that gzip makes it smaller.
    """

    key: str
    media_type: str
    parameters: tuple[str, ...]
    form: str = ""
    told: bool = False
    packed: bool = True
    story: str = ""
    """The story that it tells, '' where it gives figures."""


PLACES = {
    "observations.csv": Place("csv", CSV, (*FILTER, "excel"), "csv"),
    "observations.json": Place("json", JSON, FILTER, "json"),
    "observations.parquet": Place(
        "parquet", "application/vnd.apache.parquet", FILTER, "parquet", True, False
    ),
    "observations.xlsx": Place(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        FILTER,
        "xlsx",
        True,
        False,
    ),
    "observations.sdmx.csv": Place("sdmx", SDMX, FILTER, "sdmx"),
    "package.zip": Place("package", "application/zip", FILTER, "zip", True, False),
    "availability.csv": Place("availability", CSV, (*ALWAYS, "excel"), "availability"),
    "structure.json": Place("structure", "application/vnd.sdmx.structure+json", ALWAYS),
    "indicators.json": Place("indicators", JSON, ALWAYS),
    "countries.json": Place("countries", JSON, ALWAYS),
    "sources.json": Place("sources", JSON, ALWAYS),
    "benchmarks.json": Place("benchmarks", JSON, ALWAYS),
    "practices.json": Place("practices", JSON, ALWAYS),
    "strategies.json": Place("strategies", JSON, ALWAYS),
    "recommendations.json": Place("recommendations", JSON, ALWAYS),
    "openapi.json": Place("openapi", JSON, ALWAYS),
}


def _of_stories() -> dict[str, Place]:
    """Return the addresses of the stories: slides, and a page to print."""
    found = {}
    for identity, own in stories().items():
        if isinstance(own, Story):
            takes = (*ALWAYS, "country") if own.own else ALWAYS
            slides = Place("slides", PPTX, takes, "pptx", True, False, identity)
            found[f"stories/{identity}.pptx"] = slides
            found[f"stories/{identity}.html"] = Place(
                "page", HTML, takes, "html", True, story=identity
            )
    return found


PLACES |= _of_stories()
