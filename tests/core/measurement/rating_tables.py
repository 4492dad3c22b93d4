"""Tables of marks by chance, for the tests of agreement."""

import numpy as np

GAP = np.nan


def random_table(seed: int, *, n: int = 12, k: int = 4, gaps: float = 0.0, highest: int = 5) -> np.ndarray:
    rng = np.random.default_rng(seed)
    level = rng.normal(0, 1, (n, 1)) + rng.normal(0, 0.5, (1, k)) + rng.normal(0, 0.8, (n, k))
    table = np.clip(np.round(3 + level), 1, highest)
    table[rng.random((n, k)) < gaps] = GAP
    return table
