"""The log key's file opens with its passphrase alone, and each way of being wrong is told apart."""

import json
import os
import stat
from pathlib import Path

import pytest

from selaras.core.errors import CoreError
from selaras.core.evidence.signatures import check_ed25519
from selaras.outside.chance import SeededChance
from selaras.outside.sealing import OFFICE_COST, Cost, checksum, written_header
from selaras.outside.signing import create_log_key, open_log_key, read_key_file

QUICK = Cost(n=1 << 4)
PASSPHRASE = "kuda lumping di pasar minggu"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    create_log_key(tmp_path / "log.key", passphrase=PASSPHRASE, chance=SeededChance("kunci"), cost=QUICK)
    return tmp_path / "log.key"


def refusal(path: Path, passphrase: str = PASSPHRASE) -> str:
    try:
        open_log_key(path, passphrase=passphrase)
    except CoreError as refused:
        return refused.code
    return "opens"


def test_a_key_comes_back_from_its_file_and_signs(path: Path) -> None:
    key = open_log_key(path, passphrase=PASSPHRASE)

    check_ed25519(key.public_key, message=b"{}", signature=key.sign(b"{}"))
    assert key.public_key == read_key_file(path).public_key
    assert key.seed().hex() not in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_two_keys_are_never_the_same_without_a_seed(tmp_path: Path) -> None:
    made = {
        create_log_key(tmp_path / f"{n}.key", passphrase=PASSPHRASE, cost=QUICK).public_key for n in range(3)
    }

    assert len(made) == 3


def test_the_passphrase_must_be_the_same_however_it_is_typed(path: Path) -> None:
    assert refusal(path, PASSPHRASE.upper()) == "passphrase_wrong"
    assert refusal(path, PASSPHRASE + " ") == "passphrase_wrong"
    assert refusal(path, "") == "passphrase_wrong"
    assert refusal(path, PASSPHRASE + "\n") == "opens"  # as a file ends


def test_an_accent_typed_as_one_or_as_two_is_the_same(tmp_path: Path) -> None:
    create_log_key(tmp_path / "log.key", passphrase="sate ke\u0301re enak", cost=QUICK)

    assert refusal(tmp_path / "log.key", "sate k\u00e9re enak") == "opens"


def test_a_short_passphrase_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(CoreError, match="passphrase_too_short"):
        create_log_key(tmp_path / "log.key", passphrase="rahasia", cost=QUICK)
    assert not (tmp_path / "log.key").exists()


def test_a_key_is_never_overwritten(path: Path) -> None:
    before = path.read_bytes()

    with pytest.raises(CoreError, match="key_file_there_already"):
        create_log_key(path, passphrase=PASSPHRASE, cost=QUICK)
    assert path.read_bytes() == before


def test_every_altered_byte_is_noticed(path: Path) -> None:
    whole = path.read_bytes()
    lenient = []
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        # A blank turned into another blank alters nothing that is read.
        if refusal(path) == "opens" and whole[at : at + 1].strip():
            lenient.append(at)
    assert lenient == []
    for length in range(0, len(whole) - 1, 7):
        path.write_bytes(whole[:length])
        assert refusal(path) == "key_file_altered"


def test_what_is_wrong_with_a_file_is_told_apart(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))

    def of(**changes: object) -> str:
        path.write_text(json.dumps({**told, **changes}), encoding="utf-8")
        return refusal(path)

    assert of(version=2) == "key_file_version_unknown"
    assert of(format="selaras-backup") == "key_file_wrong"
    assert of(sealed="00" * 48) == "key_file_altered"
    assert of(lock={**told["lock"], "n": 15}) == "key_file_altered"
    path.write_text("[]", encoding="utf-8")
    assert refusal(path) == "key_file_wrong"
    path.unlink()
    assert refusal(path) == "key_file_missing"


def test_whoever_puts_another_public_key_on_the_file_is_found_out(path: Path) -> None:
    """The checksum can be made anew by anybody; the lock, which binds the header, cannot."""
    told = json.loads(path.read_text(encoding="utf-8"))
    told["public_key"] = "11" * 32
    header = written_header({name: told[name] for name in told if name not in ("sealed", "checksum")})
    told["checksum"] = checksum(header + bytes.fromhex(told["sealed"]))
    path.write_text(json.dumps(told), encoding="utf-8")

    assert refusal(path) == "passphrase_wrong"


def test_a_forged_header_cannot_ask_for_all_the_memory(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    told["lock"]["n"] = 1 << 40
    header = written_header({name: told[name] for name in told if name not in ("sealed", "checksum")})
    told["checksum"] = checksum(header + bytes.fromhex(told["sealed"]))
    path.write_text(json.dumps(told), encoding="utf-8")

    assert refusal(path) == "key_file_altered"
    assert OFFICE_COST.is_bearable


def test_a_witness_never_signs_with_the_key_of_the_log(path: Path, tmp_path: Path) -> None:
    create_log_key(tmp_path / "w.key", passphrase=PASSPHRASE, cost=QUICK, witness="inspektorat/saksi-1")

    assert read_key_file(tmp_path / "w.key").witness == "inspektorat/saksi-1"
    open_log_key(tmp_path / "w.key", passphrase=PASSPHRASE, witness=True)
    assert refusal(tmp_path / "w.key") == "key_file_of_other_use"
    with pytest.raises(CoreError, match="key_file_of_other_use"):
        open_log_key(path, passphrase=PASSPHRASE, witness=True)


def test_a_file_that_others_may_read_is_refused(path: Path) -> None:
    os.chmod(path, 0o640)

    assert refusal(path) == "key_file_open_to_others"
