"""A bundle has one form: whatever else a ZIP may be is refused, each for its own reason and at no cost."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selaras.core.errors import CoreError
from selaras.core.evidence.bundle import archive
from selaras.core.evidence.bundle.archive import files_of, zip_bytes
from tests.tampered.packing import packed

FILES = {"a.json": b"{}", "papers/07-P-001.pdf": b"%PDF" * 9, "papers/x": b"", "z.txt": b"PK\x05\x06"}
GOOD = zip_bytes(FILES)
LOCAL_HEADER = 30
AT_DIRECTORY = struct.unpack_from("<L", GOOD, len(GOOD) - 6)[0]
CODES = {"zip_unreadable", "zip_limit", "zip_name_wrong", "zip_not_canonical"}

names = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,20}(/[A-Za-z0-9][A-Za-z0-9._-]{0,20})?", fullmatch=True)


def refusal_of(data: bytes) -> str:
    try:
        files_of(data)
    except CoreError as wrong:
        return wrong.code
    return "taken"


def poked(at: int, layout: str, value: int) -> bytes:
    changed = bytearray(GOOD)
    struct.pack_into(layout, changed, at, value)
    return bytes(changed)


def zipped(
    files: list[tuple[str, bytes]], change: Callable[[zipfile.ZipInfo], None] = lambda info: None
) -> bytes:
    """Return what an ordinary packer makes of files, told to be as timeless as it can."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as packing:
        for name, content in files:
            info = zipfile.ZipInfo(name)
            info.create_system, info.external_attr = 0, 0
            change(info)
            packing.writestr(info, content)
    return held.getvalue()


def deflated(info: zipfile.ZipInfo) -> None:
    info.compress_type = zipfile.ZIP_DEFLATED


def remarked(info: zipfile.ZipInfo) -> None:
    info.comment = b"x"


def extended(info: zipfile.ZipInfo) -> None:
    info.extra = b"\x99\x99\x01\x00x"


def dated(info: zipfile.ZipInfo) -> None:
    info.date_time = (2024, 2, 1, 9, 30, 0)


def described() -> bytes:
    """Return an archive whose sizes follow its contents, as a packer writes that cannot seek."""

    class Tape(io.RawIOBase):
        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.held += data
            return len(data)

    tape = Tape()
    with zipfile.ZipFile(tape, "w") as packing:
        packing.writestr(zipfile.ZipInfo("a"), b"x" * 20)
    return bytes(tape.held)


def test_files_come_back_and_always_as_the_same_bytes() -> None:
    assert files_of(GOOD) == FILES
    assert zip_bytes(dict(reversed(FILES.items()))) == GOOD
    assert zip_bytes(files_of(GOOD)) == GOOD


def test_no_file_at_all_is_an_archive_too() -> None:
    assert files_of(zip_bytes({})) == {}


def test_other_readers_and_another_writer_agree() -> None:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == FILES
    assert packed(FILES) == GOOD


@given(st.dictionaries(names, st.binary(max_size=60), max_size=6))
def test_any_files_come_back(files: dict[str, bytes]) -> None:
    assert files_of(zip_bytes(files)) == files


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "zip_unreadable", id="nothing"),
        pytest.param(b"PK\x05\x06", "zip_unreadable", id="only the end's first bytes"),
        pytest.param(b"%PDF-1.7" * 20, "zip_unreadable", id="another kind of file"),
        pytest.param(GOOD[:-1], "zip_unreadable", id="cut off"),
        pytest.param(GOOD + b"x", "zip_unreadable", id="a byte after the end"),
        pytest.param(GOOD + GOOD, "zip_not_canonical", id="twice one after the other"),
        pytest.param(b"x" + GOOD, "zip_unreadable", id="a byte before the beginning"),
        pytest.param(GOOD[:-2] + b"\x01\x00x", "zip_unreadable", id="a comment of the archive"),
        pytest.param(poked(len(GOOD) - 12, "<H", 20_001), "zip_limit", id="more files than allowed"),
        pytest.param(poked(len(GOOD) - 12, "<H", 0xFFFF), "zip_limit", id="zip64's count"),
        pytest.param(poked(len(GOOD) - 12, "<H", 5), "zip_unreadable", id="one file too many told"),
        pytest.param(poked(len(GOOD) - 12, "<H", 3), "zip_not_canonical", id="one file hidden"),
        pytest.param(poked(len(GOOD) - 6, "<L", 0xFFFFFFFF), "zip_unreadable", id="zip64's offset"),
        pytest.param(poked(len(GOOD) - 6, "<L", 0), "zip_unreadable", id="no directory where it should be"),
        pytest.param(poked(len(GOOD) - 10, "<L", 7), "zip_not_canonical", id="directory of another size"),
        pytest.param(poked(len(GOOD) - 18, "<H", 1), "zip_not_canonical", id="a second disk"),
        pytest.param(
            poked(AT_DIRECTORY + 20, "<L", 0xFFFFFFFF), "zip_unreadable", id="more content than there is"
        ),
        pytest.param(
            poked(AT_DIRECTORY + 24, "<L", 0xFFFFFFF0), "zip_not_canonical", id="content that says it grows"
        ),
        pytest.param(poked(AT_DIRECTORY + 16, "<L", 1), "zip_not_canonical", id="another checksum listed"),
        pytest.param(poked(14, "<L", 1), "zip_not_canonical", id="another checksum in the header"),
        pytest.param(poked(LOCAL_HEADER + 6, "B", 0x5B), "zip_not_canonical", id="another content"),
        pytest.param(poked(8, "<H", 8), "zip_not_canonical", id="compressed, says the header"),
        pytest.param(poked(AT_DIRECTORY + 10, "<H", 8), "zip_not_canonical", id="compressed, says the list"),
        pytest.param(poked(6, "<H", 0x0801), "zip_not_canonical", id="encrypted"),
        pytest.param(poked(AT_DIRECTORY + 42, "<L", 9), "zip_not_canonical", id="header elsewhere"),
        pytest.param(poked(AT_DIRECTORY + 38, "<L", 1), "zip_not_canonical", id="attributes"),
        pytest.param(
            poked(LOCAL_HEADER, "B", ord("b")), "zip_not_canonical", id="another name in the header"
        ),
        pytest.param(zipped([("a", b"x" * 99)]), "zip_not_canonical", id="an ordinary packer's flags"),
        pytest.param(zipped([("a", b"x" * 99)], deflated), "zip_not_canonical", id="compressed"),
        pytest.param(zipped([("a", b"")], remarked), "zip_not_canonical", id="a comment of a file"),
        pytest.param(zipped([("a", b"")], extended), "zip_not_canonical", id="an extra field"),
        pytest.param(zipped([("a", b"")], dated), "zip_not_canonical", id="a time"),
        pytest.param(described(), "zip_not_canonical", id="a data descriptor"),
        pytest.param(packed(FILES, order=sorted(FILES)[::-1]), "zip_not_canonical", id="another order"),
        pytest.param(packed({"a": b"", "b": b""}, order=["a", "a"]), "zip_not_canonical", id="a name twice"),
    ],
)
def test_any_other_form_is_refused_for_its_reason(data: bytes, code: str) -> None:
    assert refusal_of(data) == code


@pytest.mark.parametrize(
    "name",
    ["", "/etc/passwd", "../a", "a/../b", "a/b/c", "a\\b", "a/", ".a", "a b", "ä", "a\0", "a:b", "n" * 121],
)
def test_a_name_that_could_lead_elsewhere_is_refused_both_ways(name: str) -> None:
    with pytest.raises(CoreError) as refused:
        zip_bytes({name: b""})

    assert refused.value.code == "zip_name_wrong"
    assert refusal_of(packed({name: b""})) == "zip_name_wrong"


@pytest.mark.parametrize("name", ["a", "7", "A/b", "n" * 120, "papers/07-laporan-individu-P-001.pdf"])
def test_a_plain_name_is_taken(name: str) -> None:
    assert files_of(packed({name: b""})) == {name: b""}


def test_an_ordinary_reader_takes_what_ours_refuses() -> None:
    """Were these refused by any reader, the tests above would prove nothing of ours."""
    for data in (zipped([("a", b"x" * 99)], deflated), described(), GOOD + GOOD, b"x" + GOOD):
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            assert opened.testzip() is None


def test_a_bomb_costs_no_memory() -> None:
    bomb = zipped([("a", bytes(64 * 1024 * 1024))], deflated)
    overlapping = poked(AT_DIRECTORY + 20, "<L", AT_DIRECTORY)

    tracemalloc.start()
    refused = [refusal_of(bomb), refusal_of(overlapping)]
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert refused == ["zip_not_canonical", "zip_unreadable"]
    assert most < 1024 * 1024


def test_no_archive_beyond_the_limit_is_read_or_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", len(GOOD) - 1)
    with pytest.raises(CoreError) as refused:
        zip_bytes({"a": bytes(len(GOOD))})

    assert refused.value.code == "zip_limit"
    assert refusal_of(GOOD) == "zip_limit"


def test_no_more_files_than_the_limit_are_written() -> None:
    with pytest.raises(CoreError) as refused:
        zip_bytes({str(n): b"" for n in range(20_001)})

    assert refused.value.code == "zip_limit"


@given(st.binary(max_size=300))
def test_noise_is_refused_by_a_code(noise: bytes) -> None:
    assert refusal_of(noise) in CODES
    assert refusal_of(noise + GOOD[AT_DIRECTORY:]) in CODES


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_no_byte_can_be_changed_unseen(at: int, by: int) -> None:
    """Contents are held by the checksum here and by the manifest's digest later."""
    changed = bytearray(GOOD)
    changed[at] ^= by

    assert refusal_of(bytes(changed)) in CODES


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(max_size=9)), max_size=5))
def test_spoilt_archives_are_refused_by_a_code_or_are_the_same(spoils: list[tuple[int, bytes]]) -> None:
    changed = bytearray(GOOD)
    for at, data in spoils:
        changed[at : at + len(data)] = data
    code = refusal_of(bytes(changed))

    assert code in CODES or bytes(changed) == zip_bytes(files_of(bytes(changed)))
