"""What an operator is told: by the summary, by the status, and where a command is used wrongly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Workshop
from shapes import csv_text, native_rows, published

from etl import registry
from etl.faults import Fault

SOURCES = registry.sources()


def test_the_summary_is_a_table(workshop: Workshop, tmp_path: Path) -> None:
    """Columns stand below their headings, figures to the right, one line a source."""
    (tmp_path / "EGOV_DATA_2024.csv").write_bytes(csv_text(native_rows("2024")))
    assert workshop.run("pull", "--from", str(tmp_path)) == 0, workshop.told
    lines = workshop.said.splitlines()[-1 - len(SOURCES) :]
    head, first, *others = lines
    assert head.split() == [
        "source", "editions", "rows", "of", "22", "added", "revised", "withdrawn", "outcome",
    ]  # fmt: skip
    rows = sum(len(published("un_egov", each)) for each in SOURCES["un_egov"].indicators)
    assert first.split() == ["un_egov", "2003", "to", "2024", f"{rows}", "21", "0", "0", "0",
                             "unchanged"]  # fmt: skip
    for name in ("rows", "of 22", "added", "revised", "withdrawn"):
        end = head.index(name) + len(name)
        assert first[end - 1].isdigit()
        assert first[end : end + 2] == "  "
    place = head.index("outcome")
    for line in (first, *others):
        assert line[place:] in ("unchanged", "by file only")
    assert [line.split()[0] for line in (first, *others)] == list(SOURCES)


def test_a_source_without_an_address_says_how_it_is_pulled(workshop: Workshop) -> None:
    for source in [name for name, each in SOURCES.items() if not each.live]:
        workshop.refuses("pull", source, saying=f"run “python -m etl pull {source} --from FOLDER”")
        assert f"{source}/<indicator>.csv" in workshop.told


def test_wrong_use_is_exit_2(workshop: Workshop) -> None:
    assert workshop.run("pull", "nowhere") == 2
    assert "known are un_egov, un_sdg, world_bank" in workshop.told
    assert workshop.run("pull", "--from", "no/such/folder") == 2
    assert workshop.run("dance") == 2


def test_a_place_that_cannot_be_written_is_said(workshop: Workshop, tmp_path: Path) -> None:
    file = tmp_path / "a_file"
    file.write_text("")
    assert workshop.run("build", "--store-dir", str(file / "store")) == 1
    assert "Not a directory" in workshop.told
    assert len(workshop.told.splitlines()) == 1


def test_status_without_a_store_says_what_to_do(workshop: Workshop) -> None:
    assert workshop.run("status") == 1
    assert "run “python -m etl build”" in workshop.told


def test_status_says_what_is_there(built: Workshop) -> None:
    assert built.run("status", "--json") == 0
    told = {row["source"]: row for row in json.loads(built.said)["sources"]}
    assert list(told) == list(registry.sources())
    states = {"un_egov": 21, "un_sdg": 22, "world_bank": 22, "itu": 17, "gems": 6, "oxford_ai": 0}
    assert {source: told[source]["arab_states"] for source in states} == states
    assert (told["imf"]["edition"], told["imf"]["rows"], told["imf"]["age_days"]) == (None, 0, None)
    assert built.run("status") == 0
    lines = {line.split()[0]: line for line in built.said.splitlines()}
    assert "edition 2024, " in lines["un_egov"]
    assert "None" not in built.said
    assert lines["imf"].endswith("not yet retrieved")


@pytest.mark.parametrize(
    ("before", "after", "saying"),
    [
        ('unit = "percent"', 'unit = "furlong"', "unit “furlong” is not in data/units.toml"),
        ('sdg = "17.8.1"', 'goal = "17.8.1"', "unknown key goal"),
        ('name.ar = "الأفراد', 'name.fr = "الأفراد', "the text is missing in ar"),
        ('better = "higher"', "", "missing"),
        ('better = "higher"', 'better = "more"', "better “more” is not one of higher"),
        ("position = 6", 'position = "6"', "position must be of kind int"),
        ("position = 6", "position = = 6", "not valid TOML"),
    ],
)
def test_a_bad_declaration_is_refused_by_name(
    tmp_path: Path, before: str, after: str, saying: str
) -> None:
    text = (registry.SOURCES / "un_sdg.toml").read_text("utf-8")
    assert before in text
    path = tmp_path / "un_sdg.toml"
    path.write_text(text.replace(before, after, 1), "utf-8")
    with pytest.raises(Fault, match=saying) as refused:
        registry.source_of(path)
    assert "un_sdg.toml" in str(refused.value)


def test_a_release_named_by_its_quarter_stands_among_those_named_by_month() -> None:
    from etl.figures import order_of

    named = ["2026-11", "2026.Q2.G.02", "2026-06-30", "2025", "2026.Q4.G.01"]
    assert sorted(named, key=order_of) == [
        "2025",
        "2026-06-30",
        "2026.Q2.G.02",
        "2026-11",
        "2026.Q4.G.01",
    ]


def test_groups_of_economies_are_left_out_of_the_imfs_answer_with_a_remark() -> None:
    import datetime

    from etl import registry
    from etl.documents import Document
    from etl.sources import imf

    body = b'{"values": {"AI_PI": {"ADVEC": {"2023": 0.7}, "JOR": {"2023": 0.5}}}}'
    source, day = registry.sources()["imf"], datetime.date(2026, 11, 24)
    release = imf.parse(Document("AI_PI", body), "ai_preparedness", source, "2026-11", day)
    assert [(figure.iso3, figure.value) for figure in release.figures] == [("JOR", "0.5")]
    assert release.remarks == ("1 areas are not countries: ADVEC",)
