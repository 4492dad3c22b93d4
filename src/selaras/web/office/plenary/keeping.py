"""What the plenary computes of one state of a ledger is computed once, and kept under its root."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock

from django.utils import timezone

from selaras.core.casefile import Reconfirmation
from selaras.core.outcome import Results
from selaras.queries.office.panel.plenary import (
    Course,
    Difference,
    Flagged,
    Prepared,
    course_of,
    difference_of,
    flagged_in,
    prepared_of,
)
from selaras.queries.office.places import Place
from selaras.web.office.held import held
from selaras.web.office.results.keeping import kept

_MOST = 12
_KEPT: OrderedDict[tuple[str, str, int, bytes, str], Prepared] = OrderedDict()
_LOCK = Lock()


def course_at(place: Place) -> Course:
    return kept(place, "plenary course", lambda: course_of(held(place).entries))


def prepared_at(place: Place, size: int) -> Prepared:
    """Return the result of the first so many entries; whatever comes after them changes nothing of it."""
    here = held(place)
    day = timezone.localdate()
    # Erased entries are not among the opened ones, so the prefix may reach so much further.
    erased = here.ledger.size - len(here.entries)
    root = here.ledger.root_at(min(size + erased, here.ledger.size))
    key = (place.agency, place.key, size, root, f"{erased} {day.isoformat()}")
    with _LOCK:
        found = _KEPT.get(key)
        if found is not None:
            _KEPT.move_to_end(key)
            return found
    made = prepared_of(here.entries[:size], as_of=day)
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST:
            _KEPT.popitem(last=False)
    return made


def results_at(place: Place) -> Results:
    """Return the frozen result of the marks as they are, or what a freeze of them would give."""
    shown = held(place).shown if course_at(place).is_frozen else None
    return shown.results if shown else prepared_at(place, len(held(place).entries)).results


def difference_at(place: Place) -> Difference | None:
    """Return what the marks as they are change of the valid result; None where there is nothing to compare.

    The valid result is the last that was frozen, or that of the marks as they were first discussed.
    """
    course, here = course_at(place), held(place)
    if course.is_frozen or not course.closes:
        return None
    if course.result >= 0 and here.shown is not None:
        return difference_of(here.shown.results, results_at(place))
    if len(course.closes) < 2:
        return None
    return difference_of(prepared_at(place, course.closes[-2] + 1).results, results_at(place))


def flagged_at(place: Place) -> tuple[Flagged, ...]:
    """Return the marked sheets of the marks as they are."""
    return kept(place, "flagged", lambda: flagged_in(results_at(place), held(place).case))


def own_flagged(place: Place, examiners: frozenset[str]) -> tuple[Flagged, ...]:
    """Return the own sheets that an examiner has to look at again, once the discussion was opened.

    While scoring is open again these are the sheets that were marked when it was last discussed: nothing
    that came in since tells anybody anything.
    """
    course = course_at(place)
    if place.is_revealed:
        found = flagged_at(place)
    elif course.discussed >= 0:
        earlier = prepared_at(place, course.discussed + 1)
        case = held(place).case
        codes = {one.nip: one.code for one in earlier.results.officials}
        answered: dict[tuple[str, str, str], Reconfirmation] = {
            (one.examiner, codes[one.nip], one.method.value): one
            for one in case.reconfirmations
            if one.nip in codes
        }
        found = tuple(
            _answered(one, answered.get(one.key)) for one in flagged_in(earlier.results, earlier.case)
        )
    else:
        return ()
    return tuple(one for one in found if one.examiner in examiners)


def _answered(one: Flagged, answer: Reconfirmation | None) -> Flagged:
    return replace(one, is_open=answer is None, answer=answer)
