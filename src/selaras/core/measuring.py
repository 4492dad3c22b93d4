"""From the sheets of an event to what is measured: units of ratings, their estimates as ledger payloads.

A unit is what one method's panel marked on one family of scales. Its estimates and draws are kept in the
ledger as whole numbers, with the digest of the marks they were made from; all that is published follows
from those numbers, so nobody needs the estimator to check it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from selaras.core import vocabulary as v
from selaras.core.casefile import RatingSheet
from selaras.core.codec import from_json, hundredths, to_json
from selaras.core.coherence import alike, contradiction
from selaras.core.dossier import Dossier
from selaras.core.entries import EntryDraft, EntryType, Opened, person_codes
from selaras.core.errors import CoreError
from selaras.core.measurement.artefact import Artefact, artefact_of, draws_in, kept_model, measurement_in
from selaras.core.measurement.design import design_of
from selaras.core.measurement.model import Estimator, Family, Model, Priors
from selaras.core.measurement.ratings import Ratings, ratings_of
from selaras.core.points import number_in, points_of_mark
from selaras.core.scheme import ConversionKind, Criterion, MeasurementPolicy, Scheme, ThresholdKind

AT_ONCE = 2
MOST_CATEGORIES = 15  # a finer scale is treated as points
POINTS = "points"
SEED_BYTES = 6  # what every language reads exactly from JSON
# Why a unit has no estimates; papers and screens must have a sentence for each.
UNMEASURED_CODES = ("ratings_empty", "one_official_only", "marks_all_equal", "one_rating_each")
# What may be said of an estimate; papers and screens must have a sentence for each.
MEASUREMENT_NOTES = (
    "category_unused",
    "disconnected",
    "extreme_official",
    "halo_by_prior",
    "marks_at_the_end",
    "one_criterion",
    "one_examiner",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One method's marks on one family of scales. Officials are labelled by their codes.

    points : per criterion, the points (0..100) of each allowed mark; empty for a unit of points
    """

    key: str
    method: v.Method
    criteria: tuple[Criterion, ...]
    ratings: Ratings | None  # None: nobody was marked
    model: Model
    marks: str  # SHA-256 of the marks, hex


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitMeasurement:
    """The payload of an entry of the type *measurement*: what was estimated from which marks."""

    unit: str
    method: v.Method
    marks: str
    seed: int
    artefact: Artefact | None
    because: str | None  # one of UNMEASURED_CODES where there is no artefact


def units_of(dossier: Dossier) -> tuple[Unit, ...]:
    """Return the units of an event in the order of its methods; none where the scheme measures nothing."""
    scheme = dossier.case.scheme
    policy = scheme.measurement
    if policy is None or not dossier.case.has_marks:
        return ()
    read = {one.method for one in scheme.components if one.method is not None}
    units: list[Unit] = []
    for method in v.Method:
        if method not in read or not method.is_rated_by_panel:
            continue
        form = scheme.criteria_of(method)
        ordinal = tuple(one for one in form if marks_allowed(scheme, one))
        pointed = tuple(one for one in form if not marks_allowed(scheme, one))
        if ordinal:
            units.append(_unit(dossier, method, ordinal, policy, key=method.value))
        if pointed:
            units.append(_unit(dossier, method, pointed, policy, key=f"{method.value}-{POINTS}"))
    return tuple(units)


def marks_allowed(scheme: Scheme, criterion: Criterion) -> tuple[Decimal, ...]:
    """Return the only marks a criterion allows, ascending; empty where it is marked on a fine scale.

    A scale without a list of marks takes anything between its ends, so it counts as fine however short.
    """
    marks = criterion.marks
    conversion = scheme.conversion(criterion.conversion)
    if not marks and criterion.lowest is None and conversion.kind is ConversionKind.TABLE:
        found = [number_in(step.label) for step in conversion.steps if step.label is not None]
        marks = tuple(one for one in found if one is not None)
    return tuple(sorted(set(marks))) if 2 <= len(set(marks)) <= MOST_CATEGORIES else ()


def _unit(
    dossier: Dossier,
    method: v.Method,
    criteria: tuple[Criterion, ...],
    policy: MeasurementPolicy,
    *,
    key: str,
) -> Unit:
    scheme, codes = dossier.case.scheme, person_codes(dossier.case.officials, dossier.case.codes)
    by_code = {one.code: one for one in criteria}
    in_points = key.endswith(POINTS)
    rows: list[tuple[str, str, str, Decimal]] = []
    for sheet in sheets_of(dossier, method):
        for one in sheet.ratings:
            if one.criterion in by_code and one.state is v.MarkState.SCORED and one.mark is not None:
                rows.append((codes[sheet.nip], sheet.examiner, one.criterion, one.mark))
    rows.sort()
    values = [float(mark) for *_, mark in rows]
    if in_points:
        conversions = {code: scheme.conversion(one.conversion) for code, one in by_code.items()}
        values = [
            float(points_of_mark(conversions[v.CriterionCode(code)], mark)) for _, _, code, mark in rows
        ]
    told = [[who, by, about, hundredths(mark)] for who, by, about, mark in rows]
    return Unit(
        key=key,
        method=method,
        criteria=criteria,
        ratings=_ratings(rows, values) if rows else None,
        model=_model(scheme, criteria, {about for _, _, about, _ in rows}, policy, in_points=in_points),
        marks=hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest(),
    )


def sheets_of(dossier: Dossier, method: v.Method) -> Iterable[RatingSheet]:
    """Return the sheets of one method that count, in the order of what is expected."""
    for one in dossier.expected:
        sheet = dossier.sheets.get((one.examiner, one.nip, one.method))
        if one.method is method and sheet is not None:
            yield sheet


def _ratings(rows: Sequence[tuple[str, str, str, Decimal]], values: Sequence[float]) -> Ratings:
    return ratings_of(
        [row[0] for row in rows],
        examiners=[row[1] for row in rows],
        criteria=[row[2] for row in rows],
        marks=values,
    )


def _model(
    scheme: Scheme,
    criteria: tuple[Criterion, ...],
    used: set[str],
    policy: MeasurementPolicy,
    *,
    in_points: bool,
) -> Model:
    """Return the model of a unit; criteria stand in the order of their codes, as ratings have them."""
    priors = Priors(
        halo_sd=float(policy.halo_sd),
        halo_sd_where_prior_decides=float(policy.halo_sd_where_prior_decides),
        ability_sd=float(policy.ability_sd),
        contrast_sd=float(policy.contrast_sd),
    )
    if in_points:
        return Model(family=Family.LINEAR, halo=policy.halo, priors=priors)
    own = policy.thresholds is ThresholdKind.OWN
    family = Family.PARTIAL_CREDIT if own else Family.RATING_SCALE
    marked = sorted((one for one in criteria if one.code in used), key=lambda one: one.code)
    allowed = [marks_allowed(scheme, one) for one in marked]
    scales = list(dict.fromkeys(allowed))
    return Model(
        family=family,
        halo=policy.halo,
        priors=priors,
        groups=tuple(scales.index(one) for one in allowed) or None,
        scales=tuple(tuple(float(mark) for mark in one) for one in scales) or None,
    )


def measure_units(
    dossier: Dossier, *, scheme_digest: str, drawn: Iterable[UnitMeasurement] = ()
) -> tuple[UnitMeasurement, ...]:
    """Return the estimates of every unit, or why there are none.

    The seed follows from the locked scheme, so nobody can try seeds until one pleases.
    drawn : what the caller itself drew before; of the same marks, model and seed it is not drawn again
    """
    policy = dossier.case.scheme.measurement
    if policy is None:
        return ()
    draws, by_unit = policy.draws, {one.unit: one for one in drawn}

    def measured(unit: Unit) -> UnitMeasurement:
        seed = seed_of(scheme_digest, unit.key)
        known = by_unit.get(unit.key)
        if known and known.marks == unit.marks and _is_of(unit, known, seed=seed, draws=draws):
            return known
        artefact, because = _estimated(unit, seed=seed, draws=draws)
        return UnitMeasurement(
            unit=unit.key,
            method=unit.method,
            marks=unit.marks,
            seed=seed,
            artefact=artefact,
            because=because,
        )

    # Side by side: what one unit does in Python falls into the other's kernels. Each has its own seed.
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return tuple(threads.map(measured, units_of(dossier)))


def _estimated(unit: Unit, *, seed: int, draws: int) -> tuple[Artefact | None, str | None]:
    if unit.ratings is None:
        return None, "ratings_empty"
    # Compilers are large: whoever only shows what was estimated does without.
    from selaras.core.measurement.estimating import measure

    try:
        found = measure(
            unit.ratings, model=unit.model, estimator=Estimator.POSTERIOR, seed=seed, n_draws=draws
        )
    except CoreError as wrong:
        if wrong.code not in UNMEASURED_CODES:
            raise
        return None, wrong.code
    return artefact_of(found, seed=seed), None


def seed_of(scheme_digest: str, key: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{scheme_digest}/{key}".encode()).digest()[:SEED_BYTES], "big")


def drafts_of_measurements(
    measured: Iterable[UnitMeasurement], *, forms: Mapping[v.Method, str]
) -> list[EntryDraft]:
    """Return the entries that keep estimates in the ledger, each with the digest of its method's form."""
    return [
        EntryDraft(
            type=EntryType.MEASUREMENT,
            subject="",
            method=one.method,
            form=forms[one.method],
            payload=to_json(one),
        )
        for one in measured
    ]


def measurements_in(entries: Iterable[Opened]) -> tuple[UnitMeasurement, ...]:
    """Return the latest estimates of every unit that a ledger holds."""
    latest: dict[str, UnitMeasurement] = {}
    for one in entries:
        if one.type is EntryType.MEASUREMENT:
            told = from_json(UnitMeasurement, one.payload)
            latest[told.unit] = told
    return tuple(latest.values())


def matched(
    units: Sequence[Unit], measured: Sequence[UnitMeasurement], *, scheme_digest: str, draws: int
) -> tuple[tuple[Unit, UnitMeasurement], ...]:
    """Return every unit with its estimates; refuse estimates that are not of this unit.

    Raises ``measurement_missing`` where a unit has none, ``measurement_of_other_marks`` and
    ``measurement_of_other_model``: another seed, other priors, other people or fewer draws, none
    without the cause that the marks show; ``payload_field_wrong`` for what cannot be of these marks.
    """
    by_key = {one.unit: one for one in measured}
    pairs: list[tuple[Unit, UnitMeasurement]] = []
    for unit in units:
        found = by_key.get(unit.key)
        if found is None:
            raise CoreError("measurement_missing", unit=unit.key)
        if found.marks != unit.marks:
            raise CoreError("measurement_of_other_marks", unit=unit.key)
        if not _is_of(unit, found, seed=seed_of(scheme_digest, unit.key), draws=draws):
            raise CoreError("measurement_of_other_model", unit=unit.key)
        _refuse_incoherent(unit, found.artefact)
        pairs.append((unit, found))
    return tuple(pairs)


def _is_of(unit: Unit, found: UnitMeasurement, *, seed: int, draws: int) -> bool:
    if found.seed != seed or found.method is not unit.method:
        return False
    kept, ratings, because = found.artefact, unit.ratings, _because(unit)
    # Otherwise margins that somebody does not like could be left out under any pretext.
    if found.because != because or (kept is None) != (because is not None):
        return False
    if kept is None or ratings is None:
        return kept is None
    return (
        kept.seed == seed
        and kept.estimator is Estimator.POSTERIOR
        and kept.model == kept_model(unit.model)
        and kept.officials.labels == ratings.officials
        and kept.examiners.labels == ratings.examiners
        and kept.criteria.labels == ratings.criteria
        and kept.draws is not None
        and kept.draws.n == draws
    )


def _because(unit: Unit) -> str | None:
    """Return why the marks of a unit cannot be measured, as the estimators would; None where they can."""
    ratings = unit.ratings
    if ratings is None:
        return "ratings_empty"
    if len(ratings.officials) < 2:
        return "one_official_only"
    if unit.model.family is Family.LINEAR:
        if ratings.mark.max() == ratings.mark.min():
            return "marks_all_equal"
        return "one_rating_each" if np.bincount(ratings.official).max() < 2 else None
    return None if design_of(ratings, unit.model).n_steps.any() else "marks_all_equal"


def _refuse_incoherent(unit: Unit, kept: Artefact | None) -> None:
    if kept is None or unit.ratings is None:
        return
    wrong = contradiction(measurement_in(kept), ratings=unit.ratings, model=unit.model)
    if wrong is None and not set(kept.diagnosis.notes) <= set(MEASUREMENT_NOTES):
        wrong = "notes"
    if wrong is not None:
        raise CoreError("payload_field_wrong", field=f"{unit.key}.{wrong}")


def reproduced(kept: Sequence[UnitMeasurement], made: Sequence[UnitMeasurement]) -> bool:
    """Return whether estimates made anew say what the kept ones of the same units say.

    Another processor may round otherwise, so draws are compared as draws, not as bytes.
    """
    by_key = {one.unit: one for one in kept}
    for one in made:
        other = by_key.get(one.unit)
        if (
            other is None
            or other.because != one.because
            or (other.artefact is None) != (one.artefact is None)
        ):
            return False
        if other == one or other.artefact is None or one.artefact is None:
            continue
        if not alike(draws_in(other.artefact), draws_in(one.artefact)):
            return False
    return True


def is_current(dossier: Dossier, kept: Sequence[UnitMeasurement], *, scheme_digest: str) -> bool:
    """Return whether estimates are there for every unit and were made from the marks as they are now."""
    policy = dossier.case.scheme.measurement
    try:
        matched(units_of(dossier), kept, scheme_digest=scheme_digest, draws=policy.draws if policy else 0)
    except CoreError:
        return False
    return True
