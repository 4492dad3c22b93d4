"""The core reads the vectors of keys, checkpoints, policies, archives and digests; other programs do too."""

import base64
import json
from collections.abc import Callable, Mapping

import pytest

from selaras.core.codec import Json
from selaras.core.entries import EntryType
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import about
from selaras.core.evidence.bundle import files_of, zip_bytes
from selaras.core.evidence.checkpoint import (
    Checkpoint,
    check_log_signature,
    checkpoint_text,
    cosignature_message,
    cosigners,
    signed_note_of,
    verifier_key,
)
from selaras.core.evidence.exact_json import canonical, read_exact
from selaras.core.evidence.ledger import check_inclusion, leaf_hash, root_of
from selaras.core.evidence.ledger_code import ledger_code, same_code
from selaras.core.evidence.policy import policy_bytes, policy_of
from selaras.core.evidence.signatures import check_p256, fingerprint
from selaras.core.freezing import digest_of_rulebook, locked_digest, locked_form
from selaras.core.vocabulary import Method
from tests.vectors import write_bundle

VECTORS: Json = json.loads(write_bundle.PATH.read_text(encoding="utf-8"))


def code_of(read: Callable[[], object]) -> str:
    with pytest.raises(CoreError) as refused:
        read()
    return refused.value.code


def ids(told: Mapping[str, str]) -> str:
    return told["why"]


def test_the_file_is_what_the_writer_writes(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bundle.json"  # type: ignore[operator]
    monkeypatch.setattr(write_bundle, "PATH", path)
    write_bundle.main()

    assert json.loads(path.read_text(encoding="utf-8")) == VECTORS


@pytest.mark.parametrize("told", VECTORS["canonical"], ids=ids)
def test_a_value_has_one_form(told: Mapping[str, str]) -> None:
    assert canonical(read_exact(told["json"].encode())).decode() == told["canonical"]


@pytest.mark.parametrize("told", VECTORS["device_signatures"], ids=ids)
def test_a_devices_signature_holds_or_not(told: Mapping[str, str]) -> None:
    def check() -> None:
        check_p256(
            bytes.fromhex(told["public_key"]),
            message=told["message"].encode(),
            signature=bytes.fromhex(told["signature"]),
        )

    if told["holds"]:
        check()
    else:
        assert code_of(check) == "signature_wrong"


def test_keys_have_their_names_and_codes() -> None:
    for one in VECTORS["keys"]["devices"]:
        assert fingerprint(bytes.fromhex(one["public_key"])) == one["fingerprint"]
    for one in VECTORS["keys"]["verifier_keys"]:
        key = verifier_key(one["vkey"])
        assert (key.name, int(key.kind), key.public_key.hex(), key.id.hex()) == (
            one["name"],
            one["kind"],
            one["public_key"],
            one["key_id"],
        )
    for one in VECTORS["keys"]["ledger_codes"]:
        code = ledger_code(bytes.fromhex(one["root"]))
        assert code == one["code"]
        assert all(same_code(code, other) for other in one["same"])


@pytest.mark.parametrize("told", VECTORS["keys"]["verifier_keys_refused"], ids=ids)
def test_a_key_that_is_not_written_so_is_refused(told: Mapping[str, str]) -> None:
    assert code_of(lambda: verifier_key(told["vkey"])) == told["code"]


def test_a_checkpoint_says_and_signs_what_the_vectors_say() -> None:
    told = VECTORS["checkpoint"]
    log, witness = (verifier_key(one["vkey"]) for one in VECTORS["keys"]["verifier_keys"])
    note = signed_note_of(told["note"].encode())

    assert note.checkpoint == Checkpoint(told["log"], told["size"], bytes.fromhex(told["root"]))
    assert checkpoint_text(note.checkpoint).decode() == told["text"]
    assert [one.text for one in note.lines] == [told["signature_line"], told["cosignature_line"]]
    assert cosignature_message(note.text, at=told["cosignature_at"]).decode() == told["cosignature_message"]
    check_log_signature(note, keys=[log])
    assert cosigners(note, witnesses=[witness]) == {witness}


@pytest.mark.parametrize("told", VECTORS["checkpoint"]["refused"], ids=ids)
def test_a_note_that_is_not_written_so_is_refused(told: Mapping[str, str]) -> None:
    note = base64.b64decode(told["note"])

    assert code_of(lambda: signed_note_of(note).checkpoint) == told["code"]


def test_a_policy_has_one_form() -> None:
    for text in VECTORS["policy"]["valid"]:
        assert policy_bytes(policy_of(text.encode())).decode() == text


@pytest.mark.parametrize("told", VECTORS["policy"]["refused"], ids=ids)
def test_a_policy_that_is_none_is_refused(told: Mapping[str, str]) -> None:
    assert code_of(lambda: policy_of(told["policy"].encode())) == told["code"]


def test_an_archive_has_one_form() -> None:
    told = VECTORS["archive"]
    files = {name: base64.b64decode(data) for name, data in told["files"].items()}

    assert files_of(base64.b64decode(told["zip"])) == files
    assert base64.b64encode(zip_bytes(files)).decode() == told["zip"]


@pytest.mark.parametrize("told", VECTORS["archive"]["refused"], ids=ids)
def test_an_archive_of_another_form_is_refused(told: Mapping[str, str]) -> None:
    assert code_of(lambda: files_of(base64.b64decode(told["zip"]))) == told["code"]


def test_what_is_locked_and_agreed_to_has_its_digest() -> None:
    told = VECTORS["frozen"]
    rulebook, scheme, act = told["rulebook"], told["scheme"], told["approval"]
    lock = locked_digest(scheme=scheme, rulebook=rulebook["digest"], standards=told["standards"])

    assert digest_of_rulebook(rulebook) == rulebook["digest"]
    assert lock == told["locked"]
    for method, digest in told["forms"].items():
        criteria = [one for one in scheme["criteria"] if one["method"] == method]
        assert locked_form(criteria, Method(method), digest=lock) == digest
    assert about(EntryType(act["type"]), subject=act["subject"], payload=act["payload"]) == act["about"]


def test_leaves_are_in_the_tree() -> None:
    told = VECTORS["tree"]
    leaves = [leaf_hash(one.encode()) for one in told["leaves"]]

    assert [one.hex() for one in leaves] == told["leaf_hashes"]
    assert [root_of(leaves[:size]).hex() for size in range(6)] == told["roots"]
    for index, proof in told["proofs"].items():
        check_inclusion(
            index=int(index),
            size=5,
            leaf=leaves[int(index)],
            proof=[bytes.fromhex(one) for one in proof],
            root=root_of(leaves),
        )


def test_numbers_have_one_file() -> None:
    told = VECTORS["numbers"]

    assert canonical(read_exact(told["file"].encode())).decode() == told["file"]


def test_the_bundle_is_its_files() -> None:
    told = VECTORS["bundle"]

    assert {name: data.decode() for name, data in files_of(base64.b64decode(told["zip"])).items()} == told[
        "files"
    ]
