"""Frozen dataclasses to JSON and back, with integers and strings only.

A decimal is written as an integer in hundredths (78.50 is 7850), a date as ISO 8601, a term as its code.
So the bytes of a payload have one reading in every language that a verifier may be written in.
"""

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cache
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from selaras.core.errors import CoreError

Json = Any  # None | bool | int | str | list[Json] | dict[str, Json]; recursive aliases defeat mypy here
Rename = Callable[[str], str]
T = TypeVar("T")

# Every language reads integers up to here exactly from JSON (RFC 7493); so hundredths go no further.
LARGEST = 2**53 - 1
MOST_DIGITS = 15  # beyond it "1E999999" would fill the memory before it is refused


def _same(text: str) -> str:
    return text


def hundredths(number: Decimal) -> int:
    """Return a decimal as an integer in hundredths.

    >>> hundredths(Decimal("78.5"))
    7850
    """
    if not number.is_finite() or number.adjusted() > MOST_DIGITS:
        raise CoreError("number_not_codable", got=str(number))
    if number and number.adjusted() < -MOST_DIGITS:
        raise CoreError("more_than_two_places", got=str(number))
    # A fraction, because Decimal arithmetic would round a long number to 28 digits before the check.
    scaled = Fraction(number) * 100
    if abs(scaled) > LARGEST:
        raise CoreError("number_not_codable", got=str(number))
    if scaled.denominator != 1:
        raise CoreError("more_than_two_places", got=str(number))
    return scaled.numerator


def decimal_of(number: int) -> Decimal:
    """Return the decimal that an integer in hundredths stands for; two places are kept.

    >>> decimal_of(7850)
    Decimal('78.50')
    """
    if abs(number) > LARGEST:
        raise CoreError("number_not_codable", got=str(number))
    return Decimal(number).scaleb(-2)


@cache
def _hints(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((field.name, hints[field.name]) for field in fields(kind))


def to_json(value: object, *, hint: Any = None, nip: Rename = _same) -> Json:
    """Return a value as JSON; ``nip`` renames every field whose type is Nip."""
    hint = _bare(hint)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise CoreError("number_not_codable", got=str(value))
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, str):
        return nip(value) if _is_nip(hint) else value
    if isinstance(value, Decimal):
        return hundredths(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        key, item = get_args(hint) if get_args(hint) else (None, None)
        return {str(to_json(k, hint=key, nip=nip)): to_json(v, hint=item, nip=nip) for k, v in value.items()}
    if isinstance(value, tuple):
        item = get_args(hint)[0] if get_args(hint) else None
        return [to_json(v, hint=item, nip=nip) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {
            name: to_json(getattr(value, name), hint=wanted, nip=nip) for name, wanted in _hints(type(value))
        }
    raise CoreError("not_codable", type=type(value).__name__)


def _is_nip(hint: Any) -> bool:
    return isinstance(hint, NewType) and hint.__name__ == "Nip"


@cache
def _bare(hint: Any) -> Any:
    """Return the hint without ``| None``."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(arm for arm in get_args(hint) if arm is not type(None))
    return hint


def from_json(kind: type[T], data: Json, *, nip: Rename = _same) -> T:
    """Return the value that ``to_json`` wrote; a missing or unknown field is an error that names it."""
    return cast(T, _read(kind, data, nip, where=getattr(kind, "__name__", str(kind))))


def _read(hint: Any, data: Json, nip: Rename, where: str) -> Any:
    hint = _bare(hint) if data is not None else hint
    if data is None:
        if get_origin(hint) in (Union, types.UnionType):
            return None
        raise CoreError("payload_field_empty", field=where)
    origin = get_origin(hint)
    if origin is tuple:
        item = get_args(hint)[0]
        return tuple(
            _read(item, one, nip, f"{where}[{n}]") for n, one in enumerate(_expect(data, list, where))
        )
    if origin is not None and issubclass(origin, Mapping):
        key, item = get_args(hint)
        pairs = _expect(data, dict, where).items()
        return {_read(key, k, nip, where): _read(item, v, nip, f"{where}.{k}") for k, v in pairs}
    if isinstance(hint, NewType):
        text = _expect(data, str, where)
        return nip(text) if _is_nip(hint) else text
    if is_dataclass(hint):
        return _read_dataclass(cast(type, hint), _expect(data, dict, where), nip, where)
    return _read_plain(hint, data, where)


def _read_plain(hint: Any, data: Json, where: str) -> Any:
    if hint is bool:
        return _expect(data, bool, where)
    if hint is int:
        return _expect(data, int, where)
    if hint is str:
        return _expect(data, str, where)
    try:
        if hint is Decimal:
            return decimal_of(_expect(data, int, where))
        if hint is date:
            return _day(_expect(data, str, where))
        if issubclass(hint, StrEnum):
            return hint(_expect(data, str, where))
    except ValueError as wrong:
        raise CoreError("payload_field_wrong", field=where, got=str(data)) from wrong
    raise CoreError("not_codable", type=str(hint))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    # Python would also take "20240130" and "2024-W05-2"; a payload has one spelling of a day.
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _expect(data: Json, kind: type, where: str) -> Any:
    # bool is an int in Python; in a payload it never stands for a number.
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise CoreError("payload_field_wrong", field=where, expected=kind.__name__, got=type(data).__name__)
    return data


def _read_dataclass(kind: type, data: dict[str, Json], nip: Rename, where: str) -> Any:
    hints = _hints(kind)
    known = {name for name, _ in hints}
    unknown = sorted(set(data) - known)
    if unknown:
        raise CoreError("payload_field_unknown", field=f"{where}.{unknown[0]}")
    missing = sorted(known - set(data))
    if missing:
        raise CoreError("payload_field_missing", field=f"{where}.{missing[0]}")
    return kind(**{name: _read(hint, data[name], nip, f"{where}.{name}") for name, hint in hints})


def objects_in(told: Json, name: str) -> list[dict[str, Json]]:
    """Return the objects in a list of a payload; what is none is refused where payloads get their class."""
    listed = told.get(name) if isinstance(told, dict) else None
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
