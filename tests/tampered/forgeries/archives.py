"""Forged archives, manifests and files: checks `zip` and `digests`."""

import io
import json
import struct
import zipfile
from collections.abc import Iterator

from selaras.core.evidence.exact_json import canonical
from tests.tampered.forgeries.conformance import Case, Files, honest, refused
from tests.tampered.packing import MANIFEST, line, packed, repacked
from tests.tampered.tiny import tiny_event


def cases() -> Iterator[Case]:
    yield from archives()
    yield from manifests()
    yield from digests()


def unreadable(name: str, reason: str, data: bytes) -> Case:
    return refused(name, reason, data, verdict="unreadable")


def archives() -> Iterator[Case]:
    files = tiny_event().files()
    good = packed(files)
    end = len(good) - 22
    begins = int.from_bytes(good[end + 16 : end + 20], "little")
    yield unreadable("zip_empty", "zip_unreadable", b"")
    yield unreadable("zip_no_archive", "zip_unreadable", b"%PDF-1.7\n" * 9)
    yield unreadable("zip_cut_off", "zip_unreadable", good[:-1])
    yield unreadable("zip_byte_behind", "zip_unreadable", good + b"\x00")
    yield unreadable("zip_byte_before", "zip_unreadable", b"\x00" + good)
    yield unreadable("zip_comment", "zip_unreadable", good[:-2] + b"\x03\x00abc")
    yield unreadable(
        "zip_directory_beyond", "zip_unreadable", patched(good, end + 16, struct.pack("<I", len(good)))
    )
    yield unreadable(
        "zip_contents_reach_into_directory",
        "zip_unreadable",
        patched(good, begins + 20, struct.pack("<I", len(good))),
    )
    yield unreadable(
        "zip_too_many_files",
        "zip_limit",
        struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 20_001, 20_001, 0, 0, 0),
    )
    yield unreadable("zip_name_upward", "zip_name_wrong", packed({**files, "../policy.json": b""}))
    yield unreadable("zip_name_of_three_parts", "zip_name_wrong", packed({**files, "papers/a/b.pdf": b""}))
    yield unreadable("zip_name_with_blank", "zip_name_wrong", packed({**files, "papers/a b.pdf": b""}))
    yield unreadable("zip_name_too_long", "zip_name_wrong", packed({**files, "papers/" + "a" * 114: b""}))
    yield unreadable("zip_compressed", "zip_not_canonical", compressed(files))
    yield unreadable(
        "zip_in_another_order", "zip_not_canonical", packed(files, order=sorted(files, reverse=True))
    )
    yield unreadable(
        "zip_one_name_twice", "zip_not_canonical", packed(files, order=[*sorted(files), "policy.json"])
    )
    yield unreadable("zip_with_time", "zip_not_canonical", patched(good, 10, b"\x01"))
    yield unreadable("zip_wrong_crc", "zip_not_canonical", patched(good, begins + 16, b"\x00\x00\x00\x00"))
    yield unreadable("zip_two_disks", "zip_not_canonical", patched(good, end + 4, b"\x01"))
    yield unreadable("zip_hidden_file", "zip_not_canonical", hidden(files))
    yield unreadable(
        "zip_local_name_differs", "zip_not_canonical", good.replace(b"notes.jsonl", b"nutes.jsonl", 1)
    )


def patched(data: bytes, at: int, with_bytes: bytes) -> bytes:
    return data[:at] + with_bytes + data[at + len(with_bytes) :]


def compressed(files: Files) -> bytes:
    """Return what any archiver makes of the files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def hidden(files: Files) -> bytes:
    """Return an archive with a file behind the others that its directory does not tell of."""
    whole = packed({**files, "zz.txt": b"x"})
    without = packed(files)
    begins = int.from_bytes(whole[-6:-2], "little")
    old_directory = int.from_bytes(without[-6:-2], "little")
    directory = without[old_directory:-22]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(files), len(files), len(directory), begins, 0)
    return whole[:begins] + directory + end


def manifests() -> Iterator[Case]:
    files = tiny_event().files()
    told = json.loads(files[MANIFEST])
    others = {name: data for name, data in files.items() if name != MANIFEST}
    yield unreadable("manifest_missing", "manifest_wrong", packed(others))
    for name, data in (
        ("manifest_with_blanks", json.dumps(told, sort_keys=True).encode()),
        ("manifest_key_twice", files[MANIFEST].replace(b'{"files"', b'{"grade":"R1","files"', 1)),
        ("manifest_field_too_many", canonical({**told, "comment": ""})),
        ("manifest_of_another_version", canonical({**told, "version": 2})),
        ("manifest_of_another_format", canonical({**told, "format": "selaras-ledger"})),
        ("manifest_of_an_unknown_grade", canonical({**told, "grade": "R9"})),
        ("manifest_size_as_text", canonical({**told, "size": str(told["size"])})),
        ("manifest_root_too_short", canonical({**told, "root": told["root"][:-2]})),
        ("manifest_no_json", b"{}}"),
        ("manifest_r3_without_subject", canonical({**told, "grade": "R3"})),
        ("manifest_r1_with_subject", canonical({**told, "subject": "P-001"})),
    ):
        yield unreadable(name, "manifest_wrong", packed({**others, MANIFEST: data}))


def digests() -> Iterator[Case]:
    event = honest()
    files = event.files()
    yield refused(
        "file_taken_out",
        "file_missing",
        packed(without(files, "notes.jsonl")),
        file="notes.jsonl",
        verdict="unreadable",
    )
    yield refused(
        "file_slipped_in", "file_unknown", packed({**files, "papers/x.pdf": b"x"}), file="papers/x.pdf"
    )
    changed = files["payloads.jsonl"].replace(b"500", b"400", 1)
    yield refused(
        "file_changed",
        "file_digest_wrong",
        packed({**files, "payloads.jsonl": changed}),
        file="payloads.jsonl",
    )
    for name in (
        "notes.jsonl",
        "entries.jsonl",
        "policy.json",
        "publish/numbers.json",
        "publish/results.json",
    ):
        yield refused(
            f"grade_r1_without_{name.split('/')[-1].split('.')[0]}",
            "file_missing",
            relisted(without(files, name)),
            file=name,
            verdict="unreadable",
        )
    two = event.files("R2")
    yield refused(
        "grade_r2_with_notes",
        "file_not_of_this_grade",
        relisted({**two, "notes.jsonl": files["notes.jsonl"]}),
        file="notes.jsonl",
    )
    yield refused(
        "grade_r2_with_results",
        "file_not_of_this_grade",
        relisted({**two, "publish/results.json": files["publish/results.json"]}),
        file="publish/results.json",
    )
    yield refused(
        "grade_r1_with_proofs",
        "file_not_of_this_grade",
        relisted({**files, "proofs.json": b"{}"}),
        file="proofs.json",
    )
    three = event.files("R3", subject="P-001")
    yield refused(
        "grade_r3_without_proofs",
        "file_missing",
        relisted(without(three, "proofs.json")),
        file="proofs.json",
        verdict="unreadable",
    )
    yield refused(
        "grade_r1_with_an_unknown_file",
        "file_not_of_this_grade",
        relisted({**files, "extra.txt": line({"a": 1})}),
        file="extra.txt",
    )


def without(files: Files, name: str) -> Files:
    return {other: data for other, data in files.items() if other != name}


def relisted(files: Files) -> bytes:
    """Return a bundle whose manifest lists the files that it has."""
    return repacked(files)
