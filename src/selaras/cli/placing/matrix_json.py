"""The answer to a matrix as JSON whose numbers are exact decimals, never binary fractions."""

import json
from collections.abc import Mapping

from selaras.cli.placing.matrix_solved import Assigned


def json_of(found: Assigned) -> bytes:
    """Return objective, assignment, loss, paths, chains and cycles, officials and posts as in the file."""
    loss = {
        official: {post: _Exact.of(one, found.places) for post, one in by_post.items()}
        for official, by_post in found.loss.items()
    }
    content = {
        "objective": _Exact.of(found.objective, found.places),
        "assignment": found.assignment,
        "loss": loss,
        "paths": found.paths,
        "chains": found.chains,
        "cycles": found.cycles,
    }
    return (_written(content) + "\n").encode()


class _Exact(str):
    """A number as it is written: the writer of JSON knows no decimals."""

    __slots__ = ()

    @classmethod
    def of(cls, value: int | None, places: int) -> "_Exact | None":
        return None if value is None else cls(decimal_of(value, places))


def decimal_of(value: int, places: int) -> str:
    """Return a whole number of 10 to the minus ``places`` as a decimal without needless zeros.

    >>> decimal_of(-1250, 2), decimal_of(5, 3), decimal_of(0, 2)
    ('-12.5', '0.005', '0')
    """
    digits = str(abs(value)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")


def _written(value: object, depth: int = 0) -> str:
    """Return JSON with a line for every key and every official."""
    if isinstance(value, _Exact):
        return str(value)
    between = ",\n" if depth < 2 else ", "
    if isinstance(value, Mapping):
        inside = between.join(
            f"{json.dumps(key, ensure_ascii=False)}: {_written(one, depth + 1)}" for key, one in value.items()
        )
        return f"{{\n{inside}\n}}" if depth < 2 else f"{{{inside}}}"
    if isinstance(value, tuple):
        return "[" + ", ".join(_written(one, depth + 2) for one in value) + "]"
    return json.dumps(value, ensure_ascii=False)
