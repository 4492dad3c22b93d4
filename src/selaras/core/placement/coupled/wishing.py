"""An instance as the deciding officer wishes it: pins, bans and posts to fill besides change what is open."""

from collections.abc import Mapping
from dataclasses import replace

from selaras.core.errors import CoreError
from selaras.core.placement.model import Instance, Wishes


def wished(instance: Instance, wishes: Wishes) -> Instance:
    """Return the instance with the wishes in ``open`` and ``must``.

    A pin closes all other pairs of its row and column and makes the seat a must; it never opens a pair that a
    gate closes. ``most_moves`` is a row (``rows_of``), not a matter of pairs.
    Raise ``placement_official_unknown`` or ``placement_post_unknown`` for a name that is not in the instance.
    """
    rows, columns = row_by_code(instance), column_by_code(instance)
    is_open, must = instance.open.copy(), instance.must.copy()
    for post in wishes.opened:
        j = column(columns, post)
        if instance.openable is not None:
            is_open[:, j] |= instance.openable[:, j]
    for official, post in wishes.bans:
        is_open[row(rows, official), column(columns, post)] = False
    pins = [(row(rows, official), column(columns, post)) for official, post in wishes.pins]
    kept = is_open.copy()
    for i, j in pins:
        kept[i, :] &= False
        kept[:, j] &= False
        must[i] = True
    for i, j in pins:
        is_alone = all((i == k) == (j == other) for k, other in pins)
        kept[i, j] = is_open[i, j] and is_alone
    return replace(instance, open=kept, must=must)


def row_by_code(instance: Instance) -> Mapping[str, int]:
    return {code: i for i, code in enumerate(instance.officials)}


def column_by_code(instance: Instance) -> Mapping[str, int]:
    return {code: j for j, code in enumerate(instance.posts)}


def row(rows: Mapping[str, int], code: str) -> int:
    """Return the official's row; raise ``placement_official_unknown``."""
    if code not in rows:
        raise CoreError("placement_official_unknown", official=code)
    return rows[code]


def column(columns: Mapping[str, int], code: str) -> int:
    """Return the post's column; raise ``placement_post_unknown``."""
    if code not in columns:
        raise CoreError("placement_post_unknown", post=code)
    return columns[code]
