"""What the panel proposes for one person, each with its reasons. A recommendation is no decision.

Nobody loses a seat through the test alone: a poor result leads to development and a re-test, and a lower
post is proposed only where the file of its own procedure is there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.calendar_days import years_between
from selaras.core.dossier import Dossier
from selaras.core.eligibility import Asked, target_findings
from selaras.core.outcome import Alternative, Fit, Match, Reason, Recommendation, TalentBox
from selaras.core.rules import Finding, Outcome

MOST_ALTERNATIVES = 3
TOP_BOX = 9
# Every code that a reason can have; papers and screens must have a sentence for each.
REASON_CODES = (
    "exempt",
    "ineligible",
    "not_assessed",
    "not_scored_yet",
    "below_the_mark",
    "performance_below",
    "retest_follows",
    "demotion_procedure",
    "meets_standard",
    "below_standard",
    "knocked_out",
    "no_match",
    "better_post",
    "no_better_post",
    "posts_alike",
    "five_years_reached",
    "extension_supported",
    "higher_class",
    "top_box",
    "talent_box",
    "thin_evidence",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What is known of a participant when the recommendation is made."""

    official: c.Official
    category: v.Category
    passed: bool
    match: Match | None
    alternatives: tuple[Alternative, ...]
    box: TalentBox | None


def alternatives_for(
    dossier: Dossier, official: c.Official, fits: Mapping[v.PositionCode, Fit]
) -> tuple[Alternative, ...]:
    """Return up to three other lawful posts, best match first; posts with equal match share a rank."""
    found = [
        (fit.percent, dossier.positions[code])
        for code, fit in fits.items()
        if code != official.position and dossier.positions[code].is_in_play and not fit.knocked_out_by
    ]
    found.sort(key=lambda pair: (-pair[0], pair[1].code))
    lawful: list[tuple[Decimal, v.PositionCode, tuple[Finding, ...]]] = []
    asked, case, rulebook = Asked(), dossier.case, dossier.rulebook
    for percent, position in found:
        # Past the third place only posts that cannot be told apart from it are still of interest.
        if len(lawful) >= MOST_ALTERNATIVES and percent < lawful[MOST_ALTERNATIVES - 1][0]:
            break
        findings: list[Finding] = []
        for one in target_findings(official, position, case=case, rulebook=rulebook, asked=asked):
            if one.bars:
                break
            findings.append(one)
        else:
            lawful.append((percent, position.code, tuple(findings)))
    return tuple(
        Alternative(
            position=code,
            rank=1 + sum(1 for other, _, _ in lawful if other > percent),
            percent=percent,
            findings=tuple(one for one in findings if one.outcome is not Outcome.MET),
            same_as=tuple(post for other, post, _ in lawful if other == percent and post != code),
        )
        for percent, code, findings in lawful[:MOST_ALTERNATIVES]
    )


def not_a_participant(status: v.ParticipantStatus) -> Recommendation:
    """Return the recommendation for somebody who was not assessed: none, and why."""
    code = "not_scored_yet" if status is v.ParticipantStatus.PARTICIPANT else status.value
    return Recommendation(kind=v.Move.NONE, position=None, reasons=(Reason(code=code, facts={}),))


def recommend(dossier: Dossier, known: Assessed) -> Recommendation:
    """Return the panel's proposal for one participant."""
    if not known.passed:
        return _develop_or_demote(dossier, known)
    if known.box is not None and known.box.performance is v.PerformanceAxis.BELOW:
        reasons = (_reason("performance_below", box=known.box.number), _reason("retest_follows"))
        return _recommendation(v.Move.DEVELOP, known.official.position, *reasons)
    better = _better_post(dossier, known)
    if better is not None:
        return _move_to(dossier, known, better)
    return _stay_or_extend(dossier, known)


def _develop_or_demote(dossier: Dossier, known: Assessed) -> Recommendation:
    poor = _reason("below_the_mark", category=known.category.istilah)
    files = [
        one
        for one in dossier.case.permissions
        if one.kind is v.PermissionKind.DEMOTION_FILE
        and one.nip == known.official.nip
        and one.state is v.PermissionState.GRANTED
    ]
    if files:
        return _recommendation(
            v.Move.DEMOTE, None, poor, _reason("demotion_procedure", number=files[0].number or "")
        )
    return _recommendation(v.Move.DEVELOP, known.official.position, poor, _reason("retest_follows"))


def _better_post(dossier: Dossier, known: Assessed) -> Alternative | None:
    """The best other post, when better by more than the frozen margin, or the own one cannot be kept."""
    if not known.alternatives:
        return None
    best = known.alternatives[0]
    if known.match is None:
        return best if known.official.position is None else None
    if known.match.knocked_out_by:
        return best
    margin = best.percent - known.match.percent
    return best if margin > dossier.case.scheme.match.marginal_percent else None


def _move_to(dossier: Dossier, known: Assessed, better: Alternative) -> Recommendation:
    target = dossier.positions[better.position]
    reasons = [
        _reason("better_post", position=target.title, percent=str(better.percent), own=_own_percent(known))
    ]
    if known.match is not None and known.match.knocked_out_by:
        reasons.append(_reason("knocked_out", competences=", ".join(known.match.knocked_out_by)))
    if better.same_as:
        alike = ", ".join(dossier.positions[one].title for one in better.same_as[:3])
        reasons.append(_reason("posts_alike", positions=alike, more=max(0, len(better.same_as) - 3)))
    if known.box is not None and known.box.number == TOP_BOX and _is_higher_class(known.official, target):
        higher = (
            _reason("top_box", box=TOP_BOX),
            _reason("higher_class", own=known.official.job_class, new=target.job_class),
        )
        return _recommendation(v.Move.PROMOTE, better.position, *higher, *reasons)
    return _recommendation(v.Move.ROTATE, better.position, *reasons, *_box_reason(known))


def _is_higher_class(official: c.Official, target: c.Position) -> bool:
    """Whether a post is of higher class on the same level; another level has a door of its own."""
    own, new = official.job_class, target.job_class
    return target.level is official.level and own is not None and new is not None and new > own


def _stay_or_extend(dossier: Dossier, known: Assessed) -> Recommendation:
    reasons = [*_match_reasons(known.match), *_box_reason(known)]
    limit = dossier.rulebook.rule("MUT-5Y").integer("max_years")
    held = years_between(known.official.in_position_since, dossier.case.event.ends_on)
    if known.official.level.is_jpt and held >= limit:
        term = (_reason("five_years_reached", years=held), _reason("extension_supported"))
        return _recommendation(v.Move.EXTEND, known.official.position, *term, *reasons)
    return _recommendation(v.Move.STAY, known.official.position, *reasons)


def _match_reasons(match: Match | None) -> list[Reason]:
    if match is None:
        return [_reason("no_match")]
    met = match.percent == 100 and not match.knocked_out_by
    reasons = [
        _reason(
            "meets_standard" if met else "below_standard",
            percent=str(match.percent),
            category=match.category.istilah,
        )
    ]
    if match.knocked_out_by:
        reasons.append(_reason("knocked_out", competences=", ".join(match.knocked_out_by)))
    if match.is_thin:
        reasons.append(_reason("thin_evidence", percent=str(match.evidenced_percent)))
    return [*reasons, _reason("no_better_post")]


def _own_percent(known: Assessed) -> str:
    return str(known.match.percent) if known.match is not None else ""


def _box_reason(known: Assessed) -> Sequence[Reason]:
    if known.box is None:
        return ()
    return (_reason("talent_box", box=known.box.number, actions="; ".join(known.box.actions)),)


def _reason(code: str, **facts: object) -> Reason:
    return Reason(code=code, facts={name: str(value) for name, value in facts.items()})


def _recommendation(kind: v.Move, position: v.PositionCode | None, *reasons: Reason) -> Recommendation:
    return Recommendation(kind=kind, position=position, reasons=tuple(reasons))
