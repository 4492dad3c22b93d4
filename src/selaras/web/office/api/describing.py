"""The description of every call, made from the calls themselves and no second time by hand."""

from functools import cache
from typing import Any

from selaras.web.answers import PROBLEM

# A call is there once its room is loaded.
from selaras.web.office.api import calls as calls
from selaras.web.office.api import personnel as personnel
from selaras.web.office.api import proofs as proofs
from selaras.web.office.api import reviewing as reviewing
from selaras.web.office.api.asking import api

_TAG = {"ETag": {"description": "Digest of the answer's bytes.", "schema": {"type": "string"}}}
_OF_PARTS = {
    "X-Total-Count": {"description": "How long the whole list is.", "schema": {"type": "string"}},
    "Link": {"description": "Where the list goes on (rel=next).", "schema": {"type": "string"}},
}
_HELD = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "description": "Tags of what the caller holds; 304 where nothing changed.",
    "schema": {"type": "string"},
}


@cache
def described() -> dict[str, Any]:
    """Return the description as OpenAPI 3.1."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/api/v1/"))
    for call in told["paths"].values():
        for method, one in call.items():
            one["operationId"] = one["operationId"].rsplit("_api_", 1)[1]
            one["responses"] = {str(status): answer for status, answer in one["responses"].items()}
            _refusals(one["responses"])
            _files(one["responses"])
            if method == "get":
                one["parameters"].append(_HELD)
                is_in_parts = any(each["name"] == "limit" for each in one["parameters"])
                one["responses"]["200"]["headers"] = _TAG | (_OF_PARTS if is_in_parts else {})
    return told


def _refusals(responses: dict[str, Any]) -> None:
    for status, answer in responses.items():
        if status >= "400":
            answer["content"] = {PROBLEM: answer["content"]["application/json"]}


def _files(responses: dict[str, Any]) -> None:
    """Say of a file that it is one: the library calls every answer JSON besides."""
    for answer in responses.values():
        kinds = answer.get("content", {})
        if len(kinds) > 1:
            del kinds["application/json"]
