"""The core agrees with an independent oracle in rational numbers, to the last digit."""

from collections import Counter
from random import Random

import pytest

from selaras.core.dossier import dossier_of
from selaras.core.errors import CoreError
from selaras.core.scoring import category_of, score_person
from tests.core.building import ANI, rulebook_on
from tests.references import oracle_scoring as oracle
from tests.references.random_cases import random_case

N_TREES = 1_000
SEED = 20_240_130


def test_the_score_of_a_thousand_random_trees_agrees_with_the_oracle() -> None:
    chance = Random(SEED)
    fates: Counter[str] = Counter()
    while fates["score"] < N_TREES:
        case = random_case(chance)
        dossier = dossier_of(case, rulebook_on())
        try:
            expected = oracle.score_of(case, ANI.nip)
        except oracle.Gap:
            fates["gap"] += 1
            with pytest.raises(CoreError):
                score_person(dossier, ANI.nip)
            continue
        fates["score"] += 1

        found = score_person(dossier, ANI.nip)

        assert found.exact == expected
        assert str(found.score) == oracle.printed(expected, case.scheme.places)
        assert category_of(found.score, case.scheme).value == oracle.category_at(case, expected)
    # Gaps must really occur as well, or the agreement on them would say nothing.
    assert fates["gap"] > N_TREES // 10
