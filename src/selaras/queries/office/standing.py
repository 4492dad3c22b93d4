"""Who marks whom, who has handed in, who is named in a slate, what was announced."""

from collections.abc import Collection, Mapping
from functools import lru_cache

from django.utils import timezone

from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import read_exact
from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import ParticipantStatus
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows

OWN_RESULT = "own-result"


def marked_by(listed: ListedEvent, examiners: Collection[str]) -> frozenset[str]:
    """Return the codes of the participants whom any of these examiners is assigned to mark."""
    return frozenset(person for examiner, person, _ in _assigned(listed) if examiner in examiners)


def assigned_to(listed: ListedEvent, examiners: Collection[str]) -> frozenset[tuple[str, str, str]]:
    """Return (examiner, participant, method) of every sheet that these examiners are assigned."""
    return frozenset(one for one in _assigned(listed) if one[0] in examiners)


def has_handed_in(listed: ListedEvent, examiners: Collection[str], person: str) -> bool:
    """Return whether all sheets of these examiners for a participant are in: one for each assigned method."""
    wanted = {one for one in _assigned(listed) if one[0] in examiners and one[1] == person}
    return bool(wanted) and wanted <= standing_sheets(listed, tuple(examiners)).keys()


def standing_sheets(listed: ListedEvent, examiners: tuple[str, ...]) -> Mapping[tuple[str, str, str], int]:
    """Return the number of the sheet that stands for each (examiner, person, method): not of those voided."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    found = rows.Rating.objects.filter(**event, examiner__code__in=examiners)
    told = found.order_by("entry__index").values_list(
        "examiner__code", "participant__code", "method", "entry__index"
    )
    last = {(who, person, method): index for who, person, method, index in told.distinct()}
    voids = rows.Payload.objects.filter(
        entry__event__agency__code=listed.agency,
        entry__event__key=listed.key,
        entry__type=EntryType.VOID.value,
    )
    for index, payload in voids.values_list("entry__index", "payload"):
        gone = read_exact(bytes(payload))
        key = (gone["examiner"], gone["nip"], gone["method"])
        if last.get(key, index) < index:
            del last[key]
    return {key: index + 1 for key, index in last.items()}


def is_finalist(listed: ListedEvent, person: str) -> bool:
    """Return whether a participant is named in a slate: everybody who takes part is, once there is one."""
    if listed.phase in (Phase.DESIGN, Phase.READY, Phase.SCORING, Phase.CLOSED):
        return False
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    slates = rows.Entry.objects.filter(**event, type=EntryType.SLATE.value)
    return slates.exists() and rows.Participant.objects.filter(**event, code=person).exists()


def is_announced(listed: ListedEvent) -> bool:
    """Return whether participants may see their own results: after the decree, unless announced otherwise."""
    found = rows.Announcement.objects.filter(
        event__agency__code=listed.agency, event__key=listed.key, thing=OWN_RESULT
    ).order_by("-pk")
    last = found.values_list("visible_from", flat=True).first()
    if last is not None:
        return last <= timezone.now()
    return listed.phase is Phase.FOLLOW_UP


# Whole places as keys: what was read under one root holds under it for ever.
@lru_cache(maxsize=64)
def _assigned(listed: ListedEvent) -> frozenset[tuple[str, str, str]]:
    """Return (examiner, participant, method) of every assignment that stands."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    found = rows.Payload.objects.filter(
        **{f"entry__{name}": value for name, value in event.items()},
        entry__type=EntryType.ASSIGNMENT.value,
        entry__index__lt=listed.size,
    )
    standing: dict[tuple[str, str, str | None], bool] = {}
    for payload in found.order_by("entry__index").values_list("payload", flat=True):
        told = read_exact(bytes(payload))
        standing[told["examiner"], told["method"], told["nip"]] = not told["withdrawn_because"]
    everybody = rows.Participant.objects.filter(
        **event, status=ParticipantStatus.PARTICIPANT.value
    ).values_list("code", flat=True)
    whole = {
        (examiner, code, method)
        for (examiner, method, nip), stands in standing.items()
        if stands
        for code in ([nip] if nip is not None else everybody)
    }
    gone = {(who, nip, method) for (who, method, nip), stands in standing.items() if not stands and nip}
    return frozenset(whole - gone)
