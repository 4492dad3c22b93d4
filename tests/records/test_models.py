"""What a row may hold is promised by the database, not by whoever writes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DataError, IntegrityError, models, transaction

from selaras.records.models import Account, Agency, Event, Position
from tests.records import building

# Before the first account there is no agency: its set-up link, and what happens on the way in.
ALSO_OF_THE_INSTALLATION = {"Link", "SecurityEvent"}
NOT_OF_AN_AGENCY = {"Agency"}


def test_every_row_of_the_domain_carries_its_agency() -> None:
    for model in apps.get_app_config("records").get_models():
        if model.__name__ not in NOT_OF_AN_AGENCY:
            field = model._meta.get_field("agency")
            assert isinstance(field, models.ForeignKey), model
            assert field.related_model is Agency
            assert field.null == (model.__name__ in ALSO_OF_THE_INSTALLATION), model


def test_no_row_of_the_domain_goes_because_another_goes() -> None:
    for model in apps.get_app_config("records").get_models():
        for field in model._meta.get_fields():
            if isinstance(field, models.ForeignKey):
                assert field.remote_field.on_delete is models.PROTECT, field


def test_the_migrations_say_what_the_models_say(db: None) -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_mark_stands_exactly_where_something_was_scored(db: None) -> None:
    event = building.event()
    entry = building.entry(event)
    building.rating(event, entry, criterion="W1")
    building.rating(event, entry, criterion="W2", state="no-evidence", mark_hundredths=None)

    for state, mark in (("scored", None), ("no-evidence", 100), ("not-scored", 0), ("gift", None)):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            building.rating(event, entry, criterion="W3", state=state, mark_hundredths=mark)
        assert "rating_" in str(refused.value)


@pytest.mark.parametrize(
    "changes",
    [
        {"public_key": bytes(64)},
        {"role": "XX"},
        {"enrolled_at_index": -1},
        {"revoked_at_index": 3},
    ],
)
def test_a_device_that_cannot_be_one_is_refused(changes: dict[str, Any], db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        building.device(building.event(), **changes)


def test_what_there_is_one_of_stands_once(db: None) -> None:
    event = building.event()
    checkpoint = building.checkpoint(event)
    makers: tuple[Callable[[], object], ...] = (
        lambda: building.checkpoint(event),
        lambda: building.cosignature(checkpoint),
        lambda: building.policy(event),
        lambda: building.device(event),
        lambda: building.alarm(event),
    )
    for make in makers[1:]:
        make()

    for make in makers:
        with pytest.raises(IntegrityError), transaction.atomic():
            make()


@pytest.mark.parametrize("size", [0, -1])
def test_a_checkpoint_is_of_something(size: int, db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        building.checkpoint(building.event(), size=size)


def test_a_criterion_is_marked_once_in_an_entry(db: None) -> None:
    event = building.event()
    entry = building.entry(event)
    building.rating(event, entry)

    with pytest.raises(IntegrityError), transaction.atomic():
        building.rating(event, entry)


def test_an_entry_has_its_index_and_id_alone(db: None) -> None:
    event, other = building.event("a"), building.event("b")
    building.entry(event, 0)
    building.entry(other, 0)

    with pytest.raises(IntegrityError), transaction.atomic():
        building.entry(event, 0)


def test_a_nip_has_eighteen_digits_and_stands_once_in_an_agency(db: None) -> None:
    building.official()
    building.official(of="metro")

    for nip in ("197505172000031001", "19750517200003100", "1975051720000310011"):
        with pytest.raises((IntegrityError, DataError)), transaction.atomic():
            building.official(nip)


def test_an_event_stands_once_and_ends_after_it_starts(db: None) -> None:
    building.event()

    with pytest.raises(IntegrityError), transaction.atomic():
        building.event()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(
            agency=building.agency(),
            key="other",
            kind="job-fit",
            title="Uji kompetensi",
            starts_on=date(2024, 2, 1),
            ends_on=date(2024, 1, 31),
        )


def test_only_an_acting_post_names_who_acts(db: None) -> None:
    told = {"agency": building.agency(), "title": "Kepala Dinas", "unit": "Dinas", "level": "jpt-pratama"}
    Position.objects.create(code="J1", state="acting", acting_name="Citra", **told)

    with pytest.raises(IntegrityError), transaction.atomic():
        Position.objects.create(code="J2", state="vacant", acting_name="Citra", **told)


def test_an_account_signs_in_by_a_name_that_capitals_do_not_double(db: None) -> None:
    ani = Account.objects.create_user("ani", agency=building.agency(), password="rahasia-sekali", name="Ani")

    assert ani.check_password("rahasia-sekali")
    assert Account.objects.get_by_natural_key("ANI") == ani
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create_user("Ani", agency=building.agency(), name="Ani lain")


def test_an_account_without_password_lets_nobody_in(db: None) -> None:
    budi = Account.objects.create_user("budi", agency=building.agency(), name="Budi")

    assert not budi.has_usable_password()
