"""A coefficient with its interval, or the reason why there is none."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
# Sums of squares below this share of the marks' own size are what rounding leaves of zero.
ROUNDING = 1e-20


class Undefined(StrEnum):
    """Why a coefficient or its interval is not there."""

    TOO_FEW_SUBJECTS = "too_few_subjects"
    TOO_FEW_RATERS = "too_few_raters"
    NO_PAIRED_MARKS = "no_paired_marks"
    ALL_MARKS_EQUAL = "all_marks_equal"
    NO_ERROR_VARIANCE = "no_error_variance"
    NO_SUBJECT_VARIANCE = "no_subject_variance"
    NO_CHANCE_DISAGREEMENT = "no_chance_disagreement"
    NEGATIVE_MARKS = "negative_marks"
    TOO_MANY_VALUES = "too_many_values"
    RESAMPLING_FAILED = "resampling_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficient:
    """A value with its interval. ``reason`` says why value, or only its interval, is None."""

    value: float | None
    low: float | None = None
    high: float | None = None
    reason: Undefined | None = None


def complete_rows(table: Floats) -> Floats:
    """Return the subjects whom every rater marked."""
    return table[~np.isnan(table).any(axis=1)]


def too_small(table: Floats) -> Undefined | None:
    """Return what a table of subjects x raters lacks for any comparison; None where it is large enough."""
    n_subjects, n_raters = table.shape
    if n_raters < 2:
        return Undefined.TOO_FEW_RATERS
    return Undefined.TOO_FEW_SUBJECTS if n_subjects < 2 else None
