"""What several rooms tell alike: findings of rules in words, people and posts behind their codes."""

from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core import casefile as c
from selaras.core import decided as d
from selaras.core import vocabulary as v
from selaras.core.entries import person_codes
from selaras.core.rules import Finding, Outcome
from selaras.core.rules.rule import Certainty
from selaras.web.office.terms import term_word
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


# Terms of closed lists have one official word, Indonesian; for these a reader of English gets another.
_ENGLISH: Mapping[tuple[type[v.Term], str], str] = {
    (v.PermissionKind, v.PermissionKind.TEST_PLAN): "Recommendation on the plan of the test",
    (v.PermissionKind, v.PermissionKind.TEST_MINISTER): "Minister's permission to hold the test",
    (v.PermissionKind, v.PermissionKind.RESULT): "Recommendation on the result",
    (v.PermissionKind, v.PermissionKind.PERTEK): "Technical consideration of BKN",
    (v.PermissionKind, v.PermissionKind.MINISTER_CONSENT): "Minister's consent to replacing officials",
    (v.PermissionKind, v.PermissionKind.GOVERNOR): "Governor's consent or covering letter",
    (v.PermissionKind, v.PermissionKind.COUNCIL): "Consent of the council",
    (v.PermissionKind, v.PermissionKind.CONSULTATION): "Written consultation",
    (v.PermissionKind, v.PermissionKind.HOME_CONSENT): "Consent of the home agency",
    (v.PermissionKind, v.PermissionKind.PANEL_DECREE): "Decree that forms the panel",
    (v.PermissionKind, v.PermissionKind.AGREEMENT): "Agreement of cooperation",
    (v.PermissionKind, v.PermissionKind.EARLY_MOVE): "File of an exception before two years",
    (v.PermissionKind, v.PermissionKind.PERFORMANCE_TEAM): "Consideration of the performance team",
    (v.PermissionKind, v.PermissionKind.DEMOTION_FILE): "Examination report for a demotion",
    (v.PermissionKind, v.PermissionKind.OPEN_SELECTION_CONSENT): "Permission for an open selection",
    (v.PermissionKind, v.PermissionKind.RULE_CONFIRMATION): "The agency's confirmation of a rule",
    (d.MoveKind, d.MoveKind.KEPT): "Stays on the post",
    (d.MoveKind, d.MoveKind.ROTATED): "Moves at the same level",
    (d.MoveKind, d.MoveKind.PROMOTED): "Promotion",
    (d.MoveKind, d.MoveKind.DEMOTED): "Demotion",
    (d.MoveKind, d.MoveKind.RELEASED): "Released from the post",
    (d.MoveKind, d.MoveKind.APPOINTED): "Appointment",
    (d.GroundKind, d.GroundKind.EXAMINATION): "Examination report",
    (d.GroundKind, d.GroundKind.DISCIPLINE): "Disciplinary decision",
    (d.GroundKind, d.GroundKind.PERFORMANCE): "Performance evaluation after a chance to improve",
    (d.GroundKind, d.GroundKind.OWN_WISH): "Own wish",
    (d.GroundKind, d.GroundKind.RETIREMENT): "Retirement decision",
    (d.GroundKind, d.GroundKind.HEALTH): "Statement of the medical board",
    (d.GroundKind, d.GroundKind.REORGANISATION): "Regulation of a reorganisation",
    (d.ObjectionAbout, d.ObjectionAbout.DATA): "Personal data and career",
    (d.ObjectionAbout, d.ObjectionAbout.TEST): "How the test was held",
    (d.ObjectionAbout, d.ObjectionAbout.RESULT): "Result",
    (d.ObjectionAbout, d.ObjectionAbout.DECISION): "Decision",
    (d.ObjectionAnswer, d.ObjectionAnswer.ACCEPTED): "Accepted",
    (d.ObjectionAnswer, d.ObjectionAnswer.PARTLY): "Accepted in part",
    (d.ObjectionAnswer, d.ObjectionAnswer.REJECTED): "Not accepted",
    (d.CheckAnswer, d.CheckAnswer.RIGHT): "The data are right",
    (d.CheckAnswer, d.CheckAnswer.REMARKS): "There are remarks",
    (v.PermissionState, v.PermissionState.GRANTED): "Granted",
    (v.PermissionState, v.PermissionState.ASKED): "Asked for",
    (v.PermissionState, v.PermissionState.REFUSED): "Refused",
}


def term(one: v.Term) -> str:
    """Return a member of a closed list in the language of this page."""
    known = _ENGLISH.get((type(one), one.value)) if is_english() else None
    return known or term_word(one)
