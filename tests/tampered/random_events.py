"""Whole events under random schemes, made by the generator of ``tests/references`` for several people."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.results import results_from
from tests.core.building import COMPETENCES, assessment, rulebook_on
from tests.references import random_cases
from tests.references.random_cases import random_case
from tests.tampered.book import AnyStep, Step
from tests.tampered.cases import case_of
from tests.tampered.signed_event import AS_OF, SignedEvent, event_of

MOST_TRIES = 4_000
TRIES_WITH_SO_MANY = 200  # then with one person less: some schemes hardly ever have a result for everybody


def random_event(number: int, *, officials: int) -> SignedEvent:
    """Return an event under a random scheme; whatever has no result is thrown away and drawn again."""
    chance = Random(f"acak/{number}")
    for tried in range(MOST_TRIES):
        case = several(chance, officials=max(1, officials - tried // TRIES_WITH_SO_MANY))
        try:
            results_from(case, rulebook_on(), as_of=AS_OF)
        except CoreError:
            continue
        return event_of(case, seed=f"acak {number}", change=without_revision)
    raise AssertionError(f"no event with a result in {MOST_TRIES} tries")


def without_revision(steps: list[AnyStep]) -> list[AnyStep]:
    # It would draw marks that a random scale does not have.
    return [one for one in steps if not (isinstance(one, Step) and one.name == "revision")]


def several(chance: Random, *, officials: int) -> c.CaseFile:
    """Return a random case of one person, for as many people, each with marks and records of their own."""
    one = random_case(chance)
    crowd = case_of(officials=officials, methods=1, examiners=5, seed="acak")
    scheme = replace(one.scheme, criteria=tuple(speaking(each, chance) for each in one.scheme.criteria))
    tasks = tuple(
        {(each.examiner, each.method): replace(each, nip=None) for each in one.assignments}.values()
    )
    people = [each.nip for each in crowd.officials]
    return replace(
        crowd,
        scheme=scheme,
        assignments=tasks,
        rating_sheets=tuple(
            replace(each, nip=nip)
            for nip in people
            for each in random_cases.rating_sheets(scheme, tasks, chance)
        ),
        feedback=tuple(
            replace(each, nip=nip) for nip in people for each in random_cases.feedback(scheme, chance)
        ),
        performances=tuple(
            replace(each, nip=nip) for nip in people for each in random_cases.performances(chance)
        ),
        track_record=tuple(
            replace(each, nip=nip) for nip in people for each in random_cases.track_record(scheme, chance)
        ),
        assessments=tuple(
            assessment(nip, report_number=f"LAP/{n}/2022")
            for n, nip in enumerate(people)
            if chance.random() < 0.5
        ),
    )


def speaking(one: s.Criterion, chance: Random) -> s.Criterion:
    """Return a criterion of a panel that speaks for one or two competences, so that there is a match."""
    if not one.method.is_rated_by_panel:
        return one
    codes = [code for code, _, _ in chance.sample(COMPETENCES, chance.choice((1, 2)))]
    shares = {1: ("100",), 2: ("60", "40")}[len(codes)]
    return replace(
        one,
        speaks_for=tuple(
            s.CompetenceWeight(competence=v.CompetenceCode(code), weight=Decimal(weight))
            for code, weight in zip(codes, shares, strict=True)
        ),
    )
