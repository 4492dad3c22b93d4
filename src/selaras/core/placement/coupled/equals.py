"""Of equally good seats the same ones everywhere: whoever comes first by official, then by post."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from selaras.core.placement.coupled.programme import Best, best
from selaras.core.placement.coupled.proving import Priced, priced
from selaras.core.placement.model import NOWHERE, Flags, Instance, Numbers, Row, Values

MOST_UNDECIDED = 64
MOST_ORDERS_AT_ONCE = 1_000_000  # weights of one programme stay far from where floating point loses integers
SCALE = 16


def folded(instance: Instance) -> Values:
    """Return weights under which the greatest sum has the greatest value and then the fewest moves.

    Their sum is (n + 1) x value + officials at home - officials from outside with a seat.
    """
    share = len(instance.officials) + 1
    weights: Values = share * np.where(instance.open, instance.values, 0)
    settled = instance.home != NOWHERE
    weights[np.flatnonzero(settled), instance.home[settled]] += 1
    weights[~settled, :] -= 1
    return weights


def unfolded(instance: Instance, weight: int) -> int:
    """Return the greatest value that a sum of folded weights can hold."""
    return (weight + int((instance.home == NOWHERE).sum())) // (len(instance.officials) + 1)


def first_among_equals(
    instance: Instance, found: Best, weights: Values, prices: Sequence[float]
) -> tuple[Numbers, tuple[Row, ...]]:
    """Return of all lawful seats with the weight of ``found`` those that come first, and the rows met.

    They come first by official, then by post, NOWHERE last. Guaranteed for the first 64 officials who have a
    choice; who comes later has the seat that HiGHS, which has no chance in it, found.
    prices : of the rows of ``found``, see ``dual_prices``
    """
    undecided = _Undecided.of(instance, found, weights, prices)
    seat, rows = found.seat, found.rows
    if not undecided.officials or _is_alone(instance, found, undecided.candidates, weights):
        return seat, rows
    done = 0
    while done < len(undecided.officials):
        block = undecided.block(done)
        done += len(block)
        if any(undecided.rank(i, int(seat[i])) for i in block):
            same = _no_less(undecided.candidates, weights, found.weight)
            better = best(
                instance, (*rows, same), weights=undecided.orders(block), among=undecided.candidates
            )
            if better is None:
                raise RuntimeError("the solver lost seats that it had found")
            seat, rows = better.seat, tuple(row for row in better.rows if row is not same)
        undecided.decide(block, seat)
    return seat, rows


@dataclass(eq=False, kw_only=True)
class _Undecided:
    """Pairs that may still be part of equally good seats; it shrinks as officials are decided."""

    candidates: Flags
    may_be_nowhere: Flags
    officials: tuple[int, ...]

    @classmethod
    def of(cls, instance: Instance, found: Best, weights: Values, prices: Sequence[float]) -> "_Undecided":
        whole = [round(SCALE * price) for price in prices]
        proof = priced(instance, found.rows, whole, weights, scale=SCALE)
        gap = proof.bound - SCALE * found.weight
        candidates = instance.open & found.among & (_slack(proof) <= gap)
        may_be_nowhere = ~instance.must & (proof.certificate.officials <= gap)
        choices = candidates.sum(axis=1) + may_be_nowhere
        officials = tuple(int(i) for i in np.flatnonzero(choices > 1)[:MOST_UNDECIDED])
        return cls(candidates=candidates, may_be_nowhere=may_be_nowhere, officials=officials)

    def block(self, first: int) -> tuple[int, ...]:
        """Return the next officials, as many as one programme can order exactly."""
        n_orders = 1
        block: list[int] = []
        for i in self.officials[first:]:
            n_orders *= int(self.candidates[i].sum()) + 1
            if block and n_orders > MOST_ORDERS_AT_ONCE:
                break
            block.append(i)
        return tuple(block)

    def rank(self, official: int, seat: int) -> int:
        """Return how many posts the official would rather have by order."""
        row = self.candidates[official]
        return int(row.sum() if seat == NOWHERE else row[:seat].sum())

    def orders(self, block: tuple[int, ...]) -> Values:
        """Return weights whose greatest sum puts the first of the block first, then the second, and so on."""
        weights = np.zeros(self.candidates.shape, dtype=np.int64)
        step = 1
        for i in reversed(block):
            columns = np.flatnonzero(self.candidates[i])
            weights[i, columns] = step * np.arange(len(columns), 0, -1)
            step *= len(columns) + 1
        return weights

    def decide(self, block: tuple[int, ...], seat: Numbers) -> None:
        for i in block:
            self.candidates[i] = False
            if seat[i] != NOWHERE:
                self.candidates[:, seat[i]] = False
                self.candidates[i, seat[i]] = True


def _is_alone(instance: Instance, found: Best, among: Flags, weights: Values) -> bool:
    """Return whether no other lawful seats have the same weight."""
    others: Values = np.zeros_like(weights)
    others[found.seat == NOWHERE] = 1
    seated = np.flatnonzero(found.seat != NOWHERE)
    others[seated, found.seat[seated]] = -1
    same = _no_less(among, weights, found.weight)
    furthest = best(instance, (*found.rows, same), weights=others, among=among)
    return furthest is not None and furthest.weight == -len(seated)


def _slack(proof: Priced) -> Values:
    duals = proof.certificate
    return duals.officials[:, None] + duals.posts[None, :] - proof.instance.values


def _no_less(among: Flags, weights: Values, weight: int) -> Row:
    i, j = np.nonzero(among)
    pairs = zip(i.tolist(), j.tolist(), (-weights[i, j]).tolist(), strict=True)
    return Row(pairs=tuple(pairs), most=-weight)
