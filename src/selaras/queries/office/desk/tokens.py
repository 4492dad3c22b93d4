"""Keys of other systems: those of an agency, and whose a given one is."""

from dataclasses import dataclass
from datetime import datetime

from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token as it is kept: never what was told of it.

    event : key of the one event that it reaches; None for every event of the agency
    """

    number: int
    account: int
    holder: str
    name: str
    event: str | None
    scopes: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None

    def works(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    code: str
    name: str
    status: str


def tokens_of(agency: str, *, account: int | None = None, event: str | None = None) -> tuple[Token, ...]:
    """Return the tokens of an agency, the latest first; of one account or event alone where it is told."""
    found = rows.ApiToken.objects.select_related("account", "event").filter(agency__code=agency)
    if account is not None:
        found = found.filter(account_id=account)
    if event is not None:
        found = found.filter(event__key=event)
    return tuple(_token(one) for one in found.order_by("-pk"))


def token_with(digest: str) -> Token | None:
    """Return the token of a digest, whether it still works or not."""
    found = rows.ApiToken.objects.select_related("account", "event").filter(digest=digest).first()
    return None if found is None else _token(found)


def participants_in(listed: ListedEvent) -> tuple[Listed, ...]:
    found = rows.Participant.objects.filter(event__agency__code=listed.agency, event__key=listed.key)
    told = found.order_by("code").values_list("code", "official__name", "status")
    return tuple(Listed(code=code, name=name, status=status) for code, name, status in told)


def _token(row: rows.ApiToken) -> Token:
    return Token(
        number=row.pk,
        account=row.account_id,
        holder=row.account.name,
        name=row.name,
        event=row.event.key if row.event else None,
        scopes=tuple(row.scopes),
        made_at=row.made_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
