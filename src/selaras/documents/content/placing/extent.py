"""How much of an event its papers show by its size: Mode Ringkas or Mode Lengkap.

Papers follow the size alone, so that anybody can make them again from the ledger; pages follow a choice.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Results
from selaras.core.vocabulary import Extent

MANY_PARTICIPANTS = 40


def extent_of(case: CaseFile, results: Results) -> Extent:
    """Return Mode Ringkas for fewer than 40 participants before one panel, else Mode Lengkap."""
    return by_size(results.summary.participants, is_several=has_several_panels(case))


def has_several_panels(case: CaseFile) -> bool:
    """Return whether in some method two people were marked by examiners of whom none marked both."""
    return are_several_panels((one.method.value, one.nip, one.examiner) for one in case.rating_sheets)


def by_size(participants: int, *, is_several: bool) -> Extent:
    """Return Mode Ringkas for fewer than 40 participants before one panel, else Mode Lengkap.

    >>> by_size(39, is_several=False).istilah, by_size(40, is_several=False).istilah
    ('Mode Ringkas', 'Mode Lengkap')
    """
    return Extent.FULL if is_several or participants >= MANY_PARTICIPANTS else Extent.BRIEF


def are_several_panels(marked: Iterable[tuple[Hashable, Hashable, Hashable]]) -> bool:
    """Return whether in some method two people were marked by examiners of whom none marked both.

    marked : method, person and examiner of every sheet. A single examiner who withdrew from one person makes
        no second panel.

    >>> are_several_panels([("lisan", "A", "P1"), ("lisan", "B", "P2")])
    True
    >>> are_several_panels([("lisan", "A", "P1"), ("lisan", "A", "P2"), ("lisan", "B", "P2")])
    False
    """
    panels: defaultdict[Hashable, defaultdict[Hashable, set[Hashable]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for method, person, examiner in marked:
        panels[method][person].add(examiner)
    for by_person in panels.values():
        kinds = {frozenset(one) for one in by_person.values()}
        if any(one.isdisjoint(other) for one in kinds for other in kinds):
            return True
    return False
