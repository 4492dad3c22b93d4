"""All coefficients of one table of subjects and raters."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from selaras.core.measurement.agreement import kappa
from selaras.core.measurement.agreement.alpha import RESAMPLES, Level, krippendorff_alpha
from selaras.core.measurement.agreement.coefficient import Coefficient, Floats, complete_rows
from selaras.core.measurement.agreement.concordance import Concordance, kendall_w
from selaras.core.measurement.agreement.intraclass import Intraclass, intraclass_correlations

# Kappa counts categories; of marks that rarely repeat it says nothing but "different".
WEIGHTS: Mapping[str, kappa.Weights] = {
    "unweighted": kappa.unweighted,
    "linear": kappa.linear,
    "quadratic": kappa.quadratic,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PairKappa:
    """Kappa of two raters, named by their columns."""

    first: int
    second: int
    kappa: kappa.Kappa


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReport:
    """What can be said of a table. ``pairs`` and ``mean_of_pairs`` are by weighting."""

    n_subjects: int
    n_raters: int
    n_marks: int
    n_complete: int
    intraclass: tuple[Intraclass, ...]
    alpha: Mapping[Level, Coefficient]
    pairs: Mapping[str, tuple[PairKappa, ...]]
    mean_of_pairs: Mapping[str, Coefficient]
    fleiss: kappa.Kappa
    concordance: Concordance


def agreement_report(
    table: Floats, *, seed: int, confidence: float = 0.95, resamples: int = RESAMPLES
) -> AgreementReport:
    """Return every coefficient; one that a table does not have says why.

    table : (subjects, raters), nan where a mark is missing
    """
    n_subjects, n_raters = table.shape
    pairs = {
        name: tuple(
            PairKappa(
                first=a,
                second=b,
                kappa=kappa.cohen_kappa(table[:, [a, b]], weights=weights, confidence=confidence),
            )
            for a, b in combinations(range(n_raters), 2)
        )
        for name, weights in WEIGHTS.items()
    }
    return AgreementReport(
        n_subjects=n_subjects,
        n_raters=n_raters,
        n_marks=int((~np.isnan(table)).sum()),
        n_complete=len(complete_rows(table)),
        intraclass=intraclass_correlations(table, confidence=confidence),
        alpha={
            level: krippendorff_alpha(
                table, level=level, seed=seed, confidence=confidence, resamples=resamples
            )
            for level in Level
        },
        pairs=pairs,
        mean_of_pairs={
            name: kappa.mean_of_pairs([one.kappa for one in found]) for name, found in pairs.items()
        },
        fleiss=kappa.fleiss_kappa(table, confidence=confidence),
        concordance=kendall_w(table, seed=seed),
    )
