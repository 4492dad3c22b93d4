"""A new file made in one step is the file that all migrations make, and no other."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

MAKE = """
import os, sys
from pathlib import Path
from selaras.records import new_database
from selaras.records.database import close_database, open_database
way, path = sys.argv[1:]
if way == "of other migrations":
    new_database.digest = lambda: "0" * 64
if way == "no statements":
    new_database.STATEMENTS = Path("absent.sql")
ran = []
import django.core.management as management
called = management.call_command
management.call_command = lambda *names, **told: (ran.append(names), called(*names, **told))
open_database(Path(path))
close_database()
print(len(ran))
"""


def made(way: str, path: Path) -> int:
    """Make a database; return how often migrations were gone through."""
    kept = {name: one for name, one in os.environ.items() if name != "DATABASE_URL"}
    kept["DJANGO_SETTINGS_MODULE"] = "selaras.settings"  # as the command line has it
    done = subprocess.run(
        [sys.executable, "-c", MAKE, way, str(path)], env=kept, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def everything_in(path: Path) -> dict[str, object]:
    with sqlite3.connect(path) as opened:
        found: dict[str, object] = dict(opened.execute("SELECT name, sql FROM sqlite_master"))
        tables = [name for (name,) in opened.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = list(opened.execute(f'SELECT * FROM "{table}" ORDER BY 1'))
            # When a migration was applied differs by nature; a counter at zero is no counter.
            found[f"rows of {table}"] = [
                row[:3] if table == "django_migrations" else row for row in rows if row[1:] != (0,)
            ]
    opened.close()
    return found


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    path = tmp_path_factory.mktemp("migrated") / "a.sqlite3"
    assert made("no statements", path) == 1
    return everything_in(path)


def test_a_file_made_in_one_step_is_the_migrated_one(migrated: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "b.sqlite3"

    assert made("in one step", path) == 0
    assert everything_in(path) == migrated
    assert any(str(sql).startswith("CREATE TRIGGER") for sql in migrated.values())


def test_statements_of_other_migrations_are_not_believed(migrated: dict[str, object], tmp_path: Path) -> None:
    path = tmp_path / "c.sqlite3"

    assert made("of other migrations", path) == 1
    assert everything_in(path) == migrated


def test_a_file_that_holds_something_is_never_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "d.sqlite3"
    with sqlite3.connect(path) as opened:
        opened.execute("CREATE TABLE kept (a)")
        opened.execute("INSERT INTO kept VALUES (7)")
    opened.close()

    assert made("in one step", path) == 1
    assert everything_in(path)["rows of kept"] == [(7,)]
