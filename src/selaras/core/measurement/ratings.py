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
    mark = np.asarray(marks, dtype=np.float64)
    n = mark.size
    if n == 0:
        raise CoreError("ratings_empty")
    bad = np.flatnonzero(~np.isfinite(mark))
    if bad.size:
        raise SeveralErrors(tuple(CoreError("mark_not_finite", row=int(row) + 1) for row in bad[:MOST_TOLD]))
    columns = [officials, examiners or [""] * n, criteria or [""] * n]
    coded = [_coded(one) for one in columns]
    (person, people), (rater, raters), (item, items) = coded
    twice = _repeated(person, rater, item, shape=(len(raters), len(items)))
    if twice.size:
        raise SeveralErrors(
            tuple(
                CoreError(
                    "rating_twice",
                    row=int(row) + 1,
                    official=people[person[row]],
                    examiner=raters[rater[row]],
                    criterion=items[item[row]],
                )
                for row in twice[:MOST_TOLD]
            )
        )
    order = np.lexsort((item, rater, person))
    when = None if occasions is None else np.asarray(occasions, dtype=np.int32)[order]
    return Ratings(
        official=person[order],
        examiner=rater[order],
        criterion=item[order],
        mark=mark[order],
        officials=people,
        examiners=raters,
        criteria=items,
        occasion=when,
    )


def _coded(labels: Sequence[str]) -> tuple[Ints, tuple[str, ...]]:
    known, codes = np.unique(np.asarray(labels, dtype=object).astype(str), return_inverse=True)
    return codes.astype(np.int32), tuple(str(one) for one in known)


def _repeated(person: Ints, rater: Ints, item: Ints, *, shape: tuple[int, int]) -> Ints:
    key = (person.astype(np.int64) * shape[0] + rater) * shape[1] + item
    order = np.argsort(key, kind="stable")
    again = np.flatnonzero(np.diff(key[order]) == 0) + 1
    return np.sort(order[again]).astype(np.int32)
