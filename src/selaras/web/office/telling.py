"""What several rooms tell alike: findings of rules in words, people and posts behind their codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core import casefile as c
from selaras.core.entries import person_codes
from selaras.core.rules import Finding, Outcome
from selaras.core.rules.rule import Certainty
from selaras.web.office.wording import is_english, say

_TAGS: Mapping[Outcome, str] = {
    Outcome.MET: "good",
    Outcome.BROKEN: "bad",
    Outcome.FLAGGED: "warn",
    Outcome.UNKNOWN: "warn",
    Outcome.NOT_APPLICABLE: "wait",
}
_WORDS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.MET: ("Terpenuhi", "Met"),
    Outcome.BROKEN: ("Tidak terpenuhi", "Not met"),
    Outcome.FLAGGED: ("Perlu dipastikan", "To be verified"),
    Outcome.UNKNOWN: ("Belum dapat diputuskan", "Cannot be decided yet"),
    Outcome.NOT_APPLICABLE: ("Tidak berlaku", "Does not apply"),
}
_GATES: Mapping[Outcome, tuple[str, str]] = {
    **_WORDS,
    Outcome.MET: ("Terpenuhi", "Open"),
    Outcome.BROKEN: ("Belum terpenuhi", "Shut"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One judgement of a rule: the sentence, its article, and how it stands in a word and a colour."""

    rule: str
    text: str
    article: str
    word: str
    tag: str
    is_met: bool
    is_shut: bool  # bars a decree; what is neither met nor shut has to be made sure of
    is_practice: bool  # no article of law but what reviewers ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A participant behind a code."""

    code: str
    name: str
    nip: str
    post: str
    unit: str
    position: str | None


def line_of(finding: Finding, *, is_gate: bool = False) -> Line:
    """Return a finding in the language of this page; ``is_gate``: it opens or shuts the way to a decree."""
    words = (_GATES if is_gate else _WORDS)[finding.outcome]
    return Line(
        rule=finding.rule,
        text=finding.text_en() if is_english() else finding.text_id(),
        article=finding.article,
        word=say(*words),
        tag=_TAGS[finding.outcome],
        is_met=finding.outcome in (Outcome.MET, Outcome.NOT_APPLICABLE),
        is_shut=finding.bars,
        is_practice=finding.certainty is not Certainty.HIGH,
    )


def people_in(case: c.CaseFile) -> dict[str, Named]:
    """Return every official of an event by the code that its ledger uses."""
    codes = person_codes(case.officials, case.codes)
    return {
        codes[one.nip]: Named(
            code=codes[one.nip],
            name=one.name,
            nip=one.nip,
            post=one.position_title,
            unit=one.unit,
            position=one.position,
        )
        for one in case.officials
    }


def posts_in(case: c.CaseFile) -> dict[str, str]:
    """Return the titles of posts by their codes."""
    return {str(one.code): one.title for one in case.positions}
