"""Refusals of keys, signatures, checkpoints and policies, in words."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_SIGNING: Mapping[str, tuple[str, str]] = {
    "key_wrong": (
        "Kunci {got} tidak dapat dipakai: penulisannya keliru atau tidak utuh.",
        "The key {got} cannot be used: it is miswritten or not whole.",
    ),
    "signature_wrong": (
        "Tanda tangan elektronik tidak cocok dengan isinya.",
        "The signature does not go with what it signs.",
    ),
    "signature_kind_unsupported": (
        "Catatan ke-{index} ditandatangani dengan cara yang belum didukung.",
        "Entry {index} is signed in a way that is not supported yet.",
    ),
    "device_not_enrolled": (
        "Perangkat {device} (catatan ke-{index}) belum didaftarkan pada kegiatan ini.",
        "The device {device} (entry {index}) is not enrolled in this event.",
    ),
    "device_key_wrong": (
        "Kunci perangkat {device} (catatan ke-{index}) bukan kunci dengan sidik itu.",
        "The key of the device {device} (entry {index}) is not the one with that fingerprint.",
    ),
    "device_revoked": (
        "Perangkat {device} sudah dicabut; catatan ke-{index} darinya tidak diterima.",
        "The device {device} was revoked; entry {index} of it does not count.",
    ),
    "log_key_unknown": (
        "Tidak ada kunci buku induk yang berlaku untuk catatan ke-{index}.",
        "No log key is in force for entry {index}.",
    ),
    "checkpoint_wrong": (
        "Berkas titik periksa tidak dapat dibaca: bentuknya bukan yang ditetapkan.",
        "The checkpoint file cannot be read: it is not written as laid down.",
    ),
    "checkpoint_not_signed": (
        "Titik periksa ini tidak ditandatangani dengan kunci buku induk yang berlaku.",
        "This checkpoint is not signed with a log key in force.",
    ),
    "cosignature_wrong": (
        "Tanda tangan saksi {witness} pada titik periksa tidak cocok.",
        "The signature of the witness {witness} under the checkpoint does not hold.",
    ),
    "policy_wrong": (
        "Berkas kebijakan (policy.json) tidak sah pada bagian {part}.",
        "The policy file (policy.json) is not valid in its part {part}.",
    ),
}
