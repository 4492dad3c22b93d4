"""Generalizability: where marks vary, and what other panels would do for dependability."""

from selaras.core.measurement.generalizability.components import (
    EFFECTS,
    Component,
    Design,
    VarianceComponents,
    mean_square_weights,
    variance_components,
)
from selaras.core.measurement.generalizability.dstudy import (
    MOST_EXAMINERS,
    Dependability,
    Need,
    component_draws,
    d_study,
    examiners_needed,
    fewest_marks,
)

__all__ = [
    "EFFECTS",
    "MOST_EXAMINERS",
    "Component",
    "Dependability",
    "Design",
    "Need",
    "VarianceComponents",
    "component_draws",
    "d_study",
    "examiners_needed",
    "fewest_marks",
    "mean_square_weights",
    "variance_components",
]
