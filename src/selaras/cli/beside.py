"""A second process of a run: it draws estimates, places and counts anew while the first enters and prints.

Both cores are at work that way. It spares time and nothing else: whatever it does not answer, the first
process does itself.
"""

import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selaras.core.casefile import CaseFile
    from selaras.core.evidence.opening import Ledger
    from selaras.core.measuring import UnitMeasurement
    from selaras.core.outcome import Results
    from selaras.core.placement.offer import Offer
    from selaras.core.rules import Rulebook
    from selaras.core.verification.found import Ahead
    from selaras.core.verification.verdict import Verdict

_SERVE = "import sys; sys.path.insert(0, {place!r}); from selaras.cli.beside import serve; serve()"


class Beside:
    """The first process's end: requests go one by one, and an answer is waited for when it is needed."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            # -P: nothing that lies in the office's folder is loaded as if it were a library.
            [sys.executable, "-P", "-c", _SERVE.format(place=str(Path(__file__).parents[2]))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        # A thread, because a pipe holds little and the other end may still be at something else.
        self._carrier = ThreadPoolExecutor(1)
        self._drawing: Future[Any] | None = None
        self._placing: Future[Any] | None = None

    def draw(self, case: "CaseFile", rulebook: "Rulebook") -> None:
        """Begin to draw an event's estimates."""
        self._drawing = self._carrier.submit(self._ask, "draw", case, rulebook)
        self._carrier.submit(self._ask, "load")

    def drawn(self) -> "tuple[UnitMeasurement, ...]":
        """Return the estimates; none where they could not be drawn."""
        return (self._drawing and self._drawing.result()) or ()

    def place(self, case: "CaseFile", rulebook: "Rulebook", results: "Results") -> None:
        """Begin to make the offer of moves on results."""
        self._placing = self._carrier.submit(self._ask, "place", case, rulebook, results)

    def placed(self) -> "Offer | None":
        """Return the offer; None where it could not be made."""
        return self._placing.result() if self._placing else None

    def recount(self, ledger: "Ledger") -> None:
        """Begin to compute the last result of a ledger anew; a verification that comes later takes it up."""
        self._carrier.submit(self._ask, "recount", ledger)

    def verify(self, path: Path) -> "Callable[[], Verdict]":
        """Begin to verify a bundle as it stands on the disk; return what waits for the verdict."""
        asked = self._carrier.submit(self._ask, "verify", path)

        def verdict() -> "Verdict":
            found: Verdict | None = asked.result()
            if found is None:
                from selaras.core.verification.verifying import verify

                found = verify(path.read_bytes())
            return found

        return verdict

    def close(self) -> None:
        """Let the second process go, whatever it is at."""
        self._process.kill()
        self._carrier.shutdown(cancel_futures=True)
        self._process.communicate()

    def _ask(self, name: str, *arguments: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            pickle.dump((name, arguments), self._process.stdin, pickle.HIGHEST_PROTOCOL)
            self._process.stdin.flush()
            return pickle.load(self._process.stdout)
        except (OSError, EOFError, pickle.UnpicklingError, ValueError):
            return None


def serve() -> None:
    """Answer requests until there are no more; what fails is answered with None."""
    gc.disable()  # it ends soon, and looking for cycles takes a twentieth of the time
    # Libraries write remarks of their own to the standard output, which would be read as an answer.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    desk = _Desk()
    while True:
        try:
            name, arguments = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        try:
            answer = desk.answers[name](*arguments)
        except Exception:  # the first process meets it again and says it
            answer = None
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


class _Desk:
    """The second process's end, and what it remembers of its own work."""

    def __init__(self) -> None:
        self._drawn: tuple[UnitMeasurement, ...] = ()
        self._ahead: Ahead | None = None
        self.answers: Mapping[str, Callable[..., object]] = {
            "draw": self._draw,
            "load": self._load,
            "place": self._place,
            "recount": self._recount,
            "verify": self._verify,
        }
        # What drawing needs, while the first process reads the workbook; a verification comes much later.
        import numba  # noqa: F401

        import selaras.core.measurement.estimating  # noqa: F401

    def _draw(self, case: "CaseFile", rulebook: "Rulebook") -> "tuple[UnitMeasurement, ...]":
        from selaras.core.dossier import dossier_of
        from selaras.core.freezing import locked
        from selaras.core.measuring import measure_units

        lock = locked(case, rulebook_digest=rulebook.digest)
        self._drawn = measure_units(dossier_of(case, rulebook), scheme_digest=lock.digest)
        return self._drawn

    def _load(self) -> None:
        """Load what placing needs, while the first process enters marks."""
        import scipy.optimize  # noqa: F401

        import selaras.core.placement.offering  # noqa: F401

    def _place(self, case: "CaseFile", rulebook: "Rulebook", results: "Results") -> "Offer":
        from selaras.core.placement.offering import offer_of

        return offer_of(case, rulebook, results)

    def _recount(self, ledger: "Ledger") -> bool:
        from selaras.core.evidence.opening import opened_ledger
        from selaras.core.verification.recount import looked_ahead

        self._ahead = looked_ahead(opened_ledger(ledger), drawn=self._drawn)
        return True

    def _verify(self, path: Path) -> "Verdict":
        from selaras.core.verification.verifying import verify

        return verify(path.read_bytes(), ahead=self._ahead)
