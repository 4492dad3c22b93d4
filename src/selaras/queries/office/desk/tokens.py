"""Keys of other systems: those of an agency, and whose a given one is."""

from dataclasses import dataclass
from datetime import datetime

from selaras.queries.office.listing import ListedEvent
from selaras.records import models as rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One token as it is kept: never what was told of it."""

    number: int
    account: int
    holder: str
    name: str
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


def tokens_of(agency: str) -> tuple[Token, ...]:
    found = rows.ApiToken.objects.select_related("account").filter(agency__code=agency).order_by("-pk")
    return tuple(_token(one) for one in found)


def token_with(digest: str) -> Token | None:
    """Return the token of a digest, whether it still works or not."""
    found = rows.ApiToken.objects.select_related("account").filter(digest=digest).first()
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
        scopes=tuple(row.scopes),
        made_at=row.made_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
    )
