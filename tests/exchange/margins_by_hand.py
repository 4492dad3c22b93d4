"""Margins made up for results, so that sheets can be looked at without any estimate."""

from dataclasses import replace
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.margins import (
    CarriedOver,
    CriterionMeasure,
    Drift,
    ExaminerMeasure,
    FairComponent,
    Interval,
    JointRating,
    Margin,
    Measured,
    MeasuredEvent,
    PanelPlan,
    RankRange,
    UnitReport,
    Unmeasured,
)
from selaras.core.outcome import OfficialResult, Results

# No severity may stand anywhere in the sheets: this one would be seen.
SEVERITY = Decimal("-7.77")


def around(middle: Decimal, half: str) -> Interval:
    return Interval(lower=middle - Decimal(half), upper=middle + Decimal(half))


def _margin(one: OfficialResult, ranked: list[OfficialResult]) -> Margin:
    assert one.score is not None
    place = ranked.index(one)
    near = [other for other in ranked[max(0, place - 8) : place + 9] if other is not one]
    panel = [part for part in one.components if part.code in {s.component for s in one.examiners}]
    expected = one.score - Decimal("0.5")
    return Margin(
        expected=expected,
        score=around(expected, "3.25"),
        rank=None if place == 2 else RankRange(best=max(1, place - 7), worst=min(len(ranked), place + 9)),
        pass_percent=Decimal("100.0") if place == 0 else Decimal("61.3"),
        category_percents={v.Category.MS: Decimal("38.4"), v.Category.MMS: Decimal("61.6")},
        match=around(one.match.percent, "4") if one.match else None,
        match_percents={v.Category.MS: Decimal(90), v.Category.MMS: Decimal(10)} if one.match else {},
        box_percents={"8": Decimal("0.2"), "5": Decimal("99.8"), "1": Decimal(0)},
        not_apart_from=tuple(other.nip for other in near),
        components=tuple(
            FairComponent(
                component=part.code,
                method=v.Method.INTERVIEW,
                expected=Decimal("74.2"),
                interval=around(Decimal("74.2"), "5.1"),
            )
            for part in panel
        ),
        fixed=tuple(part.code for part in one.components if part.is_leaf and part not in panel),
        measures=(
            Measured(
                unit="interview",
                method=v.Method.INTERVIEW,
                measure=Decimal("1.2345"),
                se=Decimal("0.31"),
                interval=around(Decimal("1.2345"), "0.62"),
                infit=Decimal("0.98"),
                outfit=None,
                n=10,
            ),
        ),
    )


def unit(**other: object) -> UnitReport:
    plain = UnitReport(
        unit="interview",
        method=v.Method.INTERVIEW,
        family="rating-scale",
        n_ratings=205,
        n_officials=41,
        n_examiners=5,
        n_criteria=8,
        mean_ability=Decimal("0.8"),
        sd_ability=Decimal("1.2"),
        sd_halo=Decimal("0.6"),
        sd_error=None,
        sd_severity=Decimal("0.4"),
        separation=Decimal("2.61"),
        reliability=Decimal("0.87"),
        thresholds=((Decimal("-1.5"), Decimal("0.1"), Decimal("1.4")),),
        criteria=(
            CriterionMeasure(
                criterion=v.CriterionCode("W1"),
                difficulty=Decimal("0.42"),
                se=Decimal("0.11"),
                infit=Decimal("1.03"),
                outfit=Decimal("0.99"),
                n=123,
            ),
        ),
        n_components=1,
        helpful=(),
        plan=PanelPlan(
            target=Decimal("0.80"), needed=4, dependability={3: Decimal("0.75"), 4: Decimal("0.81")}
        ),
        sampler="importance",
        pareto_k=Decimal("0.31"),
        notes=("extreme_official",),
    )
    return replace(plain, **other)  # type: ignore[arg-type]


def examiner(code: str) -> ExaminerMeasure:
    return ExaminerMeasure(
        examiner=v.ExaminerCode(code),
        unit="interview",
        severity=SEVERITY,
        se=Decimal("0.2"),
        interval=around(SEVERITY, "0.4"),
        infit=None,
        outfit=None,
        n=41,
        spread_ratio=Decimal("0.8"),
        is_central=False,
        halo_percent=Decimal("12"),
        drift=Drift(per_day=Decimal("0.1"), se=Decimal("0.1"), p=Decimal("0.4"), flagged=False),
        interactions=(),
        n_surprising=1,
    )


def with_margins(results: Results, *, units: tuple[UnitReport, ...] = ()) -> Results:
    """Return results as if they had been measured."""
    ranked = sorted((one for one in results.officials if one.rank), key=lambda one: one.rank or 0)
    helpful = (
        JointRating(
            official=ranked[0].nip, examiner=v.ExaminerCode("P2"), gain_percent=Decimal("3.1")
        ),
    )  # fmt: skip
    return replace(
        results,
        officials=tuple(
            replace(one, margin=_margin(one, ranked)) if one in ranked else one for one in results.officials
        ),
        measured=MeasuredEvent(
            draws=1000,
            units=units or (unit(helpful=helpful, n_components=2, notes=("disconnected",)),),
            unmeasured=(
                Unmeasured(unit="paper", method=v.Method.PAPER, because="marks_all_equal"),
            ),
            examiners=tuple(examiner(code) for code in ("P1", "P2")),
            carried_over=(
                CarriedOver(
                    first="interview",
                    second="interview",
                    n=123,
                    correlation=Decimal("0.31"),
                    interval=around(Decimal("0.31"), "0.15"),
                ),
            ),
            groups=(tuple(one.nip for one in ranked),),
        ),
    )  # fmt: skip
