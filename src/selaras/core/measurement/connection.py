"""Who can be compared with whom: the connected parts of the graph of officials and examiners."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from selaras.core.measurement.design import Design
from selaras.core.measurement.ratings import Ints

FEW = 20_000  # up to so many pairs the plain loop is done before a compiler is loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class Components:
    """Connected components, numbered from zero in the order of their first official.

    official : (officials,), examiner : (examiners,); measures compare only within one component
    """

    official: Ints
    examiner: Ints
    n: int


def components_of(design: Design) -> Components:
    """Return the components of a design; each official and each examiner is in exactly one.

    >>> from selaras.core.measurement.design import design_of
    >>> from selaras.core.measurement.model import Model
    >>> from selaras.core.measurement.ratings import ratings_of
    >>> two_rooms = ratings_of(["Ani", "Budi", "Citra"], marks=[1, 2, 1], examiners=["P", "P", "Q"])
    >>> components_of(design_of(two_rooms, Model())).official.tolist()
    [0, 0, 1]
    """
    official = np.empty(design.n_officials, dtype=np.int32)
    examiner = np.empty(design.n_examiners, dtype=np.int32)
    label = label_components if design.pair_examiner.size <= FEW else compiled()
    n = label(design.official_start, design.pair_examiner, official, examiner)
    return Components(official=official, examiner=examiner, n=n)


@cache
def compiled() -> Callable[..., int]:
    """Return ``label_components`` compiled; whoever has few pairs never loads the compiler."""
    from numba import njit

    found: Callable[..., int] = njit(cache=True, nogil=True)(label_components)
    return found


def label_components(official_start, pair_examiner, official, examiner):  # type: ignore[no-untyped-def]
    """Fill the components; return how many there are."""
    parent = np.arange(examiner.size)
    for p in range(official.size):
        # All examiners of one official are joined under the smallest root.
        for j in range(official_start[p] + 1, official_start[p + 1]):
            a, b = pair_examiner[j - 1], pair_examiner[j]
            while parent[a] != a:
                parent[a] = parent[parent[a]]
                a = parent[a]
            while parent[b] != b:
                parent[b] = parent[parent[b]]
                b = parent[b]
            parent[max(a, b)] = min(a, b)
    number = np.full(examiner.size, -1, np.int32)
    n = 0
    for p in range(official.size):
        if official_start[p] == official_start[p + 1]:
            official[p] = n  # nobody rated this one: alone
            n += 1
            continue
        root = pair_examiner[official_start[p]]
        while parent[root] != root:
            root = parent[root]
        if number[root] < 0:
            number[root] = n
            n += 1
        official[p] = number[root]
    for r in range(examiner.size):
        root = r
        while parent[root] != root:
            root = parent[root]
        examiner[r] = number[root]
    return n
