"""How far the marking has come: which sheets are in and which are missing; nothing of what stands in them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max

from selaras.core import vocabulary as v
from selaras.core.completeness import check_marks
from selaras.core.dossier import Dossier
from selaras.core.entries import person_codes
from selaras.core.errors import CoreError
from selaras.core.evidence.policy import policy_of
from selaras.core.evidence.signatures import fingerprint
from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows

# What a closing asks for besides sheets, told without any fact that could hold a mark.
_TOLD = ("attendance_missing", "component_missing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One sheet that must be there, by codes."""

    examiner: str
    person: str
    method: v.Method
    is_in: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What else closing waits for; ``code`` is one of a few, ``about`` a part of the scheme or nothing."""

    code: str
    person: str
    about: str = ""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """Every sheet that is owed, in the order of participants, examiners and methods.

    people, examiners : names by code, in order; those who are not on any sheet are left out
    """

    people: Mapping[str, str]
    examiners: Mapping[str, str]
    sheets: tuple[Owed, ...]
    lacks: tuple[Lack, ...]

    @property
    def n_in(self) -> int:
        return sum(one.is_in for one in self.sheets)

    @property
    def missing(self) -> tuple[Owed, ...]:
        return tuple(one for one in self.sheets if not one.is_in)

    @property
    def is_complete(self) -> bool:
        return bool(self.sheets) and not self.missing and not self.lacks

    def of(self, person: str, examiner: str) -> tuple[Owed, ...]:
        return self._by_pair.get((person, examiner), ())

    @cached_property
    def _by_pair(self) -> Mapping[tuple[str, str], tuple[Owed, ...]]:
        found: dict[tuple[str, str], tuple[Owed, ...]] = {}
        for one in self.sheets:
            pair = (one.person, one.examiner)
            found[pair] = (*found.get(pair, ()), one)
        return found

    def by_examiner(self) -> Mapping[str, tuple[int, int]]:
        """Return how many sheets of each examiner are in, and how many there must be."""
        owed = Counter(one.examiner for one in self.sheets)
        there = Counter(one.examiner for one in self.sheets if one.is_in)
        return {code: (there[code], owed[code]) for code in self.examiners}


def progress_of(dossier: Dossier) -> Progress:
    """Return how far the sheets are in, as the result itself will ask for them."""
    case = dossier.case
    codes = person_codes(case.officials, case.codes)
    order = list(v.Method)
    sheets = sorted(
        (
            Owed(
                examiner=one.examiner,
                person=codes[one.nip],
                method=one.method,
                is_in=(one.examiner, one.nip, one.method) in dossier.sheets,
            )
            for one in dossier.expected
        ),
        key=lambda one: (len(one.person), one.person, one.examiner, order.index(one.method)),
    )
    seen = {one.person for one in sheets}
    marking = {one.examiner for one in sheets}
    return Progress(
        people={codes[one.nip]: one.name for one in case.officials if codes[one.nip] in seen},
        examiners={str(one.code): one.name for one in case.examiners if one.code in marking},
        sheets=tuple(sheets),
        lacks=_lacks(dossier, codes),
    )


def _lacks(dossier: Dossier, codes: Mapping[v.Nip, str]) -> tuple[Lack, ...]:
    names = {str(one.code): one.name for one in dossier.case.scheme.components}
    found: dict[Lack, None] = {}
    for wrong in check_marks(dossier):
        lack = _lack(wrong, codes, names)
        if lack is not None:
            found[lack] = None
    return tuple(found)


def _lack(wrong: CoreError, codes: Mapping[v.Nip, str], names: Mapping[str, str]) -> Lack | None:
    if wrong.code == "sheet_missing":
        return None  # told as a sheet
    person = codes.get(v.Nip(str(wrong.facts.get("nip", ""))), "")
    if wrong.code == "mark_missing":
        return Lack(code=wrong.code, person=person, about=str(wrong.facts["examiner"]))
    component = str(wrong.facts.get("component", ""))
    code = wrong.code if wrong.code in _TOLD else "other"
    return Lack(code=code, person=person, about=names.get(component, component))


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A device and when the ledger last heard of it."""

    device: str
    fingerprint: str
    holder: str
    role: v.Role
    n_entries: int
    last_at: datetime | None
    is_revoked: bool


def contacts_of(listed: ListedEvent) -> tuple[Contact, ...]:
    """Return every device of an event in the order in which they came."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    heard = {
        device: (n, at)
        for device, n, at in rows.Entry.objects.filter(**event)
        .values_list("device")
        .annotate(Count("id"), Max("received_at"))
    }
    found = rows.Device.objects.filter(**event).order_by("enrolled_at_index")
    told = found.values_list("device", "holder", "role", "public_key", "revoked_at_index")
    return tuple(
        Contact(
            device=device,
            fingerprint=fingerprint(bytes(key)),
            holder=holder,
            role=v.Role(role),
            n_entries=heard.get(device, (0, None))[0],
            last_at=heard.get(device, (0, None))[1],
            is_revoked=revoked is not None,
        )
        for device, holder, role, key, revoked in told
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The last checkpoint, and who of the witnesses put a line under it.

    behind : entries that came after it; wanted : witnesses that must have signed
    """

    size: int
    at: datetime
    behind: int
    signed: tuple[str, ...]
    witnesses: tuple[str, ...]
    wanted: int


def last_seal(listed: ListedEvent) -> Sealed | None:
    """Return the last checkpoint of an event; None before the first."""
    event = {"event__agency__code": listed.agency, "event__key": listed.key}
    last = rows.Checkpoint.objects.filter(**event).order_by("-size").first()
    if last is None:
        return None
    lines = set(rows.Cosignature.objects.filter(checkpoint=last).values_list("witness", flat=True))
    content = rows.Policy.objects.filter(**event).order_by("-version").values_list("content", flat=True)
    policy = policy_of(bytes(content[0])) if content else None
    witnesses = policy.witnesses if policy else ()
    return Sealed(
        size=last.size,
        at=last.made_at,
        behind=listed.size - last.size,
        signed=tuple(one.who for one in witnesses if one.key.text in lines),
        witnesses=tuple(one.who for one in witnesses),
        wanted=policy.quorum if policy else 0,
    )
