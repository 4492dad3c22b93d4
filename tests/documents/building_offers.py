"""Offers made by hand for the papers' tests: any number of officials and posts, seats by a plain solver.

A paper shows what it is given: losses come from solving anew with the pair forced, which is slow and plain.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np
from scipy.optimize import linear_sum_assignment

from selaras.core import casefile as c
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.placement import model as m
from selaras.core.placement import offer as f
from selaras.core.rules import Finding
from tests.core import building as b
from tests.documents import building as t
from tests.documents.building_results import DOUBT, TOO_NEW, results

PRICE = 200  # of a move, hundredths
SHUT = -(10**7)
_OFFICES = ("Sosial", "Perhubungan", "Pariwisata", "Pertanian", "Perikanan", "Kehutanan", "Pangan")
_BRANCHES = (*("Tenaga Kerja", "Lingkungan Hidup", "Penanaman Modal", "Kepemudaan"), *_OFFICES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    case: c.CaseFile
    results: o.Results
    offer: f.Offer


def offered(n: int = 5, vacant: int = 1, **changes: object) -> Offered:
    """Return an event of n officials with ``vacant`` empty posts, and what is offered for it."""
    case = _case(n, vacant)
    found = _results(case)
    problem = _problem(case, found)
    return Offered(case=case, results=found, offer=replace(_offer(case, problem), **changes))


def _case(n: int, vacant: int) -> c.CaseFile:
    case = t.case(n)
    posts = [
        replace(
            one,
            title=_title(k),
            unit=_title(k).removeprefix("Kepala "),
            job_class=(14, 14, 15, 13, 14, 15)[k % 6],
            allowance_class=(("14", "14", "15", "13")[k % 4]),
            echelon=("II.b", "II.a")[k % 3 == 2],
        )
        for k, one in enumerate(case.positions[:n])
    ]
    posts += [
        b.position(
            f"J-{90 + k}",
            title=_title(n + k),
            unit=_title(n + k).removeprefix("Kepala "),
            state=v.PositionState.ACTING if k % 2 else v.PositionState.VACANT,
            state_since=date(2023, 9, 1),
            acting_name="Pelaksana Tugas" if k % 2 else None,
            job_class=15 if k % 2 else 14,
            standard=tuple(b.standard(code, mandatory=code == "M.01") for code, _, _ in t.COMPETENCES),
        )
        for k in range(vacant)
    ]
    people = [
        replace(
            one,
            position=post.code,
            position_title=post.title,
            unit=post.unit,
            job_class=post.job_class,
            allowance_class=post.allowance_class,
        )
        for one, post in zip(case.officials, posts, strict=False)
    ]
    return replace(case, officials=tuple(people), positions=tuple(posts))


def _title(k: int) -> str:
    if k < 8:
        return f"Kepala {t._OFFICES[k]}"
    kind = ("Dinas", "Badan", "Biro")[k % 3]
    second = _BRANCHES[(k * 4 + 3 + k // 11) % len(_BRANCHES)]
    return f"Kepala {kind} {_BRANCHES[k % len(_BRANCHES)]} dan {second}"


def _results(case: c.CaseFile) -> o.Results:
    made = results(case)
    return replace(
        made,
        officials=tuple(replace(one, fits=_fits(case, k)) for k, one in enumerate(made.officials)),
    )


def _fits(case: c.CaseFile, k: int) -> dict[v.PositionCode, o.Fit]:
    return {
        post.code: o.Fit(
            percent=Decimal(6200 + (k * 977 + j * 613 + k * j * 389) % 3600 + (600 if j == k else 0)).scaleb(
                -2
            ),
            knocked_out_by=(),
            evidenced=Fraction(100),
            is_thin=False,
        )
        for j, post in enumerate(case.positions)
    }


def _problem(case: c.CaseFile, found: o.Results) -> f.Problem:
    n, width = len(case.officials), len(case.positions)
    values, is_open = np.zeros((n, width), np.int64), np.ones((n, width), np.bool_)
    closed: dict[f.Pair, tuple[Finding | o.Reason, ...]] = {}
    flags: dict[f.Pair, tuple[Finding, ...]] = {}
    worth: dict[f.Pair, f.Worth] = {}
    units = {unit: k for k, unit in enumerate(dict.fromkeys(one.unit for one in case.positions))}
    for i, one in enumerate(found.officials):
        for j, post in enumerate(case.positions):
            reasons = () if i == j else tuple(_shut(one, i, j))
            if reasons:
                closed[i, j], is_open[i, j] = reasons, False
                continue
            percent, price = one.fits[post.code].percent, 0 if i == j else PRICE
            values[i, j] = int(percent * 100) - price
            worth[i, j] = f.Worth(
                match=percent, experience=None, price=Decimal(price).scaleb(-2), value=int(values[i, j])
            )
            if (i + 2 * j) % 9 == 4:
                flags[i, j] = (DOUBT,)
    return f.Problem(
        instance=m.Instance(
            officials=tuple(one.code for one in found.officials),
            posts=tuple(one.code for one in case.positions),
            values=values,
            open=is_open,
            home=np.arange(n),
            must=np.ones(n, np.bool_),
            unit=np.array([units[one.unit] for one in case.positions]),
        ),
        nips=tuple(one.nip for one in found.officials),
        positions=tuple(one.code for one in case.positions),
        closed=closed,
        flags=flags,
        worth=worth,
    )


def _shut(one: o.OfficialResult, i: int, j: int) -> Iterator[Finding | o.Reason]:
    if one.score is None:
        yield o.Reason(code="not_a_participant", facts={"status": one.status.value})
    elif not one.passed:
        yield o.Reason(code="below_the_mark", facts={"category": v.Category.KMS.istilah})
    elif (i * 5 + j * 3) % 7 == 2:
        yield TOO_NEW
    elif (i + j) % 11 == 3:
        yield o.Reason(code="knocked_out", facts={"competences": "M.01, T.01"})


def solved(
    problem: f.Problem, *, price: int = 0, force: f.Pair | None = None
) -> tuple[list[int], int] | None:
    """Return the seats worth most and their worth; None where there are none."""
    one = problem.instance
    paid = one.values - price * (np.arange(len(one.posts)) != one.home[:, None])
    cost = np.where(one.open, paid, SHUT)
    if force is not None:
        cost[force[0], [j for j in range(len(one.posts)) if j != force[1]]] = SHUT
    rows, columns = linear_sum_assignment(cost, maximize=True)
    if cost[rows, columns].min() <= SHUT:
        return None
    return columns.tolist(), int(one.values[rows, columns].sum())


def chains_of(problem: f.Problem, seat: list[int]) -> tuple[m.Chain, ...]:
    home = problem.instance.home.tolist()
    sitting = {column: row for row, column in enumerate(home)}
    moved = [row for row, column in enumerate(seat) if column != home[row]]
    taken = {seat[row] for row in moved}
    starts = [row for row in moved if home[row] not in taken]
    left, made = set(moved), []
    for first in [*starts, *moved]:
        if first not in left:
            continue
        steps, row = [], first
        while row in left:
            left.discard(row)
            steps.append(m.Step(official=row, start=home[row], end=seat[row]))
            row = sitting.get(seat[row], m.NOWHERE)
        made.append(m.Chain(steps=tuple(steps), is_cycle=row == first))
    return tuple(made)


def slate(problem: f.Problem, name: m.SlateName, *, price: int = 0) -> m.Slate:
    found = solved(problem, price=price)
    assert found is not None
    seat, objective = found
    n = len(seat)
    return m.Slate(
        name=name,
        wishes=m.Wishes(),
        solution=m.Solution(seat=np.array(seat), objective=objective, bound=objective),
        certificate=m.Certificate(scale=1, officials=np.zeros(n, np.int64), posts=np.zeros(n, np.int64)),
        chains=chains_of(problem, seat),
        chosen_in=np.array([(row * 137 + 41) % 1000 for row in range(n)]),
        n_draws=1000,
        regret=(120, 410),
    )


def _offer(case: c.CaseFile, problem: f.Problem) -> f.Offer:
    best = slate(problem, m.SlateName.BEST)
    few = slate(problem, m.SlateName.FEW_MOVES, price=900)
    robust = replace(slate(problem, m.SlateName.ROBUST, price=300), regret=(90, 260))
    loss = _losses(problem, best.solution.objective)
    seats = tuple(_seat(case, problem, best, loss, row) for row in range(len(problem.nips)))
    return f.Offer(
        problem=problem,
        slates=(best, few, robust),
        losses=m.Losses(loss=loss, is_exact=True, _next=np.zeros((1, 1), np.int64)),
        seats=seats,
        posts=tuple(_post(problem, best, loss, column) for column in range(len(problem.positions))),
        frontier=_frontier(problem),
    )


def _losses(problem: f.Problem, best: int) -> m.Values:
    loss = np.full(problem.instance.values.shape, -1, np.int64)
    for i, j in problem.worth:
        found = solved(problem, force=(i, j))
        if found is not None:
            loss[i, j] = best - found[1]
    return loss


def _seat(case: c.CaseFile, problem: f.Problem, best: m.Slate, loss: m.Values, row: int) -> f.SeatTold:
    column, home = int(best.solution.seat[row]), int(problem.instance.home[row])
    others = sorted((int(loss[row, j]), j) for j in range(loss.shape[1]) if j != column and loss[row, j] >= 0)
    was, becomes = case.positions[home], case.positions[column]
    fits = {j: float(case_fit) for j, case_fit in _matches(problem, row).items()}
    wish = max(fits, key=lambda j: (fits[j], -j))
    return f.SeatTold(
        official=row,
        post=column,
        kind=_kind(best, row, was, becomes),
        change=f.Change(
            echelon=(was.echelon, becomes.echelon),
            job_class=(was.job_class, becomes.job_class),
            allowance_class=(was.allowance_class, becomes.allowance_class),
        ),
        worth=problem.worth[row, column],
        flags=problem.flags.get((row, column), ()),
        margin=others[0][0] if others else None,
        others=tuple(_why_not(problem, best, row, j, lost) for lost, j in others[:3]),
        wished=_wished(problem, best, loss, row, wish) if wish != column else None,
        chosen_percent=Decimal((row * 137 + 41) % 1000).scaleb(-1),
    )


def _matches(problem: f.Problem, row: int) -> dict[int, Decimal]:
    return {j: one.match for (i, j), one in problem.worth.items() if i == row and one.match is not None}


def _wished(problem: f.Problem, best: m.Slate, loss: m.Values, row: int, post: int) -> f.WhyNot:
    if (row, post) in problem.closed:
        return f.WhyNot(official=row, post=post, closed=problem.closed[row, post])
    if loss[row, post] < 0:
        return f.WhyNot(official=row, post=post, never=True)
    return _why_not(problem, best, row, post, int(loss[row, post]))


def _why_not(problem: f.Problem, best: m.Slate, row: int, post: int, lost: int) -> f.WhyNot:
    """Return the loss with its path: whoever sits elsewhere once the pair is forced, from the post on."""
    found = solved(problem, force=(row, post))
    assert found is not None
    seat, was = found[0], best.solution.seat.tolist()
    steps, who, to = [m.Step(official=row, start=was[row], end=post)], row, post
    while True:
        holders = [one for one in range(len(was)) if was[one] == to and one != who]
        if not holders or seat[holders[0]] == to:
            break
        who, to = holders[0], seat[holders[0]]
        steps.append(m.Step(official=who, start=was[who], end=to))
        if to == was[row]:
            break
    return f.WhyNot(official=row, post=post, loss=lost, path=tuple(steps))


def _kind(best: m.Slate, row: int, was: c.Position, becomes: c.Position) -> f.MoveKind:
    if was.code == becomes.code:
        return f.MoveKind.EXTEND if row % 4 == 1 else f.MoveKind.STAY
    assert was.job_class is not None
    assert becomes.job_class is not None
    if becomes.job_class > was.job_class:
        return f.MoveKind.PROMOTION
    if becomes.job_class < was.job_class:
        return f.MoveKind.LOWER_CLASS
    cycle = any(one.is_cycle and row in {step.official for step in one.steps} for one in best.chains)
    return f.MoveKind.ROTATION if cycle else f.MoveKind.MUTATION


def _post(problem: f.Problem, best: m.Slate, loss: m.Values, column: int) -> f.PostTold:
    seat = best.solution.seat.tolist()
    ranked = sorted((int(loss[i, column]), i) for i in range(len(seat)) if loss[i, column] >= 0)
    return f.PostTold(
        post=column,
        holder=seat.index(column) if column in seat else m.NOWHERE,
        candidates=tuple(
            f.Candidate(official=i, worth=problem.worth[i, column], loss=lost) for lost, i in ranked[:3]
        ),
        goes_to_selection=column not in seat,
    )


def _frontier(problem: f.Problem) -> tuple[m.Point, ...]:
    """Return the supported points, and one beside each gap, as a solver of whole numbers would find it."""
    home = problem.instance.home
    points: dict[int, m.Point] = {}
    for price in range(6000, -1, -25):
        found = solved(problem, price=price)
        if found is not None:
            moves = int((np.array(found[0]) != home).sum())
            points.setdefault(moves, m.Point(moves=moves, objective=found[1], is_supported=True))
    most = max(points)
    made: list[m.Point] = []
    for moves in range(most + 1):
        if moves in points:
            made.append(points[moves])
        elif made:
            made.append(m.Point(moves=moves, objective=made[-1].objective + 40, is_supported=False))
    return tuple(made)
