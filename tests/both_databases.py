"""Run the tests on SQLite, then those that touch the database on PostgreSQL again.

The PostgreSQL is the one of DATABASE_URL, or a throw-away cluster that is started
here when initdb and pg_ctl are found. Without either the run says so and goes on;
in CI (CI=true) that is a failure. Arguments go to pytest.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

IN_CI = os.environ.get("CI") == "true"
NO_TESTS = 5  # pytest's exit code when nothing was selected

# A cluster that nobody will miss need not survive a power cut.
FAST = (
    "-c fsync=off -c full_page_writes=off -c synchronous_commit=off "
    "-c listen_addresses='' -c max_connections=30"
)


def postgres_programs() -> Path | None:
    """Return the newest folder that holds both initdb and pg_ctl."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name), reverse=True)
    found = shutil.which("initdb")
    candidates = [*debian, *([Path(found).resolve().parent] if found else [])]
    return next((p for p in candidates if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


def unprivileged_user() -> str | None:
    """Return whom to run as: initdb and postgres refuse root."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


@contextmanager
def throw_away_cluster(programs: Path, *, settings: str = FAST) -> Iterator[str]:
    """Start a cluster that listens on a socket in its own folder only; yield its URL."""
    user = unprivileged_user()
    # A short path: a socket's name must fit into 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="selaras-pg-"))
    if user:
        shutil.chown(folder, user)

    def run(*command: str) -> None:
        subprocess.run(
            command,
            user=user,
            cwd=folder,
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": str(folder)},
            check=True,
            stdout=subprocess.DEVNULL,
        )

    data, log = str(folder / "data"), str(folder / "log")
    pg_ctl = str(programs / "pg_ctl")
    try:
        run(str(programs / "initdb"), "-D", data, "-U", "selaras", "-A", "trust", "-E", "UTF8", "-N")
        run(pg_ctl, "-D", data, "-l", log, "-w", "-o", f"{settings} -k {folder}", "start")
        try:
            yield f"postgresql://selaras@/postgres?host={folder}"
        finally:
            run(pg_ctl, "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_exit(arguments: Sequence[str], **environment: str) -> int:
    # Whoever exported DATABASE_URL still gets the first run on SQLite.
    inherited = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, env={**inherited, **environment}, check=False).returncode


def on_postgresql(arguments: Sequence[str]) -> int:
    again = [*arguments, "--no-cov", "-p", "no:cacheprovider"]
    if url := os.environ.get("DATABASE_URL", ""):
        print("\nOn the PostgreSQL of DATABASE_URL:", flush=True)
        return pytest_exit(again, DATABASE_URL=url)
    programs = postgres_programs()
    if programs is None:
        print(
            "\nNot run: the tests on PostgreSQL. This machine has no initdb and DATABASE_URL is"
            " not set;\n`sudo apt-get install --yes postgresql` brings what they need."
        )
        return 1 if IN_CI else 0
    print(f"\nOn a throw-away PostgreSQL ({programs.parent.name}):", flush=True)
    with throw_away_cluster(programs) as url:
        code = pytest_exit(again, DATABASE_URL=url)
    # A selection such as -k may leave nothing for the second database.
    return 0 if code == NO_TESTS and arguments and not IN_CI else code


def main(arguments: Sequence[str]) -> int:
    print("On SQLite:", flush=True)
    first = pytest_exit(arguments)
    if first not in (0, NO_TESTS):
        return first
    second = on_postgresql(arguments)
    return second or first


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
