"""Rows beside the ledger that its entries make: marks and devices, kept in the entries' own transaction."""

from collections.abc import Mapping, Sequence

from selaras.actions.evidence.receptions import Known
from selaras.core.codec import hundredths
from selaras.core.entries import EntryType
from selaras.core.reception import Admitted
from selaras.records.models import Device, Event
from selaras.records.ratings import NewRating, keep_ratings


def keep_rows(known: Known, admitted: Sequence[Admitted], row_by_index: Mapping[int, int]) -> None:
    """Keep what these entries say in the tables that are read for screens."""
    ratings = [
        rating for one in admitted for rating in _ratings(known, one, entry_id=row_by_index[one.index])
    ]
    if ratings:
        keep_ratings(ratings)
    for one in admitted:
        if one.envelope.type is EntryType.ENROLMENT:
            _keep_device(known.event, one)
        elif one.envelope.type is EntryType.REVOCATION:
            revoked = Device.objects.filter(event=known.event, device=one.payload["device"])
            revoked.filter(revoked_at_index=None).update(revoked_at_index=one.index)


def _ratings(known: Known, one: Admitted, *, entry_id: int) -> list[NewRating]:
    if one.sheet is None:
        return []
    participant, examiner = known.participants[one.sheet.nip], known.examiners[one.sheet.examiner]
    return [
        NewRating(
            agency_id=known.event.agency_id,
            event_id=known.event.pk,
            entry_id=entry_id,
            participant_id=participant,
            examiner_id=examiner,
            method=one.sheet.method.value,
            criterion=rating.criterion,
            state=rating.state.value,
            mark_hundredths=None if rating.mark is None else hundredths(rating.mark),
        )
        for rating in one.sheet.ratings
    ]


def _keep_device(event: Event, one: Admitted) -> None:
    Device.objects.create(
        agency_id=event.agency_id,
        event=event,
        device=one.envelope.device,
        holder=one.payload["holder"],
        role=one.payload["role"],
        public_key=bytes.fromhex(one.payload["public_key"]),
        enrolled_at_index=one.index,
    )
