"""Hand-made margins beside the hand-made results: a paper shows what it is given, so nothing is computed.

Severities are numbers that occur nowhere else, so that a test can look for them in papers that must not
tell them.
"""

from dataclasses import replace
from decimal import Decimal

from selaras.core import casefile as c
from selaras.core import margins as m
from selaras.core import outcome as o
from selaras.core import vocabulary as v
from tests.documents import building as t
from tests.documents.building_results import results

# By examiner, for the interview: more severe above zero.
SEVERITIES = ("0.77", "0.33", "-0.09", "-0.37", "-0.64")
SHIFT = Decimal("0.06")  # the paper is rated a little more severely by everybody who is severe
ONE_DIGIT = Decimal("0.1")


def interval(middle: Decimal | str, half: Decimal | str) -> m.Interval:
    return m.Interval(lower=Decimal(middle) - Decimal(half), upper=Decimal(middle) + Decimal(half))


def shares(score: Decimal) -> dict[v.Category, Decimal]:
    """Return made-up chances: sure far from a limit, open near to it."""
    best = min(max((score - 76) * 12, Decimal(0)), Decimal(100)).quantize(ONE_DIGIT)
    least = min(max((70 - score) * 12, Decimal(0)), Decimal(100)).quantize(ONE_DIGIT)
    return {v.Category.MS: best, v.Category.MMS: 100 - best - least, v.Category.KMS: least}


def measured_in(unit: str, method: v.Method, k: int, n: int) -> m.Measured:
    measure = (Decimal("1.60") - Decimal("3.20") * k / max(n - 1, 1)).quantize(Decimal("0.01"))
    return m.Measured(
        unit=unit,
        method=method,
        measure=measure,
        se=Decimal("0.19"),
        interval=interval(measure, "0.38"),
        infit=Decimal("1.04"),
        outfit=Decimal("0.98"),
        n=15,
    )


def margin(one: o.OfficialResult, k: int, ranked: list[o.OfficialResult]) -> m.Margin:
    assert one.score is not None
    assert one.rank is not None
    n = len(ranked)
    likely = shares(one.score)
    near = tuple(other.nip for other in ranked if other is not one and abs(_rank(other) - one.rank) <= 3)
    return m.Margin(
        expected=one.score - Decimal("0.15"),
        score=interval(one.score, "2.10"),
        rank=m.RankRange(best=max(1, one.rank - 3), worst=min(n, one.rank + 3)),
        pass_percent=100 - likely[v.Category.KMS],
        category_percents=likely,
        match=None if one.match is None else interval(one.match.percent, "3.20"),
        match_percents={v.Category.MS: Decimal("71.5"), v.Category.MMS: Decimal("28.5")},
        box_percents={"5": Decimal("62.0"), "8": Decimal("33.5"), "7": Decimal("4.5")},
        not_apart_from=near,
        components=tuple(
            m.FairComponent(
                component=v.ComponentCode(code),
                method=method,
                expected=Decimal("80.40") - k,
                interval=interval(Decimal("80.40") - k, "3.0"),
            )
            for code, method in (("MAKALAH", v.Method.PAPER), ("WAWANCARA", v.Method.INTERVIEW))
        ),
        fixed=(v.ComponentCode("REKAM"), v.ComponentCode("KINERJA")),
        measures=(
            measured_in("paper", v.Method.PAPER, k, n),
            measured_in("interview", v.Method.INTERVIEW, k, n),
        ),
    )


def _rank(one: o.OfficialResult) -> int:
    return one.rank or 0


def examiner(n: int, unit: str, severity: Decimal) -> m.ExaminerMeasure:
    codes = ("M1", "M2", "M3") if unit == "paper" else ("W1", "W2", "W3")
    return m.ExaminerMeasure(
        examiner=v.ExaminerCode(f"P{n + 1}"),
        unit=unit,
        severity=severity,
        se=Decimal("0.12"),
        interval=interval(severity, "0.23"),
        infit=Decimal("1.62") if n == 4 else Decimal("0.97"),
        outfit=Decimal("1.48") if n == 4 else Decimal("1.01"),
        n=24,
        spread_ratio=Decimal("0.58") if n == 2 else Decimal("1.02"),
        is_central=n == 2,
        halo_percent=Decimal("22.0"),
        drift=m.Drift(per_day=Decimal("0.18"), se=Decimal("0.06"), p=Decimal("0.01"), flagged=n == 1),
        interactions=tuple(
            m.Interaction(
                criterion=v.CriterionCode(code),
                bias=Decimal("0.71") if (n, k) == (0, 1) else Decimal("0.05") * (n - k),
                se=Decimal("0.2"),
                p=Decimal("0.004") if (n, k) == (0, 1) else Decimal("0.6"),
                flagged=(n, k) == (0, 1),
            )
            for k, code in enumerate(codes)
        ),
        n_surprising=3 if n == 4 else 0,
    )


def unit(key: str, method: v.Method, nips: list[v.Nip]) -> m.UnitReport:
    codes = ("M1", "M2", "M3") if key == "paper" else ("W1", "W2", "W3")
    return m.UnitReport(
        unit=key,
        method=method,
        family="rating-scale",
        n_ratings=len(nips) * 15,
        n_officials=len(nips),
        n_examiners=5,
        n_criteria=3,
        mean_ability=Decimal("0.8"),
        sd_ability=Decimal("1.24"),
        sd_halo=Decimal("0.51"),
        sd_error=None,
        sd_severity=Decimal("0.55"),
        separation=Decimal("3.10"),
        reliability=Decimal("0.91"),
        thresholds=((Decimal("-2.10"), Decimal("-0.80"), Decimal("0.70"), Decimal("2.20")),),
        criteria=tuple(
            m.CriterionMeasure(
                criterion=v.CriterionCode(code),
                difficulty=Decimal(difficulty),
                se=Decimal("0.08"),
                infit=Decimal("0.96"),
                outfit=Decimal("1.03"),
                n=len(nips) * 5,
            )
            for code, difficulty in zip(codes, ("0.42", "0.01", "-0.43"), strict=True)
        ),
        n_components=1,
        helpful=(m.JointRating(official=nips[0], examiner=v.ExaminerCode("P2"), gain_percent=Decimal("2.4")),)
        if key == "paper"
        else (),
        plan=m.PanelPlan(
            target=Decimal("0.80"),
            needed=3,
            dependability={n: Decimal(n) / (Decimal(n) + Decimal("0.6")) for n in range(1, 10)},
        ),
        sampler="importance",
        pareto_k=Decimal("0.31"),
        notes=("extreme_official",) if key == "paper" else (),
    )


def measured_results(of: c.CaseFile) -> o.Results:
    """Return the results of a case with margins; the first examiner rates most severely."""
    plain = results(of)
    ranked = sorted((one for one in plain.officials if one.score is not None), key=_rank)
    margins = {one.nip: margin(one, k, ranked) for k, one in enumerate(ranked)}
    nips = [one.nip for one in ranked]
    officials = tuple(
        replace(
            one,
            margin=margins.get(one.nip),
            examiners=tuple(_marked(score) for score in one.examiners),
        )
        for one in plain.officials
    )
    units = (("paper", v.Method.PAPER), ("interview", v.Method.INTERVIEW))
    return replace(
        plain,
        officials=officials,
        measured=m.MeasuredEvent(
            draws=1000,
            units=tuple(unit(key, method, nips) for key, method in units),
            unmeasured=(
                m.Unmeasured(unit="interview-points", method=v.Method.INTERVIEW, because="marks_all_equal"),
            ),
            examiners=tuple(
                examiner(n, key, Decimal(one) + (SHIFT if key == "paper" else 0))
                for key, _ in units
                for n, one in enumerate(SEVERITIES)
            ),
            carried_over=(
                m.CarriedOver(
                    first="paper",
                    second="interview",
                    n=205,
                    correlation=Decimal("0.31"),
                    interval=interval("0.31", "0.12"),
                ),
            ),
            groups=(tuple(nips[:4]), tuple(nips[2:])) if len(nips) > 4 else (tuple(nips),),
        ),
    )


def _marked(one: o.ExaminerScore) -> o.ExaminerScore:
    if not one.discrepant:
        return one
    answered = one.method is v.Method.PAPER
    return replace(one, discrepant_by=("distance", "dixon"), reconfirmed=answered)


def measured_case(n: int) -> c.CaseFile:
    """Return a case whose marked paper was looked at once more, and whose marked interview was not."""
    people = t.officials(n)
    return t.case(
        n,
        reconfirmations=(
            c.Reconfirmation(
                examiner=v.ExaminerCode("P5"),
                nip=people[1].nip,
                method=v.Method.PAPER,
                changed=False,
                reason="Nilai sesuai dengan catatan pada lembar.",
                dated_on=t.case(n).event.ends_on,
            ),
        ),
    )
