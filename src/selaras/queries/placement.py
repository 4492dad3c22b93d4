"""The moves proposed on a result, as the ledger holds them, told again without searching."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from selaras.core.codec import from_json
from selaras.core.entries import EntryType, Opened, casefile_of
from selaras.core.errors import CoreError
from selaras.core.placement import assignment, coupled
from selaras.core.placement.choosing import Chosen, chosen_in
from selaras.core.placement.model import Instance, Slate, SlateName, Solution
from selaras.core.placement.offer import Offer
from selaras.core.placement.offering import offer_with
from selaras.core.placement.problem import problem_of
from selaras.core.placement.told import ProblemTold, SlateTold, certificate_told, problem_told, seats_of
from selaras.core.proposing import digest_of
from selaras.queries.results import Shown


def offer_in(entries: Sequence[Opened], shown: Shown) -> Offer | None:
    """Return what is proposed on the latest result; None where nothing was.

    shown : the result as ``result_in`` gives it
    Raises ``placement_differs`` where the entries make another problem than the one that was entered.
    """
    later = range(shown.frozen_at_size, len(entries))
    at = max((n for n in later if entries[n].type is EntryType.PLACEMENT), default=None)
    if at is None:
        return None
    told = from_json(ProblemTold, entries[at].payload)
    case = casefile_of(entries[:at])
    problem = problem_of(case, shown.rulebook, shown.results)
    if problem_told(problem, case=case, version=told.version) != told:
        raise CoreError("placement_differs", part="problem")
    digest = digest_of(entries[at].payload)
    slates = [
        slate_of(one, problem.instance)
        for entry in entries[at:]
        if entry.type is EntryType.SLATE
        and (one := from_json(SlateTold, entry.payload)).problem == digest
        and one.name is not SlateName.WISHED
    ]
    if not slates:
        return None
    return offer_with(case, shown.rulebook, shown.results, problem=problem, slates=slates)


def slates_in(entries: Sequence[Opened]) -> tuple[ProblemTold, dict[str, SlateTold]]:
    """Return the problem that stands and its slates by their digests, in the order of their entries.

    Raises ``slate_of_another_problem`` where nothing is proposed on the last result.
    """
    last = {one.type: n for n, one in enumerate(entries)}
    at = last.get(EntryType.PLACEMENT, -1)
    if at <= last.get(EntryType.RESULT, -1):
        raise CoreError("slate_of_another_problem")
    slates = {
        digest_of(one.payload): from_json(SlateTold, one.payload)
        for one in entries[at:]
        if one.type is EntryType.SLATE
    }
    return from_json(ProblemTold, entries[at].payload), slates


def choice_in(entries: Sequence[Opened], shown: Shown, offer: Offer | None) -> Chosen | None:
    """Return what the deciding officer chose of an offer; None where there is no offer or no choice yet."""
    if offer is None:
        return None
    return chosen_in(entries, shown.case, shown.rulebook, shown.results, offer=offer)


def slate_of(told: SlateTold, instance: Instance) -> Slate:
    """Return a slate as its entry tells it; what follows from the seats is found anew."""
    seat = seats_of(told, instance)
    draws = told.draws
    made = Slate(
        name=told.name,
        wishes=told.wishes,
        solution=Solution(seat=seat, objective=told.objective, bound=told.bound),
        certificate=certificate_told(told.proof),
        chains=assignment.chains(instance, seat),
    )
    if told.name is not SlateName.ROBUST:
        asked = coupled.wished(instance, told.wishes)
        rows = coupled.rows_of(asked, told.wishes)
        losses = coupled.losses(asked, rows, made.solution, made.certificate)
        made = replace(made, tied=coupled.tied(asked, rows, made.solution, losses))
    if draws is None:
        return made
    regret = (draws.regret[0], draws.regret[1]) if draws.regret else None
    return replace(made, chosen_in=np.array(draws.chosen_in, np.int64), n_draws=draws.n, regret=regret)
