"""Hashing is slow on purpose; tests that are not about that hash quickly, by the same scheme."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import cache


class QuickArgon2(Argon2PasswordHasher):
    time_cost, memory_cost, parallelism = 1, 64, 1


@pytest.fixture(autouse=True)
def quick_hashing(request: pytest.FixtureRequest, settings: object) -> Iterator[None]:
    """Hash quickly, and count no attempt of another test."""
    if "as_long" not in request.node.name:
        settings.PASSWORD_HASHERS = [f"{__name__}.QuickArgon2"]  # type: ignore[attr-defined]
    cache.clear()
    yield
    cache.clear()
