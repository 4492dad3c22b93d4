"""The sheets about people, posts and the panel."""

from dataclasses import replace

from selaras.core import vocabulary as v
from selaras.exchange.sheets.column import Column, Family, Kind, Refers, Table
from selaras.exchange.sheets.columns import (
    EXAMINER,
    LONGEST_NAME,
    NAME_SHOWN,
    NIP,
    choice,
    code,
    day,
    grade,
    listing,
    shown,
    text,
    whole,
    yes_no,
)

_LIST = "Pilih dari daftar."
_NO_REQUIREMENT = "Persyaratan; kosong: tidak disyaratkan."
_FROM_POSITIONS = "Kosong: diambil dari lembar Jabatan."
_POSITION = "Seperti pada lembar Jabatan."

OFFICIALS = Table(
    key="officials",
    name="Pegawai",
    words="Semua pejabat yang diperiksa, termasuk yang nanti dikecualikan. Satu baris satu orang.",
    columns=(
        replace(NIP, refers=None, example="197205141998032004"),
        text("name", "Nama dan gelar", "Lengkap dengan gelar.", required=True, width=36,
             example="Dr. Ratna Puspita, S.H., M.Si."),
        day("born_on", "Tanggal lahir", "Harus sama dengan delapan angka pertama NIP.",
            required=True, example="14 Mei 1972"),
        Column(field="sex", heading="Jenis kelamin", kind=Kind.SEX, width=9,
               words="L atau P; hanya untuk mencocokkan NIP.", example="P"),
        day("civil_servant_since", "TMT CPNS", "Bulan dan tahunnya dicocokkan dengan NIP.",
            example="1 Maret 1998"),
        grade("grade", "Golongan/ruang", "Misalnya IV/b.", required=True, example="IV/b"),
        choice("education", "Pendidikan", v.Education, "Pendidikan formal tertinggi.",
               required=True, example="S-3"),
        text("field_of_study", "Bidang ilmu", "Bidang ilmu pendidikan tertinggi.", blank="",
             example="Ilmu Pemerintahan"),
        text("home_agency", "Instansi asal", "Kosong: instansi penyelenggara."),
        yes_no("is_from_outside", "Dari instansi lain",
               "Ya, bila bekerja di instansi lain; persetujuan PPK asal lalu wajib ada."),
        text("home_consent.number", "Nomor persetujuan instansi asal",
             "Surat persetujuan PPK instansi asal.", width=24),
        day("home_consent.dated_on", "Tanggal persetujuan instansi asal", "Tanggal surat itu."),
        text("home_consent.issuer", "Penerbit persetujuan instansi asal",
             "PPK yang menandatangani.", width=24),
        code("position", "Kode jabatan", f"{_POSITION} Kosong bagi peserta dari instansi lain.",
             refers=Refers.POSITION, example="J01"),
        text("position_title", "Nama jabatan", _FROM_POSITIONS, width=36),
        text("unit", "Unit kerja", _FROM_POSITIONS),
        choice("level", "Jenjang jabatan", v.Level, _FROM_POSITIONS),
        day("in_position_since", "TMT jabatan", required=True, example="3 Februari 2020",
            words="Mulai dalam jabatan sekarang; dasar masa dua dan lima tahun."),
        whole("job_class", "Kelas jabatan", "1 sampai 17; boleh kosong.", lowest=1, highest=17),
        text("allowance_class", "Kelas tunjangan", "Boleh kosong.", width=12),
        listing("experience_fields", "Bidang pengalaman",
                "Bidang tugas yang diakui, dipisahkan titik koma.", example="Pemerintahan; Sosial"),
        choice("sanction.level", "Hukuman disiplin", v.SanctionLevel,
               "Yang terberat; kosong: tidak pernah.", blank=v.SanctionLevel.NONE),
        day("sanction.until", "Hukuman disiplin sampai",
            "Hari pertama hukuman tidak berlaku lagi; kosong bila sudah lama berakhir."),
        yes_no("wealth_report_filed", "LHKPN disampaikan", "Ya atau Tidak.", example="Ya"),
        yes_no("tax_return_filed", "SPT disampaikan", "Ya atau Tidak.", example="Ya"),
        day("data_confirmed_on", "Data ditandatangani",
            "Tanggal peserta menandatangani lembar verifikasi datanya sendiri."),
    ),
)  # fmt: skip

CAREERS = Table(
    key="careers",
    name="Riwayat",
    words="Riwayat jabatan. Satu baris satu jabatan yang pernah atau sedang dipegang.",
    is_optional=True,
    columns=(
        NIP,
        NAME_SHOWN,
        text("title", "Nama jabatan", "Jabatan yang dipegang.", required=True, width=36),
        text("unit", "Unit kerja", "Perangkat daerah.", blank=""),
        choice("level", "Jenjang jabatan", v.Level, _LIST, required=True),
        text("field", "Bidang", "Bidang tugas jabatan itu.", blank="", width=24),
        day("since", "Mulai", "TMT jabatan itu.", required=True),
        day("until", "Sampai", "Hari pertama tidak lagi menjabat; kosong: masih menjabat."),
    ),
)

POSITIONS = Table(
    key="positions",
    name="Jabatan",
    words="Semua jabatan yang diperhitungkan: terisi, lowong, atau dipegang Plt.",
    columns=(
        code("code", "Kode jabatan", "Kode pendek tanpa spasi.", required=True, example="J01"),
        text("title", "Nama jabatan", "Nama lengkap jabatan.", required=True, width=40,
             example="Kepala Dinas Sosial"),
        text("unit", "Unit kerja", "Perangkat daerah.", required=True, example="Dinas Sosial"),
        code("echelon", "Eselon", "Misalnya II.a.", blank="", example="II.a"),
        choice("level", "Jenjang jabatan", v.Level, _LIST, required=True, example="JPT Pratama"),
        whole("job_class", "Kelas jabatan", "1 sampai 17; boleh kosong.", lowest=1, highest=17),
        text("allowance_class", "Kelas tunjangan", "Boleh kosong.", width=12),
        choice("state", "Keadaan", v.PositionState, "Terisi, Lowong, atau Plt.", required=True,
               example="Terisi"),
        day("state_since", "Sejak", "Sejak kapan lowong atau dipegang Plt."),
        text("acting_name", "Nama Plt.", "Diisi bila dipegang Plt.", longest=LONGEST_NAME),
        yes_no("acting_extended", "Plt. diperpanjang", "Ya, bila masa kedua sudah berjalan."),
        grade("min_grade", "Golongan terendah", _NO_REQUIREMENT),
        choice("min_education", "Pendidikan terendah", v.Education, _NO_REQUIREMENT),
        listing("study_fields", "Bidang ilmu yang diterima",
                "Dipisahkan titik koma; kosong: semua."),
        listing("experience_fields", "Bidang pengalaman yang diterima",
                "Dipisahkan titik koma; kosong: semua."),
        whole("min_experience_years", "Pengalaman paling singkat (tahun)", _NO_REQUIREMENT,
              lowest=0, highest=40, width=12),
        choice("special", "Jabatan khusus", v.SpecialPost, width=24, blank=v.SpecialPost.NONE,
               words="Bila pemindahan pemegangnya memerlukan persetujuan pihak lain."),
        yes_no("is_in_play", "Ikut penempatan", blank=True,
               words="Tidak, bila jabatan ini tidak boleh diusulkan bagi siapa pun. Kosong: Ya."),
    ),
)  # fmt: skip

COMPETENCES = Table(
    key="competences",
    name="Kompetensi",
    words="Daftar kompetensi. Sembilan yang umum sudah terisi; tambahkan kompetensi teknis di "
    "bawahnya.",
    is_optional=True,
    columns=(
        code("code", "Kode kompetensi", "Kode pendek tanpa spasi.", required=True, width=16,
             example="T01"),
        text("name", "Nama kompetensi", "Nama lengkap.", required=True, width=44,
             example="Perlindungan sosial"),
        choice("cluster", "Rumpun", v.Cluster, _LIST, required=True, example="Teknis"),
    ),
)  # fmt: skip

STANDARDS = Table(
    key="standards",
    name="Standar",
    words="Level kompetensi umum yang dituntut setiap jabatan. Kosong: level baku jenjangnya. "
    "Tanda -: tidak dituntut. Tulis misalnya 4 wajib bila level yang lebih rendah menggugurkan.",
    family=Family.COMPETENCE_LEVEL,
    is_optional=True,
    columns=(
        code("code", "Kode jabatan", _POSITION, required=True, refers=Refers.POSITION),
        shown("title_shown", "Nama jabatan", width=40),
    ),
)

TECHNICAL_STANDARDS = Table(
    key="technical_standards",
    name="Standar Teknis",
    words="Kompetensi teknis yang berbeda menurut jabatan. Satu baris satu tuntutan.",
    is_optional=True,
    columns=(
        code("position", "Kode jabatan", _POSITION, required=True, refers=Refers.POSITION),
        code("competence", "Kode kompetensi", "Seperti pada lembar Kompetensi.", required=True,
             refers=Refers.COMPETENCE, width=16),
        whole("level", "Level", "1 sampai 5.", required=True, lowest=1, highest=5),
        yes_no("mandatory", "Wajib", "Ya, bila level yang lebih rendah menggugurkan."),
    ),
)  # fmt: skip

EXAMINERS = Table(
    key="examiners",
    name="Pansel",
    words="Anggota panitia seleksi atau tim penguji. Satu baris satu orang.",
    columns=(
        code("code", "Kode penguji", required=True, example="PG1",
             words="Kode pendek; lembar nilainya bernama Nilai diikuti kode ini."),
        text("name", "Nama dan gelar", "Lengkap dengan gelar.", required=True, width=36,
             example="Prof. Dr. Bagus Wirawan, M.Si."),
        choice("role", "Kedudukan", v.PanelRole, "Ketua, Sekretaris, atau Anggota.",
               required=True, example="Anggota"),
        choice("element", "Unsur", v.Element, "Unsur yang diwakili.", required=True, width=20,
               example="Akademisi"),
        text("function", "Jabatan atau fungsi", "Jabatan sekarang.", blank="",
             example="Guru Besar Ilmu Administrasi"),
        text("institution", "Lembaga", "Tempat bekerja.", blank="", example="Universitas Cendana"),
        text("expertise", "Keahlian", "Bidang keahlian.", blank="", example="Manajemen ASN"),
        choice("level", "Jenjang jabatan", v.Level, "Bagi anggota dari unsur pejabat."),
        yes_no("is_party_member", "Anggota partai politik", "Ya atau Tidak.", example="Tidak"),
        yes_no("conflicts_declared", "Pernyataan benturan kepentingan", example="Ya", width=16,
               words="Ya, bila pernyataan sudah diserahkan, juga bila isinya tidak ada."),
    ),
)  # fmt: skip

CONFLICTS = Table(
    key="conflicts",
    name="Benturan Kepentingan",
    words="Peserta yang mempunyai hubungan dengan seorang penguji. Kosong: tidak ada.",
    is_optional=True,
    columns=(
        EXAMINER,
        NIP,
        NAME_SHOWN,
        choice("kind", "Jenis hubungan", v.ConflictKind, _LIST, required=True, width=20),
        text("note", "Keterangan", "Penjelasan singkat.", blank="", width=40),
    ),
)
