"""Which other posts are told: the nearest, and for whoever moves always the one that is left."""

from selaras.core.placement.explaining import MOST_OTHERS, Explained
from tests.documents import building as t
from tests.documents.building_offers import offered


def test_whoever_moves_is_always_told_why_not_to_stay():
    one = offered(12, 2)
    offer = one.offer
    explained = Explained(
        case=one.case,
        rulebook=t.rulebook(),
        results=one.results,
        problem=offer.problem,
        slate=offer.slates[0],
        losses=offer.losses,
        paths=lambda row, column: (),
    )

    seats = explained.seats()

    home = offer.instance.home.tolist()
    moved = [seat for seat in seats if seat.post != home[seat.official]]
    assert len(moved) > 3
    for seat in moved:
        told = [other.post for other in seat.others]
        losses = [other.loss for other in seat.others]
        assert home[seat.official] in told
        assert len(told) == MOST_OTHERS
        assert losses == sorted(losses)
        assert losses[0] == seat.margin
