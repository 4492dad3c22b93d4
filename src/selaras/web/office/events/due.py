"""Kalender Tenggat Hukum on pages: what falls due by law, the nearest first, and as a calendar file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import HttpResponse
from django.utils import timezone

from selaras.core.deadlines import deadlines_of
from selaras.core.outcome import Deadline
from selaras.documents.sentences import deadline_kind
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.wording import is_english, say

_ENGLISH = {
    "two-years": "Two years in post",
    "five-years": "Five years in post",
    "retirement": "Retirement age",
    "acting-term": "Term of an acting holder",
    "assessment-expiry": "Assessment valid until",
    "election-window-opens": "Election window opens",
    "election-window-closes": "Election window closes",
    "after-inauguration-ends": "Six months after the inauguration",
    "head-term-ends": "End of the head's term",
    "review-answer": "Answer of the reviewing body",
    "notice": "Public notice",
    "retest": "Re-test",
}
_SOON_DAYS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    deadlines: tuple[Deadline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One line: a day, what falls due, for whom; several people of one kind and day are one line."""

    on: date
    kind: str
    subjects: tuple[str, ...]
    article: str
    text: str
    is_certain: bool
    is_over: bool
    is_soon: bool

    @property
    def who(self) -> str:
        """Return whom it is about, shortly."""
        if len(self.subjects) == 1:
            return self.subjects[0]
        return say("{n} pejabat atau jabatan", "{n} officials or posts", n=len(self.subjects))


def dues(visit: Visit) -> tuple[Due, ...]:
    """Return every deadline of an event; people of one kind, day and ground share a line."""
    today = timezone.localdate()
    grouped = groupby(_deadlines(visit), key=lambda one: (one.on, one.kind, one.article))
    return tuple(_due(list(found), today) for _, found in grouped)


def next_dues(visit: Visit, n: int = 3) -> tuple[Due, ...]:
    """Return the next deadlines; the last ones where all are over."""
    grouped = dues(visit)
    ahead = [one for one in grouped if not one.is_over]
    return tuple(ahead[:n] or grouped[-n:])


def _deadlines(visit: Visit) -> Sequence[Deadline]:
    here = held(visit.here)
    found = deadlines_of(here.case, here.rulebook, as_of=timezone.localdate())
    return sorted(found, key=lambda one: (one.on, one.kind, one.article, one.subject))


def _due(found: Sequence[Deadline], today: date) -> Due:
    one = found[0]
    return Due(
        on=one.on,
        kind=_ENGLISH.get(one.kind, one.kind) if is_english() else deadline_kind(one.kind),
        subjects=tuple(each.subject for each in found),
        article=one.article,
        text=one.text,
        is_certain=all(each.certain for each in found),
        is_over=one.on < today,
        is_soon=0 <= (one.on - today).days <= _SOON_DAYS,
    )


@page("event", "deadlines")
def calendar(visit: Visit) -> HttpResponse:
    """Show every legal date by year, what is over apart."""
    found = dues(visit)
    return visit.render(
        "events/deadlines.html",
        {
            "years": _by_year(one for one in found if not one.is_over),
            "over": [one for one in found if one.is_over],
            "total": sum(len(one.subjects) for one in found),
            "soon": sum(len(one.subjects) for one in found if one.is_soon),
        },
    )


@page("event", "deadlines")
def calendar_file(visit: Visit) -> HttpResponse:
    """Give the deadlines to any calendar program."""
    from selaras.exchange.calendar_file import calendar_bytes

    found = _Found(deadlines=tuple(_deadlines(visit)))
    content = calendar_bytes(held(visit.here).case, found)
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="tenggat-{visit.here.key}.ics"'
    return answer


def _by_year(found: Iterable[Due]) -> list[tuple[int, list[Due]]]:
    return [(year, list(those)) for year, those in groupby(found, key=lambda one: one.on.year)]
