"""Who may what, cell by cell: every route, every role, every phase, one's own and others'.

What must come is read from the table of permissions by a second reader; ``make bars BAR=permission-cells``
asks many more cells.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from selaras.core.access import Access
from selaras.core.lifecycle import Phase
from selaras.web.access import Rule
from selaras.web.office import facts, page
from tests.web.office.cells import asking, expecting, world
from tests.web.office.cells.routes import routes_of
from tests.web.office.cells.world import World

# Nothing of it hangs on the kind of database, and it asks thousands of times.
pytestmark = pytest.mark.sqlite

BROKEN = "tests.web.office.cells.broken_routes"
SAMPLE = 4000


@pytest.fixture(scope="module")
def here(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One world for all cells; it is gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield world.made()
        transaction.set_rollback(True)


def test_every_sampled_cell_is_answered_as_the_table_says(here: World) -> None:
    cells = asking.cells_of(routes_of(), here, seed="cells", n=SAMPLE)

    found = asking.ask(cells, here)

    assert found.wrong == []
    assert found.n >= SAMPLE
    assert min(found.answers[word] for word in ("let in", "refused", "not there", "sign in")) >= 200
    assert min(found.answers[word] for word in ("second factor", "prove it again")) >= 10


def test_what_the_table_does_not_decide_is_written_here() -> None:
    """A page that anybody may open is a decision: whoever makes one writes it down here."""
    found = asking.without_needs(routes_of())

    assert found == OPEN


def test_who_is_let_in_finds_a_page(here: World) -> None:
    """Behind its gate every page answers: shown, done, or told in words why not; never a fault."""
    wrong = []
    for cell in asking.let_in_once(routes_of(), here):
        with asking.in_phase(cell, here):
            answer = asking.answered(cell, here)
        if answer.status_code >= 500 or asking.word_of(answer) in ("no such method", "sign in"):
            wrong.append(f"{cell.told()}: {answer.status_code}")

    assert wrong == []


@pytest.mark.parametrize("pattern", ["instansi/", "hak/", "bebas/"])
def test_a_route_that_asks_too_little_is_found(pattern: str, here: World, settings: Any) -> None:
    settings.ROOT_URLCONF = BROKEN
    leaking = [one for one in routes_of() if one.pattern.endswith(f"bocor/{pattern}")]

    found = asking.ask(asking.cells_of(leaking, here, seed="broken", n=60), here, behind=nullcontext)

    assert [one for one in found.wrong if "came 299" in one or "came let in" in one or "came 200" in one]


def test_a_route_without_rule_is_found(settings: Any) -> None:
    settings.ROOT_URLCONF = BROKEN

    found = asking.without_needs(routes_of())

    assert {pattern: rule for pattern, rule in found.items() if pattern not in OPEN} == {
        "tanpa-aturan/": None
    }


def _without_phases(patch: pytest.MonkeyPatch) -> None:
    asked = Access.roles_for

    def any_phase(self: Access, thing: str, verb: str, *, roles: Any, phase: Any, facts: Any) -> Any:
        each = [asked(self, thing, verb, roles=roles, phase=one, facts=facts) for one in Phase]
        return frozenset().union(*each)

    patch.setattr(Access, "roles_for", any_phase)


def _with_every_fact(patch: pytest.MonkeyPatch) -> None:
    words = frozenset({"own", "assigned", "revealed", "handed_in", "announced", "finalist"})
    patch.setattr(facts, "facts_of", lambda *_, **__: words)


def _one_cell_widened(patch: pytest.MonkeyPatch) -> None:
    asked = Access.roles_for

    def widened(self: Access, thing: str, verb: str, *, roles: Any, phase: Any, facts: Any) -> Any:
        found = asked(self, thing, verb, roles=roles, phase=phase, facts=facts)
        return found | set(roles) if (thing, verb) == ("result", "list") else found

    patch.setattr(Access, "roles_for", widened)


def _without_second_factor(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(page, "WITH_SECOND_FACTOR", frozenset())


def _never_proved_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(page, "is_fresh", lambda _: True)


def _any_agency(patch: pytest.MonkeyPatch) -> None:
    class Any_(str):
        def __eq__(self, other: object) -> bool:
            return True

        def __ne__(self, other: object) -> bool:
            return False

        __hash__ = str.__hash__

    asked = page.visitor_of

    def of_any_agency(account: int) -> Any:
        found = asked(account)
        if found is not None:
            object.__setattr__(found, "agency", Any_(found.agency))
        return found

    patch.setattr(page, "visitor_of", of_any_agency)


@pytest.mark.parametrize(
    ("broken", "must"),
    [
        (_without_phases, "refused"),
        (_with_every_fact, "refused"),
        (_one_cell_widened, "refused"),
        (_without_second_factor, "second factor"),
        (_never_proved_again, "prove it again"),
        (_any_agency, "not there"),
    ],
)
def test_a_build_that_asks_too_little_is_found(
    broken: Callable[[pytest.MonkeyPatch], None], must: str, here: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [
        one for one in routes_of() if "hasil/" in one.pattern or "makalah/" in one.pattern or not one.parts
    ]
    everything = asking.cells_of(wanted, here, seed="broken", n=1000)
    cells = [one for one in everything if asking.expected(one, here) == must]
    broken(monkeypatch)

    found = asking.ask(cells, here, until_wrong=True)

    assert found.wrong


# The walls of the design, said once more by hand: whoever widens the table past one of them must say so here.
WALLS = {
    "SA": {"result", "people", "person", "records", "sheet", "feedback", "plenary", "placement", "decision"},
    "R3": {"result", "people", "person", "records", "sheet", "plenary", "placement", "decision", "panel"},
    "AS": {"result", "people", "records", "plenary", "placement", "proposal", "decision", "summary"},
    "PS": {"people", "sheet", "plenary", "placement", "proposal", "severity", "review", "ledger"},
}


def test_no_role_reaches_over_its_wall() -> None:
    every = [
        (role, thing, verb)
        for role, things in WALLS.items()
        for thing in things
        for verb in expecting.written().get(thing, {})
        for phase in expecting.PHASES
        if expecting.grants((thing, verb), {role}, phase, {"announced", "revealed", "finalist", "handed_in"})
    ]

    assert every == []


def test_nobody_is_shown_a_mark_before_the_close() -> None:
    facts_of_all = {"own", "assigned", "revealed", "handed_in", "finalist"}
    shown = [("result", "list"), ("sheet", "read_others"), ("severity", "read"), ("summary", "read")]

    granted = [
        (right, role, phase)
        for right in shown
        for role in expecting.written()[right[0]][right[1]]
        for phase in expecting.PHASES[:3]
        if expecting.grants(right, {role}, phase, facts_of_all)
    ]

    assert granted == []


AUDITING = {
    "act.export_everything",
    "act.export_without_names",
    "act.keep_tokens",
    "act.make_checkpoint",
    "bundle.R1",
    "bundle.R2",
    "device.own",
    "event.tokens",
    "retention.hold",
    "upload.read_paper",
    "upload.read_scan",
}


def test_the_auditor_only_reads() -> None:
    """Beside reading an auditor has an account, a key, tokens, takes a copy, and may halt destruction."""
    reading = {"list", "read", "person", "home", "deadlines", "watchers", "trail", "health", "read_others"}
    found = {
        f"{thing}.{verb}"
        for thing, verbs in expecting.written().items()
        for verb, told in verbs.items()
        if "AU" in told and verb not in reading
    }

    assert found == AUDITING


@pytest.fixture(autouse=True)
def unlimited() -> None:
    cache.clear()


OPEN = {
    **dict.fromkeys(
        (
            "akun/masuk/",
            "akun/masuk/kode/",
            "akun/masuk/kunci/",
            "akun/masuk/instansi/",  # there only where the installation names a provider
            "akun/masuk/instansi/kembali/",
            "akun/keluar/",
            "undangan/",
            "peragaan/",  # not there but in a practice office, to this machine alone
            "bahasa/",
            "gaya/<part:agency>.css",  # colours and crest of an agency: the page of sign-in wears them too
            "gaya/<part:agency>/lambang",
        ),
        Rule.SIGN_IN,
    ),
    **dict.fromkeys(
        (
            "akun/sandi/",
            "akun/pastikan/",
            "akun/pastikan/kode/",
            "akun/pastikan/kunci/",
            "akun/faktor-kedua/",
            "akun/faktor-kedua/aplikasi/",
            "akun/faktor-kedua/aplikasi/lepas/",
            "akun/faktor-kedua/kode-cadangan/",
            "akun/faktor-kedua/kode-cadangan/baru/",
            "akun/faktor-kedua/kunci/",
            "akun/faktor-kedua/kunci/<int:pk>/lepas/",
        ),
        Rule.OWN_ACCOUNT,
    ),
    "api/v1/openapi.json": Rule.SAYS_NOTHING,
    **dict.fromkeys(
        (
            "api/v1/events",
            "api/v1/events/<key>/participants",
            "api/v1/events/<key>/results",
            "api/v1/events/<key>/papers",
            "api/v1/events/<key>/papers/<file_name>",
            "api/v1/events/<key>/questions",
            "api/v1/events/<key>/questions/<number>/answer",
            "api/v1/events/<key>/bundle/whole",
            "api/v1/events/<key>/bundle/own",
            "api/v1/personnel/<number>",
            "api/v1/personnel/<number>/columns",
            "api/v1/events/<key>/letters",
            "api/v1/events/<key>/bundle",
            "api/v1/personnel",
        ),
        Rule.TOKEN,
    ),
    "api/tablet/v1/health": Rule.SAYS_NOTHING,
    "api/tablet/v1/<part:agency>/<part:event>/enrol": Rule.SIGNED,
    "api/tablet/v1/<part:agency>/<part:event>/batch": Rule.SIGNED,
    "api/tablet/v1/<part:agency>/<part:event>/receipts": Rule.KNOWN_ID,
    "api/tablet/v1/<part:agency>/<part:event>/checkpoint": Rule.PUBLIC_NOTE,
}
