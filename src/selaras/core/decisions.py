"""What may be decided about whom: seats that were proposed and cleared, and nobody left without a ground.

Source: ``docs/evidence-format.md``, section 17. Of a ledger that is shown in part, where the proposal and the
letters of others are not, only what the decision says by itself is asked.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from selaras.core.codec import Json
from selaras.core.custody import Holder
from selaras.core.decided import Decision, MoveKind
from selaras.core.entries import EntryType, Opened, thing_in
from selaras.core.errors import CoreError
from selaras.core.evidence.packet import Envelope
from selaras.core.lifecycle import Phase
from selaras.core.proposing import digest_of
from selaras.core.statements import is_word, read
from selaras.core.vocabulary import Level, PermissionKind, PermissionState, Role

# By which the reviewer clears a person for a post.
CLEARING = (PermissionKind.RESULT.value, PermissionKind.PERTEK.value)
_GRANTED, _REFUSED = PermissionState.GRANTED.value, PermissionState.REFUSED.value
_DOWNWARD: tuple[Json, ...] = (
    *(Level.JPT_UTAMA.value, Level.JPT_MADYA.value, Level.JPT_PRATAMA.value),
    *(Level.ADMINISTRATOR.value, Level.PENGAWAS.value, Level.PELAKSANA.value),
)
_WITH_GROUND = (MoveKind.RELEASED, MoveKind.DEMOTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A proposal that stands: where each official of the problem is to sit, and where each one sits now."""

    digest: str
    seats: Mapping[str, str | None] = field(default_factory=dict)
    homes: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """A decision as far as others ask; of one that was erased only that it was made is known."""

    proposal: str | None = None
    position: str | None = None


class Decisions:
    """What was proposed, cleared and decided so far. Whoever asks first is judged; ``remember`` follows."""

    def __init__(self, *, signed: bool) -> None:
        self._signed = signed
        self._needs_letters = False  # the reviewer watches over the level that is tested
        self._levels: dict[str, Json] = {}  # of posts by their codes, and of officials by theirs
        self._own_levels: dict[str, Json] = {}
        self._letters: dict[str, Mapping[str, Json]] = {}  # those that stand, in the order of their entries
        self._problem: Mapping[str, Json] = {}
        self._slates: dict[str, Mapping[str, Json]] = {}
        self.proposed: Proposed | None = None
        self._decided: dict[str, _Decided] = {}

    def judge(
        self,
        envelope: Envelope,
        told: Mapping[str, Json],
        *,
        phase: Phase,
        by: Holder | None,
        is_whole: bool,
    ) -> None:
        """Refuse what may not be decided here; entries of other types pass.

        is_whole : whether everything before was shown
        """
        if envelope.type is EntryType.DECISION:
            if phase is not Phase.DECISION:
                raise CoreError("decision_out_of_place", phase=phase.value)
            one = read(Decision, told, "decision_wrong")
            is_recorded = self._signed and (by is None or by.role != Role.DECIDING_OFFICER.value)
            self._judge_words(envelope, one, is_recorded=is_recorded)
            if is_whole:
                self.judge_seat(one)
        elif envelope.type is EntryType.PHASE and told.get("verb") == "issue_decrees" and is_whole:
            self._judge_decrees()

    def remember(
        self, kind: EntryType, subject: str, told: Mapping[str, Json], *, is_whole: bool = True
    ) -> Iterator[str]:
        """Take an entry that was judged; yield what must be said of it and is yet lawful."""
        if kind is EntryType.EVENT:
            self._needs_letters = str(told.get("assessed_level")).startswith("jpt-")
        elif kind is EntryType.POSITION:
            if isinstance(told.get("code"), str):
                self._levels[told["code"]] = told.get("level")
        elif kind is EntryType.OFFICIAL:
            self._own_levels[subject] = told.get("level")
        elif kind is EntryType.PERMISSION:
            self._remember_letter(told)
        elif kind is EntryType.DECISION:
            place = (told.get("proposal"), told.get("position")) if told else (None, None)
            self._decided[subject] = _Decided(proposal=place[0], position=place[1])
        elif kind is EntryType.RESULT:
            self._problem, self.proposed = {}, None
            self._slates.clear()
        elif kind is EntryType.PHASE:
            nobody = self.proposed is not None and not self._decided
            if told.get("verb") == "issue_decrees" and self._signed and is_whole and nobody:
                yield "decrees_without_decisions"
        else:
            self._remember_proposal(kind, told)

    def _remember_letter(self, told: Mapping[str, Json]) -> None:
        if told.get("kind") in CLEARING:
            thing = thing_in(EntryType.PERMISSION, subject="", payload=told)
            self._letters.pop(thing, None)
            self._letters[thing] = told

    def _remember_proposal(self, kind: EntryType, told: Mapping[str, Json]) -> None:
        if kind is EntryType.PLACEMENT:
            self._problem = told
            self._slates.clear()
        elif kind is EntryType.SLATE:
            self._slates[digest_of(dict(told))] = told
        elif kind is EntryType.PROPOSAL:
            self.proposed = _proposed(told, self._slates.get(str(told.get("slate")), {}), self._problem)

    def _judge_words(self, envelope: Envelope, one: Decision, *, is_recorded: bool) -> None:
        if envelope.subject != one.official or envelope.method or one.official not in self._own_levels:
            raise CoreError("decision_wrong", part="subject")
        for name, number, day in (
            ("decree", one.decree, one.decree_on),
            ("letter", one.letter, one.letter_on),
        ):
            if (number is None) != (day is None) or (number is not None and not is_word(number)):
                raise CoreError("decision_wrong", part=name)
        ground = one.ground
        if ground is not None and not (is_word(ground.number) and is_word(ground.issuer)):
            raise CoreError("decision_wrong", part="ground")
        if is_recorded and one.letter is None and one.decree is None:
            raise CoreError("decision_without_letter")

    def judge_seat(self, one: Decision) -> None:
        """Refuse a decision that the proposal, the letters or the other decisions do not bear."""
        proposed, official, post = self.proposed, one.official, one.position
        if proposed is None or one.proposal != proposed.digest:
            raise CoreError("decision_of_another_proposal")
        if official not in proposed.seats:
            raise CoreError("decision_of_nobody_proposed", subject=official)
        chosen, home = proposed.seats[official], proposed.homes[official]
        if post not in (chosen, home, None):
            raise CoreError("decision_of_another_target", position=post)
        kind = self.kind_of(official, post)
        if one.kind is not kind:
            raise CoreError("decision_wrong", part="kind")
        if post != chosen and not is_word(one.reasons):
            raise CoreError("decision_without_reasons", subject=official)
        if kind in _WITH_GROUND and one.ground is None:
            raise CoreError("decision_without_ground", subject=official)
        if kind not in _WITH_GROUND and one.ground is not None:
            raise CoreError("decision_wrong", part="ground")
        if post is None:
            return
        if post != home and not self.is_cleared(official, post):
            raise CoreError("decision_not_cleared", subject=official, position=post)
        if any(other == post for code, other in self.standing.items() if code != official):
            raise CoreError("decision_post_taken", position=post)

    def kind_of(self, official: str, post: str | None) -> MoveKind:
        """Return what becomes of somebody of the proposal on this post."""
        home = None if self.proposed is None else self.proposed.homes.get(official)
        if post == home:
            return MoveKind.KEPT
        if post is None:
            return MoveKind.RELEASED
        if home is None:
            return MoveKind.APPOINTED
        own, other = self._own_levels[official], self._levels.get(post)
        if own not in _DOWNWARD or other not in _DOWNWARD or own == other:
            return MoveKind.ROTATED
        is_lower = _DOWNWARD.index(other) > _DOWNWARD.index(own)
        return MoveKind.DEMOTED if is_lower else MoveKind.PROMOTED

    def is_cleared(self, official: str, post: str) -> bool:
        """Return whether the reviewer's letters let a person on a post: the last one that names the person
        counts, and where none does the last that names nobody; no kind of letter may refuse."""
        answered = [one for one in self._letters.values() if one.get("state") in (_GRANTED, _REFUSED)]
        granted = not (self._needs_letters or answered)
        for kind in CLEARING:
            about = [one for one in answered if one["kind"] == kind and one.get("position") in (None, post)]
            own = [one for one in about if one.get("nip") == official]
            general = [one for one in about if one.get("nip") is None]
            for last in (own or general)[-1:]:
                if last["state"] == _REFUSED:
                    return False
                granted = True
        return granted

    @property
    def standing(self) -> dict[str, str | None]:
        """Return where those sit of whom a decision stands: one of an earlier proposal does while its post
        is the one that is proposed now."""
        proposed = self.proposed
        if proposed is None:
            return {}
        return {
            code: one.position
            for code, one in self._decided.items()
            if code in proposed.seats
            and one.proposal is not None
            and (one.proposal == proposed.digest or one.position == proposed.seats[code])
        }

    @property
    def undecided(self) -> tuple[str, ...]:
        """Return who of the proposal has no decision that stands, in the problem's order."""
        if self.proposed is None:
            return ()
        erased = {code for code, one in self._decided.items() if one.proposal is None}
        done = self.standing.keys() | erased
        return tuple(code for code in self.proposed.seats if code not in done)

    def _judge_decrees(self) -> None:
        proposed = self.proposed
        if proposed is None or not self._decided:
            return
        standing = self.standing
        for code in self.undecided:
            raise CoreError("decrees_before_decisions", subject=code)
        taken: set[str | None] = set()
        for code, post in standing.items():
            if post is not None and post in taken:
                raise CoreError("decision_post_taken", subject=code, position=post)
            taken.add(post)


def decisions_in(entries: Iterable[Opened]) -> Decisions:
    """Return what was proposed, cleared and decided in a whole ledger, for whoever decides next."""
    found = Decisions(signed=False)
    for one in entries:
        told = one.payload if isinstance(one.payload, dict) else {}
        tuple(found.remember(one.type, one.subject, told))
    return found


def _proposed(told: Mapping[str, Json], slate: Mapping[str, Json], problem: Mapping[str, Json]) -> Proposed:
    """Return a proposal's seats; of lists that do not fit each other nobody is proposed."""
    digest = digest_of(dict(told))
    officials, posts, home = (_list(problem.get(name)) for name in ("officials", "posts", "home"))
    seats = _list(slate.get("seats"))
    fits = len(officials) == len(seats) == len(home) and all(isinstance(one, str) for one in officials)
    if not fits or not all(isinstance(one, str) for one in posts):
        return Proposed(digest=digest)
    found = dict(zip(officials, seats, strict=True))
    for one in _list(told.get("seats")):
        if isinstance(one, dict) and isinstance(one.get("official"), str) and one["official"] in found:
            found[one["official"]] = one.get("position")
    homes = {code: _post_at(posts, place) for code, place in zip(officials, home, strict=True)}
    if not all(one is None or isinstance(one, str) for one in found.values()):
        return Proposed(digest=digest)
    return Proposed(digest=digest, seats=found, homes=homes)


def _post_at(posts: list[Json], place: Json) -> str | None:
    return posts[place] if type(place) is int and 0 <= place < len(posts) else None


def _list(told: Json) -> list[Json]:
    return told if isinstance(told, list) else []
