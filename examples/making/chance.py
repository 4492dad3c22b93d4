"""Chance that is the same everywhere: only ``random()`` of Python's generator is promised to stay."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")


class Chance:
    def __init__(self, seed: str) -> None:
        self._source = random.Random(seed)

    def unit(self) -> float:
        return self._source.random()

    def happens(self, share: float) -> bool:
        return self.unit() < share

    def between(self, lowest: int, highest: int) -> int:
        return lowest + int(self.unit() * (highest - lowest + 1))

    def one_of(self, choices: Sequence[T]) -> T:
        return choices[self.between(0, len(choices) - 1)]

    def normal(self, spread: float) -> float:
        # Twelve uniforms instead of logarithms, whose last bit differs between machines.
        return spread * (sum(self.unit() for _ in range(12)) - 6)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        left = list(items)
        for last in range(len(left) - 1, 0, -1):
            other = self.between(0, last)
            left[last], left[other] = left[other], left[last]
        return left

    def day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.between(0, (last - first).days))


def working_day(day: date) -> date:
    """Return the day itself or the Monday after it: nobody is inaugurated on a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
