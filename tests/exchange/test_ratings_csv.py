"""What the reader of ratings takes, and what it refuses by line and column."""

from pathlib import Path

import pytest

from selaras.core.errors import CoreError, SeveralErrors
from selaras.exchange.ratings_csv import RatingColumns, read_ratings

LONG = RatingColumns(official="pejabat", examiner="penguji", criterion="kriteria", mark="nilai")
WIDE = RatingColumns(official="pejabat", examiner="penguji", wide=("K1", "K2"))
TWO_PEOPLE = "pejabat,penguji,kriteria,nilai\nBudi,Citra,K2,4\nAni,Citra,K1,3.5\n"


def written(folder: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path = folder / "nilai.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


def as_rows(table) -> list[tuple]:
    return [
        (
            table.officials.labels[p],
            table.examiners.labels[r],
            table.criteria.labels[k],
            float(mark),
        )
        for p, r, k, mark in zip(
            table.officials.index, table.examiners.index, table.criteria.index, table.marks, strict=True
        )
    ]


EXPECTED = [("Budi", "Citra", "K2", 4.0), ("Ani", "Citra", "K1", 3.5)]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TWO_PEOPLE, "utf-8"),
        (TWO_PEOPLE, "utf-8-sig"),
        (TWO_PEOPLE, "utf-16"),
        (TWO_PEOPLE.replace("\n", "\r\n"), "utf-8"),
        (TWO_PEOPLE.replace("\n", "\r"), "utf-8"),
        (TWO_PEOPLE.replace(",", ";").replace("3.5", "3,5"), "utf-8"),
        (TWO_PEOPLE.replace(",", "\t").replace("3.5", "3,5"), "utf-8"),
        (TWO_PEOPLE.replace("3.5", '"3,5"'), "utf-8"),
        ("sep=;\n" + TWO_PEOPLE.replace(",", ";"), "utf-8"),
        ("\n\n" + TWO_PEOPLE + "\n,,,\n", "utf-8"),
        (TWO_PEOPLE.replace("\n", ",,\n"), "utf-8"),
        (TWO_PEOPLE.replace("Budi", " Budi ").replace("pejabat", "Pejabat"), "utf-8"),
    ],
)
def test_what_offices_write_is_read_as_the_same_ratings(tmp_path, text, encoding):
    table = read_ratings(written(tmp_path, text, encoding), LONG)

    assert as_rows(table) == EXPECTED
    assert table.officials.labels == ("Ani", "Budi")


def test_a_name_in_the_code_page_of_an_old_office_is_read(tmp_path):
    table = read_ratings(written(tmp_path, TWO_PEOPLE.replace("Ani", "Aní"), "cp1252"), LONG)

    assert table.officials.labels == ("Aní", "Budi")


def test_a_column_for_every_criterion_gives_the_same_ratings_as_a_line_for_each(tmp_path):
    wide = "pejabat,penguji,K1,K2\nBudi,Citra,NA,4\nAni,Citra,3.5,\n"

    table = read_ratings(written(tmp_path, wide), WIDE)

    assert as_rows(table) == EXPECTED
    assert table.n_blank == 2


def test_a_blank_mark_is_counted_and_left_out(tmp_path):
    table = read_ratings(written(tmp_path, TWO_PEOPLE + "Ani,Citra,K2,\n"), LONG)

    assert (table.marks.size, table.n_blank) == (2, 1)


def test_labels_stand_in_the_order_a_person_would_give_them(tmp_path):
    lines = "".join(f"P{n},E,{n % 3 + 1}\n" for n in (10, 2, 1))
    columns = RatingColumns(official="p", examiner="e", mark="m")

    table = read_ratings(written(tmp_path, "p,e,m\n" + lines), columns)

    assert table.officials.labels == ("P1", "P2", "P10")
    assert table.officials.index.tolist() == [2, 1, 0]


def test_a_column_that_comes_along_stands_beside_every_rating(tmp_path):
    text = "p,e,hari,m\nA,E,1,2\nB,E,2,3\n"
    columns = RatingColumns(official="p", examiner="e", mark="m", others=("hari",))

    table = read_ratings(written(tmp_path, text), columns)

    assert [table.others["hari"].labels[i] for i in table.others["hari"].index] == ["1", "2"]


def test_marks_without_an_examiner_stand_under_one_label(tmp_path):
    table = read_ratings(written(tmp_path, "p,m\nA,2\nB,3\n"), RatingColumns(official="p", mark="m"))

    assert (table.examiners.labels, table.examiners.index.tolist()) == (("-",), [0, 0])


def test_two_marks_on_two_occasions_are_no_duplicates_when_the_occasion_counts(tmp_path):
    text = "p,e,hari,m\nA,E,1,2\nA,E,2,3\nB,E,1,1\n"
    path = written(tmp_path, text)

    with pytest.raises(CoreError) as refused:
        read_ratings(path, RatingColumns(official="p", examiner="e", mark="m", others=("hari",)))
    table = read_ratings(path, RatingColumns(official="p", examiner="e", mark="m", nested=("hari",)))

    assert refused.value.code == "ratings_duplicate"
    assert table.marks.tolist() == [2, 3, 1]


@pytest.mark.parametrize(
    ("text", "columns", "code", "facts"),
    [
        ("", LONG, "ratings_file_empty", {}),
        ("\n \n", LONG, "ratings_file_empty", {}),
        ("sep=;\n", LONG, "ratings_file_empty", {}),
        (b"PK\x03\x04 a workbook", LONG, "ratings_not_text", {}),
        (b"a,b\0c\n", LONG, "ratings_not_text", {}),
        (
            TWO_PEOPLE,
            RatingColumns(official="nama", examiner="juri", mark="nilai"),
            "ratings_columns_missing",
            {"missing": "nama, juri", "known": "pejabat, penguji, kriteria, nilai"},
        ),
        ("a,a,b\n1,2,3\n", RatingColumns(official="a", examiner="b", mark="b"), "ratings_column_twice", {}),
        (
            TWO_PEOPLE,
            RatingColumns(official="pejabat", examiner="Pejabat", mark="nilai"),
            "ratings_column_for_two",
            {},
        ),
        (TWO_PEOPLE, RatingColumns(official="pejabat", examiner="penguji"), "ratings_mark_or_wide", {}),
        (
            TWO_PEOPLE + "Ani,Citra,K2,baik\n",
            LONG,
            "ratings_mark_not_number",
            {"line": 4, "column": "nilai", "got": "baik"},
        ),
        (TWO_PEOPLE + "Ani,Citra,K2,inf\n", LONG, "ratings_mark_not_number", {"line": 4}),
        (TWO_PEOPLE + "Ani,Citra,K2,1e999\n", LONG, "ratings_mark_not_number", {"line": 4}),
        (TWO_PEOPLE + "Ani,Citra,K2,1_0\n", LONG, "ratings_mark_not_number", {"line": 4}),
        (TWO_PEOPLE + "Ani,,K2,4\n", LONG, "ratings_blank_id", {"line": 4, "column": "penguji"}),
        (TWO_PEOPLE + "Ani,Citra,K2\n", LONG, "ratings_row_width", {"line": 4, "n": 3, "expected": 4}),
        (TWO_PEOPLE + "Ani,Citra,K2,4,5\n", LONG, "ratings_row_width", {"n": 5}),
        (TWO_PEOPLE + '"Ani,Citra,K2,4\n', LONG, "ratings_quotes_broken", {"line": 4}),
        (
            TWO_PEOPLE + "Ani,Citra,K1,4\n",
            LONG,
            "ratings_duplicate",
            {"line": 4, "first": 3, "what": "Ani · Citra · K1"},
        ),
        ("pejabat,penguji,kriteria,nilai\nAni,Citra,K1,\n", LONG, "ratings_none", {"n_blank": 1}),
        ("pejabat,penguji,kriteria,nilai\n", LONG, "ratings_none", {}),
        ("pejabat,penguji,kriteria,nilai\nAni,Citra,K1,3\n", LONG, "ratings_one_person", {"official": "Ani"}),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(tmp_path, text, columns, code, facts):
    with pytest.raises(CoreError) as refused:
        read_ratings(written(tmp_path, text), columns)

    assert refused.value.code == code
    assert facts.items() <= refused.value.facts.items()


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CoreError) as refused:
        read_ratings(tmp_path / "tidak-ada.csv", LONG)

    assert refused.value.code == "ratings_file_missing"


def test_every_problem_comes_at_once_and_the_rest_is_counted(tmp_path):
    text = TWO_PEOPLE + "".join(f"Ani,Citra,K{n},buruk\n" for n in range(10, 40))

    with pytest.raises(SeveralErrors) as refused:
        read_ratings(written(tmp_path, text), LONG)

    assert [one.facts.get("line") for one in refused.value.errors] == [*range(4, 24), None]
    assert refused.value.errors[-1].facts == {"n": 10}


def test_the_order_of_lines_changes_nothing_but_the_order(tmp_path):
    lines = TWO_PEOPLE.splitlines(keepends=True)

    turned = read_ratings(written(tmp_path, lines[0] + lines[2] + lines[1]), LONG)

    assert as_rows(turned) == EXPECTED[::-1]
    assert turned.officials.labels == ("Ani", "Budi")
