"""What the present code says of a database that an older release made: run in a process of its own."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from selaras import settings

if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
    settings.DATABASES["default"]["THROW_AWAY"] = True


def main(waiting: Path, out: Path) -> None:
    """Bring the database to the present schema as the server does, tell it, go on with it, tell it again."""
    from selaras.actions.installation import close_database, open_for_serving

    open_for_serving()
    from selaras.actions.access import IMPORTER
    from selaras.actions.custody.rebuilding import check_all_projections
    from selaras.actions.event_ref import EventRef
    from selaras.actions.evidence.checkpoints import make_checkpoint
    from selaras.actions.evidence.packets import Receipt, Submission, receive_packets
    from selaras.outside.clock import StoppedClock
    from selaras.outside.signing import LogKey

    before = told()
    packets = [
        Submission(**{name: bytes.fromhex(value) for name, value in one.items()})
        for one in json.loads(waiting.read_text(encoding="utf-8"))
    ]
    live = next(key for key, one in before["events"].items() if one["phase"] == "scoring")
    ref = EventRef(agency=before["events"][live]["agency"], key=live)
    clock = StoppedClock(datetime(2024, 2, 1, 2, 0, tzinfo=UTC))
    answers = receive_packets(ref, packets, clock=clock)
    make_checkpoint(ref, log_key=LogKey(bytes(range(32))), actor=IMPORTER, clock=clock)
    check_all_projections()
    after = told()
    found = {
        "before": before,
        "after": after,
        "taken": sum(isinstance(one, Receipt) for one in answers),
        "refused": [asdict(one) for one in answers if not isinstance(one, Receipt)],
        "verdicts": {
            key: verdict(EventRef(agency=one["agency"], key=key)) for key, one in after["events"].items()
        },
    }
    out.write_text(json.dumps(found, default=str), encoding="utf-8")
    close_database()


def told() -> dict[str, Any]:
    from django.apps import apps

    from selaras.actions.event_ref import EventRef
    from selaras.actions.evidence.packets import receipts_of
    from selaras.records import models as rows

    events = {}
    for event in rows.Event.objects.select_related("agency"):
        head = rows.LedgerHead.objects.get(event=event)
        entries = rows.Entry.objects.filter(event=event).order_by("index")
        ids = list(entries.values_list("ulid", flat=True))
        ref = EventRef(agency=event.agency.code, key=event.key)
        notes = rows.Checkpoint.objects.filter(event=event).order_by("size")
        events[event.key] = {
            "agency": event.agency.code,
            "size": head.size,
            "root": bytes(head.root).hex(),
            "phase": event.phase,
            "leaves": [bytes(leaf).hex() for leaf in entries.values_list("leaf_hash", flat=True)],
            "receipts": [
                [one.id, one.index, one.leaf_hash.hex(), one.checkpoint_size, one.checkpoint_root.hex()]
                for one in receipts_of(ref, ids)
            ],
            "checkpoints": [bytes(one.note).hex() for one in notes],
            "documents": list(
                rows.Result.objects.filter(event=event).values_list("document_digest", flat=True)
            ),
        }
    tables = {
        one._meta.db_table: one._base_manager.count()
        for one in apps.get_models()
        if one._meta.app_label in ("records", "mfa")
    }
    return {"events": events, "tables": tables}


def verdict(ref: Any) -> list[Any]:
    """Return what a verifier says of everything, as the policy kept with the event asks."""
    from selaras.actions.access import IMPORTER
    from selaras.actions.exports import export_bundle
    from selaras.core.evidence.bundle import Grade
    from selaras.core.verification.verifying import verify
    from selaras.records import models as rows

    papers = {"rekap.pdf": b"%PDF satu"} if rows.Paper.objects.filter(event__key=ref.key).exists() else {}
    bundle = export_bundle(ref, grade=Grade.WITHOUT_NAMES, actor=IMPORTER, papers=papers)
    said = verify(bundle.content).to_json()
    return [said["verdict"], said["reason"]]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
