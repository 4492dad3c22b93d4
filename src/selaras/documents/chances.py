"""Probabilities in words and numbers, as a reader without statistics takes them."""

from decimal import ROUND_HALF_UP, Decimal

from selaras.core.margins import Interval, RankRange
from selaras.documents import facts

# A thousand draws cannot tell "nearly" from "surely": the ends are never claimed.
_LEAST, _MOST = Decimal("0.5"), Decimal("99.5")
# From this percent on, the word that holds.
_WORDS: tuple[tuple[Decimal, str], ...] = (
    (Decimal(99), "hampir pasti"),
    (Decimal(90), "sangat mungkin"),
    (Decimal(66), "besar kemungkinannya"),
    (Decimal(34), "kira-kira sama mungkinnya dengan tidak"),
    (Decimal(10), "kecil kemungkinannya"),
    (Decimal(1), "sangat kecil kemungkinannya"),
    (Decimal(0), "hampir tidak mungkin"),
)


def out_of_hundred(percent: Decimal) -> str:
    """Return a probability as a count of a hundred; the ends stay open.

    >>> out_of_hundred(Decimal("87.4")), out_of_hundred(Decimal(100)), out_of_hundred(Decimal(0))
    ('87 dari 100', 'lebih dari 99 dari 100', 'kurang dari 1 dari 100')
    """
    if percent >= _MOST:
        return "lebih dari 99 dari 100"
    if percent < _LEAST:
        return "kurang dari 1 dari 100"
    return f"{_whole(percent)} dari 100"


def in_percent(percent: Decimal) -> str:
    """Return a probability for a narrow column.

    >>> in_percent(Decimal("87.5")), in_percent(Decimal("99.9")), in_percent(Decimal("0.1"))
    ('88%', '>99%', '<1%')
    """
    if percent >= _MOST:
        return ">99%"
    return "<1%" if percent < _LEAST else f"{_whole(percent)}%"


def in_words(percent: Decimal) -> str:
    """Return how likely something is, in words.

    >>> in_words(Decimal("96")), in_words(Decimal("50")), in_words(Decimal("3"))
    ('sangat mungkin', 'kira-kira sama mungkinnya dengan tidak', 'sangat kecil kemungkinannya')
    """
    return next(words for least, words in _WORDS if percent >= least)


def _whole(percent: Decimal) -> int:
    return int(percent.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def span(interval: Interval, places: int = 1) -> str:
    """Return both ends of an interval.

    >>> span(Interval(lower=Decimal("86.94"), upper=Decimal("90.12")))
    '86,9–90,1'
    """
    lower, upper = (facts.number(one, places) for one in (interval.lower, interval.upper))
    return lower if lower == upper else f"{lower}–{upper}"


def between(interval: Interval, places: int = 1) -> str:
    """Return both ends of an interval for a sentence: "antara 86,9 dan 90,1"."""
    lower, upper = (facts.number(one, places) for one in (interval.lower, interval.upper))
    return f"tepat {lower}" if lower == upper else f"antara {lower} dan {upper}"


def ranks(rank: RankRange) -> str:
    """Return the ranks of a range.

    >>> ranks(RankRange(best=1, worst=9)), ranks(RankRange(best=4, worst=4))
    ('1–9', '4')
    """
    return str(rank.best) if rank.best == rank.worst else f"{rank.best}–{rank.worst}"


def signed(value: Decimal, places: int = 2) -> str:
    """Return a difference with its sign.

    >>> signed(Decimal("0.454")), signed(Decimal("-1.2")), signed(Decimal("-0.001"))
    ('+0,45', '−1,20', '0,00')
    """
    told = facts.number(abs(value), places)
    if not any(one in "123456789" for one in told):
        return told
    return f"{'−' if value < 0 else '+'}{told}"


def measured(value: Decimal, places: int = 2) -> str:
    """Return a measure, with a true minus sign where it is below zero.

    >>> measured(Decimal("-0.45")), measured(Decimal("1.2"))
    ('−0,45', '1,20')
    """
    return signed(value, places).removeprefix("+")


def measured_span(interval: Interval, places: int = 2) -> str:
    """Return both ends of an interval of measures, which may lie below zero.

    >>> measured_span(Interval(lower=Decimal("-0.5"), upper=Decimal("0.25")))
    '−0,50 sampai 0,25'
    """
    return f"{measured(interval.lower, places)} sampai {measured(interval.upper, places)}"
