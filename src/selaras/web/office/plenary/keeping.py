"""What the plenary computes of one state of a ledger is computed once, and kept under its root."""

from dataclasses import replace

from django.utils import timezone

from selaras.core.casefile import Reconfirmation
from selaras.core.outcome import Results
from selaras.queries.office.listing import ListedEvent
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
from selaras.web.office.computing.once import computed
from selaras.web.office.held import held
from selaras.web.office.results.keeping import kept


def course_at(listed: ListedEvent) -> Course:
    return kept(listed, "plenary course", lambda: course_of(held(listed).entries))


def prepared_at(listed: ListedEvent, size: int) -> Prepared:
    """Return the result of the first so many entries; whatever comes after them changes nothing of it."""
    here = held(listed)
    day = timezone.localdate()
    # Erased entries are not among the opened ones, so the prefix may reach so much further.
    erased = here.ledger.size - len(here.entries)
    root = here.ledger.root_at(min(size + erased, here.ledger.size))
    key = (here.ledger.log, size, root, "prepared", erased, day)
    return computed(key, lambda: prepared_of(here.entries[:size], as_of=day))


def results_at(listed: ListedEvent) -> Results:
    """Return the frozen result of the marks as they are, or what a freeze of them would give."""
    shown = held(listed).shown if course_at(listed).is_frozen else None
    return shown.results if shown else prepared_at(listed, len(held(listed).entries)).results


def difference_at(listed: ListedEvent) -> Difference | None:
    """Return what the marks as they are change of the valid result; None where there is nothing to compare.

    The valid result is the last that was frozen, or that of the marks as they were first discussed.
    """
    course, here = course_at(listed), held(listed)
    if course.is_frozen or not course.closes:
        return None
    if course.result >= 0 and here.shown is not None:
        return difference_of(here.shown.results, results_at(listed))
    if len(course.closes) < 2:
        return None
    return difference_of(prepared_at(listed, course.closes[-2] + 1).results, results_at(listed))


def flagged_at(listed: ListedEvent) -> tuple[Flagged, ...]:
    """Return the marked sheets of the marks as they are."""
    return kept(listed, "flagged", lambda: flagged_in(results_at(listed), held(listed).case))


def own_flagged(listed: ListedEvent, examiners: frozenset[str]) -> tuple[Flagged, ...]:
    """Return the own sheets that an examiner has to look at again, once the discussion was opened.

    While scoring is open again these are the sheets that were marked when it was last discussed: nothing
    that came in since tells anybody anything.
    """
    course = course_at(listed)
    if listed.is_revealed:
        found = flagged_at(listed)
    elif course.discussed >= 0:
        earlier = prepared_at(listed, course.discussed + 1)
        case = held(listed).case
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
