"""Draws of several units put together as one examiner's impression binds them.

Units are estimated one by one, so their draws are independent. Where an examiner's impression of a person
goes from one method to the next, the errors of both measures have it in common, and the margin of a score
made of both would be too narrow. Draws are therefore paired anew, person by person, so that errors have the
correlation that pair residuals show; each unit's own draws stay what they are (Iman & Conover 1982).
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from selaras.core.margins import CarriedOver
from selaras.core.measurement.ratings import Floats

Order = npt.NDArray[np.int64]
SMALLEST_PIVOT = 1e-3
SHRINK = 0.9


def paired(values: Sequence[Floats | None], *, correlation: Floats) -> list[Order | None]:
    """Return, for one person, the order in which each unit's draws are taken; None: as they stand.

    values : per unit (S,), what the person gets in it; None where the person was not rated there
    correlation : (units, units), of the errors of this person's measures
    """
    known = [n for n, one in enumerate(values) if one is not None and float(np.std(one)) > 0.0]
    orders: list[Order | None] = [None] * len(values)
    if len(known) < 2 or not np.triu(correlation, k=1).any():
        return orders
    drawn = [np.asarray(values[n]) for n in known]
    scores = np.stack([(one - one.mean()) / one.std() for one in drawn])
    root = _root(correlation[np.ix_(known, known)])
    wanted = root @ scores
    for place, n in enumerate(known[1:], start=1):
        order = np.empty(scores.shape[1], dtype=np.int64)
        order[np.argsort(wanted[place], kind="stable")] = np.argsort(drawn[place], kind="stable")
        orders[n] = order
    return orders


def _root(correlation: Floats) -> Floats:
    """Return the lower triangular root; correlations found pair by pair are shrunk until they fit."""
    off = np.asarray(correlation - np.eye(correlation.shape[0]), dtype=np.float64)
    while np.linalg.eigvalsh(np.eye(off.shape[0]) + off)[0] < SMALLEST_PIVOT:
        off *= SHRINK
    root: Floats = np.asarray(np.linalg.cholesky(np.eye(off.shape[0]) + off), dtype=np.float64)
    return root


def person_correlation(
    units: Sequence[str], examiners: Sequence[frozenset[str]], carried: Sequence[CarriedOver]
) -> Floats:
    """Return (units, units): the correlation of the errors of one person's measures.

    Of the errors' parts only those of examiners who rated in both units go together: with n of them out of
    k and m, the correlation of single pairs counts n / sqrt(k m). A negative one is taken as none.
    """
    found = np.eye(len(units))
    by_units = {frozenset((one.first, one.second)): max(float(one.correlation), 0.0) for one in carried}
    for i, first in enumerate(units):
        for j, second in enumerate(units[:i]):
            both = len(examiners[i] & examiners[j])
            if both:
                share = both / np.sqrt(len(examiners[i]) * len(examiners[j]))
                found[i, j] = found[j, i] = share * by_units.get(frozenset((first, second)), 0.0)
    return found
