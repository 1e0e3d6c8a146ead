"""What there is: countries, groups, sources, indicators, pillars, policies."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

from app.queries.asking import rows
from app.records import Break, Country, Group, Indicator, Pillar, Policy, Source, Unit


@lru_cache(maxsize=8)
def countries(version: str) -> Mapping[str, Country]:
    """Return every economy by its ISO 3166 alpha-3 code."""
    return {
        row["iso3"]: Country(
            row["iso3"],
            row["name"],
            row["arab"],
            (row["tile_row"], row["tile_column"]) if row["arab"] else None,
        )
        for row in rows(
            version,
            "SELECT iso3, name, arab, tile_row, tile_column FROM country ORDER BY iso3",
        )
    }


@lru_cache(maxsize=8)
def groups(version: str) -> Mapping[str, Group]:
    """Return the groups of Arab states by id, in the order of lists; 'arab' holds all 22."""
    return {
        row["group_id"]: Group(
            row["group_id"], row["name"], row["basis"], row["partition"], tuple(row["members"])
        )
        for row in rows(
            version,
            """
            SELECT group_id, name, basis, "partition", list(iso3 ORDER BY iso3) AS members
            FROM country_group JOIN country_group_member USING (group_id)
            GROUP BY ALL ORDER BY any_value(position)
            """,
        )
    }


@lru_cache(maxsize=8)
def sources(version: str) -> Mapping[str, Source]:
    """Return the sources by id, in the order of lists."""
    return {
        row["source_id"]: Source(**row)
        for row in rows(
            version,
            """
            SELECT source_id, name, producer, licence, licence_url, url, rhythm_months, sharing,
                   live
            FROM source ORDER BY position
            """,
        )
    }


@lru_cache(maxsize=8)
def indicators(version: str) -> Mapping[str, Indicator]:
    """Return every indicator that has at least one value, by id, in the order of lists."""
    known = {
        row["indicator_id"]
        for row in rows(version, "SELECT DISTINCT indicator_id FROM observation")
    }
    return {each: own for each, own in declared(version).items() if each in known}


@lru_cache(maxsize=8)
def declared(version: str) -> Mapping[str, Indicator]:
    """Return every indicator by id, also those whose figures were not retrieved yet."""
    units = {
        row["unit_id"]: Unit(**row)
        for row in rows(version, "SELECT unit_id, name, symbol, decimals FROM unit")
    }
    breaks: dict[str, list[Break]] = {}
    for row in rows(version, "SELECT * FROM series_break ORDER BY indicator_id, year"):
        breaks.setdefault(row.pop("indicator_id"), []).append(Break(**row))
    found = {}
    for row in rows(
        version,
        """
        SELECT indicator_id, source_id, unit_id, code, topic, better, pillar, pillar_reason,
               profile, sdg, relation, sharing, name, short_name, definition, custodian, caveat,
               survey, banded, rank_published, parts,
               indicator_id IN (SELECT indicator_id FROM quotation) AS quoted
        FROM indicator ORDER BY position
        """,
    ):
        source, unit = sources(version)[row.pop("source_id")], units[row.pop("unit_id")]
        row["parts"] = tuple(row["parts"])
        own = tuple(breaks.get(row["indicator_id"], ()))
        found[row["indicator_id"]] = Indicator(source=source, unit=unit, breaks=own, **row)
    return found


@lru_cache(maxsize=8)
def pillars(version: str) -> Mapping[str, Pillar]:
    """Return the pillars by id, in the order of lists."""
    return {
        row["pillar_id"]: Pillar(**row)
        for row in rows(version, "SELECT pillar_id, name, meaning FROM pillar ORDER BY position")
    }


@lru_cache(maxsize=8)
def policies(version: str) -> Mapping[str, Policy]:
    """Return the described policies on electronic accessibility by country."""
    return {
        row.pop("iso3"): Policy(**row)
        for row in rows(version, "SELECT iso3, text, source, page FROM accessibility_policy")
    }


@lru_cache(maxsize=8)
def built_at(version: str) -> datetime.datetime:
    """Return when the store was built, in UTC."""
    when = rows(version, "SELECT built_at FROM build")[0]["built_at"]
    assert isinstance(when, datetime.datetime)
    return when


@lru_cache(maxsize=4)
def codes(version: str) -> Mapping[str, tuple[str, str]]:
    """Return the ISO 3166 alpha-2 code and the M49 number of every economy."""
    found = rows(version, "SELECT iso3, iso2, m49 FROM country ORDER BY iso3")
    return {row["iso3"]: (row["iso2"], row["m49"]) for row in found}
