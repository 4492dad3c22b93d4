"""An event ready for marks: designed, locked by two, its tablets enrolled; nothing marked yet."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from selaras.core.entries import EntryType
from tests.tampered.book import AnyStep, Step
from tests.tampered.cases import case_of
from tests.tampered.signed_event import SignedEvent, event_of

SEED = "balai"
EXAMINERS = 12
OFFICIALS = 8
METHODS = 3


@cache
def ready_event() -> SignedEvent:
    case = case_of(officials=OFFICIALS, methods=METHODS, examiners=EXAMINERS, seed=SEED)
    return event_of(case, seed=SEED, frozen=False, change=_before_marks)


def _before_marks(steps: Sequence[AnyStep]) -> list[AnyStep]:
    return list(takewhile(_is_no_mark, steps))


def _is_no_mark(one: AnyStep) -> bool:
    return not (isinstance(one, Step) and one.type is EntryType.RATING_SHEET)
