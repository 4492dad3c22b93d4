"""``selaras serve``: a fresh computer serves after one command, and lets in only who holds its token."""

import io
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
import typer

from selaras.cli.serving.serve import has_log_key
from selaras.cli.serving.words import ServingWords
from selaras.outside.chance import SeededChance
from selaras.outside.sealing import Cost
from selaras.outside.session_key import session_key
from selaras.outside.signing import create_log_key
from tests.cli.running import selaras

pytestmark = pytest.mark.sqlite
Capture = pytest.CaptureFixture[str]


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


def test_a_second_start_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        ran = selaras("serve", "--local", "--port", port, SELARAS_DATABASE=str(tmp_path / "selaras.sqlite3"))

    assert ran.code == 2
    assert f"Porta {port} sedang dipakai" in ran.said
    assert "Traceback" not in ran.said


WITHOUT, SHUT = "Tanpa kunci buku induk", "jangan membuat kunci baru"


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kunci") / "log.key"
    create_log_key(path, passphrase="empat kata acak saja", cost=Cost(n=16))
    return path


@pytest.mark.parametrize(
    ("given", "told", "is_there"),
    [
        (None, WITHOUT, False),
        ("", "kata sandinya tidak diberikan", False),
        ("bukan kata yang ini", "Frasa sandi tidak cocok", False),
        ("empat kata acak saja", "", True),
    ],
)
def test_the_start_tells_whether_new_events_can_be_signed(
    given: str | None, told: str, is_there: bool, key: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for name in ("SELARAS_LOG_KEY", "SELARAS_LOG_KEY_PASSPHRASE", "SELARAS_LOG_KEY_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    if given is not None:
        monkeypatch.setenv("SELARAS_LOG_KEY", str(key))
        monkeypatch.setenv("SELARAS_LOG_KEY_PASSPHRASE", given)
    monkeypatch.setattr(sys, "stdin", io.StringIO())

    assert has_log_key(ServingWords("id")) is is_there

    said = " ".join("".join(capsys.readouterr()).split())
    assert told in said
    # Whoever has a key that does not open is not sent to make another one.
    assert (WITHOUT in said, SHUT in said) == (given is None, given is not None and not is_there)


def test_at_the_console_the_passphrase_is_asked_for_again_after_a_slip(
    key: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    typed = iter(["salah ketik sekali", "empat kata acak saja"])
    monkeypatch.setenv("SELARAS_LOG_KEY", str(key))
    monkeypatch.setenv("SELARAS_LOG_KEY_PASSPHRASE", "")
    monkeypatch.delenv("SELARAS_LOG_KEY_PASSPHRASE_FILE", raising=False)
    monkeypatch.setattr(sys, "stdin", Console())
    monkeypatch.setattr(typer, "prompt", lambda *_, **__: next(typed))

    assert has_log_key(ServingWords("id"))

    # Left to the server, which this process becomes.
    assert os.environ["SELARAS_LOG_KEY_PASSPHRASE"] == "empat kata acak saja"
    assert "Frasa sandi tidak cocok" in " ".join(capsys.readouterr().err.split())


class Console(io.StringIO):
    def isatty(self) -> bool:
        return True
