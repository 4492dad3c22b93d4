"""Ratings as columns of numbers: who rated whom on which criterion, with which mark."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from selaras.core.errors import CoreError, SeveralErrors

Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
MOST_TOLD = 20  # errors of one kind that are named one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """n ratings of one scale family. A facet that is absent has one label and only zeros.

    official, examiner, criterion : (n,), positions in the labels
    mark : (n,), as given
    occasion : (n,), the day or sitting counted from zero; None where it is not known
    """

    official: Ints
    examiner: Ints
    criterion: Ints
    mark: Floats
    officials: tuple[str, ...]
    examiners: tuple[str, ...]
    criteria: tuple[str, ...]
    occasion: Ints | None = None

    @property
    def n(self) -> int:
        return int(self.mark.size)


def ratings_of(
    officials: Sequence[str],
    *,
    marks: Sequence[float] | Floats,
    examiners: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    occasions: Sequence[int] | None = None,
) -> Ratings:
    """Return columns as ratings; labels are sorted, so the order of rows changes nothing.

    Raises ``ratings_empty``, ``mark_not_finite`` and ``rating_twice`` with the row, counted from one.
    """
    columns = [officials, examiners or [""] * len(officials), criteria or [""] * len(officials)]
    (person, people), (rater, raters), (item, items) = (_coded(one) for one in columns)
    return ratings_from_codes(
        person,
        mark=np.asarray(marks, dtype=np.float64),
        examiner=rater,
        criterion=item,
        officials=people,
        examiners=raters,
        criteria=items,
        occasion=None if occasions is None else np.asarray(occasions, dtype=np.int32),
    )


def ratings_from_codes(
    official: npt.NDArray[np.integer],
    *,
    mark: Floats,
    examiner: npt.NDArray[np.integer] | None = None,
    criterion: npt.NDArray[np.integer] | None = None,
    officials: Sequence[str] | None = None,
    examiners: Sequence[str] | None = None,
    criteria: Sequence[str] | None = None,
    occasion: npt.NDArray[np.integer] | None = None,
) -> Ratings:
    """Return columns of positions in labels as ratings, sorted; millions of rows take a moment.

    Labels that are not given are the positions themselves. Labels that no rating uses are left out.
    Raises as `ratings_of` does; ValueError for a position that has no label.

    >>> marks = np.array([4.0, 3.0])
    >>> few = ratings_from_codes(np.array([2, 0]), mark=marks, officials=["Ani", "Bu", "Cici"])
    >>> few.officials, few.official.tolist(), few.mark.tolist()
    (('Ani', 'Cici'), [0, 1], [3.0, 4.0])
    """
    if mark.size == 0:
        raise CoreError("ratings_empty")
    if not np.isfinite(mark).all():
        bad = np.flatnonzero(~np.isfinite(mark))
        raise SeveralErrors(tuple(CoreError("mark_not_finite", row=int(row) + 1) for row in bad[:MOST_TOLD]))
    person, people = _used(official, officials)
    rater, raters = _used(examiner, examiners, n=mark.size)
    item, items = _used(criterion, criteria, n=mark.size)
    key = person.astype(np.int64)
    key *= len(raters)
    key += rater
    key *= len(items)
    key += item
    marks, when = np.asarray(mark, dtype=np.float64), None if occasion is None else occasion.astype(np.int32)
    steps = np.diff(key)
    if (steps <= 0).any():
        order = np.argsort(key)
        if (np.diff(key[order]) == 0).any():
            order = np.argsort(key, kind="stable")
            again = order[1:][np.diff(key[order]) == 0]
            raise _twice(np.sort(again), (people, raters, items), (person, rater, item))
        person, rater, item, marks = person[order], rater[order], item[order], marks[order]
        when = None if when is None else when[order]
    return Ratings(
        official=person,
        examiner=rater,
        criterion=item,
        mark=marks,
        officials=people,
        examiners=raters,
        criteria=items,
        occasion=when,
    )


def _coded(labels: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    """Return sorted labels and positions; a dictionary is several times faster than sorting strings."""
    raw = set(labels)
    known = sorted({str(one) for one in raw})
    place = {label: n for n, label in enumerate(known)}
    code = {one: place[str(one)] for one in raw}
    return np.fromiter(map(code.__getitem__, labels), dtype=np.int32, count=len(labels)), tuple(known)


def _used(
    codes: npt.NDArray[np.integer] | None, labels: Sequence[str] | None, *, n: int = 1
) -> tuple[Ints, tuple[str, ...]]:
    if codes is None:
        return np.zeros(n, dtype=np.int32), ("",) if labels is None else tuple(labels[:1])
    positions = np.ascontiguousarray(codes, dtype=np.int32)
    counts = np.bincount(positions) if positions.min() >= 0 else np.empty(0)
    if not 0 < counts.size <= (counts.size if labels is None else len(labels)):
        raise ValueError("a rating's position has no label")
    names = tuple(map(str, range(counts.size))) if labels is None else tuple(labels)
    if counts.all() and counts.size == len(names):
        return positions, names
    kept = np.flatnonzero(counts)
    renumbered = np.zeros(counts.size, dtype=np.int32)
    renumbered[kept] = np.arange(kept.size)
    return renumbered[positions], tuple(names[k] for k in kept)


def _twice(rows: Ints, labels: tuple[tuple[str, ...], ...], codes: tuple[Ints, ...]) -> SeveralErrors:
    names = ("official", "examiner", "criterion")
    return SeveralErrors(
        tuple(
            CoreError(
                "rating_twice",
                row=int(row) + 1,
                **{name: label[code[row]] for name, label, code in zip(names, labels, codes, strict=True)},
            )
            for row in rows[:MOST_TOLD]
        )
    )
