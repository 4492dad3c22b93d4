"""What a rule rests on, for a reader of English: names of law stay as they are, words around them change."""

import re

# Longest first, so that a part of a phrase is not told before the whole.
_WORDS = {
    "bagi Utama/Madya lebih awal hanya dengan persetujuan Presiden": (
        "for JPT Utama and Madya earlier only with the President's consent"
    ),
    "pakta integritas dan pernyataan bebas konflik kepentingan": (
        "pledge of integrity and statement of no conflict of interest"
    ),
    "sebagaimana dimuat dalam peraturan instansi nomor 35 tahun 2020": (
        "as told in the agency's regulation 35 of 2020"
    ),
    "seleksi terbuka bila tidak ada yang sesuai": "open selection where nobody fits",
    "prosedur uji kompetensi kabupaten/kota": "procedure of tests in regencies and cities",
    "izin Kemendagri sebelum job fit": "the ministry's permission before the test",
    "kebijakan Selaras, bukan ketentuan hukum": "policy of Selaras, not a rule of law",
    "kebijakan Selaras atas pengungkapan": "policy of Selaras on disclosure",
    "predikat sebelum 2022 disetarakan oleh Selaras": "predicates before 2022 equated by Selaras",
    "batas sumbu potensial kebijakan Selaras": "limits of the axis of potential: policy of Selaras",
    "keputusan standar kompetensi per JF": "decrees on the standards of functional posts",
    "di Komisi II DPR": "before Commission II of the DPR",
    "Pernyataan Wakil Kepala BKN": "statement of the deputy head of BKN",
    "Pernyataan komisioner KASN": "statement of a commissioner of KASN",
    "Pernyataan Kepala BKN": "statement of the head of BKN",
    "Keputusan Kepala BKN": "Decision of the head of BKN",
    "praktik satu pemerintah daerah": "practice of one region",
    "sebagaimana disisipkan": "as inserted by",
    "ketentuan umum": "general provisions",
    "rekomendasi KASN": "recommendations of KASN",
    "praktik BKD Jatim": "practice of East Java",
    "BKD Jawa Tengah": "personnel office of Central Java",
    "surat Mendagri": "letter of the Minister of Home Affairs",
    "JPT ke JPT": "JPT to JPT",
    "laporan pers, September 2021": "press reports, September 2021",
    "status normatif tidak terverifikasi": "standing in law not verified",
    "praktik izin pelaksanaan": "practice of permissions to hold it",
    "standar jabatan instansi": "the agency's standards of posts",
    "sesuai standar jabatan": "by the standard of the post",
    "kesesuaian kompetensi": "match of competences",
    "lampiran belum dibaca": "annex not read yet",
    "pengumuman instansi": "announcement of the agency",
    "praktik berlanjut": "practice goes on",
    "dimuat pula dalam": "also in",
    "perlu dipastikan": "to be verified",
    "praktik pansel": "practice of panels",
    "daftar dokumen": "list of documents",
    "dan penutup": "and closing articles",
    "kode publik": "published code",
    "peralihan": "transition",
    "menurut": "according to",
    "dikutip": "cited by",
    "perubahan": "amends",
    "sengketa": "dispute of",
    "lampiran": "annex",
    "praktik": "practice",
    "diganti": "replaced by",
    "dicabut": "repealed",
    "angka": "number",
    "aspek": "aspects",
    "huruf": "letter",
    "Okt": "October",
    "Ps": "Art.",
}
_KNOWN = re.compile(
    r"\b(" + "|".join(re.escape(one) for one in sorted(_WORDS, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_BY_SMALL = {one.lower(): word for one, word in _WORDS.items()}


def article_in_english(article: str) -> str:
    """Return an article as an English text cites it.

    >>> article_in_english("PP 11/2017 Ps 114(5); PermenPANRB 15/2019 lampiran, angka 5 huruf d")
    'PP 11/2017 Art. 114(5); PermenPANRB 15/2019 annex, number 5 letter d'
    """
    return _KNOWN.sub(lambda found: _BY_SMALL[found[1].lower()], article)
