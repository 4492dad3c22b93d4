"""Who calls with which token, and whether it and the table of permissions grant the call.

A token acts with the roles of its account, cut by its scopes and, where it has one, to its event. What needs
a fresh proof or two people no token may do; the one exception says in its place why it is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from selaras.actions.access import table
from selaras.actions.office.tokens import digest_of_token, note_use
from selaras.core.errors import CoreError
from selaras.outside.clock import SystemClock
from selaras.queries.office.desk.tokens import Token, token_with
from selaras.queries.office.listing import ListedEvent, listed_event
from selaras.queries.office.visiting import Visitor, visitor_of
from selaras.web.answers import json_answer, refusal
from selaras.web.office import facts as known
from selaras.web.office.api.shapes import Problem
from selaras.web.office.page import Visit

T = TypeVar("T")

_LIMIT = {"api": "600/m/key"}
_WAIT_SECONDS = "60"
# What a call may rest on. Who marks, and who is proposed, is shown to people on pages made for them.
_FACTS = frozenset({"revealed", "own", "announced"})
# The call was understood, and its words are not such as can be kept.
_WORDS = frozenset({"words_wanted", "table_without_mapping"})
REFUSALS: Any = dict.fromkeys((400, 401, 403, 404, 409, 413, 422, 429, 503), Problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whose token a call carries, and what it may be used for."""

    visitor: Visitor
    token: Token


class Bearer(HttpBearer):
    """The way in of every call."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        digest = digest_of_token(token)
        clock = SystemClock()
        found = token_with(digest)
        visitor = visitor_of(found.account) if found and found.works(clock.now()) else None
        if found is None or visitor is None:
            # Not counted: tokens cannot be guessed, and counting invented ones would push out other counts.
            return None
        if not consume(request, app="selaras", action="api", config=_LIMIT, key=digest, limit_get=True):
            raise HttpError(429, "too_many_calls")
        note_use(found.number, clock=clock)
        # What was lent for desk work reaches no bundle, and no machine.
        return Caller(visitor=visitor.alone(), token=found)


api = NinjaAPI(
    title="Selaras",
    version="1",
    description="Events, people, results, papers, questions and bundles of one office, for other systems.",
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api_v1",
    auth=Bearer(),
)


def caller_of(request: HttpRequest, scope: str) -> Caller:
    """Return who calls; a token without the scope is refused."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    if scope not in caller.token.scopes:
        raise CoreError("access_denied")
    return caller


def visit_of(
    request: HttpRequest,
    scope: str,
    right: tuple[str, str],
    key: str | None,
    *,
    two_agreed: bool = False,
) -> Visit:
    """Return the visit of a call that its token and the table both grant.

    two_agreed : two people proved themselves for this very thing; whoever calls asks whether they did
    """
    caller = caller_of(request, scope)
    listed = _event_of(caller, key)
    roles = caller.visitor.roles_in(key)
    facts = known.facts_of(caller.visitor, listed, person=None, examiner=None) & _FACTS
    rights = table().rights_to(*right)
    phase = listed.phase if listed else None
    granting = table().roles_for(*right, roles=roles, phase=phase, facts=facts)
    if not granting or ((rights.is_fresh or rights.is_of_two) and not two_agreed):
        raise CoreError("access_denied")
    return Visit(request=request, visitor=caller.visitor, event=listed, roles=granting, facts=facts)


def _event_of(caller: Caller, key: str | None) -> ListedEvent | None:
    limited_to = caller.token.event
    if key is None:
        if limited_to is not None:
            raise CoreError("access_denied")
        return None
    # Of an event that this token does not reach nothing is told, not even that there is one.
    is_reached = limited_to in (None, key)
    listed = listed_event(caller.visitor.agency, key) if is_reached else None
    if listed is None:
        raise CoreError("event_unknown", agency=caller.visitor.agency, key=key[:64])
    return listed


def part(told: Sequence[T], request: HttpRequest, answer: HttpResponse, limit: int, offset: int) -> list[T]:
    """Return a part of a list, and say in the answer's head how long it is and where it goes on."""
    answer["X-Total-Count"] = str(len(told))
    if offset + limit < len(told):
        asked = {**request.GET.dict(), "limit": str(limit), "offset": str(offset + limit)}
        answer["Link"] = f'<{request.path}?{urlencode(asked)}>; rel="next"'
    return list(told[offset : offset + limit])


@api.exception_handler(CoreError)
def _refused(request: HttpRequest, wrong: CoreError) -> HttpResponse:
    if wrong.code in _WORDS:
        return json_answer({"code": wrong.code}, status=422)
    answer = refusal(wrong)
    if answer.status_code == 400:
        # The call was understood; the event is not so far, or not any more.
        return json_answer({"code": wrong.code}, status=409)
    return answer


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, wrong: AuthenticationError) -> HttpResponse:
    answer = json_answer({"code": "token_wrong"}, status=401)
    answer["WWW-Authenticate"] = "Bearer"
    return answer


@api.exception_handler(ValidationError)
def _not_understood(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    places = [".".join(map(str, one["loc"]))[:80] for one in wrong.errors if "loc" in one]
    told = {"code": "request_wrong", "field": places[0]} if places else {"code": "request_wrong"}
    return json_answer(told, status=422)


@api.exception_handler(HttpError)
def _told(request: HttpRequest, wrong: HttpError) -> HttpResponse:
    if wrong.status_code != 429:
        return json_answer({"code": "request_wrong"}, status=wrong.status_code)
    answer = json_answer({"code": "too_many_calls"}, status=429)
    answer["Retry-After"] = _WAIT_SECONDS
    return answer
