"""Rules as dated data: all versions, the rulebook of one day, what a rule says about facts."""

from selaras.core.rules.catalogue import Catalogue, Confirmation, Rulebook
from selaras.core.rules.conditions import RuleTest, TestKind, read_test
from selaras.core.rules.facts import FACTS, Fact, FactKind, Facts
from selaras.core.rules.findings import Finding, fact_of, found, judge
from selaras.core.rules.judging import band_in
from selaras.core.rules.outcomes import Outcome
from selaras.core.rules.rule import Case, Certainty, Dating, Effect, Rule, RuleClass
from selaras.core.rules.values import Value, Values, frozen
from selaras.core.rules.wording import ENGLISH, INDONESIAN, Wording

__all__ = [
    "ENGLISH",
    "FACTS",
    "INDONESIAN",
    "Case",
    "Catalogue",
    "Certainty",
    "Confirmation",
    "Dating",
    "Effect",
    "Fact",
    "FactKind",
    "Facts",
    "Finding",
    "Outcome",
    "Rule",
    "RuleClass",
    "RuleTest",
    "Rulebook",
    "TestKind",
    "Value",
    "Values",
    "Wording",
    "band_in",
    "fact_of",
    "found",
    "frozen",
    "judge",
    "read_test",
]
