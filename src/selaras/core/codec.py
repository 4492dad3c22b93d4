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
    # In whole numbers, because Decimal arithmetic would round a long number to 28 digits before the check.
    above, below = number.as_integer_ratio()
    if abs(above) * 100 > LARGEST * below:
        raise CoreError("number_not_codable", got=str(number))
    scaled, rest = divmod(above * 100, below)
    if rest:
        raise CoreError("more_than_two_places", got=str(number))
    return scaled


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
    if isinstance(value, tuple):
        item = get_args(hint)[0] if get_args(hint) else None
        return [to_json(v, hint=item, nip=nip) for v in value]
    if isinstance(value, Mapping):
        key, item = get_args(hint) if get_args(hint) else (None, None)
        return {str(to_json(k, hint=key, nip=nip)): to_json(v, hint=item, nip=nip) for k, v in value.items()}
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
    try:
        return cast(T, _reader(cast(Any, kind))(data, nip))
    except _Wrong as wrong:
        field = getattr(kind, "__name__", str(kind)) + "".join(reversed(wrong.path))
        raise CoreError(wrong.code, field=field, **wrong.facts) from wrong


class _Wrong(Exception):
    """What is wrong with a part; each level that it passes adds its step, and from_json tells the whole."""

    def __init__(self, code: str, *path: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.path, self.facts = code, list(path), facts


Reader = Callable[[Json, Rename], Any]


# One reader for each type, made once: an event is tens of thousands of payloads of a dozen types.
@cache
def _reader(hint: Any) -> Reader:
    bare = _bare(hint)
    read = _reader_of(bare)
    may_be_none = bare is not hint

    def read_or_none(data: Json, nip: Rename) -> Any:
        if data is not None:
            return read(data, nip)
        if may_be_none:
            return None
        raise _Wrong("payload_field_empty")

    return read_or_none


def _reader_of(hint: Any) -> Reader:
    origin = get_origin(hint)
    if origin is tuple:
        return _tuple_reader(_reader(get_args(hint)[0]))
    if origin is not None and issubclass(origin, Mapping):
        key, item = get_args(hint)
        return _mapping_reader(_reader(key), _reader(item))
    if isinstance(hint, NewType):
        is_nip = _is_nip(hint)
        return lambda data, nip: nip(_expect(data, str)) if is_nip else _expect(data, str)
    if is_dataclass(hint):
        return _dataclass_reader(cast(type, hint))
    return _plain_reader(hint)


def _tuple_reader(read: Reader) -> Reader:
    def read_tuple(data: Json, nip: Rename) -> tuple[Any, ...]:
        found: list[Any] = []
        try:
            for one in _expect(data, list):
                found.append(read(one, nip))
        except _Wrong as wrong:
            if type(data) is list:
                wrong.path.append(f"[{len(found)}]")
            raise
        return tuple(found)

    return read_tuple


def _mapping_reader(read_key: Reader, read_item: Reader) -> Reader:
    def read_mapping(data: Json, nip: Rename) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for name, one in _expect(data, dict).items():
            key = read_key(name, nip)
            try:
                found[key] = read_item(one, nip)
            except _Wrong as wrong:
                wrong.path.append(f".{name}")
                raise
        return found

    return read_mapping


def _dataclass_reader(kind: type) -> Reader:
    readers: dict[str, Reader] = {}

    def read_fields(data: Json, nip: Rename) -> Any:
        if not readers:  # not before: a type may hold itself
            readers.update((name, _reader(hint)) for name, hint in _hints(kind))
        if _expect(data, dict).keys() != readers.keys():
            raise _other_fields(data, readers)
        name, found = "", {}
        try:
            for name, read in readers.items():
                found[name] = read(data[name], nip)
        except _Wrong as wrong:
            wrong.path.append(f".{name}")
            raise
        return kind(**found)

    return read_fields


def _other_fields(data: Mapping[str, Json], known: Mapping[str, Reader]) -> _Wrong:
    if unknown := sorted(data.keys() - known.keys()):
        return _Wrong("payload_field_unknown", f".{unknown[0]}")
    return _Wrong("payload_field_missing", f".{min(known.keys() - data.keys())}")


def _plain_reader(hint: Any) -> Reader:
    if hint in (bool, int, str):
        return lambda data, _: _expect(data, hint)
    if hint is Decimal:
        return _spelled(decimal_of, int)
    if hint is date:
        return _spelled(_day, str)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _spelled(hint, str)
    raise CoreError("not_codable", type=str(hint))


def _spelled(made_of: Callable[[Any], Any], kind: type) -> Reader:
    def read(data: Json, _: Rename) -> Any:
        try:
            return made_of(_expect(data, kind))
        except ValueError as wrong:
            raise _Wrong("payload_field_wrong", got=str(data)) from wrong

    return read


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    # Python would also take "20240130" and "2024-W05-2"; a payload has one spelling of a day.
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def _expect(data: Json, kind: type) -> Any:
    # Not isinstance: bool is an int in Python; in a payload it never stands for a number.
    if type(data) is not kind:
        raise _Wrong("payload_field_wrong", expected=kind.__name__, got=type(data).__name__)
    return data


def objects_in(told: Json, name: str) -> list[dict[str, Json]]:
    """Return the objects in a list of a payload; what is none is refused where payloads get their class."""
    listed = told.get(name) if isinstance(told, dict) else None
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
