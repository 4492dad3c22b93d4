"""What comes beside marks in an event's life: letters, what is said, proposed and decided, each by its rules.

Source: ``docs/evidence-format.md``, sections 12 and 17.
"""

from collections.abc import Iterator, Mapping

from selaras.core.codec import Json
from selaras.core.custody import Holder
from selaras.core.decisions import Decisions
from selaras.core.evidence.packet import Envelope
from selaras.core.filing import Letters
from selaras.core.lifecycle import Phase
from selaras.core.proposing import Proposals
from selaras.core.statements import Statements


class Proceedings:
    """What was said, proposed and decided so far. Whoever asks first is judged; ``remember`` follows."""

    def __init__(self, *, signed: bool) -> None:
        self._signed = signed
        self.letters = Letters(signed=signed)
        self._proposals = Proposals()
        self._statements = Statements(signed=signed)
        self._decisions = Decisions(signed=signed)
        self._n = 0
        self._is_whole = True  # nothing was left out so far

    def judge(
        self, index: int, envelope: Envelope, told: Mapping[str, Json], *, phase: Phase, by: Holder | None
    ) -> None:
        """Refuse what may not be said, proposed or decided here; entries of other types pass.

        by : who holds the device that signed, None where none did
        """
        role = by.role if by is not None else None
        self.letters.judge(envelope.type, told, phase=phase)
        self._proposals.judge(envelope, told, phase=phase, signed=self._signed, role=role)
        self._statements.judge(envelope, told, phase=phase, by=by)
        is_whole = self._is_whole and index == self._n
        self._decisions.judge(envelope, told, phase=phase, by=by, is_whole=is_whole)

    def remember(self, index: int, envelope: Envelope, told: Mapping[str, Json]) -> Iterator[str]:
        """Take an entry that was judged; yield what must be said of it and is yet lawful."""
        self._is_whole = self._is_whole and index == self._n
        self._n += 1
        self.letters.remember(index, envelope.type, told)
        self._proposals.remember(envelope.type, told)
        yield from self._statements.remember(envelope, told, is_whole=self._is_whole)
        yield from self._decisions.remember(envelope.type, envelope.subject, told, is_whole=self._is_whole)
