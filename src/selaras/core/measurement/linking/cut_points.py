"""Officials and examiners on whom the panel's connection hangs: articulation points of its graph.

Source: Tarjan (1972), low points of a depth-first search; here without recursion.
"""

import numpy as np
from scipy.sparse import csr_array

from selaras.core.measurement.design import Design


def cut_points(design: Design) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return positions of officials, and of examiners, without whom others could no longer be compared.

    An official counts where the official's marks alone tie two examiners, an examiner where without the
    examiner two other examiners lose each other. Officials seen by one examiner only are left out
    beforehand: they hang on that examiner, but nobody else is compared through them.

    >>> from selaras.core.measurement.model import Model
    >>> from selaras.core.measurement.design import design_of
    >>> from selaras.core.measurement.ratings import ratings_of
    >>> chain = ratings_of(["Ani", "Ani", "Budi", "Budi"], marks=[1, 2, 1, 2], examiners=["P", "Q", "Q", "R"])
    >>> cut_points(design_of(chain, Model()))
    ((0, 1), (1,))
    """
    official, examiner = design.pair_official, design.pair_examiner
    shared = np.bincount(official, minlength=design.n_officials)[official] > 1
    official, examiner = official[shared], examiner[shared] + design.n_officials
    n = design.n_officials + design.n_examiners
    ends = np.concatenate((official, examiner)), np.concatenate((examiner, official))
    graph = csr_array((np.ones(ends[0].size), ends), shape=(n, n))
    cut = _articulation(graph.indptr.tolist(), graph.indices.tolist(), n)
    return (
        tuple(one for one in cut if one < design.n_officials),
        tuple(one - design.n_officials for one in cut if one >= design.n_officials),
    )


def _articulation(start: list[int], neighbour: list[int], n: int) -> list[int]:
    """Return the nodes whose removal parts their component, ascending."""
    reached, low, parent = [-1] * n, [0] * n, [-1] * n
    next_edge = list(start[:n])
    cut: set[int] = set()
    for root in range(n):
        if reached[root] >= 0:
            continue
        clock, branches, way = 0, 0, [root]
        reached[root] = low[root] = 0
        while way:
            node = way[-1]
            if next_edge[node] < start[node + 1]:
                other = neighbour[next_edge[node]]
                next_edge[node] += 1
                if reached[other] < 0:
                    clock += 1
                    reached[other] = low[other] = clock
                    parent[other] = node
                    branches += node == root
                    way.append(other)
                elif other != parent[node]:
                    low[node] = min(low[node], reached[other])
                continue
            way.pop()
            above = parent[node]
            if above >= 0:
                low[above] = min(low[above], low[node])
                if above != root and low[node] >= reached[above]:
                    cut.add(above)
        if branches > 1:
            cut.add(root)
    return sorted(cut)
