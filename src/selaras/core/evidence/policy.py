"""Whom to believe about a ledger: the log's keys, who watches it, and how many of them must have signed.

A policy that left the building before the event makes what comes later checkable. Form and reason codes:
``docs/evidence-format.md``, section 9.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from selaras.core.codec import Json
from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import KeyKind, VerifierKey, verifier_key
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.writing import log_name

FORMAT = "selaras-policy"
VERSION = 1
MOST_KEYS = 64
LONGEST_WHO = 200

_FIELDS = frozenset({"format", "log", "log_keys", "quorum", "signed_marks", "version", "witnesses"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who watches a log: the key, and who holds it in words."""

    key: VerifierKey
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """quorum : how many different witnesses must have cosigned the last checkpoint

    log_keys : empty only for an imported event, which has no checkpoints
    """

    log: str
    log_keys: tuple[VerifierKey, ...]
    witnesses: tuple[Witness, ...]
    quorum: int
    signed_marks: bool

    def __post_init__(self) -> None:
        _check(self)


def policy_bytes(policy: Policy) -> bytes:
    """Return the one byte form of a policy."""
    told: Json = {
        "format": FORMAT,
        "log": policy.log,
        "log_keys": [key.text for key in policy.log_keys],
        "quorum": policy.quorum,
        "signed_marks": policy.signed_marks,
        "version": VERSION,
        "witnesses": [{"key": one.key.text, "who": one.who} for one in policy.witnesses],
    }
    return canonical(told)


def policy_of(data: bytes) -> Policy:
    """Return what a policy says; its form is ``policy_wrong``, a key in it ``key_wrong``."""
    try:
        told = read_exact(data)
    except CoreError as wrong:
        raise CoreError("policy_wrong", part="json") from wrong
    _check_form(told)
    policy = Policy(
        log=told["log"],
        log_keys=tuple(verifier_key(text) for text in told["log_keys"]),
        witnesses=tuple(Witness(key=verifier_key(one["key"]), who=one["who"]) for one in told["witnesses"]),
        quorum=told["quorum"],
        signed_marks=told["signed_marks"],
    )
    if policy_bytes(policy) != data:
        raise CoreError("policy_wrong", part="bytes")
    return policy


def _check_form(told: Json) -> None:
    if not isinstance(told, dict) or set(told) != _FIELDS:
        raise CoreError("policy_wrong", part="fields")
    if (told["format"], told["version"]) != (FORMAT, VERSION) or type(told["version"]) is not int:
        raise CoreError("policy_wrong", part="format")
    kinds = {"log": str, "log_keys": list, "quorum": int, "signed_marks": bool, "witnesses": list}
    for name, kind in kinds.items():
        if type(told[name]) is not kind:
            raise CoreError("policy_wrong", part=name)
    if not all(isinstance(one, str) for one in told["log_keys"]):
        raise CoreError("policy_wrong", part="log_keys")
    for one in told["witnesses"]:
        is_whole = isinstance(one, dict) and set(one) == {"key", "who"}
        if not is_whole or not all(isinstance(text, str) for text in one.values()):
            raise CoreError("policy_wrong", part="witnesses")


def _check(policy: Policy) -> None:
    _check_log(policy.log)
    witness_keys = [one.key for one in policy.witnesses]
    if any((key.kind, key.name) != (KeyKind.LOG, policy.log) for key in policy.log_keys):
        raise CoreError("policy_wrong", part="log_keys")
    if any(key.kind is not KeyKind.COSIGNER for key in witness_keys):
        raise CoreError("policy_wrong", part="witnesses")
    if any(not 0 < len(one.who) <= LONGEST_WHO for one in policy.witnesses):
        raise CoreError("policy_wrong", part="witnesses")
    if len(policy.log_keys) > MOST_KEYS or len(witness_keys) > MOST_KEYS:
        raise CoreError("policy_wrong", part="keys", most=MOST_KEYS)
    # One key under two names would be two witnesses of a quorum; the log's own would watch itself.
    _check_once([key.public_key for key in (*policy.log_keys, *witness_keys)])
    _check_once([key.name for key in witness_keys])
    if not 0 <= policy.quorum <= len(witness_keys):
        raise CoreError("policy_wrong", part="quorum", most=len(witness_keys), got=policy.quorum)
    if not policy.log_keys and (policy.signed_marks or witness_keys):
        raise CoreError("policy_wrong", part="log_keys")


def _check_log(log: str) -> None:
    parts = log.split("/")
    try:
        is_log = len(parts) == 3 and log == log_name(agency=parts[1], event=parts[2])
    except CoreError as wrong:
        raise CoreError("policy_wrong", part="log") from wrong
    if not is_log:
        raise CoreError("policy_wrong", part="log")


def _check_once(told: Sequence[object]) -> None:
    if len(set(told)) != len(told):
        raise CoreError("policy_wrong", part="keys")
