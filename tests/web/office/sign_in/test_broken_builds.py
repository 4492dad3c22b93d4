"""Each guard of the way in is looked for: a build that lacks it is told from one that has it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from allauth.account.auth_backends import AuthenticationBackend
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from selaras.actions.office import invitations, link_codes, memberships, recovery
from selaras.actions.office.memberships import Seat
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.chance import SystemChance
from selaras.outside.clock import SystemClock
from selaras.records import models as rows
from selaras.web.office import page
from selaras.web.office.sign_in import adapter, forms, lockout
from tests.web.office import offices
from tests.web.office.sign_in import ways_in
from tests.web.office.sign_in.ways_in import accept, invited, sign_in

pytestmark = pytest.mark.django_db

CLOCK = SystemClock()


def agency() -> rows.Agency:
    return offices.agency_row("kota")


def refuses_a_used_link() -> bool:
    code = invited(agency()).code
    accept(Client(), code)
    return accept(Client(), code, "orang.lain").status_code != 302


def refuses_an_expired_link() -> bool:
    code = invited(agency()).code
    rows.Link.objects.update(expires_at=timezone.now())
    return accept(Client(), code).status_code != 302


def refuses_a_withdrawn_link() -> bool:
    code = invited(agency()).code
    rows.Link.objects.update(withdrawn_at=timezone.now())
    return accept(Client(), code).status_code != 302


def refuses_one_person_for_two() -> bool:
    lost = ways_in.with_password(agency(), "lupa")
    alone = ways_in.officer(agency())
    recovery.ask_recovery(alone, lost.pk, clock=CLOCK, chance=SystemChance())
    link = rows.Link.objects.get()
    try:
        with transaction.atomic():
            recovery.agree_recovery(alone, link.pk, clock=CLOCK, chance=SystemChance())
    except CoreError:
        return True
    except IntegrityError:
        return False  # stopped by the last wall alone: the one that should have spoken is gone
    return False


def keeps_the_walls() -> bool:
    who = offices.account(agency(), "ani")
    offices.member(who, Role.AUDITOR)
    by = ways_in.officer(agency(), Role.SYSTEM_ADMIN)
    try:
        memberships.grant(by, who.pk, Seat(role=Role.SYSTEM_ADMIN), clock=CLOCK)
    except CoreError:
        return True
    return False


def wants_a_fresh_proof() -> bool:
    who = offices.account(agency(), "ani")
    offices.member(who, Role.SECRETARIAT)
    return offices.signed_in(who, is_fresh=False).get("/orang/undang/").status_code == 302


def wants_a_second_factor() -> bool:
    who = offices.account(agency(), "ani", has_second_factor=False)
    offices.member(who, Role.SECRETARIAT)
    return offices.signed_in(who).get("/orang/").status_code == 302


def sends_nobody_elsewhere() -> bool:
    ways_in.with_password(agency(), "ani")
    given = {"login": "ani", "password": ways_in.PASSWORD, "next": "https://jahat.example/"}
    return "jahat" not in Client().post("/akun/masuk/", given)["Location"]


def holds_after_wrong_passwords() -> bool:
    ways_in.with_password(agency(), "ani")
    for name in ("ani", "ANI", " ani", "Ani", "aNi"):
        sign_in(Client(), name, "salah sama sekali")
    return sign_in(Client(), "ani").status_code == 429


def holds_after_wrong_codes() -> bool:
    ways_in.with_password(agency(), "ani", has_app=True)
    browser = Client()
    sign_in(browser, "ani")
    for _ in range(5):
        browser.post("/akun/masuk/kode/", {"code": "000000"})
    return browser.post("/akun/masuk/kode/", {"code": ways_in.code_now()}).status_code != 302


def takes_a_code_once() -> bool:
    ways_in.with_password(agency(), "ani", has_app=True)
    answers = []
    for _ in range(2):
        browser = Client()
        sign_in(browser, "ani")
        answers.append(browser.post("/akun/masuk/kode/", {"code": ways_in.code_now()}).status_code)
    return answers == [302, 200]


def lets_no_closed_account_in() -> bool:
    who = ways_in.with_password(agency(), "ani")
    rows.Account.objects.filter(pk=who.pk).update(is_active=False)
    return sign_in(Client(), "ani").status_code == 200


Broken = Callable[[pytest.MonkeyPatch], object]


def always(value: object) -> Callable[..., Any]:
    return lambda *_, **__: value


def forgetting(name: str) -> Broken:
    """Break the build so that a link's end by this column is not looked at."""

    def broken(patch: pytest.MonkeyPatch) -> None:
        whole = link_codes.open_link
        gone = datetime(2999, 1, 1, tzinfo=UTC) if name == "expires_at" else None

        def open_link(code: str, *purposes: str, clock: Any) -> rows.Link:
            rows.Link.objects.update(**{name: gone})
            return whole(code, *purposes, clock=clock)

        patch.setattr(invitations, "open_link", open_link)

    return broken


def blind_to_who_asked(patch: pytest.MonkeyPatch) -> None:
    """Break the build so that a recovery does not know who asked for it."""
    whole = recovery.agree_recovery

    def agree(officer: Any, link: int, **more: Any) -> Any:
        rows.Link.objects.filter(pk=link).update(made_by=None)
        return whole(officer, link, **more)

    patch.setattr(recovery, "agree_recovery", agree)


def by_spelling(patch: pytest.MonkeyPatch) -> None:
    """Break the build so that every spelling of a name has five attempts of its own."""
    patch.setattr(lockout, "counted_as", lambda request, told: str((told or {}).get("username")))


def open_to_closed_accounts(patch: pytest.MonkeyPatch) -> None:
    patch.delattr(adapter.Adapter, "authenticate")
    patch.setattr(AuthenticationBackend, "user_can_authenticate", always(True))
    patch.setattr(adapter.Adapter, "pre_login", always(None))


def set_to(place: object, name: str, value: object) -> Broken:
    return lambda patch: patch.setattr(place, name, value)


@pytest.mark.parametrize(
    ("is_safe", "broken"),
    [
        (refuses_a_used_link, forgetting("used_at")),
        (refuses_an_expired_link, forgetting("expires_at")),
        (refuses_a_withdrawn_link, forgetting("withdrawn_at")),
        (refuses_one_person_for_two, blind_to_who_asked),
        (keeps_the_walls, set_to(memberships, "_check_walls", always(None))),
        (wants_a_fresh_proof, set_to(page, "is_fresh", always(True))),
        (wants_a_second_factor, set_to(page, "is_mfa_enabled", always(True))),
        (sends_nobody_elsewhere, set_to(adapter.Adapter, "is_safe_url", always(True))),
        (takes_a_code_once, set_to(forms, "_use_once", always(None))),
        (holds_after_wrong_codes, set_to(forms, "MOST_WRONG_CODES", 5_000)),
        (lets_no_closed_account_in, open_to_closed_accounts),
        (holds_after_wrong_passwords, by_spelling),
    ],
    ids=lambda one: getattr(one, "__name__", "broken"),
)
def test_a_build_without_the_guard_is_noticed(
    monkeypatch: pytest.MonkeyPatch, is_safe: Callable[[], bool], broken: Broken
) -> None:
    point = transaction.savepoint()
    assert is_safe()
    transaction.savepoint_rollback(point)
    cache.clear()

    broken(monkeypatch)

    assert not is_safe()
