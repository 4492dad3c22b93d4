"""Who has a part in the office: accounts with their roles, open links, what happened to an account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from selaras.core.vocabulary import ParticipantStatus, Role
from selaras.records import models as rows
from selaras.records.office.memberships import LinkPurpose

_FACTORS = ("totp", "webauthn")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldRole:
    """One role of one person; ``event`` is None for the whole agency."""

    membership: int
    role: Role
    event: str | None
    event_title: str
    holder: str
    since: datetime
    given_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An account as the office sees it."""

    account: int
    name: str
    sign_in_name: str
    has_second_factor: bool
    last_signed_in: datetime | None
    roles: tuple[HeldRole, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """An invitation that nobody used yet, or a recovery that waits for a second person or for its owner."""

    link: int
    is_recovery: bool
    is_agreed: bool
    name: str
    role: Role | None
    event_title: str
    holder: str
    account: int | None
    made_by: int | None
    made_by_name: str
    made_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A code of an event that somebody may be invited for, with the name the event knows."""

    code: str
    name: str
    is_held: bool
    is_invited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNote:
    """What the security log says about one's own account."""

    kind: str
    about: str
    at: datetime


def people_of(agency: str, event: str | None = None) -> tuple[Person, ...]:
    """Return the accounts of an agency, or those with a part in one event (its own, and of the agency)."""
    lasting = rows.Membership.objects.filter(ended_at=None, agency__code=agency).select_related(
        "event", "granted_by"
    )
    if event is not None:
        lasting = lasting.filter(Q(event__key=event) | Q(event=None))
    roles: dict[int, list[HeldRole]] = {}
    for one in lasting.order_by("pk"):
        roles.setdefault(one.account_id, []).append(_held(one))
    accounts = rows.Account.objects.filter(agency__code=agency, is_active=True)
    if event is not None:
        accounts = accounts.filter(pk__in=list(roles))
    safe = _with_second_factor(list(accounts.values_list("pk", flat=True)))
    return tuple(
        Person(
            account=one.pk,
            name=one.name,
            sign_in_name=one.sign_in_name,
            has_second_factor=one.pk in safe,
            last_signed_in=one.last_login,
            roles=tuple(roles.get(one.pk, ())),
        )
        for one in accounts.order_by("name", "pk")
    )


def person_of(agency: str, account: int) -> Person | None:
    """Return one account of an agency with all its roles."""
    return next((one for one in people_of(agency) if one.account == account), None)


def open_links(agency: str, now: datetime, event: str | None = None) -> tuple[OpenLink, ...]:
    """Return the links of an agency that may still be used; of one event, those that concern it."""
    found = rows.Link.objects.filter(
        agency__code=agency, used_at=None, withdrawn_at=None, expires_at__gt=now
    ).select_related("event", "made_by")
    if event is not None:
        inside = rows.Membership.objects.filter(ended_at=None, agency__code=agency, event__key=event)
        found = found.filter(Q(event__key=event) | Q(account__in=inside.values("account")))
    return tuple(
        OpenLink(
            link=one.pk,
            is_recovery=one.purpose == LinkPurpose.RECOVERY.value,
            is_agreed=one.agreed_by_id is not None,
            name=one.name,
            role=Role(one.role) if one.role else None,
            event_title=one.event.title if one.event else "",
            holder=one.holder,
            account=one.account_id,
            made_by=one.made_by_id,
            made_by_name=one.made_by.name if one.made_by else "",
            made_at=one.made_at,
            expires_at=one.expires_at,
        )
        for one in found.order_by("-made_at", "-pk")
    )


def chairs_of(agency: str, event: str, role: Role, now: datetime) -> tuple[Chair, ...]:
    """Return the codes of an event's panel or participants, each with whether somebody holds it."""
    of_event = {"event__agency__code": agency, "event__key": event}
    told: list[tuple[str, str]]
    if role is Role.PARTICIPANT:
        there = rows.Participant.objects.filter(**of_event, status=ParticipantStatus.PARTICIPANT.value)
        told = list(there.order_by("code").values_list("code", "official__name"))
    elif role in (Role.EXAMINER, Role.ASSESSOR):
        told = list(rows.Examiner.objects.filter(**of_event).order_by("code").values_list("code", "name"))
    else:
        return ()
    held = set(
        rows.Membership.objects.filter(**of_event, role=role.value, ended_at=None).values_list(
            "holder", flat=True
        )
    )
    invited = set(
        rows.Link.objects.filter(
            **of_event, role=role.value, used_at=None, withdrawn_at=None, expires_at__gt=now
        ).values_list("holder", flat=True)
    )
    return tuple(
        Chair(code=code, name=name, is_held=code in held, is_invited=code in invited) for code, name in told
    )


def sign_in_name_of_nip(typed: str) -> str:
    """Return the sign-in name of the one account whose official has this NIP; anything else as typed.

    An official whom two agencies of the installation know has an account in each, and signs in by name.
    """
    digits = "".join(typed.split())
    if len(digits) != 18 or not digits.isdigit():
        return typed
    found = list(
        rows.Account.objects.filter(official__nip=digits, is_active=True).values_list(
            "sign_in_name", flat=True
        )[:2]
    )
    return found[0] if len(found) == 1 else digits


def account_named(sign_in_name: str) -> tuple[int, str] | None:
    """Return account and agency of a sign-in name, for the security log."""
    found = rows.Account.objects.filter(sign_in_name__iexact=sign_in_name).select_related("agency").first()
    return None if found is None else (found.pk, found.agency.code)


def wrong_codes_of(account: int, now: datetime) -> int:
    """Return how many wrong codes of a second factor an account was given in a quarter of an hour."""
    since = now - timedelta(minutes=15)
    return rows.SecurityEvent.objects.filter(account_id=account, kind="code_wrong", at__gt=since).count()


def account_notes(account: int, n: int = 12) -> tuple[AccountNote, ...]:
    """Return what lately happened to an account, the latest first."""
    found = rows.SecurityEvent.objects.filter(account_id=account).order_by("-at", "-pk")[:n]
    return tuple(AccountNote(kind=one.kind, about=one.about, at=one.at) for one in found)


def _held(one: rows.Membership) -> HeldRole:
    return HeldRole(
        membership=one.pk,
        role=Role(one.role),
        event=one.event.key if one.event else None,
        event_title=one.event.title if one.event else "",
        holder=one.holder,
        since=one.granted_at,
        given_by=one.granted_by.name if one.granted_by else "",
    )


def _with_second_factor(accounts: list[int]) -> frozenset[int]:
    from allauth.mfa.models import Authenticator

    found = Authenticator.objects.filter(user_id__in=accounts, type__in=_FACTORS)
    return frozenset(found.values_list("user_id", flat=True))
