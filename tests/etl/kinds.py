"""A small but real body of every kind of file and answer, made anew from published figures.

Thirty countries and three years each. Where nothing was ever published (the IMF, the ITU DataHub,
the Web Almanac and some series of the others) the values are synthetic.
"""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from conftest import QUICK, Workshop
from forms import (
    COUNTRIES,
    DAY,
    SOURCES,
    Row,
    Rows,
    Write,
    almanac_csv,
    bank_csv,
    bank_json,
    data360_json,
    data360_long,
    data360_wide,
    datahub_json,
    egov_native,
    imf_json,
    sdg_pages,
    tidy_csv,
    undp_objects,
)
from shapes import published

from etl import publish, raw, registry
from etl.documents import Document
from etl.figures import Release
from etl.folder import File


@dataclass(frozen=True)
class Kind:
    """A kind of file: its source, its place in a folder, its rows and how they are written.

    `renamed` is what a producer would rename, a column or a member of an object; `error` is how
    it says inside an answer that something failed.
    """

    source_id: str
    place: str
    rows: Rows
    write: Write
    renamed: tuple[bytes, bytes]
    error: bytes = b'{"error": "the service is not available"}'

    @cached_property
    def body(self) -> bytes:
        """The good file."""
        return self.write(self.rows)

    @cached_property
    def is_json(self) -> bool:
        """Whether it is written in JSON, not in CSV."""
        return self.body[:1] in (b"{", b"[")

    def read(self, body: bytes) -> list[Release]:
        """Read a body as the source does."""
        module = importlib.import_module(f"etl.sources.{self.source_id}")
        found: list[Release] = module.read([File(self.place, body, DAY)], SOURCES[self.source_id])
        return found


def rows_of(source_id: str, indicator: str, years: tuple[int, ...] = ()) -> tuple[Row, ...]:
    """Return the figures of an indicator in thirty countries and three years, else synthetic."""
    known = [
        row
        for row in published(source_id, indicator)
        if row.iso3 in COUNTRIES and (not years or row.year in years)
    ]
    kept = years or sorted({row.year for row in known})[-3:]
    if known:
        return tuple(
            Row(indicator, row.iso3, row.year, row.value) for row in known if row.year in kept
        )
    return synthetic(source_id, indicator)


def synthetic(source_id: str, indicator: str, years: tuple[int, ...] = (2022, 2023, 2024)) -> Rows:
    """Return made-up values within the bounds of the indicator's unit."""
    unit = registry.load_units()[SOURCES[source_id].indicators[indicator].unit]
    highest = unit.highest if unit.highest is not None and unit.highest < 100 else 100.0
    return tuple(
        Row(indicator, iso3, year, f"{highest * (0.31 + 0.02 * place + (year % 5) / 100):.4f}")
        for place, iso3 in enumerate(COUNTRIES)
        for year in years
    )


EGOV_YEARS = (2020, 2022, 2024)
EGOV = ("egdi", "osi", "hci", "tii")


def _every(
    source_id: str, indicators: Sequence[str], years: tuple[int, ...] = ()
) -> tuple[Row, ...]:
    return tuple(row for each in indicators for row in rows_of(source_id, each, years))


MESSAGE = b'[{"message":[{"id":"199","key":"Error","value":"The service is not available"}]}]'
ALMANAC = "government_site_accessibility"
KINDS: dict[str, Kind] = {
    "the UN's own file": Kind(
        "un_egov",
        "EGOV_DATA_2024.csv",
        _every("un_egov", (*EGOV, "epi"), (2024,)),
        egov_native,
        (b"E-Participation Index", b"EPI"),
    ),
    "Data360, wide file": Kind(
        "itu",
        "ITU_DH_ACT_MOB_PER_100_WIDEF.csv",
        rows_of("itu", "mobile_broadband"),
        data360_wide,
        (b"REF_AREA,", b"AREA,"),
    ),
    "Data360, long file": Kind(
        "un_egov",
        "UN_EGDI_EGDI.csv",
        _every("un_egov", EGOV, EGOV_YEARS),
        data360_long,
        (b"OBS_VALUE", b"VALUE"),
    ),
    "Data360, interface": Kind(
        "itu",
        "ITU_DH_ACT_MOB_PER_100.json",
        rows_of("itu", "mobile_broadband"),
        data360_json,
        (b'"TIME_PERIOD"', b'"PERIOD"'),
    ),
    "World Bank, interface": Kind(
        "world_bank",
        "gdp.json",
        rows_of("world_bank", "gdp_per_capita"),
        bank_json,
        (b'"date"', b'"day"'),
        MESSAGE,
    ),
    "World Bank, download": Kind(
        "world_bank",
        "API_EG.ELC.ACCS.ZS_DS2_en_csv_v2_1.csv",
        rows_of("world_bank", "electricity"),
        bank_csv,
        (b"Country Code", b"Code"),
        MESSAGE,
    ),
    "UNDP objects": Kind(
        "un_sdg",
        "objects.json",
        _every("un_sdg", ("internet_users", "fixed_broadband")),
        undp_objects,
        (b'"year"', b'"period"'),
    ),
    "UN SDG interface": Kind(
        "un_sdg",
        "pages.json",
        _every("un_sdg", ("internet_users", "fixed_broadband")),
        sdg_pages,
        (b'"timePeriodStart"', b'"period"'),
    ),
    "tidy file of a survey": Kind(
        "gtmi",
        "gtmi/gtmi.csv",
        rows_of("gtmi", "gtmi"),
        tidy_csv,
        (b"year", b"jahr"),
    ),
    "tidy file of a series": Kind(
        "unctad",
        "unctad/ict_services.csv",
        rows_of("unctad", "ict_services"),
        tidy_csv,
        (b"value", b"wert"),
    ),
    "IMF data mapper": Kind(
        "imf",
        "AI_PI.json",
        tuple(synthetic("imf", "ai_preparedness")),
        imf_json,
        (b'"values"', b'"data"'),
    ),
    "ITU DataHub": Kind(
        "itu_datahub",
        "basket.json",
        tuple(synthetic("itu_datahub", "mobile_data_basket")),
        datahub_json,
        (b'"answer"', b'"answers"'),
    ),
    "Web Almanac": Kind(
        "http_archive",
        "web_almanac_2025.csv",
        tuple(synthetic("http_archive", ALMANAC, (2025,))),
        almanac_csv,
        (b"total_pages", b"pages"),
    ),
}
"""Every kind that a pull reads."""

LIVE = ("world_bank", "itu", "un_sdg", "imf")
"""The sources whose answers are spoiled over HTTP, one of each interface."""


def answer(path: str) -> bytes | None:
    """Return what a good server of the four live sources says at a path; None: nothing there."""
    place, _, query = path.partition("?")
    last = place.rsplit("/", 1)[-1]
    if "/SDGAPI/" in place:
        own = SOURCES["un_sdg"].live_series()
        if last == "List":
            codes = sorted({each.code for each in own.values()})
            return json.dumps([{"code": c, "release": "2026.Q2.G.01"} for c in codes]).encode()
        code = query.split("seriesCode=")[1].split("&")[0]
        wanted = [i for i, each in own.items() if each.code == code]
        rows = [row for each in wanted for row in _checked("un_sdg", each)]
        return sdg_pages(rows)
    if "/v2/country/" in place:
        for identity, each in SOURCES["world_bank"].series().items():
            if last == each.code:
                return bank_json(_checked("world_bank", identity))
    if "/data360-data/" in place and last.endswith("_WIDEF.csv"):
        for identity, each in SOURCES["itu"].series().items():
            if last == f"{each.code}_WIDEF.csv":
                return data360_wide(_checked("itu", identity))
    if last == "AI_PI":
        return KINDS["IMF data mapper"].body
    return None


def _checked(source_id: str, identity: str) -> Rows:
    """Return the rows of a series; of a cross-check those of the indicator it is held against."""
    check = SOURCES[source_id].checks.get(identity)
    if check is None:
        return rows_of(source_id, identity)
    known = [row for row in published(source_id, identity) if row.iso3 in COUNTRIES]
    years = sorted({row.year for row in known})[-3:]
    return tuple(Row(identity, row.iso3, row.year, row.value) for row in known if row.year in years)


class Shelf:
    """A client that takes answers of an older release from a shelf: what was published before."""

    fresh = 1

    def __init__(self) -> None:
        self.remarks: list[str] = []
        self.asked: list[str] = []

    def find(self, address: str) -> Document | None:
        """Return what there is at an address."""
        self.asked.append(address)
        body = answer("/" + address.split("/", 3)[3])
        if body is None:
            return None
        older = body.replace(str(DAY).encode(), b"2026-01-05").replace(b"2026.Q2", b"2026.Q1")
        return Document(address, older)

    def get(self, address: str) -> Document:
        """Return what must be there."""
        found = self.find(address)
        assert found is not None, address
        return found


@contextmanager
def published_in(folder: Path) -> Iterator[None]:
    """Let the published figures lie in a folder of their own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publish, "PUBLISHED", folder)
        patch.setattr(publish, "PRIVATE", folder.parent / "private")
        yield


def fill(folder: Path, source_id: str, releases: list[Release]) -> None:
    """Publish releases of a source into a folder."""
    with published_in(folder):
        publish.put(SOURCES[source_id], releases, accept_shrink=False)


def workshop_of(
    template: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Workshop:
    """Return a workshop that holds a few figures only: a copy of a folder filled before."""
    folder, private = tmp_path / "published", tmp_path / "private"
    shutil.copytree(template, folder, ignore=shutil.ignore_patterns(".*"))
    monkeypatch.setattr(publish, "PUBLISHED", folder)
    monkeypatch.setattr(publish, "PRIVATE", private)
    monkeypatch.setattr(raw, "RAW", tmp_path / "raw")
    monkeypatch.setenv("CI", "1")
    for name, value in QUICK.items():
        monkeypatch.setenv(name, value)
    return Workshop(folder, private, tmp_path / "store", capsys)
