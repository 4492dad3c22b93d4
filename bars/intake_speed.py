"""Bars of the intake: how many signed marks a server takes in, how long a tablet waits for its receipt."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from pathlib import Path

from bars.bar import Bar, Outcome
from bars.hall.databases import NoPostgresql, databases
from bars.hall.event import EXAMINERS, ready_event
from bars.hall.rows import look
from bars.hall.sending import tablets_sending
from bars.hall.server import Server, serving
from bars.hall.tablets import Delivered, Line, Signed, tablets_of

MARKS = 6_000
AT_ONCE = 16  # packets in one batch: what a tablet has after minutes without a network
MARKS_PER_SECOND = 450
STEADY_PER_SECOND = 100
STEADY_SECONDS = 30.0
P99_SECONDS = 0.050


def marks_per_second(database: str | Path, *, marks: int) -> tuple[float, bool]:
    """Return the rate at which signed marks become durable, and whether all of them stand in the ledger."""
    event = ready_event()
    signed = [[one.sign() for _ in range(marks // EXAMINERS)] for one in tablets_of(event)]
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
    held = look(database)
    is_whole = (
        not held.wrong
        and told.n == sum(map(len, signed))
        and all(held.index_by_id.get(one) == index for one, index in told.index_by_id.items())
    )
    return rate, is_whole


def _send(line: Line, packets: Sequence[Signed], told: Delivered) -> None:
    for first in range(0, len(packets), AT_ONCE):
        share = packets[first : first + AT_ONCE]
        started = time.perf_counter()
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
        rate, is_whole = marks_per_second(made.fresh(), marks=MARKS)
        even, median, p99 = steady(made.fresh(), seconds=STEADY_SECONDS)
    return {
        "marks_per_second": round(rate),
        "all_in_the_ledger": is_whole,
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
