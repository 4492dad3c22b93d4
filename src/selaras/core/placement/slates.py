"""The slates that are offered: the best, the best with few moves, the most robust, and one as wished."""

from collections.abc import Sequence

from selaras.core.placement import assignment, coupled, robust
from selaras.core.placement.model import (
    Certificate,
    Impossible,
    Instance,
    Numbers,
    Row,
    Slate,
    SlateName,
    Solution,
    Values,
    Wishes,
)
from selaras.core.placement.robust import Optima

MOST_STARTS = 256


def three_slates(instance: Instance, *, few_moves: int | None, draws: Values | None) -> tuple[Slate, ...]:
    """Return the best slate, the best with at most ``few_moves`` moves, and with draws the most robust.

    few_moves : None: half of the moves of the best, rounded up; where the law asks for more, the fewest
    that are lawful. The number that counted stands in the slate's wishes.
    draws : (draws, n, m) hundredths, read where the instance is open; all slates are then told in them
    Raise ``Impossible``.
    """
    rows = coupled.rows_of(instance, Wishes())
    solution, proof = _solved(instance, Wishes())
    optima = None if draws is None else robust.optima_of(instance, rows, draws, proof)
    moves = coupled.moves_of(instance, solution.seat)
    most = -(-moves // 2) if few_moves is None else few_moves
    if most < moves:
        most = max(most, coupled.fewest_moves(instance, rows))
    few = Wishes(most_moves=most)
    slates = [
        _slate(SlateName.BEST, instance, Wishes(), (solution, proof), optima),
        _slate(SlateName.FEW_MOVES, instance, few, _solved(instance, few), optima),
    ]
    if optima is not None:
        starts = (solution.seat, slates[1].solution.seat)
        slates.append(_robust_slate(instance, rows, optima, slates[0], starts))
    return tuple(slates)


def wished_slate(instance: Instance, wishes: Wishes, *, draws: Values | None = None) -> Slate:
    """Return the best slate as wished; with draws told in them, against the optima without the wishes.

    Raise ``Impossible`` with what conflicts, pins and the limit of moves by name.
    """
    solved = _solved(instance, wishes)
    optima = None
    if draws is not None:
        rows = coupled.rows_of(instance, Wishes())
        optima = robust.optima_of(instance, rows, draws, coupled.solve(instance, rows)[1])
    return _slate(SlateName.WISHED, instance, wishes, solved, optima)


def _solved(instance: Instance, wishes: Wishes) -> tuple[Solution, Certificate]:
    asked = coupled.wished(instance, wishes)
    try:
        return coupled.solve(asked, coupled.rows_of(asked, wishes))
    except Impossible:
        raise Impossible(coupled.conflict(instance, wishes)) from None


def _slate(
    name: SlateName,
    instance: Instance,
    wishes: Wishes,
    solved: tuple[Solution, Certificate],
    optima: Optima | None,
) -> Slate:
    solution, proof = solved
    asked = coupled.wished(instance, wishes)
    rows = coupled.rows_of(asked, wishes)
    losses = coupled.losses(asked, rows, solution, proof)
    return Slate(
        name=name,
        wishes=wishes,
        solution=solution,
        certificate=proof,
        chains=assignment.chains(instance, solution.seat),
        tied=coupled.tied(asked, rows, solution, losses),
        chosen_in=None if optima is None else robust.chosen_in(optima, solution.seat),
        n_draws=0 if optima is None else optima.n_draws,
        regret=None if optima is None else _regret(optima, solution.seat),
    )


def _robust_slate(
    instance: Instance, rows: Sequence[Row], optima: Optima, best: Slate, starts: Sequence[Numbers]
) -> Slate:
    """Return the most robust slate; its bound and certificate are those of the best, for the plain worth."""
    found = robust.most_robust(instance, rows, optima, (*starts, *optima.seats[:MOST_STARTS]))
    objective = robust.worth(instance.values, found.seat)
    bound = found.bound // found.n_worst
    if found.is_optimal:
        bound = robust.rounded(found.bound, found.n_worst)
    return Slate(
        name=SlateName.ROBUST,
        wishes=Wishes(),
        solution=Solution(seat=found.seat, objective=objective, bound=best.solution.bound),
        certificate=best.certificate,
        chains=assignment.chains(instance, found.seat),
        chosen_in=robust.chosen_in(optima, found.seat),
        n_draws=optima.n_draws,
        regret=_regret(optima, found.seat),
        regret_bound=bound,
    )


def _regret(optima: Optima, seat: Numbers) -> tuple[int, int]:
    regret = robust.regrets(optima, seat)
    return robust.mean(regret), robust.cvar(regret)
