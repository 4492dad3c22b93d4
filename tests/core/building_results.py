"""Results of small cases, and what they refuse."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.completeness import check_case
from selaras.core.errors import SeveralErrors
from selaras.core.outcome import OfficialResult, Results
from selaras.core.results import results_from
from tests.core.building import (
    TEST_ON,
    panel,
    rulebook_on,
    small_case,
)


def results(case: c.CaseFile | None = None, **changes: Any) -> Results:
    return results_from(case or small_case(**changes), rulebook_on(), as_of=TEST_ON)


def by_name(found: Results) -> dict[str, OfficialResult]:
    return {one.name: one for one in found.officials}


def refusals(**changes: Any) -> list[str]:
    with pytest.raises(SeveralErrors) as refused:
        results(**changes)
    return [one.code for one in refused.value.errors]


def with_sekda(*disclosed: v.Nip, mark: str = "5") -> c.CaseFile:
    """Return a case in which the Sekda is the superior of some, and rates these with one mark."""
    conflicts = tuple(c.Conflict(nip=of, kind=v.ConflictKind.SUPERIOR, note="atasan") for of in disclosed)
    sheets = tuple(
        replace(one, ratings=tuple(replace(r, mark=Decimal(mark)) for r in one.ratings))
        if one.examiner == "P1" and one.nip in disclosed
        else one
        for one in small_case().rating_sheets
    )
    return small_case(
        examiners=(replace(panel()[0], conflicts=conflicts), *panel()[1:]), rating_sheets=sheets
    )


def errors(**changes: Any) -> list[tuple[str, dict[str, object]]]:
    found = check_case(small_case(**changes), rulebook_on())
    return [(one.code, dict(one.facts)) for one in found]
