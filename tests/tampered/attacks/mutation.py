"""What a mutation is, and where the ledger first stops holding after it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from tests.tampered.attacks.intruder import Intruder, Row
from tests.tampered.signed_event import SignedEvent

PAPER = "paper"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mutation must be found.

    index : of the first entry that no longer holds, in the mutated ledger
    file, line : in which file, for what is no entry
    anywhere : the place is not judged: what was hit says nothing about an entry or a file
    """

    index: int | None = None
    file: str | None = None
    line: int | None = None
    subject: str | None = None
    id: str | None = None
    anywhere: bool = False

    def is_named_by(self, where: Mapping[str, Json]) -> bool:
        if self.anywhere:
            return True
        if self.index is not None and where.get("index") == self.index:
            return True
        told = {name: getattr(self, name) for name in ("file", "line", "subject", "id")}
        wanted = {name: value for name, value in told.items() if value is not None}
        return bool(wanted) and all(where.get(name) == value for name, value in wanted.items())


ANYWHERE = Place(anywhere=True)


@dataclass(frozen=True, slots=True)
class Mutated:
    data: bytes
    place: Place


@dataclass(slots=True)
class Structure:
    """Who follows whom and who had seen what, in the ledger as it was."""

    event: SignedEvent
    n: int = field(init=False)

    def __post_init__(self) -> None:
        self.n = len(self.event.book.envelopes)

    @property
    def last_checkpoint(self) -> Place:
        return Place(file=f"checkpoints/{self.n:010d}.txt")

    def next_of_device(self, index: int) -> int | None:
        """Return the entry of the same device that comes after this one."""
        told = self.event.book.envelopes
        device = told[index].device
        return next((n for n in range(index + 1, self.n) if told[n].device == device), None)

    def first_witness(self, index: int, *, but: frozenset[str] = frozenset()) -> int | None:
        """Return the first entry of a device that had seen the ledger with this entry in it."""
        told = self.event.book.envelopes
        return next(
            (n for n in range(self.n) if told[n].seen.size > index and told[n].device not in but), None
        )

    def of_type(self, *kinds: EntryType) -> list[int]:
        return [n for n, one in enumerate(self.event.book.envelopes) if one.type in kinds]


Attack = Callable[[Structure, Random], Mutated | None]


def checkpoint_place(size: int) -> Place:
    return Place(file=f"checkpoints/{size:010d}.txt")


def whole(thief: Intruder, chance: Random) -> bytes:
    """Return the bundle with every checkpoint signed anew, witnesses' lines under them or not."""
    thief.sign_checkpoints(with_witnesses=chance.random() < 0.5)
    return thief.bundle()


def at(index: int | None, otherwise: Place, *, moved: int = 0) -> Place:
    return otherwise if index is None else Place(index=index + moved)


def is_enrolment(row: Row) -> bool:
    return row.envelope.type is EntryType.ENROLMENT


def other_value(value: Json, chance: Random) -> Json:
    """Return another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice((-100, -50, 1, 50, 100, 200))
    if isinstance(value, str):
        return value + chance.choice(("x", " ", "1"))
    return 1


def other_payload(told: Json, chance: Random) -> Json:
    """Return a payload with one of its values changed, however deep it stands."""
    if isinstance(told, dict) and told:
        name = chance.choice(sorted(told))
        return {**told, name: other_payload(told[name], chance)}
    if isinstance(told, list) and told:
        at_place = chance.randrange(len(told))
        return [*told[:at_place], other_payload(told[at_place], chance), *told[at_place + 1 :]]
    return other_value(told, chance)
