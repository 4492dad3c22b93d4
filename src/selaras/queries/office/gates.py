"""What the law still asks before a decree: the gates as the ledger now tells them, and the nearest dates."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selaras.core.casefile import CaseFile
from selaras.core.outcome import Deadline, Results
from selaras.core.permissions import judge_permissions
from selaras.core.rules import Finding, Outcome, Rulebook

# Kinds of dates that bind the event itself and not one person.
_OF_THE_EVENT = frozenset(
    {
        "election-window-opens",
        "election-window-closes",
        "after-inauguration-ends",
        "head-term-ends",
        "review-answer",
        "acting-term",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gates:
    """shut : bars a decree; doubtful : has to be settled first; open : met."""

    shut: tuple[Finding, ...]
    doubtful: tuple[Finding, ...]
    open: tuple[Finding, ...]

    @property
    def may_decree(self) -> bool:
        return not self.shut and not self.doubtful


def gates_of(case: CaseFile, rulebook: Rulebook) -> Gates:
    """Return every gate of the process, letters that came after the result included."""
    found = judge_permissions(case, rulebook)
    return Gates(
        shut=tuple(one for one in found if one.bars),
        doubtful=tuple(one for one in found if one.needs_attention and not one.bars),
        open=tuple(one for one in found if one.outcome is Outcome.MET),
    )


def coming_dates(results: Results, *, since: date, most: int) -> Sequence[Deadline]:
    """Return the next dates that bind the event, one for each day and kind, the nearest first."""
    dated = sorted(results.deadlines, key=lambda one: (one.on, one.kind, one.subject))
    told: dict[tuple[date, str], Deadline] = {}
    for one in dated:
        if one.on >= since and one.kind in _OF_THE_EVENT:
            told.setdefault((one.on, one.kind), one)
    return tuple(told.values())[:most]
