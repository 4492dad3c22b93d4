"""What takes seconds: made once for all who wait, told as such to pages, and made again where it failed."""

import time
from threading import Event, Thread

import pytest
from django.test import Client

from selaras.actions.event_ref import EventRef
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.queries.office.listing import latest_events, listed_event
from selaras.web.office import held as holding
from selaras.web.office.computing import once
from selaras.web.office.computing.once import StillComputing, computed, waits
from selaras.web.office.plenary import warming
from selaras.web.office.plenary.keeping import prepared_at
from tests.web.office import offices
from tests.web.office.placing import proposed

LONG = 20.0


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "_FOUND", type(once._FOUND)())
    monkeypatch.setattr(once, "_RUNNING", {})


def test_it_is_made_once_for_all_who_wait() -> None:
    begun, go, made, got = Event(), Event(), [], []

    def make() -> str:
        made.append(1)
        begun.set()
        assert go.wait(LONG)
        return "hasil"

    threads = [Thread(target=lambda: got.append(computed(("a",), make))) for _ in range(4)]
    for one in threads:
        one.start()
    assert begun.wait(LONG)
    go.set()
    for one in threads:
        one.join(LONG)

    assert (made, got) == ([1], ["hasil"] * 4)
    assert computed(("a",), make) == "hasil"
    assert made == [1]


def test_a_page_that_does_not_wait_longer_is_told_and_finds_it_later() -> None:
    go = Event()

    def make() -> str:
        assert go.wait(LONG)
        return "hasil"

    with waits(0.01), pytest.raises(StillComputing):
        computed(("b",), make)
    go.set()

    assert computed(("b",), lambda: "another") == "hasil"


def test_what_failed_is_told_to_whoever_waits_and_made_again() -> None:
    def fail() -> str:
        raise CoreError("result_differs_from_ledger", version=1)

    for patience in (None, LONG):
        with waits(patience), pytest.raises(CoreError) as wrong:
            computed(("c",), fail)
        assert wrong.value.code == "result_differs_from_ledger"
    assert computed(("c",), lambda: "mended") == "mended"


def test_a_failure_that_is_a_timeout_is_no_waiting() -> None:
    def fail() -> str:
        raise TimeoutError

    with waits(LONG), pytest.raises(TimeoutError):
        computed(("d",), fail)


def test_of_an_erased_ledger_nothing_is_kept_wherever_its_name_stands_in_the_key() -> None:
    begun, go, got = Event(), Event(), []

    def late() -> str:
        begun.set()
        assert go.wait(LONG)
        return "sudah dimusnahkan"

    for key in (("log", 3), ("papers in one", "log", 3), ("other", 3)):
        computed(key, lambda: "hasil")
    thread = Thread(target=lambda: got.append(computed(("late", "log"), late)))
    thread.start()
    assert begun.wait(LONG)
    once.let_go("log")
    go.set()
    thread.join(LONG)

    assert got == ["sudah dimusnahkan"]
    assert set(once._FOUND) == {("other", 3)}
    assert not once._RUNNING


@pytest.mark.django_db
def test_erasing_leaves_nothing_of_an_event_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = proposed.imported()
    browser: Client = offices.browser_of(ref, Role.CHAIR)
    browser.get(f"/k/{ref.agency}/{ref.key}/hasil/")
    listed = listed_event(ref.agency, ref.key)
    assert listed is not None
    prepared_at(listed, listed.size)
    assert once._FOUND

    holding.forget(listed)

    assert not once._FOUND


def test_only_so_much_is_kept() -> None:
    for n in range(once._MOST + 3):
        computed((n,), lambda n=n: n)  # type: ignore[misc]

    assert len(once._FOUND) == once._MOST
    assert (0,) not in once._FOUND


def slow(ref: EventRef, monkeypatch: pytest.MonkeyPatch) -> Event:
    """Let the result of an event take until the returned event is set, in a server."""
    go, compute = Event(), holding.result_in

    def computing(entries: object) -> object:
        assert go.wait(LONG)
        return compute(entries)  # type: ignore[arg-type]

    monkeypatch.setattr(holding, "_KEPT", type(holding._KEPT)())
    monkeypatch.setattr(holding, "result_in", computing)
    monkeypatch.setattr(once, "_is_serving", True)
    monkeypatch.setattr(once, "PATIENCE_SECONDS", 0.05)
    return go


@pytest.mark.django_db
def test_a_page_says_that_it_is_computed_and_comes_back_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = proposed.imported()
    browser: Client = offices.browser_of(ref, Role.CHAIR)
    go = slow(ref, monkeypatch)
    address = f"/k/{ref.agency}/{ref.key}/hasil/"

    waiting = browser.get(address)
    part = browser.get(address, headers={"HX-Request": "true"})
    go.set()
    until = time.monotonic() + LONG
    while (shown := browser.get(address)).status_code == 202 and time.monotonic() < until:
        time.sleep(0.02)

    assert (waiting.status_code, waiting["Refresh"], part.status_code) == (202, "2", 204)
    assert "Sedang dihitung dari buku induk" in waiting.content.decode()
    assert "P-001" not in waiting.content.decode()
    assert shown.status_code == 200
    assert "Sedang dihitung dari buku induk" not in shown.content.decode()


@pytest.mark.django_db
def test_nobody_learns_by_waiting_what_is_not_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = proposed.imported()
    browser = offices.browser_of(ref, Role.PARTICIPANT)
    go = slow(ref, monkeypatch)

    assert browser.get(f"/k/{ref.agency}/{ref.key}/hasil/").status_code == 403
    go.set()


@pytest.mark.django_db
def test_what_is_computed_ahead_is_there_for_the_first_page(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = proposed.imported()
    browser = offices.browser_of(ref, Role.CHAIR)
    slow(ref, monkeypatch).set()
    for one in latest_events(12):
        warming.warm(one)

    monkeypatch.setattr(holding, "result_in", None)

    assert browser.get(f"/k/{ref.agency}/{ref.key}/hasil/").status_code == 200


@pytest.mark.django_db
def test_a_new_state_is_looked_at_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    proposed.imported()
    told: list[object] = []
    monkeypatch.setattr(holding, "_KEPT", type(holding._KEPT)())
    monkeypatch.setattr(holding, "_TOLD", [told.append])
    (listed,) = latest_events(1)

    holding.held(listed)
    holding.held(listed)

    assert told == [listed]
