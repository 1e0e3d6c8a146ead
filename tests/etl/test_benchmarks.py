"""The register of targets and benchmarks: a row without its source or relation is refused."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from etl import registry
from etl.faults import Fault

Row = dict[str, Any]


def without(key: str) -> Callable[[Row], None]:
    return lambda row: row.pop(key)  # type: ignore[return-value]


def having(**values: object) -> Callable[[Row], None]:
    return lambda row: row.update(values)


FAULTS: dict[str, tuple[Callable[[Row], None], str]] = {
    "no source": (without("address"), "address"),
    "no issuer": (without("issuer"), "issuer"),
    "no relation": (without("relation"), "relation"),
    "no reason": (without("reason"), "reason"),
    "no Arabic": (having(text={"en": "Only this"}), "the text is missing in ar"),
    "a source that is no address": (having(address="a report"), "with https://"),
    "another relation": (having(relation="official?"), "is not one of official, linked, proxy"),
    "another target": (having(target="17.8"), "is not one of 16.6, 17.7"),
    "an unknown indicator": (having(indicator="happiness"), "happiness is no indicator"),
    "an unknown scope": (having(scope="europe"), "scope europe is neither a group nor"),
    "a number without a comparator": (without("comparator"), "exactly one value or statistic"),
    "two numbers": (having(statistic="world_mean"), "exactly one value or statistic"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_row_that_says_too_little_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = tomllib.loads((registry.DATA / "benchmarks.toml").read_text("utf-8"))
    row = rows["internet_all"]
    change, saying = FAULTS[name]
    change(row)
    load = registry.load
    monkeypatch.setattr(
        registry,
        "load",
        lambda path: {"internet_all": row} if path.name == "benchmarks.toml" else load(path),
    )
    registry.benchmarks.cache_clear()
    try:
        with pytest.raises(Fault, match="internet_all") as refused:
            registry.benchmarks()
    finally:
        registry.benchmarks.cache_clear()
    assert saying in str(refused.value)


def test_the_register_holds_what_an_operator_may_rely_on() -> None:
    rows = registry.benchmarks()
    assert rows["morocco_osi_rank"].scope == ["MAR"]
    assert rows["morocco_osi_rank"].measure == "rank"
    official = {row.indicator for row in rows.values() if row.relation == "official"}
    assert official == {
        "budget_reliability",
        "health_satisfaction",
        "government_satisfaction",
        "env_tech_imports",
        "env_tech_exports",
        "env_tech_trade",
    }
    assert not any(row.trend for row in rows.values() if row.standing == "expired")
    assert registry.scope_of("arab_ldc", "x") == ("COM", "DJI", "MRT", "SDN", "SOM", "YEM")
