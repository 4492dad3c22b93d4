"""The folder of a dossier: the old one or the new one, whatever stands in the way."""

import json
import os
from pathlib import Path

import pytest

from selaras.cli.dossier_folder import DATABASE, LEDGER, PARTS, PROVENANCE, RESULTS, DossierFolder
from selaras.core.errors import CoreError
from tests.cli.running import files_in

ORIGIN = "selaras/kota-melati/job-fit-2024"


def begun(folder: DossierFolder, word: str) -> None:
    """Fill the staging folder with parts that all say one word."""
    staging = folder.begin(ORIGIN)
    for part in PARTS:
        if part != "papers":
            (staging / part).write_text(word, encoding="utf-8")
    (staging / "papers" / "01.pdf").write_text(word, encoding="utf-8")
    (staging / PROVENANCE).write_text(json.dumps({"ledger": {"origin": ORIGIN}}), encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> DossierFolder:
    """A folder in which one dossier stands."""
    made = DossierFolder(tmp_path / "out")
    begun(made, "lama")
    assert made.complete() is None
    return made


def test_the_same_event_of_another_agency_is_another_event(folder: DossierFolder) -> None:
    before = files_in(folder.folder)

    with pytest.raises(CoreError) as refused:
        folder.begin("selaras/kota-lain/job-fit-2024")

    assert refused.value.code == "folder_holds_other_event"
    assert files_in(folder.folder) == before


@pytest.mark.parametrize("told", ["", "[]", "{}", '{"ledger": 5}', '{"event": "job-fit-2024"}'])
def test_a_folder_whose_provenance_cannot_be_read_is_left_alone(told: str, folder: DossierFolder) -> None:
    (folder.folder / PROVENANCE).write_text(told, encoding="utf-8")

    with pytest.raises(CoreError, match="folder_holds_other_event"):
        folder.begin(ORIGIN)


def test_a_new_dossier_replaces_the_old_and_says_where_its_ledger_is(folder: DossierFolder) -> None:
    begun(folder, "baru")

    archived = folder.complete()

    assert archived == folder.folder / "arsip" / "001"
    assert (archived / LEDGER).read_text(encoding="utf-8") == "lama"
    assert (folder.folder / LEDGER).read_text(encoding="utf-8") == "baru"
    assert not folder.staging.exists()


def test_a_link_in_place_of_the_papers_is_replaced_and_not_followed(
    folder: DossierFolder, tmp_path: Path
) -> None:
    (folder.folder / "papers").rename(tmp_path / "elsewhere")
    (folder.folder / "papers").symlink_to(tmp_path / "elsewhere")
    begun(folder, "baru")

    folder.complete()

    assert not (folder.folder / "papers").is_symlink()
    assert (folder.folder / "papers" / "01.pdf").read_text(encoding="utf-8") == "baru"
    assert (tmp_path / "elsewhere" / "01.pdf").read_text(encoding="utf-8") == "lama"


@pytest.mark.parametrize("name", [DATABASE, RESULTS, "papers", PROVENANCE])
def test_when_one_part_cannot_be_exchanged_the_old_dossier_stands(
    name: str, folder: DossierFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files_in(folder.folder)
    begun(folder, "baru")
    move = os.replace

    def refusing(source: Path, target: Path) -> None:
        if source == folder.staging / name:
            raise PermissionError(13, "Permission denied")
        move(source, target)

    monkeypatch.setattr(os, "replace", refusing)
    with pytest.raises(PermissionError):
        folder.complete()
    folder.abandon()

    after = {path: said for path, said in files_in(folder.folder).items() if not path.startswith("arsip")}
    assert after == before
