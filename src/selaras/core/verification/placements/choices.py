"""The deciding officer's choice held against the slate it names: changed seats must be lawful too."""

from selaras.core.custody import Proposal
from selaras.core.errors import CoreError
from selaras.core.placement.model import NOWHERE
from selaras.core.verification.placements.problems import Posed
from selaras.core.verification.placements.slates import Offered, check_coupling, check_seats


def check_choice(told: Proposal, offered: Offered, posed: Posed) -> None:
    """Refuse changed seats of people or posts that the problem does not have, and unlawful ones."""
    instance = posed.instance
    rows = {code: i for i, code in enumerate(instance.officials)}
    columns = {code: j for j, code in enumerate(instance.posts)}
    seats = offered.seats.copy()
    for one in told.seats:
        if one.official not in rows or (one.position is not None and one.position not in columns):
            raise CoreError("proposal_wrong", subject=one.official[:64])
        seats[rows[one.official]] = NOWHERE if one.position is None else columns[one.position]
    if len({one.official for one in told.seats}) != len(told.seats):
        raise CoreError("proposal_wrong", subject="")
    check_seats(instance, seats, opened=offered.told.wishes.opened)
    check_coupling(instance, seats)
