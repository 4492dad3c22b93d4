"""The parts in which the tests run: together they are all tests, and none can fail unheard."""

from __future__ import annotations

import io
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tests.both_databases import NO_TESTS, PARTS, ROOT, on_sqlite, pytest_arguments, verdict
from tests.side_by_side import Command, exit_codes

# Says its name in two halves, between which the others could speak.
HALVES = "import sys, time; print('{0}-', end='', flush=True); time.sleep({1}); print('{0}'); sys.exit({2})"


def saying(name: str, *, seconds: float = 0, code: int = 0) -> Command:
    return Command(title=name, words=[sys.executable, "-S", "-c", HALVES.format(name, seconds, code)])


def run_in(paths: list[str]) -> list[str]:
    """Return the titles of the parts whose pytest would collect a path."""
    hit = []
    for part in PARTS:
        chosen = pytest_arguments(part, PARTS)
        ignored = [one.removeprefix("--ignore=") for one in chosen if one.startswith("--ignore=")]
        named = [one for one in chosen if not one.startswith("--")] or ["tests", "src"]
        for path in paths:
            within = [str(one) for one in (Path(path), *Path(path).parents)]
            if set(within) & set(named) and not set(within) & set(ignored):
                hit.append(part.title)
    return hit


def test_every_test_file_is_in_one_part_and_only_one():
    files = [*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("src/**/*.py")]

    assert len(files) > 500
    assert {str(one): 1 for one in files} == {
        str(one): len(run_in([str(one.relative_to(ROOT))])) for one in files
    }


def test_one_part_takes_what_pytest_would_take_without_a_path():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["pytest"]["ini_options"]

    assert settings["testpaths"] == ["tests", "src"]
    assert [part.title for part in PARTS if not part.paths] == ["All the rest"]
    assert all((ROOT / path).is_dir() for part in PARTS for path in part.paths)


def test_tests_that_are_named_run_alone():
    (only,) = on_sqlite(["tests/house/test_running.py::test_a", "-x"], covered_in=None)

    assert list(only.words[-2:]) == ["tests/house/test_running.py::test_a", "-x"]
    assert len(on_sqlite(["-k", "missing"], covered_in=None)) == len(PARTS)


def test_only_tests_of_the_core_count_for_its_coverage(tmp_path):
    watched = [one.title for one in on_sqlite([], covered_in=tmp_path) if "--cov=selaras.core" in one.words]

    assert watched == [f"{part.title}, on SQLite" for part in PARTS if part.counts]
    assert watched


def test_what_runs_side_by_side_is_told_one_after_the_other():
    said = io.BytesIO()
    slow, quick = saying("Ani", seconds=0.3), saying("Budi")

    assert exit_codes([slow, quick], at_once=2, to=said) == [0, 0]
    assert re.sub(r"\s+", " ", said.getvalue().decode()) == " Ani: Ani-Ani Budi: Budi-Budi "


def test_a_part_that_fails_stops_no_other_and_fails_the_whole():
    codes = exit_codes([saying("Ani", code=1), saying("Budi")], at_once=1, to=io.BytesIO())

    assert codes == [1, 0]
    assert verdict(codes, is_selection=False) == 1
    assert verdict([0, 3], is_selection=True) == 3


@pytest.mark.parametrize(
    ("codes", "is_selection", "expected"),
    [([0, NO_TESTS], True, 0), ([0, NO_TESTS], False, NO_TESTS), ([NO_TESTS, NO_TESTS], True, NO_TESTS)],
)
def test_a_part_without_tests_passes_only_where_somebody_chose(codes, is_selection, expected):
    assert verdict(codes, is_selection=is_selection) == expected


def test_after_an_interruption_nothing_goes_on_and_nothing_begins(tmp_path):
    leaving = (
        "import sys, time; open(sys.argv[1], 'w'); time.sleep(3); open(sys.argv[1] + '-at-its-end', 'w')"
    )
    commands = [
        Command(title=name, words=[sys.executable, "-S", "-c", leaving, str(tmp_path / name)])
        for name in ("ani", "budi")
    ]

    class Impatient(io.BytesIO):
        def flush(self):
            if (tmp_path / "ani").exists():
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        exit_codes(commands, at_once=1, to=Impatient())

    assert [one.name for one in tmp_path.iterdir()] == ["ani"]


def test_a_setting_can_be_kept_from_a_command(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://elsewhere/")
    telling = "import os; print(os.environ.get('DATABASE_URL'), os.environ['ADDED'])"
    said = io.BytesIO()

    exit_codes(
        [
            Command(
                title="Ani",
                words=[sys.executable, "-S", "-c", telling],
                environment={"ADDED": "yes"},
                without=("DATABASE_URL",),
            )
        ],
        at_once=1,
        to=said,
    )
    assert b"None yes" in said.getvalue()
