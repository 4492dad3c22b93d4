"""The offer to the deciding officer: problem, slates with their proofs, and why here and not there."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Reason, Results
from selaras.core.placement import assignment, coupled
from selaras.core.placement.draws import drawn_values
from selaras.core.placement.explaining import Explained
from selaras.core.placement.model import Instance, Losses, Point, Row, Slate, Step, Values, Wishes
from selaras.core.placement.offer import Offer, Problem
from selaras.core.placement.problem import problem_of
from selaras.core.placement.slates import three_slates, wished_slate
from selaras.core.rules import Rulebook


def offer_of(case: CaseFile, rulebook: Rulebook, results: Results) -> Offer:
    """Return what is offered on a result: the best lawful slate, one of few moves, the most robust one.

    Without draws in the results there is no third slate.
    Raises CoreError where an event has no proposal (``problem_of``), ``Impossible`` where no set of seats is
    lawful.
    """
    problem = problem_of(case, rulebook, results)
    policy = case.scheme.placement
    slates = three_slates(
        problem.instance,
        few_moves=policy.few_moves if policy else None,
        draws=drawn_values(case, results, problem),
    )
    return offer_with(case, rulebook, results, problem=problem, slates=slates)


def what_if(
    case: CaseFile,
    rulebook: Rulebook,
    results: Results,
    *,
    offer: Offer,
    wishes: Wishes,
    draws: Values | None = None,
) -> Offer:
    """Return what is offered under wishes: the best slate that fulfils them, told like any other.

    wishes : with the codes of officials and posts
    draws : of ``drawn_values``, to say how the slate stands in them
    Raises ``Impossible`` with the requirements that cannot hold together.
    """
    slate = wished_slate(offer.instance, wishes, draws=draws)
    problem = _under_wishes(offer.problem, wishes)
    return offer_with(case, rulebook, results, problem=problem, slates=(slate,))


def offer_with(
    case: CaseFile,
    rulebook: Rulebook,
    results: Results,
    *,
    problem: Problem,
    slates: Sequence[Slate],
) -> Offer:
    """Return an offer of slates that are known already; nothing is searched but what explains the first.

    The frontier is the supported one, and the whole one where rules couple moves.
    """
    first, instance = slates[0], problem.instance
    rows = coupled.rows_of(instance, first.wishes)
    losses = coupled.losses(instance, rows, first.solution, first.certificate)

    def way(row: int, column: int) -> tuple[Step, ...]:
        return assignment.path(losses, row, column)

    told = Explained(
        case=case,
        rulebook=rulebook,
        results=results,
        problem=problem,
        slate=first,
        losses=losses,
        paths=way,
    )
    return Offer(
        problem=problem,
        slates=tuple(slates),
        losses=losses,
        seats=told.seats(),
        posts=told.posts(),
        frontier=_frontier(instance, rows),
    )


def offer_as_chosen(
    case: CaseFile, rulebook: Rulebook, results: Results, *, problem: Problem, slate: Slate
) -> Offer:
    """Return the seats that were chosen, whether or not they are an optimum: each told, none compared.

    What other seats would lose is asked of an optimum only, so losses are -1 and others are left out.
    """
    instance = problem.instance
    losses = Losses(
        loss=np.full(instance.open.shape, -1, np.int64),
        is_exact=False,
        _next=np.zeros((0, 0), np.int64),
    )
    told = Explained(
        case=case,
        rulebook=rulebook,
        results=results,
        problem=problem,
        slate=slate,
        losses=losses,
        paths=lambda row, column: (),
    )
    return Offer(
        problem=problem,
        slates=(slate,),
        losses=losses,
        seats=tuple(replace(one, wished=None) for one in told.seats()),
        posts=told.posts(),
        frontier=(),
    )


def with_opened(problem: Problem, posts: Sequence[str]) -> Problem:
    """Return a problem in which posts are to be filled besides, as the officer wished."""
    return _under_wishes(problem, Wishes(opened=tuple(posts))) if posts else problem


def _frontier(instance: Instance, rows: Sequence[Row]) -> tuple[Point, ...]:
    if rows or instance.rules:
        return coupled.full_frontier(instance, rows)
    return assignment.supported_frontier(instance)


def _under_wishes(problem: Problem, wishes: Wishes) -> Problem:
    """Return a problem whose pairs are open and closed as the officer wishes, with that as the reason."""
    instance = coupled.wished(problem.instance, wishes)
    banned = Reason(code="banned", facts={})
    closed = {pair: why for pair, why in problem.closed.items() if not instance.open[pair]}
    for pair in problem.worth:
        if not instance.open[pair]:
            closed.setdefault(pair, (banned,))
    return replace(problem, instance=instance, closed=closed)
