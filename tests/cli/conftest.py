import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from selaras.actions.reference import defaults
from selaras.core.casefile import CaseFile
from selaras.exchange.workbook_writer import write_workbook
from tests.cli.running import Ran, selaras
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


def run_of(workbook: Path, folder: Path, **environment: str) -> tuple[Path, Ran]:
    ran = selaras("run", workbook, "--out", folder, **environment)
    assert ran.code == 0, ran.said
    return folder, ran


@pytest.fixture(scope="session")
def first_run(workbook: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The dossier of that workbook and what was said, run once for all; nobody writes here."""
    return run_of(workbook, tmp_path_factory.mktemp("berkas") / "out")


@pytest.fixture(scope="module")
def dossier(first_run: tuple[Path, Ran], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module's own copy of that dossier."""
    return Path(shutil.copytree(first_run[0], tmp_path_factory.mktemp("berkas") / "out"))


@pytest.fixture(scope="session")
def run_without_marks(
    workbook_without_marks: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Ran]:
    """The same event before its first mark; nobody writes here."""
    return run_of(workbook_without_marks, tmp_path_factory.mktemp("siap") / "out")


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
