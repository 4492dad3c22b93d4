"""Names say what a thing is; nothing unfinished, private or of one machine is left in a file."""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.project import python_files, relative, text_files

# Names that say where code is kept, not what it is about.
EMPTY_NAMES = {
    "base", "common", "core_utils", "helper", "helpers", "lib", "manager", "misc",
    "service", "services", "stuff", "tools", "util", "utils",
}  # fmt: skip
# Written in pieces, so that this file does not find itself.
UNFINISHED = re.compile(
    r"\b("
    + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "NotImplemented" + "Error"))
    + r")\b|for "
    + r"now\b",
)
OF_ONE_MACHINE = re.compile(r"/(?:wo" + r"rk|ro" + r"ot|ho" + r"me/\w+|Us" + r"ers)/[\w.]")


@pytest.mark.parametrize("path", python_files(), ids=relative)
def test_a_module_is_named_after_its_subject(path):
    assert path.stem not in EMPTY_NAMES
    assert path.parent.name not in EMPTY_NAMES - {"tools"}


def test_nothing_unfinished_is_left_behind():
    found = [
        f"{relative(path)}:{n}: {line.strip()}"
        for path in text_files()
        if path.suffix in {".py", ".sh", ".typ", ".yaml", ".toml"}
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if UNFINISHED.search(line)
    ]

    assert found == []


def test_no_file_knows_the_machine_it_was_written_on():
    found = [
        f"{relative(path)}:{n}: {line.strip()[:80]}"
        for path in text_files()
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if OF_ONE_MACHINE.search(line)
    ]

    assert found == []


@pytest.mark.parametrize("path", python_files("tests"), ids=relative)
def test_a_test_is_named_as_a_rule(path):
    """A rule is a sentence: a subject and what holds of it."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    too_short = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and len(node.name.split("_")) < 4
    ]

    assert too_short == []


@pytest.mark.parametrize("path", python_files("src", "bars"), ids=relative)
def test_a_module_says_what_it_is_for(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    assert not tree.body or ast.get_docstring(tree)
