"""The marginal likelihood with a halo: one more parameter, the standard deviation of the halo, at the end.

The gradient is exact. The information is exact between severities; its other columns are differences of
gradients with the nodes held where they are.
"""

from dataclasses import dataclass

import numpy as np

from selaras.core.measurement.design import Design
from selaras.core.measurement.marginal.halos import halo_pass
from selaras.core.measurement.marginal.matrices import mirror
from selaras.core.measurement.marginal.problem import Problem, quadrature, together
from selaras.core.measurement.marginal.search import Value
from selaras.core.measurement.marginal.tables import contract
from selaras.core.measurement.ratings import Floats, Ints

TOGETHER_BELOW = 200  # pairs
DIFFERENCE = 1e-4  # logits
UNUSED = np.empty((2, 2))[:, :1]  # laid out as a part of the information, so that one kernel serves both
MODES = 3.0  # standard deviations of the halo within which its modes are looked for in the table


@dataclass(slots=True, kw_only=True)
class HaloProblem:
    """The problem without halo, and the pairs as wholes.

    pair_start : (officials + 1,); cell_start : (pairs + 1,), the cells of each pair
    """

    plain: Problem
    pair_start: Ints
    pair_examiner: Ints
    pair_total: Floats
    cell_start: Ints

    def evaluate(self, at: Floats, second: bool, nodes: int) -> Value:
        """Return the log-likelihood and its derivatives; the nodes then follow the posterior."""
        plain, r = self.plain, self.plain.n_examiners
        information = np.zeros((at.size, at.size)) if second else None
        value, mean, sd, around = self._value(at, nodes, information)
        if information is not None:
            plain.pull = np.empty((plain.total.size, at.size - r))
            for k in range(r, at.size):
                moved = at.copy()
                moved[k] += DIFFERENCE
                there, there_mean, _, _ = self._value(moved, nodes, None)
                information[k] = information[:, k] = (value.gradient - there.gradient) / DIFFERENCE
                plain.pull[:, k - r] = (there_mean - mean) / DIFFERENCE
            own = information[r:, r:]
            own[:] = (own + own.T) / 2
        plain.centre, plain.scale, plain.sd = mean, around, sd
        return Value(log_likelihood=value.log_likelihood, gradient=value.gradient, information=information)

    def _value(
        self, at: Floats, nodes: int, information: Floats | None
    ) -> tuple[Value, Floats, Floats, Floats]:
        plain, rule = self.plain, quadrature(nodes)
        r, columns, cells = plain.n_examiners, plain.n_columns, plain.cells
        severity, far = at[:r], rule.node[-1] * plain.scale
        margin = (MODES + rule.node[-1]) * at[-1]
        lo = float((plain.centre - far).min() - severity.max() - margin)
        hi = float((plain.centre + far).max() - severity.min() + margin)
        lo, criteria, reached, table, _ = plain.tables(at, lo, hi, step=plain.step, with_rows=False)
        n, parts = plain.total.size, 1 if self.pair_total.size < TOGETHER_BELOW else 2
        mean, sd, around = np.empty(n), np.empty(n), np.empty(n)
        visits, gradient = np.zeros((parts, *table.shape[:2])), np.zeros((parts, at.size))
        between = np.zeros((parts, r, r) if information is not None else (parts, 0, 0))
        if information is not None:
            plain.cell_pull = np.empty(self.pair_total.size)

        def part(k: int) -> float:
            log_likelihood: float = halo_pass(
                n * k // parts, n * (k + 1) // parts, self.pair_start, self.pair_examiner, self.pair_total,
                self.cell_start, cells.form, plain.total, severity, at[-3], at[-2], at[-1], lo, plain.step,
                table, rule.node, rule.log_weight, plain.centre, plain.scale, mean, sd, around, visits[k],
                gradient[k], between[k], plain.cell_pull,
            )  # fmt: skip
            return log_likelihood

        log_likelihood = part(0) if parts == 1 else together(part, parts)
        own = gradient.sum(axis=0)
        contract(
            False, cells.forms, plain.group, plain.step_start, criteria, reached, visits.sum(axis=0),
            own[r : r + columns], UNUSED,
        )  # fmt: skip
        own -= plain.observed
        if information is not None:
            severities = between.sum(axis=0)
            mirror(severities)
            information[:r, :r] = severities
        value = Value(
            log_likelihood=log_likelihood - float(plain.observed @ at), gradient=own, information=None
        )
        return value, mean, sd, around


def halo_problem_of(design: Design, plain: Problem) -> HaloProblem:
    """Return the problem with one more parameter; the plain one is taken over and not to be used again."""
    plain.observed = np.append(plain.observed, 0.0)
    cell_start = np.concatenate(([0], np.cumsum(plain.cells.per_pair)))
    return HaloProblem(
        plain=plain,
        pair_start=design.official_start,
        pair_examiner=design.pair_examiner,
        pair_total=design.pair_total.astype(np.float64),
        cell_start=cell_start.astype(np.int32),
    )
