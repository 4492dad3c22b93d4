"""Rencana pengembangan: who develops what until when, and the re-test that is linked to this test."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.core.calendar_days import add_months
from selaras.core.outcome import OfficialResult
from selaras.core.vocabulary import Move, Role
from selaras.documents import advice
from selaras.web.office.held import Held, held
from selaras.web.office.page import Visit, page
from selaras.web.office.telling import Named, people_in

_RULE = "MUT-118-TARGET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One competence below its standard, and what to do about it."""

    competence: str
    is_priority: bool
    doing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What one person develops; ``is_retest``: the recommendation is development and a re-test."""

    person: Named
    is_retest: bool
    steps: tuple[Step, ...]


@page("development", "read")
def development(visit: Visit) -> HttpResponse:
    """List the plans, those who are tested again first."""
    if visit.roles == {Role.PARTICIPANT}:
        return HttpResponseRedirect(reverse("own_page", args=(visit.here.agency, visit.here.key)))
    here = held(visit.here)
    plans = plans_of(here)
    retest_on, article = retest_of(here, visit.here.ends_on)
    return visit.render(
        "deciding/development.html",
        {
            "plans": sorted(plans, key=lambda one: not one.is_retest),
            "n_retest": sum(one.is_retest for one in plans),
            "retest_on": retest_on,
            "article": article,
            "may_clone": visit.may("event", "clone"),
        },
    )


def plans_of(here: Held) -> list[Plan]:
    """Return a plan for everybody whose profile lies below a standard somewhere."""
    if here.shown is None:
        return []
    people = people_in(here.case)
    found = [plan_of(one, people[one.code]) for one in here.shown.results.officials]
    return [one for one in found if one.steps or one.is_retest]


def plan_of(result: OfficialResult, person: Named) -> Plan:
    gaps = [] if result.match is None else [one for one in result.match.gaps if one.shortfall > 0]
    known = sorted((one for one in gaps if one.level is not None), key=lambda one: -one.shortfall)
    steps = tuple(
        Step(competence=one.name, is_priority=advice.is_priority(one), doing=advice.for_gap(one))
        for one in known
    )
    return Plan(person=person, is_retest=result.recommendation.kind is Move.DEVELOP, steps=steps)


def retest_of(here: Held, ended_on: date) -> tuple[date | None, str]:
    """Return from when on the re-test is due, by the rule's months, and the rule's article."""
    if not here.rulebook.has(_RULE):
        return None, ""
    rule = here.rulebook.rule(_RULE)
    return add_months(ended_on, rule.integer("improvement_months")), rule.article
