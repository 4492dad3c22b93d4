"""What every seat is worth in each posterior draw: the exact values with the drawn match in its place."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from selaras.core.casefile import CaseFile
from selaras.core.codec import hundredths
from selaras.core.dossier import dossier_of
from selaras.core.measuring import UnitMeasurement
from selaras.core.outcome import Results
from selaras.core.placement.offer import Problem
from selaras.core.placement.worth import weighted_match
from selaras.core.rules import Rulebook
from selaras.core.talent import PLACES
from selaras.core.uncertainty.matches import drawn_matches
from selaras.core.uncertainty.tree import as_rounded


def drawn_values(
    case: CaseFile,
    rulebook: Rulebook,
    results: Results,
    problem: Problem,
    measured: Sequence[UnitMeasurement],
) -> NDArray[np.int64] | None:
    """Return (D, n, m) hundredths of every seat in each draw; None where nothing was measured.

    The match is drawn and rounded as it is published; gates, experience and prices stay as they are. A seat
    without a match, and the one seat of who could sit nowhere else, keep their exact value in every draw.
    measured : the estimates in the ledger that the results rest on
    """
    policy, instance = case.scheme.placement, problem.instance
    if policy is None or results.measured is None:
        return None
    by_code = {one.code: one for one in case.positions}
    asked = dict(_asked(problem))
    drawn = drawn_matches(
        dossier_of(case, rulebook),
        {problem.nips[i]: [by_code[problem.positions[j]] for j in columns] for i, columns in asked.items()},
        measured,
        codes=dict(zip(problem.nips, instance.officials, strict=True)),
        carried=results.measured.carried_over,
        scheme_digest=results.scheme_digest,
    )
    if drawn is None:
        return None
    values = np.repeat(instance.values[None, :, :], drawn.n_draws, axis=0)
    for i, columns in asked.items():
        matches = np.rint(as_rounded(drawn.by_nip[problem.nips[i]], places=PLACES) * 100).astype(np.int64)
        for k, j in enumerate(columns):
            worth = problem.worth[i, j]
            known = None if worth.experience is None else hundredths(worth.experience)
            weighted = weighted_match(matches[:, k], experience=known, weight=policy.experience_weight)
            values[:, i, j] = weighted - hundredths(worth.price)
    return values


def _asked(problem: Problem) -> Iterator[tuple[int, list[int]]]:
    """Yield of each row the columns whose match is drawn; nothing for who could sit in one post alone.

    What has one value only is the same in every slate, and makes no difference between two.
    """
    for i in range(len(problem.nips)):
        seats = [j for j in range(len(problem.positions)) if (i, j) in problem.worth]
        worths = [problem.worth[i, j] for j in seats]
        drawn = [
            j
            for j, one in zip(seats, worths, strict=True)
            if one.match is not None and not one.knocked_out_by
        ]
        if drawn and (len(seats) > 1 or not problem.instance.must[i]):
            yield i, drawn
