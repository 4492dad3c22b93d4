"""What results are called, in both languages: categories, recommendations, boxes, chances, reasons.

Numbers are only written here, never computed: whatever is told was published with the frozen result.
"""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import cast

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.margins import Interval, RankRange
from selaras.core.outcome import Reason
from selaras.core.rules import Finding, Outcome
from selaras.documents import chances, facts, sentences
from selaras.web.office.terms import term_word
from selaras.web.office.wording import decimal, is_english, say

Told = Mapping[str, str]

_SHORT_MOVES: Mapping[v.Move, tuple[str, str]] = {
    v.Move.STAY: ("Tetap", "Stays"),
    v.Move.ROTATE: ("Rotasi", "Rotation"),
    v.Move.EXTEND: ("Perpanjangan", "Extension"),
    v.Move.PROMOTE: ("Promosi", "Promotion"),
    v.Move.DEVELOP: ("Pengembangan", "Development"),
    v.Move.DEMOTE: ("Penurunan", "Lowered"),
    v.Move.NONE: ("Tanpa rekomendasi", "None"),
}
_GATES: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.MET: ("Terpenuhi", "Open", "good"),
    Outcome.BROKEN: ("Belum terpenuhi", "Shut", "bad"),
    Outcome.FLAGGED: ("Perlu dipastikan", "To be settled", "warn"),
    Outcome.UNKNOWN: ("Belum dapat diputuskan", "Not decided yet", "warn"),
    Outcome.NOT_APPLICABLE: ("Tidak berlaku", "Does not apply", "wait"),
}
_FINDINGS: Mapping[Outcome, tuple[str, str, str]] = {
    **_GATES,
    Outcome.MET: ("Terpenuhi", "Met", "good"),
    Outcome.BROKEN: ("Tidak terpenuhi", "Not met", "bad"),
}
_NO_MATCH_EN: Mapping[str, str] = {
    "not_assessed": "No match is computed, because the official was not assessed.",
    "no_own_post": "The present post is outside the posts of this event.",
    "no_standard": "The present post has no competence standard in this event.",
    "no_competence_mapping": "Criteria are not linked to competences.",
    "no_level_for_this_standard": "There is no evidence yet of the competences that this post requires.",
}
_NO_BOX_EN: Mapping[str, str] = {
    "not_assessed": "No box, because the official was not assessed.",
    "potential_unknown": "Nothing is known of the potential.",
    "predicate_unknown": "There is no performance predicate.",
    "predicate_not_verified": "The performance predicate is not verified.",
    "performance_unknown": "There is no performance data.",
}
_DEADLINES_EN: Mapping[str, str] = {
    "two-years": "Two years in post",
    "five-years": "Five years in post",
    "retirement": "Age of retirement",
    "acting-term": "Term of an acting head",
    "assessment-expiry": "Validity of an assessment",
    "election-window-opens": "Ban around the election begins",
    "election-window-closes": "Ban around the election ends",
    "after-inauguration-ends": "Six months after inauguration",
    "head-term-ends": "End of the head's term",
    "review-answer": "Answer of the reviewing body",
    "notice": "Announcement",
    "retest": "Another test",
}


def name(term: v.Term | None) -> str:
    """Return what a term is called in the language of the page."""
    return facts.NOTHING if term is None else term_word(term)


def category(one: v.Category | None) -> str:
    """Return a category in a word: its short form where offices have one."""
    return one.value if one is not None and one.value.isupper() else name(one)


def move(one: v.Move) -> str:
    return say(*_SHORT_MOVES[one])


def gate(one: Finding) -> tuple[str, str]:
    """Return how a gate of the process stands, and the colour that doubles the word."""
    indonesian, english, colour = _GATES[one.outcome]
    return say(indonesian, english), colour


def outcome(one: Finding) -> tuple[str, str]:
    indonesian, english, colour = _FINDINGS[one.outcome]
    return say(indonesian, english), colour


def finding(one: Finding) -> str:
    return one.text_en() if is_english() else one.text_id()


def box_actions(those: Sequence[str]) -> str:
    """Return what the rules let follow from a box of the talent map."""
    told = "; ".join(those)
    return _in_english(told) if is_english() else told


def _in_english(actions: str) -> str:
    known = _actions()
    return "; ".join(known.get(one, one) for one in actions.split("; "))


@cache
def _actions() -> Mapping[str, str]:
    """Return what follows from a box by its Indonesian words: the rule says them in both languages."""
    from selaras.law.loader import load_catalogue

    rules = [one for one in load_catalogue().rules if one.id == "TAL-BOX-ACTIONS"]
    english = [rule.table("en") for rule in rules]
    return {
        indonesian: str(told)
        for rule, table in zip(rules, english, strict=True)
        for box, those in table.items()
        for indonesian, told in zip(rule.words(box), cast(Sequence[str], those), strict=True)
    }


def no_match(code: str | None) -> str:
    return _missing(code, sentences.NO_MATCH, _NO_MATCH_EN)


def no_box(code: str | None) -> str:
    return _missing(code, sentences.NO_BOX, _NO_BOX_EN)


def _missing(code: str | None, indonesian: Mapping[str, str], english: Mapping[str, str]) -> str:
    if code is None:
        return ""
    if code not in indonesian or code not in english:
        raise CoreError("reason_without_sentence", code=code)
    return say(indonesian[code], english[code])


def deadline(kind: str) -> str:
    if kind not in _DEADLINES_EN:
        raise CoreError("reason_without_sentence", code=kind)
    return say(sentences.deadline_kind(kind), _DEADLINES_EN[kind])


def places(value: Decimal | Fraction | None, n: int = 2) -> str:
    """Return a number rounded half up, as people do by hand."""
    return facts.NOTHING if value is None else decimal(facts.rounded(value, n), n)


def plain(value: Decimal | int | None) -> str:
    """Return a number as short as it can be written."""
    if value is None:
        return facts.NOTHING
    text = facts.plain(Decimal(value))
    return text.replace(",", ".") if is_english() else text


def percent(value: Decimal | Fraction | None, n: int = 2) -> str:
    return facts.NOTHING if value is None else f"{places(value, n)}%"


def points(hundredths: int) -> str:
    """Return hundredths as points, with a true minus sign.

    >>> points(-1250)
    '−12,50'
    """
    told = places(Decimal(abs(hundredths)).scaleb(-2))
    return f"{'−' if hundredths < 0 else ''}{told}"


def span(one: Interval, n: int = 1) -> str:
    return f"{places(one.lower, n)}–{places(one.upper, n)}"


def ranks(one: RankRange) -> str:
    return chances.ranks(one)


def out_of_hundred(value: Decimal) -> str:
    """Return a chance as a count of a hundred; the ends stay open."""
    told = chances.out_of_hundred(value)
    if not is_english():
        return told
    return told.replace("lebih dari", "more than").replace("kurang dari", "less than").replace("dari", "of")


_LIKELY_EN = (
    (Decimal(99), "almost certain"),
    (Decimal(90), "very likely"),
    (Decimal(66), "likely"),
    (Decimal(34), "about as likely as not"),
    (Decimal(10), "unlikely"),
    (Decimal(1), "very unlikely"),
    (Decimal(0), "almost impossible"),
)


def likely(value: Decimal) -> str:
    """Return how likely something is, in words."""
    english = next(words for least, words in _LIKELY_EN if value >= least)
    return say(chances.in_words(value), english)


def in_percent(value: Decimal) -> str:
    return chances.in_percent(value)


def listed(words: Sequence[str]) -> str:
    if not is_english():
        return facts.listed(words)
    return " and ".join(words) if len(words) < 3 else ", ".join(words[:-1]) + f", and {words[-1]}"


def reason(one: Reason, competences: Mapping[v.CompetenceCode, str]) -> str:
    """Return a recommendation's reason as a sentence of the page's language."""
    if not is_english():
        return sentences.reason(one, competences)
    if one.code not in _REASONS_EN:
        raise CoreError("reason_without_sentence", code=one.code)
    told = dict(one.facts)
    if "competences" in told:
        codes = told["competences"].split(", ")
        told["competences"] = listed([competences.get(v.CompetenceCode(code), code) for code in codes])
    return _REASONS_EN[one.code](told)


def _percent_of(told: Told, key: str = "percent") -> str:
    return percent(Decimal(told[key])) if told.get(key) else facts.NOTHING


def _category_of(told: Told) -> str:
    found = v.Category.from_istilah(told["category"])
    return name(found) if found else told["category"]


def _better_post(told: Told) -> str:
    own = f", against {_percent_of(told, 'own')} with the present post" if told.get("own") else ""
    return f"The match with the post {told['position']} is {_percent_of(told)}{own}."


def _alike(told: Told) -> str:
    more = int(told.get("more", "0"))
    others = f" and {more} other posts" if more else ""
    return f"By its standard that post cannot be told apart from {told['positions']}{others}."


_REASONS_EN: Mapping[str, Callable[[Told], str]] = {
    "exempt": lambda t: "Exempt from this test.",
    "ineligible": lambda t: "Does not meet the conditions of a participant.",
    "not_assessed": lambda t: "Not assessed, having taken no part.",
    "not_scored_yet": lambda t: "Scoring has not taken place.",
    "below_the_mark": lambda t: f"The final score's category is “{_category_of(t)}”, below the pass mark.",
    "performance_below": lambda t: f"Performance is below expectation (box {t['box']} of the talent map).",
    "retest_follows": lambda t: "Development and another test follow; the post is kept.",
    "demotion_procedure": lambda t: (
        "A lower post is proposed only by its own procedure"
        + (f", file number {t['number']}." if t.get("number") else ".")
    ),
    "meets_standard": lambda t: f"Meets the standard of the present post ({_percent_of(t)}).",
    "below_standard": lambda t: (
        f"The match with the present post is {_percent_of(t)} ({_category_of(t)}); development fills the gap."
    ),
    "knocked_out": lambda t: f"Mandatory for the present post and not met: {t['competences']}.",
    "no_match": lambda t: "No match with the present post can be computed from the data.",
    "better_post": _better_post,
    "no_better_post": lambda t: "No other post is a better match by a margin that matters.",
    "posts_alike": _alike,
    "five_years_reached": lambda t: f"{t['years']} years in the post, which must therefore be evaluated.",
    "extension_supported": lambda t: "The result supports extending the term.",
    "higher_class": lambda t: f"The new post has class {t['new']}, above the present class {t['own']}.",
    "top_box": lambda t: f"In box {t['box']} of the talent map, the highest group.",
    "talent_box": lambda t: (
        f"In box {t['box']} of the talent map"
        + (f"; to follow: {_in_english(t['actions'])}." if t.get("actions") else ".")
    ),
    "thin_evidence": lambda t: (
        f"Evidence covers only {_percent_of(t)} of the standard, so this is provisional."
    ),
}
