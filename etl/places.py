"""Which country a source means: by ISO code, by M49 number or by the source's own spelling."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pycountry

DATA = Path(__file__).parents[1] / "data"


@dataclass(frozen=True)
class ArabState:
    """One of the 22, with the names of the United Nations and its place on the tile map."""

    iso3: str
    name_en: str
    name_ar: str
    tile_row: int
    tile_column: int


@lru_cache
def arab_states() -> dict[str, ArabState]:
    """Return the 22 Arab states by ISO 3166 alpha-3 code."""
    with (DATA / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["iso3"]: ArabState(
                row["iso3"],
                row["name_en"],
                row["name_ar"],
                int(row["tile_row"]),
                int(row["tile_column"]),
            )
            for row in csv.DictReader(lines)
        }


@lru_cache
def _aliases() -> dict[str, str]:
    with (DATA / "country_aliases.csv").open(encoding="utf-8", newline="") as lines:
        return {row["alias"]: row["iso3"] for row in csv.DictReader(lines)}


@lru_cache(maxsize=2048)
def by_name(name: str) -> str | None:
    """Return the ISO 3166 alpha-3 code of a country's name, or None where it is unknown.

    Exact names and our aliases only: a fuzzy search takes Niger for Nigeria.
    """
    plain = name.strip()
    if plain in _aliases():
        return _aliases()[plain]
    found = pycountry.countries.get(name=plain) or pycountry.countries.get(common_name=plain)
    return str(found.alpha_3) if found else None


@lru_cache(maxsize=2048)
def by_code(code: str) -> str | None:
    """Return the ISO 3166 alpha-3 code of a code, or None where it is not a country.

    Takes alpha-3 codes, M49 numbers with or without leading zeros, and our aliases (WBG, 736).
    """
    plain = code.strip()
    if plain in _aliases():
        return _aliases()[plain]
    if plain.isdigit():
        found = pycountry.countries.get(numeric=plain.zfill(3))
    else:
        found = pycountry.countries.get(alpha_3=plain)
    return str(found.alpha_3) if found else None


def every_code() -> list[str]:
    """Return the ISO 3166 alpha-3 codes of all economies, sorted."""
    return sorted(str(country.alpha_3) for country in pycountry.countries)
