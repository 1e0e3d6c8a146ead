"""Published figures in the shapes in which the producers send them, made anew for each test.

The shapes are those of recorded answers and downloaded files; the fixtures of the UN SDG
interface are synthetic, because no recorded answer of it exists. So are the values of a series
that was never pulled.
"""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

import pycountry

from etl import places, registry
from etl.declarations import CrossCheck, Indicator, Source
from etl.figures import Absence, Figure, decimal, read_absences, read_figures

PUBLISHED = Path(__file__).parents[2] / "data" / "published"
EGOV = registry.sources()["un_egov"]
BANK = registry.sources()["world_bank"]
SDG = registry.sources()["un_sdg"]


def published(source: str, indicator: str) -> list[Figure]:
    """Return an indicator's published figures."""
    return list(_published(source, indicator))


@lru_cache(maxsize=256)
def _published(source: str, indicator: str) -> tuple[Figure, ...]:
    return tuple(read_figures(PUBLISHED / source / f"{indicator}.csv"))


def given(source: Source, identity: str) -> list[Figure]:
    """Return what is published of a series, or synthetic figures where it was never pulled."""
    known = published(source.source_id, identity)
    if known:
        return known
    unit = source.indicators[identity].unit
    scale = Decimal("0.01") if unit == "index_0_1" else Decimal(1)
    return [
        Figure(identity, iso3, year, decimal(str(scale * (place + year - 2020)), identity), "")
        for place, iso3 in enumerate(places.arab_states())
        for year in (2023, 2024)
    ]


def dimensions_of(series: Indicator | CrossCheck) -> dict[str, str]:
    """Return the code that a row of a series bears in each dimension of its own."""
    return {name: codes[0] for name, codes in series.dimensions.items()}


def absences(source: str) -> list[Absence]:
    """Return a source's published absences."""
    return read_absences(PUBLISHED / source / "absences.csv")


def un_name(iso3: str) -> str:
    """Return the spelling of a country in the UN's files, with their trailing blank."""
    for name in places._aliases():
        if places._aliases()[name] == iso3 and not name.isdigit() and name != "WBG":
            return f"{name} "
    return f"{pycountry.countries.get(alpha_3=iso3).name} "


def native_rows(edition: str) -> list[list[str]]:
    """Return an edition of the UN survey as rows of EGOV_DATA_<edition>.csv, zeros for absences."""
    indicators = ["egdi", "epi", "osi", "hci", "tii"]  # the order of the file
    cells: dict[str, dict[str, Figure]] = {}
    for indicator in indicators:
        for figure in published("un_egov", indicator):
            if figure.edition == edition:
                cells.setdefault(figure.iso3, {})[indicator] = figure
    for absence in absences("un_egov"):
        if absence.edition == edition and absence.reason_id == "not_assessed":
            cells.setdefault(absence.iso3, {})
    head = ["Survey Year", "Country Name", "E-Government Rank"]
    head += [EGOV.indicators[each].native for each in indicators]
    rows = [head]
    for iso3, own in sorted(cells.items()):
        rank = own["egdi"].rank if "egdi" in own else "174"
        values = [
            f"{float(own[each].value):.5f}" if each in own else "0.00000" for each in indicators
        ]
        rows.append([edition, un_name(iso3), rank, *values])
    return rows


def csv_text(rows: list[list[str]], end: str = "\n") -> bytes:
    """Return rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows(rows)
    return out.getvalue().encode()


def cells(indicator: str, source: Source) -> dict[str, dict[int, str]]:
    """Return a series by country and year as Data360 has it: in the UN survey 0 for an absence."""
    found: dict[str, dict[int, str]] = {}
    for figure in given(source, indicator):
        found.setdefault(figure.iso3, {})[figure.year] = figure.value
    for absence in absences("un_egov") if source is EGOV else []:
        if absence.indicator_id == indicator and absence.reason_id != "not_a_member_state":
            found.setdefault(absence.iso3, {})[absence.year or 0] = "0"
    return dict(sorted(found.items()))


def wide(indicator: str, source: Source = EGOV) -> bytes:
    """Return a series as Data360's wide file."""
    own = cells(indicator, source)
    years = sorted({year for values in own.values() for year in values})
    code = source.series()[indicator].code
    rows = [["FREQ", "REF_AREA", "REF_AREA_LABEL", "INDICATOR", "OBS_STATUS", *map(str, years)]]
    for iso3, values in own.items():
        rows.append(["A", iso3, "", code, "A", *(values.get(year, "") for year in years)])
    return csv_text(rows)


def long(indicator: str, source: Source = EGOV) -> bytes:
    """Return a series as Data360's long file, a breakdown among its rows."""
    head = ["STRUCTURE", "REF_AREA", "INDICATOR", "SEX", "TIME_PERIOD", "OBS_VALUE"]
    rows = [head]
    for row in data360_rows(indicator, source):
        cells = [row[name] for name in head[1:3]] + ["_T"] + [row[name] for name in head[4:]]
        rows.append(["datastructure", *cells])
    rows.append([*rows[1][:3], "F", *rows[1][4:]])
    return csv_text(rows)


def data360_rows(indicator: str, source: Source = EGOV) -> list[dict[str, Any]]:
    """Return a series as rows of Data360's JSON interface."""
    return [
        {
            "OBS_VALUE": value,
            "OBS_STATUS": "A",
            "REF_AREA": iso3,
            "INDICATOR": source.series()[indicator].code,
            "TIME_PERIOD": str(year),
        }
        for iso3, values in cells(indicator, source).items()
        for year, value in values.items()
    ]


def bank_answer(
    indicator: str,
    updated: str,
    page: int = 1,
    pages: int = 1,
    *,
    named: bool = False,
    source: Source = BANK,
    code: str = "",
) -> bytes:
    """Return a page of the World Bank's interface: aggregates first, null values as rows."""
    code = code or source.series()[indicator].code
    figures = given(source, indicator)
    each = -(-len(figures) // pages)
    envelope: dict[str, Any] = {
        "page": page,
        "pages": pages,
        "per_page": 20000,
        "total": len(figures) + 3 * pages,
        "sourceid": "2",
        "lastupdated": updated,
    }
    if named:  # until 2021
        envelope["sourcename"] = "World Development Indicators"

    def row(iso3: str, year: int, value: str) -> str:
        head = json.dumps(
            {
                "indicator": {"id": code, "value": ""},
                "country": {"id": iso3[:2], "value": ""},
                "countryiso3code": iso3,
                "date": str(year),
            }
        )
        return f'{head[:-1]},"value":{value},"unit":"","obs_status":"","decimal":0}}'

    rows = [row("ARB", 2023, "1.5"), row("", 2023, "2.5"), row("JOR", 1959, "null")]
    rows += [row(f.iso3, f.year, f.value) for f in figures[(page - 1) * each : page * each]]
    return f"[{json.dumps(envelope)},[{','.join(rows)}]]".encode()


def bank_download(indicator: str, updated: str) -> bytes:
    """Return an indicator as the World Bank's CSV download, byte-order mark and all."""
    figures = given(BANK, indicator)
    years = sorted({figure.year for figure in figures})
    cells: dict[str, dict[int, str]] = {"ARB": {years[0]: "1.5"}}
    for figure in figures:
        cells.setdefault(figure.iso3, {})[figure.year] = figure.value
    code = BANK.series()[indicator].code
    head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *years]
    rows = [
        [iso3, iso3, "", code, *(own.get(year, "") for year in years)]
        for iso3, own in cells.items()
    ]
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows([head, *rows])
    above = (
        f'\ufeff"Data Source","World Development Indicators"\n\n"Last Updated Date","{updated}"\n\n'
    )
    return (above + out.getvalue()).replace('"\n', '",\n').encode()


def sdg_rows(indicator: str) -> list[dict[str, Any]]:
    """Return an indicator as rows of the UN SDG interface (synthetic)."""
    series = SDG.series()[indicator]
    return [
        {
            "series": series.code,
            "seriesDescription": "",
            "geoAreaCode": str(int(pycountry.countries.get(alpha_3=figure.iso3).numeric)),
            "timePeriodStart": float(figure.year),
            "value": figure.value,
            "attributes": {"Nature": "C"},
            "dimensions": {"Reporting Type": "G", **dimensions_of(series)},
        }
        for figure in given(SDG, indicator)
    ]


def sdg_page(rows: list[dict[str, Any]], page: int, pages: int, **more: Any) -> bytes:
    """Return a page of the UN SDG interface (synthetic)."""
    each = -(-len(rows) // pages)
    body = {
        "size": each,
        "totalElements": len(rows),
        "totalPages": pages,
        "pageNumber": page,
        "data": rows[(page - 1) * each : page * each],
        **more,
    }
    return json.dumps(body).encode()


def undp_objects() -> dict[str, list[dict[str, Any]]]:
    """Return all live series of the SDGs as UNDP's objects: a list of series for each country."""
    found: dict[str, list[dict[str, Any]]] = {}
    for identity, indicator in SDG.live_series().items():
        series: dict[str, list[dict[str, Any]]] = {}
        for figure in given(SDG, identity):
            series.setdefault(figure.iso3, []).append(
                {"year": float(figure.year), "value": float(figure.value)}
            )
        for iso3, values in series.items():
            found.setdefault(iso3, []).append(
                {
                    "Reporting Type": "G",
                    **dimensions_of(indicator),
                    "series": indicator.code,
                    "seriesDescription": "",
                    "values": values,
                    "status": "On Track",
                }
            )
    return found
