"""Letters on file: which recommendation or consent was granted, for whom, and in time."""

from dataclasses import replace
from datetime import date

from selaras.core.casefile import CaseFile, Permission, Position
from selaras.core.rules import Fact, Finding, Rule, Rulebook, found, judge
from selaras.core.vocabulary import (
    Nip,
    PermissionKind,
    PermissionState,
    PositionCode,
    SpecialPost,
)

_SPECIAL_RULES = {
    SpecialPost.REGIONAL_SECRETARY: "SPEC-SEKDA-KK",
    SpecialPost.INSPECTORATE: "SPEC-INSPEKTUR",
    SpecialPost.CIVIL_REGISTRY: "SPEC-DUKCAPIL",
    SpecialPost.COUNCIL_SECRETARY: "SPEC-SEKWAN",
}


def granted(
    case: CaseFile,
    kind: PermissionKind,
    *,
    nip: Nip | None = None,
    position: PositionCode | None = None,
) -> Permission | None:
    """Return the earliest letter that grants something; None when there is none.

    A letter that names nobody and no post covers all; one that does covers only these.
    """
    those = [
        one
        for one in case.permissions
        if one.kind is kind
        and one.state is PermissionState.GRANTED
        and one.nip in (None, nip)
        and one.position in (None, position)
    ]
    # An undated letter counts last: nothing can be said about its order.
    return min(those, key=lambda one: one.dated_on or date.max, default=None)


def letter_finding(
    rule: Rule,
    letter: Permission | None,
    *,
    kind: PermissionKind,
    not_before: date | None = None,
    not_after: date | None = None,
    as_flag: bool = False,
    **facts: Fact,
) -> Finding:
    """Return whether a letter is there and dated between two days, both included.

    A letter without a date leaves its order undecided.
    """
    told: dict[str, Fact] = {**facts, "not_before_on": not_before, "not_after_on": not_after}
    if letter is None:
        told["missing_letters"] = (kind.value,)
        return found(rule, holds=False, facts=told, as_flag=as_flag)
    told |= {"consents": (kind.value,), "letter_number": letter.number, "letter_on": letter.dated_on}
    if letter.dated_on is None:
        undated: dict[str, Fact] = {**told, "missing": ("letter_on",)}
        return found(rule, holds=None, facts=undated, as_flag=as_flag)
    in_order = (not_before is None or not_before <= letter.dated_on) and (
        not_after is None or letter.dated_on <= not_after
    )
    return found(rule, holds=in_order, facts=told, as_flag=as_flag)


def told(letter: Permission | None) -> str | None:
    """Return how a letter is named in a finding: its number, or who wrote it."""
    return None if letter is None else letter.number or letter.issuer


def special_post(post: Position, *, case: CaseFile, rulebook: Rulebook) -> list[Finding]:
    """Return what a special post needs before it changes hands: a flag while a letter is missing.

    A flag, because the post may yet keep its holder; nothing for other posts.
    """
    name = _SPECIAL_RULES.get(post.special)
    if name is None or not rulebook.has(name):
        return []

    def number(kind: PermissionKind) -> str | None:
        return told(granted(case, kind, position=post.code))

    # The minister's general consent to replace officials does not appoint a registrar.
    own = [
        one
        for one in case.permissions
        if one.kind is PermissionKind.MINISTER_CONSENT
        and one.state is PermissionState.GRANTED
        and one.position == post.code
    ]
    facts: dict[str, Fact] = {
        "special_post": post.special.value,
        "agency_kind": case.agency.kind.value,
        "governor_consent": number(PermissionKind.GOVERNOR),
        "consultation": number(PermissionKind.CONSULTATION),
        "council_consent": number(PermissionKind.COUNCIL),
        "minister_consent": told(own[0]) if own else None,
    }
    finding = judge(rulebook.rule(name), facts, as_flag=True)
    return [replace(finding, facts={**finding.facts, "post": post.title})]
