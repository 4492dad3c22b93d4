"""After a restore people sign in as before: accounts, roles, second factors and open links come along."""

from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session

from selaras.actions.custody import rows_as_lines
from selaras.actions.office import agreements, invitations
from selaras.actions.office.memberships import Seat
from selaras.core.vocabulary import Role
from selaras.outside.chance import SeededChance
from selaras.records import models as rows
from tests.actions.custody.test_backups import backed_up, empty_database, restored
from tests.actions.evidence.live_events import clock
from tests.web.office import offices
from tests.web.office.sign_in import ways_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> rows.Agency:
    made = offices.agency_row("kota")
    rows.AgencyStyle.objects.create(
        agency=made, settings={"warna": ["#0f4c5c", None, 3], "kop": "Kota \u201cA\u201d"}
    )
    who = ways_in.with_password(made, "ani.wijaya", has_app=True)
    Authenticator.objects.create(
        user=who, type="webauthn", data={"name": "Kunci", "credential": {"id": "YQ"}}
    )
    offices.member(who, Role.SECRETARIAT)
    offices.signed_in(who)
    return made


def test_second_factors_and_open_links_come_back(agency: rows.Agency, tmp_path: Path) -> None:
    asked = invitations.invite(
        ways_in.officer(agency), "Budi", Seat(role=Role.AUDITOR), clock=clock(), chance=SeededChance("a")
    )
    second = ways_in.officer(agency, name="ani.wijaya")
    shown = agreements.agree_invitation(second, asked.link, clock=clock(), chance=SeededChance("b"))
    assert shown is not None
    before = list(rows_as_lines.lines_of_rows())
    backed_up(tmp_path / "cadangan")
    empty_database()
    assert not Authenticator.objects.exists()

    restored(tmp_path / "cadangan")

    assert list(rows_as_lines.lines_of_rows()) == before
    factors = Authenticator.objects.filter(user__sign_in_name="ani.wijaya").order_by("type")
    assert list(factors.values_list("type", "data")) == [
        ("totp", {"secret": ways_in.SECRET}),
        ("webauthn", {"name": "Kunci", "credential": {"id": "YQ"}}),
    ]
    assert rows.AgencyStyle.objects.get().settings == {
        "warna": ["#0f4c5c", None, 3],
        "kop": "Kota \u201cA\u201d",
    }
    assert invitations.look_at(shown.code, clock=clock()).name == "Budi"


def test_sessions_and_counted_attempts_stay_behind(agency: rows.Agency) -> None:
    names = {one._meta.db_table for one in rows_as_lines.tables()}

    assert Session.objects.exists()
    assert "mfa_authenticator" in names
    # Who is tied to an agency's provider comes along; secrets of providers and their tokens are never stored.
    ties = {f"socialaccount_social{one}" for one in ("account", "app", "token")}
    assert {one for one in names if not one.startswith("records_")} == {"mfa_authenticator", *ties}


def test_a_backup_names_the_migrations_of_what_it_keeps(agency: rows.Agency) -> None:
    named = rows_as_lines.schema()

    assert "mfa.0001_initial" in named
    assert not [one for one in named if one.startswith(("axes.", "sessions.", "account."))]
