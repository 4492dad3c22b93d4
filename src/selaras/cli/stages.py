"""The stages of a run: shown while they go, their time printed against a budget afterwards."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from selaras.cli import screen
from selaras.cli.words import Words

# Seconds on two cores for 41 participants and five examiners, all papers; together at most 6.
BUDGET = {
    "stage_start": 0.5,
    "stage_read": 0.2,
    "stage_database": 0.4,
    "stage_ledger": 0.4,
    "stage_results": 1.3,
    "stage_placing": 0.3,
    "stage_papers": 1.9,
    "stage_workbook": 0.3,
    "stage_export": 0.1,
    "stage_bundle": 0.2,
    "stage_verify": 0.4,
}


class Stages:
    """Times each stage; the first began when the process did."""

    def __init__(self, say: Words) -> None:
        self._say = say
        self._progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=30),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=screen.err,
            transient=True,
        )
        self._task = self._progress.add_task(say("stage_start"), total=len(BUDGET))
        # perf_counter has no fixed origin; the process's own clock says how long starting took.
        self.seconds: dict[str, float] = {"stage_start": time.process_time()}

    def __enter__(self) -> "Stages":
        self._progress.start()
        self._progress.advance(self._task)
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    @contextmanager
    def stage(self, key: str) -> Iterator[None]:
        """Show one stage while it goes and note its wall time; a stage may be taken up again."""
        self._progress.update(self._task, description=self._say(key))
        begun = time.perf_counter()
        yield
        spent = time.perf_counter() - begun
        if key not in self.seconds:
            self._progress.advance(self._task)
        self.seconds[key] = self.seconds.get(key, 0.0) + spent

    def tell(self) -> None:
        """Print the time of every stage beside its budget."""
        say = self._say
        parts = [f"{say(key)} {spent:.2f}/{BUDGET[key]:.1f}" for key, spent in self.seconds.items()]
        total = sum(self.seconds.values())
        told = f"{say('budget')} ({say('seconds')}/{say('budgeted')}): {' · '.join(parts)}"
        screen.out.print(
            f"{told} · {say('total')} {total:.2f}/{sum(BUDGET.values()):.1f}", markup=False, style="dim"
        )
