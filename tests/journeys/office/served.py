"""The office as a process of its own, on a fresh database of its own: SQLite, or one of a PostgreSQL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from bars.hall.server import free_port
from selaras.outside.sealing import Cost
from selaras.outside.signing import create_log_key

ROOT = Path(__file__).resolve().parents[3]
PASSPHRASE = "empat kata acak saja"
TOKEN = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}")
_SELARAS = "from selaras.cli import main; main()"
# A cluster of the tests gives up durability for speed; its server is told so, as the tests' database is.
_THROW_AWAY = "from selaras import settings; settings.DATABASES['default']['THROW_AWAY'] = True; "
_STARTED = "tests.journeys.office.builds:throw_away()"
_BROKEN = "tests.journeys.office.builds:broken()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A running office.

    token : of the first set-up, as the command showed it
    """

    at: str
    token: str
    environment: dict[str, str]
    log: Path

    def further_token(self) -> str:
        """Return the token that opens a further agency."""
        return token_of(self.environment)

    @property
    def complaints(self) -> str:
        """Return what the server wrote of its own mistakes."""
        return self.log.read_text(encoding="utf-8")


def on_postgresql() -> bool:
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


@contextmanager
def office_in(folder: Path, *, broken: str = "") -> Iterator[Office]:
    """Start an office without any account; end it, and throw its database away.

    broken : faults of a deliberately broken build, which runs on SQLite alone
    """
    port = free_port()
    key = folder / "log.key"
    create_log_key(key, passphrase=PASSPHRASE, cost=Cost(n=16))
    own = ("DATABASE_URL", "SELARAS_DATABASE", "DJANGO_SETTINGS_MODULE", "COV_CORE_SOURCE")
    kept = {name: value for name, value in os.environ.items() if name not in own}
    environment = {
        **kept,
        "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "src"))),
        "SELARAS_LOG_KEY": str(key),
        "SELARAS_LOG_KEY_PASSPHRASE": PASSPHRASE,
        "COLUMNS": "200",
    }
    log = folder / "server.log"
    if broken:
        environment |= {"SELARAS_DATABASE": str(folder / "kantor.sqlite3"), "SELARAS_BROKEN": broken}
        environment |= _guarded(port)
        token = token_of(environment)
        with _running(_gunicorn(_BROKEN), environment, log, port):
            yield Office(at=f"http://localhost:{port}", token=token, environment=environment, log=log)
        return
    if not on_postgresql():
        environment["SELARAS_DATABASE"] = str(folder / "kantor.sqlite3")
        command = [sys.executable, "-c", _SELARAS, "serve", "--local", "--port", str(port)]
        with _running(command, environment, log, port) as said:
            yield Office(at=f"http://localhost:{port}", token=said(), environment=environment, log=log)
        return
    with _own_database(os.environ["DATABASE_URL"]) as url:
        environment |= {"DATABASE_URL": url, **_guarded(port)}
        token = token_of(environment)
        with _running(_gunicorn(_STARTED), environment, log, port):
            yield Office(at=f"http://localhost:{port}", token=token, environment=environment, log=log)


def _guarded(port: int) -> dict[str, str]:
    """Return what the command that serves would set."""
    return {
        "DJANGO_SETTINGS_MODULE": "selaras.office_settings",
        "SELARAS_LOCAL": "1",
        "SELARAS_SECRET_KEY": uuid4().hex,
        "SELARAS_BIND": f"127.0.0.1:{port}",
    }


def _gunicorn(application: str) -> list[str]:
    return [sys.executable, "-m", "gunicorn", "-c", "python:selaras.web.hall", application]


def token_of(environment: dict[str, str]) -> str:
    begins = _THROW_AWAY if "DATABASE_URL" in environment else ""
    ran = subprocess.run(
        [sys.executable, "-c", begins + _SELARAS, "token-set-up"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    found = TOKEN.search(ran.stdout)
    assert found is not None, ran.stdout + ran.stderr
    return found[0]


@contextmanager
def _running(command: list[str], environment: dict[str, str], log: Path, port: int) -> Iterator[object]:
    told = log.with_suffix(".out")
    with told.open("w") as out, log.open("w") as wrong:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=wrong)
    try:
        until = time.monotonic() + 180
        while not _answers(port):
            is_over = process.poll() is not None or time.monotonic() > until
            assert not is_over, log.read_text() + told.read_text()
            time.sleep(0.05)
        yield lambda: TOKEN.findall(told.read_text(encoding="utf-8"))[0]
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    url = f"http://localhost:{port}/api/tablet/v1/health"
    with suppress(OSError), urllib.request.urlopen(url, timeout=5) as answer:
        return bool(answer.status == 200)
    return False


@contextmanager
def _own_database(url: str) -> Iterator[str]:
    """Make a database on a cluster that is there, and drop it with whoever still holds it."""
    import psycopg
    from psycopg import sql

    name = f"selaras_kisah_{uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as cluster:
        cluster.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            cluster.execute(drop)
