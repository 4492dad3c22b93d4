"""Bars of the intake: how many signed marks a server takes in, how long a tablet waits for its receipt."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bars.bar import Bar, Outcome
from bars.hall.databases import NoPostgresql, databases
from bars.hall.event import EXAMINERS, ready_event
from bars.hall.rows import look
from bars.hall.sending import tablets_sending
from bars.hall.server import Server, serving
from bars.hall.tablets import Delivered, Line, Signed, tablets_of

MARKS = 20_000
AT_ONCE = 16  # packets in one batch: what a tablet has after minutes without a network
MARKS_PER_SECOND = 450
STEADY_PER_SECOND = 100
STEADY_SECONDS = 30.0
P99_SECONDS = 0.050


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What came of as many marks as possible at once.

    again_seconds : from the start of a server on the filled ledger to its first acknowledgement
    """

    per_second: float
    is_whole: bool
    again_seconds: float


def at_full_speed(database: str | Path, *, marks: int) -> Intake:
    """Let every tablet send what it has, in large batches; then start the server anew and look."""
    event = ready_event()
    tablets = tablets_of(event)
    signed = [[one.sign() for _ in range(marks // EXAMINERS)] for one in tablets]
    told = Delivered()
    with serving(Server(database)) as server:
        lines = [Line(server.port, event.book.log) for _ in signed]
        for line, own in zip(lines, signed, strict=True):
            _send(line, own[:1], told)  # a server that just started reads the ledger first
        threads = [
            threading.Thread(target=_send, args=(line, own[1:], told))
            for line, own in zip(lines, signed, strict=True)
        ]
        before, started = told.n, time.perf_counter()
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        seconds = time.perf_counter() - started
    rate = (told.n - before) / seconds
    with serving(Server(database, port=server.port)) as again:
        _send(lines[0], [tablets[0].sign()], told)
        again_seconds = time.perf_counter() - again.started_at
        for line in lines:
            line.close()
    held = look(database)
    is_whole = (
        not held.wrong
        and told.n == sum(map(len, signed)) + 1
        and all(held.index_by_id.get(one) == index for one, index in told.index_by_id.items())
    )
    return Intake(per_second=rate, is_whole=is_whole, again_seconds=again_seconds)


def _send(line: Line, packets: Sequence[Signed], told: Delivered) -> None:
    for first in range(0, len(packets), AT_ONCE):
        share = packets[first : first + AT_ONCE]
        started = time.perf_counter()
        try:
            status, answer = line.post("batch", share)
        except OSError:  # kept alive across a start; sent again it is known by its ids
            status, answer = line.post("batch", share)
        if status != 200:
            raise RuntimeError(f"status {status}")
        told.take(share, answer["results"], seconds=time.perf_counter() - started)


def steady(database: str | Path, *, seconds: float) -> tuple[float, float, float]:
    """Return marks a second, median and 99th percentile of the wait, each mark sent by itself."""
    with (
        serving(Server(database)) as server,
        tablets_sending(server, most=1, every=EXAMINERS / STEADY_PER_SECOND) as told,
    ):
        told.wait_for(2 * EXAMINERS, seconds=20)
        with told.acknowledged:
            told.latencies.clear()
        before, started = told.n, time.perf_counter()
        time.sleep(seconds)
        rate = (told.n - before) / (time.perf_counter() - started)
        waits = sorted(told.latencies)
    return rate, waits[len(waits) // 2], waits[int(0.99 * (len(waits) - 1))]


def _figures(kind: str, folder: Path) -> dict[str, object]:
    with databases(kind, folder) as made:
        intake = at_full_speed(made.fresh(), marks=MARKS)
        even, median, p99 = steady(made.fresh(), seconds=STEADY_SECONDS)
    return {
        "marks_per_second": round(intake.per_second),
        "all_in_the_ledger": intake.is_whole,
        f"start_to_first_answer_after_{MARKS}_seconds": round(intake.again_seconds, 1),
        "steady_per_second": round(even),
        "median_ms": round(1000 * median, 1),
        "p99_ms": round(1000 * p99, 1),
    }


def measured(folder: Path) -> Outcome:
    """Measure SQLite against the bound, and PostgreSQL for comparison."""
    sqlite = _figures("sqlite", folder)
    try:
        postgresql: dict[str, object] | str = _figures("postgresql", folder)
    except NoPostgresql:
        postgresql = "not measured"
    rate, even, p99 = (float(str(sqlite[one])) for one in ("marks_per_second", "steady_per_second", "p99_ms"))
    return Outcome(
        holds=rate >= MARKS_PER_SECOND
        and bool(sqlite["all_in_the_ledger"])
        # A rate that was not reached says nothing of the wait at it.
        and even >= 0.97 * STEADY_PER_SECOND
        and p99 <= 1000 * P99_SECONDS,
        figures={**sqlite, "postgresql": postgresql},
    )


BARS = (
    Bar(
        name="intake-speed",
        bound="at least 450 signed marks/s on SQLite FULL through HTTP; at 100/s steady p99 at most 50 ms",
        measure=measured,
    ),
)
