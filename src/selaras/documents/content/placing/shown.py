"""What every paper on a placement reads: the offer with its names, and each official's way in few words."""

from dataclasses import dataclass, replace

from selaras.core import casefile as c
from selaras.core import outcome as o
from selaras.core.placement.model import NOWHERE, Slate
from selaras.core.placement.offer import MoveKind, Offer, SeatTold
from selaras.documents import facts, placing_sentences
from selaras.documents.docket import Docket
from selaras.documents.placing_sentences import INDONESIAN, Cast, Reasons

NO_DECISION = "Rekomendasi panel, bukan keputusan."
_STAYING = (MoveKind.STAY, MoveKind.EXTEND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One offer as papers show it; ``results``, ``officials`` by row, ``posts`` by column."""

    docket: Docket
    offer: Offer
    cast: Cast
    results: tuple[o.OfficialResult, ...]
    officials: tuple[c.Official, ...]
    posts: tuple[c.Position, ...]

    @property
    def best(self) -> Slate:
        return self.offer.slates[0]

    def moves(self) -> list[SeatTold]:
        """Return those who change their post, in the order of their codes."""
        return [one for one in self.offer.seats if is_move(one)]

    def reasons(self, seat: SeatTold) -> Reasons:
        return placing_sentences.reasons(self.offer, self.cast, seat, INDONESIAN)


def shown(docket: Docket) -> Shown | None:
    """Return the offer of an event; None where there is none."""
    offer = docket.offer
    if offer is None:
        return None
    found = {one.nip: one for one in docket.results.officials}
    problem = offer.problem
    return Shown(
        docket=docket,
        offer=offer,
        cast=placing_sentences.cast_of(docket.case, docket.results, problem),
        results=tuple(found[nip] for nip in problem.nips),
        officials=tuple(docket.officials[nip] for nip in problem.nips),
        posts=tuple(docket.positions[code] for code in problem.positions),
    )


def chosen(docket: Docket) -> Shown | None:
    """Return what the deciding officer chose; until then the panel's offer."""
    return shown(replace(docket, offer=docket.choice.offer) if docket.choice else docket)


def is_move(seat: SeatTold) -> bool:
    return seat.kind not in _STAYING and seat.post != NOWHERE


def n_moves(one: Shown, slate: Slate) -> int:
    """Return how many officials sit elsewhere than today in a slate."""
    pairs = zip(slate.solution.seat.tolist(), one.offer.instance.home.tolist(), strict=True)
    return sum(1 for seat, home in pairs if seat not in (home, NOWHERE))


def points(hundredths: int) -> str:
    """Return hundredths as points.

    >>> points(-320)
    '−3,20'
    """
    told = INDONESIAN.points(abs(hundredths))
    whole, _, rest = told.partition(",")
    return f"{'−' if hundredths < 0 else ''}{facts.number(int(whole), 0)},{rest}"
