"""Every state against every benchmark: the verdicts say what the methods say of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import methods, queries, store
from app.findings import series, verdicts


@pytest.fixture
def version(store_dir: Path) -> str:
    return store.current()


def test_every_state_of_a_scope_has_its_cell(version: str) -> None:
    cells = verdicts.verdicts(version)
    wanted = {
        f"{iso3}.{identity}"
        for identity, row in verdicts.judged(version).items()
        for iso3 in row.scope
    }
    assert set(cells) == wanted
    assert len(wanted) > 600


def test_a_verdict_is_that_of_the_method_on_the_published_values(version: str) -> None:
    rows, judged = verdicts.judged(version), 0
    for cell in verdicts.verdicts(version).values():
        row = rows[cell.benchmark_id]
        if not cell.status or cell.latest_year is None or cell.base_year is None:
            continue
        values = series.state(version, str(row.indicator_id), cell.iso3)
        assert (cell.base_value, cell.latest_value) == (
            values[cell.base_year],
            values[cell.latest_year],
        )
        alone = methods.trend_to_target(
            cell.base_year,
            cell.base_value,
            cell.latest_year,
            cell.latest_value,
            target=row.value,
            target_year=row.year or verdicts.ILLUSTRATED,
            better=row.better,
        )
        assert cell.status == alone.status
        assert cell.ratio == (alone.ratio and pytest.approx(alone.ratio, rel=1e-9))
        judged += 1
    assert judged > 100


def test_no_base_before_2015_and_none_across_a_new_method(version: str) -> None:
    rows = verdicts.judged(version)
    for cell in verdicts.verdicts(version, illustrative=True).values():
        if cell.base_year is None or cell.latest_year is None:
            continue
        indicator = queries.indicators(version)[str(rows[cell.benchmark_id].indicator_id)]
        assert not indicator.parted(cell.base_year, cell.latest_year)
        assert cell.base_year >= methods.BASE_YEAR or cell.base_year == cell.latest_year


def test_the_survey_has_no_status_unless_it_is_asked_for_as_an_illustration(version: str) -> None:
    plain, drawn = verdicts.verdicts(version), verdicts.verdicts(version, illustrative=True)
    assert plain["EGY.egdi_very_high"].status == ""
    illustrated = drawn["EGY.egdi_very_high"]
    assert illustrated.status in methods.STATUSES
    assert illustrated.illustrative
    assert not any(cell.status for key, cell in plain.items() if key.split(".")[1][:4] == "egdi")


def test_a_state_that_the_survey_leaves_out_has_no_verdict(version: str) -> None:
    cell = verdicts.verdicts(version)["PSE.egdi_world_mean"]
    assert (cell.level, cell.latest_value) == ("no_value", None)


def test_a_past_commitment_is_judged_at_its_year(version: str) -> None:
    cells = verdicts.verdicts(version)
    for key, cell in cells.items():
        if key.endswith((".internet_ldc_2025", ".internet_middle_income_2025")):
            assert cell.latest_year is None or 2020 <= cell.latest_year <= 2025
            assert cell.status == ""


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ({2021: 96, 2022: 104, 2023: 120}, "a"),
        ({2021: 94, 2022: 109, 2023: 120}, "b"),
        ({2021: 86, 2022: 113, 2023: 100}, "c"),
        ({2021: 80, 2022: 120, 2023: 100}, "d"),
        ({2020: 100, 2022: 84, 2023: 116}, "d"),
        ({2020: 100, 2022: 95, 2023: 105}, "a"),
        ({2021: 100, 2023: 80}, None),
        ({2010: 100, 2023: 100}, None),
        ({}, None),
    ],
)
def test_the_class_of_a_budget(values: dict[int, float], wanted: str | None) -> None:
    """Two of the three years that end with the newest decide; one alone cannot."""
    assert methods.budget_class(values) == wanted


def test_what_is_to_be_confirmed_judges_nothing(version: str) -> None:
    cell = verdicts.verdicts(version)["SAU.saudi_egdi_rank"]
    assert (cell.level, cell.target, cell.gap, cell.status) == (verdicts.SHOWN, None, None, "")
    assert cell.latest_value is not None


def test_a_past_rank_is_judged_by_the_newest_edition_up_to_its_year(version: str) -> None:
    cell = verdicts.verdicts(version)["KWT.kuwait_egdi_rank"]
    assert (cell.latest_year, cell.level) == (2024, verdicts.MISSED)
