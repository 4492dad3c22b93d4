from dataclasses import replace
from pathlib import Path

import pytest
from selaras.actions.reference import defaults

from selaras.exchange.workbook_writer import write_workbook
from tests.core.building import small_case


@pytest.fixture(scope="session")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ani, Budi and Citra, fully marked."""
    path = tmp_path_factory.mktemp("buku") / "kegiatan.xlsx"
    write_workbook(small_case(), path, defaults())
    return path


@pytest.fixture(scope="session")
def workbook_without_marks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("buku") / "siap.xlsx"
    write_workbook(small_case(rating_sheets=(), attendances=()), path, defaults())
    return path


@pytest.fixture(scope="session")
def other_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    case = small_case()
    path = tmp_path_factory.mktemp("buku") / "lain.xlsx"
    write_workbook(replace(case, event=replace(case.event, key="kegiatan-lain")), path, defaults())
    return path
