"""Bars of the killed server: whatever was acknowledged is in the ledger, once, and it serves again soon."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from bars.bar import Bar, Outcome
from bars.hall.breaking import ACKNOWLEDGING_EARLY
from bars.hall.databases import Databases, databases
from bars.hall.kept import Part, kept_parts
from bars.hall.rows import Held, look
from bars.hall.sending import tablets_sending
from bars.hall.server import PRODUCT, Server
from bars.hall.tablets import Delivered

KILLS = 200
ACKNOWLEDGED = 20_000
# A ledger of 2,500 marks is an event of four times forty officials, five examiners and three methods.
HALLS = 8
RECOVERY_SECONDS = 2.0
BROKEN_TRIALS = 5
BROKEN_KILLS = 40
KILLED_WHILE_STARTING = 0.1  # share


@dataclass(slots=True)
class Killed:
    """What came of one series of kills."""

    told: Delivered
    kills: int = 0
    recoveries: list[float] = field(default_factory=list)
    held: Held | None = None

    @property
    def lost(self) -> int:
        """Return how many acknowledged entries are not in the ledger as they were acknowledged."""
        held = self.held
        assert held is not None
        return sum(
            held.index_by_id.get(one) != index or held.digest_by_id.get(one) != self.told.digest_by_id[one]
            for one, index in self.told.index_by_id.items()
        )

    @property
    def is_contiguous(self) -> bool:
        assert self.held is not None
        return sorted(self.held.index_by_id.values()) == list(range(self.held.size))

    @property
    def holds(self) -> bool:
        assert self.held is not None
        return self.is_contiguous and not (
            self.held.wrong or self.lost or self.told.told_otherwise or self.told.refused
        )


def killed(
    database: str | Path,
    *,
    kills: int,
    acknowledged: int,
    app: str = PRODUCT,
    seed: str,
    until_refused: bool = False,
) -> Killed:
    """Kill the server again and again while twelve tablets send; then let it serve and look.

    until_refused : end at the first refusal; a tablet whose acknowledged entry is gone meets one
    """
    chance = random.Random(seed)
    server = Server(database, app=app)
    with tablets_sending(server) as told:
        series = Killed(told)
        try:
            for n in range(kills):
                _one_life(server, series, chance, most=2 * (acknowledged - told.n) // (kills - n))
                if until_refused and told.refused:
                    break
            server.start()
            wanted = told.n + 1 if until_refused else max(acknowledged, told.n + 1)
            told.wait_for(wanted, seconds=60)
        finally:
            server.stop()
    series.held = look(database)
    return series


def _one_life(server: Server, series: Killed, chance: random.Random, *, most: int) -> None:
    """Start the server and kill it at a random moment: while it starts, or after some answers."""
    told = series.told
    server.start()
    if chance.random() < KILLED_WHILE_STARTING:
        time.sleep(chance.uniform(0, 0.8))
    else:
        before = told.n
        if not told.wait_for(before + 1, seconds=20):
            raise RuntimeError("the server does not acknowledge anything any more")
        first = told.first_since(server.started_at)
        if first is not None:
            series.recoveries.append(first - server.started_at)
        told.wait_for(before + chance.randint(1, max(1, most)), seconds=60)
        # Every other one at the very moment of an answer, when a broken build has most to lose.
        time.sleep(chance.choice((0.0, chance.uniform(0, 0.03))))
    server.kill()
    series.kills += 1
    time.sleep(0.05)  # an answer that is still on its way is not the next server's


def _measured(kind: str, folder: Path) -> Outcome:
    with databases(kind, folder) as made:
        found = kept_parts(
            f"kill-server-{kind}", n=HALLS, make=lambda n: _part(made.fresh(), seed=f"{kind}/{n}")
        )
        broken = kept_parts(
            f"kill-server-{kind}-broken",
            n=BROKEN_TRIALS,
            make=lambda n: {"caught": broken_is_caught(made, seed=f"broken/{kind}/{n}")},
        )
    recoveries = sorted(seconds for one in found for seconds in one["recoveries"])
    p95 = recoveries[int(0.95 * (len(recoveries) - 1))]
    caught = sum(one["caught"] for one in broken)
    sums = {name: sum(one[name] for one in found) for name in ("kills", "acknowledged", "lost", "double")}
    return Outcome(
        holds=all(one["holds"] for one in found)
        and sums["kills"] >= KILLS
        and sums["acknowledged"] >= ACKNOWLEDGED
        and p95 <= RECOVERY_SECONDS
        and caught == BROKEN_TRIALS,
        figures={
            **sums,
            "ledgers": len(found),
            "refused": sorted({code for one in found for code in one["refused"]}),
            "wrong": sorted({one["wrong"] for one in found} - {""}),
            "contiguous": all(one["contiguous"] for one in found),
            "recovery_median_seconds": round(recoveries[len(recoveries) // 2], 2),
            "recovery_p95_seconds": round(p95, 2),
            "recovery_most_seconds": round(recoveries[-1], 2),
            "broken_caught": f"{caught} of {BROKEN_TRIALS}",
        },
    )


def _part(database: str | Path, *, seed: str) -> Part:
    """Return one ledger's share of the kills, as it is kept."""
    series = killed(database, kills=KILLS // HALLS, acknowledged=ACKNOWLEDGED // HALLS, seed=seed)
    assert series.held is not None
    return {
        "holds": series.holds,
        "kills": series.kills,
        "acknowledged": series.told.n,
        "lost": series.lost,
        "double": series.told.told_otherwise,
        "refused": sorted(set(series.told.refused)),
        "wrong": series.held.wrong,
        "contiguous": series.is_contiguous,
        "recoveries": [round(one, 3) for one in series.recoveries],
    }


def broken_is_caught(made: Databases, *, seed: str) -> bool:
    """Return whether the build that acknowledges before it commits is seen to lose something."""
    series = killed(
        made.fresh(),
        kills=BROKEN_KILLS,
        acknowledged=BROKEN_KILLS * 60,
        app=ACKNOWLEDGING_EARLY,
        seed=seed,
        until_refused=True,
    )
    return series.lost > 0


def on_sqlite(folder: Path) -> Outcome:
    return _measured("sqlite", folder)


def on_postgresql(folder: Path) -> Outcome:
    return _measured("postgresql", folder)


_BOUND = (
    "server killed 200 times while 12 tablets send: of 20,000 acknowledged none lost or double, indices"
    " contiguous, root recomputes, recovery p95 at most 2 s; acknowledging before commit caught 5 of 5"
)
BARS = (
    Bar(name="kill-server-sqlite", bound=f"SQLite: {_BOUND}", measure=on_sqlite),
    Bar(name="kill-server-postgresql", bound=f"PostgreSQL: {_BOUND}", measure=on_postgresql),
)
