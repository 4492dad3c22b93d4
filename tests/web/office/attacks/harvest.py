"""Every form that anybody is shown, as a browser would send it: found on the pages, never listed by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from random import Random

from selaras.core.lifecycle import Phase
from tests.web.office.cells import asking, pages, world
from tests.web.office.cells.asking import Cell
from tests.web.office.cells.pages import Field, Form
from tests.web.office.cells.routes import Route
from tests.web.office.cells.world import World

# Whoever sends this is nobody afterwards.
_LEAVING = ("/akun/keluar",)
_USUAL = {
    "date": "2024-02-05",
    "time": "09:00",
    "datetime-local": "2024-02-05T09:00",
    "number": "1",
    "email": "orang@contoh.example",
    "color": "#0f4c5c",
    "textarea": "Kata-kata yang cukup untuk sebuah alasan.",
    "text": "kata",
}
_CSRF = "csrfmiddlewaretoken"


@dataclass(frozen=True, slots=True)
class Sending:
    """One way to send one form: who sees it where, and what is sent when nothing is forged."""

    cell: Cell
    page: str
    action: str
    told: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        done = [value for name, value in self.told if dict(self.kinds).get(name) == "button"]
        return f"{self.cell.persona} {self.action} {' '.join(done)}".strip()

    def with_value(self, name: str, value: str) -> dict[str, list[str]]:
        """Return what is sent with another value in one field."""
        sent: dict[str, list[str]] = {}
        for field, usual in self.told:
            sent.setdefault(field, []).append(value if field == name else usual)
        return sent

    @property
    def sent(self) -> dict[str, list[str]]:
        return self.with_value("", "")

    @property
    def fields(self) -> list[str]:
        """Names of what a person or a forger may write into."""
        return list(dict.fromkeys(name for name, _ in self.told if name != _CSRF))


def cells(routes: Iterable[Route], here: World, *, early: bool = False) -> Iterator[Cell]:
    """Yield for each page the last phase in which it is shown; with ``early`` a drawn one besides."""
    for one in asking.let_in_once(routes, here):
        if one.method != "GET":
            continue
        yield one
        if early and one.route.is_of_an_event:
            shown = [other for other in every_cell([one.route], here) if other.phase != one.phase]
            if shown:
                yield Random(one.route.pattern).choice(shown)


def every_cell(routes: Iterable[Route], here: World) -> Iterator[Cell]:
    """Yield every cell in which somebody is shown a page: everybody in every phase of both events."""
    for route in routes:
        if "GET" not in route.methods:
            continue
        here.prove_again()
        for phase in Phase if route.is_of_an_event else [Phase.SCORING]:
            for event in (world.IMPORTED, world.SIGNED) if route.is_of_an_event else [world.SIGNED]:
                for persona in world.PERSONAS:
                    one = Cell(
                        route=route,
                        method="GET",
                        persona=persona,
                        phase=phase.value,
                        place="own",
                        event=event,
                        session="fresh",
                    )
                    if asking.expected(one, here) == "let in":
                        yield one


def sendings(found: Iterable[Cell], here: World) -> Iterator[Sending]:
    """Yield every way to send every form of these pages; the same form is sent once by each persona."""
    seen = set()
    for cell in found:
        with asking.in_phase(cell, here):
            answer = asking.answered(cell, here)
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        page = asking.address(cell, here)
        for form in pages.forms_in(answer.content.decode("utf-8", "replace")):
            if form.method != "post" or form.action.startswith(_LEAVING):
                continue
            for one in _ways(cell, page, form):
                key = (cell.persona, one.action, one.told if len(one.told) < 3 else tuple(one.kinds))
                if key not in seen:
                    seen.add(key)
                    yield one


def _ways(cell: Cell, page: str, form: Form) -> Iterator[Sending]:
    fields = [one for one in form.fields if one.kind not in ("button", "submit", "file")]
    told = _usual(fields)
    kinds = {one.name: one.kind for one in fields}
    for button in [one for one in form.fields if one.kind in ("button", "submit")] or [None]:
        pressed = ((button.name, button.value),) if button is not None else ()
        known = {**kinds, **({button.name: "button"} if button is not None else {})}
        yield Sending(cell, page, form.action or page, (*told, *pressed), tuple(known.items()))


def _usual(fields: Iterable[Field]) -> tuple[tuple[str, str], ...]:
    chosen: dict[str, str] = {}
    several = []
    for one in fields:
        if one.kind == "checkbox":
            several.append((one.name, one.value))
        elif one.kind == "select":
            chosen.setdefault(one.name, next((value for value in one.options if value), ""))
        else:
            chosen.setdefault(one.name, one.value or _USUAL.get(one.kind, ""))
    return (*chosen.items(), *several)
