"""Ratings compiled for the ordinal models: pairs of official and examiner, and their sufficient totals.

With the criteria of a pair fixed, the pair's likelihood depends on its marks only through their total,
and on the facets only through ability − severity + halo; so work is done on pairs, not on ratings.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.measurement.model import Family, Model, check_model
from selaras.core.measurement.ratings import MOST_TOLD, Floats, Ints, Ratings

MOST_WHOLE = 1024  # marks up to which a table by mark is small


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """The ordinal data of one unit.

    category : (n,), 0..m of the rating's group, in the order of the ratings
    group : (criteria,), the scale group of each criterion; partial credit gives each its own
    n_steps : (groups,), m: thresholds of each group, 0 where a constant mark leaves none
    categories : the marks that stand for 0..m in each group, ascending; unused marks are left out
    pair : (n,), the pair of each rating
    pair_official, pair_examiner, pair_total, pair_form : (pairs,), sorted by official, then examiner;
        the form is the set of criteria that the pair has
    forms : (forms, criteria), bool
    official_start : (officials + 1,), the pairs of official p are official_start[p]:official_start[p + 1]
    criterion_totals : (criteria,), sum of categories
    steps_reached : one (m,) per group: ratings at or above each step
    """

    category: Ints
    group: Ints
    n_steps: Ints
    categories: tuple[tuple[float, ...], ...]
    pair: Ints
    pair_official: Ints
    pair_examiner: Ints
    pair_total: Ints
    pair_form: Ints
    forms: np.ndarray
    official_start: Ints
    criterion_totals: Ints
    steps_reached: tuple[Ints, ...]
    n_officials: int
    n_examiners: int
    n_criteria: int


def design_of(ratings: Ratings, model: Model) -> Design:
    """Return the compiled design; raise ``mark_outside_scale`` for marks that the scale does not hold."""
    n_criteria = len(ratings.criteria)
    check_model(model, n_criteria=n_criteria)
    scale_of = np.asarray(model.groups or (0,) * n_criteria, dtype=np.int32)
    own = model.family is Family.PARTIAL_CREDIT
    group = np.arange(n_criteria, dtype=np.int32) if own else scale_of
    if not own:
        group = np.unique(group, return_inverse=True)[1].astype(np.int32)
    _refuse_outside(ratings, model, scale_of)
    n_groups = int(group.max()) + 1
    category = np.empty(ratings.n, dtype=np.int32)
    group_of_rating = None if n_groups == 1 else group[ratings.criterion]
    categories: list[tuple[float, ...]] = []
    steps_reached: list[Ints] = []
    for g in range(n_groups):
        here = slice(None) if group_of_rating is None else np.flatnonzero(group_of_rating == g)
        used, codes, counts = _categories(ratings.mark[here])
        category[here] = codes
        categories.append(tuple(used.tolist()))
        steps_reached.append(counts[::-1].cumsum()[::-1][1:].astype(np.int32))
    pairs = _pairs(ratings, category)
    totals = np.bincount(ratings.criterion, weights=category, minlength=n_criteria)
    return Design(
        category=category,
        group=group,
        n_steps=np.array([len(one) - 1 for one in categories], dtype=np.int32),
        categories=tuple(categories),
        criterion_totals=totals.astype(np.int32),
        steps_reached=tuple(steps_reached),
        n_officials=len(ratings.officials),
        n_examiners=len(ratings.examiners),
        n_criteria=n_criteria,
        **pairs,
    )


def _categories(marks: Floats) -> tuple[Floats, Ints, npt.NDArray[np.integer]]:
    """Return the marks that occur, ascending, which of them each mark is, and how often each occurs."""
    low, high = marks.min(), marks.max()
    if high - low < MOST_WHOLE and abs(low) < MOST_WHOLE:
        # Whole marks, as nearly always, are their own positions: no sorting.
        whole = marks.astype(np.int32)
        if (whole == marks).all():
            whole -= int(low)
            counts = np.bincount(whole)
            used = np.flatnonzero(counts)
            if used.size < counts.size:
                whole = (np.cumsum(counts > 0) - 1).astype(np.int32)[whole]
            values: Floats = used.astype(np.float64) + low
            return values, whole, counts[used]
    found, codes, counts = np.unique(marks, return_inverse=True, return_counts=True)
    return found, codes.astype(np.int32), counts


def _refuse_outside(ratings: Ratings, model: Model, scale_of: Ints) -> None:
    if model.scales is None:
        return
    wrong: list[CoreError] = []
    for g, allowed in enumerate(model.scales):
        outside = (scale_of[ratings.criterion] == g) & ~np.isin(ratings.mark, np.asarray(allowed))
        wrong += [
            CoreError(
                "mark_outside_scale",
                official=ratings.officials[ratings.official[row]],
                examiner=ratings.examiners[ratings.examiner[row]],
                criterion=ratings.criteria[ratings.criterion[row]],
                got=float(ratings.mark[row]),
                expected=", ".join(f"{one:g}" for one in allowed),
            )
            for row in np.flatnonzero(outside)[:MOST_TOLD]
        ]
    if wrong:
        raise SeveralErrors(tuple(wrong))


def _pairs(ratings: Ratings, category: Ints) -> dict[str, np.ndarray]:
    """Ratings stand sorted by official, examiner, criterion, so a pair is a run of rows."""
    starts_new = np.empty(ratings.n, dtype=bool)
    starts_new[0] = True
    np.not_equal(ratings.official[1:], ratings.official[:-1], out=starts_new[1:])
    starts_new[1:] |= ratings.examiner[1:] != ratings.examiner[:-1]
    starts = np.flatnonzero(starts_new)
    n_criteria = len(ratings.criteria)
    lengths = np.diff(np.append(starts, ratings.n))
    n_pairs = starts.size
    pair = np.repeat(np.arange(n_pairs, dtype=np.int32), lengths)
    forms, pair_form = _forms(ratings, pair, lengths, n_criteria)
    official = ratings.official[starts]
    return {
        "pair": pair,
        "pair_official": official,
        "pair_examiner": ratings.examiner[starts],
        "pair_total": np.add.reduceat(category, starts).astype(np.int32),
        "pair_form": pair_form,
        "forms": forms,
        "official_start": np.searchsorted(official, np.arange(len(ratings.officials) + 1)).astype(np.int32),
    }


def _forms(ratings: Ratings, pair: Ints, lengths: Ints, n_criteria: int) -> tuple[np.ndarray, Ints]:
    """Return the distinct sets of criteria and which of them each pair has."""
    n_pairs = lengths.size
    if (lengths == n_criteria).all():
        return np.ones((1, n_criteria), dtype=bool), np.zeros(n_pairs, dtype=np.int32)
    has = np.zeros((n_pairs, n_criteria), dtype=bool)
    has[pair, ratings.criterion] = True
    packed = np.packbits(has, axis=1)
    # Equal rows are found as opaque bytes: unique over an axis sorts column by column.
    rows = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, which = np.unique(rows, return_index=True, return_inverse=True)
    return has[first], which.astype(np.int32)


def anchored(values: Floats) -> Floats:
    """Return values shifted to sum to zero, the identification of severities, difficulties, thresholds."""
    shifted: Floats = values - values.mean() if values.size else values
    return shifted
