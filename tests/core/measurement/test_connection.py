"""Parts of a panel are numbered alike by the plain loop and by the compiled one."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.measurement import connection
from selaras.core.measurement.connection import components_of
from selaras.core.measurement.design import Design, design_of
from selaras.core.measurement.model import Model
from selaras.core.measurement.ratings import ratings_of


def design(pairs: list[tuple[int, int]]) -> Design:
    return design_of(
        ratings_of(
            [f"P-{official}" for official, _ in pairs],
            examiners=[f"PG-{examiner}" for _, examiner in pairs],
            marks=[1 + n % 3 for n in range(len(pairs))],
        ),
        Model(),
    )


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6)), min_size=1, max_size=25, unique=True))
def test_both_loops_give_the_same_parts(pairs: list[tuple[int, int]]) -> None:
    made = design(pairs)
    plain = components_of(made)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "FEW", 0)
        compiled = components_of(made)

    assert plain.n == compiled.n
    assert np.array_equal(plain.official, compiled.official)
    assert np.array_equal(plain.examiner, compiled.examiner)


def test_officials_are_of_one_part_exactly_when_examiners_join_them() -> None:
    found = components_of(design([(0, 0), (1, 0), (2, 1), (3, 1), (3, 2), (4, 3)]))

    assert found.official.tolist() == [0, 0, 1, 1, 2]
    assert found.n == 3


def test_whoever_shows_a_result_loads_no_compiler() -> None:
    code = "import sys, selaras.core.results; sys.exit('numba' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
