"""The result computed anew from the opened entries before the one that froze it.

Where people were erased, or only one is shown, what rests on the others cannot be computed here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from selaras.core.casefile import CaseFile
from selaras.core.codec import from_json
from selaras.core.entries import EntryType, Opened, casefile_of
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.measuring import UnitMeasurement, measurements_in
from selaras.core.numbers import (
    COMPONENT,
    FORM,
    FORMULAS,
    OF_ONE_PERSON,
    Number,
    numbers_of_event,
    numbers_of_officials,
    numbers_of_people,
)
from selaras.core.publication import FrozenResult, publication
from selaras.core.results import read_entries, results_apart, results_from, rulebook_of
from selaras.core.rules import Rulebook
from selaras.core.verification.found import Ahead, Computed, Found, Grounds
from selaras.core.vocabulary import Method

EVENT = ""  # in the place of a person's code
# Said of estimates, and passed on as they are; every other refusal says why there is no result.
_OF_MEASURES = (
    *("measurement_missing", "measurement_of_other_marks", "measurement_of_other_model"),
    *("payload_field_wrong", "result_not_computable"),
)
# What a forged payload can bring a computation to: an answer all the same, and not a crash.
_MISHAPS = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, RecursionError)

Numbers = dict[str, tuple[Number, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recomputed:
    """The numbers that the entries make, by person, and of which formulas all are among them.

    in_parts : something is shut, so that of these formulas more may have been published than is here
    grounds : None where not everything can be known
    """

    numbers: Numbers
    formulas: frozenset[str]
    in_parts: bool = False
    grounds: Grounds | None = None


def recomputed(found: Found, frozen: FrozenResult, *, at: int) -> Recomputed:
    """Return what the entries before index ``at`` make; ``result_not_computable`` where they make nothing."""
    try:
        return _apart(found, at) if found.is_partial else _whole(found, frozen, at)
    except CoreError as wrong:
        if wrong.code in _OF_MEASURES and not found.is_partial:
            raise
        raise _not_computable(found, wrong) from wrong
    except _MISHAPS as wrong:
        raise CoreError("result_not_computable", because=type(wrong).__name__) from wrong


def frozen_at(found: Found, at: int) -> FrozenResult:
    """Return what the entry of a result says."""
    try:
        return from_json(FrozenResult, found.entries[at].payload)
    except CoreError as wrong:
        raise CoreError("result_not_computable", because=wrong.code, index=at) from wrong


def _whole(found: Found, frozen: FrozenResult, at: int) -> Recomputed:
    before = tuple(_opened(found, at))
    made = found.ahead.computed
    if made is None or (made.before, made.as_of) != (before, frozen.as_of):
        try:
            read = read_entries(before)
        except CoreError as wrong:
            raise _not_computable(found, wrong) from wrong
        made = _computed(before, *read, as_of=frozen.as_of)
    return Recomputed(
        numbers={**numbers_of_people(made.results), EVENT: numbers_of_event(made.results)},
        formulas=frozenset(FORMULAS),
        grounds=Grounds(
            case=made.case,
            rulebook=made.rulebook,
            measured=made.measured,
            scheme_digest=made.results.scheme_digest,
            drawn=found.ahead.drawn,
            results=made.results,
            document=publication(made.case, made.results),
        ),
    )


def looked_ahead(entries: Sequence[Opened], *, drawn: Sequence[UnitMeasurement]) -> Ahead:
    """Return what a verification of these entries will need, computed before there is a bundle of them."""
    results = [n for n, one in enumerate(entries) if one.type is EntryType.RESULT]
    if not results:
        return Ahead(drawn=tuple(drawn))
    before = tuple(entries[: results[-1]])
    frozen = from_json(FrozenResult, entries[results[-1]].payload)
    return Ahead(drawn=tuple(drawn), computed=_computed(before, *read_entries(before), as_of=frozen.as_of))


def _computed(before: tuple[Opened, ...], case: CaseFile, rulebook: Rulebook, *, as_of: date) -> Computed:
    measured = measurements_in(before)
    return Computed(
        before=before,
        as_of=as_of,
        case=case,
        rulebook=rulebook,
        measured=measured,
        results=results_from(case, rulebook, as_of=as_of, measured=measured),
    )


def _apart(found: Found, at: int) -> Recomputed:
    """Return the numbers of whoever is shown whole, as far as they rest on that person alone."""
    before = tuple(_opened(found, at))
    case, rulebook = casefile_of(before), rulebook_of(before)
    shut = () if found.is_whole else (Method.FEEDBACK_360,)
    results = results_apart(case, rulebook, shut=shut)
    in_parts = any(one.method in shut for one in case.scheme.components)
    formulas = frozenset({FORM, COMPONENT}) if in_parts else OF_ONE_PERSON
    return Recomputed(
        numbers={
            code: tuple(one for one in numbers if one.formula in formulas or one.id == "status")
            for code, numbers in numbers_of_officials(results).items()
        },
        formulas=formulas,
        in_parts=in_parts,
    )


def _opened(found: Found, at: int) -> Iterator[Opened]:
    """Yield what stands before a result; of whom something was erased nothing is taken."""
    gone = found.erased_people.people
    for one in found.entries.values():
        told = one.envelope
        if one.index < at and one.payload is not None and told.subject not in gone:
            yield Opened(told.type, told.subject, one.payload, one.note)


def _not_computable(found: Found, wrong: CoreError) -> CoreError:
    told = wrong.errors[0] if isinstance(wrong, SeveralErrors) else wrong
    code = code_by_nip(found).get(str(told.facts.get("nip")))
    return CoreError("result_not_computable", because=told.code, **({"subject": code} if code else {}))


def code_by_nip(found: Found) -> dict[str, str]:
    """Return the code of every person whose NIP is known."""
    return {
        str(one.payload.get("nip")): one.envelope.subject
        for one in found.entries.values()
        if one.envelope.type is EntryType.OFFICIAL and isinstance(one.payload, dict)
    }
