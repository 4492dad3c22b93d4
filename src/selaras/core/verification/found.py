"""What is known of a bundle so far: each check takes what the ones before it found, and adds its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from selaras.core.casefile import CaseFile
from selaras.core.codec import Json
from selaras.core.entries import EntryType, Opened
from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import Grade, Manifest, Salted
from selaras.core.evidence.keyring import Keyring
from selaras.core.evidence.packet import Envelope, SignatureKind
from selaras.core.evidence.policy import Policy
from selaras.core.numbers import Number
from selaras.core.outcome import Results
from selaras.core.rules import Rulebook
from selaras.core.verification.verdict import Enrolled, Erased, Placed, Recount, Warned

if TYPE_CHECKING:
    from selaras.core.measuring import UnitMeasurement


@dataclass(slots=True)
class Entry:
    """One entry as the bundle shows it; ``payload`` None: erased, shut, or not read yet."""

    index: int
    envelope: Envelope
    leaf: bytes
    digest: str  # of the envelope, which the device's next one names
    payload: Json | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a whole result was computed from, and the document that it must have been published as."""

    case: CaseFile
    rulebook: Rulebook
    measured: "tuple[UnitMeasurement, ...]"
    scheme_digest: str
    drawn: "tuple[UnitMeasurement, ...]"  # before the bundle was there, by this very process
    results: Results
    document: Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """A result with the entries and the day that it was computed from."""

    before: tuple[Opened, ...]
    as_of: date
    case: CaseFile
    rulebook: Rulebook
    measured: "tuple[UnitMeasurement, ...]"
    results: Results


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What this very process made from the marks while the bundle was still being made; never from its file.

    drawn : estimates; those of other marks, another model or seed are drawn anew
    computed : taken up where the bundle's entries are the same ones, and computed anew otherwise
    """

    drawn: "tuple[UnitMeasurement, ...]" = ()
    computed: Computed | None = None


@dataclass(slots=True, kw_only=True)
class Found:
    """Filled from top to bottom; a field without a value was not reached."""

    data: bytes
    given_policy: bytes | None
    paper: str | None
    ahead: Ahead = field(default_factory=Ahead)
    files: dict[str, bytes] = field(default_factory=dict)
    manifest: Manifest | None = None
    policy: Policy = field(init=False)
    payloads: dict[int, Salted] = field(default_factory=dict)
    payloads_wrong: CoreError | None = None  # said where payloads have their turn
    entries: dict[int, Entry] = field(default_factory=dict)
    keyring: Keyring = field(init=False)
    erased: frozenset[int] = frozenset()
    erased_people: Erased = field(default_factory=Erased)
    devices: tuple[Enrolled, ...] = ()
    warnings: list[Warned] = field(default_factory=list)
    recount: Recount = field(default_factory=Recount)
    placed: Placed = field(default_factory=Placed)
    numbers: dict[str, tuple[Number, ...]] = field(default_factory=dict)
    grounds: Grounds | None = None

    @property
    def told(self) -> Manifest:
        assert self.manifest is not None, "asked before the manifest was read"
        return self.manifest

    @property
    def is_whole(self) -> bool:
        """Whether every entry of the ledger is in the bundle."""
        return self.told.grade is not Grade.OWN

    @property
    def is_partial(self) -> bool:
        """Whether what rests on everybody cannot be computed: others were erased, or are not shown."""
        at = self.last_result
        return not self.is_whole or any(at is None or one < at for one in self.erased)

    @property
    def is_signed(self) -> bool:
        """Whether devices vouch for marks, or somebody said that they must."""
        enrolled = any(one.envelope.type is EntryType.ENROLMENT for one in self.entries.values())
        return enrolled or self.policy.signed_marks

    @property
    def n_imported(self) -> int:
        kinds = (one.envelope.sig_alg for one in self.entries.values())
        return sum(kind is SignatureKind.IMPORTED for kind in kinds)

    @property
    def last_result(self) -> int | None:
        """Return the index of the last result that the ledger froze."""
        found = [n for n, one in self.entries.items() if one.envelope.type is EntryType.RESULT]
        return found[-1] if found else None

    def warn(self, code: str, **where: Json) -> None:
        self.warnings.append(Warned(code=code, where=where))


def at_index(index: int, wrong: CoreError) -> CoreError:
    """Return a refusal that names the entry it is about."""
    facts: Mapping[str, object] = {**wrong.facts, "index": index}
    return CoreError(wrong.code, **facts)
