"""What people must hear of, and not only the device that sent it; and when nothing more is taken in."""

from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.vocabulary import Term


class AlarmKind(Term):
    """What is told to people and not only to the device that sent it."""

    PACKET_DIFFERS = "packet_differs", "Kiriman lain dengan nomor yang sama"
    CHAIN_FORKED = "chain_forked", "Rantai perangkat bercabang"
    SEEN_AHEAD = "seen_ahead", "Perangkat melihat buku induk yang lebih baru"
    SEEN_ANOTHER_LEDGER = "seen_another_ledger", "Perangkat melihat buku induk lain"


# The server is older than what it once showed, or shows two ledgers: nothing more is taken in.
STOPPING = frozenset({AlarmKind.SEEN_AHEAD, AlarmKind.SEEN_ANOTHER_LEDGER})


class Alarming(CoreError):
    """A refusal that is an alarm as well."""

    def __init__(self, kind: AlarmKind, code: str, /, **facts: object) -> None:
        super().__init__(code, **facts)
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """An alarm as far as it decides what may enter: size is that of the ledger then."""

    kind: AlarmKind
    device: str
    size: int
