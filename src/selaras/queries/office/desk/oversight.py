"""What a reviewer, an auditor and a participant may look at: questions, letters that wait, who looked."""

from dataclasses import dataclass
from datetime import datetime

from selaras.core.vocabulary import Role
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows

OWN_RESULT = "own-result"
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the reviewer; ``answer`` is "" until the office gives one."""

    number: int
    about: str
    text: str
    by: str
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of a participant's data: by whom, in which role, which kind of data."""

    person: str
    who: str
    role: Role
    thing: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """One line of the security log; codes only."""

    kind: str
    who: str
    about: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Announced:
    visible_from: datetime
    text: str
    by: str
    at: datetime


def questions_of(listed: ListedEvent) -> tuple[Asked, ...]:
    """Return the reviewer's questions: those without an answer first."""
    found = rows.Question.objects.select_related("asked_by", "answered_by").filter(**_event(listed))
    told = [
        Asked(
            number=one.pk,
            about=one.about,
            text=one.text,
            by=one.asked_by.name,
            at=one.asked_at,
            answer=one.answer,
            answered_by=one.answered_by.name if one.answered_by else "",
            answered_at=one.answered_at,
        )
        for one in found.order_by("-pk")
    ]
    return tuple(sorted(told, key=lambda one: one.answered_at is not None))


def readings_of(listed: ListedEvent, person: str | None = None) -> tuple[Reading, ...]:
    """Return who read whose data in an event, the latest first; of one participant alone with ``person``."""
    found = rows.PersonRead.objects.filter(**_event(listed))
    if person is not None:
        found = found.filter(participant__code=person)
    told = found.order_by("-pk").values_list("participant__code", "account__name", "role", "thing", "at")
    return tuple(
        Reading(person=code, who=who, role=Role(role), thing=thing, at=at)
        for code, who, role, thing, at in told[:_MOST]
    )


def safety_of(agency: str) -> tuple[Safety, ...]:
    """Return the security log of an agency, the latest first."""
    found = rows.SecurityEvent.objects.filter(agency__code=agency).order_by("-pk")
    told = found.values_list("kind", "account__sign_in_name", "about", "at")[:_MOST]
    return tuple(Safety(kind=kind, who=who or "", about=about, at=at) for kind, who, about, at in told)


def announcements_of(listed: ListedEvent) -> tuple[Announced, ...]:
    """Return what was announced of own results, the one that counts first."""
    found = rows.Announcement.objects.select_related("made_by").filter(**_event(listed), thing=OWN_RESULT)
    return tuple(
        Announced(visible_from=one.visible_from, text=one.text, by=one.made_by.name, at=one.made_at)
        for one in found.order_by("-pk")
    )


def until(listed: ListedEvent, thing: str) -> datetime | None:
    """Return until when something may be handed in, as the office set it last; None where it set nothing."""
    found = rows.Announcement.objects.filter(**_event(listed), thing=thing).order_by("-pk")
    return found.values_list("visible_from", flat=True).first()


def _event(listed: ListedEvent) -> dict[str, str]:
    return {"event__agency__code": listed.agency, "event__key": listed.key}
