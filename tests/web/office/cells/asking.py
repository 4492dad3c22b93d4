"""One cell: who asks what, of which event in which phase, by which method; what must come and what came.

Cells are drawn from the routes themselves, so that a page is asked about as soon as it has an address.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction
from django.http import HttpResponse

from selaras.actions.event_ref import EventRef
from selaras.core.lifecycle import Phase
from selaras.web.access import Needs, Rule
from selaras.web.office import page
from tests.web.office import offices
from tests.web.office.cells import expecting, world
from tests.web.office.cells.routes import Route
from tests.web.office.cells.world import World

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
PLACES = ("own", "other", "agency")
LET_IN = 299


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """place : "own"; "other": another person, examiner or event; "agency": an event of another agency."""

    route: Route
    method: str
    persona: str
    phase: str
    place: str
    event: str
    session: str

    @property
    def is_about_people(self) -> bool:
        return bool({"person", "examiner"} & set(self.route.parts))

    @property
    def key(self) -> str:
        """The event that the address names."""
        if self.place == "other" and self.route.is_of_an_event and not self.is_about_people:
            return world.STRANGE
        return self.event

    def told(self) -> str:
        """Return the cell in one line, for whoever must mend it."""
        who = f"{self.persona} ({self.session})"
        return f"{self.method} {self.route.pattern} as {who} in {self.phase} of {self.place} {self.key}"


@dataclass(slots=True)
class Found:
    """What came of many cells; ``wrong`` names each cell that was answered otherwise than it must."""

    n: int = 0
    wrong: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)


def cells_of(routes: Sequence[Route], here: World, *, seed: str, n: int) -> tuple[Cell, ...]:
    """Return at least ``n`` cells: every route by every method, by its own ones as everybody; the rest drawn.

    Half of the rest is drawn until it must be let in: most of all cells are refused for a plain reason.
    """
    chance = Random(seed)
    needing = [one for one in routes if isinstance(one.rule, Needs)]
    chosen: dict[Cell, None] = {}
    for route in needing:
        for method in METHODS:
            everybody = world.PERSONAS if method in route.methods else [chance.choice(world.PERSONAS)]
            for persona in everybody:
                chosen[_drawn(route, method, persona, chance)] = None
    while len(chosen) < n:
        route = chance.choice(needing)
        for _ in range(chance.choice((1, 12))):
            cell = _drawn(route, chance.choice(route.methods), chance.choice(world.PERSONAS), chance)
            if expected(cell, here) == "let in":
                break
        chosen[cell] = None
    return tuple(chosen)


def _drawn(route: Route, method: str, persona: str, chance: Random) -> Cell:
    session = chance.choices(world.SESSIONS, weights=(6, 4, 1))[0]
    return Cell(
        route=route,
        method=method,
        persona=persona,
        phase=chance.choice(tuple(Phase)).value,
        place=chance.choices(PLACES, weights=(5, 3, 2))[0],
        event=chance.choice((world.IMPORTED, world.SIGNED)),
        session="fresh" if persona == "PS" else session,
    )


def let_in_once(routes: Iterable[Route], here: World) -> Iterator[Cell]:
    """Return for each route and method one cell in which somebody is let in: there is one for each."""
    for n, route in enumerate(routes):
        if n % 25 == 0:
            here.prove_again()
        for method in route.methods:
            cells = (
                Cell(
                    route=route,
                    method=method,
                    persona=persona,
                    phase=phase.value,
                    place="own",
                    event=event,
                    session="fresh",
                )
                for phase in reversed(Phase)
                for event in (world.IMPORTED, world.SIGNED)
                for persona in world.PERSONAS
            )
            found = next((one for one in cells if expected(one, here) == "let in"), None)
            assert found is not None, f"nobody may {method} {route.pattern}"
            yield found


@contextmanager
def in_phase(cell: Cell, here: World) -> Iterator[None]:
    """Put the events into the phase of a cell; whatever is done meanwhile is undone."""
    with transaction.atomic():
        for key in (world.IMPORTED, world.SIGNED):
            offices.put_into(EventRef(agency=here.agency, key=key), Phase(cell.phase))
        yield
        transaction.set_rollback(True)


def expected(cell: Cell, here: World) -> str:
    """Return what must come of a cell, in one word."""
    route = cell.route
    assert isinstance(route.rule, Needs)
    method = "GET" if cell.method == "HEAD" else cell.method
    right = route.rule.rights.get(method)
    if right is None:
        return "no such method"
    if cell.persona == world.ANONYMOUS:
        return "sign in"
    if cell.place == "agency" and "agency" in route.parts:
        return "not there"
    roles = {cell.persona} - {world.NOBODY}
    if route.is_of_an_event and cell.key == world.STRANGE:
        roles = set()
    if not route.is_of_an_event and cell.place == "other":
        roles = set()  # the role is held in two events, and the page is of the whole house
    if roles & world.WITH_SECOND_FACTOR and cell.session == "factorless":
        return "second factor"
    known = world.facts(
        cell.persona if roles else world.NOBODY,
        cell.key,
        cell.phase,
        person=_whose(cell, "person"),
        examiner=_whose(cell, "examiner"),
    )
    phase = cell.phase if route.is_of_an_event else None
    if not expecting.grants(right, roles, phase, known if route.is_of_an_event else ()):
        return "refused"
    if expecting.is_fresh_only(right) and cell.session == "stale":
        return "prove it again"
    return "let in"


def _whose(cell: Cell, part: str) -> str | None:
    if part not in cell.route.parts:
        return None
    return "other" if cell.place == "other" else "own"


def address(cell: Cell, here: World) -> str:
    own_code = here.examiner.get(cell.persona, here.other_examiner)
    is_other = cell.place == "other"
    return cell.route.path(
        {
            "agency": here.other if cell.place == "agency" else here.agency,
            "event": cell.key,
            "person": world.OTHER_PERSON if is_other else world.OWN_PERSON,
            "examiner": here.other_examiner if is_other else own_code,
        }
    )


def answered(cell: Cell, here: World) -> HttpResponse:
    is_of_events = cell.route.is_of_an_event or cell.place == "other"
    browser = here.browser(cell.persona, is_of_events=is_of_events, session=cell.session)
    answer: Any = browser.generic(cell.method, address(cell, here))
    return answer  # type: ignore[no-any-return]


def word_of(answer: HttpResponse) -> str:
    """Return in one word what came."""
    where = answer.get("Location", "")
    told = {
        LET_IN: "let in",
        403: "refused",
        404: "not there",
        405: "no such method",
    }
    if answer.status_code != 302:
        return told.get(answer.status_code, str(answer.status_code))
    for start, word in (
        ("/akun/masuk/?next=", "sign in"),
        (page.SECOND_FACTOR_URL, "second factor"),
        (page.FRESH_URL, "prove it again"),
    ):
        if where.startswith(start):
            return word
    return f"302 to {where}"


@contextmanager
def gates_alone() -> Iterator[None]:
    """Let every page stop behind its gate: what would be shown or done is another test's."""
    asked = page._visit

    def at_the_gate(*told: Any) -> HttpResponse:
        found = asked(*told)
        return found if isinstance(found, HttpResponse) else HttpResponse(status=LET_IN)

    with patch.object(page, "_visit", at_the_gate):
        yield


def ask(
    cells: Iterable[Cell],
    here: World,
    *,
    behind: Callable[[], AbstractContextManager[None]] = gates_alone,
    until_wrong: bool = False,
) -> Found:
    """Ask every cell, one phase after the other; ``until_wrong`` stops at the first wrong answer."""
    found = Found()
    by_phase: dict[str, list[Cell]] = {}
    for one in cells:
        by_phase.setdefault(one.phase, []).append(one)
    refs = [EventRef(agency=here.agency, key=key) for key in (world.IMPORTED, world.SIGNED, world.STRANGE)]
    with behind():
        for phase, those in by_phase.items():
            for ref in refs:
                offices.put_into(ref, Phase(phase))
            for n, one in enumerate(those):
                if n % 1000 == 0:
                    here.prove_again()
                _note(found, one, expected(one, here), word_of(answered(one, here)))
                if until_wrong and found.wrong:
                    return found
    return found


def _note(found: Found, cell: Cell, must: str, came: str) -> None:
    found.n += 1
    found.answers[must] += 1
    if came != must:
        found.wrong.append(f"{cell.told()}: must be {must}, came {came}")


def without_needs(routes: Iterable[Route]) -> dict[str, Rule | None]:
    """Return the rule of every route that the table of permissions does not decide."""
    return {one.pattern: one.rule for one in routes if not isinstance(one.rule, Needs)}
