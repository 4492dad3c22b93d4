"""The deciding officer's choice read back from the ledger: one slate, as it is or with other seats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from selaras.core.casefile import CaseFile
from selaras.core.codec import from_json
from selaras.core.custody import Proposal
from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.outcome import Results
from selaras.core.placement import assignment
from selaras.core.placement.model import NOWHERE, Certificate, Instance, Numbers, Slate, SlateName, Solution
from selaras.core.placement.offer import Offer
from selaras.core.placement.offering import offer_as_chosen, with_opened
from selaras.core.placement.told import SlateTold, certificate_told, seats_of
from selaras.core.proposing import digest_of
from selaras.core.rules import Rulebook


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What goes to the reviewer.

    proposal : the officer's words, as they were entered
    offer : the seats that were chosen, as the one slate; it tells nothing of what others would be worth
    """

    proposal: Proposal
    offer: Offer


def chosen_in(
    entries: Sequence[Opened], case: CaseFile, rulebook: Rulebook, results: Results, *, offer: Offer
) -> Chosen | None:
    """Return the last choice among the slates of the last problem; None where nobody chose yet.

    offer : what is proposed on the last result
    Raises ``proposal_of_no_slate``, and ``proposal_wrong`` for seats that the problem does not allow.
    """
    last = {one.type: n for n, one in enumerate(entries)}
    at, chosen = last.get(EntryType.PLACEMENT, -1), last.get(EntryType.PROPOSAL, -1)
    if not last.get(EntryType.RESULT, -1) < at < chosen:
        return None
    proposal = from_json(Proposal, entries[chosen].payload)
    payload = next(
        (
            one.payload
            for one in entries[at:chosen]
            if one.type is EntryType.SLATE and digest_of(one.payload) == proposal.slate
        ),
        None,
    )
    if payload is None:
        raise CoreError("proposal_of_no_slate")
    told = from_json(SlateTold, payload)
    problem = with_opened(offer.problem, told.wishes.opened)
    seat = _seats(told, proposal, problem.instance)
    slate = Slate(
        name=told.name,
        wishes=told.wishes,
        solution=Solution(seat=seat, objective=told.objective, bound=told.bound),
        certificate=certificate_told(told.proof),
        chains=assignment.chains(problem.instance, seat),
    )
    if proposal.seats:
        slate = _changed(slate, problem.instance)
    return Chosen(
        proposal=proposal,
        offer=offer_as_chosen(case, rulebook, results, problem=problem, slate=slate),
    )


def _seats(told: SlateTold, proposal: Proposal, instance: Instance) -> Numbers:
    """Return the slate's seats with the officer's; refuse what the problem does not allow."""
    rows = {code: i for i, code in enumerate(instance.officials)}
    columns = {code: j for j, code in enumerate(instance.posts)}
    seat = seats_of(told, instance)
    for one in proposal.seats:
        if one.official not in rows or (one.position is not None and one.position not in columns):
            raise CoreError("proposal_wrong", subject=one.official[:64])
        seat[rows[one.official]] = NOWHERE if one.position is None else columns[one.position]
    taken: set[int] = set()
    for i, j in enumerate(seat.tolist()):
        is_lawful = not instance.must[i] if j == NOWHERE else instance.open[i, j] and j not in taken
        if not is_lawful:
            raise CoreError("proposal_wrong", subject=instance.officials[i])
        taken |= {j} - {NOWHERE}
    return seat


def _changed(slate: Slate, instance: Instance) -> Slate:
    """Return changed seats as a slate of their own, with a bound that holds whatever was wished.

    Nobody sought them, so what is proved is plain: no official is worth more than on the post worth most.
    """
    most = np.where(instance.open, instance.values, np.iinfo(np.int64).min).max(axis=1, initial=0)
    seat = slate.solution.seat
    worth = sum(int(instance.values[i, j]) for i, j in enumerate(seat.tolist()) if j != NOWHERE)
    proof = Certificate(scale=1, officials=most, posts=np.zeros(len(instance.posts), np.int64), rows=())
    return replace(
        slate,
        name=SlateName.WISHED,
        solution=Solution(seat=seat, objective=worth, bound=int(most.sum())),
        certificate=proof,
    )
