"""The product's server under the shim, cut off at many moments; each disk is opened by the product."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bars.bar import Bar, Outcome
from bars.hall.breaking import NOT_WAITING_FOR_THE_DISK
from bars.hall.rows import lay, look_at_files
from bars.hall.sending import tablets_sending
from bars.hall.server import PRODUCT, Server, serving
from bars.power_cut.replaying import SEND, Disk, Record, compiled_shim, preloading, records_of

CUTS = 200
ACKNOWLEDGED = 2_000
AT_ONCE = 25  # disks that lie side by side before they are looked at

_RECEIPT = re.compile(rb'"id":"([0-9A-Z]{26})","index":([0-9]+)')


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What stood on the disk after one cut, against what had been answered before it."""

    answered: int
    lost: int
    wrong: str  # why the product could not open it, or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A run of the server: the disk before, and everything that was done to it and said, in order."""

    before: dict[str, bytes]
    records: list[Record]


def recorded(folder: Path, *, acknowledged: int, app: str = PRODUCT) -> Recorded:
    """Let twelve tablets send until so many marks are acknowledged, and note what happens."""
    disk, log = folder / "disk", folder / "log"
    disk.mkdir(parents=True)
    lay(disk / "hall.sqlite3")
    before = {path.name: path.read_bytes() for path in disk.iterdir()}
    shim = preloading(compiled_shim(folder), folder=disk, log=log)
    server = Server(disk / "hall.sqlite3", app=app, environment=shim)
    with serving(server), tablets_sending(server) as told:
        if not told.wait_for(acknowledged, seconds=120) or told.refused:
            raise RuntimeError(f"only {told.n} acknowledged, refused: {told.refused[:3]}")
    return Recorded(before=before, records=list(records_of(log)))


def cuts(run: Recorded, folder: Path, *, n: int, seed: str) -> list[Cut]:
    """Cut the power at n random moments between the first answer and the end."""
    chance = random.Random(seed)
    first = next(at for at, one in enumerate(run.records) if one.kind == SEND and _answered(one))
    moments = sorted(chance.sample(range(first, len(run.records)), n))
    disk, answered, found, at = Disk(run.before), dict[str, int](), list[Cut](), 0
    waiting: list[tuple[Path, dict[str, int]]] = []
    for number, moment in enumerate(moments):
        for one in run.records[at:moment]:
            disk.take(one)
            answered.update(_answered(one) if one.kind == SEND else ())
        at = moment
        place = folder / f"cut{number}"
        place.mkdir()
        for name, content in disk.after_power_cut(chance).items():
            (place / name).write_bytes(content)
        waiting.append((place, dict(answered)))
        if len(waiting) == AT_ONCE or moment == moments[-1]:
            found += _looked_at(waiting)
            waiting = []
    return found


def _looked_at(places: Sequence[tuple[Path, dict[str, int]]]) -> list[Cut]:
    held = look_at_files([place / "hall.sqlite3" for place, _ in places])
    found = [
        Cut(
            answered=len(answered),
            lost=sum(one.index_by_id.get(id) != index for id, index in answered.items()),
            wrong=one.wrong,
        )
        for one, (_, answered) in zip(held, places, strict=True)
    ]
    for place, _ in places:
        shutil.rmtree(place)
    return found


def _answered(sent: Record) -> list[tuple[str, int]]:
    """Return the receipts in one message of the server: ids and indices."""
    return [(id.decode(), int(index)) for id, index in _RECEIPT.findall(sent.data)]


def nothing_acknowledged_is_lost(folder: Path) -> Outcome:
    """Cut the product's disk, and one of a build that does not wait for it."""
    sound = cuts(recorded(folder / "full", acknowledged=ACKNOWLEDGED), folder / "full", n=CUTS, seed="full")
    broken = cuts(
        recorded(folder / "normal", acknowledged=ACKNOWLEDGED // 4, app=NOT_WAITING_FOR_THE_DISK),
        folder / "normal",
        n=CUTS // 4,
        seed="normal",
    )
    lost = [one for one in sound if one.lost or one.wrong]
    caught = [one for one in broken if one.lost or one.wrong]
    return Outcome(
        holds=len(sound) == CUTS and not lost and bool(caught),
        figures={
            "cuts": len(sound),
            "answered_at_the_last": sound[-1].answered,
            "cuts_that_lost": len(lost),
            "could_not_be_opened": sorted({one.wrong for one in sound if one.wrong}),
            "synchronous_normal_caught": f"{len(caught)} of {len(broken)} cuts",
        },
    )


BARS = (
    Bar(
        name="power-cut",
        bound="unsynced writes dropped at 200 random points: nothing acknowledged lost;"
        " synchronous=NORMAL is caught",
        measure=nothing_acknowledged_is_lost,
    ),
)
