"""All that is said of one set of ratings, side by side: what a command, a paper or a screen tells from."""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.measurement.design import design_of
from selaras.core.measurement.estimating import measure
from selaras.core.measurement.examiner_report import ExaminerReport, examiner_reports
from selaras.core.measurement.expected import fair_averages
from selaras.core.measurement.fit_statistics import Fit, fit_of
from selaras.core.measurement.model import Elements, Estimator, Measurement, Model
from selaras.core.measurement.ranking import Ranking, ranking_of
from selaras.core.measurement.ratings import Ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """A measurement with everything that follows from it.

    fair : of the officials, in mark units
    ranking : of the officials by ability; None where the estimator gives no draws
    examiners : a report on each, in the order of the labels
    """

    ratings: Ratings
    measurement: Measurement
    fit: Fit
    fair: Elements
    ranking: Ranking | None
    examiners: tuple[ExaminerReport, ...]


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
    ranking = None
    if found.draws is not None:
        ranking = ranking_of(found.draws.ability, component=found.officials.component)
    return Analysis(
        ratings=ratings,
        measurement=found,
        fit=fit_of(ratings, found, design=design),
        fair=fair_averages(found),
        ranking=ranking,
        examiners=examiner_reports(ratings, found, design=design, groups=groups),
    )
