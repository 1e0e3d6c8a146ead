"""The forms in which producers write figures down, each made of the same plain rows.

The shape of the UN SDG interface is synthetic: no recorded answer of it exists.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

import pycountry
from shapes import csv_text, un_name

from etl import places, registry

OTHERS = ("BRA", "CHN", "DEU", "FRA", "GBR", "IND", "KEN", "TUR")
COUNTRIES = (*places.arab_states(), *OTHERS)
DAY = date(2026, 7, 13)
SOURCES = registry.sources()


class Row(NamedTuple):
    """One value, before it is written down in the form of a kind."""

    indicator: str
    iso3: str
    year: int
    value: str


Rows = Sequence[Row]
Write = Callable[[Rows], bytes]


def _country_name(iso3: str) -> str:
    return un_name(iso3) if pycountry.countries.get(alpha_3=iso3) else "Atlantis "


def _m49(iso3: str) -> str:
    found = pycountry.countries.get(alpha_3=iso3)
    return str(int(found.numeric)) if found else "419"  # a region of the statisticians


def code_of(row: Row) -> str:
    for source in SOURCES.values():
        if row.indicator in source.series():
            return str(source.series()[row.indicator].code)
    raise LookupError(row.indicator)


def egov_native(rows: Rows) -> bytes:
    """Return a survey as the UN's own file: a state a row, an index a column."""
    indices = ("egdi", "epi", "osi", "hci", "tii")
    own = SOURCES["un_egov"].indicators
    head = ["Survey Year", "Country Name", "E-Government Rank", *(own[i].native for i in indices)]
    states: dict[tuple[int, str, int], dict[str, str]] = {}
    seen: dict[tuple[str, str], int] = {}
    for row in rows:  # a state named twice gets a second line
        nth = seen[row.indicator, row.iso3] = seen.get((row.indicator, row.iso3), 0) + 1
        states.setdefault((row.year, row.iso3, nth), {})[row.indicator] = row.value
    lines = [
        [str(year), _country_name(iso3), str(rank), *(values.get(i, "0") for i in indices)]
        for rank, ((year, iso3, _), values) in enumerate(states.items(), start=1)
    ]
    return csv_text([head, *lines])


def data360_wide(rows: Rows) -> bytes:
    """Return a series as Data360's wide file, a group of countries among its rows."""
    years = sorted({row.year for row in rows})
    lines: dict[tuple[str, str, int], dict[int, str]] = {}
    seen: dict[tuple[str, str, int], int] = {}
    for row in rows:
        nth = seen[row[:3]] = seen.get(row[:3], 0) + 1
        lines.setdefault((code_of(row), row.iso3, nth), {})[row.year] = row.value
    head = ["FREQ", "REF_AREA", "REF_AREA_LABEL", "INDICATOR", "SEX", *map(str, years)]
    body = [
        ["A", iso3, "", code, "_T", *(own.get(year, "") for year in years)]
        for (code, iso3, _), own in lines.items()
    ]
    return csv_text([head, *body])


def data360_long(rows: Rows) -> bytes:
    """Return series as Data360's long file, a breakdown among its rows."""
    head = ["STRUCTURE", "REF_AREA", "INDICATOR", "SEX", "TIME_PERIOD", "OBS_VALUE"]
    body = [["datastructure", r.iso3, code_of(r), "_T", str(r.year), r.value] for r in rows]
    return csv_text([head, *body, [*body[0][:3], "F", *body[0][4:]]])


def data360_json(rows: Rows) -> bytes:
    """Return a series as the answer of Data360's interface."""
    value = [
        {
            "OBS_VALUE": row.value,
            "TIME_PERIOD": str(row.year),
            "REF_AREA": row.iso3,
            "INDICATOR": code_of(row),
            "SEX": "_T",
        }
        for row in rows
    ]
    return json.dumps({"count": len(value), "value": value}).encode()


def bank_json(rows: Rows) -> bytes:
    """Return a series as the World Bank's interface gives it: a group first, empty values too."""

    def entry(row: Row) -> dict[str, Any]:
        return {
            "indicator": {"id": code_of(row), "value": ""},
            "country": {"id": row.iso3[:2], "value": ""},
            "countryiso3code": row.iso3,
            "date": str(row.year),
            "value": float(row.value) if row.value else None,
            "unit": "",
        }

    first = rows[0]
    more = [first._replace(iso3="ARB"), first._replace(year=1959, value="")]
    found = [entry(row) for row in [*more, *rows]]
    envelope = {"page": 1, "pages": 1, "total": len(found), "lastupdated": DAY.isoformat()}
    return json.dumps([envelope, found]).encode()


def bank_csv(rows: Rows) -> bytes:
    """Return a series as the World Bank's CSV download: four lines of preamble, a wide table."""
    years = sorted({row.year for row in rows})
    lines: dict[tuple[str, int], dict[int, str]] = {("ARB", 1): {years[0]: "1.5"}}
    seen: dict[tuple[str, int], int] = {}
    for row in rows:
        nth = seen[row.iso3, row.year] = seen.get((row.iso3, row.year), 0) + 1
        lines.setdefault((row.iso3, nth), {})[row.year] = row.value
    head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *map(str, years)]
    body = [
        [iso3, iso3, "", code_of(rows[0]), *(own.get(year, "") for year in years), ""]
        for (iso3, _), own in lines.items()
    ]
    above = f'\ufeff"Data Source","WDI",\n\n"Last Updated Date","{DAY}",\n\n'
    return above.encode() + csv_text([[*head, ""], *body])


def undp_objects(rows: Rows) -> bytes:
    """Return series as UNDP's objects: by country a list of series, each with its values."""
    found: dict[str, dict[str, list[dict[str, float]]]] = {}
    for row in rows:
        values = found.setdefault(row.iso3, {}).setdefault(row.indicator, [])
        values.append({"year": float(row.year), "value": float(row.value)})
    whole = {
        iso3: [
            {
                "series": SOURCES["un_sdg"].indicators[indicator].code,
                "seriesDescription": "",
                "Reporting Type": "G",
                **_dimensions(indicator),
                "values": values,
            }
            for indicator, values in own.items()
        ]
        for iso3, own in found.items()
    }
    return json.dumps(whole).encode()


def _dimensions(indicator: str) -> dict[str, str]:
    own = SOURCES["un_sdg"].series()[indicator].dimensions
    return {name: codes[0] for name, codes in own.items()}


def sdg_pages(rows: Rows) -> bytes:
    """Return one page of the UN SDG interface (synthetic), its release named beside the data."""
    data = [
        {
            "series": code_of(row),
            "seriesDescription": "",
            "geoAreaCode": _m49(row.iso3),
            "geoAreaName": row.iso3,
            "timePeriodStart": float(row.year),
            "value": row.value,
            "attributes": {"Nature": "C"},
            "dimensions": {"Reporting Type": "G", **_dimensions(row.indicator)},
        }
        for row in rows
    ]
    head = {"totalElements": len(data), "totalPages": 1, "pageNumber": 1, "release": "2026.Q2.G.01"}
    return json.dumps({**head, "data": data}).encode()


def tidy_csv(rows: Rows) -> bytes:
    """Return a series in the tidy form."""
    return csv_text([["iso3", "year", "value"], *([r.iso3, str(r.year), r.value] for r in rows)])


def imf_json(rows: Rows) -> bytes:
    """Return a series as the IMF's data mapper gives it (synthetic)."""
    values: dict[str, dict[str, float]] = {}
    for row in rows:
        values.setdefault(row.iso3, {})[str(row.year)] = float(row.value)
    return json.dumps({"values": {code_of(rows[0]): values}}).encode()


def datahub_json(rows: Rows) -> bytes:
    """Return a series as the ITU DataHub gives it, a region among its rows (synthetic)."""
    found = [
        {
            "label": code_of(row),
            "isoCode": row.iso3,
            "dataYear": row.year,
            "answer": [{"value": row.value}],
        }
        for row in rows
    ]
    return json.dumps([*found, {**found[0], "isoCode": None}]).encode()


def almanac_csv(rows: Rows) -> bytes:
    """Return the table of the Web Almanac as its query names the columns (synthetic)."""
    head = ["country", "avg_performance", "avg_accessibility", "avg_best_practices", "avg_seo"]
    body = [
        [_country_name(r.iso3).strip(), "41.0%", f"{float(r.value):g}%", "80.5%", "85.0%", "120"]
        for r in rows
    ]
    union = ["United Nations", "41.0%", "95.5%", "80.5%", "85.0%", "120"]
    return csv_text([[*head, "total_pages"], union, *body])
