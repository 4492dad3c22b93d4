"""All that is said of one set of ratings, side by side: what a command, a paper or a screen tells from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.analysis.parts import PartRanking, rankings_of
from selaras.core.measurement.design import design_of
from selaras.core.measurement.estimating import measure
from selaras.core.measurement.examiner_report import ExaminerReport, examiner_reports
from selaras.core.measurement.expected import BOUNDS, fair_averages
from selaras.core.measurement.fit_statistics import Fit, fit_of
from selaras.core.measurement.linking import JointRating, Linkage, best_joint_ratings, linkage_of
from selaras.core.measurement.model import Elements, Estimator, Family, Measurement, Model
from selaras.core.measurement.ratings import Ratings

MOST_HELPFUL = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A measurement with everything that follows from it.

    fair : of the officials, in mark units
    rankings : of the officials by ability, one per connected part; empty where the estimator gives no draws
    examiners : a report on each, in the order of the labels
    linkage : how the officials hang together through those who marked them
    would_help : the further joint ratings that would help most, the best first
    """

    ratings: Ratings
    measurement: Measurement
    fit: Fit
    fair: Elements
    rankings: tuple[PartRanking, ...]
    examiners: tuple[ExaminerReport, ...]
    linkage: Linkage
    would_help: tuple[JointRating, ...]


def analysis_of(
    ratings: Ratings,
    *,
    model: Model,
    estimator: Estimator,
    seed: int = 1,
    n_draws: int = 1000,
    groups: Sequence[str | None] | None = None,
) -> Analysis:
    """Return the analysis; raise ``one_official_only`` and what the estimator raises.

    groups : (officials,), a group of each official; None: not known
    """
    if len(ratings.officials) < 2:
        raise CoreError("one_official_only", official=ratings.officials[0])
    # First, so that marks outside the scale are told before anything is estimated.
    design = design_of(ratings, model)
    found = measure(ratings, model=model, estimator=estimator, seed=seed, n_draws=n_draws)
    return Analysis(
        ratings=ratings,
        measurement=found,
        fit=fit_of(ratings, found, design=design),
        fair=fair_averages(found, bounds=_bounds(ratings, model)),
        rankings=rankings_of(found),
        examiners=examiner_reports(ratings, found, design=design, groups=groups),
        linkage=linkage_of(ratings, found, design=design),
        would_help=best_joint_ratings(ratings, found, n=MOST_HELPFUL, design=design),
    )


def _bounds(ratings: Ratings, model: Model) -> tuple[float, float]:
    """Return the range of points; none where marks were given outside it, for then it is not theirs."""
    if model.family is Family.LINEAR and (ratings.mark.min() < BOUNDS[0] or ratings.mark.max() > BOUNDS[1]):
        return (-np.inf, np.inf)
    return BOUNDS
