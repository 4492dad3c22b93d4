"""``selaras bundle`` writes the file that proves a dossier, and says what it cannot prove."""

import shutil
from pathlib import Path

import pytest

from selaras.core.evidence.bundle import Manifest, files_of, read_notes
from tests.cli.running import Ran, selaras


def bundled(dossier: Path, out: Path, *options: str) -> tuple[Ran, dict[str, bytes]]:
    ran = selaras("bundle", dossier, "--out", out, *options)
    assert ran.code == 0, ran.said
    return ran, files_of(out.read_bytes())


def test_a_dossier_gives_a_full_bundle_with_all_its_papers(dossier: Path, tmp_path: Path) -> None:
    ran, files = bundled(dossier, tmp_path / "bukti.zip")

    papers = {f"papers/{one.name}": one.read_bytes() for one in (dossier / "papers").iterdir()}
    assert papers.items() <= files.items()
    assert files["publish/results.json"] == (dossier / "results.json").read_bytes()
    assert read_notes(files["notes.jsonl"])
    assert "Berkas bukti R1" in ran.said
    assert "Tanpa titik periksa bertanda tangan" in ran.said


def test_nobody_but_its_owner_may_read_a_bundle(dossier: Path, tmp_path: Path) -> None:
    bundled(dossier, tmp_path / "bukti.zip")

    assert (tmp_path / "bukti.zip").stat().st_mode & 0o077 == 0


def test_a_participant_gets_the_own_bundle(dossier: Path, tmp_path: Path) -> None:
    ran, files = bundled(dossier, tmp_path / "P-002.zip", "--grade", "R3", "--subject", "P-002")

    assert Manifest.of(files["manifest.json"]).subject == "P-002"
    assert "R3 · P-002" in ran.said


def test_a_code_in_small_letters_is_the_same_person(dossier: Path, tmp_path: Path) -> None:
    ran, files = bundled(dossier, tmp_path / "P-002.zip", "--grade", "R3", "--subject", "p-002")

    assert Manifest.of(files["manifest.json"]).subject == "P-002"
    assert "R3 · P-002" in ran.said


def test_where_no_database_is_none_is_made(tmp_path: Path) -> None:
    absent = tmp_path / "selaras.sqlite3"
    ran = selaras(
        *("bundle", "--event", "a/b", "--out", tmp_path / "bukti.zip"), SELARAS_DATABASE=str(absent)
    )

    assert (ran.code, f"Basis data {absent} tidak ada" in ran.said) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_strange_paper_is_left_out_and_named(dossier: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(dossier, tmp_path / "copy"))
    (copy / "papers" / "tamb\x1bahan.pdf").write_bytes(b"palsu")
    ran, files = bundled(copy, tmp_path / "bukti.zip")

    assert "1 berkas di folder naskah bukan naskah yang diterbitkan" in ran.said
    assert "tamb?ahan.pdf" in ran.said
    assert not any("ahan" in name for name in files)


def test_a_file_that_is_there_is_never_overwritten(dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "bukti.zip").write_bytes(b"lama")
    ran = selaras("bundle", dossier, "--out", tmp_path / "bukti.zip", "--lang", "en")

    assert ran.code == 2
    assert "already there and was not changed" in ran.said
    assert (tmp_path / "bukti.zip").read_bytes() == b"lama"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "Sebutkan folder berkas hasil atau --event"),
        (("DOSSIER", "--event", "x/y"), "Sebutkan folder berkas hasil atau --event"),
        (("DOSSIER", "--grade", "R4"), "Tingkat R4 tidak dikenal"),
        (("DOSSIER", "--grade", "R3"), "R3 memerlukan --subject"),
        (("DOSSIER", "--subject", "P-001"), "R3 memerlukan --subject"),
        (("DOSSIER", "--grade", "R3", "--subject", "p-999"), "Tidak ada peserta dengan kode P-999."),
        (("EMPTY",), "bukan folder hasil `selaras run`"),
    ],
)
def test_what_cannot_be_made_is_said_and_leaves_nothing(
    options: tuple[str, ...], said: str, dossier: Path, tmp_path: Path
) -> None:
    places = {"DOSSIER": str(dossier), "EMPTY": str(tmp_path)}
    ran = selaras("bundle", *(places.get(one, one) for one in options), "--out", tmp_path / "bukti.zip")

    assert ran.code == 2
    assert said in ran.said
    assert not (tmp_path / "bukti.zip").exists()


def test_an_event_of_the_installation_is_bundled_by_its_name(dossier: Path, tmp_path: Path) -> None:
    database = shutil.copy(dossier / "selaras.sqlite3", tmp_path / "instalasi.sqlite3")
    origin = Manifest.of(bundled(dossier, tmp_path / "1.zip")[1]["manifest.json"]).log
    event = origin.removeprefix("selaras/")
    ran = selaras("bundle", "--event", event, "--out", tmp_path / "2.zip", SELARAS_DATABASE=str(database))
    other = selaras(
        "bundle", "--event", "tidak/ada", "--out", tmp_path / "3.zip", SELARAS_DATABASE=str(database)
    )

    assert ran.code == 0, ran.said
    assert Manifest.of(files_of((tmp_path / "2.zip").read_bytes())["manifest.json"]).log == origin
    assert (other.code, "tidak ditemukan" in other.said) == (2, True)
