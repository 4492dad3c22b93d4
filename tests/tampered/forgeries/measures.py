"""Estimates and margins that are not of these marks: what only the verifier that measures can find.

Estimates are floats before they are quantised, so other processors may make other bytes of these bundles.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from selaras.core import casefile as c
from selaras.core import scheme as s
from selaras.core.codec import Json, to_json
from selaras.core.dossier import dossier_of
from selaras.core.entries import EntryType, Opened
from selaras.core.measuring import drafts_of_measurements, measure_units
from selaras.core.results import read_entries
from tests.core.uncertainty.building_draws import estimates as estimates_of
from tests.core.uncertainty.building_draws import spread
from tests.tampered.book import AnyStep, Book, Later, step_of
from tests.tampered.cases import case_of
from tests.tampered.forgeries.conformance import Case, edited, refused
from tests.tampered.forgeries.numbers import raised
from tests.tampered.signed_event import SignedEvent, as_computed, event_of, result_steps

SEED = "ukur"
NAME = "measurement//paper"


def cases() -> Iterator[Case]:
    event = measured_event()
    yield Case(name="measured_r1", data=event.bundle(), warnings=("policy_from_bundle",))
    yield Case(name="measured_r2", data=event.bundle("R2"), warnings=("policy_from_bundle",))
    shut = event.bundle("R3", subject="P-001")
    yield Case(name="measured_r3", data=shut, warnings=("policy_from_bundle",))
    yield from estimates()
    yield from margins()


@cache
def measured_case() -> c.CaseFile:
    case = case_of(officials=4, methods=1, examiners=3, seed=SEED)
    return replace(case, scheme=replace(case.scheme, measurement=s.MeasurementPolicy()))


@cache
def measured_event() -> SignedEvent:
    return measured()


def measured(
    bend: Callable[[Json, Json], None] = as_computed,
    *,
    estimates: Callable[[Json], Json] | None = None,
    keep: Callable[[list[AnyStep]], list[AnyStep]] = list,
) -> SignedEvent:
    """Return an event with margins.

    estimates : changes the payload of the estimates before the result is computed from them
    keep : changes the steps of the result once it is computed
    """
    return measured_from(measured_case(), bend, estimates=estimates, keep=keep)


def measured_from(
    case: c.CaseFile,
    bend: Callable[[Json, Json], None] = as_computed,
    *,
    estimates: Callable[[Json], Json] | None = None,
    keep: Callable[[list[AnyStep]], list[AnyStep]] = list,
) -> SignedEvent:
    """Return an event of one unit with margins; the rest as of ``measured``."""
    lock = event_of(case, seed=SEED, frozen=False).lock

    def change(steps: list[AnyStep]) -> Sequence[AnyStep]:
        *kept, last = (one for one in steps if not isinstance(one, Later))

        def result(book: Book) -> list[AnyStep]:
            event, rulebook = read_entries(book.opened())
            units = measure_units(dossier_of(event, rulebook), scheme_digest=lock.digest)
            (draft,) = drafts_of_measurements(units, forms=lock.forms)
            payload = draft.payload if estimates is None else estimates(json.loads(json.dumps(draft.payload)))
            made = replace(step_of(draft, name=NAME), payload=payload)
            shadow = [*book.opened(), Opened(EntryType.MEASUREMENT, "", payload)]
            told = result_steps(book, lock, version=1, bend=bend, entries=shadow)
            return keep([made, *told])

        return [*kept, Later(result), last]

    return event_of(case, seed=SEED, change=change)


@cache
def base_event() -> SignedEvent:
    return event_of(measured_case(), seed=SEED, frozen=False)


def estimates() -> Iterator[Case]:
    def refuse(name: str, reason: str, event: SignedEvent, **place: Json) -> Case:
        return refused(f"measure_{name}", reason, event.bundle(), python_only=True, **place)

    yield refuse(
        "left_out", "measurement_missing", measured(keep=lambda steps: edited(steps, NAME, lambda one: []))
    )
    for name, reason, change in (
        ("of_other_marks", "measurement_of_other_marks", lambda told: {**told, "marks": "ab" * 32}),
        ("with_another_seed", "measurement_of_other_model", lambda told: {**told, "seed": told["seed"] + 1}),
        (
            "explained_away",
            "measurement_of_other_model",
            lambda told: {**told, "artefact": None, "because": "one_examiner"},
        ),
        ("incoherent", "payload_field_wrong", incoherent),
        ("not_readable", "payload_field_wrong", lambda told: {**told, "seed": "1"}),
    ):

        def swap(steps: list[AnyStep], change: Callable[[Json], Json] = change) -> list[AnyStep]:
            return edited(steps, NAME, lambda one: [replace(one, payload=change(copied(one.payload)))])

        yield refuse(name, reason, measured(keep=swap))
    yield refuse(
        "drawn_to_please", "measurement_not_reproduced", measured(estimates=surer_than_anybody_can_be)
    )


def copied(told: Json) -> Json:
    return json.loads(json.dumps(told))


def incoherent(told: Json) -> Json:
    told["artefact"]["officials"]["measure"][0] += 50_000
    return told


def surer_than_anybody_can_be(_: Json) -> Json:
    """Return estimates that agree with themselves, of draws that nobody drew."""
    case, _rulebook = read_entries(base_event().book.opened())
    (made,) = estimates_of(case, ability=lambda unit: spread(unit, mean=4.0, sd=0.1))
    return to_json(made)


def margins() -> Iterator[Case]:
    listed = json.loads(measured_event().files()["publish/numbers.json"])["people"]["P-001"]
    first = next(one for one in listed if one["formula"] == "margin")

    def bend(numbers: Json, _: Json) -> None:
        told = numbers["people"]["P-001"]
        next(one for one in told if one["id"] == first["id"])["value"] = raised(first["value"])

    yield refused(
        "number_margin",
        "number_differs",
        measured(bend).bundle(),
        subject="P-001",
        id=first["id"],
        python_only=True,
    )
