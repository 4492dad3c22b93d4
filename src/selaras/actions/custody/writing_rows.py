"""Rows dropped and made anew from what the ledger says; the guards were lifted by whoever calls this."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from selaras.actions.custody.kept_rows import document_state
from selaras.actions.custody.projected import DESTROYED, WHOLE, Key, Projected, Row
from selaras.core.entries import Opened
from selaras.core.errors import CoreError
from selaras.core.measuring import measurements_in
from selaras.core.publication import publication_bytes
from selaras.core.results import read_entries, results_from
from selaras.records import models as rows
from selaras.records.ratings import NewRating, keep_ratings


def write_rows(event: rows.Event, made: Projected) -> None:
    """Drop every row of an event that its ledger makes, and make them anew; numbers of rows stay."""
    tables = {name: {key: found[-1] for key, found in table.items()} for name, table in made.tables.items()}
    ids = {kind: dict(kind.objects.filter(event=event).values_list("code", "pk")) for kind in _NUMBERED}
    kept_results = {one.version: one for one in rows.Result.objects.filter(event=event)}
    received = dict(rows.Entry.objects.filter(event=event).values_list("index", "received_at"))
    for kind in (rows.Rating, rows.Device, rows.Result, rows.Paper, rows.Participant, rows.Examiner):
        of_event = kind._base_manager.filter(event=event)
        of_event._raw_delete(of_event.db)
    _write_entries(event, tables["entry"], tables["erasure"])
    _write_event(event, tables["event"][()])
    _write_people(event, tables, ids)
    _write_examiners(event, tables["examiner"], ids[rows.Examiner])
    _write_ratings(event, tables["rating"])
    _write_devices(event, tables["device"])
    for (version,), row in tables["result"].items():
        before = [one.opened for one in made.entries[: row[4] - 1] if one.opened]
        kept = kept_results.get(version)
        _write_result(event, version, row, before, kept=kept, received_at=received[row[4] - 1])
    rows.Paper.objects.bulk_create(
        rows.Paper(**_of(event), file_name=name, code=code, title=title, sha256=digest, ledger_size=size)
        for (name, _), (code, title, digest, size) in tables["paper"].items()
    )


_NUMBERED: tuple[type[Any], ...] = (rows.Participant, rows.Examiner)
_ENTRY_COLUMNS = ("ulid", "type", "subject", "device", "dseq", "leaf_hash")
_Rows = Mapping[Key, Row]


def _of(event: rows.Event) -> dict[str, Any]:
    return {"agency_id": event.agency_id, "event": event}


def _write_entries(event: rows.Event, entries: _Rows, erasures: _Rows) -> None:
    """Mend what repeats an envelope; the envelope itself is the fact and stays."""
    ids: dict[int, int] = {}
    for one in rows.Entry.objects.filter(event=event):
        ids[one.index] = one.pk
        wanted = dict(zip(_ENTRY_COLUMNS, entries[one.index,], strict=True))
        told = {name: getattr(one, name) for name in _ENTRY_COLUMNS}
        if {**told, "leaf_hash": bytes(told["leaf_hash"])} != wanted:
            rows.Entry.objects.filter(pk=one.pk).update(**wanted)
    gone = rows.Erasure._base_manager.filter(entry__event=event)
    gone._raw_delete(gone.db)
    rows.Erasure.objects.bulk_create(
        rows.Erasure(agency_id=event.agency_id, entry_id=ids[index], ordered_by_id=ids[order])
        for (index,), (order,) in erasures.items()
    )


def _write_event(event: rows.Event, row: Row) -> None:
    names = ("kind", "title", "starts_on", "ends_on", "phase")
    for name, value in zip(names, row, strict=True):
        setattr(event, name, value)
    event.save(update_fields=names)


def _write_people(
    event: rows.Event, tables: Mapping[str, _Rows], ids: Mapping[type, Mapping[str, int]]
) -> None:
    """Write posts, officials and who takes part; what events share is told as this one's ledger tells it."""
    for (code,), (title, unit, level, state) in tables["position"].items():
        told = {"title": title, "unit": unit, "level": level, "state": state}
        rows.Position.objects.update_or_create(agency_id=event.agency_id, code=code, defaults=told)
    posts = dict(rows.Position.objects.filter(agency_id=event.agency_id).values_list("code", "pk"))
    people: dict[str, int] = {}
    for (code,), (nip, *told_of, post) in tables["official"].items():
        names = ("name", "grade", "level", "home_agency", "position_title", "born_on", "in_position_since")
        told = {**dict(zip(names, told_of, strict=True)), "position_id": posts[post] if post else None}
        official, _ = rows.Official.objects.update_or_create(
            agency_id=event.agency_id, nip=nip, defaults=told
        )
        people[code] = official.pk
    rows.Participant.objects.bulk_create(
        rows.Participant(
            pk=ids[rows.Participant].get(code),
            **_of(event),
            official_id=people[code],
            code=code,
            status=status,
        )
        for (code,), (_, status) in tables["participant"].items()
    )


def _write_examiners(event: rows.Event, examiners: _Rows, ids: Mapping[str, int]) -> None:
    rows.Examiner.objects.bulk_create(
        rows.Examiner(pk=ids.get(code), **_of(event), code=code, name=name, role=role, element=element)
        for (code,), (name, role, element) in examiners.items()
    )


def _write_ratings(event: rows.Event, ratings: _Rows) -> None:
    entries = dict(rows.Entry.objects.filter(event=event).values_list("index", "pk"))
    people = dict(rows.Participant.objects.filter(event=event).values_list("code", "pk"))
    panel = dict(rows.Examiner.objects.filter(event=event).values_list("code", "pk"))
    keep_ratings(
        [
            NewRating(
                agency_id=event.agency_id,
                event_id=event.pk,
                entry_id=entries[index],
                participant_id=people[person],
                examiner_id=panel[examiner],
                method=method,
                criterion=criterion,
                state=state,
                mark_hundredths=mark,
            )
            for (index, criterion), (person, examiner, method, state, mark) in ratings.items()
        ]
    )


def _write_devices(event: rows.Event, devices: _Rows) -> None:
    rows.Device.objects.bulk_create(
        rows.Device(
            **_of(event),
            device=device,
            holder=holder,
            role=role,
            public_key=key,
            enrolled_at_index=enrolled,
            revoked_at_index=revoked,
        )
        for (device,), (holder, role, key, enrolled, revoked) in devices.items()
    )


def _write_result(
    event: rows.Event,
    version: int,
    row: Row,
    before: Sequence[Opened],
    *,
    kept: rows.Result | None,
    received_at: Any,
) -> None:
    as_of, digest, scheme, rulebook, size, root, state = row
    document = "" if state == DESTROYED else _document(before, as_of, digest, kept)
    rows.Result.objects.create(
        pk=kept.pk if kept else None,
        **_of(event),
        version=version,
        as_of=as_of,
        document=document,
        document_digest=digest,
        scheme_digest=scheme,
        rulebook_digest=rulebook,
        ledger_size=size,
        ledger_root=root,
        # Of a row that was gone it is not known to the millisecond when the document was kept.
        frozen_at=kept.frozen_at if kept else received_at,
    )


def _document(before: Sequence[Opened], as_of: Any, digest: str, kept: rows.Result | None) -> str:
    """Return the document of a result: the kept one while its digest is the ledger's, else computed again."""
    if kept is not None and document_state(kept.document, digest=digest) == WHOLE:
        return kept.document
    case, rulebook = read_entries(before)
    results = results_from(case, rulebook, as_of=as_of, measured=measurements_in(before))
    document = publication_bytes(case, results)
    if hashlib.sha256(document).hexdigest() != digest:
        raise CoreError("result_differs_from_ledger", version=kept.version if kept else 0)
    return document.decode()
