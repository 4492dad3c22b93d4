"""The tree is right: RFC 6962 hash constants, a second definition, and the published vectors."""

import base64
import hashlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.core.evidence import ledger, proving
from tests.core.evidence.slow_proofs import inclusion_proof

ROOT = Path(__file__).resolve().parents[3]
REFERENCE = Path(os.environ.get("SELARAS_REFERENCE", ROOT.parent / "shared" / "reference"))
VECTORS = REFERENCE / "vectors" / "merkle" / "testdata"
N_VECTORS = 196

# The leaves and roots that implementations of RFC 6962 publish for sizes 0 to 8.
LEAVES = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def leaves(n: int) -> list[bytes]:
    return [ledger.leaf_hash(str(i).encode()) for i in range(n)]


def root_by_definition(hashes: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, as it is written: the larger half is the largest power of two below n."""
    if not hashes:
        return hashlib.sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    left, right = root_by_definition(hashes[:middle]), root_by_definition(hashes[middle:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def is_refused(check: Any, **told: Any) -> bool:
    try:
        check(**told)
    except CoreError as refusal:
        return refusal.code in ("inclusion_not_proved", "consistency_not_proved")
    return False


@pytest.mark.parametrize("size", range(9))
def test_the_published_roots_come_out(size: int) -> None:
    hashes = [ledger.leaf_hash(bytes.fromhex(one)) for one in LEAVES[:size]]

    assert ledger.root_of(hashes).hex() == ROOTS[size]


def test_leaf_and_node_hashes_are_those_of_rfc_6962() -> None:
    leaf = "395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56"
    node = "aa217fe888e47007fa15edab33c2b492a722cb106c64667fc2b044444de66bbb"

    assert ledger.leaf_hash(b"L123456").hex() == leaf
    assert ledger.node_hash(b"N123", b"N456").hex() == node


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_frontier_grows_to_the_root_of_the_definition_in_any_steps(first: int, more: int) -> None:
    whole = leaves(first + more)

    grown = ledger.Frontier().extended(whole[:first]).extended(whole[first:])

    assert grown.root == root_by_definition(whole)
    assert ledger.Frontier.from_bytes(grown.size, grown.to_bytes()) == grown
    assert len(grown.hashes) == grown.size.bit_count()


def test_a_frontier_that_does_not_fit_its_size_is_refused() -> None:
    one = ledger.leaf_hash(b"")

    for size, hashes in ((1, b""), (2, one + one), (-1, b""), (1, one[:-1]), (0, one)):
        with pytest.raises(CoreError) as refused:
            ledger.Frontier.from_bytes(size, hashes)
        assert refused.value.code == "frontier_wrong"


def test_every_leaf_of_every_small_tree_is_proved_and_no_other_one() -> None:
    for size in range(1, 34):
        hashes = leaves(size)
        root = root_by_definition(hashes)
        for index in range(size):
            proof = inclusion_proof(index, hashes)
            told = {"size": size, "leaf": hashes[index], "proof": proof, "root": root}
            ledger.check_inclusion(index=index, **told)
            assert is_refused(ledger.check_inclusion, index=index + 1, **told)
            assert is_refused(ledger.check_inclusion, index=index, **{**told, "proof": (*proof, root)})
            assert is_refused(ledger.check_inclusion, index=index, **{**told, "leaf": ledger.leaf_hash(b"x")})


def test_every_small_tree_is_proved_to_begin_every_larger_one() -> None:
    whole = leaves(33)
    for new in range(1, 34):
        for old in range(1, new + 1):
            proof = proving.consistency_proof(old, whole[:new])
            told = {
                "old_size": old,
                "new_size": new,
                "old_root": root_by_definition(whole[:old]),
                "new_root": root_by_definition(whole[:new]),
            }
            proving.check_consistency(**told, proof=proof)
            other = {**told, "old_root": ledger.leaf_hash(b"another ledger")}
            assert is_refused(proving.check_consistency, **other, proof=proof)
            assert is_refused(proving.check_consistency, **told, proof=(*proof, whole[0]))
            if proof:
                assert is_refused(proving.check_consistency, **told, proof=proof[:-1])


def test_from_an_empty_tree_only_the_empty_tree_follows() -> None:
    garbage = ledger.leaf_hash(b"garbage")
    nothing = {"old_size": 0, "new_size": 0, "proof": ()}

    proving.check_consistency(**nothing, old_root=ledger.EMPTY_ROOT, new_root=ledger.EMPTY_ROOT)
    assert is_refused(proving.check_consistency, **nothing, old_root=garbage, new_root=garbage)
    grown = {"old_size": 0, "new_size": 1, "old_root": ledger.EMPTY_ROOT, "new_root": garbage}
    assert is_refused(proving.check_consistency, **grown, proof=())
    with pytest.raises(CoreError):
        proving.consistency_proof(0, [garbage])


def test_the_published_vectors_hold(capsys: pytest.CaptureFixture[str]) -> None:
    if not VECTORS.is_dir():
        pytest.skip("no published Merkle vectors here: SELARAS_REFERENCE names their folder")

    ran = 0
    wrong = []
    for path in sorted(VECTORS.rglob("*.json")):
        told = json.loads(path.read_text())
        ran += 1
        if _vector_is_refused(told) != told["wantErr"]:
            wrong.append(f"{path.relative_to(VECTORS)}: {told['desc']}")
    with capsys.disabled():
        sys.stdout.write(f" {ran} Merkle vectors ran ")

    assert wrong == []
    assert ran == N_VECTORS


def _vector_is_refused(told: dict[str, Any]) -> bool:
    def raw(text: str | None) -> bytes:
        return base64.b64decode(text or "")

    proof = tuple(raw(one) for one in told["proof"] or ())
    if "leafIdx" in told:
        return is_refused(
            ledger.check_inclusion,
            index=told["leafIdx"],
            size=told["treeSize"],
            leaf=raw(told["leafHash"]),
            proof=proof,
            root=raw(told["root"]),
        )
    return is_refused(
        proving.check_consistency,
        old_size=told["size1"],
        new_size=told["size2"],
        old_root=raw(told["root1"]),
        new_root=raw(told["root2"]),
        proof=proof,
    )
