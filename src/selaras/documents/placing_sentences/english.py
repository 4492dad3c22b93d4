"""The sentences of a placement in English, for readers from outside; titles of posts stay as they are."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from selaras.core import rules
from selaras.core.move_policy import CouplingKind
from selaras.core.outcome import Reason
from selaras.core.placement.model import SlateName
from selaras.core.placement.offer import MoveKind
from selaras.core.rules import Finding
from selaras.core.vocabulary import Category, ParticipantStatus
from selaras.documents.placing_sentences.language import Language, Names, Told
from selaras.documents.placing_sentences.naming import Person

_KEEPS = "development and another test follow, and the present post is kept"
_CHANGING = {"echelon": "echelon", "job_class": "job class", "allowance_class": "allowance class"}
_STATUS = {
    ParticipantStatus.PARTICIPANT: "participant",
    ParticipantStatus.EXEMPT: "exempt",
    ParticipantStatus.INELIGIBLE: "not eligible",
    ParticipantStatus.NOT_ASSESSED: "not assessed",
}
_CATEGORY = {
    Category.MS: "meets the requirements (MS)",
    Category.MMS: "still meets the requirements (MMS)",
    Category.KMS: "falls short of the requirements (KMS)",
    Category.OPTIMAL: "optimal",
    Category.FAIRLY_OPTIMAL: "fairly optimal",
    Category.LESS_OPTIMAL: "less optimal",
}


def _not_a_participant(told: Told) -> str:
    status = ParticipantStatus.from_istilah(told["status"])
    words = _STATUS[status] if status else told["status"]
    return f"Not assessed in this event ({words}), so the present post is kept."


def _below_the_mark(told: Told) -> str:
    category = Category.from_istilah(told["category"])
    words = _CATEGORY[category] if category else told["category"]
    return f"The final score's category is: {words}; {_KEEPS}."


class English(Language):
    wording = rules.ENGLISH
    kinds: ClassVar[Mapping[MoveKind, str]] = {
        MoveKind.STAY: "Stays",
        MoveKind.EXTEND: "Term extended",
        MoveKind.MUTATION: "Lateral move",
        MoveKind.ROTATION: "Rotation",
        MoveKind.PROMOTION: "Promotion",
        MoveKind.LOWER_CLASS: "Move to a lower class",
        MoveKind.DEMOTION: "Demotion",
        MoveKind.SELECTION: "By open selection",
        MoveKind.NO_SEAT: "No post yet",
    }
    slates: ClassVar[Mapping[SlateName, str]] = {
        SlateName.BEST: "Best",
        SlateName.FEW_MOVES: "Few moves",
        SlateName.ROBUST: "Most robust",
        SlateName.WISHED: "As asked",
    }
    rules: ClassVar[Mapping[CouplingKind, str]] = {
        CouplingKind.MOST_MOVES: "a largest number of moves",
        CouplingKind.UNIT_QUOTA: "a largest number of changes in one unit",
        CouplingKind.APART: "not in one unit",
        CouplingKind.NOT_BOTH: "not both change",
        CouplingKind.LONGEST_CHAIN: "a longest chain",
        CouplingKind.LONGEST_CYCLE: "a longest exchange",
        CouplingKind.ONLY_IF: "one only if the other",
    }
    openings: ClassVar[Mapping[MoveKind, str]] = {
        MoveKind.STAY: "Stays {post}",
        MoveKind.EXTEND: "Stays {post} with the term extended",
        MoveKind.MUTATION: "Moves from {start} to {post}",
        MoveKind.ROTATION: "Rotates from {start} to {post}",
        MoveKind.PROMOTION: "Is promoted from {start} to {post}",
        MoveKind.LOWER_CLASS: "Moves from {start} to {post}, a post of a lower class",
        MoveKind.DEMOTION: "Is lowered by its own procedure from {start} to {post}",
        MoveKind.SELECTION: "Becomes {post} by open selection",
        MoveKind.NO_SEAT: "Gets no post yet in this set of moves",
    }
    closings: ClassVar[Mapping[str, Callable[[Told], str]]] = {
        "not_a_participant": _not_a_participant,
        "below_the_mark": _below_the_mark,
        "performance_below": lambda t: (
            f"Performance is below expectation (box {t['box']} of the talent map); {_KEEPS}."
        ),
        "knocked_out": lambda t: f"A mandatory requirement is not met: {t['competences']}.",
        "no_standard": lambda t: "There is no competence standard, so no match can be computed.",
        "no_level": lambda t: "There is no evidence of the competences that are required.",
        "not_in_play": lambda t: "Not to be filled in this event.",
        "not_among_three": lambda t: (
            f"In open selection only the three best are proposed; the place is {t['place']}."
        ),
        "banned": lambda t: "Excluded at the deciding officer's request.",
    }

    def finding(self, one: Finding) -> str:
        return f"{one.text_en()} [{one.cited_en()}]"

    def closed_group(self, one: Finding | Reason, competences: Names, *, count: int, of: int) -> str:
        which = "All other posts" if count == of else f"{count} of {of} other posts"
        if not isinstance(one, Finding):
            return f"{which}: closed. {self.closing(one, competences)}"
        if count == 1:
            return f"{which}: closed. {self.finding(one)}"
        rule = f"{one.statement_en.rstrip('.')} [{one.cited_en()}]."
        return f"{which}: closed by this rule, which is not met: {rule}"

    def listed(self, parts: Sequence[str]) -> str:
        if len(parts) < 3:
            return " and ".join(parts)
        return f"{', '.join(parts[:-1])} and {parts[-1]}"

    def clauses(self, parts: Sequence[str]) -> str:
        if len(parts) < 3:
            return ", and ".join(parts)
        return f"{'; '.join(parts[:-1])}; and {parts[-1]}"

    def person(self, one: Person) -> str:
        return one.name

    def percent(self, value: Decimal) -> str:
        return f"{self.decimal(value)} percent"

    def match_clause(self, match: Decimal | None, *, own: Decimal | None) -> str:
        if match is None:
            return "this post has no competence standard yet, so no match can be computed"
        beside = f" (present post {self.percent(own)})" if own is not None else ""
        return f"match {self.percent(match)}{beside}"

    def estimate_clause(self, expected: Decimal, *, own: Decimal | None) -> str:
        beside = f" (present post {self.percent(own)})" if own is not None else ""
        return f"best estimate {self.percent(expected)}{beside}"

    def highest_clause(self, alike: Sequence[str], *, is_only: bool) -> str:
        if is_only:
            return "the only post that is open"
        if alike:
            return f"the highest together with {self.clauses(alike)}"
        return "the highest among the posts that are open"

    def more_posts(self, count: int) -> str:
        return f"{count} other posts"

    def worth_clause(self, *, experience: Decimal | None, price: Decimal, value: int) -> str:
        parts = []
        if experience is not None:
            parts.append(f"experience in the post's field {self.plain(experience)} of 100")
        if price:
            parts.append(f"a price of {self.plain(price)} points for moving")
        return f"{self.listed(parts)}, which makes a value of {self.points(value)}" if parts else ""

    def knocked_out_clause(self, competences: Sequence[str]) -> str:
        return f"the mandatory {self.listed(competences)} is not met, so that it counts as nothing"

    def in_exchange_clause(self, people: Sequence[str]) -> str:
        if len(people) == 1:
            return f"in exchange with {people[0]}"
        return f"in one exchange among {self.listed(people)}"

    def change_clause(self, what: str, before: str | None, after: str | None) -> str:
        name = _CHANGING[what]
        if before is None and after is None:
            return f"{name} not known"
        if before == after:
            return f"{name} still {after}"
        return f"{name} from {before or 'one not known'} to {after or 'one not known'}"

    def chosen(self, percent: Decimal) -> str:
        if percent >= Decimal("99.5"):
            often = "more than 99 times of 100"
        elif percent < Decimal("0.5"):
            often = "less than once of 100"
        else:
            often = f"{percent.quantize(Decimal(1))} times of 100"
        return f"Computed anew within the uncertainty of the scores, the best set seats them here {often}."

    def flags(self, findings: Sequence[Finding]) -> str:
        return f"To be noted: {' '.join(self.finding(one) for one in findings)}"

    def no_seat_because(self) -> str:
        return "Every post that is open is worth more to the whole when somebody else holds it."

    def if_there(self, post: str, match: Decimal | None, *, stays: bool, is_estimate: bool = False) -> str:
        told = (
            f" (estimate {self.percent(match)})"
            if is_estimate and match is not None
            else self._in_brackets(match)
        )
        return f"{'Staying' if stays else 'As'} {post}{told}"

    def loses(
        self, condition: str, hundredths: int, *, is_bound: bool, because: str | None, vacant: str
    ) -> str:
        least = "at least " if is_bound else ""
        told = f"{condition} the whole would lose {least}{self.points(hundredths)} points"
        if because:
            told += f", because {because}"
        if vacant:
            told += f"; {self.falls_vacant(vacant)}"
            told += " and nobody else would have to move" if because == "" else ""
        elif because == "":
            told += ", though nobody else would have to move"
        return f"{told}."

    def may_lose(self, condition: str) -> str:
        return (
            f"{condition} the whole would not gain; how much it would lose depends on rules that join "
            "several moves, and is computed exactly on demand."
        )

    def ties(self, condition: str, *, because: str, vacant: str) -> str:
        told = f"{condition} the whole would be worth the same (a tie)"
        told += f", where {because}" if because else ""
        told += f"; {self.falls_vacant(vacant)}" if vacant else ""
        return f"{told}. Of equal sets the one with the fewest moves is taken, then by the order of codes."

    def never(self, post: str, match: Decimal | None, *, bound_holder: str) -> str:
        told = f"{post}{self._in_brackets(match)} is open, but no complete lawful set of moves has it"
        return f"{told}, because no other post is open to {bound_holder}." if bound_holder else f"{told}."

    def closed(self, post: str, match: Decimal | None, reasons: str) -> str:
        return f"{post}{self._in_brackets(match)} is closed. {reasons}"

    def displaced(self, person: str, post: str, *, stays: bool) -> str:
        if not post:
            return f"{person} would get no post"
        return f"{person} would have to {'stay' if stays else 'become'} {post}"

    def falls_vacant(self, post: str) -> str:
        return f"{post} would fall vacant"

    def must_have_seat(self, person: str) -> str:
        return f"{person} has to get a post of equal level."

    def only_open(self, person: str, posts: Sequence[str]) -> str:
        if not posts:
            return f"No post is open to {person}."
        return f"Open to {person} alone: {self.listed(posts)}."

    def pinned(self, person: str, post: str) -> str:
        return f"As asked, {person} is to become {post}."

    def coupled(self, kind: CouplingKind, because: str) -> str:
        return f"A rule that joins several moves: {self.rules[kind]}{f' ({because})' if because else ''}."

    def most_moves(self) -> str:
        return "The number of moves is limited as asked."

    def one_holder(self, post: str) -> str:
        return f"{post} can have one holder only."

    def _in_brackets(self, match: Decimal | None) -> str:
        return f" ({self.percent(match)})" if match is not None else ""
