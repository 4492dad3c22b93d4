"""The policy of moves (kebijakan penempatan): what a move is worth and costs, and which moves hang together.

Part of the scheme, so frozen with it: no rule can be made to measure once the scores are known.
"""

from dataclasses import dataclass
from decimal import Decimal

from selaras.core import vocabulary as v


class CouplingKind(v.Term):
    """A rule that no single move can break, only several together."""

    MOST_MOVES = "most-moves", "Paling banyak perpindahan"
    UNIT_QUOTA = "unit-quota", "Paling banyak pergantian dalam satu unit"
    APART = "apart", "Tidak dalam satu unit"
    NOT_BOTH = "not-both", "Tidak berganti bersamaan"
    LONGEST_CHAIN = "longest-chain", "Rantai terpanjang"
    LONGEST_CYCLE = "longest-cycle", "Pertukaran terpanjang"
    ONLY_IF = "only-if", "Hanya bila"


@dataclass(frozen=True, slots=True, kw_only=True)
class CouplingRule:
    """One rule; which fields count depends on its kind.

    MOST_MOVES : at most ``most`` officials move.
    UNIT_QUOTA : of the posts of ``unit`` at most ``most`` change their holder.
    APART : no two of ``officials`` sit in posts of one unit (kin, spouses).
    NOT_BOTH : of ``positions`` at most one changes its holder (a head and the deputy).
    LONGEST_CHAIN, LONGEST_CYCLE : no chain (cycle) of more than ``most`` moves.
    ONLY_IF : ``officials[0]`` moves to ``positions[0]`` only if ``officials[1]`` moves to ``positions[1]``.
    """

    kind: CouplingKind
    most: int | None = None
    unit: str | None = None
    officials: tuple[v.Nip, ...] = ()
    positions: tuple[v.PositionCode, ...] = ()
    because: str = ""  # the ground, as the papers print it


@dataclass(frozen=True, slots=True, kw_only=True)
class MovePolicy:
    """How moves are valued, in points of 0..100.

    The value of a seat is ``match`` weighted with ``100 - experience_weight`` plus experience in the post's
    fields weighted with ``experience_weight``; a move costs ``move_price``.
    """

    experience_weight: Decimal = Decimal(0)  # percent
    move_price: Decimal = Decimal(2)  # a gain up to this moves nobody
    few_moves: int | None = None  # size of the middle slate; None: half of the moves of the best
    rules: tuple[CouplingRule, ...] = ()
