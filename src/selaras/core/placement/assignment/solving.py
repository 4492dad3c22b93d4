"""The best seats without coupling rules."""

from selaras.core.placement.model import Certificate, Instance, Numbers, Solution, Values


def solve(instance: Instance) -> Solution:
    """Return the best seats; its rules are not asked.

    Among equals: the fewest moves, then the seats that come first by official and post, NOWHERE last.
    Raises ``Impossible`` with the smallest Hall violator.
    """
    raise NotImplementedError


def solve_draws(instance: Instance, values: Values) -> Numbers:
    """Return (draws, n) the best seats under each drawn set of values.

    values : (draws, n, m) hundredths; read where the instance is open
    Raises ``Impossible``.
    """
    raise NotImplementedError


def solve_sparse(
    rows: Numbers, columns: Numbers, values: Values, n: int, m: int
) -> tuple[Solution, Certificate]:
    """Return the best seats of n officials, who all must get one, with the proof; pair k is
    (rows[k], columns[k]) and is worth values[k].

    Raises ``Impossible``.
    """
    raise NotImplementedError
