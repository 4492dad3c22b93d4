"""How dependable a panel of another size would be on the same form."""

from decimal import Decimal

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.margins import PanelPlan
from selaras.core.measurement.generalizability import (
    Design,
    VarianceComponents,
    d_study,
    examiners_needed,
    variance_components,
)
from selaras.core.measurement.ratings import Ratings
from selaras.core.uncertainty.numbers import number

TARGET = Decimal("0.80")
MOST_SHOWN = 9  # examiners; the law's largest panel


def plan_of(ratings: Ratings) -> PanelPlan | None:
    """Return the D study of one unit; None where its marks cannot tell the components apart.

    Criteria are fixed: another panel would use the same form.
    """
    study = _components(ratings)
    if study is None:
        return None
    fixed = frozenset({"i"}) if "i" in study.levels else frozenset()
    criteria = {"i": len(ratings.criteria)} if fixed else {}
    shown = {
        n: d_study(study, sizes={"r": n, **criteria}, fixed=fixed).dependability
        for n in range(1, MOST_SHOWN + 1)
    }
    (need,) = examiners_needed(study, target=float(TARGET), others=(criteria.get("i", 1),), fixed=fixed)
    return PanelPlan(
        target=TARGET,
        needed=need.examiners,
        dependability={n: number(phi) for n, phi in shown.items() if phi is not None},
    )


def _components(ratings: Ratings) -> VarianceComponents | None:
    facets = {"r": ratings.examiner.astype(np.int64)}
    design = Design.ONE_FACET
    if len(ratings.criteria) > 1:
        facets["i"] = ratings.criterion.astype(np.int64)
        design = Design.TWO_FACETS
    try:
        return variance_components(
            design, person=ratings.official.astype(np.int64), facets=facets, mark=ratings.mark
        )
    except CoreError as wrong:
        if wrong.code in ("design_one_level", "design_not_separable"):
            return None
        raise
