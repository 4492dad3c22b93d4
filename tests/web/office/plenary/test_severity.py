"""Measures of examiners: all for the chair, the own ones for each examiner, none before the reveal."""

from dataclasses import replace
from typing import Any

import pytest

from selaras.core.scheme import DiscrepancyRule, MeasurementPolicy
from tests.web.office.plenary import plenaries
from tests.web.office.plenary.plenaries import Live, chair, examiner, path, secretary

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("log_key")]


def measured(*, is_open: bool) -> Live:
    case = plenaries.case_with_limit(officials=4, methods=1, examiners=3)
    nothing = DiscrepancyRule(distance_points=None)
    scheme = replace(case.scheme, measurement=MeasurementPolicy(), discrepancy=nothing)
    live = plenaries.closed(replace(case, scheme=scheme))
    if is_open:
        plenaries.open_marks(live)
        assert chair(live).post(path(live, "pleno/tetapkan/")).status_code == 302
    return live


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_each_reads_what_is_for_them() -> None:
    live = measured(is_open=True)
    others = [one.name for one in live.case.examiners if one.code != "P1"]

    for_chair = text(chair(live).get(path(live, "penguji/")))
    own = text(examiner(live).get(path(live, "penguji/P1/")))

    assert for_chair.count('class="range"') == 3
    assert "Semua peserta dan penguji terhubung" in for_chair
    assert own.count('class="range"') == 1
    assert not any(name in own for name in others)
    assert examiner(live).get(path(live, "penguji/P2/")).status_code == 403
    assert examiner(live).get(path(live, "penguji/")).status_code == 403
    assert secretary(live).get(path(live, "penguji/")).status_code == 403
    assert "rentang 95%" in text(chair(live).get(path(live, "pleno/P-001/")))


def test_before_the_reveal_there_is_no_report() -> None:
    live = measured(is_open=False)

    assert examiner(live).get(path(live, "penguji/P1/")).status_code == 403
    assert "Hasil belum ditetapkan" in text(chair(live).get(path(live, "penguji/")))
