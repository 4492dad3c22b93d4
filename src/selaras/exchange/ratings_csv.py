"""Ratings from a CSV file: one mark per line, or one pair per line with a column for every criterion.

What offices and other programs write is read as it comes: comma, semicolon or tab; decimal comma or
point; a byte order mark. What could be two things is refused with its line and column.
"""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from selaras.core.errors import CoreError
from selaras.exchange.csv_cells import NO_MARK, Problems, Sheet, natural_order, number_of, open_sheet

# The label of a facet that a file does not have: one form with one mark, marks of nobody in particular.
ONLY_ONE = "-"
MOST_TOLD = 60  # characters of a cell that is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingColumns:
    """Which column says what: ``mark`` (and perhaps ``criterion``), or ``wide``; ``others`` come along.

    A column of ``others`` (an occasion, a group) belongs to what makes a rating its own only when it
    stands in ``nested`` too: two marks that differ in nothing else are duplicates otherwise.
    """

    official: str
    examiner: str | None = None
    criterion: str | None = None
    mark: str | None = None
    wide: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """The labels of a column in natural order (K2 before K10), and which of them stands on each rating."""

    labels: tuple[str, ...]
    index: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingTable:
    """Every rating of a file, in its order; blank marks are counted and left out.

    marks : (n,) float64
    lines : (n,) line of the file, the header being line 1
    """

    officials: Facet
    examiners: Facet
    criteria: Facet
    marks: NDArray[np.float64]
    lines: NDArray[np.int64]
    n_blank: int
    others: Mapping[str, Facet] = field(default_factory=dict)


def read_ratings(path: Path, columns: RatingColumns) -> RatingTable:
    """Return the ratings of a file.

    Errors: ratings_file_missing, ratings_file_empty, ratings_not_text, ratings_columns_missing,
    ratings_column_twice, ratings_row_width, ratings_blank_id, ratings_mark_not_number,
    ratings_duplicate, ratings_none, ratings_one_person; several of them come as one SeveralErrors.
    """
    if (columns.mark is None) == (not columns.wide):
        raise CoreError("ratings_mark_or_wide")
    sheet = open_sheet(path)
    gathered = _Gathered(sheet, columns)
    for line, cells in sheet.rows(gathered.problems):
        gathered.take(line, cells)
    table = gathered.table()
    gathered.problems.raise_if_any()
    if table.marks.size == 0:
        raise CoreError("ratings_none", n_blank=table.n_blank)
    if len(table.officials.labels) == 1:
        raise CoreError("ratings_one_person", official=table.officials.labels[0])
    return table


class _Gathered:
    """The lists that grow while a file is read."""

    def __init__(self, sheet: Sheet, columns: RatingColumns) -> None:
        named = (columns.official, columns.examiner, columns.criterion)
        ids = [name for name in named if name is not None]
        extra = [name for name in dict.fromkeys((*columns.others, *columns.nested)) if name not in ids]
        marks = columns.wide or (columns.mark or "",)
        place = sheet.places((*ids, *extra, *marks))
        self._sheet = sheet
        self._wide = bool(columns.wide)
        self._ids = [None if name is None else place[name] for name in named]
        self._extra = {name: place[name] for name in extra}
        # Names of the file, not of the command: they may differ in case.
        self._marks = [(sheet.header[place[name]], place[name]) for name in marks]
        self._nested = [name for name in extra if name in columns.nested]
        self._growing = (_Growing(), _Growing(), _Growing())
        self._extras = {name: _Growing() for name in extra}
        self._marks_found = array("d")
        self._lines = array("q")
        self._known: dict[str, float | None] = dict.fromkeys(NO_MARK)
        self._blank = 0
        self.problems = Problems()

    def take(self, line: int, cells: Sequence[str]) -> None:
        for place in self._ids:
            if place is not None and not cells[place]:
                self.problems.add("ratings_blank_id", line=line, column=self._sheet.header[place])
                return
        official, examiner, criterion = (ONLY_ONE if at is None else cells[at] for at in self._ids)
        for name, place in self._marks:
            mark = self._mark(cells[place], line=line, column=name)
            if mark is None:
                self._blank += 1
                continue
            labels = (official, examiner, name if self._wide else criterion)
            for growing, label in zip(self._growing, labels, strict=True):
                growing.add(label)
            for extra, growing in self._extras.items():
                growing.add(cells[self._extra[extra]])
            self._marks_found.append(mark)
            self._lines.append(line)

    def _mark(self, text: str, *, line: int, column: str) -> float | None:
        try:
            return self._known[text]
        except KeyError:
            pass
        mark = number_of(text)
        if mark is None:
            self.problems.add("ratings_mark_not_number", line=line, column=column, got=text[:MOST_TOLD])
            return None
        self._known[text] = mark
        return mark

    def table(self) -> RatingTable:
        officials, examiners, criteria = (growing.facet() for growing in self._growing)
        others = {name: growing.facet() for name, growing in self._extras.items()}
        lines = np.array(self._lines, dtype=np.int64)
        own = [officials, examiners, criteria, *(others[name] for name in self._nested)]
        _note_duplicates(own, lines, self.problems)
        return RatingTable(
            officials=officials,
            examiners=examiners,
            criteria=criteria,
            marks=np.array(self._marks_found, dtype=np.float64),
            lines=lines,
            n_blank=self._blank,
            others=others,
        )


def _note_duplicates(own: Sequence[Facet], lines: NDArray[np.int64], problems: Problems) -> None:
    keys: tuple[NDArray[np.int64], ...] = (lines, *(one.index.astype(np.int64) for one in reversed(own)))
    order = np.lexsort(keys)
    same = np.ones(max(lines.size - 1, 0), dtype=bool)
    for facet in own:
        same &= facet.index[order[1:]] == facet.index[order[:-1]]
    for earlier, later in sorted((order[i], order[i + 1]) for i in np.flatnonzero(same)):
        what = " · ".join(facet.labels[facet.index[later]] for facet in own)
        problems.add("ratings_duplicate", line=int(lines[later]), first=int(lines[earlier]), what=what)


class _Growing:
    """Labels numbered in the order of their coming, put into natural order at the end."""

    def __init__(self) -> None:
        self._number: dict[str, int] = {}
        self._index = array("q")

    def add(self, label: str) -> None:
        self._index.append(self._number.setdefault(label, len(self._number)))

    def facet(self) -> Facet:
        labels = sorted(self._number, key=natural_order)
        to_new = np.empty(len(labels), dtype=np.int32)
        to_new[[self._number[label] for label in labels]] = np.arange(len(labels), dtype=np.int32)
        index = to_new[np.array(self._index, dtype=np.int64)] if self._index else to_new[:0]
        return Facet(labels=tuple(labels), index=index)
