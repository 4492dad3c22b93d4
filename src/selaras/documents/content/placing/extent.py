"""How much of a placement an event is shown: Mode Ringkas or Mode Lengkap."""

from collections import defaultdict

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile
from selaras.core.outcome import Results

MANY_PARTICIPANTS = 40


class Extent(v.Term):
    """Rules, lock and verifier are the same in both; only what is shown differs."""

    BRIEF = "brief", "Mode Ringkas"
    FULL = "full", "Mode Lengkap"


def extent_of(case: CaseFile, results: Results) -> Extent:
    """Return Mode Ringkas for fewer than 40 participants before one panel, else Mode Lengkap."""
    many = results.summary.participants >= MANY_PARTICIPANTS
    return Extent.FULL if many or has_several_panels(case) else Extent.BRIEF


def has_several_panels(case: CaseFile) -> bool:
    """Return whether in some method two people were marked by examiners of whom none marked both.

    A single examiner who withdrew from one person makes no second panel.
    """
    panels: defaultdict[v.Method, defaultdict[v.Nip, set[v.ExaminerCode]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for sheet in case.rating_sheets:
        panels[sheet.method][sheet.nip].add(sheet.examiner)
    for by_person in panels.values():
        kinds = {frozenset(one) for one in by_person.values()}
        if any(one.isdisjoint(other) for one in kinds for other in kinds):
            return True
    return False
