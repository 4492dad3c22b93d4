"""The server as a process of its own, on SQLite or on PostgreSQL, that can be killed."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bars.bar import ROOT

PRODUCT = "selaras.wsgi:application()"


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
    return port


def environment_of(database: str | Path) -> dict[str, str]:
    """Return the environment of a process that works on this database: a path, or a PostgreSQL's URL."""
    own = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "SELARAS_DATABASE")}
    named = {"SELARAS_DATABASE": str(database)} if isinstance(database, Path) else {"DATABASE_URL": database}
    path = os.pathsep.join((str(ROOT), str(ROOT / "src")))
    return {**own, **named, "PYTHONPATH": path, "DJANGO_SETTINGS_MODULE": "selaras.settings"}


@dataclass(slots=True)
class Server:
    """One server; ``app`` may be a deliberately broken one."""

    database: str | Path
    app: str = PRODUCT
    environment: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    started_at: float = 0.0
    _process: subprocess.Popen[bytes] | None = None

    def start(self, *, log: Path | None = None) -> None:
        told = open(log, "ab") if log else subprocess.DEVNULL  # noqa: SIM115, the process keeps it
        self.started_at = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:selaras.web.hall", self.app],
            env={
                **environment_of(self.database),
                "SELARAS_BIND": f"127.0.0.1:{self.port}",
                **self.environment,
            },
            stdout=told,
            stderr=told,
            start_new_session=True,
        )

    def kill(self) -> None:
        """End master and worker at once, as when somebody pulls the plug of the program."""
        if self._process is not None:
            # One that ended by itself has no group any more.
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        if self._process is not None:
            self._process.terminate()
            try:
                self._process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                self.kill()
            self._process = None

    def ended_with(self, *, seconds: float) -> int | None:
        """Wait for the server to end by itself; return how, or None when it goes on."""
        assert self._process is not None
        try:
            return self._process.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            return None

    def health(self) -> tuple[int, bytes]:
        """Return status and answer; 0 when nobody answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/tablet/v1/health")
            answer = connection.getresponse()
            return answer.status, answer.read()
        except (OSError, http.client.HTTPException):
            return 0, b""
        finally:
            connection.close()

    def wait_until_ready(self, *, seconds: float = 30) -> None:
        until = time.perf_counter() + seconds
        while (seen := self.health())[0] != 200:
            if time.perf_counter() > until:
                raise RuntimeError(f"the server does not serve: {seen}")
            time.sleep(0.02)


@contextmanager
def serving(server: Server, *, log: Path | None = None) -> Iterator[Server]:
    server.start(log=log)
    try:
        server.wait_until_ready()
        yield server
    finally:
        server.stop()
