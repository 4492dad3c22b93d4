"""``selaras timetable``: everything written, changes told, conflicts by name."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from selaras.actions.reference import defaults
from selaras.core.timetable import check, timetable_from_json
from selaras.exchange.workbook_writer import write_workbook
from tests.cli.conftest import writable_case
from tests.cli.running import files_in, selaras_here


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = writable_case(rating_sheets=(), attendances=())
    path = tmp_path_factory.mktemp("buku") / "jadwal.xlsx"
    scheme = replace(case.scheme, timetable_seed=6)
    write_workbook(replace(case, scheme=scheme), path, defaults())
    return path


@pytest.fixture(scope="module")
def planned(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("jadwal")
    ran = selaras_here("timetable", seeded, "--out", out)
    assert ran.code == 0, ran.said
    return out


def test_timetable_workbook_papers_and_letters_are_written(planned: Path) -> None:
    found = files_in(planned)

    kept = timetable_from_json(json.loads(found["jadwal.json"]))
    assert check(kept) == ()
    assert kept.is_optimal
    assert {"jadwal.json", "jadwal.pdf", "jadwal.xlsx", "undangan/undangan-p-001.pdf"} <= found.keys()


def test_an_absence_moves_as_little_as_it_must_and_says_what(
    seeded: Path, planned: Path, tmp_path: Path
) -> None:
    before = timetable_from_json(json.loads((planned / "jadwal.json").read_text()))
    told = next(one for one in before.placed if one.panel is not None)
    who = before.wanted.panels[0].examiners[0]

    ran = selaras_here(
        "timetable",
        seeded,
        "--out",
        tmp_path,
        "--previous",
        planned / "jadwal.json",
        "--absent",
        f"{who}={told.on}",
    )

    now = timetable_from_json(json.loads((tmp_path / "jadwal.json").read_text()))
    assert ran.code == 0
    assert check(now) == ()
    assert "terbukti terbaik" in ran.said
    assert "Yang berubah" in ran.said
    assert all(one.on != told.on for one in now.placed if one.panel is not None)


def test_wishes_that_conflict_are_named(seeded: Path, tmp_path: Path) -> None:
    settings = tmp_path / "s.yaml"
    settings.write_text(
        'hari_biasa: {buka: "08.00", tutup: "08.20"}\njumat: {buka: "08.00", tutup: "08.20"}\n'
    )

    ran = selaras_here("timetable", seeded, "--out", tmp_path / "out", "--settings", settings, "--lang", "en")

    assert ran.code == 1
    assert "These wishes cannot hold together" in ran.said
    assert "the hours of" in ran.said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "buku kerja atau --event"),
        (("--event", "a/b", "--absent", "U-02"), "KODE=TTTT-BB-HH"),
        (("--event", "a/b", "--keep-before", "2024-01-30"), "--keep-before memerlukan"),
        (("tidak-ada.xlsx",), "tidak-ada.xlsx"),
        (("--event", "a/b", "--previous", "tidak-ada.json"), "sebelumnya tidak-ada.json tidak ditemukan"),
        (("--event", "a/b", "--settings", "tidak-ada.yaml"), "pengaturan tidak-ada.yaml tidak ditemukan"),
    ],
)
def test_options_that_cannot_be_are_refused(options: tuple[str, ...], told: str, tmp_path: Path) -> None:
    ran = selaras_here("timetable", *options, "--out", tmp_path)

    assert ran.code == 2
    assert told in ran.said


def test_a_previous_timetable_that_was_altered_is_refused(
    seeded: Path, planned: Path, tmp_path: Path
) -> None:
    kept = json.loads((planned / "jadwal.json").read_text())
    kept["placed"][0]["start"] += 15
    other = tmp_path / "lain.json"
    other.write_text(json.dumps(kept))

    ran = selaras_here("timetable", seeded, "--out", tmp_path / "out", "--previous", other)

    assert ran.code == 2
    assert "melanggar" in ran.said
