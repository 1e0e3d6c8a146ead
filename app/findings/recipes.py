"""Ready examples: the address of a filter in programs that read it."""

from __future__ import annotations

from dataclasses import replace

from app import markup_data
from app.exhibit import Exhibit, Table
from app.findings.extract import Extract, address
from app.i18n import code, text
from app.markup_data import CopyWords, Recipe

QUERY = """let
    Source = Csv.Document(
        Web.Contents("{address}"),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
    ),
    Headed = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    Figures = Table.TransformColumnTypes(
        Headed,
        {{{{"year", Int64.Type}}, {{"value", type number}}, {{"rank", Int64.Type}}}},
        "en-US"
    )
in
    Figures"""
"""Numbers are read with a point, whatever the reader's own settings are."""

PYTHON = """import pandas as pd

figures = pd.read_csv("{address}")"""

R = 'figures <- read.csv("{address}", encoding = "UTF-8")'
CURL = 'curl --fail --output figures.csv "{address}"'

PROGRAMS = {
    "excel": ("Excel", "{address}", "xlsx"),
    "power_bi": ("Power BI", QUERY, "csv"),
    "r": ("R", R, "csv"),
    "python": ("Python", PYTHON, "csv"),
    "curl": ("curl", CURL, "csv"),
}
"""Example to the program's name, its text, and the form that it reads.

Excel takes the workbook: its numbers are numbers where a comma stands for the point.
"""


def whole(site: str, relative: str) -> str:
    """Return an address with its host; `site` ends with a slash, '' where it is not known."""
    return f"{site or '/'}{relative.removeprefix('./')}"


def copy_words(language: str) -> CopyWords:
    """Return the words of the buttons that copy."""
    return CopyWords(
        text(language, "cite.copy"),
        text(language, "cite.copied"),
        text(language, "cite.selected", keys=code("Ctrl+C")),
    )


def find(language: str, asked: Extract, site: str) -> tuple[Recipe, ...]:
    """Return an example for each program, with the address of a filter in it."""
    return tuple(
        Recipe(
            key,
            code(name),
            text(language, f"data.recipe.{key}", package=code("pandas")),
            written.format(
                address=whole(site, address(f"observations.{form}", asked.link(language)))
            ),
        )
        for key, (name, written, form) in PROGRAMS.items()
    )


def exhibit(language: str, asked: Extract, site: str) -> Exhibit:
    """Return the examples."""
    shown = find(language, asked, site)
    return _exhibit(language, "examples", markup_data.recipes(copy_words(language), shown))


def addresses(language: str, asked: Extract, version: str, site: str) -> Exhibit:
    """Return the address that always gives the newest figures, and the one that stays as it is."""
    newest, fixed = replace(asked, version=""), replace(asked, version=version)
    rows = [
        (
            f"address-{key}",
            text(language, f"data.address.{key}"),
            text(language, f"data.address.{key}_help"),
            whole(site, address("observations.csv", each.link(language))),
        )
        for key, each in (("newest", newest), ("fixed", fixed))
    ]
    if asked.version:
        rows.reverse()
    picture = markup_data.addresses(copy_words(language), rows)
    return _exhibit(language, "addresses", picture)


def _exhibit(language: str, key: str, picture: str) -> Exhibit:
    return Exhibit(
        key=f"data-{key}",
        title=text(language, f"data.{key}"),
        subtitle=text(language, f"data.{key}_help"),
        alt="",
        source=(),
        table=Table("", (), ()),
        picture=picture,
    )
