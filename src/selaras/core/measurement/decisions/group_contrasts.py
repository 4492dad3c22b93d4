"""Whether a criterion or an examiner treats groups differently: contrasts of what the measures leave over.

Source: Holland & Wainer (1993) for differential functioning; the residual's shift as in Linacre's bias
tables; error by persons (cluster-robust), because marks of one person hang together and the plain error
is far too small; Welch's degrees of freedom.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import special

from selaras.core.measurement.decisions.fairness import (
    LEAST_PEOPLE,
    Floats,
    NotShown,
    benjamini_hochberg,
)

Codes = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupContrast:
    """How a unit (a criterion, an examiner) favours one group over another; None where not shown.

    contrast : logits for residuals with model variances, else the unit of the values; positive: the
        unit gives ``group`` more than ``reference``, measures being equal
    z, p : contrast over se, against t with ``df``; p_adjusted : among all contrasts of the call
    n, n_reference : persons
    """

    unit: str
    group: str
    reference: str
    contrast: float | None = None
    se: float | None = None
    z: float | None = None
    df: float | None = None
    p: float | None = None
    p_adjusted: float | None = None
    n: int | None = None
    n_reference: int | None = None
    not_shown: NotShown | None = None


def group_contrasts(
    value: Floats,
    *,
    unit: Codes,
    units: Sequence[str],
    person: Codes,
    group: Sequence[str | None],
    reference: str,
    variance: Floats | None = None,
    least: int = LEAST_PEOPLE,
) -> tuple[GroupContrast, ...]:
    """Return every group against the reference, within every unit.

    value : (n,), residuals (mark less expected mark), or any number per rating
    unit, person : (n,), positions in ``units`` and ``group``
    group : one per person, None where it is not known
    variance : (n,), of each mark under the model; None: plain means are compared

    Residuals of a criterion sum to about nothing over the criteria of a person, so what is found is
    relative: if all criteria favour a group alike, no contrast shows it.
    """
    weight = np.ones(value.size) if variance is None else variance
    others = sorted({one for one in group if one is not None and one != reference})
    of_person = np.array(
        [-2 if one is None else -1 if one == reference else others.index(one) for one in group],
        dtype=np.int64,
    )
    found = []
    for at, name in enumerate(units):
        here = unit == at
        cells = {
            code: _cell(value[mask], weight[mask], person[mask])
            for code in range(-1, len(others))
            for mask in (here & (of_person[person] == code),)
        }
        found += [
            _contrast(name, one, reference, cells[code], cells[-1], least) for code, one in enumerate(others)
        ]
    tested = [at for at, one in enumerate(found) if one.p is not None]
    q = benjamini_hochberg(np.array([found[at].p for at in tested], dtype=np.float64))
    for at, adjusted in zip(tested, q, strict=True):
        found[at] = replace(found[at], p_adjusted=float(adjusted))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cell:
    n: int
    shift: float
    variance: float


def _cell(value: Floats, weight: Floats, person: Codes) -> _Cell:
    """Return the shift of the marks in a cell and its variance by persons."""
    people, code = np.unique(person, return_inverse=True)
    n = people.size
    total = float(weight.sum())
    if n == 0 or total <= 0.0:
        return _Cell(n=n, shift=0.0, variance=0.0)
    by_person = np.bincount(code, weights=value)
    weights = np.bincount(code, weights=weight)
    shift = float(by_person.sum()) / total
    left = by_person - shift * weights
    spread = float((left**2).sum()) / total**2
    return _Cell(n=n, shift=shift, variance=spread * n / (n - 1) if n > 1 else 0.0)


def _contrast(unit: str, group: str, reference: str, own: _Cell, other: _Cell, least: int) -> GroupContrast:
    named = GroupContrast(unit=unit, group=group, reference=reference)
    if min(own.n, other.n) < max(least, 2):
        return replace(named, not_shown=NotShown.FEW_PEOPLE)
    variance = own.variance + other.variance
    contrast = own.shift - other.shift
    known = replace(named, contrast=contrast, n=own.n, n_reference=other.n)
    if variance <= 0.0:
        return known
    se = variance**0.5
    df = variance**2 / (own.variance**2 / (own.n - 1) + other.variance**2 / (other.n - 1))
    z = contrast / se
    return replace(known, se=se, z=z, df=df, p=float(2 * special.stdtr(df, -abs(z))))
