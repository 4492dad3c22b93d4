"""The values of a rule: JSON without floats, so that no cut score hangs on binary rounding."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import TypeAlias

from selaras.core.errors import CoreError

Value: TypeAlias = "str | int | bool | tuple[Value, ...] | Mapping[str, Value] | None"
Values = Mapping[str, Value]


def _wrong(where: str, expected: str, got: object) -> CoreError:
    return CoreError("rule_value_wrong", where=where, expected=expected, got=repr(got))


def frozen(data: object, *, where: str = "") -> Value:
    """Return JSON data as a value: lists become tuples; a float or anything else is refused."""
    if data is None or isinstance(data, str | bool | int):
        return data
    if isinstance(data, Mapping):
        for name in data:
            if not isinstance(name, str):
                raise _wrong(where, "text as a name", name)
        return {name: frozen(one, where=f"{where}.{name}") for name, one in data.items()}
    if isinstance(data, list | tuple):
        return tuple(frozen(one, where=f"{where}[{n}]") for n, one in enumerate(data))
    raise _wrong(where, "text, integer, list or table", data)


def thawed(value: Value) -> object:
    """Return a value as plain JSON lists and objects."""
    if isinstance(value, Mapping):
        return {name: thawed(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [thawed(one) for one in value]
    return value


def as_integer(value: Value, where: str) -> int:
    # bool is an int in Python; "odd: true" must never be read as the number 1.
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(where, "integer", value)
    return value


def as_decimal(value: Value, where: str) -> Decimal:
    """Return an integer or a decimal written as text, such as ``"67.99"``."""
    if isinstance(value, str):
        try:
            return Decimal(value)
        except InvalidOperation as wrong:
            raise _wrong(where, "decimal", value) from wrong
    return Decimal(as_integer(value, where))


def as_text(value: Value, where: str) -> str:
    if not isinstance(value, str):
        raise _wrong(where, "text", value)
    return value


def as_words(value: Value, where: str) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        raise _wrong(where, "list of texts", value)
    return tuple(as_text(one, where) for one in value)


def as_table(value: Value, where: str) -> Values:
    if not isinstance(value, Mapping):
        raise _wrong(where, "table", value)
    return value


def as_tables(value: Value, where: str) -> tuple[Values, ...]:
    if not isinstance(value, tuple):
        raise _wrong(where, "list of tables", value)
    return tuple(as_table(one, where) for one in value)
