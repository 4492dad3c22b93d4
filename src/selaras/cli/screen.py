"""How the command line speaks: one console, numbers and dates as an Indonesian office writes them."""

import math
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

from rich.console import Console

from selaras.cli.words import Words
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.plain_text import plain_lines
from selaras.core.rules import ENGLISH, INDONESIAN, Wording
from selaras.refusals import sentence_of

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def day(value: date, say: Words) -> str:
    """Return "30 Januari 2024" or "30 January 2024"."""
    return _wording(say).day(value)


def number(value: Decimal | None, say: Words) -> str:
    """Return "78,50" in Indonesian and "78.50" in English; a dash where there is none."""
    return "–" if value is None else _wording(say).number(value)


def count(value: int, say: Words) -> str:
    """Return "1.032" in Indonesian and "1,032" in English."""
    text = f"{value:,}"
    return text if say.language == "en" else text.replace(",", ".")


def measure(value: float | None, say: Words, places: int = 2) -> str:
    """Return a measured number with a real minus sign; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "–"
    text = f"{value:.{places}f}"
    # −0,00 would ask the reader what it is less than.
    text = text.removeprefix("-") if float(text) == 0 else text.replace("-", "−")
    return text if say.language == "en" else text.replace(".", ",")


def _wording(say: Words) -> Wording:
    return ENGLISH if say.language == "en" else INDONESIAN


def parse_day(text: str) -> date | None:
    """Return the day that TTTT-BB-HH names; None for any other spelling, which might mean another day."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.isoformat() == text else None


def tell_error(wrong: CoreError, say: Words) -> None:
    """Print a refusal in the reader's language, every one of several."""
    errors = wrong.errors if isinstance(wrong, SeveralErrors) else (wrong,)
    err.print(f"[bold red]{say('error')}[/]")
    for one in errors:
        err.print(f"  • {plain_lines(sentence_of(one, say.language))}", markup=False)


@contextmanager
def remarks_apart() -> Iterator[None]:
    """Send to the error output what a library writes to the standard output by itself: it is no answer."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
