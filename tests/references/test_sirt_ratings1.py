"""The many-facet models of R package sirt on its data ratings1, as published in the project's design.

The data come from a package under the GPL: they are read where they lie beside a checkout, never copied.
Values: R 4, sirt::rm.facets / TAM::tam.mml.mfr, marginal maximum likelihood, items + steps + raters.
"""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from selaras.core.measurement.marginal import fit_marginal
from selaras.core.measurement.model import Family, Model
from selaras.core.measurement.ratings import ratings_of

DATA = Path(__file__).resolve().parents[2].parent / "shared/reference/data/sirt_data.ratings1.csv"
KNOWN = {
    Family.RATING_SCALE: (2573.246, 1.974, [1.0039, 0.5084, 0.4128, -0.7511, -0.0871, -0.7647, -0.3223]),
    Family.PARTIAL_CREDIT: (2526.214, 2.016, [1.0225, 0.5163, 0.4175, -0.7624, -0.0896, -0.7790, -0.3254]),
}


@pytest.mark.skipif(not DATA.exists(), reason="sirt's data are not beside this checkout")
@pytest.mark.parametrize("family", KNOWN)
def test_raters_spread_and_deviance_are_those_of_the_other_program(family):
    with DATA.open(encoding="utf-8") as file:
        rows = [
            (row["idstud"], row["rater"], item, float(row[item]))
            for row in csv.DictReader(file)
            for item in ("k1", "k2", "k3", "k4", "k5")
        ]
    officials, examiners, criteria, marks = zip(*rows, strict=True)
    deviance, sd, raters = KNOWN[family]

    result = fit_marginal(
        ratings_of(officials, examiners=examiners, criteria=criteria, marks=marks),
        model=Model(family=family, halo=False),
    )

    assert result.deviance == pytest.approx(deviance, abs=1e-3)
    assert result.sd_ability == pytest.approx(sd, abs=1e-3)
    assert result.examiners.measure.tolist() == pytest.approx(raters, abs=1e-4)
