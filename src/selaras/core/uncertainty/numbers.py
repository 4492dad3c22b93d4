"""Floats as the decimals that are published."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np

from selaras.core.margins import Interval
from selaras.core.measurement.ratings import Floats
from selaras.core.points import rounded

PLACES = 2
SHARE_PLACES = 1
CENTRAL = (0.025, 0.975)


def interval(draws: Floats) -> Interval:
    """Return the central 95 percent of draws."""
    lower, upper = np.quantile(draws, CENTRAL)
    return Interval(lower=number(float(lower)), upper=number(float(upper)))


def number(value: float) -> Decimal:
    """Return a float as a decimal of two places, half away from zero; minus zero is zero.

    >>> number(-0.004), number(2.675)
    (Decimal('0.00'), Decimal('2.68'))
    """
    # The shortest decimal that reads back as this float is what anybody would round by hand.
    exact = Fraction(Decimal(repr(value)))
    size = rounded(abs(exact), PLACES)
    return -size if exact < 0 and size else size


def maybe(value: float) -> Decimal | None:
    """Return a statistic, or None where nothing could be seen."""
    return number(float(value)) if math.isfinite(value) else None


def percent(share: float) -> Decimal:
    """Return a share of one in percent, with one decimal, half up.

    >>> percent(0.12345), percent(1.0)
    (Decimal('12.3'), Decimal('100.0'))
    """
    return rounded(Fraction(Decimal(repr(share))) * 100, SHARE_PLACES)
