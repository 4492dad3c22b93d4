"""Which post an official may lawfully move to: gates and flags of one person and one post."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeVar, cast

from selaras.core.careers import experience_months, plain, retires_on
from selaras.core.casefile import CaseFile, Official, Position
from selaras.core.eligibility.participants import moving_on, personal_facts, remaining_service, two_years
from selaras.core.letters import special_post
from selaras.core.rules import Fact, Finding, Rulebook, found, judge
from selaras.core.vocabulary import EventKind, Level, PositionState

T = TypeVar("T")
# A reorganisation places whoever lost the post (Ps 130); open selection is no move between equals.
_OWN_TERMS = (EventKind.REORGANISATION, EventKind.OPEN_SELECTION)


def judge_target(
    official: Official, position: Position, *, case: CaseFile, rulebook: Rulebook
) -> tuple[Finding, ...]:
    """Return every rule asked of a move into a post; a broken one closes it.

    For the post the official already holds only its own requirements are asked, as flags.
    """
    return tuple(target_findings(official, position, case=case, rulebook=rulebook))


class Asked:
    """What was found of one official before: posts that ask the same get the same answer at once."""

    def __init__(self) -> None:
        self._answers: dict[tuple[object, ...], object] = {}

    def once(self, ask: Callable[[], T], *about: object) -> T:
        """Return the answer to a question that ``about`` tells completely."""
        if about not in self._answers:
            self._answers[about] = ask()
        return cast(T, self._answers[about])


def target_findings(
    official: Official, position: Position, *, case: CaseFile, rulebook: Rulebook, asked: Asked | None = None
) -> Iterator[Finding]:
    """Yield the same one by one, so that who only asks whether a post is open may stop at the first bar.

    asked : of this official in this event; whoever asks of many posts keeps it from one to the next
    """
    once = (asked or Asked()).once
    stays, level = position.code == official.position, position.level
    if not stays:
        yield once(lambda: _level(official, position, case, rulebook), "level", level)
    for ask, *about in _requirements(official, position, case, rulebook, as_flag=stays):
        yield once(ask, stays, *about)
    if stays:
        return
    filled = position.state is PositionState.FILLED
    yield from once(lambda: _tenure(official, position, case, rulebook), "tenure", level, filled)
    yield from once(lambda: _age(official, position, case, rulebook), "age", level)
    yield from _special(official, position, case, rulebook)
    classes = position.job_class, position.allowance_class
    yield from once(lambda: _loss(official, position, rulebook), "loss", classes)
    yield from once(lambda: tuple(remaining_service(official, case=case, rulebook=rulebook)), "service")


def _level(official: Official, position: Position, case: CaseFile, rulebook: Rulebook) -> Finding:
    """Return whether the move stays on one level: a rise or fall has a door of its own."""
    equal = official.level is position.level
    # Open selection is the door by which one rises; its conditions are asked at entry.
    rises = case.event.kind is EventKind.OPEN_SELECTION and position.level.is_jpt
    facts: dict[str, Fact] = {
        "level": official.level.value,
        "target_level": position.level.value,
    }
    return found(rulebook.rule("MUT-LEVEL"), holds=equal or rises, facts=facts)


def _requirements(
    official: Official, position: Position, case: CaseFile, rulebook: Rulebook, *, as_flag: bool
) -> Iterator[tuple[Callable[[], Finding], *tuple[object, ...]]]:
    """Yield what the post itself requires, as its standard says: how to ask, and all that it is about."""
    education, years = position.min_education, position.min_experience_years
    fields, grade = position.study_fields, position.min_grade
    if education is not None:
        facts: dict[str, Fact] = {
            "education": official.education.value,
            "required_education": education.value,
        }
        yield partial(judge, rulebook.rule("ELIG-POST-EDU"), facts, as_flag=as_flag), "education", education
    if fields:
        yield partial(_field, official, fields, rulebook, as_flag=as_flag), "fields", fields
    if grade is not None:
        facts = {"rank": official.grade, "required_rank": grade}
        yield partial(judge, rulebook.rule("ELIG-POST-RANK"), facts, as_flag=as_flag), "rank", grade
    if years is not None and position.experience_fields:
        related = position.experience_fields
        ask = partial(_experience, official, related, years, case, rulebook, as_flag=as_flag)
        yield ask, "experience", related, years


def _field(official: Official, fields: tuple[str, ...], rulebook: Rulebook, *, as_flag: bool) -> Finding:
    facts: dict[str, Fact] = {"field_of_study": official.field_of_study, "required_fields": fields}
    holds = plain(official.field_of_study) in {plain(one) for one in fields}
    return found(rulebook.rule("ELIG-POST-FIELD"), holds=holds, facts=facts, as_flag=as_flag)


def _experience(
    official: Official,
    related: tuple[str, ...],
    years: int,
    case: CaseFile,
    rulebook: Rulebook,
    *,
    as_flag: bool,
) -> Finding:
    months = experience_months(official, case=case, fields=related, on=moving_on(case))
    facts: dict[str, Fact] = {"related_experience_years": months // 12, "required_years": years}
    return judge(rulebook.rule("ELIG-POST-EXP"), facts, as_flag=as_flag)


def _tenure(official: Official, position: Position, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return the years in post, on the day of the move."""
    if case.event.kind in _OWN_TERMS:
        return []
    on = moving_on(case)
    facts = personal_facts(official, on=on)
    findings = two_years(official, case=case, rulebook=rulebook, on=on)
    if official.level.is_jpt:
        findings.append(judge(rulebook.rule("MUT-5Y"), facts))
        if position.state is not PositionState.FILLED and rulebook.has("MUT-131-ORIG"):
            # The floor of two years is judged above; here the ceiling of the vacant route warns.
            route: dict[str, Fact] = {
                **facts,
                "same_classification": official.level is position.level,
            }
            findings.append(judge(rulebook.rule("MUT-131-ORIG"), route, as_flag=True))
    else:
        findings.append(judge(rulebook.rule("MUT-190-GENERAL"), facts))
    return findings


def _age(official: Official, position: Position, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    facts = {**personal_facts(official, on=moving_on(case)), "level": position.level.value}
    findings = []
    if position.level is Level.JPT_PRATAMA:
        # Ps 107 sets an age for being appointed from below; a lateral move it only warns of.
        lateral = official.level is position.level
        findings.append(judge(rulebook.rule("ELIG-JPTP-AGE"), facts, as_flag=lateral))
    if retires_on(official, rulebook) is not None:
        facts["level"] = official.level.value
        findings.append(judge(rulebook.rule("ELIG-RETIRE"), facts))
    return findings


def _special(official: Official, position: Position, case: CaseFile, rulebook: Rulebook) -> Iterator[Finding]:
    """Return the consents that special posts need, of the post left and of the post taken."""
    left = next((one for one in case.positions if one.code == official.position), None)
    for post in (left, position):
        if post is not None:
            yield from special_post(post, case=case, rulebook=rulebook)


def _loss(official: Official, position: Position, rulebook: Rulebook) -> list[Finding]:
    """Return flags on a lower class or allowance: of equal level, and yet felt as a fall."""
    rule = rulebook.rule("MUT-CLASS")
    findings = []
    if official.job_class is not None and position.job_class is not None:
        facts: dict[str, Fact] = {
            "job_class": official.job_class,
            "target_job_class": position.job_class,
        }
        findings.append(judge(rule, facts, as_flag=True))
    was, becomes = official.allowance_class, position.allowance_class
    if was is not None and becomes is not None and was.isdigit() and becomes.isdigit():
        # Allowance classes that are not numbers have no order that a program may assume.
        facts = {"allowance_class": was, "target_allowance_class": becomes}
        findings.append(found(rule, holds=int(becomes) >= int(was), facts=facts, as_flag=True))
    return findings
