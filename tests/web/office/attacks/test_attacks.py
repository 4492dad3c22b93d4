"""Every form of the office sent by a forger, found on the pages themselves; all phases by its bar."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import URLResolver, get_resolver

from selaras.records import models as rows
from selaras.web.access import Rule, rule_of
from selaras.web.office import page as gate
from selaras.web.office.events import home
from tests.web.office.attacks import attacking, foreign, harvest
from tests.web.office.attacks.harvest import Sending
from tests.web.office.cells import world
from tests.web.office.cells.routes import routes_of
from tests.web.office.cells.world import World

# Nothing of it hangs on the kind of database.
pytestmark = pytest.mark.sqlite
# Of calls with a token or a signature no cookie is ever asked.
WITHOUT_COOKIE = {Rule.TOKEN, Rule.SIGNED, Rule.KNOWN_ID, Rule.PUBLIC_NOTE, Rule.SAYS_NOTHING}


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any, log_key_file: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SELARAS_LOG_KEY", str(log_key_file))
        patch.setenv("SELARAS_LOG_KEY_PASSPHRASE", "empat kata acak saja")
        yield world.made()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sendings(here: World) -> list[Sending]:
    return list(harvest.sendings(harvest.cells(routes_of(), here, early=True), here))


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


def test_the_forms_are_those_of_every_room(sendings: list[Sending]) -> None:
    actions = {one.action for one in sendings}

    assert len(actions) >= 45, sorted(actions)
    assert sum(len(one.fields) for one in sendings) >= 100


def test_no_form_is_taken_from_a_foreign_page(here: World, sendings: list[Sending]) -> None:
    assert attacking.without_token(sendings, here).wrong == []


def test_what_asks_for_no_token_of_a_form_asks_for_no_cookie_either() -> None:
    """Calls are exempt from the form's token; each must be one that no session opens."""
    exempt = {
        str(view): rule_of(view)
        for view in _views(get_resolver().url_patterns)
        if getattr(view, "csrf_exempt", False)
    }

    assert len(exempt) >= 15
    assert {told: rule for told, rule in exempt.items() if rule not in WITHOUT_COOKIE} == {}


def test_nobody_is_sent_elsewhere(here: World, sendings: list[Sending]) -> None:
    watched = list(harvest.cells(routes_of(), here))

    assert attacking.sent_elsewhere(sendings, watched, here, elsewhere=attacking.ELSEWHERE[1:2]).wrong == []


def test_fields_that_no_form_has_change_nothing(here: World, sendings: list[Sending]) -> None:
    assert attacking.forged_fields(sendings, here).wrong == []


def test_numbers_of_others_in_forms_show_and_change_nothing(here: World, sendings: list[Sending]) -> None:
    secret = "rahasia-orang-lain"
    with transaction.atomic():
        foreign.things_of_others(here, secret)
        found = attacking.foreign_numbers(
            sendings, foreign.numbers()[:4], secret, lambda: foreign.of_others(secret), here
        )
        transaction.set_rollback(True)

    assert found.wrong == []
    assert found.n >= 4


def test_words_stay_words_wherever_they_are_typed_and_shown(here: World, sendings: list[Sending]) -> None:
    watched = list(harvest.cells(routes_of(), here))

    found = attacking.stored_words(sendings, watched, here, typed_alone=True)

    assert found.wrong == []
    assert len(found.reached) >= 6, found.reached


def _views(patterns: Any) -> Iterator[Any]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns)
        else:
            yield one.callback


def _asking(sendings: list[Sending]) -> list[Sending]:
    return [one for one in sendings if one.action.endswith("/telaah/tanya/")]


def test_a_build_that_trusts_words_is_caught(here: World) -> None:
    shown = list(harvest.cells([one for one in routes_of() if one.name == "event_tokens"], here))
    forms = list(harvest.sendings(shown, here))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.template.base.conditional_escape", str)
        found = attacking.stored_words(forms, shown, here, typed_alone=True)

    assert any("canary" in one for one in found.wrong), found


def test_a_build_that_takes_foreign_forms_is_caught(here: World, sendings: list[Sending]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CsrfViewMiddleware, "process_view", lambda *_: None)
        found = attacking.without_token(_asking(sendings), here)

    assert found.wrong


def test_a_build_that_sends_people_away_is_caught(here: World, sendings: list[Sending]) -> None:
    language = [one for one in sendings if one.action == "/bahasa/"][:1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(home, "url_has_allowed_host_and_scheme", lambda *_, **__: True)
        found = attacking.sent_elsewhere(language, [], here)

    assert found.wrong


def test_a_build_that_writes_whatever_is_sent_is_caught(here: World, sendings: list[Sending]) -> None:
    asked = gate._visit

    def trusting(request: HttpRequest, *told: Any) -> Any:
        if "phase" in request.POST:
            rows.Event.objects.filter(agency__code=here.agency).update(phase="follow-up")
        return asked(request, *told)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gate, "_visit", trusting)
        found = attacking.forged_fields(_asking(sendings), here)

    assert found.wrong
