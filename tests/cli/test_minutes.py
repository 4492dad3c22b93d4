"""``selaras minutes`` on an installation's database: paper and the code that whoever signs compares."""

import shutil
from pathlib import Path

from selaras.core.evidence.ledger_code import ledger_code
from selaras.exchange.ledger_export import read_export
from tests.cli.running import selaras


def test_the_code_that_is_printed_is_that_of_the_ledger(dossier: Path, tmp_path: Path) -> None:
    ledger = read_export((dossier / "buku-induk.jsonl").read_bytes())
    database = shutil.copy(dossier / "selaras.sqlite3", tmp_path)
    _, agency, key = ledger.log.split("/")

    ran = selaras(
        *("minutes", "--event", f"{agency}/{key}", "--out", tmp_path / "cetak", "--with-marks"),
        SELARAS_DATABASE=str(database),
    )

    assert ran.code == 0, ran.said
    assert ledger_code(ledger.root) in ran.said
    made = sorted(one.name for one in (tmp_path / "cetak").iterdir())
    assert made[0] == f"berita-acara-harian-{ledger.size:06}.pdf"
    assert len(made) == 6
