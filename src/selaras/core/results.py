"""The result of an event: one pure function from its ledger entries.

Every screen, paper, workbook and verifier shows what this module returns, and nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.completeness import check_entered, check_marks
from selaras.core.deadlines import deadlines_of
from selaras.core.discrepancies import with_discrepancies
from selaras.core.dossier import Dossier, dossier_of
from selaras.core.entries import EntryType, Opened, casefile_of, person_codes
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.freezing import locked
from selaras.core.matching import levels_of, match_with
from selaras.core.measuring import UnitMeasurement, measurements_in
from selaras.core.outcome import OfficialResult, Results, Summary, WithoutConflict
from selaras.core.paneling import judge_panel
from selaras.core.permissions import judge_permissions
from selaras.core.points import rounded
from selaras.core.recommendation import Assessed, alternatives_for, not_a_participant, recommend
from selaras.core.robustness import robustness_of
from selaras.core.rules import Rulebook
from selaras.core.scoring import PersonScore, Rank, category_of, has_passed, ranks_of, score_person
from selaras.core.talent import box_of
from selaras.core.uncertainty import MeasuredPerson, Uncertainty, uncertainty_of


def results_of(entries: Sequence[Opened], *, as_of: date) -> Results:
    """Return the results that entries make; the rulebook is one of them."""
    case, rulebook = read_entries(entries)
    return results_from(case, rulebook, as_of=as_of, measured=measurements_in(entries))


def read_entries(entries: Sequence[Opened]) -> tuple[c.CaseFile, Rulebook]:
    """Return the case file and the rulebook of a ledger; refuse what is not what was locked.

    A later entry may correct a name or a date, never a scheme, a standard or the rulebook.
    """
    case, rulebook = casefile_of(entries), rulebook_of(entries)
    found = locked(case, rulebook_digest=rulebook.digest).digest
    for one in entries:
        if one.type is not EntryType.PHASE:
            continue
        told = one.payload.get("scheme") if isinstance(one.payload, dict) else None
        if told != found:
            raise CoreError("scheme_not_the_locked_one", expected=str(told), got=found)
    return case, rulebook


def rulebook_of(entries: Iterable[Opened]) -> Rulebook:
    """Return the pinned rulebook; without one nothing can be judged, and two cannot both be right."""
    payloads = [one.payload for one in entries if one.type is EntryType.RULEBOOK]
    if not payloads:
        raise CoreError("entries_incomplete", missing="rulebook")
    if any(other != payloads[0] for other in payloads[1:]):
        raise CoreError("rulebook_pinned_twice", got=len(payloads))
    return Rulebook.from_payload(payloads[0])


def results_from(
    case: c.CaseFile, rulebook: Rulebook, *, as_of: date, measured: Sequence[UnitMeasurement] = ()
) -> Results:
    """Return the results of a case file under a rulebook.

    as_of : the day on which deadlines are looked at; it changes no score
    measured : the estimates in the ledger, for margins; where the scheme measures, none may be missing
    Raises SeveralErrors that name every gap; a result is never computed around one.
    """
    _refuse(check_entered(case))
    dossier = dossier_of(case, rulebook)
    if case.has_marks:
        _refuse(check_marks(dossier))
    codes = person_codes(case.officials, case.codes)
    scores: dict[v.Nip, PersonScore] = {}
    if case.has_marks:
        scores = {one.nip: score_person(dossier, one.nip) for one in dossier.participants()}
    ranks = ranks_of(tuple(scores.values()), case.scheme)
    apart = _without_conflicts(dossier, scores)
    officials: list[OfficialResult] = []
    errors: list[CoreError] = []
    for one in case.officials:
        if one.nip not in scores:
            officials.append(_not_assessed(dossier, one, codes[one.nip]))
            continue
        person = (one, codes[one.nip], scores[one.nip], ranks[one.nip], apart.get(one.nip))
        try:
            officials.append(_assessed(dossier, *person))
        except CoreError as wrong:
            errors.append(CoreError(wrong.code, **{"nip": one.nip, **wrong.facts}))
    _refuse(tuple(errors))
    lock = locked(case, rulebook_digest=rulebook.digest).digest
    people = [
        MeasuredPerson(
            code=one.code, score=scores[one.nip], rank=ranks[one.nip], match=one.match, box=one.box
        )
        for one in officials
        if one.nip in scores
    ]
    sure = uncertainty_of(dossier, people, measured, scheme_digest=lock)
    officials = [_with_margin(case, one, sure) for one in officials]
    return Results(
        scheme_digest=lock,
        rulebook_digest=rulebook.digest,
        rulebook_on=rulebook.on,
        reviewer=rulebook.rule("REVIEWER").text("body"),
        officials=tuple(officials),
        panel=judge_panel(case, rulebook),
        permissions=judge_permissions(case, rulebook),
        deadlines=deadlines_of(case, rulebook, as_of=as_of),
        summary=_summary(case, officials),
        is_scored=case.has_marks,
        measured=sure.event,
        robustness=robustness_of(dossier, scores, officials, scheme_digest=lock),
    )


def _with_margin(case: c.CaseFile, one: OfficialResult, sure: Uncertainty) -> OfficialResult:
    return replace(
        one,
        margin=sure.margins.get(one.nip),
        examiners=with_discrepancies(case, one.nip, one.examiners, sure.residuals),
    )


def _refuse(errors: tuple[CoreError, ...]) -> None:
    if errors:
        raise SeveralErrors(errors)


def _assessed(
    dossier: Dossier,
    official: c.Official,
    code: str,
    score: PersonScore,
    rank: Rank,
    apart: WithoutConflict | None,
) -> OfficialResult:
    scheme, standing = dossier.case.scheme, dossier.standings[official.nip]
    levels = levels_of(dossier, official.nip, score.criteria)
    own = dossier.positions.get(official.position) if official.position else None
    match = match_with(dossier, own, levels) if own else None
    box = box_of(dossier, score, match)
    category = category_of(score.score, scheme)
    known = Assessed(
        official=official,
        category=category,
        passed=has_passed(category, scheme),
        match=match,
        alternatives=alternatives_for(dossier, official, levels) if levels else (),
        box=None if isinstance(box, str) else box,
    )
    return OfficialResult(
        nip=official.nip,
        code=code,
        name=official.name,
        position=official.position,
        position_title=official.position_title,
        status=standing.status,
        reasons=(*standing.findings, *dossier.assessment_findings.get(official.nip, ())),
        components=score.components,
        examiners=score.examiners,
        score=score.score,
        rank=rank.rank,
        tied_with=rank.tied_with,
        category=category,
        passed=known.passed,
        without_conflict=apart,
        match=match,
        no_match_because=None if match else _why_no_match(own, bool(levels)),
        alternatives=known.alternatives,
        box=known.box,
        no_box_because=box if isinstance(box, str) else None,
        recommendation=recommend(dossier, known),
        assessment=_report(dossier, official.nip),
    )


def _why_no_match(own: c.Position | None, has_levels: bool) -> str:
    if own is None:
        return "no_own_post"
    if not own.standard:
        return "no_standard"
    return "no_level_for_this_standard" if has_levels else "no_competence_mapping"


def _not_assessed(dossier: Dossier, official: c.Official, code: str) -> OfficialResult:
    standing = dossier.standings[official.nip]
    return OfficialResult(
        nip=official.nip,
        code=code,
        name=official.name,
        position=official.position,
        position_title=official.position_title,
        status=standing.status,
        reasons=standing.findings,
        components=(),
        examiners=(),
        score=None,
        rank=None,
        tied_with=(),
        category=None,
        passed=None,
        without_conflict=None,
        match=None,
        no_match_because="not_assessed",
        alternatives=(),
        box=None,
        no_box_because="not_assessed",
        recommendation=not_a_participant(standing.status),
        assessment=_report(dossier, official.nip),
    )


def _report(dossier: Dossier, nip: v.Nip) -> str | None:
    found = dossier.assessments.get(nip)
    return found.report_number if found else None


def _without_conflicts(dossier: Dossier, scores: dict[v.Nip, PersonScore]) -> dict[v.Nip, WithoutConflict]:
    """Return the result without ratings under a disclosed conflict, for those who have one.

    Each is ranked among everybody's scores without such ratings.
    """
    touched = {one.nip for one in dossier.expected if one.disclosed and one.nip in scores}
    if not touched:
        return {}
    clean: dict[v.Nip, PersonScore] = {}
    for nip, score in scores.items():
        clean[nip] = score
        if nip in touched:
            try:
                clean[nip] = score_person(dossier, nip, undisclosed_only=True)
            except CoreError as wrong:
                # Without the examiners in conflict there are none, or too few for the frozen rule.
                if wrong.code not in ("nobody_assigned", "too_few_examiners_to_trim"):
                    raise
                touched = touched - {nip}
    ranks = ranks_of(tuple(clean.values()), dossier.case.scheme)
    return {nip: WithoutConflict(score=clean[nip].score, rank=ranks[nip].rank) for nip in touched}


def _summary(case: c.CaseFile, officials: Sequence[OfficialResult]) -> Summary:
    def count(status: v.ParticipantStatus) -> int:
        return sum(1 for one in officials if one.status is status)

    passed = sum(1 for one in officials if one.passed is True)
    failed = sum(1 for one in officials if one.passed is False)
    boxes = {str(number): 0 for number in range(1, 10)}
    for one in officials:
        if one.box is not None:
            boxes[str(one.box.number)] += 1
    acting = sum(1 for one in case.positions if one.state is v.PositionState.ACTING)
    return Summary(
        officials=len(officials),
        participants=count(v.ParticipantStatus.PARTICIPANT),
        exempt=count(v.ParticipantStatus.EXEMPT),
        ineligible=count(v.ParticipantStatus.INELIGIBLE),
        not_assessed=count(v.ParticipantStatus.NOT_ASSESSED),
        examiners=len(case.examiners),
        vacant_positions=acting + sum(1 for one in case.positions if one.state is v.PositionState.VACANT),
        acting_positions=acting,
        passed=passed,
        failed=failed,
        passed_percent=rounded(Fraction(passed * 100, passed + failed), 1) if passed + failed else None,
        boxes=boxes,
    )
