"""``selaras place --choose``: the officer's letter into an imported event, and the usul that follows."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from selaras.core.entries import EntryType, Opened
from selaras.core.evidence.opening import opened_ledger
from selaras.documents.papers import Paper
from selaras.exchange.ledger_export import read_export
from selaras.outside.signing import LogKey, keep_log_key
from tests.cli.running import Ran, selaras, selaras_here
from tests.cli.test_custody_commands import PASSPHRASE, QUICK
from tests.cli.test_place import written
from tests.core.building import ANI, CITRA
from tests.core.placement.placed_events import EMPTY
from tests.documents.reading import text_of

EVENT = "bengkulu/bengkulu-kecil"
LETTER = ("--letter", "800/17/BKD/2024", "--letter-date", "2024-02-09")
CHANGES = ("--change", f"{ANI.nip}={EMPTY}", "--change", f"{CITRA.nip}=J-03")
BECAUSE = ("--because", "Kebutuhan organisasi")
EXPORT = """
import sys
from selaras.actions.installation import close_database, open_database
open_database()
from selaras.actions.event_ref import EventRef
from selaras.actions.exports import export_ledger
sys.stdout.buffer.write(export_ledger(EventRef(agency="bengkulu", key="bengkulu-kecil")).content)
close_database()
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An installation with a log key and one run; the folder of the dossier is "out"."""
    tmp_path = tmp_path_factory.mktemp("kantor")
    (tmp_path / "frasa").write_text(PASSPHRASE + "\n", encoding="utf-8")
    keep_log_key(LogKey(bytes(range(32))), tmp_path / "log.key", passphrase=PASSPHRASE, cost=QUICK)
    place = {
        "SELARAS_LOG_KEY": str(tmp_path / "log.key"),
        "SELARAS_LOG_KEY_PASSPHRASE_FILE": str(tmp_path / "frasa"),
    }
    ran = selaras("run", written(tmp_path), "--out", tmp_path / "out", **place)
    assert ran.code == 0, ran.said
    return {**place, "SELARAS_DATABASE": str(tmp_path / "out" / "selaras.sqlite3")}


def choosing(office: dict[str, str], *words: object) -> Ran:
    return selaras("place", "--event", EVENT, *words, **office)


def exported(office: dict[str, str], folder: Path) -> tuple[Opened, ...]:
    """Leave the event's ledger as a dossier of its own, and return what it holds."""
    root = Path(__file__).parents[2]
    made = subprocess.run(
        [sys.executable, "-c", EXPORT],
        env={**office, "PYTHONPATH": f"{root}:{root / 'src'}"},
        capture_output=True,
        check=True,
    )
    folder.mkdir()
    (folder / "buku-induk.jsonl").write_bytes(made.stdout)
    shutil.copytree(Path(office["SELARAS_DATABASE"]).parent / "checkpoints", folder / "checkpoints")
    return opened_ledger(read_export(made.stdout))


@pytest.mark.sqlite
def test_a_letter_is_recorded_and_the_usul_is_the_officer_s(office: dict[str, str], tmp_path: Path) -> None:
    usul, before = tmp_path / "usul", exported(office, tmp_path / "sebelum")
    early = choosing(office, "--choose", "best", *LETTER, *CHANGES, *BECAUSE)
    unlawful = choosing(office, "--choose", "best", *LETTER, *CHANGES[:2], *BECAUSE, "--minutes-signed")
    refused = exported(office, tmp_path / "ditolak")
    ran = choosing(office, "--choose", "best", *LETTER, *CHANGES, *BECAUSE, "--minutes-signed", "--out", usul)
    after = exported(office, tmp_path / "sesudah")

    assert early.code == 2
    assert "masih pada tahap Pleno" in early.said
    assert unlawful.code == 2
    assert len(refused) == len(before)
    assert ran.code == 0, ran.said
    assert "Pilihan PPK dicatat di buku induk: " in ran.said
    added = [one.type for one in after[len(before) :]]
    assert added == [EntryType.PHASE, EntryType.PROPOSAL, EntryType.PAPER]
    told = after[len(before) + 1].payload
    assert (told["letter"], told["letter_on"], told["reasons"]) == (LETTER[1], LETTER[3], BECAUSE[1])
    content = (usul / "11-usul-pertek.pdf").read_bytes()
    paper = Paper(code="usul-pertek", file_name="11-usul-pertek.pdf", title="", content=content)
    assert "RANCANGAN" not in text_of(paper)
    assert "surat nomor 800/17/BKD/2024 tanggal 9 Februari 2024" in " ".join(text_of(paper).split())
    again = selaras("papers", tmp_path / "sesudah", "--out", tmp_path / "lagi")
    assert again.code == 0, again.said
    assert (tmp_path / "lagi" / "11-usul-pertek.pdf").read_bytes() == content
    checked = selaras("bundle", "--event", EVENT, "--out", tmp_path / "bukti.zip", **office)
    assert checked.code == 0, checked.said
    verified = selaras("verify", tmp_path / "bukti.zip")
    assert verified.code == 0, verified.said


@pytest.mark.sqlite
def test_what_is_typed_amiss_is_said_and_nothing_is_recorded(office: dict[str, str]) -> None:
    keyless = {"SELARAS_DATABASE": office["SELARAS_DATABASE"]}

    def said(*words: object, place: dict[str, str] = keyless) -> str:
        ran = choosing(place, *words)
        assert ran.code == 2, ran.said
        return ran.said

    assert "tidak menunjuk tepat satu usulan" in said("--choose", "terbaik", *LETTER)
    assert "Sebutkan surat PPK" in said("--choose", "best", "--letter", "1")
    assert "sebutkan alasan PPK" in said("--choose", "best", *LETTER, *CHANGES)
    assert "tidak mempunyainya" in said("--choose", "best", *LETTER)


def test_a_choice_goes_with_an_event_and_with_no_wish() -> None:
    for words in (("--choose", "best"), ("--event", EVENT, "--letter", "1")):
        assert selaras_here("place", *words).code == 2
    ran = selaras_here("place", "--event", EVENT, "--choose", "best", "--pin", f"{ANI.nip}={EMPTY}")
    assert "Pilihan PPK memerlukan --event dan --choose" in ran.said
