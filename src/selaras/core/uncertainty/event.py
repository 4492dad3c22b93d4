"""The measurement of a whole event: everybody's margin, the units' and the examiners' reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from selaras.core import vocabulary as v
from selaras.core.dossier import Dossier
from selaras.core.margins import Margin, MeasuredEvent, Unmeasured
from selaras.core.measurement.artefact import measurement_in
from selaras.core.measuring import UnitMeasurement, matched, units_of
from selaras.core.outcome import Fit, Match, TalentBox
from selaras.core.scoring import PersonScore, Rank
from selaras.core.uncertainty.leaves import expected_points_of
from selaras.core.uncertainty.margins import Standing, margins_of
from selaras.core.uncertainty.matches import DrawnFits, drawn_fits
from selaras.core.uncertainty.reports import (
    MeasuredUnit,
    carried_over,
    examiner_measures,
    measured_unit,
    measures_of,
    unit_report,
)

PairKey = tuple[v.ExaminerCode, v.Nip, v.Method]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPerson:
    """A participant with all that is known before margins are looked at."""

    code: str
    score: PersonScore
    rank: Rank
    match: Match | None
    box: TalentBox | None
    fits: Mapping[v.PositionCode, Fit] = field(default_factory=dict)  # of which draws are made


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncertainty:
    """``residuals``: standardised residual of each sheet, the largest of its units; ``matches``: draws."""

    margins: Mapping[v.Nip, Margin] = field(default_factory=dict)
    event: MeasuredEvent | None = None
    residuals: Mapping[PairKey, float] = field(default_factory=dict)
    matches: Mapping[v.Nip, DrawnFits] = field(default_factory=dict)


def uncertainty_of(
    dossier: Dossier,
    people: Sequence[MeasuredPerson],
    measured: Sequence[UnitMeasurement],
    *,
    scheme_digest: str,
) -> Uncertainty:
    """Return the margins of an event; nothing where its scheme measures nothing or nobody was rated."""
    policy = dossier.case.scheme.measurement
    units = units_of(dossier)
    if policy is None or not units or not people:
        return Uncertainty()
    pairs = matched(units, measured, scheme_digest=scheme_digest, draws=policy.draws)
    nips = {one.code: one.score.nip for one in people}
    found = [
        measured_unit(unit, measurement_in(kept.artefact), nips=nips)
        for unit, kept in pairs
        if kept.artefact is not None
    ]
    unmeasured = tuple(
        Unmeasured(unit=kept.unit, method=kept.method, because=kept.because or "")
        for _, kept in pairs
        if kept.artefact is None
    )
    if not found:
        return Uncertainty(
            event=MeasuredEvent(
                draws=policy.draws, units=(), unmeasured=unmeasured, examiners=(), carried_over=(), groups=()
            )
        )
    carried = carried_over(found)
    expected = expected_points_of(dossier, [(one.unit, one.measurement) for one in found], carried=carried)
    standings = [_standing(one, found) for one in sorted(people, key=lambda one: (one.rank.rank, one.code))]
    margins, groups = margins_of(dossier, standings, expected)
    return Uncertainty(
        margins=margins,
        event=MeasuredEvent(
            draws=policy.draws,
            units=tuple(unit_report(one) for one in found),
            unmeasured=unmeasured,
            examiners=tuple(told for one in found for told in examiner_measures(one)),
            carried_over=carried,
            groups=groups,
        ),
        residuals=_residuals(found),
        matches={
            one.score.nip: drawn_fits(dossier, one.score, expected, code=one.code, fits=one.fits)
            for one in people
        },
    )


def _standing(one: MeasuredPerson, units: Sequence[MeasuredUnit]) -> Standing:
    return Standing(
        code=one.code,
        score=one.score,
        rank=one.rank,
        match=one.match,
        box=one.box,
        measures=tuple(told for unit in units for told in measures_of(unit, one.code)),
        component=tuple(unit.component_of(one.code) for unit in units),
    )


def _residuals(units: Sequence[MeasuredUnit]) -> dict[PairKey, float]:
    largest: dict[PairKey, float] = {}
    for one in units:
        for (examiner, nip), residual in one.residuals.items():
            key = (examiner, nip, one.unit.method)
            if abs(residual) >= abs(largest.get(key, 0.0)):
                largest[key] = residual
    return largest
