"""Whom the sheets of scores list, and how a score looks."""

from selaras.core.casefile import CaseFile
from selaras.core.outcome import OfficialResult, Results


def scored_officials(results: Results) -> list[OfficialResult]:
    """Return those with a rank, best first; people of one rank keep the order of entry."""
    found = [one for one in results.officials if one.rank is not None]
    return sorted(found, key=lambda one: one.rank or 0)


def places(case: CaseFile) -> str:
    """Return the number format of a final score."""
    return f"0.{'0' * case.scheme.places}" if case.scheme.places else "0"
