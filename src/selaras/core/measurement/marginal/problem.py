"""The marginal likelihood as a function of its parameters: value, gradient, observed information.

Parameters are kept in natural order: severities (R), difficulties (I), thresholds of all scale groups,
mean and standard deviation of ability. They are over-complete; `constraints_of` says what is tied down.
"""

import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.design import Design
from selaras.core.measurement.marginal.abilities import ability_pass
from selaras.core.measurement.marginal.matrices import mirror
from selaras.core.measurement.marginal.search import FEWEST_NODES, Constraints, Value, constraints_from
from selaras.core.measurement.marginal.starting import starting_values
from selaras.core.measurement.marginal.tables import contract, fill_criteria, fill_forms, fill_rows
from selaras.core.measurement.ratings import Floats, Ints

THREADS = 2  # a fixed split: how many processors there are changes no number
TOGETHER_BELOW = 3_000  # pairs; with fewer, starting a thread costs more than it saves
COARSE, FINE = 1 / 8, 1 / 16  # spacing of the grid, logits
FINE_FROM = 5_000  # pairs
MOST_FORMS = 64  # tables of more forms would not fit the processor's cache


@dataclass(frozen=True, slots=True, kw_only=True)
class Quadrature:
    """Gauss–Hermite nodes of the standard normal; log_weight holds log(weight) + node² / 2."""

    node: Floats
    log_weight: Floats


@lru_cache(maxsize=16)
def quadrature(n: int) -> Quadrature:
    node, weight = np.polynomial.hermite_e.hermegauss(n)
    return Quadrature(node=node, log_weight=np.log(weight) + node * node / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """What is rated together, in the order of the officials: pairs, or their pieces.

    A pair with many possible sets of criteria is laid out as several pieces with the same examiner; the
    likelihood of a pair is the product of its pieces'.

    start : (officials + 1,); examiner, form : (cells,); forms : (forms, criteria)
    per_pair : (pairs,), how many pieces each pair has
    """

    start: Ints
    examiner: Ints
    form: Ints
    forms: np.ndarray
    per_pair: Ints


@dataclass(slots=True, kw_only=True)
class Problem:
    """One unit's data in the form that the passes read, with the quadrature's present place.

    step_start : (groups + 1,), where each group's thresholds begin; longest : the most of one group
    total : (officials,), sums of categories
    observed : (parameters,), what the linear part of the log-likelihood is multiplied by
    largest : (examiners + criteria,), what the first of them could be at most
    centre, scale : (officials,), where the nodes stand: the posterior mean, and sd within reason
    sd : (officials,), of the posterior as last seen
    pull, cell_pull : posterior covariance of ability with the scores, as the last information left it
    """

    cells: Cells
    group: Ints
    step_start: Ints
    longest: int
    total: Floats
    observed: Floats
    largest: Floats
    n_examiners: int
    centre: Floats
    scale: Floats
    sd: Floats
    step: float
    pull: Floats
    cell_pull: Floats

    @property
    def n_items(self) -> int:
        return int(self.group.size)

    @property
    def n_columns(self) -> int:
        return int(self.group.size + self.step_start[-1])

    def evaluate(self, at: Floats, second: bool, nodes: int) -> Value:
        """Return the log-likelihood and its derivatives; the nodes then follow the posterior."""
        rule, cells, r, columns = quadrature(nodes), self.cells, self.n_examiners, self.n_columns
        severity, reach = at[:r], rule.node[-1] * self.scale
        lo = float((self.centre - reach).min() - severity.max())
        hi = float((self.centre + reach).max() - severity.min())
        # On the way a grid twice as wide will do, and its tables stay close to the processor.
        step = 2 * self.step if nodes == FEWEST_NODES else self.step
        lo, criteria, reached, table, rows = self.tables(at, lo, hi, step=step, with_rows=second)
        n, n_forms, n_grid = self.total.size, table.shape[0], table.shape[1]
        parts = 1 if cells.form.size < TOGETHER_BELOW else THREADS
        mean, sd, around = np.empty(n), np.empty(n), np.empty(n)
        visits, gradient = np.zeros((parts, n_forms, n_grid)), np.zeros((parts, at.size))
        information = np.zeros((parts, at.size, at.size)) if second else np.zeros((parts, 0, 0))
        if second and not self.pull.size:
            self.pull, self.cell_pull = np.empty((n, columns + 2)), np.empty(cells.form.size)

        def part(k: int) -> float:
            log_likelihood: float = ability_pass(
                n * k // parts, n * (k + 1) // parts, second, cells.start, cells.examiner, cells.form,
                self.total, severity, at[-2], at[-1], lo, step, table, rows, rule.node, rule.log_weight,
                self.centre, self.scale, mean, sd, around, visits[k], gradient[k], information[k],
                self.pull, self.cell_pull,
            )  # fmt: skip
            return log_likelihood

        log_likelihood = part(0) if parts == 1 else together(part, parts)
        for k in range(1, parts):
            visits[0] += visits[k]
            gradient[0] += gradient[k]
            information[0] += information[k]
        own, full = gradient[0], information[0]
        contract(
            second, cells.forms, self.group, self.step_start, criteria, reached, visits[0],
            own[r : r + columns], full[r : r + columns, r : r + columns],
        )  # fmt: skip
        if second:
            mirror(full)
        own -= self.observed
        self.centre, self.scale, self.sd = mean, around, sd
        return Value(
            log_likelihood=log_likelihood - float(self.observed @ at),
            gradient=own,
            information=full if second else None,
        )

    def tables(
        self, at: Floats, lo: float, hi: float, *, step: float, with_rows: bool
    ) -> tuple[float, Floats, Floats, Floats, Floats]:
        if not math.isfinite(hi - lo):
            # More unknowns than the marks can hold apart: a step went where nothing is likely.
            raise CoreError("estimate_diverged")
        r, items, forms = self.n_examiners, self.n_items, self.cells.forms
        # Two cells more at each end, for the interpolation of visits.
        size, lo = int((hi - lo) / step) + 6, lo - 2 * step
        criteria = np.empty((items, size, 6))
        reached = np.empty((items, size, 3, self.longest))
        fill_criteria(
            lo, step, at[r : r + items], self.group, self.step_start, at[r + items : r + self.n_columns],
            criteria, reached,
        )  # fmt: skip
        table = np.empty((forms.shape[0], size, 6))
        fill_forms(forms, criteria, table)
        # Rows are as long as a multiple of four, with room for the two scores of ability's distribution.
        rows = np.empty((forms.shape[0], size if with_rows else 0, 3, (self.n_columns + 17) // 16 * 16))
        if with_rows:
            fill_rows(forms, self.group, self.step_start, criteria, reached, rows)
        return lo, criteria, reached, table, rows


def together(part: Callable[[int], float], parts: int) -> float:
    with ThreadPoolExecutor(parts) as pool:
        return sum(pool.map(part, range(parts)))


def problem_of(design: Design) -> tuple[Problem, Floats]:
    """Return the problem and where its search begins."""
    step_start = np.zeros(design.n_steps.size + 1, dtype=np.int32)
    np.cumsum(design.n_steps, out=step_start[1:])
    steps = design.n_steps[design.group]
    form_most = (design.forms @ steps).astype(np.float64)
    pair_most, pair_total = form_most[design.pair_form], design.pair_total.astype(np.float64)
    n, r = design.n_officials, design.n_examiners
    total: Floats = np.bincount(design.pair_official, weights=pair_total, minlength=n).astype(np.float64)
    most: Floats = np.bincount(design.pair_official, weights=pair_most, minlength=n).astype(np.float64)
    marked: Floats = np.bincount(design.pair_examiner, weights=pair_total, minlength=r).astype(np.float64)
    markable: Floats = np.bincount(design.pair_examiner, weights=pair_most, minlength=r).astype(np.float64)
    item_n = np.bincount(design.pair_form, minlength=design.forms.shape[0]) @ design.forms
    start, centre, scale = starting_values(
        total=total,
        most=most,
        marked=marked,
        markable=markable,
        pair_official=design.pair_official,
        pair_examiner=design.pair_examiner,
        item_total=design.criterion_totals,
        item_n=item_n,
        group=design.group,
        reached=design.steps_reached,
    )
    cells = cells_of(design)
    problem = Problem(
        cells=cells,
        group=design.group,
        step_start=step_start,
        longest=int(design.n_steps.max()),
        total=total,
        observed=np.concatenate((marked, design.criterion_totals, *design.steps_reached, (0.0, 0.0))),
        largest=np.concatenate((markable, item_n * steps)),
        n_examiners=r,
        centre=centre,
        scale=scale,
        sd=scale,
        step=COARSE if design.pair_form.size < FINE_FROM else FINE,
        pull=np.empty((0, 0)),
        cell_pull=np.empty(0),
    )
    return problem, start


def cells_of(design: Design) -> Cells:
    """Return pairs, or their pieces where so many sets of criteria occur that each has few pairs."""
    if design.forms.shape[0] <= MOST_FORMS:
        return Cells(
            start=design.official_start,
            examiner=design.pair_examiner,
            form=design.pair_form,
            forms=design.forms,
            per_pair=np.ones(design.pair_form.size, dtype=np.int32),
        )
    width = 5  # 31 sets that are not empty: the next smaller power of two under MOST_FORMS
    forms: list[np.ndarray] = []
    owners, names, n_forms = [], [], 0
    for first in range(0, design.n_criteria, width):
        block = np.zeros_like(design.forms)
        block[:, first : first + width] = design.forms[:, first : first + width]
        distinct, which = np.unique(block, axis=0, return_inverse=True)
        own = which.ravel()[design.pair_form]
        here = np.flatnonzero(np.asarray(distinct.any(axis=1))[own])
        owners.append(here)
        names.append(own[here] + n_forms)
        forms.append(distinct)
        n_forms += distinct.shape[0]
    pair = np.concatenate(owners)
    order = np.argsort(pair, kind="stable")
    pair = pair[order]
    bounds = np.searchsorted(design.pair_official[pair], np.arange(design.n_officials + 1))
    return Cells(
        start=bounds.astype(np.int32),
        examiner=design.pair_examiner[pair],
        form=np.concatenate(names)[order].astype(np.int32),
        forms=np.concatenate(forms),
        per_pair=np.bincount(pair, minlength=design.pair_form.size).astype(np.int32),
    )


def constraints_of(design: Design, *, n_spreads: int = 1) -> tuple[Constraints, int]:
    """Return the sums that are kept at zero, and in how many parts examiners and criteria fall.

    They are those of the severities, of the difficulties, and of the thresholds of each group. Where some
    examiners marked only some criteria and the others only the rest, a difference between two parts may be
    severity or difficulty: the severities then sum to zero within each part.
    """
    r, items, steps = design.n_examiners, design.n_criteria, design.n_steps
    first_of_group = r + items + np.concatenate(([0], np.cumsum(steps)))
    columns, groups = int(first_of_group[-1]), np.flatnonzero(steps)
    parts, part_of_examiner, part_of_item = parts_of(design)
    varies = steps[design.group] > 0
    rows = np.zeros((parts + 1 + groups.size, columns + 1 + n_spreads))
    freedoms = np.zeros_like(rows)
    for k in range(parts):
        # What severities gain, difficulties lose.
        rows[k, :r] = freedoms[k, :r] = part_of_examiner == k
        freedoms[k, r : r + items] -= (part_of_item == k) & varies
    rows[parts, r : r + items] = freedoms[parts, r : r + items] = varies
    freedoms[parts, columns] = 1.0
    for k, g in enumerate(groups, start=parts + 1):
        first, end = first_of_group[g], first_of_group[g + 1]
        rows[k, first:end] = freedoms[k, first:end] = 1.0
        freedoms[k, r : r + items] -= design.group == g
    rows /= np.sqrt(rows.sum(axis=1, keepdims=True))
    return constraints_from(rows, freedoms, n_spreads=n_spreads), parts


def parts_of(design: Design) -> tuple[int, Ints, Ints]:
    """Return the connected parts of the graph of examiners and criteria: how many, and who is in which."""
    varies = design.n_steps[design.group] > 0
    if bool(design.forms[:, varies].all()):
        return 1, np.zeros(design.n_examiners, np.int32), np.zeros(design.n_criteria, np.int32)
    marked = np.zeros((design.n_examiners, design.n_criteria), dtype=bool)
    for f in range(design.forms.shape[0]):
        marked[design.pair_examiner[design.pair_form == f]] |= design.forms[f] & varies
    of_item = np.full(design.n_criteria, -1, dtype=np.int32)
    of_examiner = np.zeros(design.n_examiners, dtype=np.int32)
    n = 0
    for i in np.flatnonzero(varies):
        if of_item[i] < 0:
            items, before = marked.any(axis=0) & (np.arange(design.n_criteria) == i), -1
            while items.sum() != before:
                before = items.sum()
                examiners = marked[:, items].any(axis=1)
                items = items | marked[examiners].any(axis=0)
            of_item[items], of_examiner[examiners] = n, n
            n += 1
    return n, of_examiner, of_item
