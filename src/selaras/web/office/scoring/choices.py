"""The marks that a form offers, in words first; and what was ticked, read without guessing."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from selaras.core import casefile as c
from selaras.core.completeness import marks_off_the_scale
from selaras.core.errors import CoreError
from selaras.core.scheme import Criterion
from selaras.core.vocabulary import MarkState
from selaras.queries.office.sheets import Form, Given
from selaras.web.office.wording import decimal, say

NO_EVIDENCE = "tanpa-bukti"
OTHER = "lain"
_MOST_STEPS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One button: its value, the number beside it, the anchor in words."""

    value: str
    number: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One criterion as the sheet shows it, with what was ticked.

    is_free : a mark between the offered ones may be written as well; then ``other`` is what was written
    """

    criterion: Criterion
    choices: tuple[Choice, ...]
    is_free: bool
    ticked: str
    other: str
    error: str

    @property
    def code(self) -> str:
        return self.criterion.code

    @property
    def is_filled(self) -> bool:
        return bool(self.ticked) and (self.ticked != OTHER or bool(self.other))

    @property
    def shown(self) -> str:
        """What was given, in words: the number and its anchor, or that there was no evidence."""
        if self.ticked == NO_EVIDENCE:
            return say("Tidak ada bukti", "No evidence")
        if self.ticked == OTHER:
            return self.other
        found = next((one for one in self.choices if one.value == self.ticked), None)
        if found is None:
            return say("Belum dinilai", "Not scored yet")
        return f"{found.number} · {found.words}" if found.words else found.number

    @property
    def bounds(self) -> str:
        low, high = self.criterion.lowest, self.criterion.highest
        return "" if low is None or high is None else f"{_plain(low)}–{_plain(high)}"


def asked_of(form: Form, typed: Mapping[str, str], errors: Mapping[str, str]) -> tuple[Asked, ...]:
    """Return every criterion of a form with what was typed for it."""
    return tuple(
        Asked(
            criterion=one,
            choices=_choices(form, one),
            is_free=one.lowest is not None and not one.marks,
            ticked=typed.get(f"n-{one.code}", ""),
            other=typed.get(f"x-{one.code}", "").strip(),
            error=errors.get(one.code, ""),
        )
        for one in form.criteria
    )


def typed_of(form: Form, given: tuple[Given, ...]) -> dict[str, str]:
    """Return the fields of a form as a sheet that was handed in would have been typed."""
    typed: dict[str, str] = {}
    offered: dict[str, set[str]] = {
        str(one.code): {choice.value for choice in _choices(form, one)} for one in form.criteria
    }
    for one in given:
        if one.state is MarkState.NO_EVIDENCE:
            typed[f"n-{one.criterion}"] = NO_EVIDENCE
        elif one.mark is not None and (value := _plain(one.mark)) in offered.get(one.criterion, set()):
            typed[f"n-{one.criterion}"] = value
        elif one.mark is not None:
            typed |= {f"n-{one.criterion}": OTHER, f"x-{one.criterion}": decimal(one.mark)}
    return typed


def ratings_of(asked: tuple[Asked, ...], form: Form) -> tuple[tuple[c.Rating, ...], dict[str, str]]:
    """Return the marks that were ticked, and by criterion what is missing or cannot be taken."""
    ratings: list[c.Rating] = []
    errors: dict[str, str] = {}
    for one in asked:
        mark = _mark_of(one)
        if not one.is_filled:
            errors[one.code] = say(
                "{name}: belum dinilai.", "{name}: not scored yet.", name=one.criterion.name
            )
            continue
        state = MarkState.NO_EVIDENCE if one.ticked == NO_EVIDENCE else MarkState.SCORED
        rating = c.Rating(criterion=one.criterion.code, state=state, mark=mark)
        wrong = _wrong(rating, form)
        if wrong or (state is MarkState.SCORED and mark is None):
            errors[one.code] = say(
                "{name}: nilai harus di antara {bounds}, paling banyak dua angka di belakang koma.",
                "{name}: the mark must lie within {bounds}, with two decimals at most.",
                name=one.criterion.name,
                bounds=one.bounds or "–",
            )
            continue
        ratings.append(rating)
    return tuple(ratings), errors


def _wrong(rating: c.Rating, form: Form) -> CoreError | None:
    found = marks_off_the_scale((rating,), form.method, scheme=form.scheme, where={})
    return next(iter(found), None)


def _mark_of(one: Asked) -> Decimal | None:
    text = one.other if one.ticked == OTHER else one.ticked
    if one.ticked == NO_EVIDENCE or not text:
        return None
    try:
        mark = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    # "1e9" and "NaN" are numbers to a program and typing errors to people.
    return mark if mark.is_finite() and set(text) <= set("0123456789,.") else None


def _choices(form: Form, one: Criterion) -> tuple[Choice, ...]:
    words = {anchor.mark: anchor.words for anchor in one.anchors}
    marks = tuple(one.marks)
    if not marks and one.lowest is not None and one.highest is not None:
        is_short = one.highest - one.lowest <= _MOST_STEPS and one.lowest == int(one.lowest)
        marks = tuple(Decimal(n) for n in range(int(one.lowest), int(one.highest) + 1)) if is_short else ()
        marks = marks or tuple(sorted(words))
    if not marks and one.lowest is None:
        steps = form.scheme.conversion(one.conversion).steps
        told = [_number(step.label) for step in steps if step.label]
        marks = tuple(sorted(number for number in told if number is not None))
    return tuple(Choice(value=_plain(mark), number=_shown(mark), words=words.get(mark, "")) for mark in marks)


def _number(label: str) -> Decimal | None:
    try:
        return Decimal(label.strip().replace(",", "."))
    except InvalidOperation:
        return None


def _plain(mark: Decimal) -> str:
    text = f"{mark:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _shown(mark: Decimal) -> str:
    return _plain(mark) if mark == int(mark) else decimal(mark)
