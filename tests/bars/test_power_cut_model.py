"""The power cut's shim and replayer, tried on a database of known behaviour before they judge ours."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from bars.power_cut.replaying import SEND, Disk, Record, compiled_shim, preloading, records_of

pytestmark = pytest.mark.skipif(
    shutil.which("cc") is None and os.environ.get("CI") != "true", reason="no C compiler here"
)

# Says each row's number on a socket once it is committed, as a server would.
COMMITTING = """
import socket, sqlite3, sys
here, there = socket.socketpair()
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
database.execute(f"PRAGMA synchronous={sys.argv[2]}")
for n in range(60):
    database.execute("INSERT INTO kept VALUES (?)", (n,))
    here.send(b"%d" % n)
    there.recv(16)
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled_shim(tmp_path_factory.mktemp("shim"))


def recorded(library: Path, folder: Path, *, synchronous: str) -> tuple[dict[str, bytes], list[Record]]:
    """Return the disk before, and what was done to it."""
    disk = folder / synchronous
    disk.mkdir()
    database = sqlite3.connect(disk / "a.sqlite3")
    database.execute("CREATE TABLE kept (n INTEGER)")
    database.commit()
    database.close()
    before = {path.name: path.read_bytes() for path in disk.iterdir()}
    log = folder / f"{synchronous}.log"
    subprocess.run(
        [sys.executable, "-c", COMMITTING, str(disk / "a.sqlite3"), synchronous],
        env={**os.environ, **preloading(library, folder=disk, log=log)},
        check=True,
    )
    return before, list(records_of(log))


def lost_at(cut: int, before: dict[str, bytes], records: list[Record], folder: Path) -> set[int]:
    """Return the rows that were answered before a cut and are not there afterwards."""
    disk = Disk(before)
    for one in records[:cut]:
        disk.take(one)
    place = folder / f"after{cut}"
    place.mkdir()
    for name, content in disk.after_power_cut(random.Random(cut)).items():
        (place / name).write_bytes(content)
    database = sqlite3.connect(place / "a.sqlite3")
    kept = {n for (n,) in database.execute("SELECT n FROM kept")}
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()
    shutil.rmtree(place)
    return {int(one.data) for one in records[:cut] if one.kind == SEND} - kept


def test_what_a_full_sync_answered_survives_every_cut(library: Path, tmp_path: Path) -> None:
    before, records = recorded(library, tmp_path, synchronous="FULL")

    lost = {
        cut: gone for cut in range(0, len(records), 5) if (gone := lost_at(cut, before, records, tmp_path))
    }

    assert sum(one.kind == SEND for one in records) == 60
    assert lost == {}


def test_a_database_that_does_not_wait_for_the_disk_is_caught(library: Path, tmp_path: Path) -> None:
    before, records = recorded(library, tmp_path, synchronous="NORMAL")

    lost = [cut for cut in range(0, len(records), 5) if lost_at(cut, before, records, tmp_path)]

    assert len(lost) > 10


def test_a_name_is_safe_only_once_its_folder_was_synced() -> None:
    disk = Disk({})
    disk.take(Record("w", "new", 0, b"text"))
    disk.take(Record("s", "new", 0, b""))
    found = [disk.after_power_cut(random.Random(n)) for n in range(20)]
    disk.take(Record("s", "", 0, b""))

    assert {} in found
    assert {"new": b"text"} in found
    assert disk.after_power_cut(random.Random(0)) == {"new": b"text"}


def test_an_unsynced_write_may_be_kept_dropped_or_torn() -> None:
    disk = Disk({"a": bytes(2048)})
    disk.take(Record("w", "a", 0, b"\1" * 2048))

    found = {disk.after_power_cut(random.Random(n))["a"].count(1) for n in range(200)}

    assert found == {0, 512, 1024, 1536, 2048}
