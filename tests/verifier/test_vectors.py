"""The page's own cryptography, JSON and archive against published vectors and those of the format."""

import base64
import json
import os
import sys
from pathlib import Path

import pytest

from selaras.core.codec import Json
from tests.verifier.browser import ROOT, OpenPage

pytestmark = pytest.mark.browser
REFERENCE = Path(os.environ.get("SELARAS_REFERENCE", ROOT.parent / "shared" / "reference")) / "vectors"
EVIDENCE: Json = json.loads((ROOT / "tests/vectors/evidence.json").read_text(encoding="utf-8"))
BUNDLE: Json = json.loads((ROOT / "tests/vectors/bundle.json").read_text(encoding="utf-8"))


def run(parts: OpenPage, body: str, cases: Json) -> list[Json]:
    """Return what a function of ``one`` and ``p`` answers for each case; ``p`` holds the page's modules."""
    return list(
        parts.page.evaluate(
            f"""async (cases) => {{
              const p = {{ ...parts,
                raw: (text) => Uint8Array.from(atob(text ?? ""), (letter) => letter.charCodeAt(0)) }};
              const answer = async (one) => {{ {body} }};
              const out = [];
              for (const one of cases) {{
                try {{ out.push(await answer(one)); }}
                catch (error) {{ out.push({{ refused: error.code ?? String(error) }}); }}
              }}
              return out;
            }}""",
            cases,
        )
    )


def published(name: str) -> Path:
    path = REFERENCE / name
    if not path.exists():
        pytest.skip("no published vectors here: SELARAS_REFERENCE names their folder")
    return path


def say(capsys: pytest.CaptureFixture[str], text: str) -> None:
    with capsys.disabled():
        sys.stdout.write(f" {text} ")


def test_the_published_merkle_vectors_hold(parts: OpenPage, capsys: pytest.CaptureFixture[str]) -> None:
    paths = sorted(published("merkle/testdata").rglob("*.json"))
    cases = [json.loads(path.read_text()) for path in paths]
    body = """
      const proof = (one.proof ?? []).map(p.raw);
      if ("leafIdx" in one) p.checkInclusion({ index: one.leafIdx, size: one.treeSize, proof,
        leaf: p.raw(one.leafHash), root: p.raw(one.root) });
      else p.checkConsistency({ size1: one.size1, size2: one.size2, proof,
        root1: p.raw(one.root1), root2: p.raw(one.root2) });
      return null;"""
    found = run(parts, body, cases)
    say(capsys, f"{len(found)} Merkle vectors ran in JavaScript")

    refusals = {"inclusion_not_proved", "consistency_not_proved"}
    assert len(found) == 196
    assert [(one or {}).get("refused") in refusals for one in found] == [one["wantErr"] for one in cases]


@pytest.mark.parametrize(
    ("name", "function", "key", "n"),
    [
        ("ecdsa_secp256r1_sha256_p1363_test.json", "verifyP256", "uncompressed", 262),
        ("ed25519_test.json", "verifyEd25519", "pk", 151),
        ("ed25519_test.json", "verifyEd25519Alone", "pk", 151),
    ],
)
def test_the_published_signature_vectors_hold(
    name: str, function: str, key: str, n: int, parts: OpenPage, capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(published(f"wycheproof/{name}").read_text())
    cases = [
        {"key": group["publicKey"][key], **one} for group in told["testGroups"] for one in group["tests"]
    ]
    body = f"return p.{function}(p.bytesOfHex(one.key), p.bytesOfHex(one.msg), p.bytesOfHex(one.sig));"
    found = run(parts, body, cases)
    say(capsys, f"{len(found)} vectors of {name} ran in JavaScript ({function})")

    assert len(found) == n
    wrong = [
        one["tcId"] for one, holds in zip(cases, found, strict=True) if holds != (one["result"] == "valid")
    ]
    assert wrong == []


def test_a_key_of_small_order_or_of_no_canonical_form_verifies_nothing(parts: OpenPage) -> None:
    neutral = bytes([1, *[0] * 31])
    forged = neutral + bytes(32)  # R neutral, S zero: holds for every message where such a key is let in
    keys = [neutral, bytes(32), (2**255 - 20).to_bytes(32, "little"), (2**255 - 18).to_bytes(32, "little")]
    cases = [{"key": one.hex(), "sig": forged.hex()} for one in keys]
    for function in ("verifyEd25519", "verifyEd25519Alone"):
        body = f"return p.{function}(p.bytesOfHex(one.key), new Uint8Array(3), p.bytesOfHex(one.sig));"

        assert run(parts, body, cases) == [False] * len(keys)


def test_its_own_sha_256_is_that_of_the_browser(parts: OpenPage) -> None:
    body = """
      const data = Uint8Array.from({ length: one }, (_, n) => (n * 7 + one) & 255);
      const native = p.hexOf(new Uint8Array(await crypto.subtle.digest("SHA-256", data)));
      const cut = Math.floor(one / 3);
      return [p.hexOf(p.sha256(data)), p.hexOf(p.sha256(data.subarray(0, cut), data.subarray(cut)))]
        .every((own) => own === native);"""

    assert run(parts, body, [*range(200), 4095, 4096, 100_000]) == [True] * 203


def test_entries_of_the_format_are_read_and_refused(parts: OpenPage) -> None:
    body = """
      const bytes = p.utf8(one.envelope);
      p.readEnvelope(bytes);
      const opens = (salt, text) => p.hexOf(p.sha256(p.bytesOfHex(salt), p.utf8(text)));
      return { digest: p.sha256Hex(bytes), leaf: p.hexOf(p.entryHash(bytes, p.bytesOfHex(one.signature))),
        commits: [opens(one.salt, one.payload), opens(one.note_salt, one.note)] };"""
    for one, found in zip(EVIDENCE["valid"], run(parts, body, EVIDENCE["valid"]), strict=True):
        told = json.loads(one["envelope"])
        assert found["digest"] == one["digest"]
        assert found["leaf"] == one["leaf_hash"]
        assert found["commits"] == [told["commit"], told["note_commit"]]

    found = run(parts, "p.readEnvelope(p.utf8(one.envelope)); return null;", EVIDENCE["refused"])
    assert [(one or {}).get("refused") for one in found] == [one["code"] for one in EVIDENCE["refused"]]


def test_canonical_json_has_its_one_form(parts: OpenPage) -> None:
    found = run(parts, "return p.canonical(p.readJson(one.json));", BUNDLE["canonical"])

    assert found == [one["canonical"] for one in BUNDLE["canonical"]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a":1,"\\u0061":2}', "json_key_twice"),
        (b"[1.0]", "json_not_an_integer"),
        (b"[1e2]", "json_not_an_integer"),
        (b"[-0]", "json_not_an_integer"),
        (b"[NaN]", "json_not_an_integer"),
        (b"[-Infinity]", "json_not_an_integer"),
        (b"[9007199254740992]", "json_not_an_integer"),
        (b'["\\ud800"]', "json_not_unicode"),
        (b'["\xff"]', "json_not_unicode"),
        (b"\xef\xbb\xbf[]", "json_not_readable"),
        (b"[01]", "json_not_readable"),
        (b"[1,]", "json_not_readable"),
        (b'["\t"]', "json_not_readable"),
        (b"[1] x", "json_not_readable"),
        (b"", "json_not_readable"),
        (b"[" * 200_000, "json_too_deep"),
        (b"[" * 65 + b"]" * 65, "json_too_deep"),
        (b'{"a":' * 65 + b"1" + b"}" * 65, "json_too_deep"),
    ],
)
def test_json_that_is_not_exact_is_refused(text: bytes, code: str, parts: OpenPage) -> None:
    cases = [base64.b64encode(text).decode()]

    assert run(parts, "return p.readJson(p.raw(one));", cases) == [{"refused": code}]


def test_as_deep_as_may_be_and_as_wide_as_it_comes_is_read(parts: OpenPage) -> None:
    cases = ["[" * 64 + "]" * 64, json.dumps(["[{" * 100, '"' + "[" * 100])]
    assert run(parts, "p.readJson(one); return null;", cases) == [None, None]

    # Were each key held against all before it, this would take minutes.
    wide = "{" + ",".join(f'"{n}":0' for n in range(300_000)) + ',"\\u0030":0}'
    assert run(parts, "p.readJson(one); return null;", [wide]) == [{"refused": "json_key_twice"}]


def test_keys_and_codes_are_those_of_the_format(parts: OpenPage) -> None:
    keys = BUNDLE["keys"]
    body = "return p.fingerprint(p.bytesOfHex(one.public_key));"
    assert run(parts, body, keys["devices"]) == [one["fingerprint"] for one in keys["devices"]]
    body = "const k = p.readVerifierKey(one.vkey); return [k.name, k.kind, p.hexOf(k.key), k.id];"
    wanted = [[one["name"], one["kind"], one["public_key"], one["key_id"]] for one in keys["verifier_keys"]]
    assert run(parts, body, keys["verifier_keys"]) == wanted
    found = run(parts, body, keys["verifier_keys_refused"])
    assert found == [{"refused": one["code"]} for one in keys["verifier_keys_refused"]]
    body = """
      const code = p.ledgerCode(p.bytesOfHex(one.root));
      return [code, one.same.every((typed) => p.codeTyped(typed) === p.codeTyped(code))];"""
    assert run(parts, body, keys["ledger_codes"]) == [[one["code"], True] for one in keys["ledger_codes"]]


def test_device_signatures_checkpoints_and_policies_are_those_of_the_format(parts: OpenPage) -> None:
    body = (
        "return p.verifyP256(p.bytesOfHex(one.public_key), p.utf8(one.message), p.bytesOfHex(one.signature));"
    )
    told = BUNDLE["device_signatures"]
    assert run(parts, body, told) == [one["holds"] for one in told]

    log, witness = (one["vkey"] for one in BUNDLE["keys"]["verifier_keys"])
    point = BUNDLE["checkpoint"]
    body = """
      const c = p.readCheckpoint(p.utf8(one.note)), log = p.readVerifierKey(one.logKey);
      const cosigned = await p.cosignersOf(c, [p.readVerifierKey(one.witness)]);
      const isSigned = await p.isSignedByLog(c, [log.key]);
      return [c.log, c.size, p.hexOf(c.root), c.text, isSigned, [...cosigned].length];"""
    found = run(parts, body, [{"note": point["note"], "logKey": log, "witness": witness}])
    assert found == [[point["log"], point["size"], point["root"], point["text"], True, 1]]
    found = run(parts, "return p.readCheckpoint(p.raw(one.note));", point["refused"])
    assert found == [{"refused": one["code"]} for one in point["refused"]]

    policy = BUNDLE["policy"]
    body = "return p.readPolicy(p.utf8(one)).quorum;"
    assert all(isinstance(one, int) for one in run(parts, body, policy["valid"]))
    found = run(parts, body, [one["policy"] for one in policy["refused"]])
    assert found == [{"refused": one["code"]} for one in policy["refused"]]


def test_archives_are_those_of_the_format(parts: OpenPage) -> None:
    told = BUNDLE["archive"]
    body = """
      const files = [...p.filesOf(p.raw(one))];
      return Object.fromEntries(files.map(([name, data]) => [name, p.base64Of(data)]));"""

    assert run(parts, body, [told["zip"]]) == [told["files"]]
    found = run(parts, body, [one["zip"] for one in told["refused"]])
    assert found == [{"refused": one["code"]} for one in told["refused"]]


def test_proofs_and_the_bundle_are_those_of_the_format(parts: OpenPage) -> None:
    tree = BUNDLE["tree"]
    body = """
      const t = new p.Growing(), roots = [p.hexOf(t.root)];
      for (const leaf of one.leaf_hashes) { t.add(p.bytesOfHex(leaf)); roots.push(p.hexOf(t.root)); }
      for (const [at, proof] of Object.entries(one.proofs)) p.checkInclusion({
        index: Number(at), size: t.size, leaf: p.bytesOfHex(one.leaf_hashes[at]), root: t.root,
        proof: proof.map(p.bytesOfHex) });
      return roots;"""
    assert run(parts, body, [tree]) == [tree["roots"]]

    told = BUNDLE["bundle"]
    data = base64.b64decode(told["zip"])
    found = parts.verdict(data, policy=told["policy"].encode(), paper=told["paper_code"])
    assert (found["verdict"], found["reason"]) == ("holds", None)
