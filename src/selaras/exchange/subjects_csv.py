"""A table of subjects in rows and raters in columns, from a CSV file; an empty cell is a mark not given."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selaras.core.errors import CoreError
from selaras.exchange.csv_cells import LARGEST_MARK, NO_MARK, Problems, number_of, open_sheet

# First columns that name the subject, whatever they hold.
_ID_NAMES = frozenset(
    {"id", "no", "nomor", "nip", "nama", "name", "subject", "subjek", "target", "person", "orang"}
    | {"official", "pejabat", "peserta", "participant", "candidate", "unit", "item", "row", "baris"}
    | {"index", "case", "kasus", "object", "objek"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectTable:
    """Marks of subjects by raters.

    marks : (subjects, raters), nan where empty
    id_column : the first column where it names the subjects, else None
    """

    subjects: tuple[str, ...]
    raters: tuple[str, ...]
    marks: NDArray[np.float64]
    id_column: str | None


def read_subjects(path: Path, *, first_is_id: bool | None = None) -> SubjectTable:
    """Return the table of a file. ``first_is_id`` None: decided from the first column itself.

    It is an id when it has no name or the name of an id, when it holds something that is no number, or
    when it counts 1, 2, 3 … and its name is of another kind than those of the other columns.

    Errors: those of the file itself, ratings_mark_not_number, ratings_mark_too_large,
    ratings_duplicate_subject, ratings_column_twice, ratings_unnamed_column, ratings_without_header,
    ratings_one_rater, ratings_one_person, ratings_none.
    """
    sheet = open_sheet(path)
    problems = Problems()
    rows = list(sheet.rows(problems))
    problems.raise_if_any()
    if not rows:
        raise CoreError("ratings_none", n_blank=0)
    header = sheet.header
    is_id = _is_id(header, [cells[0] for _, cells in rows]) if first_is_id is None else first_is_id
    raters = header[1:] if is_id else header
    _check_names(raters)
    start = 1 if is_id else 0
    marks = np.full((len(rows), len(raters)), np.nan)
    seen: dict[str, int] = {}
    for at, (line, cells) in enumerate(rows):
        if is_id and cells[0]:
            first = seen.setdefault(cells[0], line)
            if first != line:
                problems.add("ratings_duplicate_subject", line=line, first=first, what=cells[0])
        for column, text in enumerate(cells[start:]):
            value = None if text in NO_MARK else number_of(text)
            if value is not None and abs(value) > LARGEST_MARK:
                problems.add("ratings_mark_too_large", line=line, got=value)
            elif value is not None:
                marks[at, column] = value
            elif text not in NO_MARK:
                problems.add("ratings_mark_not_number", line=line, column=raters[column], got=text)
    problems.raise_if_any()
    subjects = tuple(cells[0] if is_id and cells[0] else str(line) for line, cells in rows)
    if np.isnan(marks).all():
        raise CoreError("ratings_none", n_blank=marks.size)
    if len(raters) < 2:
        raise CoreError("ratings_one_rater", rater=raters[0] if raters else "–")
    if len(rows) < 2:
        raise CoreError("ratings_one_person", official=subjects[0])
    return SubjectTable(
        subjects=subjects, raters=tuple(raters), marks=marks, id_column=(header[0] or "–") if is_id else None
    )


def _is_id(header: Sequence[str], first: Sequence[str]) -> bool:
    name = header[0].strip().casefold()
    if not name or name in _ID_NAMES:
        return True
    if any(text not in NO_MARK and number_of(text) is None for text in first):
        return len(header) > 1
    counts = list(first) == [str(n) for n in range(1, len(first) + 1)]
    # J1, J2, J3 are of one kind; pasien, J1, J2 are not.
    kinds = {re.sub(r"[\d\W_]+", "", one).casefold() for one in header[1:]}
    own = re.sub(r"[\d\W_]+", "", name)
    return counts and len(header) > 2 and len(kinds) == 1 and own not in kinds


def _check_names(raters: Sequence[str]) -> None:
    for at, name in enumerate(raters, start=1):
        if not name:
            raise CoreError("ratings_unnamed_column", n=at)
    if len(set(raters)) < len(raters):
        twice = next(one for one in raters if raters.count(one) > 1)
        numeric = number_of(twice) is not None
        raise (
            CoreError("ratings_without_header")
            if numeric
            else CoreError("ratings_column_twice", column=twice)
        )
    # Raters may be called 1, 2, 3; other numbers in the first line are marks.
    if all(number_of(one) is not None for one in raters) and not _counts_up(raters):
        raise CoreError("ratings_without_header")


def _counts_up(names: Sequence[str]) -> bool:
    if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in names):
        return False
    return [int(one) for one in names] == list(range(int(names[0]), int(names[0]) + len(names)))
