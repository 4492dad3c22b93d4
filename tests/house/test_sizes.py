"""Nothing grows until nobody can hold it: pain comes from the one file where everything met."""

from __future__ import annotations

import ast

import pytest

from tests.house.project import ROOT, SOURCE, python_files, relative

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MOST_FILES_IN_A_FOLDER = 16

# file or file:function, and the written reason why it may be longer
ALLOWED: dict[str, str] = {}
ALLOWED_FOLDERS: dict[str, str] = {
    "src/selaras/core": "one file per subject; the layers contract keeps their order",
}


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_a_file_stays_within_four_hundred_lines(path):
    lines = path.read_text(encoding="utf-8").count("\n")

    assert lines <= LONGEST_FILE or relative(path) in ALLOWED


@pytest.mark.parametrize("path", python_files("src"), ids=relative)
def test_a_function_fits_on_a_page(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    too_long = {
        f"{relative(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    }

    assert {name: n for name, n in too_long.items() if name not in ALLOWED} == {}


def test_a_folder_can_be_read_at_a_glance():
    folders = [SOURCE, *(p for p in SOURCE.rglob("*") if p.is_dir() and p.name != "__pycache__")]
    crowded = {
        relative(folder): n
        for folder in folders
        if (n := len(list(folder.glob("*.py")))) > MOST_FILES_IN_A_FOLDER
    }

    assert crowded.keys() - ALLOWED_FOLDERS.keys() == set()


def test_every_reason_still_has_its_file():
    missing = [name for name in (*ALLOWED, *ALLOWED_FOLDERS) if not (ROOT / name.split(":")[0]).exists()]

    assert missing == []
