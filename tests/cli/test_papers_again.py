"""``selaras papers`` says of a dossier's folder what follows from its ledger, and no more."""

import json
import shutil
from pathlib import Path

import pytest

from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.evidence.ledger_code import ledger_code
from selaras.core.evidence.opening import opened_ledger
from selaras.exchange.ledger_export import read_export
from selaras.queries.results import papers_in, result_in
from tests.cli.running import files_in, selaras


@pytest.fixture
def copy(dossier: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(dossier, tmp_path / "copy"))


def test_the_code_to_compare_with_signed_papers_is_printed(dossier: Path, tmp_path: Path) -> None:
    ran = selaras("papers", dossier, "--out", tmp_path / "p")

    root = json.loads((dossier / "provenance.json").read_bytes())["result"]["ledger_root"]
    assert ran.code == 0, ran.said
    assert ledger_code(bytes.fromhex(root)) in ran.said


def test_every_file_that_does_not_follow_from_the_ledger_is_named(copy: Path, tmp_path: Path) -> None:
    results = copy / "results.json"
    results.write_text(results.read_text(encoding="utf-8").replace("participant", "exempt"), encoding="utf-8")
    for name in ("hasil.xlsx", "tenggat.ics", "provenance.json", "papers/01-daftar-peserta.pdf"):
        (copy / name).write_bytes(b"palsu")
    (copy / "papers" / "tambahan.pdf").write_bytes(b"palsu")

    ran = selaras("papers", copy, "--out", tmp_path / "p")

    assert ran.code == 1
    assert (
        f"6 berkas di {copy} tidak sesuai dengan buku induk: hasil.xlsx, papers/01-daftar-peserta.pdf, "
        "papers/tambahan.pdf, provenance.json, results.json, tenggat.ics"
    ) in ran.said


def test_a_ledger_alone_is_enough(dossier: Path, tmp_path: Path) -> None:
    (tmp_path / "alone").mkdir()
    shutil.copy(dossier / "buku-induk.jsonl", tmp_path / "alone")

    ran = selaras("papers", tmp_path / "alone", "--out", tmp_path / "p")

    assert ran.code == 0, ran.said
    assert files_in(tmp_path / "p") == files_in(dossier / "papers")


def test_papers_made_into_the_dossier_itself_do_not_hide_what_was_altered(copy: Path) -> None:
    (copy / "papers" / "01-daftar-peserta.pdf").write_bytes(b"palsu")

    ran = selaras("papers", copy, "--out", copy / "papers")

    assert ran.code == 1
    assert "papers/01-daftar-peserta.pdf" in ran.said


@pytest.mark.parametrize("payload", [5, [1], {}, {"version": 1, "as_of": "besok", "document": "0"}])
def test_a_result_entry_of_another_shape_is_refused(payload: object, dossier: Path) -> None:
    entries = opened_ledger(read_export((dossier / "buku-induk.jsonl").read_bytes()))
    forged = tuple(
        Opened(one.type, one.subject, payload) if one.type is EntryType.RESULT else one for one in entries
    )

    with pytest.raises(CoreError, match="payload_"):
        result_in(forged)


@pytest.mark.parametrize("payload", [5, [1], {"file_name": "01.pdf"}])
def test_a_paper_entry_of_another_shape_is_refused(payload: object) -> None:
    with pytest.raises(CoreError, match="payload_"):
        papers_in([Opened(EntryType.PAPER, "", payload)])
