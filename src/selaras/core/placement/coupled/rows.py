"""Coupling rules as linear rows over pairs; those about chains and cycles are made when they are broken.

A post changes its holder when whoever holds it leaves, or when an empty one is filled. An official moves
when the seat is not the own post; going without a seat is a move for whoever had one.
"""

from collections.abc import Iterable, Mapping

import numpy as np

from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind, CouplingRule
from selaras.core.placement.coupled.wishing import column, column_by_code, row, row_by_code
from selaras.core.placement.model import NOWHERE, Instance, Numbers, Row, Wishes

Coefficients = dict[tuple[int, int], int]

OF_RUNS = (CouplingKind.LONGEST_CHAIN, CouplingKind.LONGEST_CYCLE)


def rows_of(instance: Instance, wishes: Wishes) -> tuple[Row, ...]:
    """Return every rule but those about chains and cycles as rows over the open pairs, in the rules' order.

    Give the instance that ``wished`` returns. ONLY_IF reads: the first sits there only if the second sits
    there; an own post that is kept counts as moved to.
    Raise ``coupling_rule_incomplete``, ``coupling_unit_unknown`` and those of ``wished`` for unknown names.
    """
    rows: list[Row] = []
    if wishes.most_moves is not None:
        rows.append(most_moves_row(instance, wishes.most_moves))
    for number, rule in enumerate(instance.rules):
        rows += _rows_of_rule(instance, rule, number)
    return tuple(rows)


def moves_of(instance: Instance, seat: Numbers) -> int:
    return int((seat != instance.home).sum())


def most_moves_row(instance: Instance, most: int, *, rule: int = -1) -> Row:
    """Return the row that lets at most ``most`` officials move."""
    weights: Coefficients = {}
    for i, home in enumerate(instance.home):
        if home == NOWHERE:
            weights |= {(i, int(j)): 1 for j in np.flatnonzero(instance.open[i])}
        elif instance.open[i, home]:
            weights[i, int(home)] = -1
    return _row(weights, most - _n_settled(instance), rule)


def most_moves_in(instance: Instance, row: Row) -> int:
    """Return the number of moves that a row of ``most_moves_row`` allows."""
    return row.most + _n_settled(instance)


def agreeing_row(instance: Instance, seat: Numbers, most: int) -> Row:
    """Return the row that lets at most ``most`` officials have the same seat as in ``seat``."""
    weights: Coefficients = {}
    for i, j in enumerate(seat):
        if j != NOWHERE:
            weights[i, int(j)] = 1
        else:
            weights |= {(i, int(other)): -1 for other in np.flatnonzero(instance.open[i])}
    return _row(weights, most - int((seat == NOWHERE).sum()), -1)


def activity(row: Row, seat: Numbers) -> int:
    """Return the row's left side for these seats."""
    return sum(coefficient for i, j, coefficient in row.pairs if seat[i] == j)


def _rows_of_rule(instance: Instance, rule: CouplingRule, number: int) -> list[Row]:
    match rule.kind:
        case CouplingKind.MOST_MOVES:
            return [most_moves_row(instance, _most(rule, number), rule=number)]
        case CouplingKind.UNIT_QUOTA:
            posts = _posts_of_unit(instance, rule, number)
            return [_changes_row(instance, posts, _most(rule, number), number)]
        case CouplingKind.NOT_BOTH:
            columns = column_by_code(instance)
            return [_changes_row(instance, [column(columns, one) for one in rule.positions], 1, number)]
        case CouplingKind.APART:
            return _apart_rows(instance, rule, number)
        case CouplingKind.ONLY_IF:
            return [_only_if_row(instance, rule, number)]
        case CouplingKind.LONGEST_CHAIN | CouplingKind.LONGEST_CYCLE:
            _most(rule, number)
            return []


def _changes_row(instance: Instance, posts: Iterable[int], most: int, number: int) -> Row:
    holders: Mapping[int, int] = {int(j): i for i, j in enumerate(instance.home) if j != NOWHERE}
    weights: Coefficients = {}
    n_held = 0
    for j in sorted(set(posts)):
        if j in holders:
            n_held += 1
            if instance.open[holders[j], j]:
                weights[holders[j], j] = -1
        else:
            weights |= {(int(i), j): 1 for i in np.flatnonzero(instance.open[:, j])}
    return _row(weights, most - n_held, number)


def _apart_rows(instance: Instance, rule: CouplingRule, number: int) -> list[Row]:
    codes = row_by_code(instance)
    officials = sorted({row(codes, one) for one in rule.officials})
    if len(officials) < 2:
        raise CoreError("coupling_rule_incomplete", rule=number, kind=rule.kind.value)
    found = []
    for unit in np.unique(instance.unit):
        there = instance.open & (instance.unit == unit)
        pairs = {(i, int(j)): 1 for i in officials for j in np.flatnonzero(there[i])}
        if len({i for i, _ in pairs}) > 1:
            found.append(_row(pairs, 1, number))
    return found


def _only_if_row(instance: Instance, rule: CouplingRule, number: int) -> Row:
    if len(rule.officials) != 2 or len(rule.positions) != 2:
        raise CoreError("coupling_rule_incomplete", rule=number, kind=rule.kind.value)
    rows, columns = row_by_code(instance), column_by_code(instance)
    whoever, also = (
        (row(rows, official), column(columns, post))
        for official, post in zip(rule.officials, rule.positions, strict=True)
    )
    weights: Coefficients = {}
    if whoever != also and instance.open[whoever]:
        weights[whoever] = 1
        if instance.open[also]:
            weights[also] = -1
    return _row(weights, 0, number)


def _posts_of_unit(instance: Instance, rule: CouplingRule, number: int) -> list[int]:
    if rule.unit not in instance.units:
        raise CoreError("coupling_unit_unknown", rule=number, unit=rule.unit)
    return [int(j) for j in np.flatnonzero(instance.unit == instance.units.index(rule.unit))]


def _most(rule: CouplingRule, number: int) -> int:
    if rule.most is None or rule.most < 0:
        raise CoreError("coupling_rule_incomplete", rule=number, kind=rule.kind.value)
    return rule.most


def _n_settled(instance: Instance) -> int:
    return int((instance.home != NOWHERE).sum())


def _row(weights: Coefficients, most: int, rule: int) -> Row:
    return Row(
        pairs=tuple((i, j, weight) for (i, j), weight in sorted(weights.items())), most=most, rule=rule
    )
