"""What one examiner sees for marking: whom, on which form, the own sheets. Nothing of any other's marks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from selaras.core.codec import Json, from_json, objects_in
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.exact_json import read_exact
from selaras.core.evidence.packet import envelope_of
from selaras.core.freezing import locked_form
from selaras.core.scheme import Criterion, Scheme
from selaras.core.vocabulary import MarkState, Method, ParticipantStatus
from selaras.queries.office.listing import ListedEvent
from selaras.queries.office.standing import assigned_to, standing_sheets
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratee:
    """Whom an examiner is about to mark, as far as it takes to be sure that it is this person."""

    person: str
    name: str
    nip: str
    post: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One mark of an own sheet; ``mark`` is None where there was no evidence."""

    criterion: str
    state: MarkState
    mark: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One sheet that an examiner owes or has handed in; ``number`` is its place in the ledger, from 1."""

    examiner: str
    ratee: Ratee
    method: Method
    number: int | None

    @property
    def is_in(self) -> bool:
        return self.number is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The frozen form of one method, with the digest that every sheet carries."""

    method: Method
    criteria: tuple[Criterion, ...]
    digest: str
    scheme: Scheme


def tasks_of(listed: ListedEvent, examiners: Collection[str]) -> tuple[Task, ...]:
    """Return every sheet that these codes are assigned, by person, then in the order of methods."""
    people = ratees(listed)
    numbers = standing_sheets(listed, tuple(sorted(examiners)))
    order = list(Method)
    found = [
        Task(
            examiner=who,
            ratee=people[person],
            method=Method(method),
            number=numbers.get((who, person, method)),
        )
        for who, person, method in assigned_to(listed, examiners)
        if person in people
    ]
    return tuple(sorted(found, key=lambda one: (one.ratee.person, order.index(one.method), one.examiner)))


def task_of(listed: ListedEvent, examiner: str, person: str, method: str) -> Task | None:
    """Return one sheet that an examiner is assigned; None where it is not."""
    found = (
        one
        for one in tasks_of(listed, {examiner})
        if (one.ratee.person, one.method.value) == (person, method)
    )
    return next(found, None)


def form_of(listed: ListedEvent, method: Method) -> Form:
    """Return the form that was frozen for a method; before the lock there is none."""
    return _form(listed.agency, listed.key, method, _last_scheme(listed))


def own_marks(listed: ListedEvent, task: Task) -> tuple[Given, ...]:
    """Return what an examiner gave on an own sheet, in the order of the form; nothing where none is in."""
    if task.number is None:
        return ()
    found = rows.Rating.objects.filter(
        event__agency__code=listed.agency, event__key=listed.key, entry__index=task.number - 1
    )
    told = found.order_by("pk").values_list("criterion", "state", "mark_hundredths")
    return tuple(
        Given(
            criterion=criterion,
            state=MarkState(state),
            mark=None if mark is None else Decimal(mark).scaleb(-2),
        )
        for criterion, state, mark in told
    )


def is_changed(listed: ListedEvent, task: Task) -> bool:
    """Return whether the own sheet that stands was given anew, with a reason."""
    found = rows.Payload.objects.filter(
        entry__event__agency__code=listed.agency,
        entry__event__key=listed.key,
        entry__index=(task.number or 0) - 1,
    )
    payload = found.values_list("payload", flat=True).first()
    return payload is not None and bool(read_exact(bytes(payload))["reason"])


def own_note(listed: ListedEvent, task: Task) -> str:
    """Return the words that an examiner wrote on an own sheet."""
    if task.number is None:
        return ""
    found = rows.Payload.objects.filter(
        entry__event__agency__code=listed.agency,
        entry__event__key=listed.key,
        entry__index=task.number - 1,
    )
    note = found.values_list("note", flat=True).first()
    return bytes(note).decode() if note else ""


def ratees(listed: ListedEvent) -> Mapping[str, Ratee]:
    """Return everybody who takes part, by the code."""
    found = rows.Participant.objects.filter(
        event__agency__code=listed.agency,
        event__key=listed.key,
        status=ParticipantStatus.PARTICIPANT.value,
    )
    told = found.values_list("code", "official__name", "official__nip", "official__position_title")
    return {code: Ratee(person=code, name=name, nip=nip, post=post) for code, name, nip, post in told}


def _last_scheme(listed: ListedEvent) -> int:
    found = rows.Entry.objects.filter(
        event__agency__code=listed.agency, event__key=listed.key, type=EntryType.SCHEME.value
    )
    last = found.order_by("-index").values_list("pk", flat=True).first()
    if last is None:
        raise CoreError("entries_incomplete", missing="scheme")
    return int(last)


# A scheme's entry never changes, and after the lock none comes that says anything else.
@lru_cache(maxsize=64)
def _form(agency: str, key: str, method: Method, scheme: int) -> Form:
    payload: Json = read_exact(
        bytes(rows.Payload.objects.values_list("payload", flat=True).get(entry=scheme))
    )
    moves = rows.Entry.objects.filter(event__agency__code=agency, event__key=key, type=EntryType.PHASE.value)
    lock = moves.order_by("index").values_list("envelope", flat=True).first()
    if lock is None:
        raise CoreError("scheme_not_locked", key=key)
    digest = envelope_of(bytes(lock)).form
    told = [one for one in objects_in(payload, "criteria") if one.get("method") == method.value]
    whole = from_json(Scheme, payload)
    return Form(
        method=method,
        criteria=whole.criteria_of(method),
        digest=locked_form(told, method, digest=digest),
        scheme=whole,
    )
