"""A matrix of fits from a CSV file, read exactly: officials in rows, posts in columns, an empty cell closed.

Fits are decimals; none goes through a binary fraction. They are kept as whole numbers of 10 to the minus
``places``, the finest that stands in the file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from selaras.core.errors import CoreError
from selaras.exchange.csv_cells import NO_MARK, Problems, Sheet, open_sheet

MOST_DIGITS = 60  # of a fit, before and after the decimal point together
MOST_TOLD = 60  # characters of a cell that is refused
_NUMBER = re.compile(r"([+-]?)(\d*)(?:[.,](\d*))?(?:[eE]([+-]?\d{1,4}))?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class FitMatrix:
    """officials, posts : in the order of the file; cells : official and post by place -> whole number"""

    officials: tuple[str, ...]
    posts: tuple[str, ...]
    cells: Mapping[tuple[int, int], int]
    places: int


def read_fit(path: Path) -> FitMatrix:
    """Return the matrix of a file.

    Errors: ratings_file_missing, ratings_file_empty, ratings_not_text, ratings_quotes_broken,
    ratings_row_width, fit_no_posts, fit_no_officials, fit_post_unnamed, fit_name_twice, fit_official_unnamed,
    fit_not_number, fit_number_too_long; several come as one SeveralErrors.
    """
    sheet = open_sheet(path)
    problems = Problems()
    posts = sheet.header[1:]
    if not posts:
        raise CoreError("fit_no_posts", known=", ".join(sheet.header))
    _check_posts(posts, problems)
    lines: dict[str, int] = {}
    found: dict[tuple[int, int], tuple[int, int]] = {}
    known: dict[str, tuple[int, int] | None] = {}
    for line, cells in sheet.rows(problems):
        if not _is_new(cells[0], line, lines, problems):
            continue
        row = len(lines) - 1
        for column, text in enumerate(cells[1:]):
            if text in NO_MARK:
                continue
            if text not in known:
                known[text] = _number(text, line=line, post=posts[column], problems=problems)
            if (number := known[text]) is not None:
                found[row, column] = number
    problems.raise_if_any()
    if not lines:
        raise CoreError("fit_no_officials")
    places = max((places for _, places in found.values()), default=0)
    return FitMatrix(
        officials=tuple(lines),
        posts=posts,
        cells={pair: digits * 10 ** (places - own) for pair, (digits, own) in found.items()},
        places=places,
    )


def read_current(path: Path, fit: FitMatrix) -> dict[str, str]:
    """Return the present post of every official of the matrix who has one; columns official, post.

    A post that does not stand in the matrix may be named: whoever sits there has to move.

    Errors: those of the file itself, fit_current_columns, fit_current_unknown, fit_name_twice.
    """
    sheet = open_sheet(path)
    if len(sheet.header) != 2:
        raise CoreError("fit_current_columns", known=", ".join(sheet.header))
    problems = Problems()
    current: dict[str, str] = {}
    lines: dict[str, int] = {}
    held: dict[str, int] = {}
    officials = set(fit.officials)
    for line, (official, post) in _pairs_of(sheet, problems):
        if not _is_new(official, line, lines, problems):
            continue
        if official not in officials:
            problems.add("fit_current_unknown", line=line, official=official[:MOST_TOLD])
        elif post and _is_new(post, line, held, problems):
            current[official] = post
    problems.raise_if_any()
    return current


def _pairs_of(sheet: Sheet, problems: Problems) -> list[tuple[int, tuple[str, str]]]:
    return [(line, (cells[0], cells[1])) for line, cells in sheet.rows(problems)]


def _check_posts(posts: tuple[str, ...], problems: Problems) -> None:
    seen: dict[str, int] = {}
    for number, post in enumerate(posts, start=2):
        if not post:
            problems.add("fit_post_unnamed", column=number)
        elif post in seen:
            problems.add("fit_name_twice", line=1, name=post[:MOST_TOLD], first=1)
        seen[post] = number


def _is_new(name: str, line: int, lines: dict[str, int], problems: Problems) -> bool:
    """Note a name with its line; False where it is empty or stood there before, which is a problem."""
    if not name:
        problems.add("fit_official_unnamed", line=line)
        return False
    first = lines.setdefault(name, line)
    if first != line:
        problems.add("fit_name_twice", line=line, name=name[:MOST_TOLD], first=first)
    return first == line


def _number(text: str, *, line: int, post: str, problems: Problems) -> tuple[int, int] | None:
    """Return digits and decimal places of a number with decimal point or comma, as few as can be."""
    match = _NUMBER.fullmatch(text)
    if match is None or not (match[2] or match[3]):
        problems.add("fit_not_number", line=line, post=post[:MOST_TOLD], got=text[:MOST_TOLD])
        return None
    sign, whole, part, power = match[1], match[2], match[3] or "", int(match[4] or 0)
    digits, places = (whole + part).lstrip("0"), len(part) - power
    while places > 0 and digits.endswith("0"):
        digits, places = digits[:-1], places - 1
    if not digits:
        return 0, 0
    if len(digits) - min(places, 0) > MOST_DIGITS or places > MOST_DIGITS:
        problems.add("fit_number_too_long", line=line, post=post[:MOST_TOLD], most=MOST_DIGITS)
        return None
    value = int(digits) * 10 ** max(-places, 0)
    return (-value if sign == "-" else value), max(places, 0)
