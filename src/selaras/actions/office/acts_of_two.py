"""Acts of two people in the office: one asks, another person agrees, then the act is entered.

In a signed event each of the two signs an approval with a device of the own, and the ledger judges them. The
accounts are judged here besides: whoever has two accounts, or two devices, is one person all the same. What
one paper says of many people is asked and agreed to at once; each act has its own two approvals all the same.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace

from django.db import transaction

from selaras.actions.access import require
from selaras.actions.event_ref import EventRef
from selaras.actions.event_rows import event_row
from selaras.actions.evidence import acts
from selaras.actions.evidence.acting import Acting
from selaras.actions.evidence.acts import Asked
from selaras.actions.evidence.appending import append
from selaras.actions.evidence.approvals import Given, approvals_of, approvals_of_each
from selaras.actions.evidence.receptions import wants_signatures
from selaras.actions.evidence.unsigned import judge_unsigned
from selaras.core.codec import Json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import BOTH, Act
from selaras.core.evidence.exact_json import canonical
from selaras.core.filing import Letters
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role
from selaras.records import models as rows
from selaras.records.office.desk import ActState

_BOTH = {one.value for one in BOTH}
# What one paper may say of many people.
_MANY = (Act.RECORD_DECISION, Act.RECORD_LETTER)


def ask_act(
    ref: EventRef,
    *asked: Asked,
    told: Sequence[str],
    account: int,
    acting: Acting,
    scan: int | None = None,
) -> int:
    """Let an act wait for two people and return its number; the same act that waits already is not doubled.

    asked : one act, or all that one paper says: decisions, or letters
    told : what is asked, in the words of whoever asks
    scan : number of the kept file that the second person compares
    Raises ``letters_of_one_question`` where one of the letters would answer what another does.
    """
    require(acting.actor, "ask_act")
    act, about = _act_of(asked), _about(asked)
    with transaction.atomic():
        event = event_row(ref)
        if act is not Act.ENROL_LATE and not _roles(event, account):
            raise CoreError("approval_wrong_role", verb=act.value)
        waiting = rows.PendingAct.objects.filter(
            event=event, verb=act.value, about=about, state=ActState.WAITING.value
        )
        there = waiting.values_list("pk", flat=True).first()
        if there is not None:
            return int(there)
        made = rows.PendingAct.objects.create(
            agency_id=event.agency_id,
            event=event,
            verb=act.value,
            told={
                "drafts": [{**asdict(one.draft), "type": one.draft.type.value} for one in asked],
                "sentences": list(told),
                "scan": scan,
            },
            about=about,
            asked_by_id=account,
            asked_at=acting.clock.now(),
        )
    return made.pk


def withdraw_act(ref: EventRef, number: int, *, acting: Acting) -> None:
    """Let an act wait no longer; approvals that were given for it stay in the ledger and do nothing."""
    require(acting.actor, "act_of_two")
    with transaction.atomic():
        row = _waiting(event_row(ref), number)
        row.state, row.ended_at = ActState.WITHDRAWN.value, acting.clock.now()
        row.save(update_fields=["state", "ended_at"])


def agree_to_act(
    ref: EventRef, number: int, *, account: int, acting: Acting, compared: Collection[str] = ()
) -> None:
    """Enter an act that waits, as the second person; what is missing is refused, and it goes on waiting.

    account : who agrees; never who asked, nor the same person by another account
    compared : of a lock, the fingerprints of devices that people compared with what they hold
    """
    require(acting.actor, "act_of_two")
    with transaction.atomic():
        event = event_row(ref)
        row = _waiting(event, number)
        asked = _asked_of(row)
        act = asked[0].act
        if act is Act.ENROL_LATE:
            _approvers_of_late_device(event, ref, asked[0])
        else:
            _check_two_people(event, row.asked_by_id, account, verb=act.value)
            approvals: Sequence[tuple[str, ...]] = [() for _ in asked]
            if wants_devices(act, is_signed=wants_signatures(event), phase=Phase(event.phase)):
                given = approvals_of_each(ref, asked)
                approvals = [_approvals_by(event, act, each, row.asked_by_id, account) for each in given]
            _enter(event, ref, asked, approvals, acting, compared)
        row.state, row.ended_at = ActState.DONE.value, acting.clock.now()
        row.agreed_by_id = account if account != row.asked_by_id else None
        row.save(update_fields=["state", "ended_at", "agreed_by"])


def wants_devices(act: Act, *, is_signed: bool, phase: Phase) -> bool:
    """Return whether both sign with devices of their own: letters before the lock are the office's."""
    return is_signed and not (act is Act.RECORD_LETTER and phase is Phase.DESIGN)


def _act_of(asked: Sequence[Asked]) -> Act:
    """Return which act is asked for; several at once are those of one paper, and answer each once."""
    (act,) = {one.act for one in asked}
    if len(asked) > 1 and act not in _MANY:
        raise CoreError("approval_of_something_else", verb=act.value)
    if act is Act.RECORD_LETTER:
        known = Letters(signed=True)
        for n, one in enumerate(asked):
            if known.answered_at(one.draft.payload) >= 0:
                raise CoreError("letters_of_one_question", subject=one.draft.subject)
            known.remember(n, one.draft.type, one.draft.payload)
    return act


def _about(asked: Sequence[Asked]) -> str:
    """Return the digest of what is asked: of one act what its approvals name, of several of all those."""
    if len(asked) == 1:
        return asked[0].about
    return hashlib.sha256(canonical([one.about for one in asked])).hexdigest()


def _asked_of(row: rows.PendingAct) -> tuple[Asked, ...]:
    """Return the acts as they were asked; what was changed afterwards is refused."""
    drafts = [EntryDraft(**{**told, "type": EntryType(told["type"])}) for told in row.told["drafts"]]
    asked = tuple(Asked(act=Act(row.verb), draft=one) for one in drafts)
    if _about(asked) != row.about:
        raise CoreError("approval_of_something_else", verb=row.verb)
    return asked


def office_codes(event: rows.Event, account: int) -> dict[str, str]:
    """Return the codes by which the ledger knows an account as one of the two, each with its role."""
    return {holder or f"{role}-{account}": role for role, holder in _memberships(event, account)}


def _memberships(event: rows.Event, account: int) -> list[tuple[str, str]]:
    lasting = rows.Membership.objects.filter(
        account_id=account, account__is_active=True, ended_at=None, role__in=_BOTH
    )
    found = lasting.values_list("role", "holder", "event_id", "agency_id")
    return [
        (role, holder if of_event else "")
        for role, holder, of_event, agency in found
        if agency == event.agency_id and of_event in (None, event.pk)
    ]


def _roles(event: rows.Event, account: int) -> set[str]:
    return {role for role, _ in _memberships(event, account)}


def _waiting(event: rows.Event, number: int) -> rows.PendingAct:
    row = rows.PendingAct.objects.select_for_update().filter(event=event, pk=number).first()
    if row is None or row.state != ActState.WAITING.value:
        raise CoreError("act_not_waiting")
    return row


def _check_two_people(event: rows.Event, one: int, other: int, *, verb: str) -> None:
    """Refuse one person in two shapes, and two who are not chair and secretariat."""
    if is_one_person(event, one, other):
        raise CoreError("act_of_one_person", verb=verb)
    pairs = {(a, b) for a in _roles(event, one) for b in _roles(event, other) if a != b}
    if not pairs:
        raise CoreError("approval_wrong_role", verb=verb)


def is_one_person(event: rows.Event, one: int, other: int) -> bool:
    """Return whether two accounts belong to one person, as far as anything here tells."""
    codes = office_codes(event, one).keys() & office_codes(event, other).keys()
    return looks_like_one(one, other) or bool(codes)


def looks_like_one(one: int, other: int) -> bool:
    """Return whether two accounts are of one person by what stands in them: official, mail or name."""
    if one == other:
        return True
    first, second = (rows.Account.objects.get(pk=account) for account in (one, other))
    same_official = first.official_id is not None and first.official_id == second.official_id
    same_mail = bool(first.email) and first.email.casefold() == second.email.casefold()
    same_name = " ".join(first.name.split()).casefold() == " ".join(second.name.split()).casefold()
    return same_official or same_mail or same_name


def _approvals_by(
    event: rows.Event, act: Act, given: Sequence[Given], one: int, other: int
) -> tuple[str, ...]:
    """Return the approvals of these two people, one in each role; whose is missing is told."""
    of_one, of_other = (_given_by(event, given, account) for account in (one, other))
    for found, account in ((of_one, one), (of_other, other)):
        if not found:
            who = rows.Account.objects.values_list("name", flat=True).get(pk=account)
            raise CoreError("act_waits_for_signature", who=who)
    for first in of_one:
        for second in of_other:
            if {first.role, second.role} == _BOTH and first.holder != second.holder:
                return (first.id, second.id)
    raise CoreError("approval_wrong_role", verb=act.value)


def _given_by(event: rows.Event, given: Sequence[Given], account: int) -> list[Given]:
    """Return the approvals that an account's own devices gave, the latest first."""
    codes = office_codes(event, account)
    return [one for one in reversed(given) if codes.get(one.holder) == one.role]


def _approvers_of_late_device(event: rows.Event, ref: EventRef, asked: Asked) -> None:
    """Refuse until chair and secretariat, two people, have signed for a late device; it then comes itself."""
    given = approvals_of(ref, asked)
    if {one.role for one in given} < _BOTH:
        raise CoreError("act_waits_for_signature", who=Role.CHAIR.istilah + " / " + Role.SECRETARIAT.istilah)
    if len(late_approvals(event, given)) != 2:
        raise CoreError("act_of_one_person", verb=asked.act.value)


def late_approvals(event: rows.Event, given: Sequence[Given]) -> tuple[str, ...]:
    """Return the approvals of a late device by two people, one in each role; () where there are none."""
    accounts = list(
        rows.Membership.objects.filter(agency_id=event.agency_id, role__in=_BOTH, ended_at=None)
        .values_list("account_id", flat=True)
        .distinct()
    )
    by_account = {account: _given_by(event, given, account) for account in accounts}
    for one in accounts:
        for other in accounts:
            if is_one_person(event, one, other):
                continue
            for first in by_account[one]:
                for second in by_account[other]:
                    if (first.role, second.role) == (Role.CHAIR.value, Role.SECRETARIAT.value):
                        return (first.id, second.id)
    return ()


def _enter(
    event: rows.Event,
    ref: EventRef,
    acts_asked: Sequence[Asked],
    given: Sequence[tuple[str, ...]],
    acting: Acting,
    compared: Collection[str],
) -> None:
    from selaras.actions.custody.log_keys import recover_log_key
    from selaras.actions.placement import choose

    asked, approvals = acts_asked[0], given[0]
    match asked.act:
        case Act.LOCK:
            acts.lock_scheme(ref, approvals=approvals, devices=compared, acting=acting)
        case Act.REOPEN:
            acts.reopen_scoring(ref, approvals=approvals, acting=acting)
        case Act.VOID:
            acts.void_sheet(ref, asked, approvals=approvals, acting=acting)
        case Act.REVEAL:
            acts.reveal(ref, approvals=approvals, acting=acting)
        case Act.EXPORT:
            acts.enter_export(ref, approvals=approvals, acting=acting, grade=asked.draft.payload["grade"])
        case Act.RESTORE:
            acts.enter_restoration(ref, asked, approvals=approvals, acting=acting)
        case Act.RECORD_PROPOSAL:
            choose(ref, asked, approvals=approvals, acting=acting)
        case Act.RECOVER_LOG_KEY:
            recover_log_key(ref, asked, approvals=approvals, acting=acting)
        case _:
            append(event, [_agreed(*each) for each in zip(acts_asked, given, strict=True)], **acting.by)
    if not wants_signatures(event):
        judge_unsigned(event)


def _agreed(asked: Asked, approvals: Sequence[str]) -> EntryDraft:
    """Return an act with its approvals; a letter that no device had to agree to says no more than it did."""
    if asked.act is Act.RECORD_LETTER and not approvals:
        return asked.draft
    return replace(asked.draft, payload={**asked.draft.payload, "approvals": list(approvals)})


def late_enrolment(ref: EventRef, asked: Asked) -> dict[str, Json] | None:
    """Return what a late device now sends, its two approvals named; None while two people have not agreed."""
    event = event_row(ref)
    approvals = late_approvals(event, approvals_of(ref, asked))
    return {**asked.draft.payload, "approvals": list(approvals)} if approvals else None
