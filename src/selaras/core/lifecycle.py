"""The life of an event: seven phases and the moves between them, as data."""

from dataclasses import dataclass

from selaras.core.errors import CoreError
from selaras.core.vocabulary import Term


class Phase(Term):
    DESIGN = "design", "Perencanaan"
    READY = "ready", "Siap"
    SCORING = "scoring", "Berlangsung"
    CLOSED = "closed", "Pleno"
    REVIEW = "review", "Usulan dan telaah"
    DECISION = "decision", "Penetapan"
    FOLLOW_UP = "follow-up", "Tindak lanjut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One allowed move; ``people`` is how many different persons must act."""

    start: Phase
    end: Phase
    verb: str
    istilah: str
    people: int


TRANSITIONS = (
    Transition(
        start=Phase.DESIGN, end=Phase.READY, verb="lock_scheme", istilah="Tetapkan dan kunci", people=2
    ),
    Transition(start=Phase.READY, end=Phase.SCORING, verb="open_scoring", istilah="Buka penilaian", people=1),
    Transition(
        start=Phase.SCORING, end=Phase.CLOSED, verb="close_scoring", istilah="Tutup penilaian", people=1
    ),
    Transition(
        start=Phase.CLOSED, end=Phase.SCORING, verb="reopen_scoring", istilah="Buka kembali", people=2
    ),
    Transition(
        start=Phase.CLOSED,
        end=Phase.REVIEW,
        verb="sign_minutes",
        istilah="Tanda tangani berita acara",
        people=1,
    ),
    Transition(
        start=Phase.REVIEW, end=Phase.DECISION, verb="record_verdict", istilah="Catat rekomendasi", people=1
    ),
    Transition(
        start=Phase.DECISION, end=Phase.REVIEW, verb="change_target", istilah="Ubah sasaran", people=1
    ),
    Transition(
        start=Phase.DECISION,
        end=Phase.FOLLOW_UP,
        verb="issue_decrees",
        istilah="Terbitkan keputusan",
        people=1,
    ),
)


def next_phase(*, current: Phase, verb: str) -> Phase:
    """Return the phase a verb leads to; a verb out of place is an error that names both.

    >>> next_phase(current=Phase.DESIGN, verb="lock_scheme").istilah
    'Siap'
    """
    for move in TRANSITIONS:
        if move.start is current and move.verb == verb:
            return move.end
    raise CoreError("move_not_allowed", phase=current.value, verb=verb)


def diagram() -> str:
    """Return the state diagram as Mermaid text; the docs print exactly this."""
    lines = ["stateDiagram-v2", f"    [*] --> {_node(Phase.DESIGN)}"]
    lines += [f"    {_node(phase)}: {phase.istilah}" for phase in Phase]
    for move in TRANSITIONS:
        both = " (dua orang)" if move.people == 2 else ""
        lines.append(f"    {_node(move.start)} --> {_node(move.end)}: {move.istilah}{both}")
    lines.append(f"    {_node(Phase.FOLLOW_UP)} --> [*]")
    return "\n".join(lines)


def _node(phase: Phase) -> str:
    return phase.value.replace("-", "_")
