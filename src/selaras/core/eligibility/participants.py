"""Who takes part in an event, and on which ground not.

The status is computed from the rules of the event's day and never typed. Findings name every rule
that was asked, those that are met too, so that an admission can be checked like a refusal.
"""

from datetime import date

from selaras.core.calendar_days import months_between
from selaras.core.careers import experience_months, months_at_levels, retires_on
from selaras.core.casefile import CaseFile, Event, Official
from selaras.core.letters import granted, told
from selaras.core.rules import Fact, Finding, Rulebook, found, judge
from selaras.core.vocabulary import (
    AttendanceState,
    EventKind,
    Level,
    Method,
    ParticipantStatus,
    PermissionKind,
    PermissionState,
    SanctionLevel,
)

_ADMINISTRATION = (Level.ADMINISTRATOR, Level.PENGAWAS)
_TWO_YEARS = ("MUT-132-MIN2", "MUT-2Y-BAN")
_EARLY_MOVE = "MUT-LT2Y-SE19"


def judge_official(
    official: Official, *, case: CaseFile, rulebook: Rulebook
) -> tuple[ParticipantStatus, tuple[Finding, ...]]:
    """Return whether an official takes part, is exempt or ineligible, with every reason."""
    scope = _scope(official, case.event, rulebook)
    if scope.needs_attention:
        return ParticipantStatus.INELIGIBLE, (scope,)
    conditions = [
        judge(rulebook.rule("ELIG-RETIRE"), personal_facts(official, on=case.event.starts_on)),
        judge(rulebook.rule("ELIG-DISCIPLINE"), personal_facts(official, on=case.event.data_on)),
        *_home_consent(official, case, rulebook),
        *_refusal(official, case, rulebook),
        *_entry(official, case, rulebook),
    ]
    # Asked of who would change places; an evaluation, a re-test or a map takes in everybody.
    moves = case.event.kind is EventKind.JOB_FIT
    on = case.event.data_on
    tenure = two_years(official, case=case, rulebook=rulebook, on=on) if moves else []
    flags = _flags(official, case, rulebook)
    findings = (scope, *conditions, *tenure, *flags)
    if any(one.bars or "refused_by" in one.facts for one in conditions):
        return ParticipantStatus.INELIGIBLE, findings
    if any(one.bars for one in tenure):
        return ParticipantStatus.EXEMPT, findings
    return ParticipantStatus.PARTICIPANT, findings


def personal_facts(official: Official, *, on: date) -> dict[str, Fact]:
    """Return what the rules may ask about a person on a day."""
    filed = {"LHKPN": official.wealth_report_filed, "SPT": official.tax_return_filed}
    return {
        "level": official.level.value,
        "in_post_since": official.in_position_since,
        "on": on,
        "born_on": official.born_on,
        "education": official.education.value,
        "rank": official.grade,
        "sanction_running": running_sanction(official, on=on).value,
        "documents": tuple(name for name, is_filed in filed.items() if is_filed),
        "from_other_agency": official.is_from_outside,
    }


def running_sanction(official: Official, *, on: date) -> SanctionLevel:
    """Return the sanction that runs on a day; a sanction without an end ended long ago."""
    until = official.sanction.until
    runs = until is not None and on < until
    return official.sanction.level if runs else SanctionLevel.NONE


def two_years(official: Official, *, case: CaseFile, rulebook: Rulebook, on: date) -> list[Finding]:
    """Return what the rules of two years in post say of a JPT, and the exception file if any."""
    if not official.level.is_jpt:
        return []
    names = [name for name in _TWO_YEARS if rulebook.has(name)]
    # Where neither is in force the first is asked all the same: the refusal names it.
    rules = [rulebook.rule(name) for name in names or _TWO_YEARS[:1]]
    facts = personal_facts(official, on=on)
    findings = [judge(rule, facts) for rule in rules]
    lifted = _exception(official, case, rulebook)
    if lifted is None or not any(one.bars for one in findings):
        return findings
    return [judge(rule, facts, as_flag=True) for rule in rules] + [lifted]


def _exception(official: Official, case: CaseFile, rulebook: Rulebook) -> Finding | None:
    """Return what the circular says about the exception file; None without a file of one's own."""
    file = granted(case, PermissionKind.EARLY_MOVE, nip=official.nip)
    if file is None or file.nip != official.nip or not rulebook.has(_EARLY_MOVE):
        return None
    rule = rulebook.rule(_EARLY_MOVE)
    ground = "_".join(file.note.upper().split())
    consent = granted(case, PermissionKind.TEST_PLAN, nip=official.nip)
    facts: dict[str, Fact] = {
        "early_ground": ground if ground in rule.words("grounds") else None,
        "early_move_file": told(file),
        "reviewer_consent": told(consent),
    }
    # Never a plain "met": the circular does not lift the article, it asks for a file and consent.
    return judge(rule, facts, as_flag=True)


def _scope(official: Official, event: Event, rulebook: Rulebook) -> Finding:
    assessed = event.assessed_level
    if event.kind is EventKind.MAPPING:
        holds = True
    elif event.kind is EventKind.OPEN_SELECTION:
        # Who may apply from below is asked rule by rule.
        holds = True
    elif event.kind in (EventKind.ADMINISTRATOR, EventKind.RETEST) and assessed in _ADMINISTRATION:
        holds = official.level in _ADMINISTRATION
    else:
        holds = official.level is assessed
    facts: dict[str, Fact] = {"level": official.level.value, "assessed_level": assessed.value}
    # Of practice, so it comes out as a flag; that an official stands outside the event is plain.
    return found(rulebook.rule("ELIG-LEVEL"), holds=holds, facts=facts)


def _home_consent(official: Official, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return whether the home agency consents: without it nobody can be moved out of there."""
    if not official.is_from_outside:
        return []
    on_file = granted(case, PermissionKind.HOME_CONSENT, nip=official.nip)
    number = None
    if official.home_consent is not None:
        number = official.home_consent.number
    elif on_file is not None and on_file.nip == official.nip:
        number = told(on_file)
    facts: dict[str, Fact] = {"from_other_agency": True, "home_consent": number}
    findings = [judge(rulebook.rule("ELIG-HOME-CONSENT"), facts)]
    if number is None and rulebook.has("OVER-DOCS-GEN"):
        gate = rulebook.rule("OVER-DOCS-GEN")
        missing: dict[str, Fact] = {"agency": official.home_agency, "missing": ("home_consent",)}
        findings.append(found(gate, holds=False, facts=missing))
    return findings


def _refusal(official: Official, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return the reviewer's refusal of this person, unless a later letter took it back."""
    answers = [
        one
        for one in case.permissions
        if one.kind is PermissionKind.TEST_PLAN
        and one.nip == official.nip
        and one.state is not PermissionState.ASKED
    ]
    last = max(answers, key=lambda one: one.dated_on or date.min, default=None)
    if last is None or last.state is PermissionState.GRANTED:
        return []
    facts: dict[str, Fact] = {
        "refused_by": rulebook.text("REVIEWER", "body"),
        "letter_number": told(last),
        "letter_on": last.dated_on,
    }
    # The rule is practice and may only flag; the reviewer's letter itself is what keeps out.
    return [found(rulebook.rule("OVER-3GATES"), holds=False, facts=facts)]


def _entry(official: Official, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return the conditions of a first appointment, which only open selection gives."""
    assessed = case.event.assessed_level
    if case.event.kind is not EventKind.OPEN_SELECTION or official.level is assessed:
        return []
    rules = {
        Level.JPT_PRATAMA: ("ELIG-JPTP-EDU", "ELIG-JPTP-PREVPOST", "ELIG-JPTP-AGE"),
        Level.JPT_MADYA: ("ELIG-JPTM",),
        Level.JPT_UTAMA: ("ELIG-JPTU",),
    }.get(assessed, ())
    findings = []
    for name in rules:
        rule = rulebook.rule(name)
        on = moving_on(case)
        posts = rule.words("posts") if "posts" in rule.values else ()
        served = months_at_levels(official, case=case, levels=posts, on=on)
        related = experience_months(official, case=case, fields=official.experience_fields, on=on)
        facts: dict[str, Fact] = {
            **personal_facts(official, on=on),
            "is_promotion": True,
            "previous_post": official.level.value if not served else _post_held(official, posts),
            "years_in_previous_post": served // 12,
            "related_experience_years": related // 12,
        }
        findings.append(judge(rule, facts))
    return findings


def _post_held(official: Official, posts: tuple[str, ...]) -> str:
    """Return the present post where the rule names it, else the first it names (held earlier)."""
    return official.level.value if official.level.value in posts else posts[0]


def moving_on(case: CaseFile) -> date:
    """Return the day on which a move would take effect; the last test day while none is planned."""
    return case.event.planned_decree_on or case.event.ends_on


def _flags(official: Official, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return what must be seen but never keeps anybody from the test."""
    now = personal_facts(official, on=case.event.data_on)
    then = personal_facts(official, on=moving_on(case))
    findings = [
        judge(rulebook.rule("ELIG-LHKPN"), now),
        judge(rulebook.rule("ELIG-DATA"), {"data_confirmed_on": official.data_confirmed_on}),
        *remaining_service(official, case=case, rulebook=rulebook),
    ]
    if official.level.is_jpt:
        findings.append(judge(rulebook.rule("MUT-5Y"), now))
    if official.level is Level.JPT_PRATAMA and case.event.kind is not EventKind.OPEN_SELECTION:
        # Ps 107 speaks of being appointed; for who already serves it only warns.
        findings += [
            judge(rulebook.rule("ELIG-JPTP-EDU"), now, as_flag=True),
            judge(rulebook.rule("ELIG-JPTP-AGE"), then, as_flag=True),
        ]
    findings += _own_post(official, case, rulebook)
    return findings


def remaining_service(official: Official, *, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return whether enough service is left before retirement; nothing where no age is known."""
    limit = retires_on(official, rulebook)
    on = moving_on(case)
    if limit is None or limit < on:
        return []
    facts: dict[str, Fact] = {"limit_on": limit, "remaining_months": months_between(on, limit)}
    return [judge(rulebook.rule("ELIG-REMAINING"), facts)]


def _own_post(official: Official, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    post = next((one for one in case.positions if one.code == official.position), None)
    if post is None or post.min_grade is None:
        return []
    facts: dict[str, Fact] = {"rank": official.grade, "required_rank": post.min_grade}
    return [judge(rulebook.rule("ELIG-POST-RANK"), facts, as_flag=True)]


def absence(official: Official, case: CaseFile, rulebook: Rulebook) -> tuple[Finding, ...]:
    """Return a finding for each method the official missed; nothing where all were attended.

    Who was away from one method has no complete result: not assessed, and never a zero.
    """
    rows = [one for one in case.attendances if one.nip == official.nip]
    if not rows:
        return ()
    general = next((one for one in rows if one.method is None), None)
    by_method = {one.method: one for one in rows if one.method is not None}
    findings = []
    for method in _attended_methods(case):
        row = by_method.get(method, general)
        state = AttendanceState.PRESENT if row is None else row.state
        if row is not None and not state.counts_as_present:
            facts: dict[str, Fact] = {
                "methods": (method.value,),
                "attendance": state.value,
                "letter_number": row.document,
            }
            # Which state counts as present is decided in one place, the vocabulary.
            findings.append(found(rulebook.rule("SCORE-ABSENT"), holds=False, facts=facts))
    return tuple(findings)


def _attended_methods(case: CaseFile) -> tuple[Method, ...]:
    """Return the methods of the scheme for which a participant must come."""
    read = {one.method for one in case.scheme.components}
    centre = case.event.assessor_body is not None
    return tuple(
        method
        for method in Method
        if method in read and (method.is_rated_by_panel or (centre and method is Method.ASSESSMENT_CENTRE))
    )
