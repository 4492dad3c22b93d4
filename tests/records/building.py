"""Rows for tests: one agency with one event, and whatever a test adds."""

from datetime import UTC, date, datetime
from typing import Any

from selaras.core.entries import EntryDraft, EntryType
from selaras.core.evidence.ledger import leaf_hash
from selaras.records import models as rows

AT = datetime(2024, 2, 1, 9, 30, tzinfo=UTC)


def agency(code: str = "bengkulu") -> rows.Agency:
    return rows.Agency.objects.get_or_create(
        code=code, defaults={"name": f"Pemerintah {code}", "kind": "province", "region": code}
    )[0]


def event(key: str = "job-fit-2024", *, of: str = "bengkulu") -> rows.Event:
    return rows.Event.objects.create(
        agency=agency(of),
        key=key,
        kind="job-fit",
        title="Uji kompetensi",
        starts_on=date(2024, 1, 30),
        ends_on=date(2024, 2, 1),
    )


def official(nip: str = "197505172000031001", *, of: str = "bengkulu") -> rows.Official:
    return rows.Official.objects.create(
        agency=agency(of),
        nip=nip,
        name="Budi",
        born_on=date(1975, 5, 17),
        grade="IV/c",
        level="jpt-pratama",
        home_agency="Pemerintah Provinsi Bengkulu",
        position_title="Kepala Dinas",
        in_position_since=date(2020, 1, 1),
    )


def participant(of_event: rows.Event) -> rows.Participant:
    return rows.Participant.objects.create(
        agency=of_event.agency, event=of_event, official=official(), code="P-001", status="participant"
    )


def examiner(of_event: rows.Event) -> rows.Examiner:
    return rows.Examiner.objects.create(
        agency=of_event.agency, event=of_event, code="E1", name="Ani", role="chair", element="academic"
    )


def entry(of_event: rows.Event, index: int = 0, *, type: str = "rating-sheet") -> rows.Entry:
    return rows.Entry.objects.create(
        agency=of_event.agency,
        event=of_event,
        index=index,
        envelope=b"{}",
        signature=b"",
        leaf_hash=leaf_hash(b"{}\n"),
        ulid=f"{of_event.pk:010d}{index:016d}",
        type=type,
        subject="P-001",
        device="import",
        dseq=index + 1,
        received_at=AT,
    )


def payload(of_entry: rows.Entry) -> rows.Payload:
    return rows.Payload.objects.create(
        entry=of_entry,
        agency=of_entry.agency,
        salt=bytes(32),
        payload=b"{}",
        note_salt=bytes(32),
        note=b"",
    )


def rating(of_event: rows.Event, of_entry: rows.Entry, **changes: Any) -> rows.Rating:
    told = {"state": "scored", "mark_hundredths": 400, "criterion": "W1", **changes}
    return rows.Rating.objects.create(
        agency=of_event.agency,
        event=of_event,
        entry=of_entry,
        participant=rows.Participant.objects.filter(event=of_event).first() or participant(of_event),
        examiner=rows.Examiner.objects.filter(event=of_event).first() or examiner(of_event),
        method="interview",
        **told,
    )


def result(of_event: rows.Event) -> rows.Result:
    return rows.Result.objects.create(
        agency=of_event.agency,
        event=of_event,
        version=1,
        as_of=date(2024, 2, 1),
        document="{}",
        document_digest="ab" * 32,
        scheme_digest="ab" * 32,
        rulebook_digest="ab" * 32,
        ledger_size=1,
        ledger_root=bytes(32),
        frozen_at=AT,
    )


def head(of_event: rows.Event, *, size: int = 1) -> rows.LedgerHead:
    return rows.LedgerHead.objects.create(
        event=of_event, agency=of_event.agency, size=size, frontier=bytes(32), root=bytes(32)
    )


def checkpoint(of_event: rows.Event, *, size: int = 1) -> rows.Checkpoint:
    return rows.Checkpoint.objects.create(
        agency=of_event.agency, event=of_event, size=size, root=bytes(32), note=b"note", made_at=AT
    )


def cosignature(of: rows.Checkpoint, witness: str = "inspektorat") -> rows.Cosignature:
    return rows.Cosignature.objects.create(
        agency=of.agency, event=of.event, checkpoint=of, witness=witness, line="line", kept_at=AT
    )


def policy(of_event: rows.Event, *, version: int = 1) -> rows.Policy:
    return rows.Policy.objects.create(
        agency=of_event.agency, event=of_event, version=version, content=b"{}", kept_at=AT
    )


def device(of_event: rows.Event, **changes: Any) -> rows.Device:
    told = {"device": "7K3M-0QXY-Z1AB", "role": "PG", "public_key": bytes(65), "enrolled_at_index": 3}
    return rows.Device.objects.create(
        **{"agency": of_event.agency, "event": of_event, "holder": "E1", **told, **changes}
    )


def alarm(of_event: rows.Event, **changes: Any) -> rows.Alarm:
    told = {"kind": "seen_ahead", "device": "7K3M-0QXY-Z1AB", "facts": "{}", "size": 3, "raised_at": AT}
    return rows.Alarm.objects.create(**{"agency": of_event.agency, "event": of_event, **told, **changes})


def drafts(n: int, *, first: int = 0) -> list[EntryDraft]:
    """Return n marks as they would be entered."""
    return [
        EntryDraft(
            type=EntryType.RATING_SHEET,
            subject=f"P-{number:03d}",
            method="interview",
            form="ab" * 32,
            payload={"ratings": [{"criterion": "W1", "mark": 100 + number}], "sheet": None},
        )
        for number in range(first, first + n)
    ]
