"""What was backed up from one kind of database goes into the other, row for row."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from selaras.actions.custody import rows_as_lines
from selaras.actions.custody.backups import make_backup, put_back
from selaras.outside.backup_file import backup_lines
from selaras.outside.chance import SystemChance
from selaras.outside.sealing import Cost
from tests.actions.evidence.live_events import OFFICE, clock, scoring

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

ROOT = Path(__file__).parents[3]
PASSPHRASE = "sepeda tua di bawah pohon"
QUICK = Cost(n=16)
ON_SQLITE = f"""
import sys
from pathlib import Path
from selaras.actions.installation import close_database, open_database
open_database()
from selaras.actions.custody.backups import make_backup, put_back
from selaras.outside.chance import SystemChance
from selaras.outside.sealing import Cost
from tests.actions.evidence import live_events
if sys.argv[1] == "backup":
    live = live_events.scoring()
    live.received(*live.signed_sheets(live.sheets()[:2]))
else:
    put_back(Path(sys.argv[2]), passphrase={PASSPHRASE!r}, actor=live_events.OFFICE)
make_backup(
    Path(sys.argv[-1]), passphrase={PASSPHRASE!r}, actor=live_events.OFFICE, clock=live_events.clock(),
    chance=SystemChance(), cost=Cost(n=16),
)
close_database()
"""


def on_sqlite(folder: Path, *words: object) -> None:
    """Do something in a process of its own, on a SQLite file of its own."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    place = {
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "SELARAS_DATABASE": str(folder / "selaras.sqlite3"),
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
    }
    subprocess.run([sys.executable, "-c", ON_SQLITE, *map(str, words)], env={**kept, **place}, check=True)


def rows_in(path: Path) -> list[bytes]:
    with backup_lines(path, passphrase=PASSPHRASE) as lines:
        return list(lines)[1:]


def test_a_backup_of_sqlite_goes_into_postgresql(tmp_path: Path) -> None:
    on_sqlite(tmp_path, "backup", tmp_path / "cadangan")

    done = put_back(tmp_path / "cadangan", passphrase=PASSPHRASE, actor=OFFICE)

    assert list(rows_as_lines.lines_of_rows()) == rows_in(tmp_path / "cadangan")
    assert done.backup.ledgers[0].size > 40


def test_a_backup_of_postgresql_goes_into_sqlite(tmp_path: Path) -> None:
    live = scoring()
    live.received(*live.signed_sheets(live.sheets()[:2]))
    make_backup(
        tmp_path / "cadangan",
        passphrase=PASSPHRASE,
        actor=OFFICE,
        clock=clock(),
        chance=SystemChance(),
        cost=QUICK,
    )

    on_sqlite(tmp_path, "restore", tmp_path / "cadangan", tmp_path / "lagi")

    assert rows_in(tmp_path / "lagi") == rows_in(tmp_path / "cadangan")
