"""Answers as bytes: JSON with stable codes, never a sentence, a trace or a person's data."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse

from selaras.core.codec import Json
from selaras.core.errors import CoreError, SeveralErrors
from selaras.core.evidence.exact_json import read_exact, written

# What a refusal may say besides its code: places and sizes, nothing that could name a person.
_SHOWN = ("packet", "field", "index", "id", "device", "dseq", "expected", "most", "size", "setting")

# What an operator or time mends; the sender keeps the packets and asks again.
_TRY_LATER = frozenset(
    {
        "another_server_runs",
        "database_in_use",
        "database_not_writable",
        "disk_error",
        "disk_full",
        "not_ready",
        "storage_busy",
        "storage_full",
        "writer_stopped",
    }
)
_STATUS = {
    "event_unknown": 404,
    "no_checkpoint": 404,
    "path_unknown": 404,
    "method_not_allowed": 405,
    "length_missing": 411,
    "body_too_large": 413,
    "content_type_wrong": 415,
    "access_denied": 403,
    "server_failed": 500,
}
WAIT_SECONDS = 5
PROBLEM = "application/problem+json"


def json_answer(value: Json, *, status: int = 200) -> HttpResponse:
    return HttpResponse(written(value), status=status, content_type="application/json")


def refusal(wrong: CoreError) -> HttpResponse:
    """Return a refusal: its code, and what may be shown of where it lies."""
    if isinstance(wrong, SeveralErrors):
        told: Json = {"code": "body_wrong", "errors": [shown(one) for one in _leaves(wrong)]}
        return json_answer(told, status=400)
    status = 503 if wrong.code in _TRY_LATER else _STATUS.get(wrong.code, 400)
    answer = json_answer(shown(wrong), status=status)
    if status == 503:
        answer["Retry-After"] = str(WAIT_SECONDS)
    if status == 405:
        answer["Allow"] = str(wrong.facts["expected"])
    return answer


def as_problem(answer: HttpResponse) -> HttpResponse:
    """Return a refusal as RFC 9457 writes one; its stable code stays what programs look at."""
    is_written = answer["Content-Type"].startswith("application/json")
    told = read_exact(answer.content) if is_written else {"code": "method_not_allowed"}
    if not isinstance(told, dict) or "code" not in told:
        return answer
    code, status = str(told["code"]), answer.status_code
    problem: Json = {
        "type": f"urn:selaras:problem:{code}",
        "title": answer.reason_phrase,
        "status": status,
        **told,
    }
    made = HttpResponse(written(problem), status=status, content_type=PROBLEM)
    for name, value in answer.items():
        if name not in ("Content-Type", "Content-Length"):
            made[name] = value
    return made


def shown(wrong: CoreError) -> dict[str, Json]:
    """Return code and facts of a refusal as they may leave the house."""
    facts = {name: wrong.facts[name] for name in _SHOWN if name in wrong.facts}
    kept = {name: value for name, value in facts.items() if type(value) in (int, str)}
    return {"code": wrong.code, **kept}


def _leaves(wrong: CoreError) -> Iterator[CoreError]:
    if isinstance(wrong, SeveralErrors):
        for one in wrong.errors:
            yield from _leaves(one)
    else:
        yield wrong


# Django calls these by their names in the table of routes.
def path_unknown(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(CoreError("path_unknown"))


def request_wrong(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(CoreError("request_wrong"))


def access_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refusal(CoreError("access_denied"))


def server_failed(request: HttpRequest) -> HttpResponse:
    return refusal(CoreError("server_failed"))
