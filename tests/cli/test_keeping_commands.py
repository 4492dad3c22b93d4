"""``selaras erase`` and ``selaras rebuild`` on a dossier: what an office types, and what is left."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from selaras.core.evidence.bundle import files_of
from selaras.core.verification.verifying import verify
from selaras.exchange.ledger_export import read_export
from tests.cli.running import Ran, files_in, selaras, selaras_here
from tests.core.building import BUDI

REASON = "Masa simpan berakhir; berita acara pemusnahan nomor 12."
WORDS = ("erase", "--subject", "P-002", "--reason", REASON)


@pytest.fixture(scope="module")
def dossier(first_run: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(first_run[0], tmp_path_factory.mktemp("berkas") / "out"))
    # What an earlier run would have left.
    (folder / "arsip" / "001").mkdir(parents=True)
    shutil.copy(folder / "buku-induk.jsonl", folder / "arsip" / "001")
    return folder


@pytest.fixture(scope="module")
def erased(dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a dossier from which Budi was erased, and what was said."""
    folder = Path(shutil.copytree(dossier, tmp_path_factory.mktemp("hapus") / "out"))
    ran = selaras(*WORDS, folder, "--yes")
    assert ran.code == 0, ran.said
    return folder, ran.said


@pytest.fixture
def copy(dossier: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dossier, tmp_path / "copy"))


def telling_files(folder: Path) -> set[str]:
    """Return which files hold Budi's NIP as it stands; PDF and workbook are packed and not looked into."""
    return {name for name, content in files_in(folder).items() if BUDI.nip.encode() in content}


def test_no_file_of_the_dossier_tells_of_an_erased_person(dossier: Path, erased: tuple[Path, str]) -> None:
    folder, said = erased

    assert {"selaras.sqlite3", "buku-induk.jsonl", "bukti.zip", "results.json"} <= telling_files(dossier)
    assert any(name.startswith("arsip/") for name in telling_files(dossier))
    assert telling_files(folder) == set()
    left = set(files_in(folder))
    assert not [name for name in left if name.startswith("arsip/")]
    assert not left & {"results.json", "hasil.xlsx", "tenggat.ics", "papers/04-rekapitulasi-nilai.pdf"}
    assert "papers/07-laporan-individu-P-002.pdf" not in left
    assert "papers/07-laporan-individu-P-001.pdf" in left
    assert "papers/05a-berita-acara-harian.pdf" in left
    assert "results.json" in said


def test_the_bundle_is_made_again_and_holds(erased: tuple[Path, str]) -> None:
    folder, said = erased
    content = (folder / "bukti.zip").read_bytes()

    verdict = verify(content)

    assert verdict.verdict.exit_code == 0, verdict.to_json()
    assert verdict.erased.people == ("P-002",)
    assert "tetap sah" in said
    assert "publish/results.json" not in files_of(content)
    assert {name for name in files_of(content) if name.startswith("papers/")} == {
        f"papers/{one.name}" for one in (folder / "papers").iterdir()
    }


def test_the_provenance_says_who_was_erased_and_where_the_ledger_stands(erased: tuple[Path, str]) -> None:
    folder, said = erased
    told = json.loads((folder / "provenance.json").read_bytes())
    ledger = read_export((folder / "buku-induk.jsonl").read_bytes())

    assert told["erased"] == ["P-002"]
    assert told["ledger"]["root"] == ledger.root.hex()
    assert set(told["papers"]) == {one.name for one in (folder / "papers").iterdir()}
    assert "Tidak dijangkau perintah ini" in said


def test_an_erasure_that_was_interrupted_is_finished_by_asking_again(
    dossier: Path, erased: tuple[Path, str], tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(erased[0], tmp_path / "copy"))
    shutil.copy(dossier / "results.json", folder)
    before = (folder / "buku-induk.jsonl").read_bytes()

    ran = selaras(*WORDS, folder, "--yes")

    assert ran.code == 0, ran.said
    assert "sudah dimusnahkan sebelumnya" in ran.said
    assert telling_files(folder) == set()
    assert (folder / "buku-induk.jsonl").read_bytes() == before


def test_papers_of_a_dossier_without_somebody_are_not_made_again(
    erased: tuple[Path, str], tmp_path: Path
) -> None:
    ran = selaras("papers", erased[0], "--out", tmp_path / "p")

    assert ran.code == 2
    assert "telah dimusnahkan" in ran.said


def test_nothing_is_erased_unless_somebody_says_yes(copy: Path) -> None:
    before = files_in(copy)

    ran = selaras(*WORDS, copy)

    assert ran.code != 0
    assert telling_files(copy) == {name for name, content in before.items() if BUDI.nip.encode() in content}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((*WORDS, "--yes"), "salah satu saja"),
        ((*WORDS, "--yes", "--event", "bengkulu/x", "."), "salah satu saja"),
        ((*WORDS, "--yes", "absent"), "selaras.sqlite3"),
    ],
)
def test_an_erasure_of_nothing_in_particular_is_refused(words: tuple[str, ...], told: str) -> None:
    ran = selaras_here(*words)

    assert ran.code == 2
    assert told in ran.said


def tampered(database: Path) -> None:
    """Change a mark as somebody with the file would: the guard is lifted and laid again."""
    name = "selaras_guard_rating_update_never_changed"
    with sqlite3.connect(database) as one:
        (guard,) = one.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()
        one.execute(f"DROP TRIGGER {name}")
        one.execute("UPDATE records_rating SET mark_hundredths = 100 WHERE id = 1")
        one.execute(guard)
    one.close()


def test_a_changed_mark_is_told_and_made_anew(copy: Path) -> None:
    database = copy / "selaras.sqlite3"
    tampered(database)

    checked = selaras("rebuild", "--check", SELARAS_DATABASE=str(database))
    rebuilt = selaras("rebuild", SELARAS_DATABASE=str(database))
    key = read_export((copy / "buku-induk.jsonl").read_bytes()).log.removeprefix("selaras/")
    words = ("rebuild", "--check", "--lang", "en", "--event", key)
    again = selaras(*words, SELARAS_DATABASE=str(database))

    assert (checked.code, rebuilt.code, again.code) == (1, 1, 0)
    assert "belum diubah" in checked.said
    assert "rating" in checked.said
    assert "seseorang mengubah basis data" in rebuilt.said
    assert "are what the ledger says" in again.said
