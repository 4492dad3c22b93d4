"""An update of a live event loses nothing: databases that older releases made, migrated by this one."""

import json
import lzma
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import pytest

from tests.conftest import on_postgresql

pytestmark = pytest.mark.served

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RELEASES = ("v0.4.0", "v0.5.0")
Change = Callable[[str], str]


def kept(name: str) -> str:
    return lzma.decompress((HERE / f"{name}.xz").read_bytes()).decode()


def said_by(release: str) -> dict[str, Any]:
    """Return what the old code said of the database it made."""
    return dict(json.loads(kept(f"{release}.json"))["postgresql" if on_postgresql() else "sqlite"])


@contextmanager
def old_database(release: str, folder: Path, change: Change) -> Iterator[dict[str, str]]:
    """Lay the database of an old release; yield how an installation names it."""
    if not on_postgresql():
        path = folder / "lama.sqlite3"
        with closing(sqlite3.connect(path)) as made:
            made.executescript(change(kept(f"{release}.sqlite.sql")))
            made.execute("PRAGMA journal_mode=WAL")
        yield {"SELARAS_DATABASE": str(path)}
        return
    import psycopg
    from psycopg import sql

    url, name = os.environ["DATABASE_URL"], f"selaras_lama_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as cluster:
        cluster.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        own = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        try:
            with psycopg.connect(own, autocommit=True) as made:
                made.execute(change(kept(f"{release}.postgresql.sql")))  # type: ignore[call-overload]
            yield {"DATABASE_URL": own}
        finally:
            cluster.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def updated(release: str, folder: Path, change: Change = str) -> Any:
    """Return what the present code says of an old database, or what it writes where it refuses."""
    (folder / "waiting.json").write_text(json.dumps(said_by(release)["waiting"]), encoding="utf-8")
    own = ("DATABASE_URL", "SELARAS_DATABASE", "COV_CORE_SOURCE")
    with old_database(release, folder, change) as place:
        environment = {
            **{name: value for name, value in os.environ.items() if name not in own},
            **place,
            "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT))),
        }
        done = subprocess.run(
            [
                sys.executable,
                str(HERE / "after_update.py"),
                str(folder / "waiting.json"),
                str(folder / "out.json"),
            ],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        return done.stderr
    return json.loads((folder / "out.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module", params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def after(release: str, tmp_path_factory: pytest.TempPathFactory) -> Any:
    found = updated(release, tmp_path_factory.mktemp("lama"))
    assert isinstance(found, dict), found
    return found


def test_every_entry_root_receipt_and_result_is_the_one_of_before(release: str, after: Any) -> None:
    assert after["before"]["events"] == said_by(release)["events"]


def test_no_row_of_any_table_is_lost(release: str, after: Any) -> None:
    before, now = said_by(release)["tables"], after["before"]["tables"]

    assert {name: now[name] for name in before} == before
    assert set(now) >= set(before)


def test_what_tablets_had_signed_before_the_update_comes_in_after_it(release: str, after: Any) -> None:
    n_waiting = len(said_by(release)["waiting"])
    live = next(key for key, one in after["before"]["events"].items() if one["phase"] == "scoring")
    before, now = after["before"]["events"][live], after["after"]["events"][live]

    assert (after["taken"], after["refused"]) == (n_waiting, [])
    assert n_waiting > 3
    assert now["leaves"][: before["size"]] == before["leaves"]
    assert now["size"] == before["size"] + n_waiting


def test_a_verifier_accepts_both_ledgers(after: Any) -> None:
    assert set(map(tuple, after["verdicts"].values())) == {("holds", None)}


def test_a_mark_that_changed_on_the_way_is_refused(tmp_path: Path) -> None:
    """The update believes no row: it compares each with its entry before anything is served."""

    mark = re.compile(r"(INSERT INTO [^\n]*records_rating[^\n]*'scored', ?)(\d+)(?=\))")

    def forged(text: str) -> str:
        changed, n = mark.subn(lambda one: f"{one[1]}{int(one[2]) + 100}", text, count=1)
        assert n == 1
        return changed

    refused = updated("v0.5.0", tmp_path, forged)

    assert isinstance(refused, str)
    assert "projection_differs" in refused


def test_the_dumps_stay_small() -> None:
    assert all(one.stat().st_size < 200_000 for one in HERE.glob("*.xz"))
