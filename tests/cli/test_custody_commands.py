"""What an office types for keys, witnesses and backups, and what it is told when something is wrong."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from selaras.cli.app import build_app
from selaras.core.evidence.bundle import zip_bytes
from selaras.core.evidence.checkpoint import (
    Checkpoint,
    KeyKind,
    SignedNote,
    VerifierKey,
    checkpoint_text,
    cosigners,
    signed_note_of,
    verifier_key,
)
from selaras.core.evidence.cosigning import log_signature_line
from selaras.core.evidence.ledger import leaf_hash, root_of
from selaras.core.evidence.policy import policy_of
from selaras.core.evidence.proving import consistency_proof
from selaras.core.evidence.witnessing import Request, request_bytes
from selaras.outside.sealing import Cost
from selaras.outside.signing import LogKey, create_log_key, keep_log_key, open_log_key, read_key_file
from tests.cli.running import Ran, selaras
from tests.tampered.keys import witness_key
from tests.tampered.signed_event import signed_event

PASSPHRASE = "kuda lumping di pasar minggu"
EVENT = "bengkulu/bengkulu-kecil"
LOG = f"selaras/{EVENT}"
QUICK = Cost(n=1 << 4)
LEAVES = [leaf_hash(str(n).encode()) for n in range(30)]
Typed = Callable[..., Ran]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Typed:
    """Run a command here, with answers to what it asks."""
    from typer.testing import CliRunner

    for name in ("", "_PASSPHRASE", "_PASSPHRASE_FILE"):
        monkeypatch.delenv(f"SELARAS_LOG_KEY{name}", raising=False)
    # The terminal's echo cannot be switched off where there is no terminal.
    monkeypatch.setattr("getpass.getpass", lambda prompt="", stream=None: input(prompt))

    def run(*words: object, answers: str = "") -> Ran:
        done = CliRunner(env={"COLUMNS": "200"}).invoke(
            build_app("id"), [str(one) for one in words], input=answers, catch_exceptions=False
        )
        return Ran(code=done.exit_code, out=done.stdout, err=done.stderr)

    return run


def twice(passphrase: str = PASSPHRASE) -> str:
    return f"{passphrase}\n{passphrase}\n"


def test_the_ceremony_makes_a_key_and_three_sheets_of_which_two_recover_it(
    typed: Typed, tmp_path: Path
) -> None:
    key, sheets = tmp_path / "log.key", tmp_path / "bagian"

    made = typed("key", "make", "--path", key, "--shares", sheets, answers=twice())

    assert made.code == 0, made.err
    mark = re.search(r"Tanda kunci: (\S+)", made.out)
    assert mark is not None
    texts = [one.read_text(encoding="utf-8") for one in sorted(sheets.iterdir())]
    assert [mark[1] in text for text in texts] == [True] * 3
    original = read_key_file(key).public_key
    key.unlink()
    back = typed(
        *("key", "recover", "--path", key),
        *("--share", sheets / "bagian-3.txt", "--share", sheets / "bagian-1.txt"),
        answers=twice("frasa sandi yang baru sekali"),
    )
    assert back.code == 0, back.err
    assert read_key_file(key).public_key == original
    assert mark[1] in back.out


def test_shares_are_typed_line_by_line_and_a_slip_is_asked_again(typed: Typed, tmp_path: Path) -> None:
    from selaras.outside.chance import SeededChance
    from selaras.outside.key_shares import key_mark, shares_of

    key = LogKey(bytes(range(32)))
    one, two, _ = shares_of(key, chance=SeededChance("bagian"))
    first = one.lines()
    slip = first[0].replace(first[0][0], "A" if first[0][0] != "A" else "B", 1)
    answers = [key_mark(key.public_key), "7", "1", slip, *first, "2", *two.lines(), PASSPHRASE, PASSPHRASE]

    back = typed("key", "recover", "--path", tmp_path / "log.key", answers="\n".join(answers) + "\n")

    assert back.code == 0, back.err
    assert "Baris 1 salah salin" in back.said
    assert open_log_key(tmp_path / "log.key", passphrase=PASSPHRASE).seed() == key.seed()


def test_a_key_made_on_the_screen_shows_one_share_at_a_time(typed: Typed, tmp_path: Path) -> None:
    made = typed("key", "make", "--path", tmp_path / "log.key", answers=twice() + "\n\n\n")

    assert made.code == 0, made.err
    assert [made.out.count(f"bagian {n} dari 3") for n in (1, 2, 3)] == [1, 1, 1]


def test_what_is_wrong_with_making_a_key_is_said_and_nothing_is_made(typed: Typed, tmp_path: Path) -> None:
    key = tmp_path / "log.key"
    for answers, said in (
        (twice("pendek"), "terlalu pendek"),
        (f"{PASSPHRASE}\nlain sama sekali\n", "Kedua ketikan berbeda"),
        ("", "SELARAS_LOG_KEY_PASSPHRASE_FILE"),
    ):
        refused = typed("key", "make", "--path", key, answers=answers)
        assert (refused.code, said in refused.said) == (2, True), refused.said
        assert not key.exists()
    assert "SELARAS_LOG_KEY" in typed("key", "show").said
    assert typed("key", "show", "--path", key).code == 2


def test_no_command_takes_a_passphrase_as_an_argument() -> None:
    import typer

    group = typer.main.get_command(build_app("id"))
    found = [
        option
        for name in ("key", "witness", "backup", "restore")
        for command in [group.commands[name], *getattr(group.commands[name], "commands", {}).values()]  # type: ignore[attr-defined]
        for parameter in command.params
        if not getattr(parameter, "is_flag", False)  # a flag only asks for one to be typed
        for option in parameter.opts
    ]

    assert len(found) > 20
    assert [one for one in found if "pass" in one or "sandi" in one] == []


@pytest.fixture
def watched(tmp_path: Path, typed: Typed) -> Path:
    """A folder with a log key, a witness's key and the policy that names both."""
    keep_log_key(LogKey(bytes(range(32))), tmp_path / "log.key", passphrase=PASSPHRASE, cost=QUICK)
    create_log_key(tmp_path / "saksi.key", passphrase=PASSPHRASE, cost=QUICK, witness="inspektorat/saksi-1")
    shown = typed("key", "show", "--path", tmp_path / "saksi.key").out
    vkey = re.search(r"Kunci pemeriksa: (\S+)", shown)
    assert vkey is not None
    written = typed(
        *("key", "policy", "--event", EVENT, "--path", tmp_path / "log.key", "--quorum", 1),
        *("--witness", f"Inspektorat={vkey[1]}", "--out", tmp_path / "policy.json"),
    )
    assert written.code == 0, written.err
    return tmp_path


def checkpoint(size: int, leaves: list[bytes] = LEAVES, key: LogKey | None = None) -> SignedNote:
    signer = key or LogKey(bytes(range(32)))
    text = checkpoint_text(Checkpoint(LOG, size, root_of(leaves[:size])))
    own = VerifierKey(name=LOG, kind=KeyKind.LOG, public_key=signer.public_key)
    return SignedNote(text, (log_signature_line(own, signature=signer.sign(text)),))


def cosigned(typed: Typed, folder: Path, data: bytes) -> Ran:
    (folder / "permintaan").write_bytes(data)
    (folder / "kembali").unlink(missing_ok=True)
    return typed(
        *("witness", "cosign", folder / "permintaan", "--key", folder / "saksi.key"),
        *("--policy", folder / "policy.json", "--out", folder / "kembali"),
        answers=f"{PASSPHRASE}\n",
    )


def grown(old: int, new: int, leaves: list[bytes] = LEAVES) -> bytes:
    proof = consistency_proof(old, leaves[:new])
    return request_bytes(Request(old_size=old, proof=proof, note=checkpoint(new, leaves)))


def test_a_policy_names_who_is_believed(watched: Path) -> None:
    policy = policy_of((watched / "policy.json").read_bytes())

    assert (policy.log, policy.quorum, policy.signed_marks) == (LOG, 1, True)
    assert [one.who for one in policy.witnesses] == ["Inspektorat"]


def test_a_witness_cosigns_a_ledger_that_grows_and_remembers_it(typed: Typed, watched: Path) -> None:
    first = cosigned(typed, watched, checkpoint(10).to_bytes())
    assert (first.code, "pertama" in first.said) == (0, True), first.err
    then = cosigned(typed, watched, grown(10, 25))
    assert (then.code, "pertama" in then.said) == (0, False), then.err

    note = signed_note_of((watched / "kembali").read_bytes())
    policy = policy_of((watched / "policy.json").read_bytes())
    assert cosigners(note, witnesses=[one.key for one in policy.witnesses])
    assert json.loads((watched / "saksi.key.terakhir.json").read_text())[LOG]["size"] == 25


def test_a_witness_signs_no_other_past_and_says_so(typed: Typed, watched: Path) -> None:
    other = [*LEAVES[:7], leaf_hash(b"nilai lain"), *LEAVES[8:]]
    assert cosigned(typed, watched, checkpoint(10).to_bytes()).code == 0
    before = (watched / "saksi.key.terakhir.json").read_bytes()
    for data, said in (
        (checkpoint(9).to_bytes(), "menyusut"),
        (checkpoint(10, other).to_bytes(), "isinya diganti"),
        (grown(10, 25, other), "isinya diganti"),
        (checkpoint(25).to_bytes(), "tanpa bukti kesinambungan"),
        (checkpoint(10, key=LogKey(bytes(32))).to_bytes(), "tidak ditandatangani"),
        (b"bukan titik periksa", "tidak dapat dibaca"),
    ):
        refused = cosigned(typed, watched, data)
        assert (refused.code, said in refused.said) == (2, True), refused.said
        assert not (watched / "kembali").exists()
    assert (watched / "saksi.key.terakhir.json").read_bytes() == before


def test_a_witness_that_the_policy_does_not_name_signs_nothing(typed: Typed, watched: Path) -> None:
    (watched / "saksi.key").unlink()
    made = typed("witness", "make", watched / "saksi.key", "--name", "inspektorat/saksi-1", answers=twice())
    assert made.code == 0, made.err
    vkey = re.search(r"Kunci pemeriksa: (\S+)", made.out)
    assert vkey is not None
    assert verifier_key(vkey[1]).kind is KeyKind.COSIGNER

    refused = cosigned(typed, watched, checkpoint(10).to_bytes())
    assert (refused.code, "tidak tercantum" in refused.said) == (2, True)
    blank = typed("witness", "make", watched / "b.key", "--name", "saksi satu", answers=twice())
    assert (blank.code, (watched / "b.key").exists()) == (2, False)


def test_a_witness_with_the_bundle_needs_no_proof(typed: Typed, tmp_path: Path) -> None:
    """And the bundle tells which log keys came after the policy; a bundle that was altered tells nothing."""
    event = signed_event(officials=3, methods=1, examiners=2)
    own = witness_key(event.book.seed, "inspektorat")
    seed = own.secret.private_bytes_raw()
    keep_log_key(LogKey(seed), tmp_path / "saksi.key", passphrase=PASSPHRASE, cost=QUICK, witness=own.name)
    files = event.files()
    (tmp_path / "policy.json").write_bytes(event.policy)
    (tmp_path / "bukti.zip").write_bytes(event.bundle())
    first, *_, last = sorted(name for name in files if name.startswith("checkpoints/"))

    def asked(name: str, *more: object) -> Ran:
        (tmp_path / "titik").write_bytes(files[name])
        return typed(
            *("witness", "cosign", tmp_path / "titik", "--key", tmp_path / "saksi.key", *more),
            *("--policy", tmp_path / "policy.json", "--out", tmp_path / "kembali"),
            answers=f"{PASSPHRASE}\n",
        )

    assert asked(first).code == 0
    assert "tanpa bukti kesinambungan" in asked(last).said
    assert asked(last, "--bundle", tmp_path / "bukti.zip").code == 0
    (tmp_path / "kembali").unlink()
    entries = files["entries.jsonl"].replace(b'"signature":"', b'"signature":"00', 1)
    (tmp_path / "bukti.zip").write_bytes(zip_bytes({**files, "entries.jsonl": entries}))
    (tmp_path / "saksi.key.terakhir.json").unlink()
    assert asked(last, "--bundle", tmp_path / "bukti.zip").code == 2
    assert not (tmp_path / "kembali").exists()


SIGNED_EVENT = """
from selaras.actions.installation import close_database, open_database
open_database()
from tests.actions.evidence import live_events
live = live_events.scoring()
live.received(*live.signed_sheets(live.sheets()[:2]))
close_database()
"""


@pytest.mark.sqlite
def test_the_drill_on_a_computer_of_its_own(tmp_path: Path) -> None:
    """A backup, a rotated key, a newer checkpoint; then the disk is gone and the backup is put back."""
    place = {
        "SELARAS_DATABASE": str(tmp_path / "selaras.sqlite3"),
        "SELARAS_LOG_KEY": str(tmp_path / "log.key"),
        "SELARAS_LOG_KEY_PASSPHRASE_FILE": str(tmp_path / "frasa"),
        "SELARAS_BACKUP_PASSPHRASE_FILE": str(tmp_path / "frasa"),
    }
    (tmp_path / "frasa").write_text(PASSPHRASE + "\n", encoding="utf-8")
    keep_log_key(LogKey(bytes(range(32))), tmp_path / "log.key", passphrase=PASSPHRASE, cost=QUICK)
    root = Path(__file__).parents[2]
    paths = f"{root}:{root / 'src'}"
    subprocess.run([sys.executable, "-c", SIGNED_EVENT], env={**place, "PYTHONPATH": paths}, check=True)
    backup, newer = tmp_path / "cadangan", tmp_path / "permintaan"

    def told(*words: object, code: int = 0) -> str:
        ran = selaras(*words, **place)
        assert ran.code == code, ran.said
        return ran.said

    told("backup", backup)
    seen = signed_note_of(_requested(told, newer)).checkpoint
    # Broken off after the new key was made: the same command goes on with it.
    begun = create_log_key(tmp_path / "log.key.baru", passphrase=PASSPHRASE, cost=QUICK)
    assert EVENT in told("key", "rotate", "--reason", "pergantian tahunan")
    assert read_key_file(tmp_path / "log.key").public_key == begun.public_key
    # Broken off between the two renamings.
    (tmp_path / "log.key").rename(tmp_path / "log.key.baru")
    assert "Kunci dibuat" in told("key", "rotate", "--reason", "pergantian tahunan")
    # Whom to believe may still change; with which key the event began may not, and does not.
    told("key", "policy", "--event", EVENT, "--out", tmp_path / "policy.json", "--keep")
    (began,) = policy_of((tmp_path / "policy.json").read_bytes()).log_keys
    assert began.public_key == LogKey(bytes(range(32))).public_key
    after = signed_note_of(_requested(told, tmp_path / "lain", "--old", seen.size)).checkpoint
    assert after.size == seen.size + 1
    newest = tmp_path / "titik.txt"
    newest.write_bytes(_requested(told, tmp_path / "terakhir"))
    assert "tidak pernah ditimpa" in told("backup", backup, code=2)
    assert "kosong" in told("restore", backup, code=2)

    for left in tmp_path.glob("selaras.sqlite3*"):
        left.unlink()
    assert LOG in told("restore", backup, "--show")
    assert not (tmp_path / "selaras.sqlite3").exists()
    # Signed by a key that the backup does not know yet: what was seen counts all the same.
    assert "1 catatan" in told("restore", backup, "--latest", newest, code=2)
    put_back = told("restore", backup, "--latest", _alone(newer, tmp_path / "titik-lama.txt"))
    assert f"{seen.size} catatan" in put_back
    assert f"--enter {EVENT}" in put_back
    assert "kosong" in told("restore", backup, code=2)
    (tmp_path / "log.key.lama").write_bytes(next(tmp_path.glob("log.key.lama-*")).read_bytes())
    (tmp_path / "log.key.lama").chmod(0o600)
    place["SELARAS_LOG_KEY"] = str(tmp_path / "log.key.lama")
    waiting = told("restore", backup, "--enter", EVENT, "--reason", "cakram rusak", code=1)
    assert "restore" in waiting
    assert "belum ada" in waiting


def _requested(told: Callable[..., str], out: Path, *more: object) -> bytes:
    told("witness", "request", "--event", EVENT, "--sign", "--out", out, *more)
    return out.read_bytes().partition(b"\n\n")[2]


def _alone(request: Path, out: Path) -> Path:
    out.write_bytes(request.read_bytes().partition(b"\n\n")[2])
    return out
