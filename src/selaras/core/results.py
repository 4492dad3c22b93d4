"""The result of an event: one pure function from its ledger entries.

Every screen, paper, workbook and verifier shows what this module returns, and nothing else.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.completeness import check_entered, check_marks
from selaras.core.deadlines import deadlines_of
from selaras.core.discrepancies import with_discrepancies
from selaras.core.dossier import Dossier, dossier_of
from selaras.core.entries import EntryType, Opened, casefile_of, person_codes
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.freezing import locked
from selaras.core.matching import LevelFound, fits_of, levels_of, match_with
from selaras.core.measuring import UnitMeasurement, measurements_in
from selaras.core.outcome import ComponentScore, OfficialResult, Results, Summary, WithoutConflict
from selaras.core.paneling import judge_panel
from selaras.core.permissions import judge_permissions
from selaras.core.points import rounded
from selaras.core.recommendation import Assessed, alternatives_for, not_a_participant, recommend
from selaras.core.robustness import robustness_of
from selaras.core.rules import Rulebook
from selaras.core.scheme import Component
from selaras.core.scoring import (
    PersonScore,
    Rank,
    category_of,
    has_passed,
    leaves_of,
    ranks_of,
    score_person,
)
from selaras.core.sources import read_leaf
from selaras.core.talent import box_of
from selaras.core.uncertainty import MeasuredPerson, Uncertainty, expected_fits, uncertainty_of

Levels = dict[v.CompetenceCode, LevelFound]


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
    apart = _ranked_without_conflicts(dossier, scores)
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
            code=one.code,
            score=scores[one.nip],
            rank=ranks[one.nip],
            match=one.match,
            box=one.box,
            fits=one.fits,
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
    drawn = sure.matches.get(one.nip)
    return replace(
        one,
        margin=sure.margins.get(one.nip),
        fits=one.fits if drawn is None else expected_fits(one.fits, drawn),
        drawn_fits=drawn,
        examiners=with_discrepancies(case, one.nip, one.examiners, sure.residuals),
    )


def _refuse(errors: tuple[CoreError, ...]) -> None:
    if errors:
        raise SeveralErrors(errors)


def results_apart(
    case: c.CaseFile, rulebook: Rulebook, *, shut: Collection[v.Method] = ()
) -> tuple[OfficialResult, ...]:
    """Return of each person what rests on that person alone: no ranks, margins or proposals.

    For whoever does not have everybody's entries: others were erased, or are not shown.
    shut : methods whose entries are not shown; who has such a component has parts, but no score
    """
    dossier = dossier_of(case, rulebook)
    codes = person_codes(case.officials, case.codes)
    people = dossier.participants() if case.has_marks else ()
    leaves = leaves_of(case.scheme)
    open_leaves = [leaf for leaf in leaves if leaf.method not in shut]
    told: dict[v.Nip, dict[str, Any]]
    if len(open_leaves) < len(leaves):
        told = {one.nip: _parts(dossier, one.nip, open_leaves) for one in people}
    else:
        scores = {one.nip: score_person(dossier, one.nip) for one in people}
        apart = _without_conflicts(dossier, scores)
        told = {
            one.nip: _merits(
                dossier, one, scores[one.nip], levels_of(dossier, one.nip, scores[one.nip].criteria)
            )
            for one in people
        }
        for nip, other in apart.items():
            told[nip]["without_conflict"] = WithoutConflict(score=other.score, rank=0)
    return tuple(
        replace(_not_assessed(dossier, one, codes[one.nip]), **told.get(one.nip, {}))
        for one in case.officials
    )


def _parts(dossier: Dossier, nip: v.Nip, leaves: Sequence[Component]) -> dict[str, Any]:
    """Return what some leaves alone say of a person; their shares depend on the others."""
    read = [(leaf, read_leaf(dossier, nip, leaf)) for leaf in leaves]
    return {
        "examiners": tuple(score for _, one in read if one for score in one.by_examiner),
        "components": tuple(
            ComponentScore(
                code=leaf.code,
                name=leaf.name,
                parent=leaf.parent,
                weight=leaf.weight,
                effective_weight=Fraction(0),
                points=one.points,
                is_leaf=True,
            )
            for leaf, one in read
            if one is not None
        ),
    }


def _merits(dossier: Dossier, official: c.Official, score: PersonScore, levels: Levels) -> dict[str, Any]:
    """Return the fields of a result that rest on one person's own marks and records."""
    scheme = dossier.case.scheme
    own = dossier.positions.get(official.position) if official.position else None
    match = match_with(dossier, own, levels) if own else None
    box = box_of(dossier, score, match)
    category = category_of(score.score, scheme)
    return {
        "components": score.components,
        "examiners": score.examiners,
        "score": score.score,
        "category": category,
        "passed": has_passed(category, scheme),
        "match": match,
        "no_match_because": None if match else _why_no_match(own, bool(levels)),
        "box": None if isinstance(box, str) else box,
        "no_box_because": box if isinstance(box, str) else None,
    }


def _assessed(
    dossier: Dossier,
    official: c.Official,
    code: str,
    score: PersonScore,
    rank: Rank,
    apart: WithoutConflict | None,
) -> OfficialResult:
    levels = levels_of(dossier, official.nip, score.criteria)
    merits = _merits(dossier, official, score, levels)
    fits = fits_of(dossier, levels)
    known = Assessed(
        official=official,
        alternatives=alternatives_for(dossier, official, fits),
        **{name: merits[name] for name in ("category", "passed", "match", "box")},
    )
    bare = _not_assessed(dossier, official, code)
    return replace(
        bare,
        reasons=(*bare.reasons, *dossier.assessment_findings.get(official.nip, ())),
        rank=rank.rank,
        tied_with=rank.tied_with,
        without_conflict=apart,
        alternatives=known.alternatives,
        recommendation=recommend(dossier, known),
        fits=fits,
        **merits,
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


def _ranked_without_conflicts(
    dossier: Dossier, scores: dict[v.Nip, PersonScore]
) -> dict[v.Nip, WithoutConflict]:
    """Return the result without ratings under a disclosed conflict, for those who have one.

    Each is ranked among everybody's scores without such ratings.
    """
    apart = _without_conflicts(dossier, scores)
    ranks = ranks_of(tuple({**scores, **apart}.values()), dossier.case.scheme) if apart else {}
    return {nip: WithoutConflict(score=one.score, rank=ranks[nip].rank) for nip, one in apart.items()}


def _without_conflicts(dossier: Dossier, scores: dict[v.Nip, PersonScore]) -> dict[v.Nip, PersonScore]:
    apart: dict[v.Nip, PersonScore] = {}
    for nip in {one.nip for one in dossier.expected if one.disclosed and one.nip in scores}:
        try:
            apart[nip] = score_person(dossier, nip, undisclosed_only=True)
        except CoreError as wrong:
            # Without the examiners in conflict there are none, or too few for the frozen rule.
            if wrong.code not in ("nobody_assigned", "too_few_examiners_to_trim"):
                raise
    return apart


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
