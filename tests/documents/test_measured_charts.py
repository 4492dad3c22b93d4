"""Charts of margins and measures: nothing on top of another, nothing told by colour alone."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.documents import charts
from selaras.documents.charts.lettering import shortened, width_of
from selaras.documents.charts.placing import spread, swarm

Row = dict[str, Any]
CRITERIA = (
    "W1 Kepemimpinan",
    "W2 Pengambilan keputusan dalam keadaan mendesak",
    "M3 Sistematika dan bahasa",
)
EXAMINERS = ("Hendra Lesmana", "Yuliani Prasetya Kusumawardhani", "Ahmad Fauzan")


def rows_of(spec: charts.Spec, name: str) -> list[Row]:
    return next((one["values"] for one in spec["data"] if one["name"] == name), [])


def text_box(one: Row) -> tuple[float, float, float, float]:
    """Return left, top, right, bottom of a line of text as it is drawn."""
    wide = width_of(one["text"], size=one["size"], bold=one["weight"] == "bold")
    left = one["x"] - {"left": 0.0, "center": wide / 2, "right": wide}[one["align"]]
    # Capitals and descenders take about nine tenths of the size.
    half = one["size"] * 0.45
    return left, one["y"] - half, left + wide, one["y"] + half


def overlapping(boxes: Sequence[tuple[float, float, float, float]]) -> list[tuple[int, int]]:
    return [
        (n, m)
        for n, one in enumerate(boxes)
        for m, other in enumerate(boxes[:n])
        if min(one[2], other[2]) - max(one[0], other[0]) > 0.05
        and min(one[3], other[3]) - max(one[1], other[1]) > 0.05
    ]


def words_lie_apart(spec: charts.Spec) -> bool:
    boxes = [text_box(one) for one in rows_of(spec, "words")]
    inside = all(left >= -0.5 and right <= spec["width"] + 0.5 and top >= 0 for left, top, right, _ in boxes)
    return inside and all(bottom <= spec["height"] for *_, bottom in boxes) and not overlapping(boxes)


places = st.one_of(
    st.floats(-6, 6),
    st.floats(-0.01, 0.01),  # nearly all at one place: the hardest case
    st.sampled_from([-2.0, 0.0, 1.25]),
)


def located(values: Sequence[float], names: Sequence[str]) -> list[charts.Located]:
    return [charts.Located(label=f"{names[k % len(names)]} {k}", at=one) for k, one in enumerate(values)]


@given(
    officials=st.lists(places, min_size=1, max_size=60),
    examiners=st.lists(places, max_size=9),
    criteria=st.lists(places, max_size=12),
    thresholds=st.lists(places, max_size=9),
)
def test_no_label_and_no_dot_of_the_severity_map_lies_on_another(officials, examiners, criteria, thresholds):
    shown = charts.Facets(
        officials=officials,
        examiners=located(examiners, EXAMINERS),
        criteria=located(criteria, CRITERIA),
        thresholds=located(thresholds, ["4|5"]),
    )

    spec = charts.severity_map(shown, unit="logit")

    assert words_lie_apart(spec)
    dots = [one for one in rows_of(spec, "symbols") if one["shape"] == "circle"]
    assert len(dots) == len(officials)
    assert not overlapping([(d["x"] - 3.5, d["y"] - 3.5, d["x"] + 3.5, d["y"] + 3.5) for d in dots])
    assert max(d["x"] for d in dots) < 200  # where the examiners begin


@given(st.lists(places, min_size=60, max_size=60), st.lists(places, min_size=9, max_size=9))
def test_a_full_map_without_names_has_every_examiner_as_a_sign_of_its_own(officials, examiners):
    unnamed = [charts.Located(label="", at=one) for one in examiners]
    shown = charts.Facets(officials=officials, examiners=unnamed, criteria=[], thresholds=[])

    spec = charts.severity_map(shown, unit="logit")

    signs = [one for one in rows_of(spec, "symbols") if one["shape"] == "diamond"]
    assert len(signs) == 9
    assert not overlapping([(s["x"] - 4, s["y"] - 4, s["x"] + 4, s["y"] + 4) for s in signs])
    assert words_lie_apart(spec)


def test_who_is_more_severe_stands_higher_and_at_the_place_of_the_axis():
    shown = charts.Facets(
        officials=[0.0],
        examiners=located([1.0, -1.0], EXAMINERS),
        criteria=located([0.0], CRITERIA),
        thresholds=[],
    )

    spec = charts.severity_map(shown, unit="logit")

    severe, mild = (one["y"] for one in rows_of(spec, "symbols") if one["shape"] == "diamond")
    middle = next(one["y"] for one in rows_of(spec, "symbols") if one["shape"] == "square")
    assert severe < middle < mild
    assert middle - severe == pytest.approx(mild - middle, abs=0.02)
    named = {one["text"]: one["y"] for one in rows_of(spec, "words")}
    assert named["Hendra Lesmana 0"] == pytest.approx(severe, abs=0.02)


@given(st.lists(st.floats(0, 100), max_size=12))
def test_spread_keeps_the_order_the_gap_and_the_ends(values):
    found = spread(values, gap=8.0, low=0.0, high=100.0)

    order = sorted(range(len(values)), key=lambda one: values[one])
    moved = [found[one] for one in order]
    assert all(after - before >= 8.0 - 1e-6 for before, after in pairwise(moved))
    assert all(-1e-6 <= one <= 100 + 1e-6 for one in found)


def test_what_has_room_is_not_moved():
    assert spread([10.0, 50.0, 90.0], gap=8.0, low=0.0, high=100.0) == [10.0, 50.0, 90.0]
    assert swarm([10.0, 50.0], across=8.0, height=8.0, lanes=3, low=0.0, high=100.0) == [
        (0.0, 10.0),
        (0.0, 50.0),
    ]


def test_a_text_is_shortened_to_its_room_and_never_beyond():
    whole = "Pengambilan keputusan dalam keadaan mendesak"

    for room in range(20, 260, 7):
        short = shortened(whole, room=float(room), size=10.0)
        assert width_of(short, size=10.0) <= room
        assert short == whole or short.endswith("…")


def span(k: int, best: int, worst: int) -> charts.RankSpan:
    return charts.RankSpan(name=f"Nama Peserta {k}", rank=str(k), place=k, span=(best, worst))


@given(st.integers(2, 45), st.data())
def test_every_rank_lies_on_its_own_bar_and_no_word_on_another(n, data):
    people = []
    for k in range(1, n + 1):
        best, worst = data.draw(st.integers(1, k)), data.draw(st.integers(k, n))
        shared = data.draw(st.sampled_from([str(k), f"{k}–{k + 1}", f"{k + 100}–{k + 101}"]))
        people.append(replace(span(k, best, worst), rank=shared))

    spec = charts.rank_intervals(people, [], n_ranks=n)

    assert words_lie_apart(spec)
    bars = {one["y"]: (one["x"], one["x2"]) for one in rows_of(spec, "rules") if one["width"] == 4.5}
    for dot in rows_of(spec, "symbols"):
        left, right = bars[dot["y"]]
        assert left <= dot["x"] <= right


def test_runs_that_share_people_stand_in_different_lanes():
    people = [span(k, 1, 9) for k in range(1, 10)]
    runs = [charts.Alike(first=0, last=4), charts.Alike(first=3, last=8), charts.Alike(first=5, last=5)]

    spec = charts.rank_intervals(people, runs, n_ranks=9)

    upright = [one for one in rows_of(spec, "rules") if one["width"] == 1.3 and one["x"] == one["x2"]]
    assert len(upright) == 2  # a run of one person joins nobody
    assert upright[0]["x"] != upright[1]["x"]


def test_a_run_that_goes_on_in_the_next_picture_has_no_foot_here():
    people = [span(k, 1, 9) for k in range(1, 5)]

    spec = charts.rank_intervals(people, [charts.Alike(first=2, last=7)], n_ranks=9)

    feet = [one for one in rows_of(spec, "rules") if one["width"] == 1.3 and one["y"] == one["y2"]]
    assert len(feet) == 1


def test_who_cannot_be_compared_has_no_bar():
    one = charts.RankSpan(name="Ani", rank="1", place=1, span=None)

    spec = charts.rank_intervals([one, span(2, 1, 2)], [], n_ranks=2)

    assert sum(1 for rule in rows_of(spec, "rules") if rule["width"] == 4.5) == 1
    assert next(dot for dot in rows_of(spec, "symbols"))["fill"] == "#ffffff"


def cell(bias: str, *, flagged: bool = False) -> charts.Cell:
    return charts.Cell(bias=Decimal(bias), label=bias.replace(".", ","), flagged=flagged)


def test_a_flagged_cell_is_told_by_sign_frame_and_weight():
    cells = {(0, 0): cell("0.90", flagged=True), (0, 1): cell("-0.90", flagged=True), (1, 0): cell("0.85")}

    spec = charts.heat_map(["Ani", "Budi"], ["W1", "W2"], cells, full=Decimal(1))

    assert words_lie_apart(spec)
    signs = [one["shape"] for one in rows_of(spec, "symbols")]
    assert signs[:2] == ["triangle-up", "triangle-down"]
    assert len(signs) == 2 + 2  # and the legend's
    assert sum(1 for one in rows_of(spec, "frames") if one["line"] == 2.0) == 2
    assert {
        one["text"] for one in rows_of(spec, "words") if one["size"] == 9.5 and one["weight"] == "bold"
    } == {
        "0,90",
        "-0,90",
    }


def test_a_pair_without_marks_is_hatched_and_not_white():
    spec = charts.heat_map(["Ani"], ["W1", "W2"], {(0, 0): cell("0.10")}, full=Decimal(1))

    assert len(rows_of(spec, "patterns")) == 1


@given(st.lists(st.lists(st.integers(0, 100), min_size=1, max_size=9), min_size=1, max_size=6))
def test_no_label_of_the_dependability_picture_lies_on_another(lines):
    drawn = [
        charts.Dependability(
            label=f"{k} unsur", by_count={n: Decimal(one) / 100 for n, one in enumerate(values, start=1)}
        )
        for k, values in enumerate(lines, start=3)
    ]

    spec = charts.dependability_curves(drawn, target=Decimal("0.80"), now=5)

    assert words_lie_apart(spec)
    assert len({one["shape"] for one in rows_of(spec, "symbols")}) == len(lines)


def test_a_category_bar_fills_a_hundred_percent_with_a_pattern_for_each_part():
    one = charts.Chances(name="Ani", percents=[Decimal(60), Decimal(30), Decimal(10)], told="90 dari 100")
    categories = ["Memenuhi Syarat", "Masih Memenuhi Syarat", "Kurang Memenuhi Syarat"]

    spec = charts.category_bars([one], categories, head="Kemungkinan lulus")

    assert words_lie_apart(spec)
    parts = [row for row in rows_of(spec, "areas") if row["height"] == 15.0]
    assert parts[0]["width"] == pytest.approx(2 * parts[1]["width"], abs=0.05)
    assert parts[-1]["x"] + parts[-1]["width"] == pytest.approx(610.0, abs=0.05)
    assert len(rows_of(spec, "patterns")) == 2 * 2  # two of three parts, and the same in the legend


@given(st.lists(st.lists(st.integers(-400, 400), min_size=1, max_size=8), min_size=1, max_size=12))
def test_no_mark_of_the_category_curves_lies_on_another(thresholds):
    scales = [
        charts.Scale(
            title=CRITERIA[k % 3] if len(thresholds) > 1 else "",
            thresholds=[Decimal(one) / 100 for one in those],
            marks=[str(n) for n in range(len(those) + 1)],
        )
        for k, those in enumerate(thresholds)
    ]

    assert words_lie_apart(charts.category_curves(scales))


def test_two_neighbouring_marks_are_equally_likely_at_their_threshold():
    scale = charts.Scale(title="", thresholds=[Decimal("-1"), Decimal("1")], marks=["1", "2", "3"])

    spec = charts.category_curves([scale])

    first, second, third = (
        [tuple(map(float, pair.split(","))) for pair in one["path"][1:].split("L")]
        for one in rows_of(spec, "curves")
    )
    assert len(first) == len(second) == len(third)
    # At a threshold the curves cross; the drawn heights then agree to the width of a line.
    gaps = [abs(one[1] - other[1]) for one, other in zip(first, second, strict=True)]
    low, high = first[0][0], first[-1][0]
    at = low + (1.8 / 5.6) * (high - low)
    nearest = min(range(len(first)), key=lambda n: abs(first[n][0] - at))
    assert gaps[nearest] < 4
    assert all(
        a[1] + b[1] + c[1] == pytest.approx(first[0][1] + second[0][1] + third[0][1], abs=0.1)
        for a, b, c in zip(first, second, third, strict=True)
    )


def test_every_picture_can_be_drawn():
    scale = charts.Scale(title="", thresholds=[Decimal("-1"), Decimal("1")], marks=["1", "2", "3"])
    facets = charts.Facets(officials=[0.0], examiners=[], criteria=[], thresholds=[])
    specs = [
        charts.severity_map(facets, unit="logit"),
        charts.rank_intervals([span(1, 1, 2), span(2, 1, 2)], [charts.Alike(first=0, last=1)], n_ranks=2),
        charts.heat_map(["Ani"], ["W1", "W2"], {(0, 0): cell("0.90", flagged=True)}, full=Decimal(1)),
        charts.dependability_curves(
            [charts.Dependability(label="3 unsur", by_count={1: Decimal("0.5")})], target=Decimal("0.80")
        ),
        charts.category_bars([], ["Lulus"], head=""),
        charts.category_curves([scale]),
    ]

    pictures = charts.Drawing(specs).svgs()

    assert all(one.startswith("<svg") and "NaN" not in one for one in pictures)
