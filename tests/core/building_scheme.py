"""A small scheme for tests: 40 percent panel (paper and interview), 60 percent performance."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from selaras.core import scheme as s
from selaras.core import vocabulary as v


def criterion(code: str, method: v.Method, weight: str = "100", **changes: Any) -> s.Criterion:
    """Return a criterion marked 1 to 5, converted in proportion, speaking for *Integritas*."""
    one = s.Criterion(
        code=v.CriterionCode(code),
        method=method,
        name=f"Unsur {code}",
        weight=Decimal(weight),
        lowest=Decimal(1),
        highest=Decimal(5),
        marks=(),
        conversion="1-5",
        anchors=(),
        speaks_for=(s.CompetenceWeight(competence=v.CompetenceCode("M.01"), weight=Decimal(100)),),
    )
    return replace(one, **changes)


def component(code: str, weight: str = "100", method: v.Method | None = None, **changes: Any) -> s.Component:
    one = s.Component(
        code=v.ComponentCode(code),
        name=f"Komponen {code}",
        parent=None,
        weight=Decimal(weight),
        method=method,
        criteria=(),
        when_missing=s.WhenMissing.REQUIRED,
    )
    return replace(one, **changes)


CONVERSIONS = (
    s.Conversion(code="1-5", kind=s.ConversionKind.LINEAR, highest=Decimal(5), steps=()),
    s.Conversion(code="0-100", kind=s.ConversionKind.IDENTITY, highest=None, steps=()),
)
PREDICATES = s.Conversion(
    code="predicate",
    kind=s.ConversionKind.TABLE,
    highest=None,
    steps=tuple(
        s.Step(label=label, at_least=None, points=Decimal(points))
        for label, points in (
            ("Sangat Baik", 100),
            ("Baik", 80),
            ("Butuh Perbaikan", 60),
            ("Kurang", 40),
            ("Sangat Kurang", 20),
        )
    ),
)


def talent_profile() -> s.TalentProfile:
    def axis(source: s.AxisSource) -> s.Axis:
        part = s.AxisPart(source=source, component=None, weight=Decimal(100))
        return s.Axis(parts=(part,), middle_from=Decimal(60), high_from=Decimal(80), boundary_is_higher=True)

    return s.TalentProfile(
        code="sederhana",
        performance=axis(s.AxisSource.PREDICATE),
        potential=axis(s.AxisSource.SCORE),
        performance_by_label=True,
        tables=(PREDICATES,),
    )


def scheme(**changes: Any) -> s.Scheme:
    """Return paper and interview 40 percent (half each), performance 60 percent; cuts 80 and 68."""
    panel_part = v.ComponentCode("PANEL")
    one = s.Scheme(
        version=1,
        purpose=v.Purpose.SELECTION,
        components=(
            component("PANEL", "40"),
            component("MAKALAH", "50", v.Method.PAPER, parent=panel_part),
            component("WAWANCARA", "50", v.Method.INTERVIEW, parent=panel_part),
            component("KINERJA", "60", v.Method.PERFORMANCE),
        ),
        criteria=(
            criterion("M1", v.Method.PAPER, "60"),
            criterion("M2", v.Method.PAPER, "40"),
            criterion("W1", v.Method.INTERVIEW),
            criterion(
                "K1",
                v.Method.PERFORMANCE,
                lowest=Decimal(0),
                highest=Decimal(100),
                conversion="0-100",
                speaks_for=(),
            ),
        ),
        conversions=CONVERSIONS,
        places=2,
        cuts=(
            s.Cut(category=v.Category.MS, at_least=Decimal(80)),
            s.Cut(category=v.Category.MMS, at_least=Decimal(68)),
            s.Cut(category=v.Category.KMS, at_least=Decimal(0)),
        ),
        pass_from=v.Category.MMS,
        tie_break=(),
        examiner_rule=s.ExaminerRule.MEAN,
        no_evidence=s.NoEvidence.LEAVE_OUT,
        most_missing_share=Decimal(50),
        feedback_weights=(),
        smallest_group=3,
        discrepancy=s.DiscrepancyRule(distance_points=None),
        talent=talent_profile(),
        match=s.MatchPolicy(
            cap=s.MatchCap.TOTAL,
            thin_evidence_share=Decimal(60),
            thin_evidence_level=Decimal(1),
            marginal_percent=Decimal(1),
        ),
    )
    return replace(one, **changes)
