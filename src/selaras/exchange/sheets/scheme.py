"""The sheets of the scheme: rules, tree, conversions, criteria."""

from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.move_policy import CouplingKind, MovePolicy
from selaras.core.scheme import (
    ConversionKind,
    ExaminerRule,
    MatchCap,
    MeasurementPolicy,
    NoEvidence,
    ThresholdKind,
    WhenMissing,
)
from selaras.core.scheme_checks import DIXON_LEVELS, FEWEST_DRAWS, MOST_DRAWS
from selaras.exchange.sheets.column import Column, Form, Refers, Section, Table
from selaras.exchange.sheets.columns import (
    NO_SHARE,
    PART_SHARE,
    WHOLE_SHARE,
    choice,
    code,
    decimal,
    lines,
    listing,
    text,
    whole,
    yes_no,
)

_USUAL = MeasurementPolicy()
_USUAL_MOVES = MovePolicy()


def _cut(category: v.Category) -> Column:
    return decimal(f"cut.{category.value}", f"Batas {category.istilah}", lowest=0, highest=100,
                   shares_to=WHOLE_SHARE,
                   words="Nilai terendah kategori ini; kosong bila kategori tidak dipakai.")  # fmt: skip


RULES = Section(
    title="Tujuan dan kategori",
    lines=(
        choice("purpose", "Tujuan penilaian", v.Purpose, typical=v.Purpose.SELECTION,
               words="Menentukan nama dan batas kategori. Kosong: seleksi/pengisian jabatan.",
               blank=v.Purpose.SELECTION),
        *(_cut(one) for one in v.Category),
        choice("pass_from", "Lulus mulai kategori", v.Category,
               "Kategori terendah yang dinyatakan lulus. Kosong: kategori kedua."),
        whole("places", "Jumlah desimal nilai akhir", "Satu kali pembulatan, di akhir, setengah "
              "ke atas.", lowest=0, highest=2, blank=2, typical=2),
        listing("tie_break", "Pemecah nilai sama",
                "Kode komponen berurutan, dipisahkan titik koma. Kosong: nilai sama tetap sama."),
    ),
)  # fmt: skip

RATING = Section(
    title="Dari penguji ke nilai",
    lines=(
        choice("examiner_rule", "Penggabungan nilai penguji", ExaminerRule,
               "Kosong: rata-rata penguji.", blank=ExaminerRule.MEAN, typical=ExaminerRule.MEAN),
        choice("no_evidence", "Bila tidak ada bukti", NoEvidence, blank=NoEvidence.LEAVE_OUT,
               words="Kosong: dikeluarkan; bobot unsur lain disesuaikan.",
               typical=NoEvidence.LEAVE_OUT),
        decimal("most_missing_share", "Batas tidak ada bukti (%)", lowest=0, highest=100,
                shares_to=PART_SHARE,
                words="Bagian bobot satu lembar yang paling banyak boleh tidak ada bukti.",
                blank=Decimal(30), typical=Decimal(30)),
        decimal("discrepancy.distance_points", "Beda nilai yang harus dikonfirmasi", lowest=0,
                highest=100, words="Jarak poin dari penguji lain. Kosong: tidak diperiksa."),
        whole("discrepancy.dixon_percent", "Uji Dixon (%)", allowed=DIXON_LEVELS,
              shares_to=WHOLE_SHARE, words="Tingkat kepercayaan untuk menandai satu nilai yang "
              "menyendiri: 90, 95, atau 99. Kosong: tidak diperiksa."),
        decimal("discrepancy.residual", "Batas sisa baku", lowest=0, highest=99,
                words="Selisih baku dari perkiraan model, misalnya 3. Kosong: tidak diperiksa."),
    ),
)  # fmt: skip


def _group(group: v.RaterGroup) -> Column:
    return decimal(f"feedback.{group.value}", f"Bobot 360 {group.istilah.lower()}", lowest=0,
                   highest=100, shares_to=PART_SHARE,
                   words="Dalam persen; ketiganya berjumlah 100. Kosong: tidak dipakai.")  # fmt: skip


FEEDBACK_RULES = Section(
    title="Umpan balik 360",
    lines=(
        *(_group(one) for one in v.RaterGroup),
        whole("smallest_group", "Kelompok terkecil", lowest=1, highest=20, blank=3, typical=3,
              words="Paling sedikit sekian jawaban agar rekan kerja atau bawahan dihitung."),
    ),
)  # fmt: skip

MATCHING = Section(
    title="Kesesuaian dan manajemen talenta",
    lines=(
        code("talent", "Profil manajemen talenta", "Kode profil sumbu; kosong: profil baku."),
        choice("match.cap", "Pembatasan kesesuaian", MatchCap, blank=MatchCap.TOTAL,
               typical=MatchCap.TOTAL, words="Kosong: persentase dibatasi 100."),
        decimal("match.thin_evidence_share", "Bukti paling sedikit (%)", lowest=0, highest=100,
                shares_to=PART_SHARE,
                blank=Decimal(60), typical=Decimal(60),
                words="Bagian standar yang harus berbukti agar kesesuaian dinyatakan penuh."),
        decimal("match.thin_evidence_level", "Level bila tanpa bukti", lowest=0, highest=5,
                blank=Decimal(1), typical=Decimal(1),
                words="Level yang diandaikan bila bukti kurang."),
        decimal("match.marginal_percent", "Selisih yang tidak berarti (%)", lowest=0, highest=100,
                shares_to=NO_SHARE,
                blank=Decimal(5), typical=Decimal(5),
                words="Selisih di bawah ini tidak disebut jabatan yang lebih sesuai."),
    ),
)  # fmt: skip


def _spread(name: str, heading: str, words: str) -> Column:
    usual: Decimal = getattr(_USUAL, name)
    shown = f"{words} Kosong: {str(usual).replace('.', ',')}."
    return decimal(f"measurement.{name}", heading, shown, lowest=0, highest=99, blank=usual)


ADVANCED = Section(
    title="Lanjutan (biasanya dibiarkan)",
    lines=(
        whole("version", "Versi rancangan", "Dimulai dari 1.", lowest=1, highest=999, blank=1,
              typical=1),
        yes_no("measured", "Ketelitian nilai dihitung", "Tidak mengubah nilai; menambahkan rentang nilai, "
               "rentang peringkat, dan kemungkinan. Kosong: Ya.", blank=True, typical=True),
        choice("measurement.thresholds", "Ambang antarnilai", ThresholdKind,
               "Kosong: ambang bersama per skala.", blank=_USUAL.thresholds),
        yes_no("measurement.halo", "Kesan umum penguji diperhitungkan", "Nilai seorang penguji "
               "untuk satu orang saling terkait. Kosong: Ya.", blank=_USUAL.halo),
        whole("measurement.draws", "Banyaknya penarikan acak", "Makin banyak makin halus, "
              f"makin lama. Kosong: {_USUAL.draws}.", lowest=FEWEST_DRAWS, highest=MOST_DRAWS,
              blank=_USUAL.draws),
        _spread("halo_sd", "Andaian sebaran kesan umum", "Simpangan baku dalam logit."),
        _spread("halo_sd_where_prior_decides", "Andaian itu bila datanya sedikit",
                "Dipakai bila hanya satu kriteria atau satu penguji per orang."),
        _spread("ability_sd", "Andaian sebaran kemampuan", "Simpangan baku dalam logit."),
        _spread("contrast_sd", "Andaian sebaran keketatan",
                "Untuk keketatan penguji, kesukaran kriteria, dan ambang."),
        whole("timetable_seed", "Bilangan acak jadwal", "Diumumkan sebelum jadwal diundi."),
    ),
)  # fmt: skip

PLACING = Section(
    title="Penempatan",
    lines=(
        yes_no("placed", "Usulan penempatan disusun", "Susunan perpindahan terbaik yang sah; "
               "tidak mengubah nilai. Kosong: Ya.", blank=True, typical=True),
        decimal("placement.experience_weight", "Bobot pengalaman (%)", lowest=0, highest=100,
                shares_to=PART_SHARE, blank=_USUAL_MOVES.experience_weight,
                words="Bagian pengalaman di bidang jabatan; sisanya kesesuaian kompetensi. Kosong: 0."),
        decimal("placement.move_price", "Harga satu perpindahan (poin)", lowest=0, highest=100,
                blank=_USUAL_MOVES.move_price, typical=_USUAL_MOVES.move_price,
                words="Kenaikan nilai sampai sekian poin tidak memindahkan siapa pun. Kosong: 2."),
        whole("placement.few_moves", "Perpindahan pada usulan kedua", lowest=0, highest=999,
              words="Paling banyak sekian. Kosong: separuh perpindahan usulan terbaik."),
    ),
)  # fmt: skip

SCHEME_FORM = Form(
    key="scheme",
    name="Ketentuan",
    words="Aturan yang dikunci sebelum penilaian. Baris yang kosong memakai nilai baku.",
    sections=(RULES, RATING, FEEDBACK_RULES, MATCHING, PLACING, ADVANCED),
)

COMPONENTS = Table(
    key="components",
    name="Komponen",
    words="Susunan nilai akhir. Bobot komponen dengan induk yang sama berjumlah tepat 100.",
    columns=(
        code("code", "Kode komponen", "Kode pendek tanpa spasi.", required=True, width=16,
             example="WWC"),
        text("name", "Nama komponen", "Seperti dicetak pada hasil.", required=True, width=36,
             example="Wawancara"),
        code("parent", "Induk", "Kode komponen di atasnya; kosong: langsung di bawah nilai akhir.",
             refers=Refers.COMPONENT, width=16),
        decimal("weight", "Bobot (%)", "Persen dari induknya.", required=True, lowest=0,
                highest=100, shares_to=PART_SHARE, example="60"),
        choice("method", "Metode", v.Method, "Diisi hanya pada komponen paling bawah.", width=20,
               example="Wawancara"),
        listing("criteria", "Hanya kriteria", "Kode kriteria dipisahkan titik koma; kosong: semua "
                "kriteria metode itu."),
        choice("when_missing", "Bila tidak ada", WhenMissing, width=34,
               blank=WhenMissing.REQUIRED,
               words="Bagi orang yang menurut aturan tidak mempunyai nilai ini. Kosong: wajib ada."),
    ),
)  # fmt: skip

CONVERSIONS = Table(
    key="conversions",
    name="Konversi",
    words="Cara mengubah nilai menjadi 0–100. Tabel dan rentang memakai beberapa baris dengan kode "
    "yang sama.",
    columns=(
        code("code", "Kode konversi", "Kode pendek tanpa spasi.", required=True, width=16,
             example="SKALA5"),
        choice("kind", "Jenis", ConversionKind, "Pilih dari daftar.", required=True, width=32),
        decimal("highest", "Nilai tertinggi", "Untuk jenis sebanding: nilai yang berarti 100."),
        text("label", "Label", "Untuk jenis tabel: nilai atau kata, misalnya Baik.", width=20),
        decimal("at_least", "Mulai nilai", "Untuk jenis rentang: batas bawah."),
        decimal("points", "Poin", "0 sampai 100.", lowest=0, highest=100),
    ),
)  # fmt: skip

CRITERIA = Table(
    key="criteria",
    name="Kriteria",
    words="Hal yang dinilai. Bobot kriteria satu metode berjumlah 100.",
    columns=(
        code("code", "Kode kriteria", "Kode pendek tanpa spasi; menjadi judul kolom nilai.",
             required=True, width=14, example="WW1"),
        choice("method", "Metode", v.Method, "Pilih dari daftar.", required=True, width=20,
               example="Wawancara"),
        text("name", "Nama kriteria", "Singkat.", required=True, width=32,
             example="Kepemimpinan"),
        decimal("weight", "Bobot (%)", "Persen dalam metodenya.", required=True, lowest=0,
                highest=100, shares_to=PART_SHARE, example="40"),
        decimal("lowest", "Nilai terendah", "Kosong hanya pada konversi tabel kata.", example="1"),
        decimal("highest", "Nilai tertinggi", "Kosong hanya pada konversi tabel kata.",
                example="5"),
        listing("marks", "Nilai yang boleh", "Dipisahkan titik koma, misalnya 2; 4; 5. Kosong: "
                "semua nilai di antara terendah dan tertinggi.", width=18),
        code("conversion", "Kode konversi", "Seperti pada lembar Konversi.", required=True,
             refers=Refers.CONVERSION, width=16, example="SKALA5"),
        lines("anchors", "Perilaku acuan", "Satu baris satu nilai, misalnya 5 = Selalu memberi "
              "arah yang jelas.", blank=(), width=60),
        listing("speaks_for", "Kompetensi yang ditunjukkan", "Kode kompetensi dan bobotnya, "
                "misalnya M1:60; M2:40.", width=28),
    ),
)  # fmt: skip

MOVE_RULES = Table(
    key="move_rules",
    name="Aturan Penempatan",
    words="Aturan yang hanya dapat dilanggar oleh beberapa perpindahan bersama. Kosong: tidak ada.",
    is_optional=True,
    frozen_columns=1,
    columns=(
        choice("kind", "Jenis aturan", CouplingKind, "Pilih dari daftar.", required=True, width=36,
               example="Paling banyak perpindahan"),
        whole("most", "Paling banyak", "Bagi aturan yang membatasi banyaknya.", lowest=0, highest=999,
              width=12, example="8"),
        text("unit", "Unit kerja", "Bagi batas dalam satu unit; seperti pada lembar Jabatan."),
        listing("officials", "NIP pejabat", "Dipisahkan titik koma. Tidak dalam satu unit: semua yang "
                "dimaksud. Hanya bila: yang pindah; yang harus pindah juga.", width=44),
        listing("positions", "Kode jabatan", "Dipisahkan titik koma. Tidak berganti bersamaan: semua yang "
                "dimaksud. Hanya bila: tujuan masing-masing."),
        text("because", "Alasan", "Dasarnya, seperti dicetak pada naskah.", blank="", width=44),
    ),
)  # fmt: skip
