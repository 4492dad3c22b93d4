"""The ratings that every program gets: one simulated many-facet panel per size, from a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Officials, examiners, criteria, and how many examiners mark each official."""

    name: str
    officials: int
    examiners: int
    criteria: int
    each: int

    @property
    def ratings(self) -> int:
        return self.officials * self.each * self.criteria


SIZES = {
    size.name: size
    for size in (
        Size(name="panel", officials=41, examiners=5, criteria=8, each=5),
        Size(name="medium", officials=2_000, examiners=50, criteria=10, each=3),
        Size(name="large", officials=100_000, examiners=500, criteria=9, each=3),
    )
}
STEPS = 4  # marks 0 to 4


def simulate(size: Size, *, seed: int = 1) -> tuple[Ints, Ints]:
    """Return who marked whom, (officials, each), and the marks, (officials, each, criteria)."""
    chance = np.random.default_rng(seed)
    ability = chance.normal(size=size.officials)
    severity = 0.5 * chance.normal(size=size.examiners)
    difficulty = 0.5 * chance.normal(size=size.criteria)
    thresholds = np.linspace(-1.5, 1.5, STEPS)
    examiner = np.empty((size.officials, size.each), dtype=np.int32)
    for start in range(0, size.officials, 1_000):
        # In slices: who marked whom must not need more memory than measuring it.
        here = examiner[start : start + 1_000]
        everyone = np.tile(np.arange(size.examiners, dtype=np.int32), (here.shape[0], 1))
        here[:] = np.sort(chance.permuted(everyone, axis=1)[:, : size.each], axis=1)
    mark = np.empty((size.officials, size.each, size.criteria), dtype=np.int32)
    steps = np.concatenate(([0.0], np.cumsum(thresholds)))
    for start in range(0, size.officials, 1_000):
        part = slice(start, start + 1_000)
        location = ability[part, None, None] - severity[examiner[part]][:, :, None] - difficulty
        log_chance = location[..., None] * np.arange(STEPS + 1) - steps
        chances = np.exp(log_chance - log_chance.max(axis=-1, keepdims=True))
        reached = chances.cumsum(axis=-1)
        drawn = chance.random(reached.shape[:-1])[..., None] * reached[..., -1:]
        mark[part] = (drawn > reached).sum(axis=-1)
    return examiner, mark
