"""What each unit's measurement says: of the officials, the examiners, the criteria, the design."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.margins import (
    CarriedOver,
    CriterionMeasure,
    Drift,
    ExaminerMeasure,
    Interaction,
    Interval,
    JointRating,
    Measured,
    UnitReport,
    WeakLink,
)
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.discrepancy import pair_residuals
from selaras.core.measurement.examiner_report import Drift as FoundDrift
from selaras.core.measurement.examiner_report import ExaminerReport, examiner_reports
from selaras.core.measurement.expected import BOUNDS
from selaras.core.measurement.fit_statistics import FacetFit, Fit, fit_of
from selaras.core.measurement.model import Elements, Family, Measurement
from selaras.core.measuring import Unit
from selaras.core.uncertainty.numbers import maybe, number
from selaras.core.uncertainty.planning import plan_of

FEWEST_PAIRS = 10
FEWEST_TOLD = 4  # severities sum to zero: of three, one and the spread give the other two
MOST_HELPFUL = 3
# With 5 percent of marks at 0 or 100 intervals still cover 93 percent, with 16 percent 87 (linear.md).
MOST_AT_THE_END = 0.05
FLAGGED = 0.05  # after Benjamini and Hochberg, over all examiners of the unit
NORMAL_975 = 1.959963984540054
SURE = 0.999999  # a correlation of one has no interval


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredUnit:
    """One unit with all that is said of it; nips by the codes that label its officials."""

    unit: Unit
    measurement: Measurement
    design: Design
    fit: Fit
    residuals: Mapping[tuple[v.ExaminerCode, v.Nip], float]
    nips: Mapping[str, v.Nip]

    def component_of(self, code: str) -> int:
        """Return the connected component of one official; -1 for one who was not marked here."""
        labels = self.measurement.officials.labels
        return int(self.measurement.officials.component[labels.index(code)]) if code in labels else -1


def measured_unit(unit: Unit, measurement: Measurement, *, nips: Mapping[str, v.Nip]) -> MeasuredUnit:
    """Return a unit's fit and residuals, from the estimates as the ledger holds them."""
    assert unit.ratings is not None
    design = design_of(unit.ratings, unit.model)
    residuals = pair_residuals(unit.ratings, measurement)
    return MeasuredUnit(
        unit=unit,
        measurement=measurement,
        design=design,
        fit=fit_of(unit.ratings, measurement, design=design),
        residuals={
            (
                v.ExaminerCode(unit.ratings.examiners[design.pair_examiner[n]]),
                nips[unit.ratings.officials[design.pair_official[n]]],
            ): float(z)
            for n, z in enumerate(residuals)
        },
        nips=nips,
    )


def measures_of(one: MeasuredUnit, code: str) -> tuple[Measured, ...]:
    """Return one official's measure in this unit; nothing for one who was not marked here."""
    officials = one.measurement.officials
    if code not in officials.labels:
        return ()
    n = officials.labels.index(code)
    return (
        Measured(
            unit=one.unit.key,
            method=one.unit.method,
            measure=number(float(officials.measure[n])),
            se=number(float(officials.se[n])),
            interval=_interval(officials, n),
            infit=maybe(one.fit.officials.infit[n]),
            outfit=maybe(one.fit.officials.outfit[n]),
            n=int(officials.n[n]),
        ),
    )


def unit_report(one: MeasuredUnit) -> UnitReport:
    """Return what may be shown of a unit to everybody who sees the result."""
    found, design = one.measurement, one.design
    severity = found.examiners.measure
    return UnitReport(
        unit=one.unit.key,
        method=one.unit.method,
        family=found.model.family.value,
        n_ratings=int(design.category.size),
        n_officials=design.n_officials,
        n_examiners=design.n_examiners,
        n_criteria=design.n_criteria,
        mean_ability=number(found.mean_ability),
        sd_ability=number(found.sd_ability),
        sd_halo=None if found.sd_halo is None else number(found.sd_halo),
        sd_error=None if found.sd_error is None else number(found.sd_error),
        sd_severity=number(float(severity.std(ddof=1))) if severity.size >= FEWEST_TOLD else None,
        separation=maybe(one.fit.officials_separation.separation),
        reliability=maybe(one.fit.eap_reliability),
        thresholds=tuple(tuple(number(float(step)) for step in group) for group in found.thresholds),
        criteria=tuple(
            _criterion(found.criteria, one.fit.criteria, n) for n in range(len(found.criteria.labels))
        ),
        n_components=int(np.unique(found.officials.component).size),
        helpful=_helpful(one),
        weak_links=_weak_links(one),
        plan=plan_of(one.unit.ratings) if one.unit.ratings is not None else None,
        sampler=found.diagnosis.sampler,
        pareto_k=None if found.diagnosis.pareto_k is None else number(found.diagnosis.pareto_k),
        notes=(*found.diagnosis.notes, *_notes(one)),
    )


def _notes(one: MeasuredUnit) -> tuple[str, ...]:
    """Return what the estimator cannot know: marks that could go no further than the scale."""
    if one.measurement.model.family is not Family.LINEAR or one.unit.ratings is None:
        return ()
    at_an_end = np.isin(one.unit.ratings.mark, BOUNDS).mean()
    return ("marks_at_the_end",) if at_an_end > MOST_AT_THE_END else ()


def _helpful(one: MeasuredUnit) -> tuple[JointRating, ...]:
    """Return the sheets that would help most; nothing where everybody was rated by everybody."""
    if _is_complete(one) or one.unit.ratings is None:
        return ()
    # Loaded where something is missing: sparse matrices take a quarter of a second to come.
    from selaras.core.measurement.linking import best_joint_ratings

    found = best_joint_ratings(one.unit.ratings, one.measurement, n=MOST_HELPFUL, design=one.design)
    return tuple(
        JointRating(
            official=one.nips[each.official],
            examiner=v.ExaminerCode(each.examiner),
            gain_percent=maybe(100.0 * each.gain),
            connects=each.connects,
        )
        for each in found
    )


def _is_complete(one: MeasuredUnit) -> bool:
    return one.design.pair_official.size == one.design.n_officials * one.design.n_examiners


def _weak_links(one: MeasuredUnit) -> tuple[WeakLink, ...]:
    """Return whose strictness can hardly be compared; nobody's where all saw the same people."""
    if _is_complete(one) or one.unit.ratings is None:
        return ()
    from selaras.core.measurement.linking import linkage_of

    return tuple(
        WeakLink(first=v.ExaminerCode(each.first), second=v.ExaminerCode(each.second), n_joint=each.n_joint)
        for each in linkage_of(one.unit.ratings, one.measurement, design=one.design).links
        if each.weak
    )


def _criterion(criteria: Elements, fit: FacetFit, n: int) -> CriterionMeasure:
    return CriterionMeasure(
        criterion=v.CriterionCode(criteria.labels[n]),
        difficulty=number(float(criteria.measure[n])),
        se=number(float(criteria.se[n])),
        infit=maybe(fit.infit[n]),
        outfit=maybe(fit.outfit[n]),
        n=int(criteria.n[n]),
    )


def examiner_measures(one: MeasuredUnit) -> tuple[ExaminerMeasure, ...]:
    """Return the examiners' reports; for the chair, and each for the examiner alone."""
    assert one.unit.ratings is not None
    reports = examiner_reports(one.unit.ratings, one.measurement, design=one.design)
    return tuple(_examiner(one.unit.key, report) for report in reports)


def _examiner(unit: str, report: ExaminerReport) -> ExaminerMeasure:
    use = report.centrality
    return ExaminerMeasure(
        examiner=v.ExaminerCode(report.examiner),
        unit=unit,
        severity=number(report.severity),
        se=number(report.se),
        interval=Interval(lower=number(report.lower), upper=number(report.upper)),
        infit=maybe(report.infit),
        outfit=maybe(report.outfit),
        n=report.n,
        spread_ratio=maybe(report.sd_observed / report.sd_expected) if report.sd_expected > 0 else None,
        is_central=use is not None and use.size > 0 and use.q < FLAGGED,
        halo_percent=None if report.halo is None else maybe(100.0 * report.halo.share),
        drift=None if report.drift is None else _drift(report.drift),
        interactions=tuple(
            Interaction(
                criterion=v.CriterionCode(each.of),
                bias=number(each.size),
                se=number(each.se),
                p=number(each.q),
                flagged=each.q < FLAGGED,
            )
            for each in report.by_criterion
        ),
        n_surprising=report.n_surprising,
    )


def _drift(found: FoundDrift) -> Drift:
    return Drift(
        per_day=number(found.slope), se=number(found.se), p=number(found.q), flagged=found.q < FLAGGED
    )


def _interval(elements: Elements, n: int) -> Interval:
    return Interval(lower=number(float(elements.lower[n])), upper=number(float(elements.upper[n])))


def carried_over(units: Sequence[MeasuredUnit]) -> tuple[CarriedOver, ...]:
    """Return, for each two units, how far an examiner's impression of a person goes from one to the other.

    Pearson's correlation of standardised pair residuals with Fisher's interval; fewer than ten pairs say
    nothing.
    """
    told: list[CarriedOver] = []
    for first, second in combinations(units, 2):
        both = sorted(set(first.residuals) & set(second.residuals))
        pairs = np.array([(first.residuals[one], second.residuals[one]) for one in both])
        if len(both) < FEWEST_PAIRS or pairs.std(axis=0).min() == 0.0:
            continue
        correlation = float(np.corrcoef(pairs.T)[0, 1])
        # Fisher (1915): arctanh of a correlation is nearly normal with variance 1 / (n - 3).
        centre, reach = math.atanh(min(max(correlation, -SURE), SURE)), NORMAL_975 / math.sqrt(len(both) - 3)
        told.append(
            CarriedOver(
                first=first.unit.key,
                second=second.unit.key,
                n=len(both),
                correlation=number(correlation),
                interval=Interval(
                    lower=number(math.tanh(centre - reach)), upper=number(math.tanh(centre + reach))
                ),
            )
        )
    return tuple(told)
