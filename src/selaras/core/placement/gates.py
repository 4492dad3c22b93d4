"""What closes a post to a person: the result first, then the post, then the law rule by rule.

The own post is never closed: nobody loses a seat through the test alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from selaras.core import vocabulary as v
from selaras.core.casefile import CaseFile, Official, Permission, Position
from selaras.core.eligibility import Asked, target_findings
from selaras.core.letters import told
from selaras.core.outcome import Fit, OfficialResult, Reason
from selaras.core.placement.worth import Experience
from selaras.core.rules import Finding, Rulebook, found

LEVEL_RULE = "MUT-LEVEL"
TERM_RULE = "MUT-5Y"
# From the highest; functional posts stand in no order with these.
_DOWNWARD = (
    v.Level.JPT_UTAMA,
    v.Level.JPT_MADYA,
    v.Level.JPT_PRATAMA,
    v.Level.ADMINISTRATOR,
    v.Level.PENGAWAS,
    v.Level.PELAKSANA,
)
Why = Finding | Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said of one person and one post; nothing closes an open pair.

    is_openable : closed only because the post is not to be filled
    """

    closed: tuple[Why, ...]
    flags: tuple[Finding, ...]
    is_openable: bool = False


class Person:
    """One official with the result, asked of one post after the other."""

    def __init__(
        self, official: Official, result: OfficialResult, *, case: CaseFile, rulebook: Rulebook
    ) -> None:
        # Of all careers only the own one counts here, and it is searched for every post.
        careers = tuple(one for one in case.careers if one.nip == official.nip)
        self._case = replace(case, careers=careers)
        self._rulebook, self._asked = rulebook, Asked()
        self.official, self.result = official, result
        self.experience = Experience(official, case=self._case)
        self._file = demotion_file(official, case)
        self._kept = tuple(kept_by(result))

    def answer(self, position: Position, *, fit: Fit | None, is_free: bool) -> Answer:
        """Return whether a post is open to the person, with every reason.

        is_free : whether the post may change its holder at all in this event
        """
        if position.code == self.official.position:
            return Answer(closed=(), flags=self._flags_of_own(position))
        falls = self._file is not None and bool(self._kept) and is_lower(self.official, position)
        if self._kept and not falls:
            return Answer(closed=self._kept, flags=())
        closed: list[Why] = [*post_closers(position, fit)]
        flags: list[Finding] = []
        findings = target_findings(
            self.official, position, case=self._case, rulebook=self._rulebook, asked=self._asked
        )
        for one in findings:
            if one.bars and falls and one.rule == LEVEL_RULE:
                flags.append(self._by_its_own_door(position))
            elif one.bars:
                closed.append(one)
            elif one.needs_attention:
                flags.append(one)
        openable = not is_free and not closed
        if not is_free:
            closed.append(Reason(code="not_in_play", facts={}))
        return Answer(closed=tuple(closed), flags=tuple(flags), is_openable=openable)

    def _flags_of_own(self, position: Position) -> tuple[Finding, ...]:
        own = target_findings(self.official, position, case=self._case, rulebook=self._rulebook)
        term = [one for one in self.result.reasons if one.rule == TERM_RULE]
        return tuple(one for one in (*own, *term) if one.needs_attention)

    def _by_its_own_door(self, position: Position) -> Finding:
        """Return the rule of levels as a warning that names the file by which a lower post is open."""
        assert self._file is not None
        facts = {
            "level": self.official.level.value,
            "target_level": position.level.value,
            "letter_number": told(self._file),
        }
        return found(self._rulebook.rule(LEVEL_RULE), holds=False, facts=facts, as_flag=True)


def kept_by(result: OfficialResult) -> Iterator[Why]:
    """Yield why a person keeps the own post whatever the others do; nothing for who may move."""
    if result.status is not v.ParticipantStatus.PARTICIPANT:
        yield Reason(code="not_a_participant", facts={"status": result.status.value})
        yield from (one for one in result.reasons if one.bars)
    elif result.passed is False:
        word = result.category.istilah if result.category is not None else ""
        yield Reason(code="below_the_mark", facts={"category": word})
    elif result.box is not None and result.box.performance is v.PerformanceAxis.BELOW:
        yield Reason(code="performance_below", facts={"box": str(result.box.number)})


def post_closers(position: Position, fit: Fit | None) -> Iterator[Reason]:
    """Yield what keeps a match with the post from counting."""
    if not position.standard:
        yield Reason(code="no_standard", facts={})
    elif fit is None:
        yield Reason(code="no_level", facts={})
    elif fit.knocked_out_by:
        yield Reason(code="knocked_out", facts={"competences": ", ".join(fit.knocked_out_by)})


def demotion_file(official: Official, case: CaseFile) -> Permission | None:
    """Return the file of a demotion's own procedure, granted for this very person."""
    return next(
        (
            one
            for one in case.permissions
            if one.kind is v.PermissionKind.DEMOTION_FILE
            and one.nip == official.nip
            and one.state is v.PermissionState.GRANTED
        ),
        None,
    )


def is_lower(official: Official, position: Position) -> bool:
    """Return whether a post is of a lower level than the official's."""
    own, other = official.level, position.level
    return own in _DOWNWARD and other in _DOWNWARD and _DOWNWARD.index(other) > _DOWNWARD.index(own)


def three_names(best_first: Mapping[int, tuple[int, ...]], *, names: int) -> dict[tuple[int, int], Reason]:
    """Return the pairs that the rule of three names closes, each with the place among the candidates.

    best_first : rows of each column's candidates
    """
    return {
        (row, column): Reason(code="not_among_three", facts={"place": str(place)})
        for column, rows in best_first.items()
        for place, row in enumerate(rows, start=1)
        if place > names
    }
