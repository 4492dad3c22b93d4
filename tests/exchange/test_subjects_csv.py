"""A table of subjects and raters: which column is a name, and what is refused."""

from pathlib import Path

import numpy as np
import pytest

from selaras.core.errors import CoreError, SeveralErrors
from selaras.exchange.subjects_csv import read_subjects


def written(folder: Path, text: str) -> Path:
    path = folder / "tabel.csv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "id_column", "raters"),
    [
        ("target,J1,J2\n1,9,2\n2,6,1\n", "target", ("J1", "J2")),
        (",J1,J2\n0,9,2\n1,6,1\n", "–", ("J1", "J2")),
        ("orang ke,J1,J2\nAni,9,2\nBudi,6,1\n", "orang ke", ("J1", "J2")),
        ("pasien,J1,J2\n1,9,2\n2,6,1\n3,5,5\n", "pasien", ("J1", "J2")),
        ("J1,J2,J3\n1,9,2\n2,6,1\n3,5,5\n", None, ("J1", "J2", "J3")),
        ("Ani,Budi,Citra\n1,9,2\n2,6,1\n3,5,5\n", None, ("Ani", "Budi", "Citra")),
        ("1,2,3\n4,9,2\n2,6,1\n", None, ("1", "2", "3")),
        ("id;1;2\nx;3,5;2\ny;4;\n", "id", ("1", "2")),
    ],
)
def test_the_first_column_is_a_name_when_it_looks_like_one(tmp_path, text, id_column, raters):
    table = read_subjects(written(tmp_path, text))

    assert (table.id_column, table.raters) == (id_column, raters)


def test_the_caller_may_say_what_the_first_column_is(tmp_path):
    path = written(tmp_path, "target,J1,J2\n1,9,2\n2,6,1\n")

    table = read_subjects(path, first_is_id=False)

    assert table.raters == ("target", "J1", "J2")
    assert table.marks.tolist() == [[1, 9, 2], [2, 6, 1]]


def test_an_empty_cell_is_a_mark_not_given(tmp_path):
    table = read_subjects(written(tmp_path, "id,A,B\nx,1,\ny,NA,2,\n"))

    assert np.array_equal(table.marks, [[1, np.nan], [np.nan, 2]], equal_nan=True)
    assert table.subjects == ("x", "y")


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("id,A,B\nx,1,baik\ny,2,2\n", "ratings_mark_not_number", {"line": 2, "column": "B", "got": "baik"}),
        ("id,A,B\nx,1,2e6\ny,2,2\n", "ratings_mark_too_large", {"line": 2, "got": 2e6}),
        ("id,A,B\nx,1,2\nx,2,2\n", "ratings_duplicate_subject", {"line": 3, "first": 2, "what": "x"}),
        ("id,A,A\nx,1,2\ny,2,2\n", "ratings_column_twice", {"column": "A"}),
        ("id,A,,B\nx,1,2,3\ny,2,2,3\n", "ratings_unnamed_column", {"n": 2}),
        ("9,2,5\n6,1,3\n8,4,6\n", "ratings_without_header", {}),
        ("3,3,5\n6,1,3\n8,4,6\n", "ratings_without_header", {}),
        ("id,A\nx,1\ny,2\n", "ratings_one_rater", {"rater": "A"}),
        ("id,A,B\nx,1,2\n", "ratings_one_person", {"official": "x"}),
        ("id,A,B\nx,,\ny,,\n", "ratings_none", {"n_blank": 4}),
        ("id,A,B\n", "ratings_none", {}),
        ("", "ratings_file_empty", {}),
        ("id,A,B\nx,1\n", "ratings_row_width", {"line": 2, "n": 2, "expected": 3}),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_place(tmp_path, text, code, facts):
    with pytest.raises(CoreError) as refused:
        read_subjects(written(tmp_path, text))

    assert refused.value.code == code
    assert facts.items() <= refused.value.facts.items()


def test_every_text_among_marks_is_named_at_once(tmp_path):
    with pytest.raises(SeveralErrors) as refused:
        read_subjects(written(tmp_path, "id,A,B\nx,a,b\ny,1,c\n"))

    assert [one.facts["got"] for one in refused.value.errors] == ["a", "b", "c"]
