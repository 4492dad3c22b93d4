"""``python -m selaras.verify``: exit codes, JSON, languages; without Django, Typer or network."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from selaras import verify as front
from selaras.core.evidence.policy import policy_bytes, policy_of
from tests.tampered.signed_event import signed_event

WITHOUT = ("django", "typer", "rich", "click", "numba", "sqlite3", "socket", "ssl", "http", "urllib.request")
ASKED = """
import sys
from selaras.verify import main
code = main(sys.argv[1:])
print([name for name in {without!r} if name in sys.modules])
sys.exit(code)
"""


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "bukti.zip"
    path.write_bytes(signed_event(officials=2, methods=1, examiners=3).bundle())
    return path


def asked(*arguments: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = front.main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_run_needs_neither_framework_nor_network_nor_compiler(bundle: Path) -> None:
    program = ASKED.format(without=WITHOUT)
    done = subprocess.run(
        [sys.executable, "-c", program, str(bundle)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "Utuh"
    assert done.stdout.splitlines()[-1] == "[]"


def test_exit_codes_tell_holds_fails_and_unreadable(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.zip").write_bytes(bundle.read_bytes()[:-1])
    own = policy_of(signed_event(officials=2, methods=1, examiners=3).policy)
    (tmp_path / "policy.json").write_bytes(policy_bytes(replace(own, witnesses=(), quorum=0)))
    policy = ("--policy", str(tmp_path / "policy.json"))

    assert asked(str(bundle), capsys=capsys)[0] == 0
    assert asked(str(bundle), *policy, capsys=capsys)[0] == 1
    assert asked(str(tmp_path / "broken.zip"), capsys=capsys)[0] == 2


def test_a_file_that_is_not_there_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = asked(str(tmp_path / "none.zip"), "--lang", "en", capsys=capsys)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("Unreadable: ")


def test_paper_and_policy_are_compared_and_told_as_json(
    bundle: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    event = signed_event(officials=2, methods=1, examiners=3)
    policy = tmp_path / "policy.json"
    policy.write_bytes(event.policy)
    arguments = ("--json", "--paper", event.paper_code, "--policy", str(policy))
    code, out, _ = asked(str(bundle), *arguments, capsys=capsys)

    told = json.loads(out)
    assert (code, told["verdict"], told["warnings"]) == (0, "holds", [])
    assert (told["checks"]["paper"], told["code"]) == ("holds", event.paper_code)


def test_both_languages_say_the_same_verdict(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(str(bundle), capsys=capsys)[1].startswith("Utuh\n")
    assert asked(str(bundle), "--lang", "en", capsys=capsys)[1].startswith("Holds\n")
