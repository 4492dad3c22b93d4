"""Run the tests on SQLite, and those that touch the database on PostgreSQL as well.

The PostgreSQL is the one of DATABASE_URL, or a throw-away cluster that is started
here when initdb and pg_ctl are found. Without either the run says so and goes on;
in CI (CI=true) that is a failure. Arguments go to pytest. Without a path among them
the tests run in parts, as many at once as there are processors; a failing part fails
the whole. ``--cover`` measures how much of the core is covered by the parts that count.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tests.side_by_side import Command, exit_codes

ROOT = Path(__file__).resolve().parents[1]
IN_CI = os.environ.get("CI") == "true"
NO_TESTS = 5  # pytest's exit code when nothing was selected

COVER = "--cover"
COVERED = ("--cov=selaras.core", "--cov-branch", "--cov-report=")
AT_LEAST = "90"  # percent of the core's lines and branches

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Tests that run together, in a process of their own.

    paths : none for all that no other part names
    counts : the core's coverage is asked of it
    """

    title: str
    paths: tuple[str, ...] = ()
    counts: bool = False


# What takes longest begins first. Only the core's own tests count for its coverage: watching every line of
# whole runs doubles their time, and a line that only such a run passes is not held by a test.
PARTS = (
    Part(title="The office", paths=("tests/web",)),
    Part(title="Whole runs", paths=("tests/cli", "tests/journeys")),
    Part(title="The core", paths=("tests/core",), counts=True),
    Part(title="All the rest"),
    Part(title="Papers and files", paths=("tests/documents", "tests/exchange")),
    Part(title="Forgeries and vectors", paths=("tests/tampered", "tests/vectors", "tests/verifier")),
)


def pytest_arguments(part: Part, parts: Sequence[Part]) -> list[str]:
    """Return which tests are of a part; without paths pytest takes all that pyproject.toml names."""
    if part.paths:
        return list(part.paths)
    return [f"--ignore={path}" for other in parts for path in other.paths]


def names_tests(arguments: Sequence[str]) -> bool:
    return any((ROOT / argument.partition("::")[0]).exists() for argument in arguments if argument)


def on_sqlite(arguments: Sequence[str], *, covered_in: Path | None) -> list[Command]:
    """Return what runs on SQLite: all tests in parts, or in one those that the arguments name.

    covered_in : where the coverage of each part that counts is kept; None where nobody asks
    """
    parts = (Part(title="Those named", counts=True),) if names_tests(arguments) else PARTS
    commands = []
    for n, part in enumerate(parts):
        chosen = [*arguments] if names_tests(arguments) else [*pytest_arguments(part, parts), *arguments]
        environment = {}
        if covered_in is not None and part.counts:
            chosen += COVERED
            environment["COVERAGE_FILE"] = str(covered_in / f"part-{n}")
        commands.append(_pytest(f"{part.title}, on SQLite", chosen, environment))
    return commands


def on_postgresql(arguments: Sequence[str], url: str) -> Command:
    return _pytest("What touches the database, on PostgreSQL", arguments, {"DATABASE_URL": url})


def _pytest(title: str, arguments: Sequence[str], environment: dict[str, str]) -> Command:
    # They would overwrite each other's cache of the last failures.
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    if sys.stdout.isatty():
        environment = {"PY_COLORS": "1", **environment}
    # Whoever exported DATABASE_URL still gets the first runs on SQLite.
    return Command(title=title, words=words, environment=environment, without=("DATABASE_URL",))


@contextmanager
def second_database() -> Iterator[str]:
    """Yield the URL of a PostgreSQL, empty where this machine has none."""
    url, programs = os.environ.get("DATABASE_URL", ""), postgres_programs()
    with nullcontext(url) if url or programs is None else throw_away_cluster(programs) as found:
        yield found


def verdict(codes: Sequence[int], *, is_selection: bool) -> int:
    """Return the exit code of the whole: of the first part that fails, or finds nothing where it must.

    is_selection : options such as -k may leave nothing for a part, yet not for all
    """
    failed = next((code for code in codes if code not in (0, NO_TESTS)), 0)
    if failed:
        return failed
    empty = codes.count(NO_TESTS)
    return NO_TESTS if empty == len(codes) or (empty and not is_selection) else 0


def coverage_exit(folder: Path) -> int:
    """Put the parts' coverage together, tell it, and return whether it is enough."""
    kept = f"--data-file={ROOT / '.coverage'}"
    coverage = [sys.executable, "-m", "coverage"]
    measured = [str(one) for one in sorted(folder.iterdir())]
    subprocess.run([*coverage, "combine", "--quiet", kept, *measured], check=True)
    print("\nHow much of the core its tests cover:", flush=True)
    return subprocess.run([*coverage, "report", kept, f"--fail-under={AT_LEAST}"], check=False).returncode


def ended(number: int, frame: object) -> NoReturn:
    """End as an exception does: what was started here is stopped and the throw-away cluster removed."""
    sys.exit(128 + number)


def main(arguments: Sequence[str]) -> int:
    signal.signal(signal.SIGTERM, ended)
    to_pytest = [one for one in arguments if one != COVER]
    processors = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory(prefix="selaras-covered-") as kept, second_database() as url:
        covered_in = Path(kept) if COVER in arguments else None
        commands = on_sqlite(to_pytest, covered_in=covered_in)
        if url:
            commands.append(on_postgresql(to_pytest, url))
        codes = exit_codes(commands, at_once=processors)
        code = verdict(codes, is_selection=bool(to_pytest) and not IN_CI)
        if code == 0 and covered_in is not None:
            code = coverage_exit(covered_in)
    if not url:
        print(
            "\nNot run: the tests on PostgreSQL. This machine has no initdb and DATABASE_URL is"
            " not set;\n`sudo apt-get install --yes postgresql` brings what they need."
        )
        code = code or int(IN_CI)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
