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
    everyone = chance.permuted(np.tile(np.arange(size.examiners), (size.officials, 1)), axis=1)
    examiner = np.sort(everyone[:, : size.each], axis=1)
    location = ability[:, None, None] - severity[examiner][:, :, None] - difficulty
    mark = np.zeros(location.shape, dtype=np.int32)
    steps = np.concatenate(([0.0], np.cumsum(thresholds)))
    for start in range(0, size.officials, 5_000):
        here = slice(start, start + 5_000)
        log_chance = location[here, :, :, None] * np.arange(STEPS + 1) - steps
        chances = np.exp(log_chance - log_chance.max(axis=-1, keepdims=True))
        reached = chances.cumsum(axis=-1)
        drawn = chance.random(reached.shape[:-1])[..., None] * reached[..., -1:]
        mark[here] = (drawn > reached).sum(axis=-1)
    return examiner.astype(np.int32), mark
