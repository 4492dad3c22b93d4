"""What every seat is worth in each posterior draw: the exact values with the drawn match in its place."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from selaras.core.casefile import CaseFile
from selaras.core.codec import hundredths
from selaras.core.outcome import Results
from selaras.core.placement.offer import Problem
from selaras.core.placement.worth import weighted_match


def drawn_values(case: CaseFile, results: Results, problem: Problem) -> NDArray[np.int64] | None:
    """Return (D, n, m) hundredths of every seat in each draw; None where nothing was measured.

    The match is drawn and rounded as it is published; gates, experience and prices stay as they are. A seat
    without a match, and the one seat of who could sit nowhere else, keep their exact value in every draw.
    """
    policy, instance = case.scheme.placement, problem.instance
    people = {one.nip: one for one in results.officials}
    drawn = {nip: one.drawn_fits for nip, one in people.items() if one.drawn_fits is not None}
    n_draws = next((len(one) for one in drawn.values()), None)
    if policy is None or n_draws is None:
        return None
    values = np.repeat(instance.values[None, :, :], n_draws, axis=0)
    for i, columns in _asked(problem):
        nip = problem.nips[i]
        if nip not in drawn:
            continue
        place = {code: k for k, code in enumerate(people[nip].fits)}
        for j in columns:
            match = drawn[nip][:, place[problem.positions[j]]].astype(np.int64)
            worth = problem.worth[i, j]
            known = None if worth.experience is None else hundredths(worth.experience)
            weighted = weighted_match(match, experience=known, weight=policy.experience_weight)
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
