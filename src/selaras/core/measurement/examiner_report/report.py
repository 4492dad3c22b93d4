"""One page per examiner: for the chair while the event runs, for each examiner on the own marks alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.examiner_report.interactions import (
    Drift,
    Interaction,
    criterion_interactions,
    drifts,
    group_interactions,
)
from selaras.core.measurement.examiner_report.pair_effects import HaloShare, halo_shares, pair_effects_of
from selaras.core.measurement.examiner_report.use_of_scale import Centrality, scale_use
from selaras.core.measurement.fit_statistics import fit_of
from selaras.core.measurement.model import Measurement
from selaras.core.measurement.ratings import Ratings
from selaras.core.measurement.residuals import fitted


@dataclass(frozen=True, slots=True, kw_only=True)
class ExaminerReport:
    """What the marks of one examiner say of the examiner; logits, or marks for LINEAR.

    severity, se, lower, upper : positive: stricter than the mean of the component; central 95 %
    component : severities compare only within one
    n, n_officials : ratings and officials
    infit, infit_z, outfit, outfit_z : see ``FacetFit``
    halo, centrality, drift : None where they cannot be told; see their classes
    sd_observed, sd_expected, n_surprising, n_compared, agreement_* : see ``ScaleUse``
    by_criterion, by_group : cells that can be tested; ``q`` counts the tests of all examiners
    n_discrepancies : sheets that the official rule flagged; None where it was not asked
    """

    examiner: str
    severity: float
    se: float
    lower: float
    upper: float
    component: int
    n: int
    n_officials: int
    infit: float
    infit_z: float
    outfit: float
    outfit_z: float
    halo: HaloShare | None
    centrality: Centrality | None
    sd_observed: float
    sd_expected: float
    n_surprising: int
    n_compared: int
    agreement_observed: float
    agreement_expected: float
    by_criterion: tuple[Interaction, ...]
    by_group: tuple[Interaction, ...]
    drift: Drift | None
    n_discrepancies: int | None


def examiner_reports(
    ratings: Ratings,
    measurement: Measurement,
    *,
    design: Design | None = None,
    groups: Sequence[str | None] | None = None,
    discrepancies: Sequence[int] | None = None,
) -> tuple[ExaminerReport, ...]:
    """Return a report on every examiner, in the order of the labels.

    groups : (officials,), a group of each official, such as sex or present agency; None: not known
    discrepancies : (examiners,), sheets flagged by the official rule
    """
    known = design_of(ratings, measurement.model) if design is None else design
    with_halo = fitted(ratings, measurement, design=known)
    without_halo = fitted(ratings, measurement, design=known, with_halo=False)
    effects = pair_effects_of(without_halo)
    fit = fit_of(ratings, measurement, design=known).examiners
    halo = halo_shares(without_halo, effects)
    use = scale_use(with_halo)
    by_criterion = criterion_interactions(with_halo)
    by_group = (
        ((),) * known.n_examiners
        if groups is None
        else group_interactions(effects, groups=groups, n_examiners=known.n_examiners)
    )
    drift = drifts(effects, found=without_halo)
    examiners = measurement.examiners
    n_ratings = np.bincount(ratings.examiner, minlength=known.n_examiners)
    n_officials = np.bincount(known.pair_examiner, minlength=known.n_examiners)
    return tuple(
        ExaminerReport(
            examiner=label,
            severity=float(examiners.measure[one]),
            se=float(examiners.se[one]),
            lower=float(examiners.lower[one]),
            upper=float(examiners.upper[one]),
            component=int(examiners.component[one]),
            n=int(n_ratings[one]),
            n_officials=int(n_officials[one]),
            infit=float(fit.infit[one]),
            infit_z=float(fit.infit_z[one]),
            outfit=float(fit.outfit[one]),
            outfit_z=float(fit.outfit_z[one]),
            halo=halo[one],
            centrality=use.centrality[one],
            sd_observed=float(use.sd_observed[one]),
            sd_expected=float(use.sd_expected[one]),
            n_surprising=int(use.n_surprising[one]),
            n_compared=int(use.n_compared[one]),
            agreement_observed=float(use.agreement_observed[one]),
            agreement_expected=float(use.agreement_expected[one]),
            by_criterion=by_criterion[one],
            by_group=by_group[one],
            drift=drift[one],
            n_discrepancies=None if discrepancies is None else int(discrepancies[one]),
        )
        for one, label in enumerate(examiners.labels)
    )


def report_for_examiner(
    examiner: str,
    *,
    ratings: Ratings,
    measurement: Measurement,
    groups: Sequence[str | None] | None = None,
    discrepancies: Sequence[int] | None = None,
) -> ExaminerReport:
    """Return the one report that an examiner may see, the own; raise ``examiner_unknown``.

    It holds no other examiner's number or name, though the panel's marks stand behind the comparisons.
    """
    if examiner not in ratings.examiners:
        raise CoreError("examiner_unknown", examiner=examiner)
    reports = examiner_reports(ratings, measurement, groups=groups, discrepancies=discrepancies)
    return reports[ratings.examiners.index(examiner)]
