"""The pictures of a placement: every move is there, all words fit, nothing is told by colour alone."""

from decimal import Decimal
from itertools import pairwise

import pytest

from selaras.documents import charts
from selaras.documents.charts import Becomes, Proposed, Reached, Station, Track
from selaras.documents.charts.lettering import width_of
from selaras.documents.content.placing.matrix_ground import Kind, ground

LONG = "Kepala Dinas Pemberdayaan Perempuan, Perlindungan Anak, Pengendalian Penduduk, dan Keluarga Berencana"


def rows_of(spec: charts.Spec, name: str) -> list[dict[str, object]]:
    return next((one["values"] for one in spec["data"] if one["name"] == name), [])


def station(n: int, becomes: Becomes = Becomes.HELD) -> Station:
    return Station(title=f"{LONG} {n}", before=f"Semula {n}", after=f"Kini {n}", becomes=becomes)


def track(n: int, *, is_cycle: bool = False) -> Track:
    return Track(head="Rantai 1", stations=[station(k) for k in range(n)], is_cycle=is_cycle)


@pytest.mark.parametrize("n", range(2, 20))
@pytest.mark.parametrize("is_cycle", [True, False])
def test_every_move_has_its_arrow_and_every_post_its_box(n, is_cycle):
    (spec,) = charts.moves_maps([track(n, is_cycle=is_cycle)])

    tips = [one for one in rows_of(spec, "symbols") if str(one["shape"]).startswith("triangle")]
    assert len(tips) == (n if is_cycle else n - 1)
    assert len(rows_of(spec, "frames")) == n
    told = {str(one["text"]) for one in rows_of(spec, "words")}
    assert {f"Kini {k}" for k in range(n)} <= told


@pytest.mark.parametrize("n", range(2, 20))
@pytest.mark.parametrize("is_cycle", [True, False])
def test_no_two_boxes_overlap_and_all_stand_inside_the_picture(n, is_cycle):
    (spec,) = charts.moves_maps([track(n, is_cycle=is_cycle)])
    boxes = rows_of(spec, "frames")

    for k, one in enumerate(boxes):
        assert one["x"] >= 0
        assert one["x"] + one["width"] <= spec["width"]
        assert one["y"] + one["height"] <= spec["height"]
        for other in boxes[:k]:
            apart_across = abs(one["x"] - other["x"]) >= one["width"]
            assert apart_across or abs(one["y"] - other["y"]) >= one["height"]


def test_all_words_have_room_in_their_box():
    (spec,) = charts.moves_maps([track(4)])

    boxes = rows_of(spec, "frames")
    for one in rows_of(spec, "words"):
        if one["text"] == "Rantai 1":
            continue
        wide = width_of(str(one["text"]), size=float(one["size"]), bold=one["weight"] == "bold")
        left, right = one["x"] - wide / 2, one["x"] + wide / 2
        assert any(
            box["x"] <= left
            and right <= box["x"] + box["width"]
            and box["y"] <= one["y"] <= box["y"] + box["height"]
            for box in boxes
        )


def test_a_post_that_falls_vacant_is_dashed_and_hatched_and_says_so():
    falls = Station(title="Kepala Dinas Sosial", before="Ani", after="", becomes=Becomes.VACANT)
    filled = Station(title="Kepala Dinas Pangan", before="", after="Ani", becomes=Becomes.FILLED)

    (spec,) = charts.moves_maps([Track(head="Rantai 1", stations=[falls, filled], is_cycle=False)])

    told = {str(one["text"]) for one in rows_of(spec, "words")}
    assert {"menjadi lowong", "semula lowong", "semula Ani", "Ani"} <= told
    assert any(one["dash"] for one in rows_of(spec, "curves"))
    assert rows_of(spec, "patterns")
    assert [one["line"] for one in rows_of(spec, "frames")] == [2]


def test_many_chains_are_parted_into_pictures_that_fit_a_page():
    specs = charts.moves_maps([track(2) for _ in range(40)] + [track(30)])

    assert len(specs) > 2
    boxes = sum(len(rows_of(one, "frames")) for one in specs)
    assert boxes == 110
    assert all(one["height"] <= 900 for one in specs)


def test_nobody_moving_gives_no_picture():
    assert charts.moves_maps([]) == []


def test_a_point_that_no_price_supports_is_hollow_and_a_slate_is_another_shape():
    points = [Reached(moves=k, value=Decimal(600 + 10 * k), is_supported=k != 2) for k in range(5)]
    best = Proposed(label="Terbaik: 4", moves=4, value=Decimal(640))

    spec = charts.frontier_curve(points, [best])

    symbols = rows_of(spec, "symbols")
    fills = [one["fill"] for one in symbols if one["shape"] == "circle"]
    assert [one == "#ffffff" for one in fills] == [False, False, True, False, False]
    assert [one["shape"] for one in symbols].count("diamond") == 1
    assert "Terbaik: 4" in {one["text"] for one in rows_of(spec, "words")}


def test_more_value_stands_higher_and_more_moves_further_right():
    points = [Reached(moves=k, value=Decimal(600 + k), is_supported=True) for k in range(5)]

    places = [(one["x"], one["y"]) for one in rows_of(charts.frontier_curve(points, []), "symbols")]

    assert all(a[0] < b[0] and a[1] > b[1] for a, b in pairwise(places))


def test_labels_of_slates_at_one_place_do_not_overlap():
    points = [Reached(moves=k, value=Decimal(600 + k), is_supported=True) for k in range(9)]
    those = [Proposed(label=f"Susunan {k}", moves=8, value=Decimal("607.5")) for k in range(3)]

    words = [
        one for one in rows_of(charts.frontier_curve(points, those), "words") if "Susunan" in str(one["text"])
    ]

    assert all(abs(a["y"] - b["y"]) >= 12 for a, b in pairwise(words))


def test_a_value_that_never_changes_is_still_drawn():
    points = [Reached(moves=k, value=Decimal(600), is_supported=True) for k in range(2)]

    assert len(rows_of(charts.frontier_curve(points, []), "symbols")) == 2


def test_the_ground_hatches_what_is_closed_and_frames_the_own_post():
    def kind(**changes: object) -> Kind:
        return Kind(**{"seat": False, "own": False, "mark": "", "tint": 0, **changes})

    shut, own, seat = kind(mark="K"), kind(own=True), kind(seat=True)

    told = {
        name: ground([[one]], wide=20.0, high=10.0)
        for name, one in (("plain", kind()), ("shut", shut), ("own", own), ("seat", seat))
    }

    assert len(set(told.values())) == 4
    assert "#a0a0a0" in told["shut"]
    assert 'stroke="#000000"' in told["own"]
    assert 'fill="#000000"' in told["seat"]
    assert ground([[kind(seat=True, mark="K")]], wide=20.0, high=10.0) == told["seat"]
