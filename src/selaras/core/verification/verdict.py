"""What a verifier answers: one verdict, the first reason against it, and how far each check came.

Names, order and codes: ``docs/evidence-format.md``, section 11.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from selaras.core.codec import Json

CHECKS = (
    *("zip", "digests", "keys", "signatures", "chains", "roots", "quorum"),
    *("commitments", "life", "numbers", "placement", "files", "paper"),
)
# Reasons for which a bundle cannot be judged at all, beside every reason of the first check.
UNREADABLE = frozenset({"manifest_wrong", "file_missing"})


class Status(StrEnum):
    """How a check ended; *not provable*: the class or the grade says nothing about it.

    *nothing*: the ledger has nothing that it asks of; such a check is not told at all.
    """

    HOLDS = "holds"
    FAILS = "fails"
    NOT_PROVABLE = "not-provable"
    NOT_REACHED = "not-reached"
    NOTHING = "nothing"


class Outcome(StrEnum):
    HOLDS = "holds"
    FAILS = "fails"
    UNREADABLE = "unreadable"

    @property
    def exit_code(self) -> int:
        return list(Outcome).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """What is lawful and yet must be said."""

    code: str
    where: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolled:
    """A device, to be compared with the hand-over minutes."""

    device: str
    holder: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recount:
    """How many published numbers were computed anew, and by formula how many could not be here."""

    recomputed: int = 0
    not_here: Mapping[str, int] = field(default_factory=dict)
    estimates_drawn_anew: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """How many problems, slates and choices hold.

    proved : slates whose own numbers prove that nothing is better
    pairs_recomputed, pairs_not_here : of how many pairs gates and value were set up anew, and of how many not
    draws_recomputed, draws_not_here : slates whose standing in the draws was counted anew, and not
    """

    problems: int = 0
    slates: int = 0
    proved: int = 0
    choices: int = 0
    pairs_recomputed: int = 0
    pairs_not_here: int = 0
    draws_recomputed: int = 0
    draws_not_here: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Whose data was destroyed, by code, and how many entries in all."""

    people: tuple[str, ...] = ()
    entries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The whole answer.

    where : entry, file, line or number that the reason is about; codes of people, never names
    code : the root as letters, to compare with signed paper
    """

    verdict: Outcome
    reason: str | None
    where: Mapping[str, Json]
    checks: Mapping[str, Status]
    warnings: tuple[Warned, ...]
    log: str | None
    grade: str | None
    subject: str | None
    size: int | None
    root: str | None
    code: str | None
    devices: tuple[Enrolled, ...]
    erased: Erased
    recount: Recount
    placed: Placed

    def to_json(self) -> Json:
        """Return the verdict as JSON of texts, integers, lists and objects."""
        return {
            "verdict": self.verdict.value,
            "reason": self.reason,
            "where": dict(self.where),
            "checks": {name: status.value for name, status in self.checks.items()},
            "warnings": [{"code": one.code, "where": dict(one.where)} for one in self.warnings],
            "log": self.log,
            "grade": self.grade,
            "subject": self.subject,
            "size": self.size,
            "root": self.root,
            "code": self.code,
            "devices": [
                {"device": one.device, "holder": one.holder, "role": one.role} for one in self.devices
            ],
            "erased": {"people": list(self.erased.people), "entries": self.erased.entries},
            "numbers": {
                "recomputed": self.recount.recomputed,
                "not_recomputed_here": dict(self.recount.not_here),
                "estimates_drawn_anew": self.recount.estimates_drawn_anew,
            },
            "placement": {
                "problems": self.placed.problems,
                "slates": self.placed.slates,
                "proved": self.placed.proved,
                "choices": self.placed.choices,
                "pairs_recomputed": self.placed.pairs_recomputed,
                "pairs_not_recomputed_here": self.placed.pairs_not_here,
                "draws_recomputed": self.placed.draws_recomputed,
                "draws_not_recomputed_here": self.placed.draws_not_here,
            },
        }
