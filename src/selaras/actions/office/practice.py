"""Practice: the example events, each brought to a phase, with people who sign in for every role.

All people are invented. None of this is reached but from ``selaras demo``, on a database of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.apps import apps
from django.db import transaction

from selaras.actions.access import Actor
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.appending import opened_entries
from selaras.actions.evidence.live import move_event
from selaras.actions.office.decisions import Numbered, drafts_as_proposed
from selaras.actions.office.entering import enter_drafts
from selaras.actions.office.events.importing import make_event
from selaras.actions.office.letters import LetterForm, draft_of_letter
from selaras.actions.office.memberships import Seat, seated
from selaras.actions.placement import Choice, choose_of_import
from selaras.core import casefile as c
from selaras.core.entries import EntryType
from selaras.core.lifecycle import Phase
from selaras.core.proposing import digest_of
from selaras.core.vocabulary import PermissionKind, PermissionState, Role
from selaras.outside.clock import Clock
from selaras.outside.signing import LogKey
from selaras.records import models as rows

NOTE = "practice_made"
_OFFICE = Actor(name="SK", roles=frozenset({Role.SECRETARIAT, Role.CHAIR}))
# Who signs in, by the first part of the sign-in name; the second is the event's code.
ROLES = (
    Role.SECRETARIAT,
    Role.CHAIR,
    Role.EXAMINER,
    Role.PARTICIPANT,
    Role.REVIEWER,
    Role.DECIDING_OFFICER,
    Role.AUDITOR,
    Role.SYSTEM_ADMIN,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Practised:
    """One person who may be practised as."""

    sign_in_name: str
    name: str
    role: Role
    event: str
    phase: Phase

    @property
    def is_somebody(self) -> bool:
        """Whether this is a person of the event, and not only a role."""
        return self.role in (Role.EXAMINER, Role.PARTICIPANT)


def is_practice() -> bool:
    """Return whether this database was made for practice; a real one never is."""
    return rows.SecurityEvent.objects.filter(kind=NOTE).exists()


def begin_practice(*, clock: Clock) -> None:
    """Mark an empty database as one for practice."""
    if rows.Agency.objects.exists():
        raise RuntimeError("practice begins on an empty database only")
    rows.SecurityEvent.objects.create(kind=NOTE, at=clock.now())


def practise(case: c.CaseFile, phase: Phase, *, password: str, log_key: LogKey, acting: Acting) -> EventRef:
    """Make an example event, bring it to a phase as its office would, and seat somebody for every role.

    password : as it is kept, made by ``password_kept``
    """
    acting = replace(acting, actor=_OFFICE, signer=log_key)
    agency, _ = rows.Agency.objects.get_or_create(
        code=case.agency.code,
        defaults={"name": case.agency.name, "kind": case.agency.kind.value, "region": case.agency.region},
    )
    given = _without_marks(case) if phase is Phase.DESIGN else case
    made = make_event(given, upload=0, agency=agency.code, log_key=log_key, acting=acting)
    _bring_to(made.ref, phase, on=case.event.ends_on, acting=acting)
    _seat_everybody(made.ref, password=password, clock=acting.clock)
    return made.ref


def password_kept(password: str) -> str:
    """Return a password as it is kept; slow on purpose, so once for everybody."""
    account = rows.Account()
    account.set_password(password)
    return account.password


def people_of_practice() -> tuple[Practised, ...]:
    """Return everybody who may be practised as; nobody on a database that is no practice."""
    if not is_practice():
        return ()
    lasting = rows.Membership.objects.filter(ended_at=None).select_related("account", "event").order_by("pk")
    found = {}
    for one in lasting:
        _, _, key = one.account.sign_in_name.partition(".")
        event = one.event or rows.Event.objects.filter(agency_id=one.agency_id, key=key).first()
        if event is not None:
            found[one.account.sign_in_name] = Practised(
                sign_in_name=one.account.sign_in_name,
                name=one.account.name,
                role=Role(one.role),
                event=event.title,
                phase=Phase(event.phase),
            )
    return tuple(found.values())


def _without_marks(case: c.CaseFile) -> c.CaseFile:
    return replace(
        case, rating_sheets=(), feedback=(), attendances=(), reconfirmations=(), voided=(),
        performances=(), track_record=(), assessments=(),
    )  # fmt: skip


def _bring_to(ref: EventRef, phase: Phase, *, on: date, acting: Acting) -> None:
    """Go through the moves of an imported event, each with what must be said for it."""
    if phase in (Phase.DESIGN, Phase.CLOSED):
        return
    letter = c.Letter(issuer="Gubernur", number="800/CONTOH/01", dated_on=on)
    slate = _best_slate(ref)
    if slate is None or phase is Phase.REVIEW:
        move_event(ref, "sign_minutes", acting=acting)
        if slate is None:
            return
    if phase is Phase.REVIEW:
        return
    choose_of_import(ref, Choice(slate=slate, letter=letter), minutes_signed=True, acting=acting)
    verdict = LetterForm(
        kind=PermissionKind.RESULT,
        state=PermissionState.GRANTED,
        issuer="Penelaah",
        number="B/CONTOH/02",
        dated_on=on,
    )
    enter_drafts(ref, [draft_of_letter(ref, verdict)], acting=acting)
    move_event(ref, "record_verdict", acting=acting)
    if phase is Phase.FOLLOW_UP:
        decree = Numbered(number="821/CONTOH/03", dated_on=on)
        enter_drafts(ref, drafts_as_proposed(ref, decree=decree), acting=acting)
        move_event(ref, "issue_decrees", acting=acting)


def _best_slate(ref: EventRef) -> str | None:
    entries = opened_entries(event_row(ref))
    return next((digest_of(one.payload) for one in entries if one.type is EntryType.SLATE), None)


def _seat_everybody(ref: EventRef, *, password: str, clock: Clock) -> None:
    with transaction.atomic():
        event = event_row(ref)
        for role in ROLES:
            seat = _seat(event, role)
            who = rows.Account.objects.create(
                agency_id=event.agency_id,
                sign_in_name=f"{role.value.lower()}.{event.key}",
                name=_name(event, role, seat.holder),
                password=password,
            )
            if role is not Role.PARTICIPANT and role is not Role.EXAMINER:
                _with_second_factor(who)
            seated(who, seat, event=event if seat.event else None, granted_by=None, clock=clock)


def _seat(event: rows.Event, role: Role) -> Seat:
    if role is Role.CHAIR:
        return Seat(role=role, event=event.key, holder="KP")
    if role is Role.EXAMINER:
        return Seat(role=role, event=event.key, holder=_first(rows.Examiner.objects.filter(event=event)))
    if role is Role.PARTICIPANT:
        taking = rows.Participant.objects.filter(event=event, status="participant")
        return Seat(role=role, event=event.key, holder=_first(taking))
    return Seat(role=role)


def _first(found: object) -> str:
    codes: Sequence[str] = found.order_by("pk").values_list("code", flat=True)  # type: ignore[attr-defined]
    return codes[0]


def _name(event: rows.Event, role: Role, holder: str) -> str:
    if role is Role.EXAMINER:
        return str(rows.Examiner.objects.get(event=event, code=holder).name)
    if role is Role.PARTICIPANT:
        return str(rows.Participant.objects.get(event=event, code=holder).official.name)
    return f"{role.istilah} (contoh)"


def _with_second_factor(who: rows.Account) -> None:
    # Everybody knows this secret: practice shows the pages behind a second factor, it protects nothing.
    factors = apps.get_model("mfa", "Authenticator")
    factors.objects.create(user=who, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"})
