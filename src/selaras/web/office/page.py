"""What every page begins with: who is signed in, which event, whether the table of permissions grants it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from selaras.actions.access import Actor, may, table
from selaras.actions.event_ref import EventRef
from selaras.actions.watching import note_reading
from selaras.core.errors import CoreError
from selaras.core.vocabulary import Role
from selaras.outside.clock import SystemClock
from selaras.queries.office.listing import ListedEvent, has_participant, listed_event, participant_code
from selaras.queries.office.visiting import Visitor, visitor_of
from selaras.web.access import Needs, View, allowed_by
from selaras.web.office import facts as known
from selaras.web.office.computing.once import StillComputing, patience_of, waits
from selaras.web.office.failures import failed, not_found, refused, still_computing
from selaras.web.office.freshness import is_fresh
from selaras.web.office.wording import say

P = ParamSpec("P")

# Who must hold a second factor: what they do decides careers.
WITH_SECOND_FACTOR = frozenset(
    {Role.SYSTEM_ADMIN, Role.SECRETARIAT, Role.CHAIR, Role.REVIEWER, Role.DECIDING_OFFICER}
)
SECOND_FACTOR_URL = "/akun/faktor-kedua/"
# What counts as one: a sheet of spare codes alone does not.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
FRESH_URL = "/akun/pastikan/"
# What a role that was lent for a quarter of an hour reaches as little as what asks for a fresh proof.
_NEVER_LENT = frozenset({"account", "agency", "device", "pending", "bundle", "retention"})
# Where somebody was going who must set up a second factor first.
GOING_TO = "going_to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request of somebody who may make it.

    roles : those that grant it, in the event of the page where there is one
    person : code of the participant that the page is about, from its address
    """

    request: HttpRequest
    visitor: Visitor
    event: ListedEvent | None
    roles: frozenset[Role]
    facts: frozenset[str]
    person: str | None = None

    @property
    def sees_people(self) -> bool:
        """Return whether this visitor may see who works in the whole agency."""
        return may(self.visitor.roles_in(None), "account", "list")

    @property
    def here(self) -> ListedEvent:
        """The event of the page; only for pages that have one."""
        if self.event is None:
            raise CoreError("event_unknown", agency=self.visitor.agency, key="")
        return self.event

    @property
    def ref(self) -> EventRef:
        return EventRef(agency=self.here.agency, key=self.here.key)

    @property
    def actor(self) -> Actor:
        """Who acts, as actions ask: by the sign-in name, with the roles held here."""
        event = self.event.key if self.event else None
        return Actor(name=self.visitor.sign_in_name, roles=self.visitor.roles_in(event))

    def may(self, thing: str, verb: str, *more: str) -> bool:
        """Return whether this visitor may also do something else here; ``more`` are facts that hold there."""
        event = self.event.key if self.event else None
        phase = self.event.phase if self.event else None
        return may(self.visitor.roles_in(event), thing, verb, phase=phase, facts=self.facts | frozenset(more))

    def render(
        self, template: str, told: Mapping[str, Any] | None = None, *, status: int = 200
    ) -> HttpResponse:
        """Return a page; the template finds ``visit`` besides what it is told."""
        return render(self.request, template, {"visit": self, **(told or {})}, status=status)


def page(
    thing: str, verb: str, *, post: tuple[str, str] | None = None, is_logged: bool = False
) -> Callable[[Callable[Concatenate[Visit, P], HttpResponse]], View]:
    """Make a view of a function that shows or does one thing.

    thing, verb : what GET asks of the table of permissions; ``post`` what POST does, where there is one
    is_logged : the page tells a named participant's data (address with ``person``); each reading is noted
    The address may name ``agency`` and ``event``, ``person`` (P-001) and ``examiner`` (PG-1).
    """
    rights = {"GET": (thing, verb)} | ({"POST": post} if post else {})

    def made(show: Callable[Concatenate[Visit, P], HttpResponse]) -> View:
        @allowed_by(Needs(rights))
        @wraps(show)
        def view(request: HttpRequest, *arguments: P.args, **named: P.kwargs) -> HttpResponse:
            method = "GET" if request.method == "HEAD" else str(request.method)
            if method not in rights:
                answer = refused(request, "method_not_allowed", status=405)
                answer["Allow"] = ", ".join(rights)
                return answer
            visit = _visit(request, rights[method], named)
            if isinstance(visit, HttpResponse):
                return visit
            if _has_nul(request):
                return refused(request, "request_wrong", status=400)
            agency_free = {name: value for name, value in named.items() if name not in ("agency", "event")}
            try:
                with waits(patience_of(method)):
                    answer = show(visit, *arguments, **agency_free)  # type: ignore[arg-type]
            except StillComputing:
                return still_computing(visit)
            except CoreError as wrong:
                return failed(request, wrong, visit=visit)
            if is_logged and visit.person and method == "GET" and answer.status_code == 200:
                _note(visit, thing)
            return answer

        return view

    return made


def _visit(request: HttpRequest, right: tuple[str, str], named: Mapping[str, Any]) -> Visit | HttpResponse:
    """Return the visit, or why there is none: sign in first, prove it again, not found, not permitted."""
    visitor = visitor_of(request.user.pk) if request.user.is_authenticated else None
    if visitor is None:
        return _to("/akun/masuk/", request)
    listed = None
    if "event" in named:
        # An event of another agency is told from one that does not exist by nobody.
        listed = listed_event(named["agency"], named["event"]) if named["agency"] == visitor.agency else None
        if listed is None:
            return not_found(request)
    elif "agency" in named and named["agency"] != visitor.agency:
        return not_found(request)
    roles = visitor.roles_in(listed.key if listed else None)
    if roles & WITH_SECOND_FACTOR and not is_mfa_enabled(request.user, SECOND_FACTORS):
        request.session[GOING_TO] = request.get_full_path() if request.method == "GET" else "/"
        return HttpResponseRedirect(SECOND_FACTOR_URL)
    person, examiner = named.get("person"), named.get("examiner")
    if listed and person and not has_participant(listed.agency, listed.key, person):
        return not_found(request)
    found = known.facts_of(visitor, listed, person=person, examiner=examiner)
    granting = table().roles_for(*right, roles=roles, phase=listed.phase if listed else None, facts=found)
    if right[0] in _NEVER_LENT or table().rights_to(*right).is_fresh:
        granting -= visitor.lent_in(listed.key if listed else None)
    if not granting and not table().is_for_everybody(*right):
        return refused(request, "not_permitted", status=403)
    if table().rights_to(*right).is_fresh and not is_fresh(request):
        if request.method != "GET":
            _say_that_nothing_was_done(request)
        return _to(FRESH_URL, request)
    return Visit(request=request, visitor=visitor, event=listed, roles=granting, facts=found, person=person)


def _has_nul(request: HttpRequest) -> bool:
    """Return whether something typed holds the sign that no database of ours takes alike."""
    sent = (*request.GET.lists(), *request.POST.lists())
    return any("\0" in str(value) for name, values in sent for value in (name, *values))


def _say_that_nothing_was_done(request: HttpRequest) -> None:
    told = say(
        "Langkah tadi belum dijalankan. Sesudah ini halamannya kembali: periksa, lalu tekan sekali lagi.",
        "Nothing was done yet. After this you come back to the page: look, and press once more.",
    )
    messages.info(request, told)


def _to(path: str, request: HttpRequest) -> HttpResponse:
    # What was posted is not repeated: the person comes back to the page and looks again.
    back = request.get_full_path() if request.method == "GET" else request.headers.get("referer", "/")
    local = "/" + back.split("://", 1)[-1].split("/", 1)[-1] if "://" in back else back
    return HttpResponseRedirect(f"{path}?{urlencode({'next': local})}")


def _note(visit: Visit, thing: str) -> None:
    own = participant_code(visit.visitor.account, visit.here.agency, visit.here.key)
    if visit.person and visit.person != own:
        role = min(visit.roles, key=lambda one: one.value)
        note_reading(
            visit.ref,
            visit.person,
            account=visit.visitor.account,
            role=role,
            thing=thing,
            clock=SystemClock(),
        )
