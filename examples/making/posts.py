"""Posts of a province and of a city: code, title, unit, echelon, class and field of work."""

from dataclasses import dataclass
from datetime import date

from examples.making.fields import FIELDS, TECHNICAL, Field
from selaras.core import vocabulary as v
from selaras.core.casefile import Position, StandardLevel

GENERAL = ("M.01", "M.02", "M.03", "M.04", "M.05", "M.06", "M.07", "M.08", "SK.01")
LEVEL = {v.Level.JPT_PRATAMA: 4, v.Level.ADMINISTRATOR: 3, v.Level.PENGAWAS: 2}
LARGEST = 15
SPECIAL = {
    "INSPEKTORAT": v.SpecialPost.INSPECTORATE,
    "DUKCAPIL": v.SpecialPost.CIVIL_REGISTRY,
    "SEKWAN": v.SpecialPost.COUNCIL_SECRETARY,
}


@dataclass(frozen=True, slots=True)
class Post:
    code: str
    title: str
    unit: str
    echelon: str
    job_class: int
    field: Field
    number: int = 0  # among the posts of its field

    @property
    def technical(self) -> tuple[tuple[str, int], ...]:
        """Return what the post asks technically, and at which level.

        The field's first two competences always; neighbours in one field differ in the third.
        """
        first, second, third = self.field.technical
        others = [code for code in TECHNICAL if code not in (first, second, third)]
        last = third if self.number == 0 else others[(self.number - 1) % len(others)]
        # Below JPT a post asks more of its craft than of its leading.
        level = LEVEL[self.level] + (0 if self.level is v.Level.JPT_PRATAMA else 1)
        # The largest offices ask for the highest level of their craft.
        own = level + 1 if self.job_class == LARGEST else level
        return (first, own), (second, level), (last, level - 1 + self.number % 2)

    @property
    def level(self) -> v.Level:
        by_echelon = {"II": v.Level.JPT_PRATAMA, "III": v.Level.ADMINISTRATOR, "IV": v.Level.PENGAWAS}
        return by_echelon[self.echelon.split(".")[0]]


@dataclass(frozen=True, slots=True)
class Holding:
    """How a post stands: held since, or empty since and kept by somebody acting."""

    state: v.PositionState = v.PositionState.FILLED
    since: date | None = None
    acting_name: str | None = None
    acting_extended: bool = False


FILLED = Holding()


def _posts(table: str) -> tuple[Post, ...]:
    found: list[Post] = []
    for line in table.strip().splitlines():
        code, title, echelon, job_class, field = (part.strip() for part in line.split("|"))
        unit = title.removeprefix("Kepala Pelaksana ").removeprefix("Kepala ").removeprefix("Direktur ")
        if code.startswith(("ASISTEN", "SAHLI")):
            unit = "Sekretariat Daerah"
        if code == "INSPEKTORAT":
            unit = "Inspektorat Daerah"
        if code == "SEKWAN":
            unit = "Sekretariat DPRD"
        number = sum(one.field.name == field for one in found)
        found.append(Post(code, title, unit, echelon, int(job_class), FIELDS[field], number))
    return tuple(found)


PROVINCE = _posts("""
ASISTEN-1 | Asisten Pemerintahan dan Kesejahteraan Rakyat | II.a | 15 | Pemerintahan
ASISTEN-2 | Asisten Perekonomian dan Pembangunan | II.a | 15 | Perekonomian
ASISTEN-3   | Asisten Administrasi Umum                                         | II.a | 15 | Umum
SAHLI-HUKUM | Staf Ahli Gubernur Bidang Pemerintahan, Hukum, dan Politik        | II.a | 14 | Hukum
SAHLI-SDM   | Staf Ahli Gubernur Bidang Kemasyarakatan dan Sumber Daya Manusia  | II.a | 14 | Sosial
SAHLI-EKBANG| Staf Ahli Gubernur Bidang Ekonomi, Keuangan, dan Pembangunan | II.a | 14 | Perekonomian
INSPEKTORAT | Inspektur Daerah                                                  | II.a | 15 | Pengawasan
SEKWAN      | Sekretaris DPRD                                                   | II.a | 14 | Umum
BAPPEDA     | Kepala Badan Perencanaan Pembangunan Daerah                       | II.a | 15 | Perencanaan
BPKAD       | Kepala Badan Pengelola Keuangan dan Aset Daerah                   | II.a | 15 | Keuangan
BAPENDA     | Kepala Badan Pendapatan Daerah                                    | II.a | 14 | Keuangan
BKD         | Kepala Badan Kepegawaian Daerah                                   | II.a | 14 | Kepegawaian
BPSDM       | Kepala Badan Pengembangan Sumber Daya Manusia                     | II.a | 14 | Kepegawaian
LITBANG     | Kepala Badan Penelitian dan Pengembangan                          | II.a | 14 | Perencanaan
KESBANGPOL | Kepala Badan Kesatuan Bangsa dan Politik | II.a | 14 | Pemerintahan
BPBD        | Kepala Pelaksana Badan Penanggulangan Bencana Daerah              | II.a | 14 | Ketertiban
DIKBUD      | Kepala Dinas Pendidikan dan Kebudayaan                            | II.a | 15 | Pendidikan
DINKES      | Kepala Dinas Kesehatan                                            | II.a | 15 | Kesehatan
PUPR | Kepala Dinas Pekerjaan Umum dan Penataan Ruang | II.a | 15 | Pekerjaan Umum
PERKIM | Kepala Dinas Perumahan dan Kawasan Permukiman | II.a | 14 | Pekerjaan Umum
SATPOL-PP   | Kepala Satuan Polisi Pamong Praja                                 | II.a | 14 | Ketertiban
DINSOS      | Kepala Dinas Sosial                                               | II.a | 14 | Sosial
NAKERTRANS | Kepala Dinas Tenaga Kerja dan Transmigrasi | II.a | 14 | Ketenagakerjaan
P3AP2KB     | Kepala Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan KB    | II.a | 14 | Sosial
PANGAN      | Kepala Dinas Ketahanan Pangan                                     | II.a | 14 | Pertanian
DLHK | Kepala Dinas Lingkungan Hidup dan Kehutanan | II.a | 14 | Lingkungan Hidup
DUKCAPIL | Kepala Dinas Kependudukan dan Pencatatan Sipil | II.a | 14 | Kependudukan
PMD | Kepala Dinas Pemberdayaan Masyarakat dan Desa | II.a | 14 | Pemerintahan
DISHUB      | Kepala Dinas Perhubungan                                          | II.a | 14 | Perhubungan
KOMINFO | Kepala Dinas Komunikasi, Informatika, dan Statistik | II.a | 14 | Komunikasi dan Informatika
KOPERASI | Kepala Dinas Koperasi, Usaha Kecil, dan Menengah | II.a | 14 | Perekonomian
DPMPTSP | Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu | II.a | 14 | Perekonomian
DISPORA     | Kepala Dinas Pemuda dan Olahraga                                  | II.a | 14 | Kepemudaan
PERPUS      | Kepala Dinas Perpustakaan dan Kearsipan                           | II.a | 14 | Pendidikan
DKP | Kepala Dinas Kelautan dan Perikanan | II.a | 14 | Kelautan dan Perikanan
PARIWISATA  | Kepala Dinas Pariwisata                                           | II.a | 14 | Kepemudaan
TPHP        | Kepala Dinas Tanaman Pangan, Hortikultura, dan Perkebunan         | II.a | 14 | Pertanian
DISNAK      | Kepala Dinas Peternakan dan Kesehatan Hewan                       | II.a | 14 | Pertanian
ESDM | Kepala Dinas Energi dan Sumber Daya Mineral | II.a | 14 | Lingkungan Hidup
DISPERINDAG | Kepala Dinas Perindustrian dan Perdagangan | II.a | 14 | Perekonomian
BIRO-PEM | Kepala Biro Pemerintahan dan Kesejahteraan Rakyat | II.b | 14 | Pemerintahan
BIRO-HUKUM  | Kepala Biro Hukum                                                 | II.b | 14 | Hukum
BIRO-EKBANG | Kepala Biro Perekonomian dan Administrasi Pembangunan             | II.b | 14 | Perencanaan
BIRO-PBJ    | Kepala Biro Pengadaan Barang dan Jasa                             | II.b | 14 | Keuangan
BIRO-ORG    | Kepala Biro Organisasi                                            | II.b | 14 | Kepegawaian
BIRO-UMUM   | Kepala Biro Umum                                                  | II.b | 13 | Umum
BIRO-ADPIM  | Kepala Biro Administrasi Pimpinan                                 | II.b | 13 | Umum
RSUD        | Direktur Rumah Sakit Umum Daerah Provinsi                         | II.b | 14 | Kesehatan
RSJ         | Direktur Rumah Sakit Jiwa Daerah                                  | II.b | 13 | Kesehatan
""")

CITY = _posts("""
ASISTEN-1 | Asisten Pemerintahan dan Kesejahteraan Rakyat | II.b | 14 | Pemerintahan
ASISTEN-2 | Asisten Perekonomian dan Pembangunan | II.b | 14 | Perekonomian
ASISTEN-3   | Asisten Administrasi Umum                                         | II.b | 14 | Umum
SAHLI-HUKUM | Staf Ahli Wali Kota Bidang Pemerintahan, Hukum, dan Politik       | II.b | 13 | Hukum
SAHLI-SDM   | Staf Ahli Wali Kota Bidang Kemasyarakatan dan Sumber Daya Manusia | II.b | 13 | Sosial
SAHLI-EKBANG| Staf Ahli Wali Kota Bidang Ekonomi, Keuangan, dan Pembangunan | II.b | 13 | Perekonomian
INSPEKTORAT | Inspektur Daerah                                                  | II.b | 14 | Pengawasan
SEKWAN      | Sekretaris DPRD                                                   | II.b | 14 | Umum
BAPPEDA     | Kepala Badan Perencanaan Pembangunan Daerah                       | II.b | 14 | Perencanaan
BPKAD       | Kepala Badan Pengelola Keuangan dan Aset Daerah                   | II.b | 14 | Keuangan
BPPRD       | Kepala Badan Pengelola Pajak dan Retribusi Daerah                 | II.b | 14 | Keuangan
BKPSDM      | Kepala Badan Kepegawaian dan Pengembangan Sumber Daya Manusia     | II.b | 14 | Kepegawaian
KESBANGPOL | Kepala Badan Kesatuan Bangsa dan Politik | II.b | 13 | Pemerintahan
BPBD        | Kepala Badan Penanggulangan Bencana Daerah                        | II.b | 13 | Ketertiban
DIKBUD      | Kepala Dinas Pendidikan dan Kebudayaan                            | II.b | 14 | Pendidikan
DINKES      | Kepala Dinas Kesehatan                                            | II.b | 14 | Kesehatan
PUTR | Kepala Dinas Pekerjaan Umum dan Tata Ruang | II.b | 14 | Pekerjaan Umum
PERKIM | Kepala Dinas Perumahan dan Kawasan Permukiman | II.b | 13 | Pekerjaan Umum
SATPOL-PP   | Kepala Satuan Polisi Pamong Praja                                 | II.b | 13 | Ketertiban
DINSOS      | Kepala Dinas Sosial                                               | II.b | 13 | Sosial
P3AP2KB     | Kepala Dinas Pemberdayaan Perempuan, Perlindungan Anak, dan KB    | II.b | 13 | Sosial
KETAPANG    | Kepala Dinas Ketahanan Pangan, Pertanian, dan Perikanan           | II.b | 13 | Pertanian
DLH | Kepala Dinas Lingkungan Hidup | II.b | 13 | Lingkungan Hidup
DUKCAPIL | Kepala Dinas Kependudukan dan Pencatatan Sipil | II.b | 13 | Kependudukan
DISHUB      | Kepala Dinas Perhubungan                                          | II.b | 13 | Perhubungan
KOMINFO | Kepala Dinas Komunikasi dan Informatika | II.b | 13 | Komunikasi dan Informatika
KOPERASI | Kepala Dinas Koperasi, Usaha Kecil, Menengah, dan Perindustrian | II.b | 13 | Perekonomian
DISDAG | Kepala Dinas Perdagangan | II.b | 13 | Perekonomian
DPMPTSP | Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu | II.b | 13 | Perekonomian
DISPORAPAR  | Kepala Dinas Pemuda, Olahraga, dan Pariwisata                     | II.b | 13 | Kepemudaan
PERPUS      | Kepala Dinas Perpustakaan dan Kearsipan                           | II.b | 13 | Pendidikan
""")


def position_of(post: Post, holding: Holding = FILLED) -> Position:
    """Return the post with its requirements; the field of work makes its standard its own."""
    level = LEVEL[post.level]
    field = post.field
    return Position(
        code=v.PositionCode(post.code),
        title=post.title,
        unit=post.unit,
        echelon=post.echelon,
        level=post.level,
        job_class=post.job_class,
        allowance_class=f"TPP {post.job_class}",
        state=holding.state,
        state_since=holding.since,
        acting_name=holding.acting_name,
        acting_extended=holding.acting_extended,
        min_grade={4: "IV/b", 3: "III/d", 2: "III/b"}[level],
        min_education=v.Education.S1,
        study_fields=field.study if post.level is v.Level.JPT_PRATAMA else (),
        experience_fields=(field.name, *field.related),
        min_experience_years={4: 5, 3: 3, 2: 2}[level],
        special=SPECIAL.get(post.code, v.SpecialPost.NONE),
        is_in_play=True,
        standard=tuple(
            StandardLevel(competence=v.CompetenceCode(code), level=wanted, mandatory=False)
            for code, wanted in (*((one, level) for one in GENERAL), *post.technical)
        ),
    )
