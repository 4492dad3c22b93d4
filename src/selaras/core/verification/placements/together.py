"""A slate held against the ones before it: each name once, the frozen few moves, draws that agree."""

from collections import Counter
from collections.abc import Sequence

from selaras.core.errors import CoreError
from selaras.core.placement.coupled.rows import moves_of
from selaras.core.placement.model import SlateName
from selaras.core.placement.told import DrawsTold, SlateTold
from selaras.core.verification.placements.problems import Posed
from selaras.core.verification.placements.slates import Offered, check_coupling

Counts = dict[tuple[int, str | None], int]  # official and post: draws whose optimum has this seat


def check_together(one: Offered, earlier: Sequence[Offered], posed: Posed, *, few_moves: int | None) -> None:
    """Refuse a slate that cannot stand beside those offered before it on the same problem.

    few_moves : of the frozen policy; None: half of the moves of the best, rounded up
    """
    name = one.told.name
    if name is not SlateName.WISHED and any(other.told.name is name for other in earlier):
        raise CoreError("slate_wrong", part="name")
    if name is SlateName.FEW_MOVES:
        _check_few_moves(one, earlier[0], posed, few_moves)
    if name is SlateName.ROBUST and (one.told.draws is None or one.told.draws.regret == ()):
        raise CoreError("slate_wrong", part="draws")
    drawn = [(other.told, other.told.draws) for other in (*earlier, one) if other.told.draws is not None]
    if one.told.draws is not None and not (_counts_agree(drawn) and _regrets_agree(drawn)):
        raise CoreError("slate_wrong", part="draws")


def _check_few_moves(one: Offered, best: Offered, posed: Posed, few_moves: int | None) -> None:
    """Refuse another limit than the frozen one; a greater one only where rules let nobody stay at home."""
    home, most = posed.instance.home, one.told.wishes.most_moves
    moves = moves_of(posed.instance, best.seats)
    frozen = -(-moves // 2) if few_moves is None else few_moves
    if most == frozen:
        return
    is_needed = most is not None and frozen < most == moves_of(posed.instance, one.seats) <= moves
    if is_needed:
        try:
            check_coupling(posed.instance, home)
        except CoreError:
            return
    raise CoreError("slate_wrong", part="most_moves")


def _counts_agree(drawn: Sequence[tuple[SlateTold, DrawsTold]]) -> bool:
    """Return whether one set of draws can have all these counts: a draw seats everybody once, a post once."""
    n = drawn[0][1].n
    counts: Counts = {}
    for told, draws in drawn:
        for i, (post, count) in enumerate(zip(told.seats, draws.chosen_in, strict=True)):
            if draws.n != n or counts.setdefault((i, post), count) != count:
                return False
    by_official, by_post = Counter[int](), Counter[str]()
    for (i, seat), count in counts.items():
        by_official[i] += count
        if seat is not None:
            by_post[seat] += count
    return max((*by_official.values(), *by_post.values()), default=0) <= n


def _regrets_agree(drawn: Sequence[tuple[SlateTold, DrawsTold]]) -> bool:
    """Return whether nothing unwished is better than the optimum of its draws, nor safer than the safest."""
    lawful = [(told, draws) for told, draws in drawn if told.name is not SlateName.WISHED]
    if any(one.regret_bound is not None and told.name is not SlateName.ROBUST for told, one in drawn):
        return False
    worst = [draws.regret[1] for _, draws in lawful if draws.regret]
    if any(draws.regret and draws.regret[0] < 0 for _, draws in lawful):
        return False
    robust = [draws for told, draws in lawful if told.name is SlateName.ROBUST]
    return all(one.regret[1] <= min(worst) and (one.regret_bound or 0) <= one.regret[1] for one in robust)
