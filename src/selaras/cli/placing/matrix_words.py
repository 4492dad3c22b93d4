"""What ``selaras place --fit`` says, Indonesian first."""

from selaras.cli.measuring.words import MeasuringWords

_WORDS: dict[str, tuple[str, str]] = {
    "matrix_title": (
        "Penempatan terbaik: {officials} pejabat, {posts} jabatan, nilai seluruhnya {objective}",
        "Best assignment: {officials} officials, {posts} posts, value in all {objective}",
    ),
    "matrix_proven": (
        "Terbukti: tidak ada susunan lain yang nilainya lebih tinggi. Bila nilainya sama, dipilih yang "
        "paling sedikit perpindahannya.",
        "Proven: no other assignment has a higher value. Among equals the one of fewest moves is chosen.",
    ),
    "matrix_conflict": (
        "Tidak semua pejabat dapat memperoleh jabatan: {n} pejabat ({officials}) bersama-sama hanya dapat "
        "menduduki {m} jabatan ({posts}). Sebanyak mungkin pejabat ditempatkan, lalu dengan nilai tertinggi.",
        "Not every official can get a post: {n} officials ({officials}) may together hold only {m} posts "
        "({posts}). As many as possible are placed, then with the highest value.",
    ),
    "matrix_no_post": ("tidak satu pun", "none"),
    "matrix_official": ("Pejabat", "Official"),
    "matrix_from": ("Dari", "From"),
    "matrix_to": ("Jabatan", "Post"),
    "matrix_value": ("Nilai", "Fit"),
    "matrix_next": ("Pilihan berikutnya", "Next choice"),
    "matrix_loss": ("Kerugian bersama", "Lost by all"),
    "matrix_chains": ("Rantai perpindahan", "Chains of moves"),
    "matrix_cycles": ("Pertukaran jabatan", "Exchanges"),
    "matrix_step": ("{official}: {start} → {end}", "{official}: {start} → {end}"),
    "matrix_outside": ("dari luar", "from outside"),
    "matrix_nowhere": ("belum memperoleh jabatan", "no post"),
    "matrix_more": (
        "… dan {n} lagi; seluruhnya ada dalam berkas --json.",
        "… and {n} more; all are in the file of --json.",
    ),
}


class MatrixWords(MeasuringWords):
    """Words of this command and, for what all commands say, those of the others."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)

    def knows(self, key: str) -> bool:
        return key in _WORDS
