"""Measures of examiners in words of both languages; every number was published with the frozen result."""

from collections.abc import Iterable
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.margins import ExaminerMeasure, Interval, UnitReport
from selaras.documents import measurement_words
from selaras.queries.results import Shown
from selaras.web.office.results import words
from selaras.web.office.terms import term_word
from selaras.web.office.wording import is_english, say

# Mean squares between these are productive for measurement; Linacre (2002), Wright and Linacre (1994).
_FIT_LOW, _FIT_HIGH = Decimal("0.5"), Decimal("1.5")
_UNMEASURED_EN = {
    "ratings_empty": "no marks yet",
    "one_official_only": "one participant alone was marked",
    "marks_all_equal": "all marks are equal, so nothing can be told apart",
    "one_rating_each": "everybody has one mark alone",
}


def severity_words(one: ExaminerMeasure) -> str:
    """Return what the interval allows to say of an examiner's severity."""
    if one.interval.lower > 0:
        return say("lebih ketat daripada rata-rata penguji", "more severe than the average examiner")
    if one.interval.upper < 0:
        return say("lebih murah hati daripada rata-rata penguji", "milder than the average examiner")
    return say(
        "tidak berbeda secara bermakna dari rata-rata penguji", "not meaningfully different from the average"
    )


def fit(one: ExaminerMeasure) -> str:
    if one.infit is None or one.outfit is None:
        return say("tidak dapat dihitung", "cannot be computed")
    if one.infit > _FIT_HIGH:
        how = say("lebih tidak teratur daripada perkiraan", "less regular than expected")
    elif one.infit < _FIT_LOW:
        how = say("lebih seragam daripada perkiraan", "more uniform than expected")
    else:
        how = say("sejalan dengan kemampuan peserta", "in line with the participants' abilities")
    return f"{words.places(one.infit)} / {words.places(one.outfit)}, {how}"


def spread(one: ExaminerMeasure) -> str:
    if one.spread_ratio is None:
        return say("tidak dapat dihitung", "cannot be computed")
    told = words.percent(one.spread_ratio * 100, 0)
    return f"{told}, {say('memusat', 'central')}" if one.is_central else told


def halo(one: ExaminerMeasure) -> str:
    return words.percent(one.halo_percent, 0)


def drift(one: ExaminerMeasure) -> str:
    if one.drift is None:
        return say("tidak dapat dihitung", "cannot be computed")
    told = signed(one.drift.per_day)
    if not one.drift.flagged:
        return say("{n} per hari, tidak bermakna", "{n} per day, not meaningful", n=told)
    how = (
        say("makin ketat", "growing severe")
        if one.drift.per_day > 0
        else say("makin murah hati", "growing mild")
    )
    return say("{n} per hari, {how}", "{n} per day, {how}", n=told, how=how)


def unmeasured(code: str) -> str:
    """Return why a unit was not measured."""
    if not is_english():
        return measurement_words.unmeasured(code)
    if code not in _UNMEASURED_EN:
        raise CoreError("reason_without_sentence", code=code)
    return _UNMEASURED_EN[code]


def unit_title(unit: str, method: v.Method) -> str:
    points = say(", nilai 0–100", ", marks 0–100") if unit.endswith("-points") else ""
    return f"{term_word(method)}{points}"


def scale_word(unit: UnitReport) -> str:
    return say("poin", "points") if unit.family == "linear" else "logit"


def criterion_names(shown: Shown) -> dict[str, str]:
    return {str(one.code): one.name for one in shown.case.scheme.criteria}


def signed(value: Decimal, n: int = 2) -> str:
    """Return a measure with a true minus sign."""
    return words.places(value, n).replace("-", "−")


def signed_span(one: Interval) -> str:
    """Return a range in words: a dash beside minus signs would be misread."""
    return say("{low} sampai {high}", "{low} to {high}", low=signed(one.lower), high=signed(one.upper))


def shortened(name: str, most: int) -> str:
    """Return a name that fits a picture.

    >>> shortened("Abdul Muthalib Rasyad", 12)
    'Abdul Mutha…'
    """
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def joined(names: Iterable[str]) -> str:
    return "; ".join(names)
