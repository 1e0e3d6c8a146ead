"""Figures from frames: what is drawn, what is a gap, what mirrors in Arabic."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import pytest

from app import charts
from app.charts.lines import apart

INDEX = charts.Axis("", ".2f", ticks=(0, 0.25, 0.5, 0.75, 1))
ROWS = [
    charts.Dot("High", 0.9, "0.900", "High 0.900"),
    charts.Dot("Old", 0.4, "0.400", "Old 0.400", coloured=False, hollow=True),
    charts.Dot("Absent", None, "not surveyed", "", coloured=False),
]


def valid(figure: charts.Figure) -> charts.Figure:
    """Let Plotly check every property of a figure."""
    go.Figure(figure)
    return figure


def test_a_state_without_a_value_has_a_row_with_its_reason_and_no_dot() -> None:
    figure = valid(charts.dots(ROWS, INDEX, rtl=False))
    assert figure["layout"]["yaxis"]["categoryarray"] == ["Absent", "Old", "High"]
    _, dots, reasons = figure["data"]
    assert dots["y"] == ["High", "Old"]
    assert dots["marker"]["symbol"] == ["circle", "circle-open"]
    assert (reasons["y"], reasons["text"]) == (["Absent"], ["not surveyed"])


def test_a_dot_plot_grows_from_the_right_in_arabic() -> None:
    english, arabic = (charts.dots(ROWS, INDEX, rtl=rtl)["layout"] for rtl in (False, True))
    assert arabic["xaxis"]["range"] == english["xaxis"]["range"][::-1]
    assert (english["yaxis"]["side"], arabic["yaxis"]["side"]) == ("left", "right")


def test_the_text_beside_the_outermost_dot_has_its_room_in_pixels() -> None:
    for rtl, side in ((False, "r"), (True, "l")):
        short = charts.dots(ROWS, INDEX, rtl=rtl)["layout"]
        rows = [replace(ROWS[0], text="0.900  ▲ 25"), *ROWS[1:]]
        long = charts.dots(rows, INDEX, rtl=rtl)["layout"]
        assert long["margin"][side] - short["margin"][side] == 8 * 6
        assert long["xaxis"]["range"] == short["xaxis"]["range"]


def test_a_long_name_is_broken_so_that_a_phone_has_room_for_the_dots() -> None:
    rows = [replace(ROWS[0], name="Syrian Arab Republic"), *ROWS[1:]]
    figure = valid(charts.dots(rows, INDEX, rtl=False))
    assert figure["layout"]["yaxis"]["categoryarray"][-1] == "Syrian Arab<br>Republic"
    assert figure["data"][1]["y"][0] == "Syrian Arab<br>Republic"


def test_a_dot_plot_without_any_value_can_be_drawn() -> None:
    valid(charts.dots([ROWS[2]], INDEX, rtl=True))


def line(name: str, *values: float | None, label: str = "") -> charts.Line:
    years = [2020 + 2 * place for place in range(len(values))]
    return charts.Line(name, years, values, [name] * len(values), label=label)


def test_a_missing_year_is_a_gap_never_zero_and_never_bridged() -> None:
    figure = valid(charts.lines([line("A", 1, None, 3, label="A")], INDEX, rtl=False))
    assert figure["data"][0]["y"] == [1, None, 3]
    assert figure["data"][0]["connectgaps"] is False


def test_time_runs_left_to_right_in_both_languages() -> None:
    for rtl in (False, True):
        axis = valid(charts.lines([line("A", 1, 2)], INDEX, rtl=rtl))["layout"]["xaxis"]
        assert axis["range"][0] < axis["range"][1]


def test_a_break_is_drawn_between_the_editions_it_divides() -> None:
    figure = charts.lines(
        [line("A", 1, 2, 3)], INDEX, rtl=False, breaks=[(2024, "new")], years=[2020, 2022, 2024]
    )
    assert [shape["x0"] for shape in figure["layout"]["shapes"]] == [2023]
    before = charts.lines([line("A", 1, 2)], INDEX, rtl=False, breaks=[(2030, "new")])
    assert before["layout"]["shapes"] == []


def test_labels_at_line_ends_move_apart_and_no_further() -> None:
    assert apart([0, 10, 20], 5) == [0, 10, 20]
    assert apart([10, 10], 4) == [8, 12]
    spread = sorted(apart([1, 1.5, 2, 30], 3))
    assert all(b - a >= 3 - 1e-9 for a, b in zip(spread, spread[1:], strict=False))
    assert spread[-1] == 30


def test_small_multiples_share_their_scales() -> None:
    panels = [(f"P{place}", [line("A", place, place + 1)], "") for place in range(22)]
    layout = valid(charts.multiples([*panels, ("Empty", [], "no value")], INDEX, rtl=True))[
        "layout"
    ]
    ranges = {tuple(layout[key]["range"]) for key in layout if key.startswith("yaxis")}
    assert len(ranges) == 1
    assert "no value" in [note["text"] for note in layout["annotations"]]
    assert layout["xaxis"]["domain"][0] > 0.7  # the first panel stands on the right


def test_a_scatter_draws_the_path_of_the_chosen_only() -> None:
    points = [
        charts.Point("A", 1, 2, "A", charts.SERIES[0], trail=((0, 1), (1, 2)), label=True),
        charts.Point("B", 3, 4, "B", charts.GREY),
    ]
    trail, states = valid(charts.scatter(points, INDEX, INDEX, rtl=False))["data"]
    assert trail["x"] == [0, 1]
    assert states["text"] == ["A", ""]


@pytest.mark.parametrize("rtl", [False, True])
def test_components_are_compared_in_rows(rtl: bool) -> None:
    cells = [(0.7, "0.700", "own"), (0.5, "", "median"), (0.9, "", "best")]
    series = [("Own", "circle", "#1"), ("Median", "line-ns-open", "#2"), ("Best", "diamond", "#3")]
    figure = charts.comparison([("Part", cells)], series, INDEX, rtl=rtl)
    assert [trace["x"] for trace in figure["data"]] == [[0.7], [0.5], [0.9]]
