"""A run ends with a bundle that was verified; one that does not hold leaves the earlier dossier as it was."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from selaras.core.evidence.bundle import files_of
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.evidence.policy import policy_of
from selaras.core.verification.verdict import Outcome
from selaras.core.verification.verifying import verify
from selaras.outside.signing import create_log_key, open_log_key
from tests.cli.conftest import run_of
from tests.cli.running import Ran, files_in, selaras

PASSPHRASE = "sembilan belas anggrek"
# The same program with one line changed, as somebody with the whole machine could.
CHANGED = """
import selaras.cli.beside as beside
import selaras.core.evidence.bundle.grades as grades
if {dies!r}:
    beside._SERVE = "raise SystemExit(1)"
if {forges!r}:
    honest = grades._published
    def forged(*given):
        files = honest(*given)
        name = "publish/numbers.json"
        return {{**files, name: files[name].replace(b'"score","value":"', b'"score","value":"1')}}
    grades._published = forged
from selaras.cli import main
main()
"""


def changed_run(workbook: Path, out: Path, *, dies: bool = False, forges: bool = False) -> Ran:
    done = subprocess.run(
        [sys.executable, "-c", CHANGED.format(dies=dies, forges=forges), "run", workbook, "--out", out],
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


@pytest.fixture(scope="module")
def keyed(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran, dict[str, str]]:
    """Return a dossier whose ledger the log key signed, what was said, and where that key is."""
    place = tmp_path_factory.mktemp("kunci")
    create_log_key(place / "log.key", passphrase=PASSPHRASE)
    (place / "sandi").write_text(PASSPHRASE, encoding="utf-8")
    told = {
        "SELARAS_LOG_KEY": str(place / "log.key"),
        "SELARAS_LOG_KEY_PASSPHRASE_FILE": str(place / "sandi"),
    }
    return *run_of(workbook, place / "out", **told), told


def test_the_bundle_of_a_run_holds_and_holds_everything(first_run: tuple[Path, Ran]) -> None:
    folder, _ = first_run
    data = (folder / "bukti.zip").read_bytes()
    files = files_of(data)

    assert verify(data).verdict is Outcome.HOLDS
    assert files["publish/results.json"] == (folder / "results.json").read_bytes()
    papers = {f"papers/{one.name}": one.read_bytes() for one in (folder / "papers").iterdir()}
    assert papers.items() <= files.items()


def test_its_own_verdict_the_ledger_code_and_what_is_missing_are_said(first_run: tuple[Path, Ran]) -> None:
    folder, ran = first_run
    verdict = verify((folder / "bukti.zip").read_bytes())

    assert f"Utuh: {folder / 'bukti.zip'} diperiksa sendiri, {verdict.recount.recomputed} angka" in ran.said
    made = json.loads((folder / "provenance.json").read_bytes())["result"]
    at_result = ledger_code(bytes.fromhex(made["ledger_root"]))
    assert f"Kode pada berita acara ({made['ledger_size']} catatan): {at_result}" in ran.said
    assert f"Kode akhir sesudah naskah dicatat ({verdict.size} catatan): {verdict.code}" in ran.said
    assert at_result != verdict.code
    assert "tidak ada titik periksa bertanda tangan" in ran.said
    assert "Memeriksa berkas bukti" in ran.said


def test_nobody_but_its_owner_reads_a_dossier(
    first_run: tuple[Path, Ran], dossier: Path, workbook: Path
) -> None:
    assert first_run[0].stat().st_mode & 0o077 == 0

    folder = dossier
    folder.chmod(0o755)  # a folder that others share stays as it is; what stands in it does not
    assert selaras("run", workbook, "--out", folder).code == 0

    assert folder.stat().st_mode & 0o777 == 0o755
    assert [one.name for one in folder.iterdir() if one.stat().st_mode & 0o077] == []


def test_the_provenance_tells_the_bundle(first_run: tuple[Path, Ran]) -> None:
    folder, _ = first_run
    told = json.loads((folder / "provenance.json").read_bytes())["bundle"]

    digest = hashlib.sha256((folder / "bukti.zip").read_bytes()).hexdigest()
    assert told == {"sha256": digest, "grade": "R1", "signed_checkpoint": False}
    assert not (folder / "checkpoints").exists()


def test_a_bundle_that_does_not_hold_ends_the_run_and_keeps_the_earlier_dossier(
    workbook: Path, first_run: tuple[Path, Ran], tmp_path: Path
) -> None:
    out = Path(shutil.copytree(first_run[0], tmp_path / "out"))
    before = files_in(out)
    forged = changed_run(workbook, out, forges=True)

    assert forged.code == 2
    assert "tidak lulus pemeriksaan sendiri (number_differs)" in forged.said
    assert files_in(out) == before


def test_a_first_run_whose_bundle_does_not_hold_leaves_nothing(workbook: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    assert changed_run(workbook, out, forges=True).code == 2
    assert files_in(out) == {}


def test_without_its_second_process_a_run_does_everything_itself(
    workbook: Path, first_run: tuple[Path, Ran], tmp_path: Path
) -> None:
    ran = changed_run(workbook, tmp_path / "out", dies=True)

    assert ran.code == 0, ran.said
    assert "Utuh: " in ran.said
    made = json.loads((tmp_path / "out" / "results.json").read_bytes())
    assert made == json.loads((first_run[0] / "results.json").read_bytes())


def test_alone_it_finds_what_does_not_hold_as_well(workbook: Path, tmp_path: Path) -> None:
    ran = changed_run(workbook, tmp_path / "out", dies=True, forges=True)

    assert (ran.code, "number_differs" in ran.said) == (2, True)


def test_with_a_log_key_the_ledger_is_signed_at_the_result_and_at_its_end(
    keyed: tuple[Path, Ran, dict[str, str]],
) -> None:
    out, ran, place = keyed
    log_key = open_log_key(Path(place["SELARAS_LOG_KEY"]), passphrase=PASSPHRASE)
    told = json.loads((out / "provenance.json").read_bytes())
    files = files_of((out / "bukti.zip").read_bytes())
    notes = {f"checkpoints/{one.name}": one.read_bytes() for one in (out / "checkpoints").iterdir()}

    sizes = (told["result"]["ledger_size"], told["ledger"]["size"])
    assert sorted(notes) == [f"checkpoints/{size:010d}.txt" for size in sizes]
    assert notes.items() <= files.items()
    assert told["bundle"]["signed_checkpoint"] is True
    assert [one.public_key for one in policy_of(files["policy.json"]).log_keys] == [log_key.public_key]
    assert "tidak ada titik periksa" not in ran.said


def test_a_policy_that_is_refused_is_not_written(
    keyed: tuple[Path, Ran, dict[str, str]], tmp_path: Path
) -> None:
    made, _, told = keyed
    out = Path(shutil.copytree(made, tmp_path / "out"))
    event = json.loads((out / "provenance.json").read_bytes())["ledger"]["origin"].removeprefix("selaras/")

    ran = selaras(
        *("key", "policy", "--event", event, "--out", tmp_path / "policy.json", "--keep"),
        SELARAS_DATABASE=str(out / "selaras.sqlite3"),
        **told,
    )

    # Marks that were imported cannot become signed ones by another policy.
    assert ran.code == 2, ran.said
    assert not (tmp_path / "policy.json").exists()


def test_a_log_key_without_its_passphrase_is_refused_before_anything_is_made(
    workbook: Path, tmp_path: Path
) -> None:
    create_log_key(tmp_path / "log.key", passphrase=PASSPHRASE)
    ran = selaras("run", workbook, "--out", tmp_path / "out", SELARAS_LOG_KEY=str(tmp_path / "log.key"))

    assert (ran.code, "kata sandinya tidak diberikan" in ran.said) == (2, True)
    assert not (tmp_path / "out").exists()


def test_a_design_without_marks_has_a_bundle_too(run_without_marks: tuple[Path, Ran]) -> None:
    folder, _ = run_without_marks

    assert verify((folder / "bukti.zip").read_bytes()).verdict is Outcome.HOLDS
