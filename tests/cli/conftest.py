import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from selaras.actions.reference import defaults
from selaras.core.casefile import CaseFile
from selaras.exchange.workbook_writer import write_workbook
from tests.cli.running import selaras
from tests.core.building import scheme, small_case


def writable_case(**changes: object) -> CaseFile:
    """Return the small event with a talent profile that a workbook can name."""
    return small_case(scheme=scheme(talent=defaults().talent_profiles["PREDICATE"]), **changes)


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ani, Budi and Citra, fully marked."""
    path = tmp_path_factory.mktemp("buku") / "kegiatan.xlsx"
    write_workbook(writable_case(), path, defaults())
    return path


@pytest.fixture(scope="session")
def made_dossier(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dossier of that workbook, run once for all; nobody writes here."""
    folder = tmp_path_factory.mktemp("berkas") / "out"
    ran = selaras("run", workbook, "--out", folder)
    assert ran.code == 0, ran.said
    return folder


@pytest.fixture(scope="module")
def dossier(made_dossier: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module's own copy of the dossier."""
    return Path(shutil.copytree(made_dossier, tmp_path_factory.mktemp("berkas") / "out"))


@pytest.fixture(scope="session")
def workbook_without_marks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("buku") / "siap.xlsx"
    write_workbook(writable_case(rating_sheets=(), attendances=()), path, defaults())
    return path


@pytest.fixture(scope="session")
def other_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = writable_case()
    path = tmp_path_factory.mktemp("buku") / "lain.xlsx"
    write_workbook(replace(case, event=replace(case.event, key="kegiatan-lain")), path, defaults())
    return path


@pytest.fixture(scope="session")
def workbook_with_brackets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = writable_case(rating_sheets=(), attendances=())
    event = replace(case.event, title="Uji [/] Kompetensi [bold]")
    path = tmp_path_factory.mktemp("buku") / "kurung.xlsx"
    write_workbook(replace(case, event=event), path, defaults())
    return path
