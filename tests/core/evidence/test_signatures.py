"""Signatures hold exactly where the published vectors say so, and people tell keys apart."""

import hashlib
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from selaras.core.errors import CoreError
from selaras.core.evidence import signatures
from selaras.core.evidence.ledger_code import ledger_code, same_code
from tests.core.evidence.signing import DeviceKeyOf, LogKeyOf

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = Path(os.environ.get("SELARAS_REFERENCE", ROOT.parent / "shared" / "reference"))
VECTORS = REFERENCE / "vectors" / "wycheproof"
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def p256_holds(group: Any, one: Any) -> bool:
    key = bytes.fromhex(group["publicKey"]["uncompressed"])
    return holds(signatures.check_p256, key, one)


def ed25519_holds(group: Any, one: Any) -> bool:
    return holds(signatures.check_ed25519, bytes.fromhex(group["publicKey"]["pk"]), one)


def holds(check: Callable[..., None], key: bytes, one: Any) -> bool:
    try:
        check(key, message=bytes.fromhex(one["msg"]), signature=bytes.fromhex(one["sig"]))
    except CoreError as refused:
        assert refused.code in ("signature_wrong", "key_wrong")  # noqa: PT017 - both outcomes are lawful here
        return False
    return True


def aes_gcm_holds(group: Any, one: Any) -> bool:
    """Files are locked with 256-bit keys, 96-bit nonces and 128-bit tags: these vectors bear on us."""
    key, nonce, header = (bytes.fromhex(one[name]) for name in ("key", "iv", "aad"))
    try:
        opened = AESGCM(key).decrypt(nonce, bytes.fromhex(one["ct"] + one["tag"]), header)
    except InvalidTag:
        return False
    return opened.hex() == one["msg"]


def is_used(group: Any) -> bool:
    return group.get("type") != "AeadTest" or (group["keySize"], group["ivSize"], group["tagSize"]) == (
        256,
        96,
        128,
    )


FILES = (
    ("ecdsa_secp256r1_sha256_p1363_test.json", p256_holds, 262),
    ("ed25519_test.json", ed25519_holds, 151),
    ("aes_gcm_test.json", aes_gcm_holds, 66),
)


@pytest.mark.parametrize(
    ("name", "check", "n_expected"), FILES, ids=lambda one: getattr(one, "__name__", None)
)
def test_the_published_vectors_hold(
    name: str, check: Callable[[Any, Any], bool], n_expected: int, capsys: pytest.CaptureFixture[str]
) -> None:
    if not VECTORS.is_dir():
        pytest.skip("no published signature vectors here: SELARAS_REFERENCE names their folder")

    told = json.loads((VECTORS / name).read_text(encoding="utf-8"))
    run = [(group, one) for group in told["testGroups"] if is_used(group) for one in group["tests"]]
    # "acceptable" would leave the answer to us; none of these files has such a case.
    assert {one["result"] for _, one in run} == {"valid", "invalid"}
    wrong = [
        f"{one['tcId']}: {one['comment']}"
        for group, one in run
        if check(group, one) != (one["result"] == "valid")
    ]
    with capsys.disabled():
        sys.stdout.write(f" {len(run)} of {told['numberOfTests']} vectors of {name} ran ")

    assert wrong == []
    assert len(run) == n_expected


def refusal(check: Callable[..., None], key: bytes, message: bytes, signature: bytes) -> str:
    try:
        check(key, message=message, signature=signature)
    except CoreError as refused:
        return refused.code
    return "holds"


def test_halves_outside_the_group_are_refused_before_any_library_sees_them() -> None:
    ani, message = DeviceKeyOf("ani"), b"78.50"
    signature = ani.sign(message)
    r, s = signature[:32], int.from_bytes(signature[32:])

    def check(signature: bytes) -> str:
        return refusal(signatures.check_p256, ani.public_key, message, signature)

    assert check(signature) == "holds"
    assert check(r + (ORDER - s).to_bytes(32)) == "holds"  # a high s is the same signature's other face
    for other in (
        bytes(64),
        r + bytes(32),
        bytes(32) + signature[32:],
        ORDER.to_bytes(32) + signature[32:],
        r + ORDER.to_bytes(32),
        b"\xff" * 64,
    ):
        assert check(other) == "signature_wrong"
    # The same two numbers, written longer: one mark would have two signatures.
    assert check(r + b"\x00" + signature[32:]) == "signature_wrong"
    for length in (0, 63, 65, 72):
        assert check((signature + bytes(8))[:length]) == "signature_wrong"


def test_what_is_no_key_is_refused_as_a_key() -> None:
    point = DeviceKeyOf("ani").public_key
    compressed = bytes([2 + point[-1] % 2]) + point[1:33]
    for wrong in (
        b"",
        b"\x00",
        point[:-1],
        point + b"\x00",
        compressed,
        b"\x04" + bytes(64),
        b"\x06" + point[1:],
    ):
        assert refusal(signatures.check_p256, wrong, b"", bytes(64)) == "key_wrong"
    off_the_curve = point[:-1] + bytes([point[-1] ^ 1])
    with pytest.raises(CoreError, match="key_wrong"):
        signatures.check_p256_key(off_the_curve)
    for wrong in (b"", bytes(31), bytes(33)):
        assert refusal(signatures.check_ed25519, wrong, b"", bytes(64)) == "key_wrong"


def test_an_ed25519_signature_is_of_one_message_one_key_and_one_length() -> None:
    log, signature = LogKeyOf("log"), LogKeyOf("log").sign(b"{}")

    assert refusal(signatures.check_ed25519, log.public_key, b"{}", signature) == "holds"
    for key, message, told in (
        (log.public_key, b"{ }", signature),
        (LogKeyOf("other").public_key, b"{}", signature),
        (log.public_key, b"{}", signature[:-1]),
        (log.public_key, b"{}", signature + b"\x00"),
    ):
        assert refusal(signatures.check_ed25519, key, message, told) == "signature_wrong"


def test_a_fingerprint_is_the_first_sixty_bits_in_letters_that_no_hand_confuses() -> None:
    point = DeviceKeyOf("ani").public_key
    told = signatures.fingerprint(point)

    bits = "".join(f"{byte:08b}" for byte in hashlib.sha256(point).digest())
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = [alphabet[int(bits[at : at + 5], 2)] for at in range(0, 60, 5)]
    assert told.replace("-", "") == "".join(letters)
    assert [len(group) for group in told.split("-")] == [4, 4, 4]
    assert not set(told) & set("ILOU")
    assert told != signatures.fingerprint(DeviceKeyOf("budi").public_key)


def test_a_ledger_code_is_sixteen_groups_of_four_letters_and_each_bit_changes_it() -> None:
    root = bytes(range(32))
    code = ledger_code(root)

    assert code.split(" ") == [
        *("AAAB", "ACAD", "AEAF", "AGAH", "AIAJ", "AKAL", "AMAN", "AOAP"),
        *("BABB", "BCBD", "BEBF", "BGBH", "BIBJ", "BKBL", "BMBN", "BOBP"),
    ]
    other = {ledger_code((int.from_bytes(root) ^ 1 << bit).to_bytes(32)) for bit in range(256)}
    assert len(other | {code}) == 257
    with pytest.raises(CoreError):
        ledger_code(root[:-1])


def test_blanks_hyphens_and_case_do_not_matter_to_a_code() -> None:
    code = ledger_code(bytes(range(32)))

    assert same_code(code, code.lower().replace(" ", "-"))
    assert same_code(code, f"\n{code.replace(' ', '')}  ")
    assert not same_code(code, code.replace("AAAB", "AABA"))


def test_a_key_of_small_order_verifies_nothing() -> None:
    field, d = 2**255 - 19, -121665 * pow(121666, -1, 2**255 - 19)
    everything = bytes([1]) + bytes(63)  # holds for any message under the first key, for a plain library

    for y in signatures.SMALL_ORDER:
        square = (y * y - 1) * pow(d * y * y + 1, -1, field) % field
        doubled = (y * y + square) * pow(1 - d * square * y * y, -1, field) % field
        assert y in (0, 1, field - 1) or doubled == 0  # an eighth of the way round: twice is a quarter
        for sign in (0, 1 << 255):
            with pytest.raises(CoreError) as refused:
                signatures.check_ed25519(
                    (y | sign).to_bytes(32, "little"), message=b"x", signature=everything
                )
            assert refused.value.code == "signature_wrong"
    for beyond in (field, field + 1):
        with pytest.raises(CoreError):
            signatures.check_ed25519(beyond.to_bytes(32, "little"), message=b"x", signature=everything)
