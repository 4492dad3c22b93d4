"""What time it is."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """Return this moment, with its zone."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class StoppedClock:
    """A clock for tests: it stands still unless told to step at every look."""

    at: datetime
    step: timedelta = field(default=timedelta(0))

    def now(self) -> datetime:
        seen = self.at
        self.at += self.step
        return seen
