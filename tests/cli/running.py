"""Running the command line as an office does: a process of its own, its words and its exit code."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """Everything it said, with the line breaks of a narrow screen taken out."""
        return " ".join((self.out + self.err).split())


def selaras(*arguments: object, **environment: str) -> Ran:
    """Run ``selaras`` with a clean environment and return what came back."""
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "PYTHONPATH", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    done = subprocess.run(
        [sys.executable, "-c", "from selaras.cli import main; main()", *map(str, arguments)],
        env={**kept, "COLUMNS": "200", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Ran(code=done.returncode, out=done.stdout, err=done.stderr)


def selaras_here(*arguments: object) -> Ran:
    """Run ``selaras`` inside this process: no start-up to pay for, and every warning fails the test."""
    from typer.testing import CliRunner

    from selaras.cli.app import build_app
    from selaras.cli.words import language_of

    words = [str(one) for one in arguments]
    done = CliRunner(env={"COLUMNS": "200"}).invoke(
        build_app(language_of(words)), words, catch_exceptions=False
    )
    return Ran(code=done.exit_code, out=done.stdout, err=done.stderr)


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path below it."""
    return {
        str(one.relative_to(folder)): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()
    }
