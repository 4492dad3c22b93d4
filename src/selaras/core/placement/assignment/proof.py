"""Integer prices that prove a bound, and the check that needs no solver."""

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.placement.assignment.pairs import largest_of, table
from selaras.core.placement.assignment.prices import Prices, proved
from selaras.core.placement.model import Certificate, Instance, Numbers, Solution

# What a checker written in any language can hold without rounding.
LARGEST = 2**53 - 1


def certificate_of(instance: Instance, solution: Solution) -> Certificate:
    """Return the least prices of posts under which nobody would rather sit elsewhere: scale 1, no rows.

    They depend on the instance alone. Raises ``proof_of_no_optimum`` where the seats are none.
    """
    prices = prices_of(instance, solution.seat)
    return Certificate(scale=1, officials=prices.officials, posts=prices.posts)


def prices_of(instance: Instance, seat: Numbers) -> Prices:
    """Return the least prices that prove seats to be best; raises ``proof_of_no_optimum``."""
    pairs = table(instance.values, instance.open, instance.must)
    best, prices = proved(pairs, seat)
    if not np.array_equal(best, seat):
        raise CoreError("proof_of_no_optimum")
    return prices


def check(instance: Instance, certificate: Certificate) -> int:
    """Return what no lawful set of seats can be worth more than, in hundredths.

    Raises ``proof_misses_pair`` with both codes where a pair is not covered, ``proof_misses_going`` where an
    official would rather go without, ``proof_price_negative``, ``proof_has_other_size``,
    ``proof_number_too_large``.
    """
    n, m = instance.open.shape
    officials, posts, scale = certificate.officials, certificate.posts, certificate.scale
    if officials.shape != (n,) or posts.shape != (m,) or scale < 1:
        raise CoreError("proof_has_other_size", officials=n, posts=m)
    prices = [price for _, price in certificate.rows]
    most = max(scale, largest_of(officials), largest_of(posts), *map(abs, prices), 0)
    if most > LARGEST:
        raise CoreError("proof_number_too_large", got=most, most=LARGEST)
    if negative := [j for j in range(m) if posts[j] < 0]:
        raise CoreError("proof_price_negative", post=instance.posts[negative[0]])
    if min(prices, default=0) < 0:
        raise CoreError("proof_price_negative", post="–")
    unwilling = np.flatnonzero(~instance.must & (officials < 0))
    if unwilling.size:
        raise CoreError("proof_misses_going", official=instance.officials[unwilling[0]])
    _check_pairs(instance, certificate)
    total = sum(officials.tolist()) + sum(posts.tolist())
    total += sum(price * row.most for row, price in certificate.rows)
    return int(total // scale)


def _check_pairs(instance: Instance, certificate: Certificate) -> None:
    n, m = instance.open.shape
    priced: dict[tuple[int, int], int] = {}
    for row, price in certificate.rows:
        for i, j, coefficient in row.pairs:
            if not (0 <= i < n and 0 <= j < m):
                raise CoreError("proof_has_other_size", officials=n, posts=m)
            priced[i, j] = priced.get((i, j), 0) + price * coefficient
    # Python's integers wherever 64 bits could run over: a forged proof may hold any numbers.
    worth = np.where(instance.open, instance.values, 0)
    largest = certificate.scale * largest_of(worth) + max(map(abs, priced.values()), default=0)
    kind = np.int64 if largest < 2**60 and worth.dtype != object else object
    cover = certificate.officials.astype(kind)[:, None] + certificate.posts.astype(kind)
    for (i, j), more in priced.items():
        cover[i, j] += more
    short = np.argwhere(instance.open & (cover < certificate.scale * worth.astype(kind)))
    if short.size:
        i, j = short[0]
        raise CoreError("proof_misses_pair", official=instance.officials[i], post=instance.posts[j])
