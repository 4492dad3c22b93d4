"""``selaras place --event``: the same proposal as the run's, and a wished one entered to be chosen."""

import json
from pathlib import Path

import pytest

from selaras.core.entries import EntryType
from selaras.core.evidence.opening import opened_ledger
from selaras.exchange.ledger_export import read_export
from tests.cli.running import selaras
from tests.cli.test_place import written
from tests.core.building import ANI
from tests.core.placement.placed_events import EMPTY

EVENT = "bengkulu/bengkulu-kecil"


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("berkas")
    ran = selaras("run", written(folder), "--out", folder / "out")
    assert ran.code == 0, ran.said
    return folder / "out"


def test_a_run_writes_and_enters_the_proposal(dossier: Path) -> None:
    told = json.loads((dossier / "penempatan.json").read_bytes())
    entries = opened_ledger(read_export((dossier / "buku-induk.jsonl").read_bytes()))
    slates = [one.payload for one in entries if one.type is EntryType.SLATE]

    assert told["slates"][0]["seats"]["P-003"] == "J-04"
    assert [one["name"] for one in slates] == ["best", "few-moves"]
    assert slates[0]["seats"] == ["J-01", "J-02", "J-04"]
    assert slates[0]["objective"] == slates[0]["bound"] == 26942


def test_the_event_s_proposal_is_the_run_s_to_the_byte(dossier: Path, tmp_path: Path) -> None:
    database = {"SELARAS_DATABASE": str(dossier / "selaras.sqlite3")}

    ran = selaras("place", "--event", EVENT, "--out", tmp_path, **database)

    assert ran.code == 0, ran.said
    assert (tmp_path / "penempatan.json").read_bytes() == (dossier / "penempatan.json").read_bytes()


def test_a_wished_proposal_is_entered_only_when_that_is_asked(dossier: Path) -> None:
    database = {"SELARAS_DATABASE": str(dossier / "selaras.sqlite3")}
    wish = ("--pin", f"{ANI.nip}={EMPTY}")

    ran = selaras("place", "--event", EVENT, *wish, "--enter", **database)
    unknown = selaras("place", "--event", "bengkulu/lain", **database)

    assert ran.code == 0, ran.said
    assert "Dicatat di buku induk. Kode usulan ini: " in ran.said
    assert unknown.code == 2
    assert "tidak ditemukan" in unknown.said
