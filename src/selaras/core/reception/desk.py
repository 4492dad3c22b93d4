"""The desk where content is looked at: pair, attendance, criteria, scale, and what the office itself may say.

All of it can still be mended while whoever sent it is there. What a verifier would refuse has its code.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selaras.core import casefile as c
from selaras.core import custody
from selaras.core import vocabulary as v
from selaras.core.codec import Json, from_json
from selaras.core.completeness import marks_off_the_scale
from selaras.core.eligibility import absence, judge_official
from selaras.core.entries import DESIGN_TYPES, EntryType, Opened, casefile_of, person_codes
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import BOTH, Act, who_sends
from selaras.core.evidence.packet import Envelope
from selaras.core.freezing import locked
from selaras.core.life import Holder
from selaras.core.paneling import RatingRight, rating_allowed
from selaras.core.reception.office_entries import office_entry
from selaras.core.rules import Rulebook

_OF_SHEETS = frozenset({EntryType.RATING_SHEET, EntryType.RECONFIRMATION, EntryType.VOID})
# What says who takes part, who rates whom, and on which forms; nothing else is kept.
_OF_THE_PLAN = frozenset({EntryType.RULEBOOK, *DESIGN_TYPES, EntryType.ATTENDANCE})
_OFFICE = frozenset(one.value for one in BOTH)
# Who may say them, when and on what, the event's life asks.
OF_PROCEEDINGS = (EntryType.DATA_CHECK, EntryType.MINUTES, EntryType.DECISION, EntryType.OBJECTION)
_VERBS = frozenset(one.value for one in Act)

Triple = tuple[str, str, v.Method]  # examiner, code of the person, method


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """Who may be rated by whom on what, as the entries stand."""

    case: c.CaseFile
    rulebook: Rulebook
    status_by_code: Mapping[str, v.ParticipantStatus]
    assigned: frozenset[Triple]
    barred: frozenset[tuple[str, str]]


class Desk:
    """What the entries of a ledger say about what may be entered next; people are known by their codes."""

    def __init__(self) -> None:
        self._design: list[Opened] = []
        self._known: set[tuple[EntryType, str]] = set()  # officials and examiners by their codes
        self._plan: _Plan | None = None  # made when it is asked for, after the last change of the design
        self._sheets: set[Triple] = set()
        self._confirmed: set[Triple] = set()

    def check(self, envelope: Envelope, payload: Json, *, by: Holder | None) -> c.RatingSheet | None:
        """Refuse a content that must not enter; return the sheet where it is one.

        by : who holds the device, None before its enrolment
        """
        kind = envelope.type
        if kind is EntryType.ENROLMENT:
            self._check_enrolment(envelope, from_json(custody.Enrolment, payload))
            return None
        if by is None or envelope.actor != by.holder:
            raise CoreError("actor_not_the_holder", device=envelope.device)
        if kind is EntryType.RATING_SHEET:
            return self._checked_sheet(envelope, from_json(c.RatingSheet, payload))
        if kind is EntryType.RECONFIRMATION:
            self._check_second_look(envelope, from_json(c.Reconfirmation, payload))
        elif kind is EntryType.APPROVAL:
            agreed = from_json(custody.Approval, payload)
            if agreed.verb not in _VERBS:
                raise CoreError("payload_field_wrong", field="Approval.verb", got=agreed.verb[:40])
            if by.role not in _OFFICE:
                raise CoreError("approval_wrong_role", verb=agreed.verb)
        elif kind is EntryType.PROPOSAL:
            self._check_choice(envelope, from_json(custody.Proposal, payload), by)
        elif kind is EntryType.DECISION and by.role != v.Role.DECIDING_OFFICER.value:
            raise CoreError("not_by_the_deciding_officer", device=envelope.device)
        elif kind not in OF_PROCEEDINGS:
            self._check_by_office(envelope, payload, by)
        return None

    def take(self, envelope: Envelope, payload: Json, note: str) -> None:
        """Remember an entry whose payload is at hand."""
        if envelope.type in _OF_SHEETS:
            self._remember_sheet(envelope.type, payload)
        if envelope.type not in _OF_THE_PLAN:
            return
        if envelope.type in (EntryType.OFFICIAL, EntryType.EXAMINER):
            self._known.add((envelope.type, envelope.subject))
        self._design.append(Opened(envelope.type, envelope.subject, payload, note))
        if envelope.type is EntryType.ATTENDANCE and self._plan is not None:
            self._plan = _with_attendance(self._plan, from_json(c.Attendance, payload))
        else:
            self._plan = None

    def scheme_digest(self) -> str:
        """Return the digest of what would be locked now."""
        return locked(casefile_of(self._design), rulebook_digest=_rulebook_in(self._design).digest).digest

    def _check_enrolment(self, envelope: Envelope, told: custody.Enrolment) -> None:
        if envelope.actor != told.holder:
            raise CoreError("actor_not_the_holder", device=envelope.device)
        if told.role is v.Role.EXAMINER:
            self._check_known(EntryType.EXAMINER, told.holder)

    def _checked_sheet(self, envelope: Envelope, sheet: c.RatingSheet) -> c.RatingSheet:
        self._check_pair(envelope, sheet)
        scheme = self._plan_now().case.scheme
        for wrong in marks_off_the_scale(sheet.ratings, sheet.method, scheme=scheme, where=_where(sheet)):
            raise wrong
        return sheet

    def _check_second_look(self, envelope: Envelope, again: c.Reconfirmation) -> None:
        self._check_pair(envelope, again)
        key = (again.examiner, again.nip, again.method)
        if key not in self._sheets:
            raise CoreError("confirmed_without_sheet", **_where(again))
        if key in self._confirmed:
            raise CoreError("reconfirmed_twice", examiner=again.examiner, nip=again.nip)
        if not again.reason.strip():
            raise CoreError("confirmed_without_reason", **_where(again))

    def _check_choice(self, envelope: Envelope, chosen: custody.Proposal, by: Holder) -> None:
        """Refuse a choice that is not the deciding officer's, or moves people nobody knows."""
        if by.role != v.Role.DECIDING_OFFICER.value:
            raise CoreError("not_by_the_deciding_officer", device=envelope.device)
        if (envelope.subject, envelope.method) != ("", ""):
            raise CoreError("subject_not_of_payload", subject=envelope.subject, method=envelope.method)
        for one in chosen.seats:
            self._check_known(EntryType.OFFICIAL, one.official)

    def _check_by_office(self, envelope: Envelope, payload: Json, by: Holder) -> None:
        """Refuse what is not the office's to say, of people nobody knows, or off a form's scale."""
        if by.role not in who_sends(envelope.type):
            raise CoreError("not_by_the_office", device=envelope.device)
        told = office_entry(envelope.type, payload, subject=envelope.subject)
        if told.examiner is not None:
            self._check_known(EntryType.EXAMINER, told.examiner)
        if told.official is not None:
            self._check_known(EntryType.OFFICIAL, told.official)
        if (envelope.subject, envelope.method) != (told.subject, told.method):
            raise CoreError("subject_not_of_payload", subject=envelope.subject, method=envelope.method)
        if isinstance(told.value, c.FeedbackSheet):
            scheme, where = self._plan_now().case.scheme, {"nip": told.value.nip}
            for wrong in marks_off_the_scale(
                told.value.ratings, v.Method.FEEDBACK_360, scheme=scheme, where=where
            ):
                raise wrong

    def _check_known(self, kind: EntryType, code: str) -> None:
        if (kind, code) not in self._known:
            if kind is EntryType.EXAMINER:
                raise CoreError("examiner_unknown", examiner=code[:64])
            raise CoreError("person_code_unknown", code=code[:64])

    def _check_pair(self, envelope: Envelope, one: c.RatingSheet | c.Reconfirmation) -> None:
        if (envelope.subject, envelope.method) != (one.nip, one.method.value):
            raise CoreError("subject_not_of_payload", subject=envelope.subject, method=envelope.method)
        plan = self._plan_now()
        status = plan.status_by_code.get(one.nip)
        if status is None:
            raise CoreError("person_code_unknown", code=one.nip[:64])
        if status is not v.ParticipantStatus.PARTICIPANT:
            raise CoreError("mark_for_nonparticipant", **_where(one), status=status.value)
        if (one.examiner, one.nip) in plan.barred:
            raise CoreError("conflicted_pair_marked", examiner=one.examiner, subject=one.nip)
        if (one.examiner, one.nip, one.method) not in plan.assigned:
            raise CoreError("mark_not_assigned", **_where(one))

    def _plan_now(self) -> _Plan:
        if self._plan is None:
            self._plan = _plan_of(self._design)
        return self._plan

    def _remember_sheet(self, kind: EntryType, payload: Json) -> None:
        key = (payload["examiner"], payload["nip"], v.Method(payload["method"]))
        if kind is EntryType.RATING_SHEET:
            self._sheets.add(key)
        elif kind is EntryType.VOID:
            self._sheets.discard(key)
        if kind is EntryType.RECONFIRMATION:
            self._confirmed.add(key)
        else:
            self._confirmed.discard(key)


def _where(sheet: c.RatingSheet | c.Reconfirmation) -> dict[str, str]:
    return {"examiner": sheet.examiner, "nip": sheet.nip, "method": sheet.method.value}


def _plan_of(design: Sequence[Opened]) -> _Plan:
    """Return who may rate whom: assigned, there, and not barred, each by the code of the person."""
    case = casefile_of(design)
    rulebook = _rulebook_in(design)
    codes = person_codes(case.officials, case.codes)
    status_by_code = {codes[one.nip]: _status(one, case=case, rulebook=rulebook) for one in case.officials}
    barred = frozenset(
        (examiner.code, codes[one.nip])
        for examiner in case.examiners
        for one in examiner.conflicts
        if one.nip in codes
        and rating_allowed(examiner.code, one.nip, case=case, rulebook=rulebook) is RatingRight.BARRED
    )
    return _Plan(
        case=case,
        rulebook=rulebook,
        status_by_code=status_by_code,
        assigned=frozenset(_assigned(case.assignments, codes)),
        barred=barred,
    )


def _rulebook_in(design: Sequence[Opened]) -> Rulebook:
    books = [one.payload for one in design if one.type is EntryType.RULEBOOK]
    if not books:
        raise CoreError("entries_incomplete", missing="rulebook")
    return Rulebook.from_payload(books[-1])


def _with_attendance(plan: _Plan, there: c.Attendance) -> _Plan:
    """Return the plan after one person came or went; all the others stand as they did."""
    codes = person_codes(plan.case.officials, plan.case.codes)
    one = next(official for official in plan.case.officials if codes[official.nip] == there.nip)
    same = (one.nip, there.method)
    others = tuple(row for row in plan.case.attendances if (row.nip, row.method) != same)
    case = replace(plan.case, attendances=(*others, replace(there, nip=one.nip)))
    status = _status(one, case=case, rulebook=plan.rulebook)
    return replace(plan, case=case, status_by_code={**plan.status_by_code, there.nip: status})


def _status(official: c.Official, *, case: c.CaseFile, rulebook: Rulebook) -> v.ParticipantStatus:
    status, _ = judge_official(official, case=case, rulebook=rulebook)
    if status is v.ParticipantStatus.PARTICIPANT and absence(official, case, rulebook):
        return v.ParticipantStatus.NOT_ASSESSED
    return status


def _assigned(assignments: Sequence[c.Assignment], codes: Mapping[v.Nip, str]) -> set[Triple]:
    found: set[Triple] = set()
    for one in assignments:
        if one.withdrawn_because is None:
            people = codes.values() if one.nip is None else [codes[one.nip]]
            found.update((one.examiner, code, one.method) for code in people)
    # A withdrawal for one person also takes that person out of an assignment to everybody.
    for gone in assignments:
        if gone.withdrawn_because is not None and gone.nip is not None:
            found.discard((gone.examiner, codes[gone.nip], gone.method))
    return found
