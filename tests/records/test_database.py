"""Opening a database: complete, checked, or refused with a reason an office understands.

Each test runs in a process of its own, as the command line does: Django knows its settings only once.
"""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

OPEN = """
import json, sys
from pathlib import Path
from selaras.core.errors import CoreError, SeveralErrors
from selaras.records.database import close_database, open_database
codes = []
for path in sys.argv[1:]:
    try:
        open_database(Path(path))
        close_database()
        codes.append("open")
    except SeveralErrors as several:
        codes.append(sorted({one.code for one in several.errors}))
    except CoreError as one:
        codes.append(one.code)
print(json.dumps(codes))
"""


def opened(*paths: Path) -> list[object]:
    """Open files one after the other; return "open" or the code of the refusal for each."""
    # The machine's own PostgreSQL, if it names one, has nothing to do with a dossier's file.
    environment = {**os.environ, "DATABASE_URL": "postgresql://nobody@localhost:1/none"}
    done = subprocess.run(
        [sys.executable, "-c", OPEN, *map(str, paths)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    answer: list[object] = json.loads(done.stdout)
    return answer


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    folder = tmp_path_factory.mktemp("databases")
    fresh, unguarded, text = (folder / name for name in ("fresh", "unguarded", "text"))
    text.write_bytes(b"Ini bukan basis data. " * 100)
    assert opened(fresh, unguarded) == ["open", "open"]
    left = sorted(path.name for path in folder.iterdir())
    with sqlite3.connect(unguarded) as tampered:
        tampered.execute("DROP TRIGGER selaras_guard_entry_update_never_changed")
    tampered.close()

    codes = opened(fresh, unguarded, text, folder, folder / "absent" / "file")

    told = dict(zip(("again", "unguarded", "text", "folder", "absent"), codes, strict=True))
    return {**told, "left": left}


def test_a_new_database_is_one_file_when_it_is_closed(answers: dict[str, object]) -> None:
    assert answers["left"] == ["fresh", "text", "unguarded"]


def test_a_complete_database_opens_again(answers: dict[str, object]) -> None:
    assert answers["again"] == "open"


def test_a_database_whose_guard_was_taken_away_is_refused_not_mended(answers: dict[str, object]) -> None:
    assert answers["unguarded"] == ["database_guard_missing"]


def test_a_file_that_is_no_database_is_refused_and_stays(answers: dict[str, object]) -> None:
    assert answers["text"] == "database_not_readable"


def test_a_place_that_holds_no_file_is_refused(answers: dict[str, object]) -> None:
    assert answers["folder"] == answers["absent"] == "database_not_writable"
