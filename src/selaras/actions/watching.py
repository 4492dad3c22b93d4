"""Who looked at whose data, and what concerns the installation's safety: entered as it happens."""

from django.db import transaction

from selaras.actions.event_ref import EventRef
from selaras.core.vocabulary import Role
from selaras.outside.clock import Clock
from selaras.records import models as rows


def note_reading(ref: EventRef, person: str, *, account: int, role: Role, thing: str, clock: Clock) -> None:
    """Note that somebody read a participant's data; the participant can see it.

    person : code of the participant; thing : as the table of permissions calls it
    """
    found = rows.Participant.objects.filter(event__agency__code=ref.agency, event__key=ref.key, code=person)
    with transaction.atomic():
        for participant in found:
            rows.PersonRead.objects.create(
                agency_id=participant.agency_id,
                event_id=participant.event_id,
                participant=participant,
                account_id=account,
                role=role.value,
                thing=thing,
                at=clock.now(),
            )


def note_reading_of_all(ref: EventRef, *, account: int, role: Role, thing: str, clock: Clock) -> None:
    """Note that somebody took a file with the data of everybody in an event; each of them can see it."""
    found = rows.Participant.objects.filter(event__agency__code=ref.agency, event__key=ref.key)
    at = clock.now()
    with transaction.atomic():
        rows.PersonRead.objects.bulk_create(
            rows.PersonRead(
                agency_id=one.agency_id,
                event_id=one.event_id,
                participant=one,
                account_id=account,
                role=role.value,
                thing=thing,
                at=at,
            )
            for one in found
        )


def note_safety(
    kind: str, *, clock: Clock, account: int | None = None, agency: str | None = None, about: str = ""
) -> None:
    """Note what concerns the safety of the installation; ``about`` holds codes, never a name."""
    rows.SecurityEvent.objects.create(
        agency=rows.Agency.objects.filter(code=agency).first() if agency else None,
        account_id=account,
        kind=kind,
        about=about[:200],
        at=clock.now(),
    )
