"""A sample of the bar `recompute`: random schemes, every number by other code, every digit changed."""

from random import Random

import pytest

from tests.tampered.random_events import random_event
from tests.tampered.recounting import any_change, is_refused_in_the_bundle, recounted
from tests.tampered.signed_event import signed_event


@pytest.mark.parametrize("number", [2, 3])
def test_every_number_of_a_random_event_is_exact_and_no_changed_digit_passes(number: int) -> None:
    found = recounted(random_event(number, officials=3), seed=str(number))

    assert found.wrong == ()
    assert found.missed == ()
    assert found.recomputed == found.numbers
    assert found.by_oracle > found.numbers // 4
    assert found.digits > 2 * found.numbers


def test_a_changed_digit_is_found_in_the_whole_bundle() -> None:
    event, chance = signed_event(), Random("angka")

    assert all(is_refused_in_the_bundle(event, any_change(event, chance)) for _ in range(10))
