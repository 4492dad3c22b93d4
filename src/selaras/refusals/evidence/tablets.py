"""Refusals of the server that tablets speak to."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the error may be named in braces.
OF_TABLETS: Mapping[str, tuple[str, str]] = {
    "access_denied": ("Alamat ini tidak dibuka untuk siapa pun.", "This address is open to nobody."),
    "another_server_runs": (
        "Peladen lain sedang memakai {database}. Satu berkas SQLite dilayani oleh satu peladen saja.",
        "Another server is using {database}. One SQLite file is served by one server only.",
    ),
    "body_field_unknown": (
        "Kiriman memuat isian {field} yang tidak dikenal.",
        "What was sent holds an unknown field {field}.",
    ),
    "body_field_wrong": (
        "Isian {field} dalam kiriman harus berupa {expected}.",
        "The field {field} of what was sent must be {expected}.",
    ),
    "body_too_large": (
        "Kiriman terlalu besar; paling banyak {most} bita.",
        "What was sent is too large; at most {most} bytes.",
    ),
    "content_type_wrong": (
        "Jenis isi kiriman harus {expected}.",
        "The content type of what is sent must be {expected}.",
    ),
    "length_missing": (
        "Kiriman tidak menyebut panjangnya (Content-Length).",
        "What was sent does not tell its length (Content-Length).",
    ),
    "method_not_allowed": (
        "Panggilan ini hanya menerima metode {expected}.",
        "This call takes the method {expected} only.",
    ),
    "no_checkpoint": (
        "Buku induk ini belum mempunyai titik periksa.",
        "This ledger has no checkpoint yet.",
    ),
    "not_ready": (
        "Peladen belum melayani: pemeriksaan awal belum lulus. Lihat panggilan health.",
        "The server does not serve yet: its check at start has not passed. Ask health.",
    ),
    "packet_field_unknown": (
        "Paket {packet} memuat isian {field} yang tidak dikenal.",
        "Packet {packet} holds an unknown field {field}.",
    ),
    "packet_field_wrong": (
        "Isian {field} pada paket {packet} harus berupa {expected}.",
        "The field {field} of packet {packet} must be {expected}.",
    ),
    "packet_of_another_call": (
        "Paket {packet} dikirim ke panggilan yang salah: pendaftaran perangkat hanya lewat enrol.",
        "Packet {packet} was sent to the wrong call: devices are enrolled through enrol only.",
    ),
    "path_unknown": ("Alamat ini tidak ada.", "There is no such address."),
    "query_field_unknown": (
        "Pertanyaan memuat isian {field} yang tidak dikenal.",
        "The query holds an unknown field {field}.",
    ),
    "query_field_wrong": (
        "Isian {field} dalam pertanyaan harus berupa {expected}.",
        "The field {field} of the query must be {expected}.",
    ),
    "request_wrong": (
        "Permintaan tidak dapat dibaca atau memakai nama peladen yang tidak terdaftar (SELARAS_HOSTS).",
        "The request cannot be read, or uses a server name that is not listed (SELARAS_HOSTS).",
    ),
    "server_failed": (
        "Terjadi kesalahan pada program. Kiriman tetap tersimpan di perangkat; coba lagi.",
        "The program failed. The tablet keeps what it sent; try again.",
    ),
    "storage_busy": (
        "Penyimpanan sedang tidak dapat ditulis. Belum ada yang diterima; tablet akan mengirim lagi.",
        "Storage cannot be written at the moment. Nothing was taken in; the tablet will send again.",
    ),
    "storage_full": (
        "Penyimpanan penuh. Belum ada yang diterima; tablet akan mengirim lagi setelah ada ruang.",
        "Storage is full. Nothing was taken in; the tablet will send again once there is room.",
    ),
}
