"""What the commands of the server say, Indonesian first."""

from selaras.cli.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "serve": (
        "Jalankan peladen kantor: halaman di peramban dan panggilan tablet.",
        "Run the office's server: its pages in a browser, and the calls of tablets.",
    ),
    "serve_host": ("Alamat yang dilayani.", "The address to listen on."),
    "serve_port": ("Porta.", "The port."),
    "serve_local": (
        "Hanya untuk komputer ini sendiri, tanpa https (satu laptop, latihan).",
        "For this computer alone, without https (one laptop, practice).",
    ),
    "serve_at": ("Selaras melayani di {url}", "Selaras serves at {url}"),
    "serve_without_key": (
        "Tanpa kunci buku induk: kegiatan baru belum dapat dibuat, hanya kegiatan bernilai yang diimpor. "
        "Buat kunci dengan selaras key make --path BERKAS (docs/how-to/upacara-kunci.md), isi "
        "SELARAS_LOG_KEY dengan letaknya, lalu mulai lagi.",
        "Without a log key: no new event can be made, only one with marks imported. Make a key with "
        "selaras key make --path FILE (docs/how-to/upacara-kunci.md), set SELARAS_LOG_KEY to its place, "
        "and start again.",
    ),
    "serve_key_shut": (
        "Halaman dapat dibuka, tetapi tidak ada yang dapat ditandatangani. Betulkan hal di atas, lalu mulai "
        "lagi; jangan membuat kunci baru.",
        "Pages open, but nothing can be signed. Mend what is told above and start again; make no new key.",
    ),
    "serve_end": ("Hentikan dengan Ctrl+C.", "Stop it with Ctrl+C."),
    "token_set_up": (
        "Buat kode pemasangan: membuka satu instansi baru dengan akun pertamanya.",
        "Make a set-up token: it opens a new agency with its first account.",
    ),
    "token_link": (
        "Belum ada akun. Buka tautan ini untuk membuat instansi dan akun pertama:",
        "There is no account yet. Open this link to make the agency and its first account:",
    ),
    "token_code": (
        "Kode pemasangan: {code}",
        "Set-up token: {code}",
    ),
    "token_where": (
        "Ketik di halaman /undangan/ pada peladen ini.",
        "Type it on the page /undangan/ of this server.",
    ),
    "token_once": (
        "Berlaku satu kali sampai {until}. Kode ini hanya ditampilkan sekarang.",
        "It works once, until {until}. It is shown now and never again.",
    ),
    "demo": (
        "Buka kantor contoh: lima kegiatan rekaan, satu di tiap tahap, di komputer ini saja.",
        "Open the practice office: five invented events, each in a phase, on this computer alone.",
    ),
    "demo_out": ("Folder kantor contoh.", "Folder of the practice office."),
    "demo_examples": ("Folder buku kerja contoh.", "Folder of the example workbooks."),
    "demo_at": ("Buka {url} dan pilih peran.", "Open {url} and choose a role."),
    "demo_password": ("Sandi semua orang contoh: {password}", "The password of all of them: {password}"),
    "demo_invented": (
        "Semua orang dan nilai di dalamnya rekaan. Jangan masukkan data sungguhan.",
        "All people and marks in it are invented. Do not enter real data.",
    ),
    "lang": ("Bahasa tampilan: id atau en.", "Language of the display: id or en."),
}


class ServingWords(Words):
    """The words of these commands, and those that all commands share."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)
