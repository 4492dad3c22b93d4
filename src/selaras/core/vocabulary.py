"""The words of the domain: identifiers and closed lists, each with its Indonesian term (istilah)."""

from enum import StrEnum
from typing import NewType, Self

Nip = NewType("Nip", str)
PositionCode = NewType("PositionCode", str)
ExaminerCode = NewType("ExaminerCode", str)
ComponentCode = NewType("ComponentCode", str)
CriterionCode = NewType("CriterionCode", str)
CompetenceCode = NewType("CompetenceCode", str)
RuleId = NewType("RuleId", str)


def grouped_nip(nip: str) -> str:
    """Return a NIP as offices print it, in groups of 8, 6, 1 and 3; another length as it stands.

    >>> grouped_nip("197505172000031234")
    '19750517 200003 1 234'
    """
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}" if len(nip) == 18 else nip


class Term(StrEnum):
    """A member of a closed list: a stable code and the word an official reads."""

    istilah: str

    def __new__(cls, code: str, istilah: str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.istilah = istilah
        return member

    @classmethod
    def from_istilah(cls, word: str) -> Self | None:
        """Return the member an official wrote, capitals and outer blanks aside; None when unknown."""
        wanted = " ".join(word.split()).casefold()
        return next((m for m in cls if wanted in (m.istilah.casefold(), m.value)), None)


class Extent(Term):
    """How much of an event is shown; rules, lock and verifier are the same in both."""

    BRIEF = "brief", "Mode Ringkas"
    FULL = "full", "Mode Lengkap"


class EventKind(Term):
    JOB_FIT = "job-fit", "Uji kompetensi (job fit)"
    FIVE_YEAR = "five-year", "Evaluasi jabatan lima tahun"
    ADMINISTRATOR = "administrator", "Uji kompetensi pejabat administrasi"
    RETEST = "retest", "Uji kompetensi ulang"
    REORGANISATION = "reorganisation", "Penataan organisasi"
    OPEN_SELECTION = "open-selection", "Seleksi terbuka"
    MAPPING = "mapping", "Pemetaan talenta"


class AgencyKind(Term):
    PROVINCE = "province", "Provinsi"
    REGENCY = "regency", "Kabupaten"
    CITY = "city", "Kota"
    MINISTRY = "ministry", "Kementerian/Lembaga"


class HeadStatus(Term):
    DEFINITIVE = "definitive", "Definitif"
    PENJABAT = "penjabat", "Penjabat (Pj.)"
    PLT = "plt", "Pelaksana Tugas (Plt.)"


class Level(Term):
    """The level of a post (jenjang jabatan)."""

    JPT_UTAMA = "jpt-utama", "JPT Utama"
    JPT_MADYA = "jpt-madya", "JPT Madya"
    JPT_PRATAMA = "jpt-pratama", "JPT Pratama"
    ADMINISTRATOR = "administrator", "Administrator"
    PENGAWAS = "pengawas", "Pengawas"
    PELAKSANA = "pelaksana", "Pelaksana"
    JF_AHLI_UTAMA = "jf-ahli-utama", "JF Ahli Utama"
    JF_AHLI_MADYA = "jf-ahli-madya", "JF Ahli Madya"
    JF_AHLI_MUDA = "jf-ahli-muda", "JF Ahli Muda"

    @property
    def is_jpt(self) -> bool:
        return self in (Level.JPT_UTAMA, Level.JPT_MADYA, Level.JPT_PRATAMA)


class PositionState(Term):
    FILLED = "filled", "Terisi"
    VACANT = "vacant", "Lowong"
    ACTING = "acting", "Plt."


class SpecialPost(Term):
    """Posts whose holders may be moved only with the consent of somebody else."""

    NONE = "none", "Tidak ada"
    REGIONAL_SECRETARY = "regional-secretary", "Sekretaris daerah"
    INSPECTORATE = "inspectorate", "Inspektorat"
    CIVIL_REGISTRY = "civil-registry", "Kependudukan dan pencatatan sipil"
    COUNCIL_SECRETARY = "council-secretary", "Sekretaris DPRD"


class Education(Term):
    SLTA = "slta", "SLTA"
    D3 = "d3", "D-III"
    S1 = "s1", "S-1/D-IV"
    S2 = "s2", "S-2"
    S3 = "s3", "S-3"


class SanctionLevel(Term):
    NONE = "none", "Tidak pernah"
    LIGHT = "light", "Ringan"
    MEDIUM = "medium", "Sedang"
    HEAVY = "heavy", "Berat"


class Element(Term):
    """What a panel member stands for (unsur)."""

    INTERNAL = "internal", "JPT internal"
    EXTERNAL_JPT = "external-jpt", "JPT instansi lain"
    ACADEMIC = "academic", "Akademisi"
    EXPERT = "expert", "Pakar/profesional"
    PUBLIC_FIGURE = "public-figure", "Tokoh masyarakat"
    ASSESSOR_BODY = "assessor-body", "Lembaga penilai"


class PanelRole(Term):
    CHAIR = "chair", "Ketua"
    SECRETARY = "secretary", "Sekretaris"
    MEMBER = "member", "Anggota"


class ConflictKind(Term):
    KIN = "kin", "Hubungan keluarga"
    SUPERIOR = "superior", "Atasan langsung"
    SUBORDINATE = "subordinate", "Bawahan langsung"
    BUSINESS = "business", "Hubungan usaha"
    OTHER = "other", "Lainnya"


class Method(Term):
    PAPER = "paper", "Makalah"
    PRESENTATION = "presentation", "Pemaparan"
    INTERVIEW = "interview", "Wawancara"
    GROUP_DISCUSSION = "group-discussion", "Diskusi kelompok"
    WRITTEN_TEST = "written-test", "Tes tertulis"
    FEEDBACK_360 = "feedback-360", "Umpan balik 360"
    TRACK_RECORD = "track-record", "Rekam jejak"
    PERFORMANCE = "performance", "Kinerja"
    ASSESSMENT_CENTRE = "assessment-centre", "Asesmen"

    @property
    def is_rated_by_panel(self) -> bool:
        return self in PANEL_METHODS


PANEL_METHODS = (
    Method.PAPER,
    Method.PRESENTATION,
    Method.INTERVIEW,
    Method.GROUP_DISCUSSION,
    Method.WRITTEN_TEST,
)


class MarkState(Term):
    """Three different things that must never look alike."""

    SCORED = "scored", "Dinilai"
    NOT_SCORED = "not-scored", "Belum dinilai"
    NO_EVIDENCE = "no-evidence", "Tidak ada bukti"


class AttendanceState(Term):
    PRESENT = "present", "Hadir"
    ILL = "ill", "Sakit"
    EXCUSED = "excused", "Izin"
    ABSENT = "absent", "Tanpa keterangan"
    REPLACED = "replaced", "Diganti waktunya"

    @property
    def counts_as_present(self) -> bool:
        return self in (AttendanceState.PRESENT, AttendanceState.REPLACED)


class RaterGroup(Term):
    SUPERIOR = "superior", "Atasan"
    PEER = "peer", "Rekan kerja"
    STAFF = "staff", "Bawahan"


class Verification(Term):
    VERIFIED = "verified", "Terverifikasi"
    UNVERIFIED = "unverified", "Belum diverifikasi"
    DISPUTED = "disputed", "Disanggah"


class PermissionKind(Term):
    TEST_PLAN = "test-plan", "Rekomendasi rencana uji kompetensi"
    TEST_MINISTER = "test-minister", "Izin Mendagri melaksanakan uji kompetensi"
    RESULT = "result", "Rekomendasi hasil uji kompetensi"
    PERTEK = "pertek", "Pertimbangan teknis BKN"
    MINISTER_CONSENT = "minister-consent", "Persetujuan Mendagri atas penggantian pejabat"
    GOVERNOR = "governor", "Persetujuan/pengantar gubernur"
    COUNCIL = "council", "Persetujuan DPRD"
    CONSULTATION = "consultation", "Konsultasi tertulis"
    HOME_CONSENT = "home-consent", "Persetujuan PPK instansi asal"
    PANEL_DECREE = "panel-decree", "Keputusan pembentukan pansel"
    AGREEMENT = "agreement", "Perjanjian kerja sama"
    EARLY_MOVE = "early-move", "Berkas pengecualian dua tahun"
    PERFORMANCE_TEAM = "performance-team", "Pertimbangan tim penilai kinerja"
    DEMOTION_FILE = "demotion-file", "Berita acara pemeriksaan untuk penurunan jabatan"
    OPEN_SELECTION_CONSENT = "open-selection-consent", "Izin seleksi terbuka"
    RULE_CONFIRMATION = "rule-confirmation", "Penegasan aturan oleh instansi"


class PermissionState(Term):
    GRANTED = "granted", "Diberikan"
    ASKED = "asked", "Diajukan"
    REFUSED = "refused", "Ditolak"


class Purpose(Term):
    """What categories are for: the cut scores differ."""

    SELECTION = "selection", "Seleksi/pengisian jabatan"
    MAPPING = "mapping", "Pemetaan"


class Category(Term):
    MS = "MS", "Memenuhi Syarat"
    MMS = "MMS", "Masih Memenuhi Syarat"
    KMS = "KMS", "Kurang Memenuhi Syarat"
    OPTIMAL = "optimal", "Optimal"
    FAIRLY_OPTIMAL = "fairly-optimal", "Cukup Optimal"
    LESS_OPTIMAL = "less-optimal", "Kurang Optimal"


class Cluster(Term):
    MANAGERIAL = "managerial", "Manajerial"
    SOCIOCULTURAL = "sociocultural", "Sosial kultural"
    TECHNICAL = "technical", "Teknis"


class ParticipantStatus(Term):
    PARTICIPANT = "participant", "Peserta"
    EXEMPT = "exempt", "Dikecualikan"
    INELIGIBLE = "ineligible", "Tidak memenuhi syarat"
    NOT_ASSESSED = "not_assessed", "Tidak dinilai"


class Move(Term):
    """What the panel may recommend for one person."""

    STAY = "stay", "Tetap pada jabatan"
    ROTATE = "rotate", "Rotasi/mutasi"
    EXTEND = "extend", "Perpanjangan masa jabatan"
    PROMOTE = "promote", "Promosi"
    DEVELOP = "develop", "Pengembangan dan uji ulang"
    DEMOTE = "demote", "Penurunan jabatan melalui prosedur tersendiri"
    NONE = "none", "Tanpa rekomendasi"


class PerformanceAxis(Term):
    ABOVE = "above", "Di atas ekspektasi"
    MEETS = "meets", "Sesuai ekspektasi"
    BELOW = "below", "Di bawah ekspektasi"


class PotentialAxis(Term):
    LOW = "low", "Rendah"
    MIDDLE = "middle", "Menengah"
    HIGH = "high", "Tinggi"


class Role(Term):
    """The roles of the permission table; one person may hold several, never both sides of a wall."""

    SYSTEM_ADMIN = "SA", "Pengelola sistem"
    SECRETARIAT = "SK", "Sekretariat"
    CHAIR = "KP", "Ketua pansel"
    EXAMINER = "PG", "Penguji"
    ASSESSOR = "AS", "Asesor"
    RESPONDENT = "R3", "Responden 360"
    PARTICIPANT = "PS", "Peserta"
    REVIEWER = "RV", "Penelaah"
    DECIDING_OFFICER = "PK", "Pejabat Pembina Kepegawaian"
    AUDITOR = "AU", "Auditor"
