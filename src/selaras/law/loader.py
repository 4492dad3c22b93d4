"""Load the rules, the competences and the talent profiles that stand beside this module as YAML."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from selaras.core.errors import CoreError
from selaras.core.rules import (
    Case,
    Catalogue,
    Certainty,
    Dating,
    Effect,
    Outcome,
    Rule,
    RuleClass,
    RuleTest,
    Values,
    fact_of,
    frozen,
    read_test,
)
from selaras.law.strict_yaml import read_yaml

_Member = TypeVar("_Member", bound=StrEnum)

_HOME = Path(__file__).parent
_NEEDED = frozenset(
    [
        "id",
        "statement_id",
        "statement_en",
        "article",
        "from",
        "until",
        "dating",
        "certainty",
        "class",
        "basis",
        "cases",
    ]
)
_OPTIONAL = frozenset(["published", "effect", "source", "note", "remembered", "values", "test"])
_CASE_KEYS = frozenset(["title", "facts", "outcome", "gives", "on", "in_force", "gates", "as_flag"])


@cache
def load_catalogue() -> Catalogue:
    """Return all national rules; refuse gaps, overlaps, duplicates and missing citations."""
    return Catalogue(rules_in(sorted((_HOME / "national").glob("*.yaml"))))


def rules_in(files: Iterable[Path]) -> tuple[Rule, ...]:
    """Return the rules of some files, in the order in which they stand."""
    return tuple(rule for path in files for rule in _rules_of(path))


def _rules_of(path: Path) -> Iterable[Rule]:
    data = read_yaml(path)
    if not isinstance(data, Mapping) or set(data) != {"topic", "rules"}:
        raise CoreError("law_file_wrong", file=path.name, expected="topic, rules")
    for entry in data["rules"]:
        yield _rule(entry, topic=data["topic"], file=path.name)


def _rule(entry: Mapping[str, Any], *, topic: str, file: str) -> Rule:
    name = str(entry.get("id"))
    for key in sorted(_NEEDED - set(entry)):
        raise CoreError("law_field_missing", file=file, id=name, field=key)
    for key in sorted(set(entry) - _NEEDED - _OPTIONAL):
        raise CoreError("law_field_unknown", file=file, id=name, field=key)
    values = frozen(entry.get("values", {}), where=name)
    if not isinstance(values, Mapping):
        raise CoreError("rule_value_wrong", where=name, got=repr(values), expected="table")
    return Rule(
        id=name,
        topic=topic,
        statement_id=entry["statement_id"],
        statement_en=entry["statement_en"],
        article=entry["article"] or "",
        effective_from=_day(entry["from"], file=file, name=name),
        until=_day(entry["until"], file=file, name=name),
        dating=_member(Dating, entry["dating"], file=file, name=name),
        published=_day(entry.get("published"), file=file, name=name),
        certainty=_member(Certainty, entry["certainty"], file=file, name=name),
        rule_class=_member(RuleClass, entry["class"], file=file, name=name),
        effect=_member(Effect, entry.get("effect", "bar"), file=file, name=name),
        basis=entry["basis"],
        source=entry.get("source", ""),
        note=entry.get("note", ""),
        values=values,
        test=_test(entry.get("test"), values),
        cases=tuple(_case(one, file=file, name=name) for one in entry["cases"]),
        remembered=entry.get("remembered", False),
    )


def _test(data: Any, values: Values) -> RuleTest | None:
    if data is None:
        return None
    test = frozen(data, where="test")
    if not isinstance(test, Mapping):
        raise CoreError("rule_test_wrong", setting="test", got=repr(data))
    return read_test(test, values)


def _case(entry: Mapping[str, Any], *, file: str, name: str) -> Case:
    for key in sorted(set(entry) - _CASE_KEYS):
        raise CoreError("law_field_unknown", file=file, id=name, field=f"cases.{key}")
    facts = entry.get("facts", {})
    outcome = entry.get("outcome")
    gives = entry.get("gives")
    return Case(
        title=entry["title"],
        facts={key: fact_of(key, _listed(one)) for key, one in facts.items()},
        outcome=None if outcome is None else _member(Outcome, outcome, file=file, name=name),
        gives=None if gives is None else str(gives),
        on=_day(entry.get("on"), file=file, name=name),
        in_force=entry.get("in_force"),
        gates=entry.get("gates"),
        as_flag=entry.get("as_flag", False),
    )


def _listed(one: Any) -> Any:
    return tuple(str(word) for word in one) if isinstance(one, list) else one


def _day(text: Any, *, file: str, name: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(str(text))
    except ValueError as wrong:
        raise CoreError("law_date_wrong", file=file, id=name, got=str(text)) from wrong


def _member(kind: type[_Member], word: Any, *, file: str, name: str) -> _Member:
    try:
        return kind(word)
    except ValueError as wrong:
        known = ", ".join(member.value for member in kind)
        raise CoreError("law_word_unknown", file=file, id=name, got=str(word), expected=known) from wrong
