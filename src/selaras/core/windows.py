"""Windows in which a region's officials may be replaced only with the minister's written consent."""

from dataclasses import dataclass
from datetime import date

from selaras.core.calendar_days import add_months
from selaras.core.casefile import RegionHead
from selaras.core.rules import Rule, Rulebook
from selaras.core.vocabulary import HeadStatus

ELECTION = "PILK-71-2"
AFTER_INAUGURATION = "PILK-162-3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The first day inside and the first day after; None where nothing says when it ends."""

    rule: Rule
    opens_on: date
    until: date | None

    def covers(self, day: date) -> bool:
        return self.opens_on <= day and (self.until is None or day < self.until)


def windows_of(head: RegionHead, rulebook: Rulebook) -> tuple[Window, ...]:
    """Return the windows that the dates of a head of region give, the earliest first."""
    those = (_election(head, rulebook), _after_inauguration(head, rulebook))
    return tuple(sorted((one for one in those if one), key=lambda one: one.opens_on))


def _election(head: RegionHead, rulebook: Rulebook) -> Window | None:
    """Six months before candidates are fixed, to the end of the term. UU 10/2016 Ps 71(2)."""
    fixed_on = head.candidates_fixed_on
    if fixed_on is None or not rulebook.has(ELECTION):
        return None
    rule = rulebook.rule(ELECTION)
    # The term ends with the inauguration after that election: of the next head, or, where the
    # dates of a past election were entered, of the present one.
    ends = (head.next_inauguration_on, head.term_ends_on, head.inaugurated_on)
    return Window(
        rule=rule,
        opens_on=add_months(fixed_on, -rule.integer("months_before")),
        until=min((day for day in ends if day is not None and day > fixed_on), default=None),
    )


def _after_inauguration(head: RegionHead, rulebook: Rulebook) -> Window | None:
    """Six months after an elected head took office. UU 10/2016 Ps 162(3)."""
    begun = head.inaugurated_on
    elected = head.status is HeadStatus.DEFINITIVE
    if begun is None or not elected or not rulebook.has(AFTER_INAUGURATION):
        return None
    rule = rulebook.rule(AFTER_INAUGURATION)
    months = rule.integer("months_after_inauguration")
    return Window(rule=rule, opens_on=begun, until=add_months(begun, months))
