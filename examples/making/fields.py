"""Fields of work: what each asks technically, who may come from where, and posts on the way up.

The eight technical competences are general on purpose: a panel can judge everybody on them, yet
every field asks for others, so that posts are not all alike.
"""

from dataclasses import dataclass

from selaras.core import vocabulary as v
from selaras.core.casefile import Competence

TECHNICAL = {
    "T.01": "Perencanaan dan penganggaran pembangunan",
    "T.02": "Pengelolaan keuangan dan aset daerah",
    "T.03": "Perumusan kebijakan dan produk hukum daerah",
    "T.04": "Penyelenggaraan pelayanan publik",
    "T.05": "Pengelolaan prasarana dan sumber daya alam",
    "T.06": "Pemerintahan digital dan pengelolaan data",
    "T.07": "Pengawasan dan pengendalian risiko",
    "T.08": "Pemberdayaan masyarakat dan kemitraan",
}
TECHNICAL_COMPETENCES = tuple(
    Competence(code=v.CompetenceCode(code), name=name, cluster=v.Cluster.TECHNICAL)
    for code, name in TECHNICAL.items()
)


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    technical: tuple[str, ...]  # the first weighs most
    study: tuple[str, ...]
    related: tuple[str, ...]
    unit: str  # where its officials come from
    bureau: str  # an administrator's post
    section: str  # a supervisor's post


def _field(
    name: str, technical: str, study: str, related: str, unit: str, bureau: str, section: str
) -> Field:
    return Field(
        name,
        tuple(f"T.0{digit}" for digit in technical),
        tuple(study.split("; ")),
        tuple(related.split("; ")),
        unit,
        f"Kepala Bidang {bureau}" if not unit.startswith(("Biro", "Insp")) else bureau,
        f"Kepala {section}",
    )


_SOCIAL = "Administrasi Publik; Ilmu Pemerintahan; Hukum"
_MONEY = "Ekonomi; Akuntansi; Manajemen"

FIELDS = {
    one.name: one
    for one in (
        _field("Pemerintahan", "384", f"{_SOCIAL}; Sosiologi", "Hukum; Kepegawaian; Sosial",
               "Biro Pemerintahan", "Kepala Bagian Otonomi Daerah",
               "Subbagian Penataan Wilayah"),
        _field("Hukum", "378", "Hukum", "Pemerintahan; Pengawasan", "Biro Hukum",
               "Kepala Bagian Perundang-undangan", "Subbagian Bantuan Hukum"),
        _field("Perencanaan", "167", f"{_MONEY}; Perencanaan Wilayah; Administrasi Publik; "
               "Teknik Sipil; Pertanian", "Keuangan; Pekerjaan Umum; Perekonomian",
               "Badan Perencanaan Pembangunan Daerah", "Perencanaan Makro dan Evaluasi",
               "Subbidang Data dan Pelaporan"),
        _field("Keuangan", "217", f"{_MONEY}; Administrasi Publik; Hukum",
               "Perencanaan; Pengawasan; Perekonomian",
               "Badan Pengelola Keuangan dan Aset Daerah", "Anggaran", "Subbidang Kas Daerah"),
        _field("Pengawasan", "723", f"{_MONEY}; {_SOCIAL}; Teknik Sipil", "Keuangan; Hukum",
               "Inspektorat Daerah", "Inspektur Pembantu Wilayah II",
               "Subbagian Analisis dan Evaluasi"),
        _field("Kepegawaian", "364", f"{_SOCIAL}; Manajemen; Psikologi",
               "Pemerintahan; Umum; Pendidikan", "Badan Kepegawaian Daerah",
               "Mutasi dan Promosi", "Subbidang Penilaian Kinerja"),
        _field("Umum", "243", f"{_SOCIAL}; {_MONEY}; Ilmu Komunikasi",
               "Kepegawaian; Keuangan; Pemerintahan", "Biro Umum",
               "Kepala Bagian Rumah Tangga", "Subbagian Tata Usaha Pimpinan"),
        _field("Pendidikan", "481", "Pendidikan; Administrasi Publik; Manajemen; Sosiologi; "
               "Psikologi", "Kepegawaian; Kepemudaan; Sosial", "Dinas Pendidikan dan Kebudayaan",
               "Pembinaan Sekolah Menengah Atas", "Seksi Kurikulum dan Penilaian"),
        _field("Kesehatan", "467", "Kesehatan Masyarakat; Kedokteran", "Kependudukan; Sosial",
               "Dinas Kesehatan", "Pelayanan Kesehatan", "Seksi Surveilans dan Imunisasi"),
        _field("Sosial", "841", "Kesejahteraan Sosial; Sosiologi; Administrasi Publik; "
               "Ilmu Pemerintahan", "Kependudukan; Pemerintahan; Ketenagakerjaan", "Dinas Sosial",
               "Perlindungan dan Jaminan Sosial", "Seksi Rehabilitasi Sosial"),
        _field("Ketenagakerjaan", "438", "Administrasi Publik; Hukum; Ekonomi; Sosiologi",
               "Sosial; Perekonomian", "Dinas Tenaga Kerja dan Transmigrasi",
               "Hubungan Industrial", "Seksi Penempatan Tenaga Kerja"),
        _field("Kependudukan", "648", f"{_SOCIAL}; Informatika; Sosiologi",
               "Pemerintahan; Sosial; Komunikasi dan Informatika",
               "Dinas Kependudukan dan Pencatatan Sipil", "Pelayanan Administrasi Kependudukan",
               "Seksi Identitas Penduduk"),
        _field("Pekerjaan Umum", "517", "Teknik Sipil; Perencanaan Wilayah",
               "Perhubungan; Lingkungan Hidup; Perencanaan",
               "Dinas Pekerjaan Umum dan Penataan Ruang", "Bina Marga",
               "Seksi Jalan dan Jembatan"),
        _field("Perhubungan", "574", "Teknik Sipil; Perencanaan Wilayah; Administrasi Publik; "
               "Manajemen", "Pekerjaan Umum; Ketertiban", "Dinas Perhubungan",
               "Lalu Lintas dan Angkutan Jalan", "Seksi Keselamatan Jalan"),
        _field("Lingkungan Hidup", "578", "Kehutanan; Pertanian; Perencanaan Wilayah",
               "Pertanian; Pekerjaan Umum", "Dinas Lingkungan Hidup dan Kehutanan",
               "Pengendalian Pencemaran", "Seksi Kajian Dampak Lingkungan"),
        _field("Pertanian", "581", "Pertanian; Peternakan; Kehutanan; Ekonomi",
               "Lingkungan Hidup; Kelautan dan Perikanan; Perekonomian",
               "Dinas Tanaman Pangan, Hortikultura, dan Perkebunan", "Prasarana Pertanian",
               "Seksi Penyuluhan"),
        _field("Kelautan dan Perikanan", "576", "Perikanan; Pertanian; Ekonomi",
               "Pertanian; Perekonomian", "Dinas Kelautan dan Perikanan", "Perikanan Tangkap",
               "Seksi Pengawasan Sumber Daya Perikanan"),
        _field("Perekonomian", "812", f"{_MONEY}; Administrasi Publik; Pertanian",
               "Perencanaan; Keuangan; Ketenagakerjaan", "Dinas Perindustrian dan Perdagangan",
               "Perdagangan Dalam Negeri", "Seksi Sarana Perdagangan"),
        _field("Kepemudaan", "814", "Pendidikan; Administrasi Publik; Ilmu Komunikasi; Ekonomi",
               "Pendidikan; Sosial", "Dinas Pemuda dan Olahraga", "Pembudayaan Olahraga",
               "Seksi Kepemimpinan Pemuda"),
        _field("Komunikasi dan Informatika", "643", "Informatika; Ilmu Komunikasi; "
               "Administrasi Publik", "Kependudukan; Perencanaan; Pemerintahan",
               "Dinas Komunikasi, Informatika, dan Statistik", "Aplikasi dan Informatika",
               "Seksi Persandian dan Keamanan Informasi"),
        _field("Ketertiban", "738", f"{_SOCIAL}; Teknik Sipil; Sosiologi",
               "Pemerintahan; Perhubungan; Sosial", "Satuan Polisi Pamong Praja",
               "Ketertiban Umum dan Ketenteraman Masyarakat", "Seksi Operasi dan Pengendalian"),
    )
}  # fmt: skip
