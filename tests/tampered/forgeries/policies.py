"""Forged policies and witnesses: checks `keys`, `quorum` and `paper`."""

import base64
from collections.abc import Iterator

from tests.tampered.book import BEGIN
from tests.tampered.files import bundle_files
from tests.tampered.forgeries.conformance import Case, Files, honest, refused, with_file
from tests.tampered.keys import ledger_code, log_key, witness_key
from tests.tampered.packing import packed, repacked
from tests.tampered.rewriting import cut_back
from tests.tampered.signed_event import SignedEvent, policy_of


def cases() -> Iterator[Case]:
    yield from policies()
    yield from quorum()
    yield from papers()


def with_policy(event: SignedEvent, policy: bytes) -> bytes:
    return repacked({**event.files(), "policy.json": policy})


def policies() -> Iterator[Case]:
    event = honest()
    seed, log = event.book.seed, event.book.log
    good = event.policy
    for name, policy in (
        ("policy_no_json", b"{"),
        ("policy_with_blanks", good.replace(b",", b", ")),
        ("policy_field_too_many", policy_of(seed, log, comment="")),
        ("policy_of_another_version", policy_of(seed, log, version=2)),
        ("policy_quorum_above_the_witnesses", policy_of(seed, log, quorum=3)),
        ("policy_quorum_true", policy_of(seed, log, quorum=True)),
        ("policy_one_witness_twice", policy_of(seed, log, witnesses=[witness(seed), witness(seed)])),
        (
            "policy_log_key_as_witness",
            policy_of(seed, log, witnesses=[{"key": log_key(seed, log).vkey, "who": "A"}], quorum=1),
        ),
        ("policy_without_log_key", policy_of(seed, log, log_keys=[])),
    ):
        yield refused(name, "policy_wrong", with_policy(event, policy))
    vkey = log_key(seed, log).vkey
    yield refused(
        "policy_key_id_of_another",
        "key_wrong",
        with_policy(event, policy_of(seed, log, log_keys=[f"{log}+00000000+{vkey.split('+', 2)[2]}"])),
    )
    other = "selaras/bengkulu/lain"
    yield refused(
        "policy_of_another_event",
        "policy_of_another_log",
        with_policy(event, policy_of(seed, other)),
    )
    # The witnesses are the forger's own: nothing in the bundle contradicts it, only what left the building.
    lenient = policy_of(seed, log, quorum=0)
    yield refused("policy_exchanged", "policy_not_the_given_one", with_policy(event, lenient), policy=good)


def witness(seed: str, name: str = "inspektorat") -> dict[str, str]:
    return {"key": witness_key(seed, name).vkey, "who": name}


def last_checkpoint(files: Files) -> str:
    return max(name for name in files if name.startswith("checkpoints/"))


def quorum() -> Iterator[Case]:
    event = honest()
    files = event.files()
    name = last_checkpoint(files)
    text = files[name].split(b"\n\n")[0] + b"\n"
    at = int(BEGIN.timestamp())
    lines = files[name].split(b"\n\n")[1].splitlines(keepends=True)
    stranger = witness_key("orang lain", "inspektorat")
    second = witness_key(event.book.seed, "penelaah")

    def signed_by(*others: bytes) -> bytes:
        return with_file(files, name, lambda _: text + b"\n" + b"".join(others))

    yield refused("quorum_one_of_two", "quorum_missing", signed_by(lines[0], lines[1]))
    yield refused("quorum_nobody", "quorum_missing", signed_by(lines[0]))
    yield refused("quorum_one_witness_twice", "quorum_missing", signed_by(lines[0], lines[1], lines[1]))
    yield refused(
        "quorum_a_stranger_of_the_same_name",
        "quorum_missing",
        signed_by(lines[0], lines[1], stranger.cosignature_line(text, at=at)),
    )
    older = sorted(name for name in files if name.startswith("checkpoints/"))[-2]
    elsewhere = files[older].split(b"\n\n")[0] + b"\n"
    yield refused(
        "cosignature_of_another_checkpoint",
        "cosignature_wrong",
        signed_by(lines[0], lines[1], second.cosignature_line(elsewhere, at=at)),
    )
    yield refused(
        "cosignature_of_another_second",
        "cosignature_wrong",
        signed_by(lines[0], lines[1], retimed(event, text)),
    )


def retimed(event: SignedEvent, text: bytes) -> bytes:
    """Return a witness's line that names another second than the witness signed."""
    key = witness_key(event.book.seed, "penelaah")
    at = int(BEGIN.timestamp())
    signature = key.sign(f"cosignature/v1\ntime {at}\n".encode() + text)
    told = base64.b64encode(key.key_id + (at + 60).to_bytes(8) + signature).decode()
    return f"— {key.name} {told}\n".encode()


def papers() -> Iterator[Case]:
    event = honest()
    yield refused(
        "paper_of_another_ledger", "paper_code_unknown", event.bundle(), paper=ledger_code(bytes(32))
    )
    yield refused("paper_that_is_no_code", "paper_code_wrong", event.bundle(), paper="ABCD EFGH")
    longer = event.paper_code + " ABCD"
    yield refused("paper_with_a_group_too_many", "paper_code_wrong", event.bundle(), paper=longer)
    # An old backup was put back: all that is in it holds, but the paper tells of more.
    size = sorted(event.book.checkpoints)[1]
    yield refused(
        "rolled_back_behind_the_paper",
        "paper_code_unknown",
        rolled_back(event, size),
        paper=event.paper_code,
        policy=event.policy,
    )


def rolled_back(event: SignedEvent, size: int) -> bytes:
    """Return the bundle that could be made when the ledger held so many entries."""
    return packed(bundle_files(cut_back(event.book, size), grade="R1", policy=event.policy))
