"""The sheet Petunjuk: what to do in which order, in the words of an office."""

from xlsxwriter.worksheet import Worksheet

from selaras.exchange.sheets.column import Form
from selaras.exchange.sheets.layout import LAYOUT
from selaras.exchange.writing.drawing import set_up_page
from selaras.exchange.writing.looks import Looks, height_for

FICTIONAL = "Semua orang, NIP, surat, dan nilai dalam buku kerja ini rekaan."
_STEPS = (
    "Isi lembar Kegiatan, Pegawai, dan Jabatan. Lembar Riwayat, Standar, dan Izin melengkapinya.",
    "Isi lembar Pansel, lalu catat hubungan keluarga atau kedinasan pada Benturan Kepentingan.",
    "Periksa Ketentuan, Komponen, Konversi, dan Kriteria. Isian awalnya usulan; pansel yang menetapkan.",
    "Isi lembar Penugasan: siapa menilai dengan metode apa.",
    "Simpan, lalu jalankan: selaras check NAMA-BERKAS.xlsx --annotated PERIKSA.xlsx. Berkas PERIKSA.xlsx "
    "adalah salinan yang menandai setiap sel yang bermasalah.",
    "Betulkan sel itu pada NAMA-BERKAS.xlsx, yaitu berkas instansi sendiri, bukan pada salinan PERIKSA.xlsx; "
    "simpan, lalu periksa lagi sampai bersih.",
    "Jalankan selaras run NAMA-BERKAS.xlsx --out HASIL untuk mencetak daftar peserta dan lembar penilaian.",
    "Setelah penilaian, isi Kehadiran, lembar Nilai setiap penguji, Umpan Balik 360, Kinerja, Rekam Jejak, "
    "dan Asesmen.",
    "Jalankan selaras run sekali lagi untuk memperoleh hasil dan seluruh naskah. Bila lembar Nilai per "
    "Penguji pada hasil.xlsx menandai nilai yang berselisih, mintalah pengujinya melihat ulang, catat "
    "keputusannya pada lembar Konfirmasi, lalu jalankan kembali.",
)
_RULES = (
    ("Judul gelap dengan tanda *", "Wajib diisi."),
    ("Judul terang", "Boleh kosong; penjelasan di atas judul mengatakan apa artinya bila kosong."),
    (
        "Judul kuning",
        "Kriteria atau kompetensi instansi. Awali judul dengan kodenya, misalnya WW1 Kepemimpinan.",
    ),
    ("NIP", "Ditulis sebagai teks. Bila diketik sebagai angka, tiga angka terakhirnya hilang."),
    ("Tanggal", "Misalnya 30-01-2024 atau 30 Januari 2024."),
    ("Angka", "Dengan koma, misalnya 78,5. Paling banyak dua angka di belakang koma."),
    ("Beberapa isian dalam satu sel", "Dipisahkan titik koma."),
    ("Tanda - pada lembar nilai", "Belum dinilai. Penilaian belum dapat ditutup."),
    ("TAB pada lembar nilai", "Tidak ada bukti. Ini bukan nilai terendah."),
    ("Rumus dan sel gabungan", "Tidak diterima; tempel sebagai nilai dan urai penggabungannya."),
    ("Baris yang tidak dipakai", "Cukup dikosongkan; baris kosong dilewati."),
    ("Penguji tambahan", "Salin sebuah lembar nilai dan beri nama Nilai diikuti kode pengujinya."),
)


def draw_instructions(sheet: Worksheet, looks: Looks, title: str, *, fictional: bool = False) -> None:
    """Draw the steps, the signs and a list of the sheets with links."""
    sheet.set_column(0, 0, 34, looks())
    sheet.set_column(1, 1, 100, looks())
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "Petunjuk pengisian", looks.title)
    sheet.write_string(1, 0, title, looks(font_color="#4a5a68", font_size=11))
    row = 3
    if fictional:
        sheet.set_row(2, 24)
        sheet.merge_range(2, 0, 2, 1, FICTIONAL, looks(bold=True, bg_color="#fdf1dc", text_wrap=True))
        row = 4
    row = _section(sheet, looks, row, "Langkah")
    for n, step in enumerate(_STEPS, start=1):
        sheet.write_string(row, 0, f"Langkah {n}", looks(bold=True))
        sheet.write_string(row, 1, step, looks.beside)
        sheet.set_row(row, height_for(step, 100))
        row += 1
    row = _section(sheet, looks, row + 1, "Cara mengisi")
    for sign, meaning in _RULES:
        sheet.write_string(row, 0, sign, looks(bold=True))
        sheet.write_string(row, 1, meaning, looks.beside)
        sheet.set_row(row, height_for(meaning, 100))
        row += 1
    row = _section(sheet, looks, row + 1, "Lembar")
    for part in LAYOUT.sheets:
        if part.key == "marks":
            sheet.write_string(row, 0, "Nilai …", looks(bold=True))
        else:
            link = looks(bold=True, font_color="#0f4c5c", underline=1)
            sheet.write_url(row, 0, f"internal:'{part.name}'!A1", link, part.name)
        optional = not isinstance(part, Form) and part.is_optional
        words = part.words + (" (boleh kosong)" if optional else "")
        sheet.write_string(row, 1, words, looks.beside)
        sheet.set_row(row, height_for(words, 100))
        row += 1
    set_up_page(sheet, landscape=False)
    sheet.activate()
    sheet.protect("")


def _section(sheet: Worksheet, looks: Looks, row: int, title: str) -> int:
    for col in range(2):
        sheet.write_string(row, col, title if col == 0 else "", looks.section)
    return row + 1
