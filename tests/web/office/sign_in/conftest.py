"""Hashing is slow on purpose; tests that are not about that hash quickly, by the same scheme."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache


class QuickArgon2(Argon2PasswordHasher):
    """Argon2id with little work; it counts how often it works, because the real one takes the time."""

    time_cost, memory_cost, parallelism = 1, 64, 1
    n_worked = 0

    def encode(self, password: str, salt: str) -> str:
        QuickArgon2.n_worked += 1
        return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        QuickArgon2.n_worked += 1
        return bool(super().verify(password, encoded))


@pytest.fixture(autouse=True)
def quick_hashing(settings: object) -> Iterator[type[QuickArgon2]]:
    """Hash quickly, and count no attempt of another test."""
    settings.PASSWORD_HASHERS = [f"{__name__}.QuickArgon2"]  # type: ignore[attr-defined]
    cache.clear()
    yield QuickArgon2
    cache.clear()
