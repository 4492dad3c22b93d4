"""The way in for tablets as OpenAPI 3.1; its bounds are those that the calls themselves hold to."""

from typing import Any

from selaras.core.evidence.packet import LARGEST_ENVELOPE
from selaras.core.reception.taking import LARGEST_NOTE, LARGEST_PAYLOAD
from selaras.web.tablet_api.reading import MOST_ERRORS, MOST_PACKETS
from selaras.web.tablet_api.routes import NamePart

_CODE: dict[str, Any] = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
_HEX_64: dict[str, Any] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_ULID: dict[str, Any] = {"type": "string", "pattern": "^[0-7][0-9A-HJKMNP-TV-Z]{25}$"}
_REFUSED: dict[str, Any] = {
    "type": "object",
    "required": ["code"],
    "properties": {
        "code": _CODE,
        "errors": {
            "type": "array",
            "maxItems": MOST_ERRORS,
            "items": {"type": "object", "required": ["code"], "properties": {"code": _CODE}},
        },
    },
}
_CHECKPOINT: dict[str, Any] = {
    "type": "object",
    "required": ["root", "size"],
    "properties": {"root": _HEX_64, "size": {"type": "integer", "minimum": 0}},
}
_RECEIPT: dict[str, Any] = {
    "type": "object",
    "required": ["id", "index", "leaf_hash"],
    "properties": {
        "id": _ULID,
        "index": {"type": "integer", "minimum": 0},
        "leaf_hash": _HEX_64,
        "checkpoint": {"anyOf": [_CHECKPOINT, {"type": "null"}]},
    },
}
_OUTCOME: dict[str, Any] = {
    "anyOf": [_RECEIPT, {"type": "object", "required": ["code"], "properties": {"code": _CODE}}]
}
_PACKET: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["envelope", "signature", "salt", "payload", "note_salt", "note"],
    "properties": {
        "envelope": {"type": "string", "maxLength": LARGEST_ENVELOPE, "description": "The signed bytes."},
        "signature": {"type": "string", "pattern": "^(?:[0-9a-f]{2}){0,1024}$"},
        "salt": _HEX_64,
        "payload": {"type": "string", "maxLength": LARGEST_PAYLOAD},
        "note_salt": _HEX_64,
        "note": {"type": "string", "maxLength": LARGEST_NOTE},
    },
}
_STATUSES = {
    400: "Not understood",
    404: "Not there",
    405: "Another method",
    411: "Without a length",
    413: "Too large",
    415: "Of another kind",
    503: "Later",
}


def described() -> dict[str, Any]:
    """Return the description of the five calls; ``docs/tablet-api.md`` says what it cannot."""
    place = "/api/tablet/v1/{agency}/{event}"
    results = _object({"results": {"type": "array", "maxItems": MOST_PACKETS, "items": _OUTCOME}})
    ids = {
        "name": "id",
        "in": "query",
        "required": True,
        "explode": True,
        "schema": {"type": "array", "minItems": 1, "maxItems": MOST_PACKETS, "items": _ULID},
    }
    receipts = _object({"receipts": {"type": "array", "items": _RECEIPT}})
    health = _answer("application/json", _object({"ready": {"type": "boolean"}}))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Selaras: tablets", "version": "1"},
        "paths": {
            "/api/tablet/v1/health": {
                "get": {"operationId": "health", "responses": {"200": health, "503": health}}
            },
            f"{place}/enrol": {"post": _call("enrol", results, packets=1)},
            f"{place}/batch": {"post": _call("batch", results, packets=MOST_PACKETS)},
            f"{place}/receipts": {"get": _call("receipts", receipts, query=[ids])},
            f"{place}/checkpoint": {
                "get": _call("checkpoint", {"type": "string"}, kind="text/plain; charset=utf-8")
            },
        },
    }


def _call(
    name: str,
    schema: dict[str, Any],
    *,
    kind: str = "application/json",
    packets: int = 0,
    query: list[dict[str, Any]] | None = None,
) -> dict[str, Any]:
    part = {"type": "string", "pattern": f"^{NamePart.regex}$"}
    parts = [{"name": one, "in": "path", "required": True, "schema": part} for one in ("agency", "event")]
    refused = {
        str(status): _answer("application/json", _REFUSED, words) for status, words in _STATUSES.items()
    }
    found: dict[str, Any] = {
        "operationId": name,
        "parameters": [*parts, *(query or [])],
        "responses": {"200": _answer(kind, schema), **refused},
    }
    if packets:
        several = {"type": "array", "minItems": 1, "maxItems": packets, "items": _PACKET}
        body = {**_object({"packets": several}), "additionalProperties": False}
        found["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return found


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "required": [*properties], "properties": properties}


def _answer(kind: str, schema: dict[str, Any], words: str = "OK") -> dict[str, Any]:
    return {"description": words, "content": {kind: {"schema": schema}}}
