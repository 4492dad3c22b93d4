"""An event as rows: which one is meant, what stands for its design, and in which phase it is."""

from selaras.actions.event_ref import EventRef
from selaras.core import casefile as c
from selaras.core.dossier import standing_of
from selaras.core.entries import EntryDraft, EntryType, person_codes
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import envelope_of
from selaras.core.lifecycle import Phase, next_phase
from selaras.core.rules import Rulebook
from selaras.records import models as rows


def event_row(ref: EventRef) -> rows.Event:
    """Return the event's row; an unknown event is an error that names it."""
    try:
        return rows.Event.objects.select_related("agency").get(agency__code=ref.agency, key=ref.key)
    except rows.Event.DoesNotExist as missing:
        raise CoreError("event_unknown", agency=ref.agency, key=ref.key) from missing


def phase_draft(current: Phase, verb: str, *, scheme: str) -> EntryDraft:
    """Return the entry of a move from one phase to the next."""
    payload = {
        "from": current.value,
        "to": next_phase(current=current, verb=verb).value,
        "verb": verb,
        "scheme": scheme,
    }
    return EntryDraft(type=EntryType.PHASE, subject="", method="", form=scheme, payload=payload)


def locked_scheme(event: rows.Event) -> str:
    """Return the digest of the scheme that was locked, as the ledger's own entry says."""
    entries = rows.Entry.objects.filter(event=event, type=EntryType.PHASE.value).order_by("-index")
    last = entries.values_list("envelope", flat=True).first()
    if last is None:
        raise CoreError("scheme_not_locked", key=event.key)
    return envelope_of(bytes(last)).form


def move_phase(event: rows.Event, verb: str) -> None:
    event.phase = next_phase(current=Phase(event.phase), verb=verb).value
    event.save(update_fields=["phase"])


def keep_event(case: c.CaseFile, rulebook: Rulebook) -> rows.Event:
    agency, _ = rows.Agency.objects.get_or_create(
        code=case.agency.code,
        defaults={"name": case.agency.name, "kind": case.agency.kind.value, "region": case.agency.region},
    )
    refuse_known_event(case)
    event = rows.Event.objects.create(
        agency=agency,
        key=case.event.key,
        kind=case.event.kind.value,
        title=case.event.title,
        starts_on=case.event.starts_on,
        ends_on=case.event.ends_on,
    )
    _keep_posts(agency, case)
    _keep_people(agency, event, case, rulebook)
    return event


def refuse_known_event(case: c.CaseFile) -> None:
    """Refuse an event whose key the agency has used already."""
    if rows.Event.objects.filter(agency__code=case.agency.code, key=case.event.key).exists():
        raise CoreError("event_already_there", key=case.event.key)


def renew_event(event: rows.Event, case: c.CaseFile, rulebook: Rulebook) -> None:
    """Bring the rows of an event to what its design says now; people who joined get theirs."""
    event.kind, event.title = case.event.kind.value, case.event.title
    event.starts_on, event.ends_on = case.event.starts_on, case.event.ends_on
    event.save(update_fields=["kind", "title", "starts_on", "ends_on"])
    _keep_posts(event.agency, case)
    posts = {one.code: one for one in rows.Position.objects.filter(agency=event.agency)}
    codes = person_codes(case.officials, case.codes)
    for one in case.officials:
        told = {
            "name": one.name,
            "born_on": one.born_on,
            "grade": one.grade,
            "level": one.level.value,
            "home_agency": one.home_agency,
            "position": posts.get(one.position) if one.position else None,
            "position_title": one.position_title,
            "in_position_since": one.in_position_since,
        }
        official, _ = rows.Official.objects.update_or_create(agency=event.agency, nip=one.nip, defaults=told)
        rows.Participant.objects.update_or_create(
            event=event,
            code=codes[one.nip],
            defaults={
                "agency": event.agency,
                "official": official,
                "status": standing_of(one, case=case, rulebook=rulebook).status.value,
            },
        )
    for member in case.examiners:
        rows.Examiner.objects.update_or_create(
            event=event,
            code=member.code,
            defaults={
                "agency": event.agency,
                "name": member.name,
                "role": member.role.value,
                "element": member.element.value,
            },
        )


def _keep_posts(agency: rows.Agency, case: c.CaseFile) -> None:
    rows.Position.objects.bulk_create(
        [
            rows.Position(
                agency=agency,
                code=one.code,
                title=one.title,
                unit=one.unit,
                level=one.level.value,
                state=one.state.value,
            )
            for one in case.positions
        ],
        ignore_conflicts=True,
    )


def _keep_people(agency: rows.Agency, event: rows.Event, case: c.CaseFile, rulebook: Rulebook) -> None:
    posts = {one.code: one for one in rows.Position.objects.filter(agency=agency)}
    rows.Official.objects.bulk_create(
        [
            rows.Official(
                agency=agency,
                nip=one.nip,
                name=one.name,
                born_on=one.born_on,
                grade=one.grade,
                level=one.level.value,
                home_agency=one.home_agency,
                position=posts.get(one.position) if one.position else None,
                position_title=one.position_title,
                in_position_since=one.in_position_since,
            )
            for one in case.officials
        ],
        ignore_conflicts=True,
    )
    people = {one.nip: one for one in rows.Official.objects.filter(agency=agency)}
    codes = person_codes(case.officials, case.codes)
    standings = {one.nip: standing_of(one, case=case, rulebook=rulebook).status for one in case.officials}
    rows.Participant.objects.bulk_create(
        [
            rows.Participant(
                agency=agency,
                event=event,
                official=people[one.nip],
                code=codes[one.nip],
                status=standings[one.nip].value,
            )
            for one in case.officials
        ]
    )
    rows.Examiner.objects.bulk_create(
        [
            rows.Examiner(
                agency=agency,
                event=event,
                code=one.code,
                name=one.name,
                role=one.role.value,
                element=one.element.value,
            )
            for one in case.examiners
        ]
    )
