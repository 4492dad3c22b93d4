"""JSON with one reading in every language: integers, strings, true, false and null; nothing else.

What other readers let pass is refused here: a key that stands twice (the last one wins in most
languages, the first in some), fractions and exponents, integers that a double cannot hold, minus
zero, half surrogates, bytes that are not UTF-8, and what lies deeper than every reader can follow.
Source: RFC 8259, sections 4, 6, 8 and 9; RFC 7493.
"""

import json
import re
from itertools import accumulate
from typing import NoReturn

from selaras.core.codec import Json
from selaras.core.errors import CoreError

LARGEST_INTEGER = 2**53 - 1
DEEPEST = 64  # levels of objects and lists; [[1]] has two


def canonical(value: Json) -> bytes:
    """Return the one byte form of a value: keys sorted by code point, no blanks, UTF-8.

    >>> canonical({"b": 1, "a": [True, "é"]})
    b'{"a":[true,"\\xc3\\xa9"],"b":1}'
    """
    data = written(value, sort_keys=True)
    read_exact(data)  # a float or too large an integer shows itself only here
    return data


def written(value: Json, *, sort_keys: bool = False) -> bytes:
    try:
        return (_SORTED if sort_keys else _IN_ORDER).encode(value).encode()
    except UnicodeEncodeError as wrong:
        raise CoreError("json_not_unicode") from wrong
    except RecursionError as wrong:
        raise CoreError("json_too_deep", most=DEEPEST) from wrong


def read_exact(data: bytes) -> Json:
    """Return what the bytes say, refusing whatever could be read in two ways."""
    try:
        text = data.decode()
    except UnicodeDecodeError as wrong:
        raise CoreError("json_not_unicode") from wrong
    _refuse_depth(text)
    try:
        value = _DECODER.decode(text)
    except json.JSONDecodeError as wrong:
        raise CoreError("json_not_readable") from wrong
    if "\\u" in text:
        _refuse_half_surrogates(value)
    return value


def _refuse_depth(text: str) -> None:
    # Brackets in texts are counted too; only where those would be too many are the texts taken out.
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    brackets = _NO_BRACKETS.sub("", _TEXTS.sub("", text))
    if max(accumulate(_STEPS[one] for one in brackets), default=0) > DEEPEST:
        raise CoreError("json_too_deep", most=DEEPEST)


def _pairs_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        met: set[str] = set()
        for name, _ in pairs:
            if name in met:
                raise CoreError("json_key_twice", key=name)
            met.add(name)
    return found


def _refuse_number(token: str) -> NoReturn:
    raise CoreError("json_not_an_integer", got=token[:40])


def _integer(token: str) -> int:
    # Length first: turning thousands of digits into a number is itself an attack.
    if len(token) > 17 or token == "-0" or abs(int(token)) > LARGEST_INTEGER:
        _refuse_number(token)
    return int(token)


def _refuse_half_surrogates(value: Json) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as wrong:
        raise CoreError("json_not_unicode") from wrong


# Made once: a ledger has tens of thousands of short texts, and making these costs more than reading one.
_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs_once,
    parse_float=_refuse_number,
    parse_constant=_refuse_number,
    parse_int=_integer,
)
_SORTED = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_IN_ORDER = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False)
_TEXTS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)  # one that never ends reaches to the end
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
