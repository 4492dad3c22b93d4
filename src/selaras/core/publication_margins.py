"""The published form of margins: what ``results.json`` says of how sure each number is.

An examiner's severity is not published: it is for that examiner and the chair alone.
"""

from decimal import Decimal
from typing import Any

from selaras.core.margins import (
    CriterionMeasure,
    Interval,
    Margin,
    Measured,
    MeasuredEvent,
    Robustness,
    UnitReport,
    WeightStability,
)


def margin(one: Margin) -> dict[str, Any]:
    return {
        "expected": str(one.expected),
        "score": _interval(one.score),
        "rank": {"best": one.rank.best, "worst": one.rank.worst} if one.rank else None,
        "pass_percent": str(one.pass_percent),
        "category_percents": {name.value: str(share) for name, share in one.category_percents.items()},
        "match": _interval(one.match) if one.match else None,
        "match_percents": {name.value: str(share) for name, share in one.match_percents.items()},
        "box_percents": {number: str(share) for number, share in one.box_percents.items()},
        "not_apart_from": list(one.not_apart_from),
        "components": {
            part.component: {
                "method": part.method.value,
                "expected": str(part.expected),
                "interval": _interval(part.interval),
            }
            for part in one.components
        },
        "fixed": list(one.fixed),
        "measures": [_measured(each) for each in one.measures],
    }


def measured_event(one: MeasuredEvent) -> dict[str, Any]:
    return {
        "draws": one.draws,
        "units": [_unit(each) for each in one.units],
        "unmeasured": [
            {"unit": each.unit, "method": each.method.value, "because": each.because}
            for each in one.unmeasured
        ],
        "carried_over": [
            {
                "units": [each.first, each.second],
                "n": each.n,
                "correlation": str(each.correlation),
                "interval": _interval(each.interval),
            }
            for each in one.carried_over
        ],
        "groups": [list(group) for group in one.groups],
    }


def robustness(one: Robustness) -> dict[str, Any]:
    passing = one.passing
    return {
        "weights": _weights(one.weights) if one.weights else None,
        "passing": {
            "groups": [
                {
                    "group": each.group,
                    "n": each.n,
                    "n_passed": each.n_passed,
                    "percent": _text(each.percent),
                }
                for each in passing.groups
            ],
            "compared": passing.compared,
            "ratio": _text(passing.ratio),
            "lower": _text(passing.lower),
            "upper": _text(passing.upper),
            "p": _text(passing.p),
            "below_four_fifths": passing.below_four_fifths,
            "not_shown_because": passing.not_shown_because,
        },
    }


def _weights(one: WeightStability) -> dict[str, Any]:
    return {
        "span": str(one.span),
        "unchanged": list(one.unchanged),
        "ranks": {nip: {"best": best, "worst": worst} for nip, (best, worst) in one.ranks.items()},
        "swaps": [
            {"upper": each.upper, "lower": each.lower, "percent": str(each.percent)} for each in one.swaps
        ],
    }


def _unit(one: UnitReport) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "method": one.method.value,
        "family": one.family,
        "n": {
            "ratings": one.n_ratings,
            "officials": one.n_officials,
            "examiners": one.n_examiners,
            "criteria": one.n_criteria,
        },
        "mean_ability": str(one.mean_ability),
        "sd": {
            "ability": str(one.sd_ability),
            "halo": _text(one.sd_halo),
            "error": _text(one.sd_error),
            "severity": _text(one.sd_severity),
        },
        "separation": _text(one.separation),
        "reliability": _text(one.reliability),
        "thresholds": [[str(step) for step in group] for group in one.thresholds],
        "criteria": [_criterion(each) for each in one.criteria],
        "plan": (
            {
                "target": str(one.plan.target),
                "needed": one.plan.needed,
                "dependability": {str(n): str(phi) for n, phi in one.plan.dependability.items()},
            }
            if one.plan
            else None
        ),
        "components": one.n_components,
        "sampler": one.sampler,
        "pareto_k": _text(one.pareto_k),
        "notes": list(one.notes),
    }


def _criterion(one: CriterionMeasure) -> dict[str, Any]:
    return {
        "criterion": one.criterion,
        "difficulty": str(one.difficulty),
        "se": str(one.se),
        "infit": _text(one.infit),
        "outfit": _text(one.outfit),
        "n": one.n,
    }


def _measured(one: Measured) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "method": one.method.value,
        "measure": str(one.measure),
        "se": str(one.se),
        "interval": _interval(one.interval),
        "infit": _text(one.infit),
        "outfit": _text(one.outfit),
        "n": one.n,
    }


def _interval(one: Interval) -> dict[str, str]:
    return {"lower": str(one.lower), "upper": str(one.upper)}


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)
