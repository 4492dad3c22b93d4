"""Newton's method on the marginal likelihood, to a gradient that is zero and not to a count of rounds.

The natural parameters carry one freedom too many for each constraint (a constant added to every severity
is taken back by the mean of ability). Adding the squared constraints to the information makes it regular
without moving the step: the gradient has no part along those freedoms, so every step keeps the sums at zero.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.marginal.matrices import invert, mirror
from selaras.core.measurement.ratings import Floats

MOST_ROUNDS = 100
MOST_TURNS = 3  # of one step; after them the better value was an error of few nodes
LONGEST_STEP = 1.5  # logits
FEWEST_NODES = 5  # on the way; they place the optimum within a hundredth of a standard error
LADDER = (13, 21, 35, 61)  # nodes for the end; the next where the last but one still disagreed
NEAR = 4.0  # Newton decrement g' H⁻¹ g before the step that ends the way
ENOUGH = 1e-10  # and at which the search is: the log-likelihood is within half of it
STALLED = 1e-7  # or at which it is where it falls no more: the grid's interpolation lets no more be seen
DISAGREE = 5e-4  # log-likelihood, per thousand officials: between 7 and 13 nodes; 13 err far less
SMALL = 1000  # parameters, up to which the own inverse is used; beyond, the library's is worth its threads
PIVOTS = 1e-10  # smallest over largest, below which eigenvalues are looked at
SINGULAR = 1e-9  # eigenvalue over the largest below which a direction is not identified
SMALLEST_SD = 0.01  # logits; a standard deviation held here stands for zero
LARGEST_SD = 30.0  # logits; held here it stands for no bound: hardly anyone's marks differ among themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """The log-likelihood with its derivatives; information is None where it was not asked for."""

    log_likelihood: float
    gradient: Floats
    information: Floats | None


Evaluate = Callable[[Floats, bool, int], Value]  # parameters, with information?, nodes


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraints:
    """Sums that are kept at zero, and the way back to them.

    rows : (c, parameters), orthonormal, whose products with the parameters are zero
    squares : rows' rows; back : (parameters, c), the move along the freedoms by which a product becomes one
    away : back back'; n_spreads : the last parameters, standard deviations
    """

    rows: Floats
    squares: Floats
    back: Floats
    away: Floats
    n_spreads: int


def constraints_from(rows: Floats, freedoms: Floats, *, n_spreads: int) -> Constraints:
    """Return the constraints; freedoms : (c, parameters), directions along which nothing changes."""
    back = freedoms.T @ np.linalg.inv(rows @ freedoms.T)
    return Constraints(rows=rows, squares=rows.T @ rows, back=back, away=back @ back.T, n_spreads=n_spreads)


@dataclass(frozen=True, slots=True, kw_only=True)
class Optimum:
    """Where the search ended.

    covariance : inverse of the observed information under the constraints
    decrement : g' H⁻¹ g at the end
    deficient : directions that the ratings do not identify
    """

    at: Floats
    log_likelihood: float
    gradient: Floats
    covariance: Floats
    decrement: float
    rounds: int
    converged: bool
    deficient: int


def climb(evaluate: Evaluate, start: Floats, *, constraints: Constraints, n_officials: int) -> Optimum:
    """Return the optimum: first with few nodes and fresh information each round, then with more nodes."""
    at, rounds = _approach(evaluate, start, constraints)
    for nodes in LADDER:
        optimum, disagreement = _finish(evaluate, at, constraints, nodes=nodes, rounds=rounds)
        if abs(disagreement) < DISAGREE * max(1.0, n_officials / 1000):
            break
        at, rounds = optimum.at, optimum.rounds
    return optimum


def _approach(evaluate: Evaluate, start: Floats, constraints: Constraints) -> tuple[Floats, int]:
    at = start - constraints.back @ (constraints.rows @ start)
    best, step, n, turned = -np.inf, np.zeros_like(start), 0, 0
    while n < MOST_ROUNDS:
        n += 1
        value = evaluate(at, True, FEWEST_NODES)
        # Few nodes that have not yet found their place err a little; only a clear loss turns the step back.
        if value.log_likelihood < best - 1.0 and turned < MOST_TURNS:
            step, turned = step / 4, turned + 1
            at = at - 3 * step
            continue
        best, turned = value.log_likelihood, 0
        step, decrement, _, _ = _newton(value, at, constraints)
        at = at + step
        if decrement < NEAR:
            break
    return at, n


def _finish(
    evaluate: Evaluate, at: Floats, constraints: Constraints, *, nodes: int, rounds: int
) -> tuple[Optimum, float]:
    """Return the optimum with these nodes, and by how much fewer nodes told another log-likelihood."""
    value = evaluate(at, True, (nodes + 1) // 2)
    step, decrement, inverse, deficient = _newton(value, at, constraints)
    expected, disagreement = value.log_likelihood + decrement / 2, 0.0
    for n in range(1, MOST_ROUNDS + 1):
        at = at + step
        value = evaluate(at, False, nodes)
        if n == 1:
            disagreement = value.log_likelihood - expected
        before = decrement
        gradient = _held(value.gradient, at, constraints)
        step = inverse @ gradient
        decrement = float(gradient @ step)
        if decrement < ENOUGH or (decrement < STALLED and decrement > before / 4):
            break
        if decrement > 0.05 * before:
            # The kept information is not good enough here.
            value = evaluate(at, True, nodes)
            step, decrement, inverse, deficient = _newton(value, at, constraints)
        else:
            step = _bounded(step, at, constraints)
    # The sums are brought to zero to the last digit; the likelihood does not feel it.
    optimum = Optimum(
        at=at - constraints.back @ (constraints.rows @ at),
        log_likelihood=value.log_likelihood,
        gradient=value.gradient,
        covariance=inverse,
        decrement=decrement,
        rounds=rounds + 1 + n,
        converged=decrement < STALLED,
        deficient=deficient,
    )
    return optimum, disagreement


def _newton(value: Value, at: Floats, constraints: Constraints) -> tuple[Floats, float, Floats, int]:
    """Return the bounded step, the decrement, the inverse information and how many directions it lacks."""
    assert value.information is not None
    information, gradient = value.information.copy(), _held(value.gradient, at, constraints)
    for k in range(at.size - constraints.n_spreads, at.size):
        # As Newton's method has it in one over the standard deviation: there the likelihood of a normal
        # sample is concave, while in the deviation itself a step from below creeps. No matter at the end.
        information[k, k] -= 2 * gradient[k] / at[k]
        if _is_held(at[k], value.gradient[k]):
            information[k, :] = information[:, k] = 0.0
    inverse, deficient = inverse_of(information, constraints)
    step = inverse @ gradient
    # Nodes that do not stand well yet let the sums drift; along the freedoms it costs nothing to go back.
    step -= constraints.back @ (constraints.rows @ step)
    return _bounded(step, at, constraints), float(gradient @ step), inverse, deficient


def _held(gradient: Floats, at: Floats, constraints: Constraints) -> Floats:
    """Return the gradient without the standard deviations that push against their bounds."""
    result = gradient
    for k in range(at.size - constraints.n_spreads, at.size):
        if _is_held(at[k], gradient[k]):
            result = result.copy()
            result[k] = 0.0
    return result


def _is_held(sd: float, gradient: float) -> bool:
    return bool((sd <= SMALLEST_SD and gradient <= 0) or (sd >= LARGEST_SD and gradient >= 0))


def _bounded(step: Floats, at: Floats, constraints: Constraints) -> Floats:
    first = at.size - constraints.n_spreads
    longest = float(np.abs(step[:first]).max())
    if longest > LONGEST_STEP:
        step = step * (LONGEST_STEP / longest)
    for k in range(first, at.size):
        # The step is taken in one over the standard deviation, which keeps it positive.
        moved = at[k] / min(max(1 - step[k] / at[k], 0.3), 3.0)
        step[k] = min(max(moved, SMALLEST_SD), LARGEST_SD) - at[k]
    return step


def inverse_of(information: Floats, constraints: Constraints) -> tuple[Floats, int]:
    """Return the inverse of the information under the constraints, and how many directions lack it."""
    diagonal = information.diagonal()
    weight = float(np.abs(diagonal).mean())
    idle = diagonal == 0.0
    full = constraints.squares * weight
    full += information
    if idle.any():
        # Nothing was observed of these, or they are held: they neither move nor spread.
        full[idle, :] = full[:, idle] = 0.0
        full[idle, idle] = weight
    inverse, lost = _inverse(full)
    inverse -= constraints.away / weight
    if idle.any():
        inverse[idle, :] = inverse[:, idle] = 0.0
    return inverse, lost


def _inverse(full: Floats) -> tuple[Floats, int]:
    if full.shape[0] <= SMALL:
        inverse = full.copy()
        if invert(inverse) > PIVOTS:
            return inverse, 0
        return _spectral(full)
    # Loaded only here: it takes longer to load than a panel to measure.
    from scipy.linalg import lapack

    root, failed = lapack.dpotrf(full, lower=1, clean=0)
    diagonal = root.diagonal()
    if failed or diagonal.min() ** 2 < PIVOTS * diagonal.max() ** 2:
        return _spectral(full)
    inverse = lapack.dpotri(root, lower=1, overwrite_c=1)[0].T
    # Of a column-ordered matrix's lower triangle the transpose is a row-ordered one's upper.
    mirror(inverse)
    return inverse, 0


def _spectral(full: Floats) -> tuple[Floats, int]:
    """Invert by eigenvalues: flat directions are left alone, wrong curvature is turned round."""
    values, vectors = np.linalg.eigh(full)
    flat = np.abs(values) < SINGULAR * np.abs(values).max()
    safe = np.where(flat, 1.0, np.abs(values))
    return (vectors * np.where(flat, 0.0, 1.0 / safe)) @ vectors.T, int(flat.sum())
