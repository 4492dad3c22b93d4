"""The nine steps of an event: where each stands, what opens it, what is still missing and on which article.

Counts and findings only; nothing here tells a mark, so that whoever may see the steps may see all of it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.decided import CheckAnswer
from selaras.core.dossier import Dossier
from selaras.core.entries import EntryType, Opened
from selaras.core.evidence.exact_json import read_exact
from selaras.core.lifecycle import Phase
from selaras.core.paneling import judge_panel, panel_members
from selaras.core.permissions import judge_permissions
from selaras.core.rules import Finding, Rulebook
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows


class Step(v.Term):
    """A step as people call it."""

    PEOPLE = "people", "Data pejabat dan jabatan"
    PANEL = "panel", "Persetujuan dan panitia seleksi"
    DESIGN = "design", "Rancangan penilaian"
    SCORING = "scoring", "Penilaian"
    PLENARY = "plenary", "Pleno"
    PLACING = "placing", "Usulan penempatan"
    REVIEW = "review", "Telaah dan persetujuan"
    DECISION = "decision", "Penetapan dan pelantikan"
    FOLLOW_UP = "follow-up", "Pengembangan dan uji ulang"


class StepState(v.Term):
    OPEN = "open", "Belum"
    NOW = "now", "Sedang"
    DONE = "done", "Selesai"
    WAITING = "waiting", "Menunggu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One step: its state and the letters, panel rules and windows that it still waits for."""

    step: Step
    state: StepState
    open_points: tuple[Finding, ...]

    @property
    def gates(self) -> tuple[Finding, ...]:
        """What blocks; the rest of ``open_points`` warns."""
        return tuple(one for one in self.open_points if one.bars)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How far an event has come.

    moved_at : when it was last moved by each verb of its life
    """

    steps: tuple[Standing, ...]
    by_status: Mapping[v.ParticipantStatus, int]
    n_confirmed: int  # participants who signed that their own data is right
    n_panel: int
    n_internal: int
    n_sheets: int
    n_expected: int
    has_result: bool
    n_slates: int
    has_proposal: bool
    n_decided: int
    n_vacant: int
    lock: str  # digest of the locked scheme; empty before
    moved_at: Mapping[str, datetime]

    @property
    def n_participants(self) -> int:
        return self.by_status.get(v.ParticipantStatus.PARTICIPANT, 0)

    @property
    def next(self) -> Standing | None:
        """The step that is to be done now; None once all is done."""
        return next((one for one in self.steps if one.state is StepState.NOW), None)


_STEP_OF_RULE = {
    "PANSEL-TERM": Step.PANEL,
    "OVER-TEST-MINISTER": Step.PANEL,
    "OVER-GOVERNOR": Step.REVIEW,
    "OVER-PERTEK": Step.REVIEW,
    "MUT-191-TPK": Step.REVIEW,
    "OVER-OPEN-SELECTION": Step.FOLLOW_UP,
}
_ORDER = tuple(Step)
# The steps that a phase is about; what stands before them is done, what stands after waits.
_OF_PHASE = {
    Phase.DESIGN: (Step.PEOPLE, Step.PANEL, Step.DESIGN),
    Phase.READY: (Step.SCORING,),
    Phase.SCORING: (Step.SCORING,),
    Phase.CLOSED: (Step.PLENARY,),
    Phase.REVIEW: (Step.PLACING, Step.REVIEW),
    Phase.DECISION: (Step.DECISION,),
    Phase.FOLLOW_UP: (Step.FOLLOW_UP,),
}


def course_of(
    listed: ListedEvent, case: c.CaseFile, rulebook: Rulebook, dossier: Dossier, entries: Sequence[Opened]
) -> Course:
    """Return how far an event has come, from what its ledger says."""
    types = [one.type for one in entries]
    by_status: dict[v.ParticipantStatus, int] = {}
    for one in dossier.standings.values():
        by_status[one.status] = by_status.get(one.status, 0) + 1
    n_participants = by_status.get(v.ParticipantStatus.PARTICIPANT, 0)
    n_confirmed = _n_confirmed(case, dossier, entries)
    has_proposal = EntryType.PROPOSAL in types
    points = _open_points(case, rulebook)
    done = {
        Step.PEOPLE: n_confirmed >= n_participants,
        Step.PANEL: not any(one.bars for one in points[Step.PANEL]),
        Step.PLACING: has_proposal,
    }
    expected = {(one.examiner, one.nip, one.method) for one in dossier.expected}
    members = panel_members(case)
    moves = [one.payload for one in entries if one.type is EntryType.PHASE]
    return Course(
        steps=_steps(listed.phase, done, points),
        by_status=by_status,
        n_confirmed=n_confirmed,
        n_panel=len(members),
        n_internal=sum(one.element is v.Element.INTERNAL for one in members),
        n_sheets=len(expected & dossier.sheets.keys()),
        n_expected=len(expected),
        has_result=EntryType.RESULT in types,
        n_slates=types.count(EntryType.SLATE),
        has_proposal=has_proposal,
        n_decided=len({one.subject for one in entries if one.type is EntryType.DECISION}),
        n_vacant=sum(one.state is not v.PositionState.FILLED for one in case.positions),
        lock=str(moves[0]["scheme"]) if moves else "",
        moved_at=_moved_at(listed),
    )


def _steps(
    phase: Phase, done: Mapping[Step, bool], points: Mapping[Step, tuple[Finding, ...]]
) -> tuple[Standing, ...]:
    current = _OF_PHASE[phase]
    first, last = _ORDER.index(current[0]), _ORDER.index(current[-1])
    found = []
    has_now = False
    for n, step in enumerate(_ORDER):
        if n < first:
            # What people have not confirmed yet stays open until the first mark.
            is_open = phase is Phase.READY and not done.get(step, True)
            state = StepState.OPEN if is_open else StepState.DONE
        elif n > last:
            state = StepState.WAITING
        elif done.get(step, False):
            state = StepState.DONE
        else:
            state = StepState.OPEN if has_now else StepState.NOW
            has_now = True
        told = points.get(step, ()) if state is not StepState.DONE or step is Step.PANEL else ()
        found.append(Standing(step=step, state=state, open_points=told))
    return tuple(found)


def _open_points(case: c.CaseFile, rulebook: Rulebook) -> dict[Step, tuple[Finding, ...]]:
    """Return what still has to be looked at, by the step that it belongs to."""
    found: dict[Step, list[Finding]] = {step: [] for step in Step}
    found[Step.PANEL] += [one for one in judge_panel(case, rulebook) if one.needs_attention]
    for one in judge_permissions(case, rulebook):
        if one.needs_attention:
            found[_step_of(one)].append(one)
    return {step: tuple(told) for step, told in found.items()}


def _step_of(finding: Finding) -> Step:
    letter = str(finding.facts.get("missing_letters", finding.facts.get("consents", "")))
    if finding.rule == "OVER-3GATES":
        is_plan = letter == v.PermissionKind.TEST_PLAN.value
        return Step.PANEL if is_plan else Step.REVIEW
    return _STEP_OF_RULE.get(finding.rule, Step.DECISION)


def _n_confirmed(case: c.CaseFile, dossier: Dossier, entries: Sequence[Opened]) -> int:
    """Return how many participants confirmed their own data: on paper before, or signed here."""
    # A later check supersedes an earlier one: who first said "right" may have found something since.
    answers = {one.subject: one.payload["answer"] for one in entries if one.type is EntryType.DATA_CHECK}
    signed = {code for code, answer in answers.items() if answer == CheckAnswer.RIGHT.value}
    codes = {one.payload["nip"]: one.subject for one in entries if one.type is EntryType.OFFICIAL}
    return sum(
        one.data_confirmed_on is not None or codes.get(one.nip) in signed
        for one in case.officials
        if dossier.standings[one.nip].status is v.ParticipantStatus.PARTICIPANT
    )


def _moved_at(listed: ListedEvent) -> dict[str, datetime]:
    moves = rows.Payload.objects.filter(
        entry__event__agency__code=listed.agency,
        entry__event__key=listed.key,
        entry__type=EntryType.PHASE.value,
    )
    told = moves.order_by("entry__index").values_list("payload", "entry__received_at")
    return {str(read_exact(bytes(payload))["verb"]): at for payload, at in told}
