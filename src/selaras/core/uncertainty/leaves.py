"""Draws of every rated leaf of the tree, and of every criterion, in points 0..100."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.margins import CarriedOver
from selaras.core.measurement.expected import expected_marks, expected_points, group_of_criterion
from selaras.core.measurement.model import Family, Measurement
from selaras.core.measurement.ratings import Floats
from selaras.core.measuring import Unit
from selaras.core.points import lowest_points, points_of_mark
from selaras.core.scheme import Component, Criterion, NoEvidence, Scheme
from selaras.core.sources import Marks, form_of, marks_of
from selaras.core.uncertainty.coupling import Order, paired, person_correlation

THREADS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPoints:
    """What an examiner of average severity is expected to give, in points.

    points : per criterion, (S, officials of its unit)
    column : per criterion, the column of each official by code
    order : per criterion and official by code, (S,), draws as paired with those of other units
    """

    n_draws: int
    points: Mapping[v.CriterionCode, Floats]
    column: Mapping[v.CriterionCode, Mapping[str, int]]
    order: Mapping[v.CriterionCode, Mapping[str, Order]]

    def of(self, criterion: v.CriterionCode, code: str) -> Floats | None:
        """Return (S,) for one official; None where the official was not marked in the criterion's unit."""
        column = self.column.get(criterion, {}).get(code)
        if column is None:
            return None
        drawn = self.points[criterion][:, column]
        order = self.order.get(criterion, {}).get(code)
        return drawn if order is None else drawn[order]


def expected_points_of(
    dossier: Dossier, pairs: Sequence[tuple[Unit, Measurement]], *, carried: Sequence[CarriedOver] = ()
) -> ExpectedPoints:
    """Return the expected points of every measured criterion; measurements as the ledger holds them.

    carried : how far examiners' impressions go from one unit to another
    """
    points: dict[v.CriterionCode, Floats] = {}
    column: dict[v.CriterionCode, Mapping[str, int]] = {}
    by_unit: list[Floats] = []
    n_draws = 0
    # Long sums over arrays, which run beside each other on two processors.
    with ThreadPoolExecutor(THREADS) as threads:
        sums = threads.map(lambda pair: _expected(dossier.case.scheme, *pair), pairs)
        all_expected = list(sums)
    for (_, found), expected in zip(pairs, all_expected, strict=True):
        assert found.draws is not None
        n_draws = found.draws.n
        by_unit.append(expected.mean(axis=2))
        place = {code: n for n, code in enumerate(found.officials.labels)}
        for n, code in enumerate(found.criteria.labels):
            points[v.CriterionCode(code)] = expected[:, :, n]
            column[v.CriterionCode(code)] = place
    order = _orders([unit for unit, _ in pairs], by_unit, carried) if carried else {}
    return ExpectedPoints(n_draws=n_draws, points=points, column=column, order=order)


def _orders(
    units: Sequence[Unit], by_unit: Sequence[Floats], carried: Sequence[CarriedOver]
) -> dict[v.CriterionCode, dict[str, Order]]:
    """Return the paired order of draws of every official in every unit but the first."""
    orders: dict[v.CriterionCode, dict[str, Order]] = {}
    raters = [_raters(unit) for unit in units]
    places = [{code: n for n, code in enumerate(one)} for one in raters]
    keys = [unit.key for unit in units]
    for code in dict.fromkeys(code for one in raters for code in one):
        values = [
            drawn[:, place[code]] if code in place else None
            for drawn, place in zip(by_unit, places, strict=True)
        ]
        examiners = [one.get(code, frozenset()) for one in raters]
        found = paired(values, correlation=person_correlation(keys, examiners, carried))
        for unit, order in zip(units, found, strict=True):
            if order is not None and unit.ratings is not None:
                for criterion in unit.ratings.criteria:
                    orders.setdefault(v.CriterionCode(criterion), {})[code] = order
    return orders


def _raters(unit: Unit) -> dict[str, frozenset[str]]:
    """Return who rated each official, officials in the order of their columns."""
    ratings = unit.ratings
    assert ratings is not None
    found: dict[str, set[str]] = {code: set() for code in ratings.officials}
    pairs = np.unique(np.stack([ratings.official, ratings.examiner]), axis=1)
    for official, examiner in pairs.T:
        found[ratings.officials[official]].add(ratings.examiners[examiner])
    return {code: frozenset(examiners) for code, examiners in found.items()}


def _expected(scheme: Scheme, unit: Unit, found: Measurement) -> Floats:
    """Return (S, officials, criteria) in points."""
    assert found.draws is not None
    if unit.model.family is Family.LINEAR:
        return expected_marks(found.draws, model=unit.model)
    criteria = {one.code: one for one in unit.criteria}
    conversions = [
        scheme.conversion(criteria[v.CriterionCode(code)].conversion) for code in found.criteria.labels
    ]
    groups = group_of_criterion(unit.model, n_criteria=len(conversions))
    return expected_points(
        found.draws,
        points_by_category=[
            [float(points_of_mark(conversion, Decimal(str(mark)))) for mark in found.categories[group]]
            for conversion, group in zip(conversions, groups, strict=True)
        ],
        groups=groups,
    )


def leaf_draws(
    dossier: Dossier, nip: v.Nip, leaf: Component, expected: ExpectedPoints, *, code: str
) -> Floats | None:
    """Return (S,) points of one rated leaf for one person; None where the leaf is fixed.

    Every examiner who rated is replaced by one of average severity; "no evidence" is treated as frozen.
    The mean over examiners serves for the median and the trimmed mean as well: of equal numbers they are one.
    """
    if leaf.method is None or not leaf.method.is_rated_by_panel:
        return None
    form = form_of(dossier, leaf)
    sheets = [
        dossier.sheets[one.examiner, nip, leaf.method]
        for one in dossier.expected_by_person.get((nip, leaf.method), ())
    ]
    if not sheets:
        return None
    shares = np.zeros(len(form))
    fixed = 0.0
    for sheet in sheets:
        own, constant = _shares(dossier.case.scheme, form, marks_of(sheet.ratings))
        shares += own / len(sheets)
        fixed += constant / len(sheets)
    total = np.full(expected.n_draws, fixed)
    for share, one in zip(shares, form, strict=True):
        drawn = expected.of(one.code, code)
        if share and drawn is None:
            return None
        if share and drawn is not None:
            total += share * drawn
    return total


def _shares(scheme: Scheme, form: Sequence[Criterion], marks: Marks) -> tuple[Floats, float]:
    """Return each criterion's share in one sheet's score, and what "no evidence" adds as a constant."""
    states = [marks.get(one.code, (v.MarkState.NOT_SCORED, None))[0] for one in form]
    weights = np.array([float(one.weight) for one in form])
    scored = np.array([state is v.MarkState.SCORED for state in states])
    if scheme.no_evidence is NoEvidence.LOWEST:
        lowest = sum(
            float(Fraction(one.weight) * lowest_points(scheme, one))
            for one, state in zip(form, states, strict=True)
            if state is v.MarkState.NO_EVIDENCE
        )
        return weights * scored / weights.sum(), lowest / weights.sum()
    return weights * scored / weights[scored].sum(), 0.0
