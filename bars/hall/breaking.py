"""Deliberately broken servers: a measurement that does not catch these proves nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from selaras.outside.clock import Clock

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

    from selaras.actions.evidence.packets import Answer
    from selaras.actions.evidence.writer import Writer, _Job

ACKNOWLEDGING_EARLY = "bars.hall.breaking:acknowledging_early()"
NOT_WAITING_FOR_THE_DISK = "bars.hall.breaking:not_waiting_for_the_disk()"
A_YEAR_OFF = "bars.hall.breaking:a_year_off()"

# Servers' disks sync in a tenth of this, and then most kills come too late to catch a broken build.
_SLOW_DISK_SECONDS = 0.005


def acknowledging_early() -> WSGIHandler:
    """Answer when the rows are written, before they are committed; the disk is one of a small tablet."""
    from django.core.wsgi import get_wsgi_application

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selaras.settings")
    handler = get_wsgi_application()
    from selaras.actions.evidence import writer
    from selaras.web.serving import start

    def at_once(self: Writer, jobs: Sequence[_Job], answers: tuple[Answer, ...]) -> None:
        writer.answer(jobs, answers)
        time.sleep(_SLOW_DISK_SECONDS)

    writer.Writer._answer_after_commit = at_once  # type: ignore[method-assign]
    start()
    return handler


def not_waiting_for_the_disk() -> WSGIHandler:
    """Commit with synchronous=NORMAL, and look away where the check at start would refuse it."""
    from selaras import settings

    settings.SQLITE_OPTIONS["init_command"] = settings.SQLITE_OPTIONS["init_command"].replace(
        "synchronous=FULL", "synchronous=NORMAL"
    )
    options = settings.DATABASES["default"]["OPTIONS"]
    options["init_command"] = settings.SQLITE_OPTIONS["init_command"]
    from django.core.wsgi import get_wsgi_application

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selaras.settings")
    handler = get_wsgi_application()
    from selaras.records import guards
    from selaras.web.serving import start

    guards._sqlite_settings = lambda connection: iter(())
    start()
    return handler


class _YearOff:
    def __init__(self, clock_years: int) -> None:
        self._off = timedelta(days=365 * clock_years)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._off


def a_year_off() -> WSGIHandler:
    """Serve with a clock that is wrong by SELARAS_BARS_YEARS; not broken, only badly looked after."""
    from django.core.wsgi import get_wsgi_application

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "selaras.settings")
    handler = get_wsgi_application()
    from selaras.web.serving import start

    clock: Clock = _YearOff(int(os.environ["SELARAS_BARS_YEARS"]))
    start(clock=clock)
    return handler
