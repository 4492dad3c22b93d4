"""What a seat is worth: the match, experience in the post's fields, less the price of a move.

All in whole hundredths of a point, rounded once, half up; what a paper prints adds up to what is compared.
"""

from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from selaras.core.careers import experience_months, plain
from selaras.core.casefile import CaseFile, Official, Position
from selaras.core.codec import hundredths
from selaras.core.eligibility import moving_on
from selaras.core.move_policy import MovePolicy
from selaras.core.outcome import Fit
from selaras.core.placement.offer import Worth
from selaras.core.points import rounded

WHOLE = 10_000  # one hundred percent, in hundredths
FULL_POINTS = 100
# What an appointment to JPT Pratama asks (PP 11/2017 Ps 107): a yardstick for posts that name no years.
USUAL_YEARS = 5
PLACES = 2
Number = TypeVar("Number", int, NDArray[np.int64])


class Experience:
    """Experience of one official in the fields of posts, each set of fields looked up once.

    case : needs no careers but the official's own
    """

    def __init__(self, official: Official, *, case: CaseFile) -> None:
        self._official, self._case = official, case
        self._months: dict[tuple[str, ...], int] = {}

    def points(self, position: Position) -> Decimal | None:
        """Return 0..100: the years that the post asks for are worth 50, twice as many 100; None if none.

        Half, because who may move there at all has these years; more of them is what sets people apart.
        """
        if not position.experience_fields:
            return None
        fields = tuple(sorted({plain(one) for one in position.experience_fields}))
        if fields not in self._months:
            on = moving_on(self._case)
            self._months[fields] = experience_months(self._official, case=self._case, fields=fields, on=on)
        return experience_points(months=self._months[fields], years=position.min_experience_years)


def experience_points(*, months: int, years: int | None) -> Decimal:
    """Return the points of months of experience against the years asked for.

    >>> experience_points(months=60, years=5), experience_points(months=72, years=3)
    (Decimal('50.00'), Decimal('100.00'))
    """
    asked = 12 * (years or USUAL_YEARS)
    return rounded(min(Fraction(months * FULL_POINTS, 2 * asked), Fraction(FULL_POINTS)), PLACES)


def worth_of(policy: MovePolicy, *, fit: Fit | None, experience: Decimal | None, is_move: bool) -> Worth:
    """Return what a seat is worth, part by part; where the match was measured its expectation counts.

    fit : None where only the own post has no standard. Such a post, and an own post for which a mandatory
        competence is missing, count as nothing: whoever may move elsewhere is better placed there, as the
        panel's recommendation has it. Other posts are closed then.
    """
    price = policy.move_price if is_move else Decimal(0)
    if fit is None:
        return Worth(match=None, experience=experience, price=price, value=0)
    if fit.knocked_out_by:
        return Worth(
            match=fit.percent,
            experience=experience,
            price=price,
            value=0,
            expected=fit.expected,
            knocked_out_by=fit.knocked_out_by,
        )
    known = None if experience is None else hundredths(experience)
    weighted = weighted_match(hundredths(fit.counted), experience=known, weight=policy.experience_weight)
    return Worth(
        match=fit.percent,
        experience=experience,
        price=price,
        value=weighted - hundredths(price),
        expected=fit.expected,
    )


def weighted_match(match: Number, *, experience: int | None, weight: Decimal) -> Number:
    """Return match and experience together, in hundredths like both; one number or an array of draws.

    >>> weighted_match(9000, experience=5000, weight=Decimal(20))
    8200
    """
    if experience is None:
        return match
    share = hundredths(weight)
    # Floor of x + 1/2 is half up for what is never negative.
    return (2 * (match * (WHOLE - share) + experience * share) + WHOLE) // (2 * WHOLE)
