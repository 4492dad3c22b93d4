"""Refusals of signed packets, devices, checkpoints and acts of two people."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_PACKETS: Mapping[str, tuple[str, str]] = {
    "actor_not_the_holder": (
        "Kiriman dari perangkat {device} menyebut pelaku lain daripada pemegang perangkat itu.",
        "What device {device} sent names somebody else than who holds the device.",
    ),
    "checkpoint_of_nothing": (
        "Buku induk kegiatan {key} masih kosong; belum ada yang dapat ditandatangani.",
        "The ledger of the event {key} is still empty; there is nothing to sign.",
    ),
    "checkpoint_unknown": (
        "Tidak ada titik periksa dengan {size} catatan pada buku induk ini.",
        "This ledger has no checkpoint of {size} entries.",
    ),
    "cosigner_unknown": (
        "Tanda tangan ini bukan dari saksi yang tercantum dalam kebijakan kegiatan.",
        "This signature is not of a witness that the event's policy names.",
    ),
    "devices_not_as_compared": (
        "Perangkat {device} tidak cocok dengan daftar yang dibandingkan. Cocokkan sidik kunci semua "
        "perangkat dengan berita acara serah terima, cabut yang tidak dikenal, lalu kunci lagi.",
        "Device {device} does not agree with the list that was compared. Compare every fingerprint with the "
        "hand-over minutes, revoke what nobody knows, then lock again.",
    ),
    "devices_too_many": (
        "Sudah {most} perangkat terdaftar; cari tahu siapa yang mendaftarkannya.",
        "{most} devices are enrolled already; find out who enrols them.",
    ),
    "entry_not_signed": (
        "Kegiatan {key} bertanda tangan: catatan tanpa tanda tangan tidak diterima.",
        "The event {key} is signed: an entry without a signature is not taken in.",
    ),
    "event_read_only": (
        "Kegiatan {key} hanya dapat dibaca: sebuah perangkat melihat buku induk yang tidak dimiliki peladen "
        "ini. Kiriman Anda tetap aman di perangkat. Ketua dan sekretariat harus menyatakan pemulihan, atau "
        "mencabut perangkat itu.",
        "The event {key} can only be read: a device saw a ledger that this server does not have. What you "
        "sent is safe on your device. Chair and secretariat must declare a restoration, or revoke that "
        "device.",
    ),
    "log_key_not_in_force": (
        "Kunci ini bukan kunci buku induk yang berlaku untuk kegiatan {key}.",
        "This key is not the log key in force for the event {key}.",
    ),
    "not_by_the_deciding_officer": (
        "Perangkat {device} bukan perangkat PPK; pilihan PPK lewat surat dicatat oleh dua orang.",
        "Device {device} is not the deciding officer's; a choice by letter is recorded by two people.",
    ),
    "packet_differs": (
        "Kiriman {id} sudah tercatat dengan isi lain. Yang tercatat tetap berlaku; peringatan dicatat.",
        "Packet {id} is entered with other bytes. What was entered stands; an alarm was raised.",
    ),
    "packet_not_by_a_device": (
        "Kiriman ini tidak ditandatangani oleh perangkat ({got}).",
        "This packet is not signed by a device ({got}).",
    ),
    "packet_not_kept": (
        "Basis data menolak kiriman ini; simpan di perangkat dan hubungi sekretariat.",
        "The database refused this packet; keep it on the device and tell the secretariat.",
    ),
    "packet_of_this_type_not_received": (
        "Catatan jenis {got} tidak dapat dikirim dari perangkat.",
        "An entry of type {got} cannot be sent by a device.",
    ),
    "packet_too_large": (
        "Isi kiriman melebihi {most} bita.",
        "The content of the packet is larger than {most} bytes.",
    ),
    "payload_not_canonical": (
        "Isi kiriman tidak ditulis dalam bentuk JSON yang ditetapkan.",
        "The payload is not written in the one form of JSON that is laid down.",
    ),
    "policy_fixed_by_entries": (
        "Kunci dan cara penandatanganan kegiatan {key} tidak dapat diubah setelah buku induk berisi catatan.",
        "Keys and the way of signing of the event {key} cannot be changed once its ledger holds entries.",
    ),
    "policy_missing": (
        "Kegiatan {key} tidak mempunyai kebijakan tanda tangan; kegiatan ini diimpor.",
        "The event {key} has no policy of signatures; it was imported.",
    ),
    "policy_without_signed_marks": (
        "Kebijakan kegiatan {key} harus mewajibkan nilai yang ditandatangani.",
        "The policy of the event {key} must demand signed marks.",
    ),
    "restoration_of_another_ledger": (
        "Buku induk ini tidak pernah berisi {size} catatan dengan akar itu; pemulihan tidak dapat dicatat.",
        "This ledger never held {size} entries with that root; no restoration can be declared.",
    ),
    "revoked_without_reason": (
        "Pencabutan perangkat {device} memerlukan alasan.",
        "Revoking device {device} needs a reason.",
    ),
    "storage_busy": (
        "Penyimpanan sedang tidak dapat ditulisi. Tidak ada yang hilang: kiriman tetap di perangkat dan "
        "dikirim lagi.",
        "The storage cannot be written just now. Nothing is lost: packets stay on the device and are sent "
        "again.",
    ),
    "storage_full": (
        "Penyimpanan peladen penuh. Tidak ada yang hilang: kiriman tetap di perangkat sampai ada tempat.",
        "The server's storage is full. Nothing is lost: packets stay on the device until there is room.",
    ),
    "subject_not_of_payload": (
        "Sampul kiriman menyebut {subject} dan metode {method}, isinya lain.",
        "The envelope names {subject} and the method {method}, its payload says otherwise.",
    ),
    "void_without_reason": (
        "Pembatalan lembar nilai {examiner} untuk {nip} memerlukan alasan.",
        "Voiding the sheet of {examiner} on {nip} needs a reason.",
    ),
    "writer_stopped": (
        "Peladen sedang berhenti; kirim lagi setelah peladen berjalan.",
        "The server is stopping; send again once it runs.",
    ),
}
