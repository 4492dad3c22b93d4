"""Who is signed in, with every role held."""

from dataclasses import dataclass

from selaras.core.vocabulary import Role
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One role; ``event`` is None for the whole agency, ``holder`` the code that the event's ledger knows."""

    role: Role
    event: str | None
    holder: str


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

    def holders_in(self, event: str, role: Role) -> frozenset[str]:
        """Return the codes by which the event knows this person in a role."""
        return frozenset(
            one.holder for one in self.members if one.event == event and one.role is role and one.holder
        )


def visitor_of(account: int) -> Visitor | None:
    """Return who an account is; None where it may not sign in any more."""
    row = rows.Account.objects.select_related("agency").filter(pk=account, is_active=True).first()
    if row is None:
        return None
    lasting = rows.Membership.objects.filter(account=row, ended_at=None, agency_id=row.agency_id)
    told = lasting.order_by("pk").values_list("role", "event__key", "holder")
    return Visitor(
        account=row.pk,
        sign_in_name=row.sign_in_name,
        name=row.name,
        agency=row.agency.code,
        agency_name=row.agency.name,
        members=tuple(Member(role=Role(role), event=event, holder=holder) for role, event, holder in told),
    )
