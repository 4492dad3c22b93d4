"""The sheets that hold what was seen: assignments, attendance, marks, feedback, records, letters."""

from dataclasses import replace

from selaras.core import vocabulary as v
from selaras.exchange.sheets.column import Family, Refers, Table
from selaras.exchange.sheets.columns import (
    ACHIEVED_SHARE,
    EXAMINER,
    LONGEST_NAME,
    NAME_SHOWN,
    NIP,
    WHOLE_SHARE,
    choice,
    code,
    day,
    decimal,
    text,
    whole,
)


class SecondLook(v.Term):
    """What an examiner did on looking at a sheet again."""

    KEPT = "kept", "Tetap"
    CHANGED = "changed", "Diubah"


MARKS_PREFIX = "Nilai "
PAPER_SHEET = "No. lembar kertas"

_LIST = "Pilih dari daftar."
_VERIFICATION = "Terverifikasi, Belum diverifikasi, atau Disanggah."

ASSIGNMENTS = Table(
    key="assignments",
    name="Penugasan",
    words="Siapa menilai siapa dengan metode apa. NIP kosong: semua peserta.",
    columns=(
        EXAMINER,
        choice("method", "Metode", v.Method, _LIST, required=True, width=20),
        replace(NIP, heading="NIP peserta", words="Kosong: semua peserta.", required=False),
        NAME_SHOWN,
        text("withdrawn_because", "Ditarik karena",
             "Diisi bila penugasan ditarik ketua sebelum nilai dibuka.", width=36),
    ),
)  # fmt: skip

ATTENDANCES = Table(
    key="attendances",
    name="Kehadiran",
    words="Satu baris setiap peserta. Metode kosong: berlaku untuk semua metode.",
    is_optional=True,
    columns=(
        NIP,
        NAME_SHOWN,
        choice("method", "Metode", v.Method, "Kosong: semua metode.", width=20),
        choice("state", "Kehadiran", v.AttendanceState, _LIST, required=True, width=20),
        text("document", "Dokumen", "Surat sakit, surat tugas, atau surat lain.", width=36),
    ),
)

MARKS = Table(
    key="marks",
    name=MARKS_PREFIX.strip(),
    words="Nilai seorang penguji. Tanda - : belum dinilai. TAB: tidak ada bukti. Keduanya bukan "
    "nilai terendah.",
    family=Family.PANEL_CRITERION,
    columns=(NIP, NAME_SHOWN),
)

CONFIRMATIONS = Table(
    key="reconfirmations",
    name="Konfirmasi",
    words="Lembar nilai yang ditandai berselisih dan telah dilihat ulang oleh pengujinya, satu "
    "kali. Bila diubah, nilai barunya ditulis pada lembar Nilai.",
    is_optional=True,
    frozen_columns=3,
    columns=(
        EXAMINER,
        replace(NIP, heading="NIP peserta"),
        NAME_SHOWN,
        choice("method", "Metode", v.Method, _LIST, required=True, width=20),
        choice("changed", "Keputusan", SecondLook, "Tetap atau Diubah.", required=True, width=13),
        text("reason", "Alasan", "Alasan penguji; dicetak pada berita acara.", required=True,
             width=60),
        day("dated_on", "Tanggal", "Hari konfirmasi; boleh kosong."),
    ),
)  # fmt: skip

FEEDBACK = Table(
    key="feedback",
    name="Umpan Balik 360",
    words="Satu baris satu jawaban tanpa nama. Rekan kerja dan bawahan paling sedikit tiga orang. "
    "Tanda - : belum dinilai. TAB: tidak ada bukti.",
    family=Family.FEEDBACK_CRITERION,
    is_optional=True,
    frozen_columns=4,
    columns=(
        NIP,
        NAME_SHOWN,
        choice("group", "Kelompok", v.RaterGroup, "Atasan, Rekan kerja, atau Bawahan.",
               required=True),
        whole("sheet", "Lembar ke-", "Nomor urut jawaban dalam kelompok itu.", required=True,
              lowest=1, highest=999),
    ),
)  # fmt: skip

PERFORMANCES = Table(
    key="performances",
    name="Kinerja",
    words="Capaian perjanjian kinerja dan predikat SKP. Satu baris satu tahun atau semester.",
    is_optional=True,
    columns=(
        NIP,
        NAME_SHOWN,
        whole("year", "Tahun", "Empat angka.", required=True, lowest=1990, highest=2100),
        whole("half", "Semester", "1 atau 2; kosong: setahun penuh.", lowest=1, highest=2),
        decimal("achievement", "Capaian (%)", "Capaian perjanjian kinerja dalam persen.",
                lowest=0, highest=999, shares_to=ACHIEVED_SHARE),
        text("predicate", "Predikat", "Predikat SKP, misalnya Baik.", width=18),
        text("source", "Sumber", "Dokumen tempat angka ini tercantum.", required=True),
        text("verifier", "Verifikator", "Yang memeriksa pada sumbernya.", blank="", width=24,
             longest=LONGEST_NAME),
        choice("verification", "Status verifikasi", v.Verification, _VERIFICATION, width=20,
               blank=v.Verification.UNVERIFIED),
    ),
)  # fmt: skip

TRACK_RECORD = Table(
    key="track_record",
    name="Rekam Jejak",
    words="Hal yang dinilai dari riwayat seseorang, masing-masing dengan sumber dan verifikator.",
    is_optional=True,
    columns=(
        NIP,
        NAME_SHOWN,
        code("criterion", "Kode kriteria", "Kriteria bermetode Rekam jejak.", required=True,
             refers=Refers.CRITERION),
        text("item", "Hal", "Apa yang dicatat.", required=True, width=40),
        text("value", "Nilai", "Angka atau label menurut konversi; kosong: catatan saja.",
             width=16),
        text("source", "Sumber", "Dokumen asalnya.", required=True),
        day("dated_on", "Tanggal", "Tanggal dokumen."),
        text("verifier", "Verifikator", "Yang memeriksa pada sumbernya.", blank="", width=24,
             longest=LONGEST_NAME),
        choice("verification", "Status verifikasi", v.Verification, _VERIFICATION, width=20,
               blank=v.Verification.UNVERIFIED),
    ),
)  # fmt: skip

ASSESSMENTS = Table(
    key="assessments",
    name="Asesmen",
    words="Laporan pusat penilaian (assessment center). Hanya bagi yang mempunyainya.",
    family=Family.COMPETENCE_FOUND,
    is_optional=True,
    columns=(
        NIP,
        NAME_SHOWN,
        text("provider", "Penyelenggara", "Lembaga penilai.", required=True),
        code("accreditation", "Akreditasi", "A, B, atau C; kosong: tidak terakreditasi."),
        day("assessed_on", "Tanggal asesmen", "Hari terakhir asesmen.", required=True),
        choice("for_level", "Untuk jenjang", v.Level, "Jenjang jabatan yang diukur.",
               required=True),
        text("report_number", "Nomor laporan", "Nomor laporan hasil.", required=True, width=24),
        decimal("potential", "Potensi", "0 sampai 100; boleh kosong.", lowest=0, highest=100,
                shares_to=WHOLE_SHARE),
    ),
)  # fmt: skip

PERMISSIONS = Table(
    key="permissions",
    name="Izin",
    words="Rekomendasi, izin, persetujuan, keputusan, dan perjanjian. Satu baris satu surat.",
    is_optional=True,
    columns=(
        choice("kind", "Jenis", v.PermissionKind, _LIST, required=True, width=44),
        choice("state", "Keadaan", v.PermissionState, "Diberikan, Diajukan, atau Ditolak.",
               required=True, width=13),
        text("issuer", "Penerbit", "Pejabat atau lembaga.", required=True),
        text("number", "Nomor", "Nomor surat; kosong bila belum ada.", width=24),
        day("dated_on", "Tanggal", "Tanggal surat."),
        replace(NIP, heading="NIP yang dimaksud", words="Kosong: untuk seluruh kegiatan.",
                required=False),
        code("position", "Kode jabatan", "Bila surat menyangkut satu jabatan.",
             refers=Refers.POSITION),
        code("rule", "Kode aturan", "Bila instansi menegaskan keberlakuan suatu aturan."),
        text("note", "Keterangan", "Penjelasan singkat.", blank="", width=40),
    ),
)  # fmt: skip
