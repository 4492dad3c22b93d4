"""Chance is handed in, so that a test can know what it will be."""

import hashlib

from selaras.outside.chance import Chance, SeededChance, SystemChance


def test_chance_of_the_system_never_repeats() -> None:
    chance: Chance = SystemChance()

    drawn = {chance.draw(16) for _ in range(100)}

    assert len(drawn) == 100
    assert {len(one) for one in drawn} == {16}


def test_seeded_chance_is_the_same_however_it_is_cut() -> None:
    whole = SeededChance("vectors").draw(100)
    parts: Chance = SeededChance("vectors")

    assert b"".join(parts.draw(n) for n in (1, 0, 31, 40, 28)) == whole
    assert whole[:32] == hashlib.sha256(b"vectors" + bytes(8)).digest()
    assert SeededChance("other").draw(100) != whole
