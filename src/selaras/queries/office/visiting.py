"""Who is signed in, with every role held."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from selaras.core.vocabulary import Role
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One role; ``event`` is None for the whole agency, ``holder`` the code that the event's ledger knows.

    is_lent : two people lent it for a quarter of an hour; it reaches no more than desk work
    """

    role: Role
    event: str | None
    holder: str
    is_lent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """An account that is signed in, inside its one agency."""

    account: int
    sign_in_name: str
    name: str
    agency: str
    agency_name: str
    members: tuple[Member, ...]

    def roles_in(self, event: str | None) -> frozenset[Role]:
        """Return the roles that count in an event: those of the agency, and those of this event."""
        return frozenset(one.role for one in self.members if one.event in (None, event))

    def lent_in(self, event: str | None) -> frozenset[Role]:
        """Return the roles that count here only because they were lent."""
        own = {one.role for one in self.members if one.event in (None, event) and not one.is_lent}
        return self.roles_in(event) - own

    def alone(self) -> "Visitor":
        """Return the same person without what others lent."""
        return replace(self, members=tuple(one for one in self.members if not one.is_lent))

    def holders_in(self, event: str, role: Role) -> frozenset[str]:
        """Return the codes by which the event knows this person in a role."""
        return frozenset(
            one.holder for one in self.members if one.event == event and one.role is role and one.holder
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What two people lent a third, or one of them asked."""

    number: int
    account: int
    name: str
    reason: str
    asked_by: int
    by: str
    at: datetime
    agreed_by: str
    until: datetime | None
    is_over: bool


def visitor_of(account: int) -> Visitor | None:
    """Return who an account is; None where it may not sign in any more."""
    row = rows.Account.objects.select_related("agency").filter(pk=account, is_active=True).first()
    if row is None:
        return None
    lasting = rows.Membership.objects.filter(account=row, ended_at=None, agency_id=row.agency_id)
    told = lasting.order_by("pk").values_list("role", "event__key", "holder")
    lent = rows.EmergencyAccess.objects.filter(
        account=row, agency_id=row.agency_id, until__gt=timezone.now(), ended_at=None
    ).values_list("role", "event__key")
    helping = tuple(Member(role=Role(role), event=event, holder="", is_lent=True) for role, event in lent)
    return Visitor(
        account=row.pk,
        sign_in_name=row.sign_in_name,
        name=row.name,
        agency=row.agency.code,
        agency_name=row.agency.name,
        members=(
            *(Member(role=Role(role), event=event, holder=holder) for role, event, holder in told),
            *helping,
        ),
    )


def emergencies_of(agency: str, event: str, *, now: datetime) -> tuple[Emergency, ...]:
    """Return what was asked and lent in an event, the latest first."""
    found = rows.EmergencyAccess.objects.select_related("account", "asked_by", "agreed_by").filter(
        agency__code=agency, event__key=event
    )
    return tuple(
        Emergency(
            number=one.pk,
            account=one.account_id,
            name=one.account.name,
            reason=one.reason,
            asked_by=one.asked_by_id,
            by=one.asked_by.name,
            at=one.asked_at,
            agreed_by=one.agreed_by.name if one.agreed_by else "",
            until=one.until,
            is_over=one.ended_at is not None or (one.until is not None and one.until <= now),
        )
        for one in found.order_by("-pk")[:20]
    )


def lent_lately(agency: str, *, since: datetime) -> int:
    """Return how often roles were lent in an agency since then."""
    return rows.EmergencyAccess.objects.filter(agency__code=agency, agreed_at__gt=since).count()
