"""Letters, signatories and the parts of an event that every example fills in alike."""

from collections.abc import Iterable
from datetime import date

from examples.making.people import Person
from selaras.core import vocabulary as v
from selaras.core.casefile import Assignment, Permission, Signatory


def permission(
    kind: v.PermissionKind,
    issuer: str,
    number: str,
    dated_on: str,
    *,
    state: v.PermissionState = v.PermissionState.GRANTED,
    nip: v.Nip | None = None,
    position: str | None = None,
    rule: str | None = None,
    note: str = "",
) -> Permission:
    """Return a letter; for one that was only asked for, number and date are the request's."""
    return Permission(
        kind=kind,
        state=state,
        issuer=issuer,
        number=number,
        dated_on=date.fromisoformat(dated_on),
        nip=nip,
        position=None if position is None else v.PositionCode(position),
        rule=None if rule is None else v.RuleId(rule),
        note=note,
    )


def home_consents(people: Iterable[Person]) -> tuple[Permission, ...]:
    """Return the consent of the home agency of everybody who comes from elsewhere."""
    found = []
    for one in people:
        consent = one.official.home_consent
        if consent is not None:
            found.append(
                Permission(
                    kind=v.PermissionKind.HOME_CONSENT,
                    state=v.PermissionState.GRANTED,
                    issuer=consent.issuer,
                    number=consent.number,
                    dated_on=consent.dated_on,
                    nip=one.nip,
                    position=None,
                    rule=None,
                    note="Persetujuan mengikuti uji kompetensi",
                )
            )
    return tuple(found)


def signatory_of(person: Person) -> Signatory:
    office = person.official
    return Signatory(name=office.name, office=office.position_title, nip=office.nip)


def assignments_of(examiners: Iterable[str], methods: Iterable[v.Method]) -> tuple[Assignment, ...]:
    """Return every examiner on every method for every participant."""
    methods = tuple(methods)
    return tuple(
        Assignment(examiner=v.ExaminerCode(code), method=method, nip=None, withdrawn_because=None)
        for code in examiners
        for method in methods
    )
