"""Integer prices that prove a bound, and the check that needs no solver."""

from selaras.core.placement.model import Certificate, Instance, Solution


def certificate_of(instance: Instance, solution: Solution) -> Certificate:
    """Return the least prices of posts under which nobody would rather sit elsewhere: scale 1, no rows.

    They depend on the instance alone. Raises ``proof_of_no_optimum`` where the seats are none.
    """
    raise NotImplementedError


def check(instance: Instance, certificate: Certificate) -> int:
    """Return what no lawful set of seats can be worth more than, in hundredths.

    Raises ``proof_misses_pair`` with both codes where a pair is not covered, ``proof_has_other_size``,
    ``proof_price_negative``, ``proof_number_too_large``.
    """
    raise NotImplementedError
