"""Who may sit on a panel, and who may rate whom."""

from enum import StrEnum

from selaras.core.casefile import CaseFile, Conflict, Examiner
from selaras.core.errors import CoreError
from selaras.core.letters import granted, letter_finding
from selaras.core.rules import Fact, Finding, Rule, Rulebook, found, judge
from selaras.core.vocabulary import (
    Element,
    EventKind,
    ExaminerCode,
    Level,
    Nip,
    PanelRole,
    PermissionKind,
)

_KIND_OF_MEMBER = {
    Element.INTERNAL: "JPT_INTERNAL",
    Element.EXTERNAL_JPT: "JPT_INSTANSI_LAIN",
    Element.ACADEMIC: "AKADEMISI_PAKAR_PROFESIONAL",
    Element.EXPERT: "AKADEMISI_PAKAR_PROFESIONAL",
}
_RANKS = (
    Level.PELAKSANA,
    Level.PENGAWAS,
    Level.ADMINISTRATOR,
    Level.JPT_PRATAMA,
    Level.JPT_MADYA,
    Level.JPT_UTAMA,
)


class RatingRight(StrEnum):
    """DISCLOSED may rate, but the result is shown with and without the rating."""

    ALLOWED = "allowed"
    DISCLOSED = "disclosed"
    BARRED = "barred"


def judge_panel(case: CaseFile, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Return what the rules say about the panel; of an outside centre, about the agreement."""
    members = panel_members(case)
    reorganisation = _reorganisation(case, rulebook, by_panel=bool(members))
    if case.event.assessor_body is not None and not members:
        return (*reorganisation, _agreement(case, rulebook))
    # Ps 114 speaks of panels for JPT posts; elsewhere it is followed by analogy.
    by_analogy = not case.event.assessed_level.is_jpt
    n_internal = sum(one.element is Element.INTERNAL for one in members)
    size: dict[str, Fact] = {"n_members": len(members), "n_internal": n_internal}
    findings = [
        judge(rulebook.rule(rule), size, as_flag=by_analogy) for rule in ("PANSEL-SIZE", "PANSEL-INT")
    ]
    findings += _kinds(members, rulebook.rule("PANSEL-WHO"))
    findings += [_chair(members, rulebook.rule("PANSEL-CHAIR"))]
    for member in members:
        findings += _member(member, case=case, rulebook=rulebook, by_analogy=by_analogy)
    if case.event.assessor_body is not None:
        findings.append(_agreement(case, rulebook))
    return (*reorganisation, *findings)


def panel_members(case: CaseFile) -> tuple[Examiner, ...]:
    """Return the examiners who sit on the panel; an assessment centre's own people do not."""
    return tuple(one for one in case.examiners if one.element is not Element.ASSESSOR_BODY)


def rating_allowed(examiner: ExaminerCode, nip: Nip, *, case: CaseFile, rulebook: Rulebook) -> RatingRight:
    """Return whether an examiner may rate a person, by the conflicts that were declared."""
    for member in case.examiners:
        if member.code == examiner:
            rights = [_right(one, rulebook) for one in member.conflicts if one.nip == nip]
            return max(rights, key=list(RatingRight).index, default=RatingRight.ALLOWED)
    raise CoreError("examiner_unknown", examiner=examiner)


def _right(conflict: Conflict, rulebook: Rulebook) -> RatingRight:
    # The rulebook says which conflicts may stand in the open (the Sekda as superior), not the code.
    may_be_disclosed = rulebook.words("PANSEL-CONFLICT", "disclosed")
    return RatingRight.DISCLOSED if conflict.kind.value in may_be_disclosed else RatingRight.BARRED


def _kinds(members: tuple[Examiner, ...], rule: Rule) -> list[Finding]:
    """Return the flags on kinds: a member of no kind in the article, and a kind nobody stands for.

    Flags and not bars: the panel must justify its composition, the article does not void it.
    """
    kinds = set(rule.words("elements"))
    stood_for = {_KIND_OF_MEMBER.get(one.element) for one in members}
    outside_kinds = tuple(one for one in members if _KIND_OF_MEMBER.get(one.element) not in kinds)
    findings = [
        found(
            rule,
            holds=False,
            facts={"member": one.name, "excess": (one.element.value,)},
            as_flag=True,
        )
        for one in outside_kinds
    ]
    absent = tuple(
        element.value
        for element in (Element.INTERNAL, Element.EXTERNAL_JPT, Element.ACADEMIC)
        if _KIND_OF_MEMBER[element] in kinds - stood_for
    )
    elements = tuple(dict.fromkeys(one.element.value for one in members))
    if absent:
        told: dict[str, Fact] = {"elements": elements, "missing": absent}
        findings.append(found(rule, holds=False, facts=told, as_flag=True))
    return findings or [found(rule, holds=True, facts={"elements": elements})]


def _chair(members: tuple[Examiner, ...], rule: Rule) -> Finding:
    chairs = [one.name for one in members if one.role is PanelRole.CHAIR]
    return judge(rule, {"n_chairs": len(chairs)})


def _member(member: Examiner, *, case: CaseFile, rulebook: Rulebook, by_analogy: bool) -> list[Finding]:
    named: dict[str, Fact] = {"member": member.name}
    findings = []
    if member.is_party_member:
        rule = rulebook.rule("PANSEL-PARTY")
        findings.append(found(rule, holds=False, facts=named, as_flag=by_analogy))
    if not member.conflicts_declared:
        findings.append(found(rulebook.rule("PANSEL-DECLARE"), holds=False, facts=named))
    if member.element is Element.INTERNAL:
        findings += _rank(member, case.event.assessed_level, rulebook)
    return findings


def _rank(member: Examiner, assessed: Level, rulebook: Rulebook) -> list[Finding]:
    """Return whether a member from inside ranks at least as high as the posts assessed."""
    if not rulebook.has("PANSEL-RANK") or assessed not in _RANKS:
        return []
    rule = rulebook.rule("PANSEL-RANK")
    facts: dict[str, Fact] = {"member": member.name, "target_level": assessed.value}
    if member.level is None:
        return [found(rule, holds=None, facts={**facts, "missing": ("level",)})]
    # A functional post has no place in this order; the office must say which rank it equals.
    ranked = member.level in _RANKS
    holds = _RANKS.index(member.level) >= _RANKS.index(assessed) if ranked else None
    return [found(rule, holds=holds, facts={**facts, "level": member.level.value})]


def _reorganisation(case: CaseFile, rulebook: Rulebook, *, by_panel: bool) -> list[Finding]:
    """Return whether a panel tests those whose posts were cut, as Ps 130 alone demands."""
    if case.event.kind is not EventKind.REORGANISATION:
        return []
    facts: dict[str, Fact] = {"event_kind": case.event.kind.value, "by_panel": by_panel}
    return [judge(rulebook.rule("MUT-130-REORG"), facts)]


def _agreement(case: CaseFile, rulebook: Rulebook) -> Finding:
    letter = granted(case, PermissionKind.AGREEMENT)
    return letter_finding(
        rulebook.rule("AC-AGREEMENT"),
        letter,
        kind=PermissionKind.AGREEMENT,
        not_after=case.event.starts_on,
        provider=case.event.assessor_body,
    )
