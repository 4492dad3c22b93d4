"""The database of a hall: `python -m bars.hall.rows lay` fills it, `look` says what it holds.

In a process of its own, because Django knows its settings only once.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bars.bar import ROOT
from bars.hall.server import environment_of

if TYPE_CHECKING:
    from selaras.records.models import Event
    from tests.tampered.signed_event import SignedEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a ledger holds: index and digest of every entry by its id, once everything was checked.

    wrong : code of what does not hold, or ""
    """

    wrong: str
    size: int
    index_by_id: Mapping[str, int]
    digest_by_id: Mapping[str, str]
    seconds: float


def lay(database: str | Path) -> None:
    """Bring an event that is ready for marks into an empty database."""
    if isinstance(database, Path):
        database.write_bytes(_laid_file())
    else:
        _run("lay", database)


@cache
def _laid_file() -> bytes:
    """Return an SQLite file with the event; laying one takes longer than most of what is tried on it."""
    with tempfile.TemporaryDirectory(prefix="selaras-hall-") as folder:
        made = Path(folder) / "hall.sqlite3"
        _run("lay", made)
        return made.read_bytes()


def look(database: str | Path) -> Held:
    """Return what is in a database, by a process that opens it as the product does."""
    return held_of(_run("look", database))


def look_at_files(paths: Sequence[Path]) -> list[Held]:
    """Return what is in each of these SQLite files, opened one after the other by one process."""
    told = _run("look", paths[0], *map(str, paths))
    return [held_of(line) for line in told.splitlines()]


def held_of(line: str) -> Held:
    return Held(**json.loads(line))


def _run(what: str, database: str | Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bars.hall.rows", what, *arguments],
        cwd=ROOT,
        env=environment_of(database),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def _lay() -> None:
    from selaras.actions.installation import close_database, open_database

    open_database()
    from django.db import transaction

    from bars.hall.event import ready_event

    with transaction.atomic():
        _keep_event(ready_event())
    close_database()


def _keep_event(signed: SignedEvent) -> None:
    from datetime import UTC, datetime

    from selaras.actions.event_rows import keep_event as keep
    from selaras.core.entries import EntryType
    from selaras.core.evidence.exact_json import read_exact
    from selaras.records import models as rows

    event = keep(signed.case, signed.rulebook)
    event.phase = "scoring"
    event.save(update_fields=["phase"])
    at = datetime.now(UTC)
    _keep_ledger(event, signed, at)
    rows.Policy.objects.create(agency=event.agency, event=event, version=1, content=signed.policy, kept_at=at)
    for size, note in signed.book.checkpoints.items():
        rows.Checkpoint.objects.create(
            agency=event.agency,
            event=event,
            size=size,
            root=signed.book.ledger.root_at(size),
            note=note,
            made_at=at,
        )
    for index, envelope in enumerate(signed.book.envelopes):
        if envelope.type is EntryType.ENROLMENT:
            opening = signed.book.entries[index].opening
            assert opening is not None
            told = read_exact(opening.payload)
            rows.Device.objects.create(
                agency=event.agency,
                event=event,
                device=envelope.device,
                holder=told["holder"],
                role=told["role"],
                public_key=bytes.fromhex(told["public_key"]),
                enrolled_at_index=index,
            )


def _keep_ledger(event: Event, signed: SignedEvent, at: object) -> None:
    from selaras.core.evidence.ledger import Frontier
    from selaras.records import models as rows
    from selaras.records.evidence import NewEntry, keep_entries

    new = []
    for index, (sealed, envelope) in enumerate(zip(signed.book.entries, signed.book.envelopes, strict=True)):
        opening = sealed.opening
        assert opening is not None
        new.append(
            NewEntry(
                agency_id=event.agency_id,
                event_id=event.pk,
                index=index,
                envelope=sealed.packet.envelope,
                signature=sealed.packet.signature,
                leaf_hash=sealed.packet.leaf_hash,
                ulid=envelope.id,
                type=envelope.type.value,
                subject=envelope.subject,
                device=envelope.device,
                dseq=envelope.dseq,
                received_at=at,  # type: ignore[arg-type]
                opening=(opening.salt, opening.payload, opening.note_salt, opening.note),
            )
        )
    keep_entries(new)
    frontier = Frontier().extended([one.leaf_hash for one in new])
    rows.LedgerHead.objects.create(
        event=event,
        agency_id=event.agency_id,
        size=frontier.size,
        frontier=frontier.to_bytes(),
        root=frontier.root,
    )


def _look() -> str:
    from selaras.actions.installation import close_database, open_database
    from selaras.core.errors import CoreError

    started = time.perf_counter()
    try:
        open_database()
        seconds = time.perf_counter() - started
        told = _ledger()
        close_database()
    except CoreError as wrong:
        return _unreadable(wrong)
    return json.dumps({"wrong": "", "seconds": round(seconds, 3), **told})


def _unreadable(wrong: Exception) -> str:
    return json.dumps({"wrong": str(wrong), "size": 0, "index_by_id": {}, "digest_by_id": {}, "seconds": 0})


def _ledger() -> dict[str, object]:
    """Return ids with indices and digests, after the product's own check of chains, openings and root."""
    from selaras.actions.evidence.appending import ledger_of
    from selaras.core.evidence.opening import opened_ledger
    from selaras.core.evidence.packet import envelope_of
    from selaras.records import models as rows

    ledger = ledger_of(rows.Event.objects.select_related("agency").get())
    opened_ledger(ledger)
    index_by_id, digest_by_id = {}, {}
    for index, sealed in enumerate(ledger.entries):
        entry = envelope_of(sealed.packet.envelope).id
        index_by_id[entry], digest_by_id[entry] = index, sealed.packet.digest
    return {"size": ledger.size, "index_by_id": index_by_id, "digest_by_id": digest_by_id}


def _look_at(path: str) -> str:
    from selaras.core.errors import CoreError
    from selaras.records.database import open_database

    try:
        open_database(Path(path))
    except CoreError as wrong:
        return _unreadable(wrong)
    return _look()


if __name__ == "__main__":
    what, *paths = sys.argv[1:]
    if what == "lay":
        _lay()
    else:
        print("\n".join(_look_at(path) for path in paths) if paths else _look())
