"""Charts: nothing hidden, nothing told by colour alone, nothing on top of another."""

from decimal import Decimal

from selaras.documents import charts


def people(n: int, box: int) -> list[charts.Boxed]:
    return [charts.Boxed(name=f"Nama Peserta {k}", box=box) for k in range(n)]


def words_of(spec: charts.Spec) -> list[dict[str, object]]:
    return next(one["values"] for one in spec["data"] if one["name"] == "words")


def dots_of(spec: charts.Spec) -> list[dict[str, object]]:
    return next(one["values"] for one in spec["data"] if one["name"] == "symbols")


def scored(*scores: str) -> list[charts.Scored]:
    return [
        charts.Scored(name=f"Nama {k}", label=one, rank=str(k), score=Decimal(one), tier=k % 3)
        for k, one in enumerate(scores)
    ]


def test_every_box_tells_its_number_and_count_even_when_empty():
    told = {str(one["text"]) for one in words_of(charts.nine_box(people(2, 5)))}

    assert {f"Kotak {n}: {2 if n == 5 else 0} orang" for n in range(1, 10)} <= told


def test_boxes_stand_as_in_the_regulation_with_nine_at_the_top_right():
    placed = {
        str(one["text"]).split(":")[0]: (one["x"], one["y"])
        for one in words_of(charts.nine_box(people(1, 1)))
        if str(one["text"]).startswith("Kotak")
    }

    assert placed["Kotak 9"][0] == placed["Kotak 8"][0] == placed["Kotak 6"][0]
    assert placed["Kotak 4"][1] == placed["Kotak 7"][1] == placed["Kotak 9"][1]
    assert placed["Kotak 9"][1] < placed["Kotak 8"][1] < placed["Kotak 6"][1]


def test_no_two_words_stand_in_the_same_place():
    words = words_of(charts.nine_box([*people(30, 5), *people(7, 9)]))

    places = [(one["x"], one["y"]) for one in words]
    assert len(places) == len(set(places))


def test_names_that_find_no_room_are_counted():
    told = [str(one["text"]) for one in words_of(charts.nine_box(people(60, 5)))]

    shown = sum(1 for one in told if one.startswith("Nama"))
    assert f"dan {60 - shown} lainnya" in told


def test_a_category_is_a_shape_and_not_a_colour_alone():
    dots = dots_of(charts.rank_dots(scored("90", "75", "60"), [], least=Decimal(40)))

    assert len({one["shape"] for one in dots}) == 3


def test_a_better_score_stands_further_right():
    dots = dots_of(charts.rank_dots(scored("90", "75.5", "60"), [], least=Decimal(40)))

    across = [one["x"] for one in dots]
    assert across == sorted(across, reverse=True)


def test_a_spec_becomes_the_same_picture_every_time():
    specs = [charts.nine_box(people(3, 5)), charts.rank_dots(scored("90"), [], least=Decimal(40))]

    first = charts.Drawing(specs).svgs()
    charts.warm_up()
    second = charts.Drawing(specs).svgs()

    assert first == second
    assert all(one.startswith("<svg") for one in first)
    assert "Nama Peserta 1" in first[0]
