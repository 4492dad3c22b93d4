"""Which letters an event needs, in which order, and whether a decree may be issued.

A window never closes the test, only the decree: a test inside it is lawful, its fruits must wait.
"""

from dataclasses import replace
from datetime import date

from selaras.core.calendar_days import add_years
from selaras.core.casefile import Assessment, CaseFile, Permission
from selaras.core.letters import granted, letter_finding, special_post, told
from selaras.core.rules import Fact, Finding, Outcome, Rulebook, judge
from selaras.core.vocabulary import (
    AgencyKind,
    Element,
    EventKind,
    HeadStatus,
    Level,
    PermissionKind,
    PermissionState,
    PositionState,
)
from selaras.core.windows import ELECTION, windows_of

_THREE_GATES = "OVER-3GATES"


def judge_permissions(case: CaseFile, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Return every gate of the process, open or shut, with the letters and days that decide it.

    Shut is BROKEN, or FLAGGED where the rule may only flag. Mapping ends without a decree, so
    only its window of testing is asked.
    """
    findings = [*_before_the_test(case, rulebook)]
    if case.event.kind is not EventKind.MAPPING:
        findings += _before_the_decree(case, rulebook)
        findings += _consent_of_the_minister(case, rulebook)
        for post in case.positions:
            if post.is_in_play:
                findings += special_post(post, case=case, rulebook=rulebook)
        findings += _vacancies(case, rulebook)
    return tuple(findings)


def judge_assessment(
    assessment: Assessment, *, level: Level, on: date, rulebook: Rulebook
) -> tuple[Finding, ...]:
    """Return whether a report of an assessment centre may be used: age, level, accreditation."""
    facts: dict[str, Fact] = {
        "assessed_on": assessment.assessed_on,
        "on": on,
        "same_level": assessment.for_level is level,
        "accredited": assessment.accreditation is not None,
    }
    return tuple(judge(rulebook.rule(name), facts) for name in ("AC-VALID", "AC-ACCRED"))


def decree_bars(case: CaseFile, rulebook: Rulebook, *, on: date | None) -> tuple[Finding, ...]:
    """Return which gates a decree of this day that moves somebody would find shut; of mapping there is none.

    on : None for the day that is planned, while a decree has no number
    """
    if case.event.kind is EventKind.MAPPING:
        return ()
    if on is not None:
        case = replace(case, event=replace(case.event, planned_decree_on=on))
    found = [*_before_the_decree(case, rulebook), *_consent_of_the_minister(case, rulebook)]
    return tuple(one for one in found if one.bars)


def is_acting(case: CaseFile) -> bool:
    """Return whether the region is led by a Penjabat or Plt."""
    return case.event.head.status is not HeadStatus.DEFINITIVE


def _before_the_test(case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    event, findings = case.event, []
    plan = _earliest(case, PermissionKind.TEST_PLAN)
    # The reviewer watches over JPT; below it a letter is judged where the agency has one.
    if event.kind is not EventKind.MAPPING and (plan or event.assessed_level.is_jpt):
        findings.append(
            letter_finding(
                rulebook.rule(_THREE_GATES),
                plan,
                kind=PermissionKind.TEST_PLAN,
                not_after=event.starts_on,
                body=rulebook.text("REVIEWER", "body"),
            )
        )
    if any(one.element is not Element.ASSESSOR_BODY for one in case.examiners):
        findings.append(
            letter_finding(
                rulebook.rule("PANSEL-TERM"),
                _earliest(case, PermissionKind.PANEL_DECREE),
                kind=PermissionKind.PANEL_DECREE,
                not_after=event.starts_on,
                as_flag=not event.assessed_level.is_jpt,
            )
        )
    permission = _earliest(case, PermissionKind.TEST_MINISTER)
    inside = any(one.covers(event.starts_on) for one in windows_of(event.head, rulebook))
    if permission is not None or inside or is_acting(case):
        findings.append(
            letter_finding(
                rulebook.rule("OVER-TEST-MINISTER"),
                permission,
                kind=PermissionKind.TEST_MINISTER,
                not_after=event.starts_on,
            )
        )
    return findings


def _before_the_decree(case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return the letters between result and decree: each after the one it rests on."""
    event = case.event
    verdict = _earliest(case, PermissionKind.RESULT)
    verdict_on = None if verdict is None else verdict.dated_on
    findings = []
    if case.agency.kind in (AgencyKind.REGENCY, AgencyKind.CITY):
        findings.append(
            letter_finding(
                rulebook.rule("OVER-GOVERNOR"),
                granted(case, PermissionKind.GOVERNOR),
                kind=PermissionKind.GOVERNOR,
                not_before=event.ends_on,
                not_after=verdict_on or event.planned_decree_on,
            )
        )
    if verdict or event.assessed_level.is_jpt:
        findings.append(
            letter_finding(
                rulebook.rule(_THREE_GATES),
                verdict,
                kind=PermissionKind.RESULT,
                not_before=event.ends_on,
                not_after=event.planned_decree_on,
                body=rulebook.text("REVIEWER", "body"),
            )
        )
    # Asked before the decree, so by the law of that day, not of the test.
    if rulebook.has("OVER-PERTEK", on=event.planned_decree_on):
        findings.append(
            letter_finding(
                rulebook.rule("OVER-PERTEK", on=event.planned_decree_on),
                _earliest(case, PermissionKind.PERTEK),
                kind=PermissionKind.PERTEK,
                not_before=verdict_on or event.ends_on,
                not_after=event.planned_decree_on,
            )
        )
    if not event.assessed_level.is_jpt:
        # Ps 191 governs moves of administration officials; JPT move by Ps 130-133.
        findings.append(
            letter_finding(
                rulebook.rule("MUT-191-TPK"),
                _earliest(case, PermissionKind.PERFORMANCE_TEAM),
                kind=PermissionKind.PERFORMANCE_TEAM,
                not_after=event.planned_decree_on,
            )
        )
    return findings


def _consent_of_the_minister(case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return the gates that only the minister's written consent opens.

    Judged for the planned decree, or for the earliest day one could follow the test.
    """
    event, head = case.event, case.event.head
    consent = granted(case, PermissionKind.MINISTER_CONSENT)
    if consent and consent.dated_on and event.planned_decree_on:
        # A letter that comes after the decree consents to nothing.
        consent = consent if consent.dated_on <= event.planned_decree_on else None
    facts: dict[str, Fact] = {
        "region_votes": head.candidates_fixed_on is not None,
        "decree_on": event.planned_decree_on or event.ends_on,
        "candidates_fixed_on": head.candidates_fixed_on,
        "head_inaugurated_on": head.inaugurated_on,
        "head_status": head.status.value,
        "minister_consent": told(consent),
        "personnel_act": "MUTASI_JPT_INTERNAL",
    }
    findings = []
    if is_acting(case):
        acting = ("PILK-PJ", "PILK-PJ-2022")
        findings += [judge(rulebook.rule(name), facts) for name in acting if rulebook.has(name)]
    for window in windows_of(head, rulebook):
        if window.until is not None and add_years(window.until, 1) < event.starts_on:
            continue  # long over: it says nothing about this event
        ends = {"head_term_ends_on": window.until} if window.rule.id == ELECTION else {}
        findings.append(judge(window.rule, {**facts, **ends}))
    return [_told_plainly(one, event.planned_decree_on, consent) for one in findings]


def _told_plainly(finding: Finding, decree_on: date | None, consent: Permission | None) -> Finding:
    """Return a finding that names the missing letter and claims no decree that nobody planned."""
    facts = dict(finding.facts)
    if decree_on is None and "decree_on" in facts:
        facts["not_before_on"] = facts.pop("decree_on")
    if consent is None and finding.outcome in (Outcome.BROKEN, Outcome.FLAGGED, Outcome.UNKNOWN):
        facts["missing_letters"] = PermissionKind.MINISTER_CONSENT.value
    return replace(finding, facts=facts)


def _vacancies(case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    n_vacant = sum(one.state is not PositionState.FILLED for one in case.positions)
    if not n_vacant:
        return []
    return [
        letter_finding(
            rulebook.rule("OVER-OPEN-SELECTION"),
            _earliest(case, PermissionKind.OPEN_SELECTION_CONSENT),
            kind=PermissionKind.OPEN_SELECTION_CONSENT,
            n_vacant=n_vacant,
        )
    ]


def _earliest(case: CaseFile, kind: PermissionKind) -> Permission | None:
    """Return the earliest letter granted, whomever it names: letters are often one per person."""
    those = [one for one in case.permissions if one.kind is kind and one.state is PermissionState.GRANTED]
    return min(those, key=lambda one: one.dated_on or date.max, default=None)
