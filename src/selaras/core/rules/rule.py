"""One rule of law or practice, in one of its dated versions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from selaras.core.errors import CoreError
from selaras.core.rules import values as read
from selaras.core.rules.conditions import RuleTest
from selaras.core.rules.facts import Fact
from selaras.core.rules.outcomes import Outcome
from selaras.core.rules.values import Value, Values


class Certainty(StrEnum):
    """How sure the statement is; not whether it is still in force."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class RuleClass(StrEnum):
    LAW = "law"
    PRACTICE = "practice"


class Dating(StrEnum):
    """How exactly the day is known on which a rule begins or ends."""

    FULL = "full"
    ABOUT = "about"  # a full date whose source calls the day approximate
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


# A month or a year alone is no full date; a full date that is called approximate still is one.
FULL_DATES = (Dating.FULL, Dating.ABOUT)


class Effect(StrEnum):
    """What a breach of the rule brings where the rule may gate."""

    BAR = "bar"
    EVALUATE = "evaluate"  # a duty to look at the case, such as five years in post
    WARN = "warn"  # a departure that has to be justified


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A worked case: facts and what follows, or a day and whether the rule is in force on it."""

    title: str
    facts: Mapping[str, Fact] = field(default_factory=dict)
    outcome: Outcome | None = None
    gives: str | None = None
    on: date | None = None
    in_force: bool | None = None
    gates: bool | None = None
    as_flag: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as it stands between two days; ``until`` is the first day it does not apply."""

    id: str
    topic: str
    statement_id: str
    statement_en: str
    article: str
    effective_from: date | None
    until: date | None
    dating: Dating
    published: date | None
    certainty: Certainty
    rule_class: RuleClass
    basis: str
    effect: Effect = Effect.BAR
    source: str = ""
    note: str = ""
    values: Values = field(default_factory=dict)
    test: RuleTest | None = None
    cases: tuple[Case, ...] = ()
    remembered: bool = False  # stays in the rulebook after its end, for periods it governs
    confirmed_by: str | None = None

    @property
    def is_sure_law(self) -> bool:
        """Whether it is law of high certainty with full dates."""
        return (
            self.rule_class is RuleClass.LAW
            and self.certainty is Certainty.HIGH
            and self.effective_from is not None
            and self.dating in FULL_DATES
        )

    @property
    def may_gate(self) -> bool:
        """Whether a breach bars; otherwise it only flags, until an agency confirms the rule."""
        return self.is_sure_law or self.confirmed_by is not None

    def is_in_force(self, day: date) -> bool:
        begun = self.effective_from is None or self.effective_from <= day
        return begun and (self.until is None or day < self.until)

    def value(self, key: str) -> Value:
        """Return one value; there is no default for a legal value."""
        if key not in self.values:
            raise CoreError("rule_value_missing", id=self.id, key=key)
        return self.values[key]

    def integer(self, key: str) -> int:
        return read.as_integer(self.value(key), f"{self.id}.{key}")

    def decimal(self, key: str) -> Decimal:
        return read.as_decimal(self.value(key), f"{self.id}.{key}")

    def text(self, key: str) -> str:
        return read.as_text(self.value(key), f"{self.id}.{key}")

    def words(self, key: str) -> tuple[str, ...]:
        return read.as_words(self.value(key), f"{self.id}.{key}")

    def table(self, key: str) -> Values:
        return read.as_table(self.value(key), f"{self.id}.{key}")
