"""The answer to a matrix as JSON whose numbers are exact decimals, never binary fractions."""

import json
from collections.abc import Iterable, Mapping

from selaras.cli.placing.matrix_solved import Assigned


def json_of(found: Assigned) -> bytes:
    """Return objective, assignment, loss, paths, chains and cycles, officials and posts as in the file.

    A line for every key and every official: of hundreds of people the paths are many megabytes.
    """
    text = {name: _text(name) for name in (*found.officials, *found.posts)}
    assignment = ((text[official], _text(post)) for official, post in found.assignment.items())
    loss = ((text[official], _losses(found, official, text)) for official in found.officials)
    ways = ((text[official], _paths(found, official, text)) for official in found.officials)
    parts = (
        f'"objective": {decimal_of(found.objective, found.places)}',
        f'"assignment": {_object(assignment)}',
        f'"loss": {_object(loss)}',
        f'"paths": {_object(ways)}',
        f'"chains": {_text(found.chains)}',
        f'"cycles": {_text(found.cycles)}',
    )
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(lines: Iterable[tuple[str, str]]) -> str:
    return "{\n" + ",\n".join(f"{name}: {one}" for name, one in lines) + "\n}"


def _losses(found: Assigned, official: str, text: Mapping[str, str]) -> str:
    # Written as digits: the writer of JSON knows no decimals, and a binary fraction is not what was asked.
    numbers = (
        f"{text[post]}: {'null' if loss is None else decimal_of(loss, found.places)}"
        for post, loss in found.losses_of(official).items()
    )
    return "{" + ", ".join(numbers) + "}"


def _paths(found: Assigned, official: str, text: Mapping[str, str]) -> str:
    told: dict[int, str] = {}  # by identity: ways to one official share their steps
    ways = found.paths_of(official)
    by_post = []
    for post, steps in ways.items():
        if steps is None:
            by_post.append(f"{text[post]}: null")
            continue
        for step in steps:
            if id(step) not in told:
                told[id(step)] = _text(found.move(step))
        by_post.append(f"{text[post]}: [{', '.join([told[id(step)] for step in steps])}]")
    return "{" + ", ".join(by_post) + "}"


def decimal_of(value: int, places: int) -> str:
    """Return a whole number of 10 to the minus ``places`` as a decimal without needless zeros.

    >>> decimal_of(-1250, 2), decimal_of(5, 3), decimal_of(0, 2)
    ('-12.5', '0.005', '0')
    """
    digits = str(abs(value)).rjust(places + 1, "0")
    whole, part = digits[: len(digits) - places], digits[len(digits) - places :].rstrip("0")
    return ("-" if value < 0 else "") + whole + (f".{part}" if part else "")
