"""What a person may get wrong with a file of marks: one clear sentence, and never a fault of ours."""

from pathlib import Path

import pytest

from tests.cli.running import Ran, selaras_here

COLUMNS = ("--official", "pejabat", "--examiner", "penguji", "--criterion", "kriteria", "--mark", "nilai")
HEADER = "pejabat,penguji,kriteria,nilai\n"
GOOD = (
    HEADER
    + "Ani,Eka,K1,3\nAni,Fajar,K1,4\nBudi,Eka,K1,2\nBudi,Fajar,K1,3\nCitra,Eka,K1,4\nCitra,Fajar,K1,5\n"
)


def measured(folder: Path, text: str | bytes, *more: object, columns: tuple[str, ...] = COLUMNS) -> Ran:
    path = folder / "nilai.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return selaras_here("measure", path, *columns, *more)


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        pytest.param(GOOD.replace("nilai", "skor", 1), 1, ["nilai", "skor"], id="wrong column"),
        pytest.param(GOOD.replace("K1,2", "K1,baik"), 1, ["Baris 4", "baik", "bukan angka"], id="text mark"),
        pytest.param(
            HEADER + "Ani,Eka,K1,3\nAni,Fajar,K1,4\n", 1, ["Hanya satu orang", "Ani"], id="one person"
        ),
        pytest.param(HEADER + "Ani,Eka,K1,3\nBudi,Eka,K1,3\n", 1, ["Semua nilai sama"], id="all equal"),
        pytest.param(GOOD + "Budi,Eka,K1,5\n", 1, ["Baris 8", "Budi", "Eka", "baris 4"], id="duplicate"),
        pytest.param("", 2, ["kosong"], id="empty file"),
        pytest.param(HEADER, 1, ["Tidak ada satu pun nilai"], id="header alone"),
        pytest.param(GOOD.replace("K1,2", "K1,1e300"), 1, ["Baris 4", "terlalu besar"], id="huge number"),
        pytest.param(GOOD.replace("K1,2", "K1,1e999"), 1, ["Baris 4", "bukan angka"], id="infinite number"),
        pytest.param(b"\x00\x01\x02\xff" * 50, 2, ["bukan CSV"], id="binary"),
        pytest.param(
            GOOD.replace("Fajar,K1,5", "Fajar,K1,5,9"), 1, ["Baris 7", "5 isian"], id="row too wide"
        ),
        pytest.param(
            GOOD.replace("Ani,Eka", ",Eka"), 1, ["Baris 2", "pejabat", "kosong"], id="nobody marked"
        ),
    ],
)
def test_marks_that_cannot_be_measured_are_refused_with_their_line(tmp_path, text, code, said):
    ran = measured(tmp_path, text)

    assert ran.code == code, ran.said
    assert [word for word in said if word not in ran.said] == []
    assert "Traceback" not in ran.said
    assert "our_fault" not in ran.said


def test_a_mark_outside_the_stated_scale_names_who_gave_it(tmp_path):
    ran = measured(tmp_path, GOOD.replace("K1,2", "K1,7"), "--scale", "1,2,3,4,5")

    assert ran.code == 1
    assert "Nilai 7" in ran.said
    assert "Eka" in ran.said
    assert "Budi" in ran.said
    assert "1, 2, 3, 4, 5" in ran.said


def test_a_measure_outside_its_stated_range_is_refused_too(tmp_path):
    ran = measured(tmp_path, GOOD.replace("K1,2", "K1,107.5"), "--model", "linear", "--scale", "0,100")

    assert ran.code == 1
    assert "107,5" in ran.said
    assert "0–100" in ran.said


def test_an_official_in_two_groups_is_named(tmp_path):
    text = "pejabat,penguji,kriteria,nilai,dinas\nAni,Eka,K1,3,A\nAni,Fajar,K1,4,B\nBudi,Eka,K1,2,A\n"

    ran = measured(tmp_path, text, "--group", "dinas")

    assert ran.code == 1
    assert "Baris 3: Ani tercatat dalam kelompok A dan juga B" in ran.said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "irt"), "rating-scale, partial-credit, linear"),
        (("--estimator", "jmle"), "mml, posterior"),
        (("--scale", "lima"), "1,2,3,4,5"),
        (("--scale", "5,4,3"), "1,2,3,4,5"),
        (("--draws", "3"), "200–20000"),
        (("--seed", "-1"), "--seed"),
        (("--wide", "K1,K2"), "--wide"),
        (("--group", "penguji"), "--group"),
    ],
)
def test_an_option_that_cannot_be_meant_is_answered_with_what_may_be_written(tmp_path, options, said):
    ran = measured(tmp_path, GOOD, *options)

    assert ran.code == 2, ran.said
    assert said in ran.said
    assert "Traceback" not in ran.said


def test_neither_marks_nor_wide_columns_is_answered_with_both_ways(tmp_path):
    ran = measured(tmp_path, GOOD, columns=COLUMNS[:-2])

    assert ran.code == 2
    assert "--mark" in ran.said
    assert "--wide" in ran.said


def test_a_folder_or_a_missing_file_is_named(tmp_path):
    folder = selaras_here("measure", tmp_path, *COLUMNS)
    missing = selaras_here("measure", tmp_path / "tidak-ada.csv", *COLUMNS)

    assert (folder.code, missing.code) == (2, 2)
    assert str(tmp_path) in folder.said
    assert "tidak-ada.csv" in missing.said


def test_an_output_that_cannot_be_written_is_told_before_the_work(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder")

    a_folder = measured(tmp_path, GOOD, "--json", tmp_path)
    the_input = measured(tmp_path, GOOD, "--json", tmp_path / "nilai.csv")
    twice = measured(tmp_path, GOOD, "--json", tmp_path / "a", "--report", tmp_path / "a")
    below_a_file = measured(tmp_path, GOOD, "--json", tmp_path / "berkas" / "a.json")

    assert [a_folder.code, the_input.code, twice.code, below_a_file.code] == [2, 2, 2, 2]
    assert (tmp_path / "nilai.csv").read_text() == GOOD
    assert "folder" in a_folder.said
    assert "sedang dibaca" in the_input.said
    assert "satu nama" in twice.said
    assert "a.json" in below_a_file.said


def test_refusals_speak_english_when_asked(tmp_path):
    ran = measured(tmp_path, GOOD.replace("K1,2", "K1,good"), "--lang", "en")

    assert ran.code == 1
    assert "Line 4, column nilai: “good” is no number" in ran.said


def test_a_device_without_an_end_is_not_read():
    ran = selaras_here("measure", "/dev/zero", *COLUMNS)

    assert ran.code == 2
    assert "tidak dapat dibaca" in ran.said


def test_a_name_longer_than_a_disk_takes_is_refused_before_the_work(tmp_path):
    ran = measured(tmp_path, GOOD, "--json", tmp_path / ("x" * 300))

    assert ran.code == 2
    assert "tidak dapat ditulis" in " ".join(ran.said.split())


def test_one_column_is_not_two_things(tmp_path):
    twice = ("--official", "pejabat", "--examiner", "pejabat", "--mark", "nilai")

    ran = measured(tmp_path, GOOD, columns=twice)

    assert ran.code == 1
    assert "dua hal" in " ".join(ran.said.split())
