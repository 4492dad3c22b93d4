"""Read one component for Ani, in a scheme of that component alone."""

from decimal import Decimal
from typing import Any

import pytest

from selaras.core import scheme as s
from selaras.core.dossier import Reading, dossier_of
from selaras.core.errors import CoreError
from selaras.core.sources import read_leaf
from tests.core.building import (
    ANI,
    rulebook_on,
    scheme,
    small_case,
)
from tests.core.building_scheme import CONVERSIONS, PREDICATES

ALONE = {"officials": (ANI,)}
BANDS = s.Conversion(
    code="tahun",
    kind=s.ConversionKind.BANDS,
    highest=None,
    steps=tuple(
        s.Step(label=None, at_least=Decimal(start), points=Decimal(points))
        for start, points in ((0, 60), (5, 85))
    ),
)


def read(
    leaf: s.Component, *criteria: s.Criterion, rules: dict[str, Any] | None = None, **changes: Any
) -> Reading | None:
    """Read one leaf for Ani, in a scheme of that leaf alone."""
    one = scheme(
        components=(leaf,),
        criteria=criteria or scheme().criteria,
        conversions=(*CONVERSIONS, PREDICATES, BANDS),
        **(rules or {}),
    )
    return read_leaf(dossier_of(small_case(scheme=one, **{**ALONE, **changes}), rulebook_on()), ANI.nip, leaf)


def refusal(leaf: s.Component, *criteria: s.Criterion, **changes: Any) -> tuple[str, dict[str, object]]:
    with pytest.raises(CoreError) as refused:
        read(leaf, *criteria, **changes)
    return refused.value.code, dict(refused.value.facts)
