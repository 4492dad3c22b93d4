"""Checkpoints are the notes of C2SP: their examples are read, and every other spelling is refused."""

import base64
from dataclasses import replace

import pytest

from selaras.core.errors import CoreError
from selaras.core.evidence.checkpoint import (
    Checkpoint,
    KeyKind,
    SignatureLine,
    SignedNote,
    VerifierKey,
    check_log_signature,
    checkpoint_of,
    checkpoint_text,
    cosignature_message,
    cosigners,
    signed_note_of,
    verifier_key,
)
from selaras.core.evidence.cosigning import cosignature_line, cosigned_at, log_signature_line
from selaras.core.evidence.signatures import check_ed25519
from tests.core.evidence.building import LOG
from tests.core.evidence.signing import LogKeyOf

# Published with golang.org/x/mod/sumdb/note (BSD-3-Clause), the first implementation of C2SP signed-note.
GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
GO_SECRET = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_TEXT = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
)
GO_NOTE = (
    f"{GO_TEXT}\n— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example of C2SP signed-note: its text holds an empty line and letters beyond ASCII.
C2SP_NOTE = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore "
    "NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)
# The example of C2SP tlog-cosignature: a checkpoint under which log and witness signed.
C2SP_CHECKPOINT = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 "
    "jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)

LOG_KEY, CHAIR, AUDITOR = LogKeyOf("log"), LogKeyOf("chair"), LogKeyOf("auditor")
TEXT = checkpoint_text(Checkpoint(LOG, 41, bytes(range(32))))
AT = 1_718_000_000


def key_of(key: LogKeyOf, name: str = LOG, kind: KeyKind = KeyKind.LOG) -> VerifierKey:
    return VerifierKey(name=name, kind=kind, public_key=key.public_key)


CHAIR_KEY = key_of(CHAIR, "bkd/ketua", KeyKind.COSIGNER)
AUDITOR_KEY = key_of(AUDITOR, "inspektorat/saksi-1", KeyKind.COSIGNER)


def signed(text: bytes = TEXT) -> SignedNote:
    return SignedNote(text, (log_signature_line(key_of(LOG_KEY), signature=LOG_KEY.sign(text)),))


def cosignature(by: LogKeyOf, key: VerifierKey, text: bytes = TEXT, at: int = AT) -> SignatureLine:
    return cosignature_line(key, at=at, signature=by.sign(cosignature_message(text, at=at)))


def refusal_of(data: bytes) -> str:
    try:
        note = signed_note_of(data)
        note.checkpoint  # noqa: B018 - reading it is the test
    except CoreError as refused:
        return refused.code
    return "holds"


def test_the_note_of_the_go_implementation_is_read_checked_and_written_anew() -> None:
    key, note = verifier_key(GO_KEY), signed_note_of(GO_NOTE.encode())

    check_log_signature(note, keys=[key])
    assert note.text.decode() == GO_TEXT
    assert note.to_bytes() == GO_NOTE.encode()
    assert key.text == GO_KEY
    altered = replace(note, text=note.text.replace(b"answer", b"Answer"))
    with pytest.raises(CoreError, match="checkpoint_not_signed"):
        check_log_signature(altered, keys=[key])


def test_the_go_key_signs_the_go_note_byte_for_byte() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    seed = base64.b64decode(GO_SECRET.split("+", 4)[4])[1:]
    signature = Ed25519PrivateKey.from_private_bytes(seed).sign(GO_TEXT.encode())

    line = log_signature_line(verifier_key(GO_KEY), signature=signature)
    assert SignedNote(GO_TEXT.encode(), (line,)).to_bytes() == GO_NOTE.encode()


def test_the_examples_of_c2sp_are_read_as_they_stand() -> None:
    verse, sofa = signed_note_of(C2SP_NOTE.encode()), signed_note_of(C2SP_CHECKPOINT.encode())

    assert verse.text.decode().endswith("sole:\n\ned è subito sera.\n")
    assert verse.lines[0].name == "quasimodo.example/salvatore"
    assert verse.lines[0].key_id.hex() == "367ba04b"
    assert sofa.checkpoint.size == 20_852_163
    assert [line.name for line in sofa.lines] == ["example.com/behind-the-sofa", "witness.example.com/w1"]
    assert cosigned_at(sofa.lines[1]) == 1_679_315_147
    expected = "cosignature/v1\ntime 1679315147\n" + C2SP_CHECKPOINT.partition("\n\n")[0] + "\n"
    assert cosignature_message(sofa.text, at=1_679_315_147).decode() == expected
    for note, text in ((verse, C2SP_NOTE), (sofa, C2SP_CHECKPOINT)):
        assert note.to_bytes() == text.encode()


def test_no_mangled_verifier_key_is_a_key() -> None:
    parts = {GO_KEY[a:b] for a in range(len(GO_KEY)) for b in range(a + 1, len(GO_KEY) + 1)} - {GO_KEY}
    flipped = {GO_KEY[:n] + chr(ord(GO_KEY[n]) + 1) + GO_KEY[n + 1 :] for n in range(len(GO_KEY))}
    other = {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",  # too long
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",  # unknown kind
        GO_KEY.replace("c74f20a3", "C74F20A3"),
        GO_KEY.replace("PeterNeumann", "Peter Neumann"),
    }
    taken = []
    for text in parts | flipped | other:
        try:
            verifier_key(text)
        except CoreError as refused:
            if refused.code == "key_wrong":
                continue
        taken.append(text)

    assert taken == []


def test_a_key_of_a_cosigner_has_another_id_than_the_same_key_of_a_log() -> None:
    both = [key_of(CHAIR, kind=kind) for kind in KeyKind]

    assert both[0].id != both[1].id
    assert [verifier_key(key.text) for key in both] == both


def test_a_checkpoint_comes_back_as_it_was_written() -> None:
    note = signed().with_line(cosignature(CHAIR, CHAIR_KEY))

    assert signed_note_of(note.to_bytes()) == note
    assert note.checkpoint == Checkpoint(LOG, 41, bytes(range(32)))
    assert note.with_line(note.lines[0]) == note
    assert checkpoint_of(checkpoint_text(Checkpoint(LOG, 0, bytes(32)))).size == 0


def test_every_other_spelling_of_a_checkpoint_is_refused() -> None:
    whole = signed().to_bytes()
    assert refusal_of(whole) == "holds"
    text, _, lines = whole.partition(b"\n\n")
    root = base64.b64encode(bytes(range(32)))
    spellings = {
        "no bytes": b"",
        "no signature": text + b"\n",
        "an empty signature part": text + b"\n\n",
        "cut off": whole[:-1],
        "an empty line at the end": whole + b"\n",
        "a line feed of another system": whole.replace(b"\n", b"\r\n"),
        "a control byte": whole.replace(b"selaras", b"selara\x07", 1),
        "a tab": whole.replace("— ".encode(), "—\t".encode()),
        "a hyphen": whole.replace("—".encode(), b"-"),
        "no utf-8": whole.replace(b"selaras", b"selara\xff", 1),
        "leading zero": whole.replace(b"\n41\n", b"\n041\n"),
        "a sign": whole.replace(b"\n41\n", b"\n+41\n"),
        "too large": whole.replace(b"\n41\n", b"\n9007199254740992\n"),
        "no size": whole.replace(b"\n41\n", b"\n\n"),
        "an extension line": text + b"\nmore\n\n" + lines,
        "a shorter root": whole.replace(root, base64.b64encode(bytes(31))),
        "a root without padding": whole.replace(root, root.rstrip(b"=")),
        "a second spelling of the root": whole.replace(root, root[:-2] + b"9="),
        "a name with a plus": whole.replace(b"job-fit-2024 ", b"job+fit-2024 "),
        "a name with a blank": whole.replace(b"job-fit-2024 ", b"job fit-2024 "),
        "a line of the key id alone": text + b"\n\n" + "— a AAAAAA==\n".encode(),
        "a signature that is no base64": text + b"\n\n" + "— a AAAA_AA=\n".encode(),
        "too many lines": text + b"\n\n" + lines * 65,
        "too many bytes": text + b"\n\n" + "— a ".encode() + b"A" * 16_384 + b"\n",
    }

    assert {name for name, data in spellings.items() if refusal_of(data) != "checkpoint_wrong"} == set()
    assert root[:-2] + b"9=" != root
    assert refusal_of(text + b"\n\n" + lines * 64) == "holds"


def test_a_note_holds_no_control_bytes_whatever_its_text_is_about() -> None:
    signed_note_of(GO_NOTE.encode())
    for sign in "\x00\t\x0b\r\x1f":
        with pytest.raises(CoreError, match="checkpoint_wrong"):
            signed_note_of(GO_NOTE.replace("answer", f"answer{sign}").encode())


def test_only_the_log_key_in_force_signs_for_the_log() -> None:
    check_log_signature(signed(), keys=[key_of(LogKeyOf("older")), key_of(LOG_KEY)])

    for keys in (
        [],
        [key_of(LogKeyOf("older"))],
        [key_of(LOG_KEY, kind=KeyKind.COSIGNER)],
        [key_of(LOG_KEY, "b")],
    ):
        with pytest.raises(CoreError, match="checkpoint_not_signed"):
            check_log_signature(signed(), keys=keys)


def test_a_wrong_line_of_the_log_is_refused_also_beside_a_right_one() -> None:
    note = signed()
    wrong = replace(note.lines[0], signature=bytes(64))

    with pytest.raises(CoreError, match="checkpoint_not_signed"):
        check_log_signature(note.with_line(wrong), keys=[key_of(LOG_KEY)])


def test_cosigners_are_counted_once_and_strangers_passed_over() -> None:
    stranger = LogKeyOf("stranger")
    note = (
        signed()
        .with_line(cosignature(CHAIR, CHAIR_KEY))
        .with_line(cosignature(CHAIR, CHAIR_KEY, at=AT + 60))
        .with_line(cosignature(stranger, key_of(stranger, "orang-lain", KeyKind.COSIGNER)))
    )

    assert cosigners(note, witnesses=[CHAIR_KEY, AUDITOR_KEY]) == {CHAIR_KEY}
    both = note.with_line(cosignature(AUDITOR, AUDITOR_KEY))
    assert cosigners(both, witnesses=[CHAIR_KEY, AUDITOR_KEY]) == {CHAIR_KEY, AUDITOR_KEY}
    assert cosigners(both, witnesses=[]) == frozenset()


def test_a_cosignature_of_another_text_time_or_key_is_wrong() -> None:
    good = cosignature(CHAIR, CHAIR_KEY)
    other_text = checkpoint_text(Checkpoint(LOG, 42, bytes(32)))
    wrong = (
        cosignature(CHAIR, CHAIR_KEY, text=other_text),
        cosignature(AUDITOR, CHAIR_KEY),
        replace(good, signature=(AT + 1).to_bytes(8) + good.signature[8:]),
        replace(good, signature=good.signature[:-1]),
        replace(good, signature=good.signature + b"\x00"),
        cosignature(CHAIR, CHAIR_KEY, at=1 << 63),
        replace(good, signature=CHAIR.sign(TEXT)),  # a log's kind of signature
    )
    for line in wrong:
        with pytest.raises(CoreError, match="cosignature_wrong"):
            cosigners(signed().with_line(line), witnesses=[CHAIR_KEY])


def test_a_signature_of_a_checkpoint_is_never_one_of_an_envelope() -> None:
    """Envelopes begin with a brace, checkpoints with the log's name: nothing is both."""
    assert TEXT.startswith(b"selaras/")
    assert not TEXT.startswith(b"{")
    with pytest.raises(CoreError):
        check_ed25519(LOG_KEY.public_key, message=b'{"version":1}', signature=signed().lines[0].signature)
