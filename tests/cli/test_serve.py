"""``selaras serve``: a fresh computer serves after one command, and lets in only who holds its token."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from selaras.outside.chance import SeededChance
from selaras.outside.session_key import session_key
from tests.cli.running import selaras

pytestmark = pytest.mark.sqlite


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(database: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
    begun = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from selaras.cli import main; main()",
            "serve",
            "--local",
            "--port",
            str(port),
        ],
        env={**kept, "SELARAS_DATABASE": str(database), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield begun
    finally:
        begun.terminate()
        begun.wait(timeout=20)
        if begun.stdout is not None:
            begun.stdout.close()


def page(port: int, path: str) -> str:
    for _ in range(150):
        try:
            with urllib.request.urlopen(f"http://localhost:{port}{path}", timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(path)


def test_a_fresh_computer_serves_after_one_command(tmp_path: Path) -> None:
    database, port = tmp_path / "selaras.sqlite3", free_port()
    with serving(database, port) as begun:
        assert begun.stdout is not None
        said = "".join(begun.stdout.readline() for _ in range(5))
        health = json.loads(page(port, "/api/tablet/v1/health"))
        sign_in, link = page(port, "/akun/masuk/"), page(port, "/undangan/")

    token = re.search(rf"http://localhost:{port}/undangan/#([0-9A-Z-]{{24}})\n", said)
    assert token is not None
    assert health["ready"] is True
    assert "Nama masuk atau NIP" in sign_in
    assert 'name="code"' in link
    # What lies on the disk does not let anybody in.
    assert token[1].encode() not in database.read_bytes()
    assert token[1].replace("-", "").encode() not in database.read_bytes()
    kept = tmp_path / "selaras.sqlite3.session-key"
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_token_is_made_for_a_further_agency(tmp_path: Path) -> None:
    ran = selaras("token-set-up", "--lang", "en", SELARAS_DATABASE=str(tmp_path / "selaras.sqlite3"))

    assert ran.code == 0
    assert re.search(r"Set-up token: [0-9A-Z]{4}(-[0-9A-Z]{4}){4}", ran.out)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--local", "--host", "0.0.0.0"), "dengan --local halaman hanya"),
        (("--host", "0.0.0.0"), "belum ada https"),
        ((), "belum ada https"),
    ],
)
def test_nobody_is_served_in_the_open(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    database = tmp_path / "selaras.sqlite3"

    ran = selaras("serve", *arguments, SELARAS_DATABASE=str(database))

    assert ran.code == 2
    assert told in ran.said.lower()
    assert not database.exists()


def test_a_restart_signs_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "kunci"

    first = session_key(path, chance=SeededChance("a"))

    assert session_key(path, chance=SeededChance("b")) == first
    assert len(first) == 96
