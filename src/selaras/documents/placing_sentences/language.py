"""What a language has to be able to say of a placement: one sentence or clause for each thing."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from selaras.core.codec import decimal_of
from selaras.core.errors import CoreError
from selaras.core.move_policy import CouplingKind
from selaras.core.outcome import Reason
from selaras.core.placement.model import SlateName
from selaras.core.placement.offer import MoveKind
from selaras.core.rules import Finding, Wording
from selaras.core.vocabulary import CompetenceCode
from selaras.documents.placing_sentences.naming import Person

Told = Mapping[str, str]
Names = Mapping[CompetenceCode, str]
TWO_PLACES = Decimal("0.01")


class Language(ABC):
    """Sentences end with a full stop; clauses, named so, neither begin with a capital nor end with a stop."""

    wording: ClassVar[Wording]
    kinds: ClassVar[Mapping[MoveKind, str]]
    slates: ClassVar[Mapping[SlateName, str]]
    rules: ClassVar[Mapping[CouplingKind, str]]
    closings: ClassVar[Mapping[str, Callable[[Told], str]]]
    # What stands before and after an official's new post, by kind.
    openings: ClassVar[Mapping[MoveKind, str]]

    def decimal(self, value: Decimal) -> str:
        return self.wording.number(value.quantize(TWO_PLACES))

    def points(self, hundredths: int) -> str:
        """Return an amount of hundredths as points with two places."""
        return self.decimal(decimal_of(hundredths))

    def plain(self, value: Decimal) -> str:
        """Return a number as short as it can be written."""
        text = f"{value:f}"
        short = text.rstrip("0").rstrip(".") if "." in text else text
        return self.wording.number(Decimal(short))

    def closing(self, one: Finding | Reason, competences: Names) -> str:
        """Return why a post is closed: the rule's own sentence with its article, or ours.

        Raises ``reason_without_sentence`` for a code that has none.
        """
        if isinstance(one, Finding):
            return self.finding(one)
        sentence = self.closings.get(one.code)
        if sentence is None:
            raise CoreError("reason_without_sentence", code=one.code)
        told = dict(one.facts)
        if "competences" in told:
            codes = told["competences"].split(", ")
            told["competences"] = self.listed([competences.get(CompetenceCode(code), code) for code in codes])
        return sentence(told)

    @abstractmethod
    def finding(self, one: Finding) -> str: ...

    @abstractmethod
    def closed_group(self, one: Finding | Reason, competences: Names, *, count: int, of: int) -> str:
        """Return why several posts are closed alike: of ``of`` other posts these ``count``."""

    @abstractmethod
    def listed(self, parts: Sequence[str]) -> str: ...

    @abstractmethod
    def clauses(self, parts: Sequence[str]) -> str:
        """Return clauses as one; titles of posts have commas of their own."""

    @abstractmethod
    def person(self, one: Person) -> str: ...

    @abstractmethod
    def percent(self, value: Decimal) -> str: ...

    # Why here

    @abstractmethod
    def match_clause(self, match: Decimal | None, *, own: Decimal | None) -> str: ...

    @abstractmethod
    def estimate_clause(self, expected: Decimal, *, own: Decimal | None) -> str:
        """Return what the match is when severe examiners and chance are taken into account."""

    @abstractmethod
    def highest_clause(self, alike: Sequence[str], *, is_only: bool) -> str: ...

    @abstractmethod
    def more_posts(self, count: int) -> str: ...

    @abstractmethod
    def worth_clause(self, *, experience: Decimal | None, price: Decimal, value: int) -> str: ...

    @abstractmethod
    def knocked_out_clause(self, competences: Sequence[str]) -> str:
        """Return why the own post counts as nothing although it is kept."""

    @abstractmethod
    def in_exchange_clause(self, people: Sequence[str]) -> str: ...

    @abstractmethod
    def change_clause(self, what: str, before: str | None, after: str | None) -> str:
        """``what``: "echelon", "job_class" or "allowance_class"."""

    @abstractmethod
    def chosen(self, percent: Decimal) -> str: ...

    @abstractmethod
    def flags(self, findings: Sequence[Finding]) -> str: ...

    @abstractmethod
    def no_seat_because(self) -> str: ...

    # Why not there

    @abstractmethod
    def if_there(self, post: str, match: Decimal | None, *, stays: bool, is_estimate: bool = False) -> str:
        """Return the condition that opens a sentence: "Bila menjadi ..."."""

    @abstractmethod
    def loses(
        self, condition: str, hundredths: int, *, is_bound: bool, because: str | None, vacant: str
    ) -> str:
        """Return what all together would lose.

        because : clauses of who would have to go where; empty: nobody; None: not known
        vacant : where nobody has to, the post left empty
        """

    @abstractmethod
    def may_lose(self, condition: str) -> str: ...

    @abstractmethod
    def ties(self, condition: str, *, because: str, vacant: str) -> str: ...

    @abstractmethod
    def never(self, post: str, match: Decimal | None, *, bound_holder: str) -> str: ...

    @abstractmethod
    def closed(self, post: str, match: Decimal | None, reasons: str) -> str: ...

    @abstractmethod
    def displaced(self, person: str, post: str, *, stays: bool) -> str:
        """``post`` empty: would get none."""

    @abstractmethod
    def falls_vacant(self, post: str) -> str: ...

    # What cannot hold together

    @abstractmethod
    def must_have_seat(self, person: str) -> str: ...

    @abstractmethod
    def only_open(self, person: str, posts: Sequence[str]) -> str: ...

    @abstractmethod
    def pinned(self, person: str, post: str) -> str: ...

    @abstractmethod
    def coupled(self, kind: CouplingKind, because: str) -> str: ...

    @abstractmethod
    def most_moves(self) -> str: ...

    @abstractmethod
    def one_holder(self, post: str) -> str: ...
