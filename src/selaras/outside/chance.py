"""Bytes that nobody can foresee: salts and ids."""

import hashlib
import secrets
from typing import Protocol


class Chance(Protocol):
    def draw(self, n_bytes: int) -> bytes:
        """Return that many bytes which nobody could foresee."""
        ...


class SystemChance:
    def draw(self, n_bytes: int) -> bytes:
        return secrets.token_bytes(n_bytes)


class SeededChance:
    """Chance for tests and vectors: SHA-256 over a seed and a counter, the same in every language."""

    def __init__(self, seed: str) -> None:
        self._seed = seed.encode()
        self._left = b""
        self._blocks = 0

    def draw(self, n_bytes: int) -> bytes:
        while len(self._left) < n_bytes:
            block = hashlib.sha256(self._seed + self._blocks.to_bytes(8)).digest()
            self._left += block
            self._blocks += 1
        drawn, self._left = self._left[:n_bytes], self._left[n_bytes:]
        return drawn
