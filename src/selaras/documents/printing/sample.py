"""A letter about nothing, by which an office sees how its papers will look."""

from selaras.documents import facts
from selaras.documents.printing.dressing import Dress, dressing
from selaras.documents.render import Content, Job, first_page_of

_SEAT = "Tempat"
_PPI = 96.0


def sample_png(dress: Dress, *, agency: str) -> bytes:
    """Return the first page of a letter in an office's dress."""
    lay = dressing(dress, seat=_SEAT, numbers={}, digests={})
    return first_page_of(Job(template="letter", content=lay("", "letter", _letter(agency))), ppi=_PPI)


def _letter(agency: str) -> Content:
    return {
        "title": "Contoh surat",
        "subtitle": "",
        "agency": agency,
        "event": "",
        "date": None,
        "serif": True,
        "confidential": "",
        "footer": ["Kode buku induk: ABCD EFGH JKLM NOPQ"],
        "kop": [agency.upper(), "BADAN KEPEGAWAIAN", "Alamat kantor", "Telepon, laman, pos-el"],
        "number": f"800/{facts.DOTS[:12]}/{facts.DOTS[:6]}",
        "nature": "Biasa",
        "attachments": "–",
        "subject": "Contoh bentuk surat",
        "to": "Pejabat yang dituju",
        "to_place": "tempat",
        "through": "",
        "place": f"{_SEAT}, {facts.DOTS}",
        "paragraphs": [
            "Surat ini memperlihatkan kop, ukuran kertas, tepi halaman, huruf, penanda tangan, dan tembusan "
            "sebagaimana diatur instansi.",
            "Isi naskah yang sebenarnya selalu berasal dari buku induk. Pengaturan ini mengubah rupa cetakan "
            "kantor, bukan isinya, dan naskah yang tercatat tetap dapat diperiksa oleh siapa pun.",
        ],
        "items": ["butir pertama;", "butir kedua."],
        "closing": "Demikian disampaikan. Atas perhatian dan kerja samanya diucapkan terima kasih.",
        "signature": {
            "place": "",
            "office": "Pejabat yang menandatangani,",
            "name": "Nama Pejabat",
            "nip": "NIP 00000000 000000 0 000",
        },
        "copies": ["Pejabat yang menerima tembusan"],
    }
