"""The types of a placement: who may sit where, what it is worth, and what a slate is. Nothing is computed.

Inside this room people and posts are numbers (rows and columns), in the order of their codes; values are
integers in hundredths of a point, so that every sum, loss and proof is exact.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from selaras.core.move_policy import CouplingRule
from selaras.core.vocabulary import Term

Values = NDArray[np.int64]
Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

NOWHERE = -1  # in the place of a column: no seat; in the place of a row: nobody


@dataclass(frozen=True, eq=False, kw_only=True)
class Instance:
    """Who may sit where, and what it is worth.

    officials, posts : n and m codes, ascending
    values : (n, m) hundredths of a point; says nothing where ``open`` is False
    open : (n, m) whether no gate closes the pair
    home : (n,) column of the own post, or NOWHERE
    must : (n,) whether the official has to get a seat (the non-job guard); others may go without, worth 0
    unit : (m,) number of the unit that a post belongs to
    rules : rules that several moves break together, with rows and columns by code
    units : the units' names, by number; a unit quota names its unit
    openable : (n, m) pairs closed only because the post is not to be filled; ``Wishes.opened`` opens them
    """

    officials: tuple[str, ...]
    posts: tuple[str, ...]
    values: Values
    open: Flags
    home: Numbers
    must: Flags
    unit: Numbers
    rules: tuple[CouplingRule, ...] = ()
    units: tuple[str, ...] = ()
    openable: Flags | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A linear rule over pairs: the sum of coefficient x chosen is at most ``most``.

    pairs : (row, column, coefficient)
    rule : index of the coupling rule that it comes from; -1 for a wish (``Wishes.most_moves``)
    """

    pairs: tuple[tuple[int, int, int], ...]
    most: int
    rule: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the deciding officer asks of one slate; part of its entry.

    pins : official -> post that must be; bans : pairs that must not be; opened : posts to fill besides
    """

    most_moves: int | None = None
    pins: tuple[tuple[str, str], ...] = ()
    bans: tuple[tuple[str, str], ...] = ()
    opened: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class Solution:
    """One complete set of seats.

    seat : (n,) column of each official, or NOWHERE
    bound : no lawful set of seats is worth more, proven; equal to ``objective`` when it is an optimum
    """

    seat: Numbers
    objective: int
    bound: int

    @property
    def is_optimal(self) -> bool:
        return self.objective == self.bound


@dataclass(frozen=True, eq=False, kw_only=True)
class Certificate:
    """What proves a bound without solving anything, all in integers of 1/scale hundredths.

    For every open pair ``officials[i] + posts[j] + sum(price x coefficient of the rows) >= scale x value``,
    with posts >= 0, prices >= 0 and officials >= 0 where there need not be a seat. Then no set of seats is
    worth more than ``(sum(officials) + sum(posts) + sum(price x most)) / scale``, rounded down.
    """

    scale: int
    officials: Numbers  # (n,)
    posts: Numbers  # (m,)
    rows: tuple[tuple[Row, int], ...] = ()  # every row that has a price, and the price


class SlateName(Term):
    BEST = "best", "Terbaik"
    FEW_MOVES = "few-moves", "Perpindahan terbatas"
    ROBUST = "robust", "Paling tahan ketidakpastian"
    WISHED = "wished", "Menurut permintaan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One official's way from a post (NOWHERE: from outside) to a post (NOWHERE: out of the seats)."""

    official: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Moves that hang together: a chain ends in a post that was empty, a cycle in the post it began from."""

    steps: tuple[Step, ...]
    is_cycle: bool


@dataclass(frozen=True, eq=False, kw_only=True)
class Slate:
    """One complete set of moves as it is offered.

    tied : officials who could sit elsewhere at no loss, though not all at once
    regret_bound : of the most robust slate: no lawful slate has a smaller CVaR of regret, proven
    """

    name: SlateName
    wishes: Wishes
    solution: Solution
    certificate: Certificate
    chains: tuple[Chain, ...]
    tied: tuple[int, ...] = ()
    chosen_in: Numbers | None = None  # (n,) draws whose optimum has the same seat; None: no draws
    n_draws: int = 0
    regret: tuple[int, int] | None = None  # mean and CVaR of the worst tenth of regret over draws, hundredths
    regret_bound: int | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class Losses:
    """What it costs to force a pair.

    loss : (n, m) hundredths that the optimum loses; -1 where the pair is closed or cannot be at all
    is_exact : False with coupling rules, where the loss is a lower bound and the exact one comes on demand
    unseated : (n,) the same for going without a seat; -1 for whoever must have one
    """

    loss: Values
    is_exact: bool
    unseated: Values | None = None
    _next: Numbers = field(repr=False)  # of assignment.residual: the way back along the shortest paths


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The best value with so many moves or fewer; ``is_supported``: some price of a move makes it best."""

    moves: int
    objective: int
    is_supported: bool


class RequirementKind(Term):
    """What can stand in the way of a slate."""

    GUARD = "guard", "Tidak ada pejabat tanpa jabatan"
    GATES = "gates", "Jabatan yang boleh diduduki"
    PIN = "pin", "Ditetapkan"
    RULE = "rule", "Aturan bersama"
    MOST_MOVES = "most-moves", "Batas perpindahan"
    POST = "post", "Satu jabatan satu orang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One of several that cannot hold together; take any one away and the others can.

    GUARD : one official; GATES : one official, posts = the open columns; PIN : one official, one post
    RULE : rule = its index; POST : posts = (column,)
    """

    kind: RequirementKind
    officials: tuple[int, ...] = ()
    posts: tuple[int, ...] = ()
    rule: int = -1


class Impossible(Exception):
    """No set of seats is lawful; ``conflict`` is irreducible (for gates alone smallest, as far as proved)."""

    def __init__(self, conflict: tuple[Requirement, ...]) -> None:
        super().__init__("placement_impossible")
        self.conflict = conflict
