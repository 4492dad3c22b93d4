"""A policy has one form, and none that lets somebody be a witness of himself."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import KeyKind, VerifierKey
from selaras.core.evidence.exact_json import canonical
from selaras.core.evidence.policy import Policy, Witness, policy_bytes, policy_of
from tests.core.evidence.building import LOG
from tests.core.evidence.signing import LogKeyOf


def log_key(word: str = "log", name: str = LOG) -> VerifierKey:
    return VerifierKey(name=name, kind=KeyKind.LOG, public_key=LogKeyOf(word).public_key)


def witness(word: str, name: str | None = None) -> Witness:
    key = VerifierKey(name=name or word, kind=KeyKind.COSIGNER, public_key=LogKeyOf(word).public_key)
    return Witness(key=key, who=f"pemegang {word}")


POLICY = Policy(
    log=LOG,
    log_keys=(log_key(),),
    witnesses=(witness("ketua"), witness("inspektorat")),
    quorum=2,
    signed_marks=True,
)


def refusal_of(data: bytes) -> str:
    try:
        policy_of(data)
    except CoreError as refused:
        return refused.code
    return "holds"


def changed(**changes: Any) -> bytes:
    return canonical({**json.loads(policy_bytes(POLICY)), **changes})


def test_a_policy_comes_back_as_it_was_written() -> None:
    assert policy_of(policy_bytes(POLICY)) == POLICY
    imported = Policy(log=LOG, log_keys=(), witnesses=(), quorum=0, signed_marks=False)
    assert policy_of(policy_bytes(imported)) == imported


KETUA = {"key": witness("ketua").key.text, "who": "Ketua"}
WRONG: dict[str, Callable[[], bytes]] = {
    "no json": lambda: b"policy",
    "no object": lambda: b"[]",
    "not canonical": lambda: policy_bytes(POLICY) + b"\n",
    "blanks": lambda: json.dumps(json.loads(policy_bytes(POLICY)), sort_keys=True).encode(),
    "a field too many": lambda: changed(more=1),
    "another format": lambda: changed(format="policy"),
    "another version": lambda: changed(version=2),
    "a version that is true": lambda: changed(version=True),
    "quorum no integer": lambda: changed(quorum=True),
    "quorum below zero": lambda: changed(quorum=-1),
    "quorum of more than there are": lambda: changed(quorum=3),
    "signed_marks a number": lambda: changed(signed_marks=1),
    "log no name": lambda: changed(log="selaras/bengkulu"),
    "log of another tree": lambda: changed(log="other/bengkulu/job-fit-2024"),
    "log a number": lambda: changed(log=1),
    "a log key of another name": lambda: changed(log_keys=[log_key(name="selaras/a/b").text]),
    "a cosigner's key as the log's": lambda: changed(log_keys=[witness("x", LOG).key.text]),
    "the log's key as a witness": lambda: changed(witnesses=[{"key": log_key().text, "who": "a"}], quorum=1),
    "another log's key as a witness": lambda: changed(
        witnesses=[{"key": log_key("other", "ketua").text, "who": "a"}], quorum=1
    ),
    "the log's own key under another kind": lambda: changed(
        witnesses=[{"key": witness("log", "ketua").key.text, "who": "a"}], quorum=1
    ),
    "one key as two witnesses": lambda: changed(
        witnesses=[KETUA, {"key": witness("ketua", "wakil").key.text, "who": "b"}]
    ),
    "one name for two witnesses": lambda: changed(
        witnesses=[KETUA, {"key": witness("inspektorat", "ketua").key.text, "who": "b"}]
    ),
    "a witness without a holder": lambda: changed(witnesses=[{**KETUA, "who": ""}], quorum=1),
    "a witness with a third field": lambda: changed(witnesses=[{**KETUA, "more": ""}], quorum=1),
    "a witness that is a text": lambda: changed(witnesses=[KETUA["key"]], quorum=1),
    "a log key that is a number": lambda: changed(log_keys=[1]),
    "signed marks without a log key": lambda: changed(log_keys=[], witnesses=[], quorum=0),
    "a witness without a log key": lambda: changed(log_keys=[], signed_marks=False),
}


@pytest.mark.parametrize("name", WRONG)
def test_whatever_is_not_a_policy_is_refused(name: str) -> None:
    assert refusal_of(policy_bytes(POLICY)) == "holds"
    assert refusal_of(WRONG[name]()) == "policy_wrong"


def test_a_key_that_is_miswritten_is_told_apart() -> None:
    text = log_key().text
    for wrong in ("", text[:-1], text.replace("+", "-", 1), f"{text}="):
        assert refusal_of(changed(log_keys=[wrong])) == "key_wrong"
    assert refusal_of(changed(witnesses=[{**KETUA, "key": text[5:]}], quorum=1)) == "key_wrong"
