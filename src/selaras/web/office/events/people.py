"""Who takes part and who marks: participants with reasons and articles, the panel with its conflicts."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.entries import EntryType
from selaras.core.freezing import person_codes
from selaras.core.paneling import RatingRight, judge_panel, rating_allowed
from selaras.core.rules import Finding
from selaras.queries.office.standing import marked_by
from selaras.web.office.events.telling import address
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page

# These look after the whole event; an examiner sees whom to mark, without the ground of eligibility.
_OVERSEERS = frozenset(
    {v.Role.SECRETARIAT, v.Role.CHAIR, v.Role.REVIEWER, v.Role.AUDITOR, v.Role.DECIDING_OFFICER}
)
_SEE_CONFLICTS = frozenset({v.Role.SECRETARIAT, v.Role.CHAIR, v.Role.REVIEWER, v.Role.AUDITOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One line of the list of participants."""

    code: str
    official: c.Official
    status: v.ParticipantStatus
    grounds: tuple[Finding, ...]
    is_confirmed: bool

    @property
    def tag(self) -> str:
        if self.status is v.ParticipantStatus.PARTICIPANT:
            return "good"
        return "bad" if self.status is v.ParticipantStatus.INELIGIBLE else "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One conflict: with whom, and whether the examiner may mark all the same."""

    name: str
    kind: v.ConflictKind
    note: str
    is_barred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One line of the panel."""

    examiner: c.Examiner
    n_sheets: int
    conflicts: tuple[Declared, ...]


@page("people", "list")
def participants(visit: Visit) -> HttpResponse:
    """List everybody who was looked at, with the status and why; ``?status=`` shows one status."""
    here = held(visit.here)
    oversees = bool(visit.roles & _OVERSEERS)
    everybody = _people(here)
    if not oversees:
        codes = visit.visitor.holders_in(visit.here.key, v.Role.EXAMINER)
        mine = marked_by(visit.here, codes)
        everybody = tuple(one for one in everybody if one.code in mine)
    counts = Counter(one.status for one in everybody)
    chosen = next((one for one in v.ParticipantStatus if one.value == visit.request.GET.get("status")), None)
    shown = [one for one in everybody if chosen is None or one.status is chosen]
    return visit.render(
        "events/participants.html",
        {
            "people": shown,
            "counts": [(one, counts[one]) for one in v.ParticipantStatus if counts[one]],
            "total": len(everybody),
            "chosen": chosen,
            "oversees": oversees,
            "unconfirmed": sum(
                not one.is_confirmed and one.status is v.ParticipantStatus.PARTICIPANT for one in everybody
            ),
            "data_on": here.case.event.data_on,
            "panel_url": address(visit, "panel") if visit.may("panel", "read") else "",
        },
    )


@page("panel", "read")
def panel(visit: Visit) -> HttpResponse:
    """Show the panel, what the rules say of it, and the conflicts that were declared."""
    here = held(visit.here)
    sees_all = bool(visit.roles & _SEE_CONFLICTS)
    own = visit.visitor.holders_in(visit.here.key, v.Role.EXAMINER)
    findings = judge_panel(here.case, here.rulebook)
    members = _members(here, lambda code: sees_all or code in own)
    return visit.render(
        "events/panel.html",
        {
            "members": members,
            "sees_all": sees_all,
            "open_points": [one for one in findings if one.needs_attention],
            "met": [one for one in findings if not one.needs_attention],
            "n_internal": sum(one.element is v.Element.INTERNAL for one in here.case.examiners),
            "n_conflicts": sum(len(one.conflicts) for one in members),
        },
    )


def _people(here: Held) -> tuple[Person, ...]:
    codes = person_codes(here.case.officials, here.case.codes)
    answers = {one.subject: one.payload["answer"] for one in here.entries if one.type is EntryType.DATA_CHECK}
    return tuple(
        Person(
            code=codes[one.nip],
            official=one,
            status=here.dossier.standings[one.nip].status,
            grounds=_grounds(here, one),
            is_confirmed=one.data_confirmed_on is not None or answers.get(codes[one.nip]) == "right",
        )
        for one in here.case.officials
    )


def _grounds(here: Held, one: c.Official) -> tuple[Finding, ...]:
    """Return what bars, or else what has to be looked at, or else what was asked at all."""
    standing = here.dossier.standings[one.nip]
    if standing.status is not v.ParticipantStatus.PARTICIPANT:
        barring = tuple(each for each in standing.findings if each.bars)
        if barring:
            return barring
    return tuple(each for each in standing.findings if each.needs_attention)


def _members(here: Held, sees: Callable[[str], bool]) -> tuple[Member, ...]:
    names = {one.nip: one.name for one in here.case.officials}
    sheets = Counter(one.examiner for one in here.dossier.expected)
    return tuple(
        Member(
            examiner=one,
            n_sheets=sheets[one.code],
            conflicts=_declared(here, one, names) if sees(one.code) else (),
        )
        for one in here.case.examiners
    )


def _declared(here: Held, one: c.Examiner, names: dict[v.Nip, str]) -> tuple[Declared, ...]:
    return tuple(
        Declared(
            name=names.get(each.nip, "–"),
            kind=each.kind,
            note=each.note,
            is_barred=rating_allowed(one.code, each.nip, case=here.case, rulebook=here.rulebook)
            is RatingRight.BARRED,
        )
        for each in one.conflicts
    )
