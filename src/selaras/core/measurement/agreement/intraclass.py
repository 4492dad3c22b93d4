"""Intraclass correlations of a table without gaps.

Sources: Shrout & Fleiss (1979), Psychological Bulletin 86; McGraw & Wong (1996), Psychological
Methods 1, with the correction of 1996 (1, 390).
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from selaras.core.measurement.agreement.coefficient import (
    ROUNDING,
    Floats,
    Undefined,
    complete_rows,
    too_small,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Intraclass:
    """One form, under both its names, with the F test of "subjects do not differ"."""

    name: str
    also_named: str
    value: float | None
    low: float | None = None
    high: float | None = None
    f: float | None = None
    df1: float | None = None
    df2: float | None = None
    p: float | None = None
    reason: Undefined | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _MeanSquares:
    n: int
    k: int
    subjects: float
    within: float
    raters: float
    error: float


_NAMES = (
    ("ICC(1,1)", "ICC(1)"),
    ("ICC(2,1)", "ICC(A,1)"),
    ("ICC(3,1)", "ICC(C,1)"),
    ("ICC(1,k)", "ICC(k)"),
    ("ICC(2,k)", "ICC(A,k)"),
    ("ICC(3,k)", "ICC(C,k)"),
)


def intraclass_correlations(table: Floats, *, confidence: float = 0.95) -> tuple[Intraclass, ...]:
    """Return all six forms in the order (1,1) (2,1) (3,1) (1,k) (2,k) (3,k).

    A subject with a gap is left out: these forms compare whole rows. For incomplete designs see
    generalizability, which gives the same quantities from variance components.

    table : (subjects, raters), nan where a mark is missing

    >>> table = np.array([[9., 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8],
    ...     [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]])
    >>> [round(one.value, 2) for one in intraclass_correlations(table)]
    [0.17, 0.29, 0.71, 0.44, 0.62, 0.91]
    """
    rows = complete_rows(table)
    reason = too_small(rows)
    if reason is None and np.ptp(rows) <= 1e-12 * np.abs(rows).max():
        reason = Undefined.ALL_MARKS_EQUAL
    if reason is not None:
        return tuple(Intraclass(name=a, also_named=b, value=None, reason=reason) for a, b in _NAMES)
    squares = _mean_squares(rows)
    tail = (1 + confidence) / 2
    one_way = _ratio_form(squares, squares.within, squares.n * (squares.k - 1), tail)
    error_df = (squares.n - 1) * (squares.k - 1)
    consistent = _ratio_form(squares, squares.error, error_df, tail)
    absolute = _absolute_form(squares, tail)
    single = (one_way, absolute, consistent)
    test = (_f_test(squares, within=True), _f_test(squares), _f_test(squares))
    forms = [(*form, *t) for form, t in zip(single, test, strict=True)]
    forms += [(*_of_the_mean(form, squares), *t) for form, t in zip(single, test, strict=True)]
    return tuple(
        Intraclass(
            name=a, also_named=b, value=value, low=low, high=high, reason=why, f=f, df1=df1, df2=df2, p=p
        )
        for (a, b), (value, low, high, why, f, df1, df2, p) in zip(_NAMES, forms, strict=True)
    )


_Form = tuple[float | None, float | None, float | None, Undefined | None]
_Test = tuple[float | None, float, float, float | None]


def _mean_squares(rows: Floats) -> _MeanSquares:
    n, k = rows.shape
    nothing = ROUNDING * float(np.abs(rows).max()) ** 2 * rows.size
    centred = rows - rows.mean()
    by_subject = centred.mean(axis=1)
    by_rater = centred.mean(axis=0)
    rest = centred - by_subject[:, None] - by_rater
    subjects, raters, error = (
        float(total) if total > nothing else 0.0
        for total in (k * (by_subject**2).sum(), n * (by_rater**2).sum(), (rest**2).sum())
    )
    return _MeanSquares(
        n=n,
        k=k,
        subjects=subjects / (n - 1),
        within=(raters + error) / (n * (k - 1)),
        raters=raters / (k - 1),
        error=error / ((n - 1) * (k - 1)),
    )


def _f_test(squares: _MeanSquares, *, within: bool = False) -> _Test:
    df1 = squares.n - 1
    below = squares.within if within else squares.error
    df2 = squares.n * (squares.k - 1) if within else df1 * (squares.k - 1)
    if below == 0.0:
        return None, float(df1), float(df2), None
    f = squares.subjects / below
    return f, float(df1), float(df2), float(special.fdtrc(df1, df2, f))


def _ratio_form(squares: _MeanSquares, below: float, df2: int, tail: float) -> _Form:
    """The forms whose value is a function of one F ratio: ICC(1) and ICC(C,1)."""
    k, df1 = squares.k, squares.n - 1
    if squares.subjects == 0.0 and below == 0.0:
        return None, None, None, Undefined.NO_ERROR_VARIANCE
    value = (squares.subjects - below) / (squares.subjects + (k - 1) * below)
    if below == 0.0:
        return value, None, None, Undefined.NO_ERROR_VARIANCE
    f = squares.subjects / below
    least, most = f / special.fdtri(df1, df2, tail), f * special.fdtri(df2, df1, tail)
    return value, float((least - 1) / (least + k - 1)), float((most - 1) / (most + k - 1)), None


def _absolute_form(squares: _MeanSquares, tail: float) -> _Form:
    """ICC(A,1), whose interval rests on Satterthwaite's degrees of freedom (McGraw & Wong, table 7)."""
    n, k, between, raters, error = squares.n, squares.k, squares.subjects, squares.raters, squares.error
    below = between + (k - 1) * error + k / n * (raters - error)
    if below <= 0.0:
        # Subjects' and raters' means all equal: only a table of two by two does this.
        return None, None, None, Undefined.NO_SUBJECT_VARIANCE
    value = (between - error) / below
    if error == 0.0 and raters == 0.0:
        return value, None, None, Undefined.NO_ERROR_VARIANCE
    a = k * value / (n * (1 - value))
    b = 1 + k * value * (n - 1) / (n * (1 - value))
    spread = (a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    v = (a * raters + b * error) ** 2 / spread if spread > 0.0 else 0.0
    # So few degrees of freedom happen where the value is near -1/(k-1); F has no use there.
    if v < 0.1:
        return value, None, None, Undefined.NO_SUBJECT_VARIANCE
    least, most = float(special.fdtri(n - 1, v, tail)), float(special.fdtri(v, n - 1, tail))
    rest = k * raters + (k * n - k - n) * error
    low = n * (between - least * error) / (least * rest + n * between)
    high = n * (most * between - error) / (rest + n * most * between)
    return value, low, high, None


def _of_the_mean(form: _Form, squares: _MeanSquares) -> _Form:
    """Return the form for the mean of all raters: Spearman-Brown, which holds for the limits too."""
    value, low, high, reason = form
    k = squares.k
    if value is None:
        return form

    def stepped_up(one: float | None) -> float | None:
        if one is None:
            return None
        below = 1 + (k - 1) * one
        return k * one / below if below > 1e-12 else None

    mean = stepped_up(value)
    if mean is None:
        return None, None, None, Undefined.NO_SUBJECT_VARIANCE
    return mean, stepped_up(low), stepped_up(high), reason
