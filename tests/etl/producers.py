"""What each producer's host answers, as the tests pretend it on loopback.

An answer is made anew from what is published, in the shape in which the producer sends it; what
was never pulled is synthetic, and so are the answers of the UN SDG interface, of the IMF and of
the ITU DataHub.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import parse_qs, urlsplit

from conftest import Answer
from shapes import (
    BANK,
    EGOV,
    SDG,
    bank_answer,
    data360_rows,
    given,
    long,
    sdg_page,
    sdg_rows,
    wide,
)

from etl import registry
from etl.declarations import Source
from etl.places import arab_states

RELEASE = "2026-07-13"
SDG_RELEASE = "2026.Q2.G.02"
IDI_EDITION = "2026"
WGI, ITU, HUB, IMF = (registry.sources()[each] for each in ("wgi", "itu", "itu_datahub", "imf"))
UNKNOWN_CODE = (
    b'[{"message":[{"id":"175","key":"Invalid format",'
    b'"value":"The indicator was not found. It may have been deleted or archived."}]}]'
)


def identity_of(code: str, source: Source) -> str:
    """Return our id of a series by any of its codes."""
    return next(
        identity
        for identity, each in source.series().items()
        if code in (each.code, *getattr(each, "other_codes", ()))
    )


def asked_for(path: str) -> str:
    """Return the code that an address of the World Bank's interface asks for."""
    return urlsplit(path).path.rsplit("/", 1)[-1]


def query(path: str, name: str) -> str:
    """Return a parameter of an address."""
    return parse_qs(urlsplit(path).query)[name][0]


@lru_cache(maxsize=64)
def _bank_page(source_id: str, code: str, page: int, pages: int) -> bytes:
    source = registry.sources()[source_id]
    named = code == BANK.indicators["mobile"].code
    identity = identity_of(code, source)
    return bank_answer(identity, RELEASE, page, pages, named=named, source=source, code=code)


def bank(path: str, pages: int = 1) -> Answer:
    """Answer as the World Bank's interface does for the development indicators."""
    return 200, {}, _bank_page("world_bank", asked_for(path), int(query(path, "page")), pages)


def wgi(path: str, known: Callable[[str], bool] = lambda code: True) -> Answer:
    """Answer as the World Bank's interface does for the governance indicators it `known`s."""
    code = asked_for(path)
    return 200, {}, _bank_page("wgi", code, 1, 1) if known(code) else UNKNOWN_CODE


def data360_identity(path: str, source: Source) -> str:
    """Return our id of the series that an address of Data360 asks for."""
    name = parse_qs(urlsplit(path).query).get("INDICATOR") or [path.rsplit("/", 1)[-1]]
    return identity_of(name[0].removesuffix(".csv").removesuffix("_WIDEF"), source)


def wide_files(path: str, source: Source = EGOV) -> Answer:
    """Answer as Data360 does where it has a wide file."""
    return 200, {"Content-Type": "text/csv"}, wide(data360_identity(path, source), source)


def long_files(path: str, source: Source = EGOV) -> Answer:
    """Answer as Data360 does where it has only a long file."""
    if path.endswith("_WIDEF.csv"):
        return 404, {}, b""
    return 200, {"Content-Type": "text/csv"}, long(data360_identity(path, source), source)


def pages_of_data360(path: str, source: Source = EGOV) -> Answer:
    """Answer as Data360 does where only its interface works, a thousand rows a page."""
    if path.endswith(".csv"):
        return 200, {"Content-Type": "text/html"}, b"<html>Forbidden</html>"
    skip = int(query(path, "skip"))
    rows = data360_rows(data360_identity(path, source), source)
    return 200, {}, json.dumps({"count": len(rows), "value": rows[skip : skip + 1000]}).encode()


def un_sdg(path: str) -> Answer:
    """Answer as the UN SDG interface does: breakdowns, regions and bounds among the rows."""
    if "Series/List" in path:
        codes = [each.code for each in SDG.live_series().values()]
        listed = [{"code": code, "release": SDG_RELEASE} for code in codes]
        return 200, {}, json.dumps(listed).encode()
    return 200, {}, _sdg_page(query(path, "seriesCode"), int(query(path, "page")))


@lru_cache(maxsize=128)
def _sdg_page(code: str, page: int) -> bytes:
    own = [identity for identity, each in SDG.live_series().items() if each.code == code]
    rows = [row for identity in own for row in sdg_rows(identity)]
    extra = [
        {**rows[0], "value": text, "timePeriodStart": 1999.0}
        for text in ("NaN", "<5", ">95", "N/A")
    ]
    region = {**rows[0], "geoAreaCode": "145"}
    men = {**rows[0], "dimensions": {**rows[0]["dimensions"], "Sex": "MALE"}}
    return sdg_page([*extra, region, men, *rows], page, 2)


def imf(values: dict[str, dict[str, object]]) -> bytes:
    """Return an answer of the IMF's data mapper: by country, by year (synthetic)."""
    code = IMF.indicators["ai_preparedness"].code
    return json.dumps({"values": {code: values}, "api": {"version": "1"}}).encode()


def imf_figures() -> dict[str, dict[str, object]]:
    """Return synthetic values of every Arab state, an empty one among them."""
    found: dict[str, dict[str, object]] = {}
    for figure in given(IMF, "ai_preparedness"):
        found.setdefault(figure.iso3, {})[str(figure.year)] = float(figure.value)
    found["JOR"]["2022"] = None
    return found


BASKETS = {
    100201: "Mobile data and voice high-consumption basket (% of GNI pc)",
    100202: "Fixed-broadband Internet basket (% of GNI pc)",
    11624: "Individuals using the Internet",
}


def datahub(path: str) -> Answer:
    """Answer as the ITU DataHub does: recorded shapes, synthetic values."""
    name = urlsplit(path).path
    body: object
    if name.endswith("/version"):
        body = [2025, int(IDI_EDITION)]
    elif name.endswith("/country/all"):
        body = [
            {"CountryID": place, "IsoCode": iso3, "ShortName": iso3, "Regions": [{"id": 330}]}
            for place, iso3 in enumerate([*arab_states(), "ABW", "FRA"])
        ]
    elif "/bycountryid/" in name:
        place = int(name.rsplit("/", 1)[-1])
        body = [
            {"codeID": code, "score": score, "dataYear": year, "dataID": year * 1000 + code}
            for year in (2025, int(IDI_EDITION))
            for code, score in ((1, 50.5 + place), (2, 99.0), (1, None))
        ]
    elif name.endswith("/getcategories"):
        items = [{"codeID": code, "label": label} for code, label in BASKETS.items()]
        body = [{"category": "Prices", "subCategory": [{"subCategory": "All", "items": items}]}]
    else:
        code = int(name.rsplit("/", 1)[-1])
        body = [
            {"codeID": code, "isoCode": iso3, "dataYear": 2025, "answer": [{"value": f"{n}.25"}]}
            for n, iso3 in enumerate([*arab_states(), "FRA"], start=1)
        ]
        body += [
            {"codeID": code, "dataYear": 2025, "answer": [{"value": "7"}], "regionID": 3},
            {"codeID": code, "isoCode": "FRA", "dataYear": 2024, "answer": []},
            {"codeID": code, "isoCode": "FRA", "dataYear": 2023, "answer": [{"value": ""}]},
        ]
    return 200, {}, json.dumps(body).encode()


def everything(path: str) -> Answer:
    """Answer as whichever producer an address is of."""
    if "/SDGAPI/" in path:
        return un_sdg(path)
    if "/datamapper/" in path:
        return 200, {}, imf(imf_figures())
    if path.startswith("/v2/country/all/indicator/"):
        return wgi(path) if "source=3" in path else bank(path)
    if "/data360-data/" in path:
        return wide_files(path, ITU if "/ITU_DH/" in path else EGOV)
    return datahub(path)
