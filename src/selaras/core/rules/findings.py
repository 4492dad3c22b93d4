"""What a rule says about a case, with the sentence that a person reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from selaras.core.errors import CoreError
from selaras.core.rules.citing import article_in_english
from selaras.core.rules.facts import FACTS, Fact, FactKind, Facts
from selaras.core.rules.judging import verdict_of
from selaras.core.rules.outcomes import Outcome
from selaras.core.rules.rule import Certainty, Effect, Rule
from selaras.core.rules.sentences import sentence_of, told
from selaras.core.rules.wording import ENGLISH, INDONESIAN, Wording

_CLOSING_ID = {
    Outcome.MET: "Terpenuhi.",
    Outcome.BROKEN: "Tidak terpenuhi.",
    Outcome.FLAGGED: "Tidak terpenuhi menurut data; perlu dipastikan.",
    Outcome.NOT_APPLICABLE: "Tidak berlaku dalam keadaan ini.",
    Outcome.UNKNOWN: "Belum dapat diputuskan.",
}
_DUTY_ID = "Perlu dievaluasi."
_DUTY_EN = "To be evaluated."
_CLOSING_EN = {
    Outcome.MET: "Met.",
    Outcome.BROKEN: "Not met.",
    Outcome.FLAGGED: "Not met by the data; to be verified.",
    Outcome.NOT_APPLICABLE: "Does not apply here.",
    Outcome.UNKNOWN: "Cannot be decided yet.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule held against one case; facts are text and integers, fit for a ledger."""

    rule: str
    article: str
    outcome: Outcome
    facts: Mapping[str, str | int]
    certainty: Certainty
    statement_id: str
    statement_en: str
    effect: Effect = Effect.BAR

    @property
    def bars(self) -> bool:
        return self.outcome is Outcome.BROKEN

    @property
    def needs_attention(self) -> bool:
        return self.outcome in (Outcome.BROKEN, Outcome.FLAGGED, Outcome.UNKNOWN)

    def text_id(self) -> str:
        """Return a plain sentence where there is one, else the statement with its facts."""
        sentence = sentence_of(self.rule, self.outcome, self.facts)
        if sentence is not None:
            asks = self.outcome is Outcome.FLAGGED and sentence.doubtful and not self._is_duty
            return told(sentence, self.facts) + (" Perlu dipastikan." if asks else "")
        closing = _DUTY_ID if self._is_duty else _CLOSING_ID[self.outcome]
        return self._text(self.statement_id, INDONESIAN, closing)

    def text_en(self) -> str:
        closing = _DUTY_EN if self._is_duty else _CLOSING_EN[self.outcome]
        return self._text(self.statement_en, ENGLISH, closing)

    def cited_en(self) -> str:
        return article_in_english(self.article)

    @property
    def _is_duty(self) -> bool:
        return self.outcome is Outcome.FLAGGED and self.effect is Effect.EVALUATE

    def _text(self, statement: str, wording: Wording, closing: str) -> str:
        # A fact without a name in the closed list is kept as evidence, not told as a sentence.
        facts = "; ".join(wording.fact(name, one) for name, one in self.facts.items() if name in FACTS)
        return f"{statement.rstrip('.')}{f' ({facts})' if facts else ''}. {closing}"


def judge(rule: Rule, facts: Facts, *, as_flag: bool = False) -> Finding:
    """Return what a rule says about facts.

    A breach is BROKEN only where the rule may gate and bars; ``as_flag`` lowers it for a case to
    which the rule applies by analogy only (the age limit of a promotion on a move at the same level).
    """
    if rule.test is None:
        raise CoreError("rule_has_no_test", id=rule.id)
    verdict = verdict_of(rule.test, rule.values, facts)
    used = {name: facts[name] for name in rule.test.fact_names() if facts.get(name) is not None}
    return _finding(rule, verdict.outcome, {**used, **verdict.found}, as_flag=as_flag)


def found(rule: Rule, *, holds: bool | None, facts: Facts, as_flag: bool = False) -> Finding:
    """Return a finding decided elsewhere in the core, where one comparison is not enough."""
    outcome = {True: Outcome.MET, False: Outcome.BROKEN, None: Outcome.UNKNOWN}[holds]
    return _finding(rule, outcome, facts, as_flag=as_flag)


def _finding(rule: Rule, outcome: Outcome, facts: Facts, *, as_flag: bool) -> Finding:
    bars = rule.may_gate and rule.effect is Effect.BAR and not as_flag
    if outcome is Outcome.BROKEN and not bars:
        outcome = Outcome.FLAGGED
    return Finding(
        rule=rule.id,
        article=rule.article,
        outcome=outcome,
        facts={name: plain(one, name) for name, one in facts.items() if one is not None},
        certainty=rule.certainty,
        statement_id=rule.statement_id,
        statement_en=rule.statement_en,
        effect=rule.effect,
    )


def plain(fact: Fact, name: str) -> str | int:
    """Return a fact as text or integer: ISO dates, exact decimals, lists joined by commas."""
    if isinstance(fact, bool):
        return "yes" if fact else "no"
    if isinstance(fact, int):
        return fact
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, Decimal):
        return format(fact, "f")
    if isinstance(fact, tuple):
        return ", ".join(fact)
    if isinstance(fact, str):
        return fact
    raise CoreError("rule_fact_wrong", fact=name, expected="a fact", got=repr(fact))


def fact_of(name: str, written: str | int | tuple[str, ...] | bool | None) -> Fact:
    """Return a fact as its kind has it, from JSON or YAML: days and numbers from text."""
    if name not in FACTS:
        raise CoreError("rule_fact_unknown", kind="case", fact=name)
    kind = FACTS[name].kind
    if kind is FactKind.DAY and isinstance(written, str):
        return date.fromisoformat(written)
    if kind is FactKind.NUMBER and isinstance(written, str):
        return Decimal(written)
    return written
