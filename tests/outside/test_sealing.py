"""A long content is locked block by block, and no block can be left away, moved, doubled or exchanged."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from selaras.core.errors import CoreError
from selaras.outside import passphrases
from selaras.outside.sealing import (
    Cost,
    Lock,
    lock_of,
    prefix_bytes,
    sealed_blocks,
    unsealed_blocks,
    write_new_private_file,
)

KEY, PREFIX, HEADER = bytes(range(32)), bytes(prefix_bytes()), b"header"
BLOCKS = [b"satu", b"dua", b"tiga", b"empat"]


def locked(blocks: Sequence[bytes] = BLOCKS, prefix: bytes = PREFIX) -> list[bytes]:
    return list(sealed_blocks(blocks, key=KEY, prefix=prefix, header=HEADER))


def opened(blocks: Sequence[bytes], header: bytes = HEADER) -> list[bytes]:
    return list(unsealed_blocks(blocks, key=KEY, prefix=PREFIX, header=header))


@pytest.mark.parametrize("n", range(5))
def test_blocks_come_back_as_they_went_in(n: int) -> None:
    # Of nothing there is one empty block, so that even its end is locked.
    assert opened(locked(BLOCKS[:n])) == (BLOCKS[:n] or [b""])


def test_no_block_can_be_left_away_moved_doubled_or_exchanged() -> None:
    a, b, c, d = locked()
    other = locked([b"lain", b"dua", b"tiga", b"empat"], prefix=b"\x01" * len(PREFIX))
    for wrong in (
        [],
        [a, b, c],
        [b, c, d],
        [a, c, d],
        [a, c, b, d],
        [a, b, b, c, d],
        [a, b, c, d, d],
        [other[0], b, c, d],
        [a[:-1], b, c, d],
        [d],
    ):
        with pytest.raises(CoreError, match="passphrase_wrong"):
            opened(wrong)
    with pytest.raises(CoreError, match="passphrase_wrong"):
        opened([a, b, c, d], header=b"another")


@pytest.mark.parametrize(
    "told",
    [
        None,
        {},
        {"name": "none", "n": 16, "p": 1, "r": 8, "salt": "00" * 16},
        {"name": "scrypt", "n": True, "p": 1, "r": 8, "salt": "00" * 16},
        {"name": "scrypt", "n": 16, "p": 1, "r": 8, "salt": "00" * 15},
        {"name": "scrypt", "n": 16, "p": 1, "r": 8, "salt": "zz"},
        {"name": "scrypt", "n": 17, "p": 1, "r": 8, "salt": "00" * 16},
        {"name": "scrypt", "n": 1 << 30, "p": 1, "r": 8, "salt": "00" * 16},
        {"name": "scrypt", "n": 16, "p": 1 << 20, "r": 8, "salt": "00" * 16},
    ],
)
def test_a_lock_that_is_none_is_refused(told: object) -> None:
    with pytest.raises(ValueError):
        lock_of(told)


def test_scrypt_is_that_of_rfc_7914() -> None:
    # Section 12, third vector, of whose 64 bytes the lock takes the first 32.
    key = Lock(cost=Cost(n=16384), salt=b"SodiumChloride").key("pleaseletmein")
    assert key.hex() == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"


def test_a_file_that_could_not_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    class Parts:
        def __iter__(self):  # type: ignore[no-untyped-def]
            yield b"half"
            raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        write_new_private_file(tmp_path / "a", Parts(), exists="key_file_there_already")
    assert list(tmp_path.iterdir()) == []


def test_the_passphrase_of_a_file_is_stronger_than_that_of_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SELARAS_LOG_KEY_PASSPHRASE_FILE", raising=False)
    monkeypatch.delenv("SELARAS_LOG_KEY_PASSPHRASE", raising=False)
    monkeypatch.delenv("SELARAS_LOG_KEY", raising=False)
    assert passphrases.passphrase_at_hand() is None
    assert passphrases.log_key_path() is None
    monkeypatch.setenv("SELARAS_LOG_KEY_PASSPHRASE", "dari lingkungan")
    assert passphrases.passphrase_at_hand() == "dari lingkungan"
    (tmp_path / "frasa").write_text("dari berkas\n", encoding="utf-8")
    monkeypatch.setenv("SELARAS_LOG_KEY_PASSPHRASE_FILE", str(tmp_path / "frasa"))
    assert passphrases.passphrase_at_hand() == "dari berkas"
    monkeypatch.setenv("SELARAS_LOG_KEY_PASSPHRASE_FILE", str(tmp_path / "tidak-ada"))
    with pytest.raises(CoreError, match="passphrase_file_missing"):
        passphrases.passphrase_at_hand()
