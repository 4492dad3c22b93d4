"""Why a file, a key, a chain or a tree does not hold: a sentence for each reason code."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the reason may be named in braces. The place is told before it.
OF_ARCHIVES: Mapping[str, tuple[str, str]] = {
    "zip_unreadable": ("bukan berkas ZIP yang utuh.", "this is not a whole ZIP file."),
    "zip_limit": (
        "ukuran atau jumlah isinya melampaui batas ({got}; paling banyak {most}).",
        "its size or number of files is beyond the limits ({got}; at most {most}).",
    ),
    "zip_name_wrong": (
        "ada nama isi yang tidak diperbolehkan.",
        "it holds a file whose name is not allowed.",
    ),
    "zip_not_canonical": (
        "berkas ini pernah dibungkus ulang, jadi bukan berkas asli; isinya belum diperiksa. Mintalah"
        " salinan asli langsung dari pembuatnya.",
        "this file was packed anew, so it is not the original; what it holds was not looked at. Ask"
        " whoever made it for an original copy.",
    ),
    "manifest_wrong": (
        "daftar isi (manifest.json) tidak ada atau tidak sesuai format.",
        "the list of contents (manifest.json) is missing or not as the format says.",
    ),
    "file_missing": ("berkas ini seharusnya ada, tetapi tidak ada.", "this file must be there and is not."),
    "file_unknown": (
        "berkas ini tidak terdaftar atau tidak pada tempatnya.",
        "this file is not listed, or has no place here.",
    ),
    "file_digest_wrong": (
        "isinya bukan isi yang tercantum dalam daftar isi.",
        "its content is not the one that the manifest lists.",
    ),
    "file_not_of_this_grade": (
        "berkas ini tidak boleh ada dalam berkas bukti jenjang {grade}.",
        "this file must not be in a bundle of grade {grade}.",
    ),
    "policy_wrong": (
        "kebijakan (policy.json) tidak sah pada bagian {part}.",
        "the policy (policy.json) is not valid in its part {part}.",
    ),
    "policy_of_another_log": (
        "kebijakannya milik buku induk lain ({got}), bukan {expected}.",
        "its policy is of another ledger ({got}), not of {expected}.",
    ),
    "policy_not_the_given_one": (
        "kebijakan di dalamnya bukan kebijakan yang Anda berikan.",
        "the policy in it is not the one that you gave.",
    ),
    "key_wrong": (
        "sebuah kunci dalam kebijakan salah tulis atau tidak utuh.",
        "a key in the policy is miswritten or not whole.",
    ),
    "line_wrong": (
        "baris ini tidak ditulis sesuai format, atau nomor catatannya keliru.",
        "this line is not as the format says, or its entry number is wrong.",
    ),
}
OF_ENTRIES: Mapping[str, tuple[str, str]] = {
    "envelope_too_large": ("sampul catatan terlalu besar.", "its envelope is too large."),
    "envelope_control_byte": (
        "sampul catatan memuat karakter kendali.",
        "its envelope holds a control character.",
    ),
    "envelope_field_unknown": (
        "sampul catatan memuat isian {field} yang tidak dikenal.",
        "its envelope holds an unknown field {field}.",
    ),
    "envelope_field_missing": (
        "sampul catatan tidak memuat isian {field}.",
        "its envelope lacks the field {field}.",
    ),
    "envelope_field_wrong": (
        "isian {field} pada sampul catatan tidak sah.",
        "the field {field} of its envelope is not valid.",
    ),
    "envelope_version_unknown": (
        "sampul catatan memakai versi format yang tidak dikenal.",
        "its envelope is of an unknown version of the format.",
    ),
    "json_key_twice": ("satu isian disebut dua kali.", "a field stands twice."),
    "json_not_an_integer": (
        "ada angka yang bukan bilangan bulat dalam batasnya.",
        "it holds a number that is not an integer within the limits.",
    ),
    "json_not_unicode": ("ada teks yang tidak dapat dibaca.", "it holds text that cannot be read."),
    "json_not_readable": ("isinya tidak dapat dibaca.", "its content cannot be read."),
    "entry_of_another_log": (
        "catatan ini milik buku induk lain ({got}).",
        "this entry is of another ledger ({got}).",
    ),
    "signature_length_wrong": (
        "panjang tanda tangannya keliru ({got}, seharusnya {expected} bita).",
        "its signature has the wrong length ({got} instead of {expected} bytes).",
    ),
    "entry_id_twice": ("pengenal catatan ini sudah dipakai.", "the id of this entry was used before."),
    "signature_kind_unsupported": (
        "cara penandatanganannya belum didukung.",
        "it is signed in a way that is not supported.",
    ),
    "device_not_enrolled": (
        "perangkat {device} belum terdaftar.",
        "the device {device} is not enrolled.",
    ),
    "device_key_wrong": (
        "kunci perangkat {device} bukan kunci dengan sidik itu.",
        "the key of the device {device} is not the one with that fingerprint.",
    ),
    "device_revoked": (
        "perangkat {device} sudah dicabut sebelum catatan ini.",
        "the device {device} was revoked before this entry.",
    ),
    "log_key_unknown": (
        "tidak ada kunci buku induk yang berlaku untuk catatan ini.",
        "no log key is in force for this entry.",
    ),
    "signature_wrong": (
        "tanda tangannya tidak cocok dengan isinya; catatan ini diubah atau bukan dari perangkat itu.",
        "its signature does not hold; the entry was altered or is not of that device.",
    ),
    "chain_broken": (
        "urutan catatan perangkat {device} terputus; ada catatan yang hilang, disisipkan, atau ditukar.",
        "the chain of the device {device} is broken; an entry is gone, inserted or out of its place.",
    ),
    "seen_ahead": (
        "perangkat {device} sudah melihat buku induk yang lebih panjang ({size} catatan) daripada di sini.",
        "the device {device} had seen a ledger longer ({size} entries) than up to here.",
    ),
    "seen_another_ledger": (
        "perangkat {device} melihat buku induk lain ketika memuat {size} catatan.",
        "the device {device} had seen another ledger when it held {size} entries.",
    ),
}
OF_TREES: Mapping[str, tuple[str, str]] = {
    "ledger_size_wrong": (
        "jumlah catatan {got}, padahal tercantum {expected}.",
        "there are {got} entries, but {expected} are claimed.",
    ),
    "ledger_root_wrong": (
        "akar buku induk yang dihitung ulang bukan akar yang tercantum.",
        "the root computed from the entries is not the one that is claimed.",
    ),
    "inclusion_not_proved": (
        "catatan ini tidak terbukti termasuk dalam buku induk.",
        "this entry is not proved to be in the ledger.",
    ),
    "proof_missing": (
        "bukti bahwa catatan ini termasuk dalam buku induk tidak ada.",
        "the proof that this entry is in the ledger is missing.",
    ),
    "checkpoint_wrong": (
        "titik periksa ini tidak ditulis sesuai format.",
        "this checkpoint is not written as the format says.",
    ),
    "checkpoint_of_another_log": (
        "titik periksa ini milik buku induk lain ({got}).",
        "this checkpoint is of another ledger ({got}).",
    ),
    "checkpoint_size_wrong": (
        "nama berkasnya tidak sesuai dengan jumlah catatan di dalamnya ({size}).",
        "its file name does not go with its number of entries ({size}).",
    ),
    "checkpoint_ahead": (
        "titik periksa ini menyebut {size} catatan, padahal hanya ada {most}: buku induk dipotong.",
        "this checkpoint is of {size} entries, but there are only {most}: the ledger was cut.",
    ),
    "checkpoint_root_wrong": (
        "buku induk pada {size} catatan bukan yang ditandatangani dahulu: isinya diubah sesudahnya.",
        "the ledger at {size} entries is not the one that was signed then: it was altered since.",
    ),
    "checkpoint_not_signed": (
        "tidak ada tanda tangan sah dari kunci buku induk yang berlaku.",
        "no log key in force signed it validly.",
    ),
    "checkpoint_missing": (
        "tidak ada titik periksa untuk keadaan terakhir ({size} catatan).",
        "there is no checkpoint of the last state ({size} entries).",
    ),
    "cosignature_wrong": (
        "tanda tangan saksi {witness} tidak cocok.",
        "the signature of the witness {witness} does not hold.",
    ),
    "quorum_missing": (
        "hanya {got} saksi menandatangani; kebijakan meminta {expected}.",
        "only {got} witnesses signed; the policy asks for {expected}.",
    ),
    "commitment_does_not_open": (
        "isi yang ditunjukkan bukan isi yang dahulu dikunci catatan ini.",
        "what is shown is not what this entry committed to.",
    ),
    "payload_missing": (
        "isinya tidak ditunjukkan, padahal tidak tercatat dimusnahkan.",
        "its content is not shown, and no entry says that it was destroyed.",
    ),
    "erasure_wrong": (
        "catatan pemusnahan ini tidak sesuai format, atau memusnahkan selain data seorang peserta seutuhnya.",
        "this erasure is not as the format says, or destroys something other than one whole person.",
    ),
    "erased_payload_there": (
        "isinya masih ada, padahal tercatat sudah dimusnahkan.",
        "its content is still there, though it is said to be destroyed.",
    ),
    "paper_code_unknown": (
        "isi berkas ini bukan buku induk pada kertas Anda: kodenya tidak pernah menjadi kode buku induk ini.",
        "this bundle is not the ledger on your paper: it never had that code, at none of its sizes.",
    ),
    "paper_code_wrong": (
        "kode belum lengkap atau salah ketik: 16 kelompok, masing-masing 4 huruf A–P.",
        "the code is incomplete or mistyped: 16 groups of 4 letters A–P.",
    ),
    "check_not_possible": (
        "pemeriksaan {check} tidak dapat dilakukan atas isi berkas ini; bentuknya tidak sah.",
        "the check {check} cannot be made of what this file holds; what is lawful has another form.",
    ),
    "json_too_deep": (
        "isinya bertingkat lebih dari yang diperbolehkan format.",
        "it is nested deeper than the format allows.",
    ),
}
