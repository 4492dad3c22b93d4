"""Who was there, method by method, as the ledger last says."""

from collections.abc import Mapping
from dataclasses import dataclass

from selaras.core.entries import EntryType
from selaras.core.evidence.exact_json import read_exact
from selaras.core.vocabulary import AttendanceState, Method
from selaras.queries.office.listing import ListedEvent
from selaras.queries.office.sheets import Ratee, ratees
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What stands of one person's attendance; ``method`` None is every method."""

    method: Method | None
    state: AttendanceState
    document: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attending:
    ratee: Ratee
    there: tuple[There, ...]

    @property
    def is_noted(self) -> bool:
        return bool(self.there)


def attending(listed: ListedEvent) -> tuple[Attending, ...]:
    """Return everybody who takes part, with what was noted of them."""
    noted: dict[str, dict[str | None, There]] = {}
    found = rows.Payload.objects.filter(
        entry__event__agency__code=listed.agency,
        entry__event__key=listed.key,
        entry__type=EntryType.ATTENDANCE.value,
    )
    for payload in found.order_by("entry__index").values_list("payload", flat=True):
        told = read_exact(bytes(payload))
        noted.setdefault(told["nip"], {})[told["method"]] = There(
            method=Method(told["method"]) if told["method"] else None,
            state=AttendanceState(told["state"]),
            document=told["document"],
        )
    people: Mapping[str, Ratee] = ratees(listed)
    return tuple(
        Attending(ratee=one, there=tuple(noted.get(code, {}).values()))
        for code, one in sorted(people.items())
    )
