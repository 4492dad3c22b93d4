"""Forms of the office's desk as data: each field read without guessing, each fault named beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum

from selaras.web.office.wording import decimal, say

LONGEST = 300


class Kind(Enum):
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    WHOLE = "whole"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: ``options`` are (value, text) of a choice; ``least`` and ``most`` bound a number."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    is_needed: bool = True
    help: str = ""
    options: Sequence[tuple[str, str]] = ()
    least: Decimal | None = None
    most: Decimal | None = None


Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A form as it was sent: what was typed, what it means, what is wrong with it."""

    typed: Mapping[str, str]
    values: Mapping[str, Value]
    errors: Mapping[str, str]


def filled(fields: Sequence[Field], sent: Mapping[str, str]) -> Filled:
    """Read a form; a field that cannot be read has an error and no value."""
    typed = {one.name: sent.get(one.name, "").strip() for one in fields}
    values: dict[str, Value] = {}
    errors: dict[str, str] = {}
    for one in fields:
        text = typed[one.name]
        if not text:
            values[one.name] = None
            if one.is_needed:
                errors[one.name] = say("{label}: wajib diisi.", "{label}: fill this in.", label=one.label)
            continue
        value = _read(one, text)
        if value is None:
            errors[one.name] = f"{one.label}: {_expected(one)}"
        else:
            values[one.name] = value
    return Filled(typed=typed, values=values, errors=errors)


def _read(field: Field, text: str) -> Value:
    match field.kind:
        case Kind.CHOICE:
            return text if text in {value for value, _ in field.options} else None
        case Kind.DAY:
            return _day(text)
        case Kind.NUMBER | Kind.WHOLE:
            return _number(field, text)
        case Kind.LONG:
            return text if len(text) <= 2 * LONGEST else None
        case _:
            return text if len(text) <= LONGEST and "\n" not in text else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2024-01-31") else None
    except ValueError:
        return None


def _number(field: Field, text: str) -> Value:
    # A comma is the decimal sign; what could be read as thousands is asked again.
    if not set(text) <= set("0123456789,.") or text.count(",") + text.count(".") > 1:
        return None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    low, high = field.least, field.most
    if number != number.quantize(Decimal("0.01")) or (low is not None and number < low):
        return None
    if high is not None and number > high:
        return None
    if field.kind is Kind.WHOLE:
        return int(number) if number == int(number) else None
    return number


def _expected(field: Field) -> str:
    match field.kind:
        case Kind.CHOICE:
            return say("pilih salah satu.", "choose one.")
        case Kind.DAY:
            return say("isi tanggal yang ada.", "give a day that exists.")
        case Kind.NUMBER | Kind.WHOLE:
            return say(
                "isi angka {low} sampai {high}, paling banyak dua angka di belakang koma.",
                "a number from {low} to {high}, with two decimals at most.",
                low=decimal(field.least, 0) if field.least is not None else "0",
                high=decimal(field.most, 0) if field.most is not None else "…",
            )
        case _:
            return say("terlalu panjang.", "too long.")
