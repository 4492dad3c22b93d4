"""Where the variance of marks comes from: components of one- and two-facet designs, also incomplete ones.

Sources: Cronbach et al. (1972); Brennan (2001), chapters 3, 4 and 7. Balanced designs: expected mean
squares. Incomplete ones: the analogous-ANOVA estimator, Henderson's method 1 (Searle, Casella &
McCulloch 1992, chapter 5), which equates uncorrected sums of squares to their expectations. It is
unbiased, needs no iteration and is the very same as expected mean squares where the design is balanced.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
import numpy.typing as npt

from selaras.core.errors import CoreError

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
# Below it, relative to the largest, a singular value is what rounding leaves of zero.
SEPARABLE = 1e-9


class Design(StrEnum):
    """Facets beside the person p. In NESTED, r has its own levels within every t."""

    ONE_FACET = "p x r"
    TWO_FACETS = "p x i x r"
    NESTED = "p x (r:t)"


# effect: the facets it stands for; what is nested names its nest too. The last one holds the residual.
EFFECTS: Mapping[Design, Mapping[str, str]] = {
    Design.ONE_FACET: {"p": "p", "r": "r", "pr": "pr"},
    Design.TWO_FACETS: {"p": "p", "i": "i", "r": "r", "pi": "pi", "pr": "pr", "ir": "ir", "pir": "pir"},
    Design.NESTED: {"p": "p", "t": "t", "r:t": "rt", "pt": "pt", "pr:t": "prt"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One variance component: ``raw`` as estimated, ``used`` with a negative one set to zero.

    Degrees of freedom and mean square are there for balanced designs only.
    """

    effect: str
    raw: float
    used: float
    n_levels: int
    df: int | None = None
    mean_square: float | None = None
    se: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VarianceComponents:
    """A G study.

    levels : number of levels by facet; for nested r, the number within a t (harmonic mean)
    of_mean : variance of the grand mean, from the components used
    """

    design: Design
    balanced: bool
    components: Mapping[str, Component]
    levels: Mapping[str, float]
    n_marks: int
    mean: float
    of_mean: float

    def used(self) -> dict[str, float]:
        """Return the components to work with, by effect."""
        return {effect: one.used for effect, one in self.components.items()}


def variance_components(
    design: Design, *, person: Codes, facets: Mapping[str, Codes], mark: Floats
) -> VarianceComponents:
    """Return the components of a design from marks in long form, one mark per cell, cells may be absent.

    person, facets["r"], facets["i"] or facets["t"] : (n,), whole numbers; for NESTED, r counts within t
    mark : (n,)

    Raises design_one_level when person or a facet has a single level, design_cell_twice for two marks
    of one cell, design_not_separable when the marks cannot tell two effects apart.

    >>> p, r = np.divmod(np.arange(6), 2)
    >>> found = variance_components(Design.ONE_FACET, person=p, facets={"r": r},
    ...     mark=np.array([1., 2, 3, 5, 4, 4]))
    >>> {effect: round(one.raw, 3) for effect, one in found.components.items()}
    {'p': 1.833, 'r': 0.333, 'pr': 0.5}
    """
    columns = {"p": person, **facets}
    codes = {effect: _code([columns[f] for f in named]) for effect, named in EFFECTS[design].items()}
    n_levels = {effect: int(code.max()) + 1 for effect, code in codes.items()}
    plain = {f: int(_code([column]).max()) + 1 for f, column in columns.items()}
    for facet, n in plain.items():
        if n < 2:
            raise CoreError("design_one_level", facet=facet)
    *_, residual = codes
    n = mark.size
    if n_levels[residual] < n:
        raise CoreError("design_cell_twice", n=n - n_levels[residual])
    # The mean is taken off first: squares of large marks would swallow what they differ by.
    mean = float(mark.mean())
    squares = _squares(codes, mark - mean)
    raw = _solved(_expectations(codes, n), squares, design)
    levels = _levels(design, plain, codes)
    balanced = _is_balanced(design, codes, n_levels, n)
    parts = {
        effect: Component(effect=effect, raw=value, used=max(value, 0.0), n_levels=n_levels[effect])
        for effect, value in raw.items()
    }
    if balanced:
        parts = _with_mean_squares(design, parts, squares, levels)
    return VarianceComponents(
        design=design,
        balanced=balanced,
        components=parts,
        levels=levels,
        n_marks=n,
        mean=mean,
        of_mean=_variance_of_mean(codes, parts, n),
    )


def _code(columns: list[Codes]) -> Codes:
    code = np.unique(columns[0], return_inverse=True)[1].astype(np.int64)
    for column in columns[1:]:
        own = np.unique(column, return_inverse=True)[1]
        code = np.unique(code * (int(own.max()) + 1) + own, return_inverse=True)[1].astype(np.int64)
    return code


def _squares(codes: Mapping[str, Codes], mark: Floats) -> dict[str, float]:
    """Return the uncorrected sums of squares of the means of every effect; "" is that of the grand mean."""
    found = {"": float(mark.sum()) ** 2 / mark.size}
    for effect, code in codes.items():
        found[effect] = float((np.bincount(code, weights=mark) ** 2 / np.bincount(code)).sum())
    return found


def _expectations(codes: Mapping[str, Codes], n: int) -> Floats:
    """Return E[squares]: rows "" and effects, columns mu squared and components.

    A component counts, in the square of one mean, with the sum of its squared shares of that mean.
    """
    whole = {"": np.zeros(n, dtype=np.int64), **codes}
    table = np.full((len(whole), len(whole)), float(n))
    for (row, a), (column, b) in product(enumerate(whole.values()), enumerate(whole.values())):
        if column == 0:
            continue
        size_b = int(b.max()) + 1
        pair, together = np.unique(a * size_b + b, return_counts=True)
        table[row, column] = (together.astype(float) ** 2 / np.bincount(a)[pair // size_b]).sum()
    return table


def _solved(expected: Floats, squares: Mapping[str, float], design: Design) -> dict[str, float]:
    scaled = expected / np.abs(expected).max(axis=0)
    singular = np.linalg.svd(scaled, compute_uv=False)
    if singular[-1] <= SEPARABLE * singular[0]:
        raise CoreError("design_not_separable", design=design.value)
    found = np.linalg.solve(expected, np.array(list(squares.values())))
    size = max(squares.values()) or 1.0
    # What is left of zero after rounding is zero, not a tiny negative component.
    return {
        effect: 0.0 if abs(value) < 1e-12 * size else float(value)
        for effect, value in zip(EFFECTS[design], found[1:], strict=True)
    }


def _levels(design: Design, plain: Mapping[str, int], codes: Mapping[str, Codes]) -> dict[str, float]:
    if design is not Design.NESTED:
        return {facet: float(n) for facet, n in plain.items()}
    inner, outer = codes["r:t"], codes["t"]
    nest = np.zeros(int(inner.max()) + 1, dtype=np.int64)
    nest[inner] = outer
    within = np.bincount(nest)
    return {"p": float(plain["p"]), "t": float(plain["t"]), "r": float(within.size / (1 / within).sum())}


def _is_balanced(design: Design, codes: Mapping[str, Codes], n_levels: Mapping[str, int], n: int) -> bool:
    if design is Design.NESTED:
        per_nest = np.bincount(codes["t"])
        full = n == n_levels["p"] * n_levels["r:t"]
        return full and bool((per_nest == per_nest[0]).all())
    return n == int(np.prod([n_levels[f] for f in n_levels if len(f) == 1]))


def _with_mean_squares(
    design: Design, parts: Mapping[str, Component], squares: Mapping[str, float], levels: Mapping[str, float]
) -> dict[str, Component]:
    """Add degrees of freedom, mean squares and standard errors (Brennan 2001, section 6.1)."""
    facets = EFFECTS[design]
    below = {
        effect: [other for other in facets if set(facets[other]) < set(facets[effect])] for effect in facets
    }
    df: dict[str, int] = {}
    sums: dict[str, float] = {}
    for effect in facets:
        df[effect] = parts[effect].n_levels - 1 - sum(df[other] for other in below[effect])
        sums[effect] = squares[effect] - squares[""] - sum(sums[other] for other in below[effect])
    mean_squares = {effect: max(sums[effect], 0.0) / df[effect] for effect in facets}
    weights = mean_square_weights(design, levels)
    errors = {
        effect: float(
            np.sqrt(sum(2 * (w * mean_squares[ms]) ** 2 / (df[ms] + 2) for ms, w in weights[effect].items()))
        )
        for effect in facets
    }
    return {
        effect: Component(
            effect=effect,
            raw=one.raw,
            used=one.used,
            n_levels=one.n_levels,
            df=df[effect],
            mean_square=mean_squares[effect],
            se=errors[effect],
        )
        for effect, one in parts.items()
    }


def mean_square_weights(design: Design, levels: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Return each component as a sum of mean squares with weights, for a balanced design.

    The expected mean square of an effect is the sum of the components that contain all its facets,
    each times the number of marks of one of its levels.
    """
    facets = EFFECTS[design]
    names = list(facets)
    every = set("".join(facets.values()))
    expected = np.zeros((len(names), len(names)))
    for (i, a), (j, b) in product(enumerate(names), enumerate(names)):
        if set(facets[a]) <= set(facets[b]):
            expected[i, j] = np.prod([levels[f] for f in every - set(facets[b])])
    inverse = np.linalg.inv(expected)
    return {
        effect: {names[j]: float(w) for j, w in enumerate(inverse[i]) if abs(w) > 1e-15}
        for i, effect in enumerate(names)
    }


def _variance_of_mean(codes: Mapping[str, Codes], parts: Mapping[str, Component], n: int) -> float:
    shares = {effect: float(((np.bincount(code) / n) ** 2).sum()) for effect, code in codes.items()}
    return sum(shares[effect] * parts[effect].used for effect in codes)
