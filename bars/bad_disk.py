"""Bars of bad days: disk full, read-only, failing, locked, clocks a year off. No promise that is not kept.

Errors of the disk are made by the shim of the power cut, between the program and the system, at any moment
and without a right to mount; where mounting is possible a small disk is really filled as well.
"""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bars.bar import Bar, Outcome
from bars.hall.breaking import A_YEAR_OFF
from bars.hall.databases import NoPostgresql, databases
from bars.hall.rows import Held, lay, look
from bars.hall.sending import tablets_sending
from bars.hall.server import PRODUCT, Server
from bars.hall.tablets import Delivered
from bars.power_cut.replaying import compiled_shim, preloading

LOCKED_SECONDS = 30.0
FAULT_SECONDS = 8.0  # longer than the writer tries before it tells the tablets
WELL_SECONDS = 1.0
RESUMED_SECONDS = 15.0
SMALL_DISK_MIB = 12

FAULTS = {"full": errno.ENOSPC, "read-only": errno.EROFS, "failing": errno.EIO}

Trouble = Callable[[], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weathered:
    """What came of one trouble while tablets were sending."""

    felt: bool  # some were told to come again, or nothing was acknowledged for most of it
    resumed_after: float | None  # seconds from its end to the next acknowledgement
    lost: int
    wrong: str
    refused: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return self.felt and self.resumed_after is not None and not (self.lost or self.wrong or self.refused)

    def told(self) -> str:
        if self.holds:
            return f"none lost, served again after {self.resumed_after:.1f} s"
        return f"felt {self.felt}, again {self.resumed_after}, lost {self.lost} {self.wrong} {self.refused}"


def weathered(server: Server, *, troubles: Sequence[Trouble], seconds: float) -> list[Weathered]:
    """Send marks, let each trouble come for a while and go, then kill the server and look."""
    met: list[tuple[bool, float | None]] = []
    server.start()
    try:
        server.wait_until_ready()
        with tablets_sending(server) as told:
            for trouble in troubles:
                met.append(_through(told, trouble, seconds=seconds))
            # While they still send: what was acknowledged a moment ago must stand as well.
            server.kill()
    finally:
        server.kill()
    held = look(server.database)
    refused = tuple(sorted(set(told.refused)))
    return [
        Weathered(felt=felt, resumed_after=again, lost=lost_of(told, held), wrong=held.wrong, refused=refused)
        for felt, again in met
    ]


def _through(told: Delivered, trouble: Trouble, *, seconds: float) -> tuple[bool, float | None]:
    told.wait_for(told.n + 50, seconds=20)
    time.sleep(WELL_SECONDS)
    busy_before = told.statuses.get(503, 0)
    with trouble():
        before = told.n
        time.sleep(seconds)
        during = told.n - before
    ended, n_ended = time.perf_counter(), told.n
    is_back = told.wait_for(n_ended + 1, seconds=RESUMED_SECONDS)
    again = told.first_since(ended) if is_back else None
    # Answers that were on their way when the trouble began may still come.
    felt = told.statuses.get(503, 0) > busy_before or during <= 100
    return felt, None if again is None else again - ended


def lost_of(told: Delivered, held: Held) -> int:
    """Return how many acknowledged entries do not stand as they were acknowledged."""
    return told.told_otherwise + sum(
        held.index_by_id.get(one) != index for one, index in told.index_by_id.items()
    )


def failing(fault: Path, number: int) -> Trouble:
    """Let every write and sync fail with this error."""

    @contextmanager
    def trouble() -> Iterator[None]:
        fault.write_text(str(number))
        try:
            yield
        finally:
            fault.unlink()

    return trouble


def locked_sqlite(database: Path) -> Trouble:
    @contextmanager
    def trouble() -> Iterator[None]:
        with closing(sqlite3.connect(database, isolation_level=None, timeout=30)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    return trouble


def locked_postgresql(url: str) -> Trouble:
    @contextmanager
    def trouble() -> Iterator[None]:
        with psycopg.connect(url) as other:
            other.execute("LOCK TABLE records_ledgerhead IN ACCESS EXCLUSIVE MODE")
            yield

    return trouble


def faulty(disk: Path, folder: Path) -> tuple[Server, Path]:
    """Return a server whose disk can be made to fail, and the file that makes it."""
    fault = folder / f"fault-of-{disk.name}"
    lay(disk / "hall.sqlite3")
    shim = preloading(compiled_shim(folder), folder=disk, log=Path("/dev/null"), fault=fault)
    return Server(disk / "hall.sqlite3", environment=shim), fault


def faults_of_the_disk(folder: Path, *, seconds: float) -> dict[str, Weathered]:
    """Let the disk be full, read-only and failing, one after the other."""
    disk = folder / "disk"
    disk.mkdir()
    server, fault = faulty(disk, folder)
    troubles = [failing(fault, number) for number in FAULTS.values()]
    return dict(zip(FAULTS, weathered(server, troubles=troubles, seconds=seconds), strict=True))


def bad_at_the_start(folder: Path, *, seconds: float) -> str:
    """Start on a disk that cannot be written; return what health says then, and once it can."""
    disk = folder / "start"
    disk.mkdir()
    server, fault = faulty(disk, folder)
    fault.write_text(str(errno.EROFS))
    server.start()
    try:
        time.sleep(seconds)
        sick, _ = server.health()
        fault.unlink()
        server.wait_until_ready()
    finally:
        server.kill()
    return "refused, then served by itself" if sick == 503 else f"answered {sick}"


def really_full(folder: Path, *, seconds: float) -> Weathered | None:
    """Fill a small disk to the last byte and make room again; None where nothing may be mounted."""
    place = folder / "small"
    place.mkdir()
    size = f"size={SMALL_DISK_MIB}m"
    mounting = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(place)]
    if subprocess.run(mounting, check=False, stderr=subprocess.DEVNULL).returncode:
        return None
    try:
        database, ballast = place / "hall.sqlite3", place / "ballast"
        lay(database)

        @contextmanager
        def trouble() -> Iterator[None]:
            with ballast.open("wb", buffering=0) as filling:
                try:
                    while filling.write(bytes(4096)):
                        pass
                except OSError:
                    pass
            yield
            ballast.unlink()

        (found,) = weathered(Server(database), troubles=[trouble], seconds=seconds)
        return found
    finally:
        subprocess.run(["umount", str(place)], check=True)


def a_year_off(database: str | Path, *, years: int, marks: int = 200) -> Weathered:
    """Serve with a wrong clock, then with the right one, in one ledger."""
    wrong = {"SELARAS_BARS_YEARS": str(years)}
    with_it = Server(database, app=A_YEAR_OFF, environment=wrong)
    after = Server(database, app=PRODUCT, port=with_it.port)
    with_it.start()
    try:
        with tablets_sending(with_it) as told:
            told.wait_for(marks, seconds=30)
            with_it.kill()
            ended = time.perf_counter()
            after.start()
            is_back = told.wait_for(told.n + marks, seconds=30)
            again = told.first_since(ended) if is_back else None
            after.kill()
    finally:
        with_it.kill()
        after.kill()
    held = look(database)
    return Weathered(
        felt=True,
        resumed_after=None if again is None else again - ended,
        lost=lost_of(told, held),
        wrong=held.wrong,
        refused=tuple(sorted(set(told.refused))),
    )


def measured(folder: Path) -> Outcome:
    """Every trouble on SQLite, and those that are not the disk's on PostgreSQL as well."""
    found: dict[str, Weathered] = faults_of_the_disk(folder, seconds=FAULT_SECONDS)
    at_start = bad_at_the_start(folder, seconds=4.0)
    filled = really_full(folder, seconds=FAULT_SECONDS)
    if filled is not None:
        found["full-tmpfs"] = filled
    with databases("sqlite", folder) as made:
        database = made.fresh()
        assert isinstance(database, Path)
        (found["locked-sqlite"],) = weathered(
            Server(database), troubles=[locked_sqlite(database)], seconds=LOCKED_SECONDS
        )
        for years in (-1, 1):
            found[f"clock{years:+}-sqlite"] = a_year_off(made.fresh(), years=years)
    is_whole = _on_postgresql(folder, found)
    return Outcome(
        holds=is_whole and at_start.startswith("refused") and all(one.holds for one in found.values()),
        figures={
            "read-only-at-start": at_start,
            **{name: one.told() for name, one in found.items()},
            **({} if is_whole else {"postgresql": "not measured"}),
            **({} if filled else {"full-tmpfs": "not measured: nothing may be mounted here"}),
        },
    )


def _on_postgresql(folder: Path, found: dict[str, Weathered]) -> bool:
    try:
        with databases("postgresql", folder) as made:
            url = str(made.fresh())
            (found["locked-postgresql"],) = weathered(
                Server(url), troubles=[locked_postgresql(url)], seconds=LOCKED_SECONDS
            )
            for years in (-1, 1):
                found[f"clock{years:+}-postgresql"] = a_year_off(made.fresh(), years=years)
    except NoPostgresql:
        return False
    return True


BARS = (
    Bar(
        name="bad-disk",
        bound="disk full, read-only, failing, locked for 30 s, clock ± 1 year: never an acknowledgement"
        " without a durable entry; serves again by itself",
        measure=measured,
    ),
)
