"""Events small enough to place by hand: who matches which post is told by assessments and standards."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.move_policy import MovePolicy
from selaras.core.outcome import Results
from selaras.core.placement.offer import Problem
from selaras.core.placement.problem import problem_of
from selaras.core.results import results_from
from selaras.core.scheme import MatchCap, Scheme
from tests.core.building import (
    ANI,
    BUDI,
    CITRA,
    assessment,
    position,
    rulebook_on,
    scheme,
    small_case,
    standard,
)

ANI_AT, BUDI_AT, CITRA_AT, EMPTY = (v.PositionCode(f"J-0{n}") for n in range(1, 5))
SKILLS = ("M.01", "SK.01", "T.01")
# Of each person, the levels in the three competences; of each post, what it asks.
LEVELS = {ANI.nip: ("4", "2", "2"), BUDI.nip: ("2", "4", "2"), CITRA.nip: ("3", "3", "3")}
ASKED = {ANI_AT: (5, 1, 1), BUDI_AT: (1, 5, 1), CITRA_AT: (1, 1, 5), EMPTY: (3, 3, 3)}


def placing_scheme(policy: MovePolicy | None = None, **changes: Any) -> Scheme:
    """Return the small scheme with a policy of moves; nobody fails, no level makes up for another."""
    plain = scheme(placement=policy or MovePolicy(), pass_from=v.Category.KMS)
    return replace(plain, match=replace(plain.match, cap=MatchCap.EACH), **changes)


def placed_case(
    policy: MovePolicy | None = None,
    *,
    levels: Mapping[v.Nip, tuple[str, str, str]] | None = None,
    posts: Mapping[v.PositionCode, Mapping[str, Any]] | None = None,
    **changes: Any,
) -> c.CaseFile:
    """Return the small event with assessed levels; ``posts`` changes fields of single posts."""
    found = {**LEVELS, **(levels or {})}
    case = small_case(
        scheme=placing_scheme(policy),
        assessments=tuple(
            assessment(
                nip,
                report_number=f"LAP/{n}/2022",
                levels={v.CompetenceCode(code): Decimal(one) for code, one in zip(SKILLS, got, strict=True)},
            )
            for n, (nip, got) in enumerate(found.items())
        ),
    )
    made = [
        replace(
            one,
            standard=tuple(standard(code, n) for code, n in zip(SKILLS, ASKED[one.code], strict=True)),
        )
        for one in case.positions
    ]
    case = replace(
        case,
        positions=tuple(replace(one, **dict((posts or {}).get(one.code, {}))) for one in made),
    )
    return replace(case, **changes)


def results_of_case(case: c.CaseFile) -> Results:
    return results_from(case, rulebook_on(), as_of=date(2024, 2, 1))


def problem_in(case: c.CaseFile) -> Problem:
    return problem_of(case, rulebook_on(), results_of_case(case))


def pair(problem: Problem, who: c.Official, post: v.PositionCode) -> tuple[int, int]:
    return problem.nips.index(who.nip), problem.positions.index(post)


def codes_of(problem: Problem, who: c.Official, post: v.PositionCode) -> list[str]:
    """Return why a pair is closed: rules and codes in their order."""
    grounds = problem.closed.get(pair(problem, who, post), ())
    return [getattr(one, "code", None) or getattr(one, "rule", "") for one in grounds]


def another(code: str, **changes: Any) -> c.Position:
    """Return a further post that asks level 2 of everything."""
    asked = tuple(standard(skill, 2) for skill in SKILLS)
    return replace(position(code, standard=asked), **changes)
