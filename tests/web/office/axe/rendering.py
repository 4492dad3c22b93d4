"""Pages as somebody meets them: full, with little to show yet, and told that something is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client

from selaras.core.lifecycle import Phase
from selaras.records import models as rows
from selaras.web.access import Rule
from selaras.web.office.language import COOKIE
from tests.web.office import offices
from tests.web.office.cells import asking, world
from tests.web.office.cells.asking import Cell
from tests.web.office.cells.routes import Route
from tests.web.office.cells.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One page: who saw it in which state, its address, and what the server sent."""

    told: str
    state: str
    status: int
    path: str
    html: bytes
    headers: dict[str, str]


def rendered(routes: Iterable[Route], here: World, *, language: str = "id") -> Iterator[Rendered]:
    """Yield every page that is HTML: as late as it can be, as early as it can be, and refused."""
    for browser in here.browsers.values():
        browser.cookies[COOKIE] = language
    for cell in asking.let_in_once(routes, here):
        if cell.method == "POST":
            yield from _of(cell, here, "error")
            continue
        yield from _of(cell, here, "normal")
        early = _earliest(cell, here)
        if early != cell:
            yield from _of(early, here, "empty")
    yield from _of_accounts(routes, here, language)


def _earliest(cell: Cell, here: World) -> Cell:
    for phase in Phase:
        for persona in (cell.persona, *world.PERSONAS):
            one = replace(cell, phase=phase.value, event=world.SIGNED, persona=persona)
            if asking.expected(one, here) == "let in":
                return one
    return cell


def _of(cell: Cell, here: World, state: str) -> Iterator[Rendered]:
    with asking.in_phase(cell, here):
        answer = asking.answered(cell, here)
        yield from _page(answer, f"{state}: {cell.told()}", state, asking.address(cell, here))


def _of_accounts(routes: Iterable[Route], here: World, language: str) -> Iterator[Rendered]:
    # A test's account has no password; what one sees who changes it is a page as well.
    rows.Account.objects.filter(sign_in_name="sk-kegiatan-fresh").update(
        password=make_password("contoh saja")
    )
    signed_in = offices.signed_in(rows.Account.objects.get(sign_in_name="sk-kegiatan-fresh"))
    signed_in.raise_request_exception = False
    nobody = Client(raise_request_exception=False)
    for browser in (signed_in, nobody):
        browser.cookies[COOKIE] = language
    for route in routes:
        if route.rule in (Rule.SIGN_IN, Rule.OWN_ACCOUNT):
            browser = nobody if route.rule is Rule.SIGN_IN else signed_in
            for method, state in (("GET", "normal"), ("POST", "error")):
                answer: Any = browser.generic(method, route.path({"agency": here.agency}))
                yield from _page(answer, f"{state}: {method} {route.pattern}", state, route.path({}))
    for path in ("/tidak-ada/", f"/k/{here.agency}/{world.STRANGE}/"):
        yield from _page(signed_in.get(path), f"error: {path}", "error", path)


def _page(answer: Any, told: str, state: str, path: str) -> Iterator[Rendered]:
    # Parts of a page, which script puts into one that is there, are looked at within it.
    if answer.get("Content-Type", "").startswith("text/html") and b"<html" in answer.content:
        headers = {name: value for name, value in answer.items() if name != "Content-Length"}
        told = f"{told} ({answer.status_code})"
        yield Rendered(
            told=told, state=state, status=answer.status_code, path=path, html=answer.content, headers=headers
        )
