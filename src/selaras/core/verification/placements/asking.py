"""Every problem, slate and choice asked in the ledger's order, each with what stands before it."""

from dataclasses import replace
from typing import TypeVar

from selaras.core import custody
from selaras.core.codec import Json, from_json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.placement.model import SlateName
from selaras.core.placement.told import ProblemTold, SlateTold
from selaras.core.proposing import digest_of
from selaras.core.verification.found import Entry, Found, at_index
from selaras.core.verification.placements.choices import check_choice
from selaras.core.verification.placements.drawn import Redrawn
from selaras.core.verification.placements.problems import Frozen, Posed, check_parts, compare, posed
from selaras.core.verification.placements.slates import Offered, check_slate
from selaras.core.verification.placements.together import check_together
from selaras.core.verification.verdict import Placed

T = TypeVar("T")


class Asking:
    """Asks one entry after the other; what is lawful and yet must be said becomes a warning."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._frozen = Frozen(found)
        self._posed: Posed | None = None
        self._slates: dict[str, Offered] = {}
        self._choices: list[tuple[int, str]] = []  # index, and the slate that was chosen
        self._placed = Placed()
        self._at = 0  # index of the problem that stands
        self._redrawn: Redrawn | None = None  # its draws, where it was recomputed

    def take(self, entry: Entry) -> None:
        """Refuse what does not hold, naming the entry."""
        try:
            # It is about everybody: under one person's code an own bundle would hold a part of it.
            if entry.envelope.subject or entry.envelope.method:
                raise CoreError(f"{entry.envelope.type.value}_wrong", part="subject")
            if entry.envelope.type is EntryType.PLACEMENT:
                self._take_problem(entry)
            elif entry.envelope.type is EntryType.SLATE:
                self._take_slate(entry)
            else:
                self._take_choice(entry)
        except CoreError as wrong:
            raise at_index(entry.index, wrong) from wrong

    def finish(self) -> Placed:
        """Return what was asked; warn of choices that do not stand any more."""
        self._check_answered()
        for index, slate in self._choices:
            if index != self._choices[-1][0]:
                self._found.warn("proposal_superseded", index=index)
            elif slate not in self._slates or not self._frozen.is_last(self._posed):
                self._found.warn("proposal_of_older_result", index=index)
        return self._placed

    def _take_problem(self, entry: Entry) -> None:
        one = posed(_read(ProblemTold, entry.payload, "placement_wrong"))
        policy = check_parts(one, self._frozen.policy(before=entry.index))
        own = self._frozen.problem(one)
        if own is None:
            self._found.warn("placement_not_recomputed", index=entry.index)
        else:
            compare(one, own)
        self._check_answered()
        self._posed = replace(
            one,
            digest=digest_of(entry.payload),
            recomputed=own,
            few_moves=policy.few_moves,
            is_measured=self._frozen.is_measured(before=entry.index),
        )
        self._slates, self._at = {}, entry.index
        grounds = self._found.grounds
        self._redrawn = None if own is None or grounds is None else Redrawn(grounds, own)
        n = one.n_pairs
        self._placed = replace(
            self._placed,
            problems=self._placed.problems + 1,
            pairs_recomputed=self._placed.pairs_recomputed + (n if own is not None else 0),
            pairs_not_here=self._placed.pairs_not_here + (n if own is None else 0),
        )

    def _check_answered(self) -> None:
        """Refuse a problem to which nothing was offered, and tell which of the three slates is not there."""
        if self._posed is None:
            return
        if not self._slates:
            raise CoreError("best_slate_missing", index=self._at)
        told = [one.told for one in self._slates.values()]
        is_drawn = any(one.draws is not None for one in told)
        for name in (SlateName.FEW_MOVES, *((SlateName.ROBUST,) if is_drawn else ())):
            if all(one.name is not name for one in told):
                self._found.warn("slate_left_out", index=self._at, name=name.value)

    def _take_slate(self, entry: Entry) -> None:
        told = _read(SlateTold, entry.payload, "slate_wrong")
        if self._posed is None or told.problem != self._posed.digest:
            raise CoreError("slate_of_another_problem")
        offered = check_slate(told, self._posed, is_first=not self._slates)
        if told.draws is not None and not self._posed.is_measured:
            raise CoreError("slate_wrong", part="draws")
        check_together(offered, tuple(self._slates.values()), self._posed, few_moves=self._posed.few_moves)
        # The most robust is none of the best by value: its bound is theirs.
        if told.name is not SlateName.ROBUST and told.bound != told.objective:
            self._found.warn("best_not_proved", index=entry.index, gap=told.bound - told.objective)
        if offered.gap:
            self._found.warn("slate_proved_by_solver", index=entry.index, gap=offered.gap)
        self._slates[digest_of(entry.payload)] = offered
        is_drawn = told.draws is not None
        is_recounted = self._redrawn is not None and self._redrawn.recounts(offered)
        self._placed = replace(
            self._placed,
            draws_recomputed=self._placed.draws_recomputed + (is_drawn and is_recounted),
            draws_not_here=self._placed.draws_not_here + (is_drawn and not is_recounted),
            slates=self._placed.slates + 1,
            proved=self._placed.proved + offered.is_proved,
        )

    def _take_choice(self, entry: Entry) -> None:
        told = _read(custody.Proposal, entry.payload, "proposal_wrong")
        if self._posed is None or told.slate not in self._slates:
            raise CoreError("proposal_of_no_slate")
        check_choice(told, self._slates[told.slate], self._posed)
        self._choices.append((entry.index, told.slate))
        self._placed = replace(self._placed, choices=self._placed.choices + 1)


def _read(kind: type[T], payload: Json, code: str) -> T:
    """Return a payload as its class; whatever is wrong with a field has one code in every verifier."""
    try:
        return from_json(kind, payload)
    except CoreError as wrong:
        raise CoreError(code, part="fields", because=wrong.facts.get("field")) from wrong
