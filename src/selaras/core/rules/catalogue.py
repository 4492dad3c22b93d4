"""All rules in all versions, and the rulebook: what was in force on one day, with a digest."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from selaras.core.errors import CoreError
from selaras.core.rules.conditions import json_of_test, test_of_json
from selaras.core.rules.rule import Certainty, Dating, Effect, Rule, RuleClass
from selaras.core.rules.values import Value, Values, as_table, as_words, frozen, thawed

RULEBOOK_FORMAT = "selaras/rulebook/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """An agency's letter that a doubtful rule is to be applied."""

    rule: str
    letter_number: str


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in force on a day; whatever is not in it does not apply.

    not_in_force : the dates of versions left out, so that a refusal can name the nearest one
    """

    on: date
    rules: tuple[Rule, ...]
    not_in_force: tuple[tuple[str, str], ...] = ()
    digest: str = field(init=False)
    _versions_by_id: Mapping[str, tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        versions: dict[str, list[Rule]] = {}
        for rule in self.rules:
            versions.setdefault(rule.id, []).append(rule)
        by_id = {name: tuple(those) for name, those in versions.items()}
        object.__setattr__(self, "_versions_by_id", by_id)
        object.__setattr__(self, "digest", hashlib.sha256(_canonical(self._body())).hexdigest())

    def rule(self, name: str, *, on: date | None = None) -> Rule:
        """Return the rule in force; an error when there is none, never a default.

        on : another day, for rules that govern earlier periods (performance years)
        """
        day = self.on if on is None else on
        versions = self._versions_by_id.get(name, ())
        for rule in versions:
            if rule.is_in_force(day):
                return rule
        known = [_dates(rule) for rule in versions]
        known += [dates for other, dates in self.not_in_force if other == name]
        nearest = min(known, key=lambda dates: _distance(dates, day), default="-")
        raise CoreError("rule_not_in_force", id=name, on=day.isoformat(), nearest=nearest)

    def has(self, name: str, *, on: date | None = None) -> bool:
        """Return whether a rule is in force on the rulebook's day, or on another."""
        day = self.on if on is None else on
        return any(rule.is_in_force(day) for rule in self._versions_by_id.get(name, ()))

    def value(self, name: str, key: str) -> Value:
        return self.rule(name).value(key)

    def integer(self, name: str, key: str) -> int:
        return self.rule(name).integer(key)

    def decimal(self, name: str, key: str) -> Decimal:
        return self.rule(name).decimal(key)

    def text(self, name: str, key: str) -> str:
        return self.rule(name).text(key)

    def words(self, name: str, key: str) -> tuple[str, ...]:
        return self.rule(name).words(key)

    def on_topic(self, topic: str | None) -> tuple[Rule, ...]:
        """Return the rules in force on a topic; None for all."""
        here = (rule for rule in self.rules if topic in (None, rule.topic))
        return tuple(rule for rule in here if rule.is_in_force(self.on))

    def to_payload(self) -> dict[str, object]:
        """Return the rulebook as JSON of integers and texts, for a ledger entry."""
        return {**self._body(), "digest": self.digest}

    @classmethod
    def from_payload(cls, payload: Mapping[str, object]) -> "Rulebook":
        """Return the rulebook that ``to_payload`` wrote; refuse one whose digest does not fit."""
        if payload.get("format") != RULEBOOK_FORMAT:
            raise CoreError("rulebook_format_unknown", got=str(payload.get("format")))
        entries = payload.get("rules")
        if not isinstance(entries, list | tuple):
            raise CoreError("rulebook_format_unknown", got="rules")
        try:
            rules = tuple(_rule_of_json(as_table(frozen(one), "rules")) for one in entries)
            others = as_table(frozen(payload["not_in_force"]), "not_in_force")
            dates = [(name, as_words(those, name)) for name, those in others.items()]
            book = cls(
                date.fromisoformat(str(payload["on"])),
                rules,
                tuple((name, one) for name, those in dates for one in those),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as wrong:
            # Whoever writes a payload by hand may leave out or bend any field of any rule.
            raise CoreError("rulebook_format_unknown", got=f"{type(wrong).__name__}: {wrong}") from wrong
        wanted = str(payload.get("digest"))
        if book.digest != wanted:
            raise CoreError("rulebook_digest_differs", expected=wanted, got=book.digest)
        return book

    def _body(self) -> dict[str, object]:
        return {
            "format": RULEBOOK_FORMAT,
            "on": self.on.isoformat(),
            "rules": [_json_of_rule(rule) for rule in self.rules],
            "not_in_force": {
                name: [dates for other, dates in self.not_in_force if other == name]
                for name, _ in self.not_in_force
            },
        }


class Catalogue:
    """Every version of every rule: no duplicates, gaps, overlaps or missing citations."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        by_id: dict[str, list[Rule]] = {}
        for rule in rules:
            by_id.setdefault(rule.id, []).append(rule)
        self._versions = {name: _in_order(by_id[name]) for name in sorted(by_id)}

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(self._versions)

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(rule for versions in self._versions.values() for rule in versions)

    def versions(self, name: str) -> tuple[Rule, ...]:
        """Return all versions of a rule, the oldest first."""
        if name not in self._versions:
            raise CoreError("rule_unknown", id=name)
        return self._versions[name]

    def on(
        self, day: date, confirmations: Iterable[Confirmation] = (), *, decree_on: date | None = None
    ) -> Rulebook:
        """Return the rulebook of a day, with what the agency has confirmed.

        Rules that govern earlier periods or are announced are in it too, and those in force on the
        day of the planned decree, all found by their own days; worked cases and sources stay behind.
        """
        letters = {one.rule: one.letter_number for one in confirmations}
        for name, letter in letters.items():
            if name not in self._versions:
                raise CoreError("rule_unknown", id=name)
            if not letter.strip():
                raise CoreError("confirmation_without_letter", id=name)
        kept, others = [], []
        for rule in self.rules:
            if _is_kept(rule, day) or (decree_on is not None and rule.is_in_force(decree_on)):
                number = letters.get(rule.id)
                kept.append(replace(rule, cases=(), source="", confirmed_by=number))
            else:
                others.append((rule.id, _dates(rule)))
        return Rulebook(day, tuple(kept), tuple(others))


def _is_kept(rule: Rule, day: date) -> bool:
    """Whether a rule belongs in the rulebook of a day: in force, governing earlier, or announced.

    A rule published before it begins (an election window) is known to whoever plans ahead.
    """
    begun = rule.effective_from is not None and rule.effective_from <= day
    announced = rule.published is not None and rule.published <= day and not begun
    return rule.is_in_force(day) or (rule.remembered and begun) or announced


def _in_order(rules: list[Rule]) -> tuple[Rule, ...]:
    for rule in rules:
        _check(rule)
    ordered = sorted(rules, key=lambda rule: rule.effective_from or date.min)
    for earlier, later in pairwise(ordered):
        facts = {
            "id": later.id,
            "until": _told(earlier.until),
            "next_from": _told(later.effective_from),
        }
        if earlier.effective_from == later.effective_from:
            raise CoreError("rule_duplicate", **facts)
        if earlier.until is None or later.effective_from is None or later.effective_from < earlier.until:
            raise CoreError("rule_versions_overlap", **facts)
        if later.effective_from > earlier.until:
            raise CoreError("rule_versions_gap", **facts)
    return tuple(ordered)


def _check(rule: Rule) -> None:
    dates = {"from_": _told(rule.effective_from), "until": _told(rule.until)}
    if not rule.article.strip():
        raise CoreError("rule_without_citation", id=rule.id, **dates)
    if not (rule.statement_id.strip() and rule.statement_en.strip()):
        raise CoreError("rule_without_statement", id=rule.id, **dates)
    if rule.effective_from and rule.until and rule.until <= rule.effective_from:
        raise CoreError("rule_ends_before_it_begins", id=rule.id, **dates)
    if (rule.effective_from is None) is not (rule.dating is Dating.NONE):
        raise CoreError("rule_dating_wrong", id=rule.id, dating=rule.dating.value, **dates)
    if rule.rule_class is RuleClass.LAW and not rule.is_sure_law:
        doubt = f"{rule.certainty.value}, dates: {rule.dating.value}"
        raise CoreError("rule_class_unfounded", id=rule.id, doubt=doubt, **dates)


def _told(day: date | None) -> str:
    return "-" if day is None else day.isoformat()


def _dates(rule: Rule) -> str:
    """Return first day and first day after, as ISO 8601 writes an interval.

    An open end is ``..``: ``2014-01-15/2023-10-31``, ``2017-04-07/..``.
    """
    ends = (rule.effective_from, rule.until)
    return "/".join(".." if one is None else one.isoformat() for one in ends)


def _distance(dates: str, day: date) -> int:
    ends = [date.fromisoformat(one) for one in dates.split("/") if one != ".."]
    return min((abs((one - day).days) for one in ends), default=0)


def _canonical(body: object) -> bytes:
    return json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _json_of_rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "topic": rule.topic,
        "statement_id": rule.statement_id,
        "statement_en": rule.statement_en,
        "article": rule.article,
        "from": _told_or_none(rule.effective_from),
        "until": _told_or_none(rule.until),
        "dating": rule.dating.value,
        "published": _told_or_none(rule.published),
        "certainty": rule.certainty.value,
        "class": rule.rule_class.value,
        "effect": rule.effect.value,
        "basis": rule.basis,
        "note": rule.note,
        "values": thawed(rule.values),
        "test": None if rule.test is None else json_of_test(rule.test),
        "remembered": rule.remembered,
        "confirmed_by": rule.confirmed_by,
    }


def _told_or_none(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _rule_of_json(data: Values) -> Rule:
    values = as_table(data["values"], "values")
    letter = data["confirmed_by"]
    return Rule(
        id=str(data["id"]),
        topic=str(data["topic"]),
        statement_id=str(data["statement_id"]),
        statement_en=str(data["statement_en"]),
        article=str(data["article"]),
        effective_from=_day(data["from"]),
        until=_day(data["until"]),
        dating=Dating(str(data["dating"])),
        published=_day(data["published"]),
        certainty=Certainty(str(data["certainty"])),
        rule_class=RuleClass(str(data["class"])),
        effect=Effect(str(data["effect"])),
        basis=str(data["basis"]),
        note=str(data["note"]),
        values=values,
        test=None if data["test"] is None else test_of_json(data["test"], values),
        remembered=data["remembered"] is True,
        confirmed_by=None if letter is None else str(letter),
    )


def _day(value: Value) -> date | None:
    return None if value is None else date.fromisoformat(str(value))
