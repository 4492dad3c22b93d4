"""The answers of mirt 1.2.0 (PyPI, `fit_mfrm`, 401 nodes) on the benchmark's simulated panel.

Made by `mirt(size, *simulate(size), nodes=401)` of benchmarks/programs.py in the environment that
benchmarks/README.md describes.
"""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.panels import SIZES, simulate
from selaras.core.measurement.marginal import fit_marginal
from selaras.core.measurement.model import Model
from selaras.core.measurement.ratings import ratings_from_codes

LOG_LIKELIHOOD, SD = -2150.0117528793703, 0.89576104
SEVERITY = [-0.16555, 0.16757, -0.27082, 0.05701, 0.21179]
SEVERITY_SE = [0.05492, 0.05462, 0.0556, 0.05441, 0.0548]
DIFFICULTY = [-0.1302, -0.30889, 0.33769, 0.50282, -0.00683, -0.34511, 0.32597, -0.37544]
THRESHOLDS, THRESHOLDS_SE = [-1.37365, -0.52183, 0.46094, 1.43454], [0.09781, 0.07808, 0.07548, 0.09069]
FIRST_ABILITIES = np.array([0.41738, 0.64461, -0.06233, -1.16271])


def test_likelihood_and_estimates_are_those_of_mirt():
    size = SIZES["panel"]
    examiner, mark = simulate(size)
    ratings = ratings_from_codes(
        np.repeat(np.arange(size.officials), size.each * size.criteria),
        examiner=np.repeat(examiner.ravel(), size.criteria),
        criterion=np.tile(np.arange(size.criteria), size.officials * size.each),
        mark=mark.ravel().astype(float),
    )

    result = fit_marginal(ratings, model=Model(halo=False))

    assert result.log_likelihood == pytest.approx(LOG_LIKELIHOOD, abs=1e-6)
    assert result.sd_ability == pytest.approx(SD, abs=1e-4)
    assert result.examiners.measure.tolist() == pytest.approx(SEVERITY, abs=1e-4)
    assert result.examiners.se.tolist() == pytest.approx(SEVERITY_SE, abs=1e-4)
    assert result.criteria.measure.tolist() == pytest.approx(DIFFICULTY, abs=1e-4)
    assert result.thresholds[0].tolist() == pytest.approx(THRESHOLDS, abs=1e-4)
    assert result.thresholds_se[0].tolist() == pytest.approx(THRESHOLDS_SE, abs=2e-4)
    found = result.officials.measure[:4]
    assert np.diff(found) == pytest.approx(np.diff(FIRST_ABILITIES), abs=1e-4)
