import json
import os
import shutil
from pathlib import Path

import jsonschema
import pytest

from selaras.cli.dossier_folder import ARCHIVE, STAGING
from tests.cli.running import Ran, files_in, selaras

SCHEMA = Path(__file__).parents[2] / "docs" / "results.schema.json"


def test_a_run_leaves_a_whole_dossier(dossier: Path) -> None:
    made = files_in(dossier)

    assert {
        "results.json",
        "provenance.json",
        "hasil.xlsx",
        "buku-induk.jsonl",
        "selaras.sqlite3",
        "tenggat.ics",
    } <= set(made)
    assert sum(name.startswith("papers/") for name in made) >= 10
    assert not (dossier / STAGING).exists()


def test_results_follow_their_published_schema(dossier: Path) -> None:
    results = json.loads((dossier / "results.json").read_bytes())

    jsonschema.validate(results, json.loads(SCHEMA.read_bytes()))

    assert results["summary"]["participants"] == 3


def test_results_hold_no_time_id_or_root(dossier: Path) -> None:
    provenance = json.loads((dossier / "provenance.json").read_bytes())
    results = (dossier / "results.json").read_text(encoding="utf-8")

    assert provenance["ledger"]["root"] not in results
    assert provenance["result"]["ledger_root"] not in results
    assert provenance["class"] == "imported"


def test_the_same_workbook_gives_the_same_results_anywhere(
    workbook: Path, dossier: Path, tmp_path: Path
) -> None:
    elsewhere = selaras(
        "run", workbook, "--out", tmp_path / "b", LC_ALL="C", LANG="C", TZ="America/Lima", PYTHONHASHSEED="77"
    )

    assert elsewhere.code == 0, elsewhere.said
    assert (tmp_path / "b/results.json").read_bytes() == (dossier / "results.json").read_bytes()


def test_papers_come_again_from_the_ledger_byte_for_byte(dossier: Path, tmp_path: Path) -> None:
    again = selaras(
        "papers", dossier, "--out", tmp_path / "p", LC_ALL="C", TZ="Asia/Jayapura", PYTHONHASHSEED="5"
    )

    assert again.code == 0, again.said
    assert files_in(tmp_path / "p") == files_in(dossier / "papers")


def test_an_altered_ledger_gives_no_papers(dossier: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(dossier, copy)
    ledger = copy / "buku-induk.jsonl"
    told = ledger.read_text(encoding="utf-8")
    at = told.index('"envelope"') + 40
    ledger.write_text(told[:at] + ("0" if told[at] != "0" else "1") + told[at + 1 :], encoding="utf-8")

    ran = selaras("papers", copy, "--out", tmp_path / "p")

    assert ran.code == 2
    assert "uku induk" in ran.said
    assert "Traceback" not in ran.said


def test_a_folder_of_another_event_is_left_alone(dossier: Path, other_workbook: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(dossier, copy)
    before = files_in(copy)

    ran = selaras("run", other_workbook, "--out", copy)

    assert ran.code == 2
    assert "bengkulu-kecil" in ran.said
    assert files_in(copy) == before


@pytest.fixture(scope="module")
def second_run(dossier: Path, workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    copy = Path(shutil.copytree(dossier, tmp_path_factory.mktemp("berkas") / "copy"))
    return copy, selaras("run", workbook, "--out", copy)


def test_a_second_run_keeps_the_first_ledger_in_the_archive(
    dossier: Path, second_run: tuple[Path, Ran]
) -> None:
    copy, ran = second_run
    first = (dossier / "buku-induk.jsonl").read_bytes()

    assert ran.code == 0, ran.said
    assert (copy / ARCHIVE / "001" / "buku-induk.jsonl").read_bytes() == first
    assert (copy / "buku-induk.jsonl").read_bytes() != first


def test_an_interrupted_run_starts_again_cleanly(workbook: Path, tmp_path: Path) -> None:
    left_behind = tmp_path / "out" / STAGING
    left_behind.mkdir(parents=True)
    (left_behind / "selaras.sqlite3").write_bytes(b"half a database")

    ran = selaras("run", workbook, "--out", tmp_path / "out")

    assert ran.code == 0, ran.said
    assert not left_behind.exists()
    assert (tmp_path / "out/results.json").exists()


def test_a_folder_that_cannot_be_written_is_named(workbook: Path, tmp_path: Path) -> None:
    # A plain file where the folder should be refuses root as well, which a read-only folder would not.
    (tmp_path / "out").write_text("bukan folder", encoding="utf-8")

    ran = selaras("run", workbook, "--out", tmp_path / "out")

    assert ran.code == 2
    assert "tidak dapat ditulisi" in ran.said
    assert (tmp_path / "out").read_text(encoding="utf-8") == "bukan folder"


@pytest.mark.skipif(not Path("/dev/full").exists() or os.name != "posix", reason="needs /dev/full")
def test_a_full_disk_is_said_and_nothing_is_left(workbook: Path, tmp_path: Path) -> None:
    # A limit on the size of files stops the run as a full disk does, in the middle of the dossier.
    import resource
    import subprocess
    import sys

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, 64 * 1024))
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from selaras.cli import main; main()",
            "run",
            str(workbook),
            "--out",
            str(tmp_path / "out"),
        ],
        preexec_fn=small_files,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out" / STAGING).exists()
    assert not (tmp_path / "out" / "results.json").exists()


def test_without_marks_the_event_stands_at_ready(run_without_marks: tuple[Path, Ran]) -> None:
    folder, ran = run_without_marks

    results = json.loads((folder / "results.json").read_bytes())
    papers = {one.name for one in (folder / "papers").iterdir()}
    assert results["event"]["stage"] == "ready"
    assert {one["score"] for one in results["officials"]} == {None}
    assert "Belum ada nilai" in ran.said
    assert any("daftar-peserta" in one for one in papers)
    assert any("lembar-verifikasi" in one for one in papers)
    assert any("lembar-penilaian" in one for one in papers)
    assert not any("rekapitulasi" in one for one in papers)


def test_a_wrong_date_is_said(workbook: Path, tmp_path: Path) -> None:
    ran = selaras("run", workbook, "--out", tmp_path / "out", "--as-of", "30 Januari")

    assert ran.code == 2
    assert "30 Januari" in ran.said


def test_the_summary_tells_who_what_and_where(
    first_run: tuple[Path, Ran], workbook: Path, tmp_path: Path
) -> None:
    _, indonesian = first_run
    english = selaras("run", workbook, "--out", tmp_path / "b", "--lang", "en")

    assert "3 pejabat: 3 peserta" in indonesian.said
    assert "3 officials: 3 took part" in english.said
    assert "Citra" in indonesian.said
    assert "Waktu per tahap" in indonesian.said


def test_brackets_in_a_title_are_printed_as_they_stand(workbook_with_brackets: Path, tmp_path: Path) -> None:
    ran = selaras("run", workbook_with_brackets, "--out", tmp_path / "out")

    assert ran.code == 0, ran.said
    assert "Uji [/] Kompetensi [bold]" in ran.said


def test_a_second_run_says_where_the_first_is_kept(second_run: tuple[Path, Ran]) -> None:
    copy, ran = second_run

    assert f"disimpan di {copy / ARCHIVE / '001'}" in ran.said
