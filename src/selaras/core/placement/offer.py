"""The types of what is offered to the deciding officer: the problem in the event's words, and the answer.

Papers, workbook, commands and entries are made from an ``Offer`` and compute nothing themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.outcome import Reason
from selaras.core.placement.model import Instance, Losses, Point, Slate, Step
from selaras.core.rules import Finding

Pair = tuple[int, int]  # row and column of an Instance

# Every code of a Reason that closes a pair; papers and screens have a sentence for each in both languages.
CLOSING_CODES = (
    "not_a_participant",  # exempt, ineligible, not assessed: keeps the own post. facts: status
    "below_the_mark",  # develops and is tested again. facts: category
    "performance_below",  # facts: box
    "knocked_out",  # a mandatory competence is missing. facts: competences
    "no_standard",  # the post has no standard, so nobody can be matched with it
    "no_level",  # nothing is known of the person's level
    "not_in_play",  # the post is not to be filled in this event
    "not_among_three",  # open selection: not one of the three best of the post. facts: place
    "banned",  # the deciding officer's wish
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What one open pair is worth, part by part, in points with two places; ``value`` in hundredths.

    match : percent of the post's standard, None where only the own post has none (then it counts as 0)
    expected : the mean of its posterior draws, which then counts instead; None where nothing was measured
    experience : 0..100, None where it does not count: the policy gives it no weight, the post asks no field
    price : what the move costs; 0 for the own post
    knocked_out_by : mandatory competences that are missing for the own post, which then counts as 0 too
    """

    match: Decimal | None
    experience: Decimal | None
    price: Decimal
    value: int
    expected: Decimal | None = None
    knocked_out_by: tuple[v.CompetenceCode, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """An Instance with its reasons. Rows are the officials, columns the posts that are held or in play.

    nips, positions : by row, by column
    closed : of every pair that is not open why not, in the order in which it was asked (law as Finding)
    flags : of open pairs what the law warns of
    worth : of every open pair, and of pairs that a wish could open (``Instance.openable``)
    """

    instance: Instance
    nips: tuple[v.Nip, ...]
    positions: tuple[v.PositionCode, ...]
    closed: Mapping[Pair, tuple[Finding | Reason, ...]]
    flags: Mapping[Pair, tuple[Finding, ...]]
    worth: Mapping[Pair, Worth]


class MoveKind(v.Term):
    """What a move is in the words of an office; the law's door is another for each."""

    STAY = "stay", "Tetap"
    EXTEND = "extend", "Perpanjangan"
    MUTATION = "mutation", "Mutasi"  # another post of the same class
    ROTATION = "rotation", "Rotasi"  # in exchange with others: part of a cycle
    PROMOTION = "promotion", "Promosi"  # a higher class of the same level
    LOWER_CLASS = "lower-class", "Mutasi ke kelas lebih rendah"
    DEMOTION = "demotion", "Penurunan jabatan"  # a lower level, by its own procedure
    SELECTION = "selection", "Hasil seleksi terbuka"
    NO_SEAT = "no-seat", "Belum memperoleh jabatan"  # whoever need not get one: from outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a move changes for the person: (before, after), None where not known."""

    echelon: tuple[str | None, str | None]
    job_class: tuple[int | None, int | None]
    allowance_class: tuple[str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyNot:
    """Why an official does not get a post in the best slate.

    closed : the gates; then nothing else is told
    loss : hundredths that all together would lose; 0 for a tie. path : who would have to go where instead
    is_bound : the loss may be greater (coupling rules)
    never : no lawful set of seats has this pair at all
    """

    official: int
    post: int
    closed: tuple[Finding | Reason, ...] = ()
    loss: int = 0
    path: tuple[Step, ...] = ()
    is_bound: bool = False
    never: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatTold:
    """One official in the best slate, with all that a sentence "why here, why not there" needs.

    margin : hundredths that forcing the official's next best seat would lose; None where there is no other
    others : up to three other posts, least loss first; wished : the post of greatest own fit if it is another
    """

    official: int
    post: int
    kind: MoveKind
    change: Change
    worth: Worth | None
    flags: tuple[Finding, ...]
    margin: int | None
    others: tuple[WhyNot, ...]
    wished: WhyNot | None
    chosen_percent: Decimal | None  # of draws in which the optimum seats the official here


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One of up to three ranked persons for a post."""

    official: int
    worth: Worth
    loss: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PostTold:
    """One post in the best slate; ``goes_to_selection`` where it stays empty and may be filled."""

    post: int
    holder: int  # NOWHERE: empty
    candidates: tuple[Candidate, ...]
    goes_to_selection: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Offer:
    """Everything offered: in Mode Ringkas the first slate alone is shown, with ``seats`` and ``posts``.

    slates : best, few moves, robust; a slate equal to an earlier one is told all the same
    seats, posts : of the first slate, by row and by column
    frontier : fewest moves first, up to the moves of the best
    """

    problem: Problem
    slates: tuple[Slate, ...]
    losses: Losses
    seats: tuple[SeatTold, ...]
    posts: tuple[PostTold, ...]
    frontier: tuple[Point, ...]

    @property
    def instance(self) -> Instance:
        return self.problem.instance
