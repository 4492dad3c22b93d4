import json
import shutil
from pathlib import Path

import pytest

from selaras.core.vocabulary import EventKind
from tests.cli.running import selaras

FAULT = """
import selaras.cli.rules

def fail(**_):
    raise RuntimeError("Budi, 78,50")

selaras.cli.rules.rules = fail
"""


@pytest.mark.parametrize("kind", [one.value for one in EventKind])
def test_every_kind_has_an_empty_workbook(kind: str, tmp_path: Path) -> None:
    ran = selaras("template", "--kind", kind, "--out", tmp_path / "kegiatan.xlsx")

    assert ran.code == 0, ran.said
    assert (tmp_path / "kegiatan.xlsx").stat().st_size > 5000


def test_an_unknown_kind_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    ran = selaras("template", "--kind", "lomba", "--out", tmp_path / "kegiatan.xlsx")

    assert ran.code == 2
    assert "job-fit" in ran.said


def test_a_clean_workbook_passes_the_check(workbook: Path) -> None:
    ran = selaras("check", workbook, "--json")

    assert ran.code == 0, ran.said
    assert json.loads(ran.out)["readable"] is True


def test_an_unreadable_file_exits_with_two(tmp_path: Path) -> None:
    (tmp_path / "kosong.xlsx").write_bytes(b"")

    plain = selaras("check", tmp_path / "kosong.xlsx")
    as_json = selaras("check", tmp_path / "kosong.xlsx", "--json")

    assert (plain.code, as_json.code) == (2, 2)
    assert json.loads(as_json.out)["readable"] is False
    assert "Traceback" not in plain.said


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    ran = selaras("check", tmp_path / "tidak-ada.xlsx")

    assert ran.code == 2
    assert "tidak-ada.xlsx" in ran.said


def test_rules_of_a_day_carry_their_articles() -> None:
    ran = selaras("rules", "--on", "2021-09-11", "--topic", "eligibility")

    assert ran.code == 0, ran.said
    assert "PP 11/2017" in ran.said


def test_the_reviewer_of_a_day_is_the_one_of_that_day() -> None:
    before = selaras("rules", "--on", "2024-07-31", "--topic", "oversight").said
    after = selaras("rules", "--on", "2024-09-30", "--topic", "oversight").said

    assert "KASN" in before
    assert before != after


def test_an_unknown_topic_is_answered_with_the_known_ones() -> None:
    ran = selaras("rules", "--on", "2024-01-30", "--topic", "cuaca")

    assert ran.code == 2
    assert "eligibility" in ran.said


def test_a_day_without_rules_is_refused() -> None:
    ran = selaras("rules", "--on", "1990-01-01")

    assert ran.code == 1
    assert "1990-01-01" in ran.said


def test_the_calendar_comes_as_table_paper_and_file(workbook: Path, tmp_path: Path) -> None:
    ran = selaras("calendar", workbook, "--out", tmp_path / "k")

    names = sorted(one.suffix for one in (tmp_path / "k").iterdir())
    assert ran.code == 0, ran.said
    assert names == [".ics", ".pdf"]
    assert "Ani" in ran.said


def test_the_annotated_copy_never_replaces_the_workbook(workbook: Path, tmp_path: Path) -> None:
    own = tmp_path / "kegiatan.xlsx"
    shutil.copy(workbook, own)

    ran = selaras("check", own, "--annotated", tmp_path / "." / "kegiatan.xlsx")

    assert ran.code == 2
    assert "tidak boleh menimpa" in ran.said
    assert own.read_bytes() == workbook.read_bytes()


def test_an_annotated_copy_that_cannot_be_written_is_said(workbook: Path, tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")

    ran = selaras("check", workbook, "--annotated", tmp_path / "berkas" / "catatan.xlsx")

    assert ran.code == 2
    assert "tidak dapat ditulisi" in ran.said
    assert "Traceback" not in ran.said


def test_a_fault_of_ours_is_one_sentence_without_anybodys_data(tmp_path: Path) -> None:
    # Python reads this file at its start, so the command fails as a fault of ours would.
    (tmp_path / "sitecustomize.py").write_text(FAULT, encoding="utf-8")

    ran = selaras("rules", "--on", "2024-01-30", PYTHONPATH=str(tmp_path))

    assert ran.code == 2
    assert "Terjadi kesalahan pada program" in ran.said
    assert "RuntimeError" in ran.said
    assert "Budi" not in ran.said
    assert "Traceback" not in ran.said


def test_an_empty_workbook_never_takes_the_place_of_a_filled_one(workbook: Path, tmp_path: Path) -> None:
    filled = tmp_path / "kegiatan.xlsx"
    shutil.copy(workbook, filled)

    ran = selaras("template", "--out", filled)

    assert ran.code == 2
    assert "sudah ada dan tidak diubah" in ran.said
    assert filled.read_bytes() == workbook.read_bytes()


def test_a_place_that_cannot_hold_a_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")

    ran = selaras("template", "--out", tmp_path / "berkas" / "kegiatan.xlsx")

    assert ran.code == 2
    assert "tidak dapat ditulisi" in ran.said


def test_a_copy_in_which_somebody_mended_cells_is_kept(workbook: Path, tmp_path: Path) -> None:
    copy = tmp_path / "periksa.xlsx"
    copy.write_bytes(b"cells mended here")

    ran = selaras("check", workbook, "--annotated", copy)

    assert ran.code == 0, ran.said
    assert (tmp_path / "periksa-lama.xlsx").read_bytes() == b"cells mended here"
    assert "disimpan sebagai" in ran.said


@pytest.mark.parametrize("day", ["20240130", "2024-W05-2", "30-01-2024"])
def test_a_day_has_one_spelling(day: str) -> None:
    ran = selaras("rules", "--on", day)

    assert ran.code == 2
    assert day in ran.said


def test_a_console_without_box_drawings_still_gets_its_answer(workbook: Path) -> None:
    ran = selaras("check", workbook, PYTHONIOENCODING="ascii", LC_ALL="C")

    assert ran.code == 0, ran.said
    assert "Tidak ada kesalahan" in ran.said
