"""The facts that a rule may ask for: a closed list, with kind and name in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

Fact = str | int | bool | date | Decimal | tuple[str, ...] | None
Facts = Mapping[str, Fact]


class FactKind(StrEnum):
    DAY = "day"
    NUMBER = "number"
    TEXT = "text"
    LIST = "list"
    FLAG = "flag"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactName:
    kind: FactKind
    name_id: str
    name_en: str


def _named(kind: FactKind, names: Mapping[str, tuple[str, str]]) -> dict[str, FactName]:
    return {
        key: FactName(kind=kind, name_id=name_id, name_en=name_en)
        for key, (name_id, name_en) in names.items()
    }


_DAYS = {
    "on": ("per tanggal", "as of"),
    "born_on": ("tanggal lahir", "date of birth"),
    "in_post_since": ("TMT jabatan", "in post since"),
    "acting_since": ("Plt. sejak", "acting since"),
    "inaugurated_on": ("tanggal pelantikan", "date of inauguration"),
    "decree_on": ("tanggal keputusan", "date of the decree"),
    "head_inaugurated_on": ("pelantikan kepala daerah", "inauguration of the regional head"),
    "head_term_ends_on": ("akhir masa jabatan kepala daerah", "end of the regional head's term"),
    "candidates_fixed_on": ("penetapan pasangan calon", "determination of candidates"),
    "assessed_on": ("tanggal asesmen", "date of assessment"),
    "accredited_on": ("tanggal akreditasi", "date of accreditation"),
    "limit_on": ("tanggal batas", "limit date"),
    "window_from": ("larangan mulai", "window opens on"),
    "window_until": ("larangan sampai sebelum", "window closes before"),
    "data_confirmed_on": ("data dinyatakan benar", "data declared right"),
    "letter_on": ("tanggal surat", "date of the letter"),
    "not_before_on": ("paling awal", "not before"),
    "not_after_on": ("paling lambat", "not after"),
    "starts_on": ("mulai uji kompetensi", "test begins"),
}
_NUMBERS = {
    "age_years": ("usia (tahun)", "age (years)"),
    "years": ("lama (tahun penuh)", "completed years"),
    "related_experience_years": ("pengalaman terkait (tahun)", "related experience (years)"),
    "supervisor_years": ("pengalaman pengawas (tahun)", "years as supervisor"),
    "n_members": ("jumlah anggota", "number of members"),
    "n_internal": ("jumlah anggota internal", "number of internal members"),
    "n_candidates": ("jumlah calon", "number of candidates"),
    "n_applicants": ("jumlah pelamar", "number of applicants"),
    "n_names": ("jumlah nama", "number of names"),
    "n_answers": ("jumlah jawaban", "number of answers"),
    "n_assessors": ("jumlah asesor", "number of assessors"),
    "notice_days": ("lama pengumuman (hari)", "notice (days)"),
    "review_working_days": ("telaah (hari kerja)", "review (working days)"),
    "hours": ("jam", "hours"),
    "score": ("nilai", "score"),
    "percent": ("persen", "percent"),
    "achieved_level": ("level capaian", "level achieved"),
    "required_level": ("level standar", "level required"),
    "box": ("kotak", "box"),
    "years_in_previous_post": ("lama jabatan sebelumnya (tahun)", "years in the previous post"),
    "good_performance_years": ("tahun berkinerja paling rendah Baik", "years of at least good performance"),
    "remaining_months": ("sisa masa kerja (bulan)", "remaining service (months)"),
    "required_years": ("pengalaman disyaratkan (tahun)", "experience required (years)"),
    "job_class": ("kelas jabatan", "job class"),
    "target_job_class": ("kelas jabatan tujuan", "job class of the target"),
    "n_chairs": ("jumlah ketua", "number of chairs"),
    "n_vacant": ("jabatan tanpa pejabat definitif", "posts without a definitive holder"),
}
_TEXTS = {
    "education": ("pendidikan", "education"),
    "level": ("jenjang jabatan", "level of the post"),
    "target_level": ("jenjang jabatan tujuan", "level of the target post"),
    "previous_post": ("jabatan sebelumnya", "previous post"),
    "head_status": ("status kepala daerah", "status of the regional head"),
    "sanction_running": ("hukuman disiplin berjalan", "running sanction"),
    "predicate": ("predikat kinerja", "performance predicate"),
    "result_rating": ("hasil kerja", "work result"),
    "behaviour_rating": ("perilaku kerja", "work behaviour"),
    "performance": ("sumbu kinerja", "performance axis"),
    "potential": ("sumbu potensial", "potential axis"),
    "letter_number": ("nomor surat", "letter number"),
    "nip": ("NIP", "NIP"),
    "body": ("lembaga", "body"),
    "signature": ("jenis tanda tangan", "kind of signature"),
    "move": ("jenis perpindahan", "kind of move"),
    "minister_consent": ("persetujuan Menteri", "Minister's consent"),
    "governor_consent": ("koordinasi/konsultasi gubernur", "coordination with the governor"),
    "council_consent": ("persetujuan DPRD", "council's consent"),
    "early_move_file": ("berkas pengecualian dua tahun", "file for an early move"),
    "accreditation": ("akreditasi", "accreditation"),
    "agency_kind": ("jenis instansi", "kind of agency"),
    "gives": ("hasil", "result"),
    "lifted_by": ("dikecualikan oleh", "lifted by"),
    "category": ("kategori", "category"),
    "event_kind": ("jenis kegiatan", "kind of event"),
    "performance_team_consideration": (
        "pertimbangan tim penilai kinerja",
        "performance team's consideration",
    ),
    "early_ground": ("alasan mutasi sebelum dua tahun", "ground for a move before two years"),
    "reviewer_consent": ("persetujuan lembaga penelaah", "reviewer's consent"),
    "term_extension": ("keputusan perpanjangan", "decision to extend the term"),
    "removal_ground": ("alasan pemberhentian", "ground for removal"),
    "personnel_act": ("tindakan kepegawaian", "personnel act"),
    "special_post": ("jabatan khusus", "special post"),
    "consultation": ("konsultasi tertulis", "written consultation"),
    "pertek": ("pertimbangan teknis", "technical consideration"),
    "acting_extension": ("perpanjangan Plt.", "extension of the acting term"),
    "home_consent": ("persetujuan PPK instansi asal", "consent of the home agency"),
    "rank": ("pangkat/golongan", "rank"),
    "required_rank": ("pangkat/golongan disyaratkan", "rank required"),
    "required_education": ("pendidikan disyaratkan", "education required"),
    "governor_letter": ("surat pengantar gubernur", "governor's cover letter"),
    "disclosed_conflict": ("konflik yang diungkapkan", "conflict disclosed"),
    "treatment": ("perlakuan", "treatment"),
    "assessed_level": ("jenjang yang diuji", "level assessed"),
    "agreement": ("perjanjian kerja sama", "agreement"),
    "attendance": ("kehadiran", "attendance"),
    "field_of_study": ("bidang pendidikan", "field of study"),
    "allowance_class": ("kelas tunjangan", "allowance class"),
    "target_allowance_class": ("kelas tunjangan tujuan", "allowance class of the target"),
    "member": ("anggota", "member"),
    "refused_by": ("ditolak oleh", "refused by"),
    "agency": ("instansi", "agency"),
    "provider": ("penyelenggara", "provider"),
    "post": ("jabatan", "post"),
    "conflict_declaration": ("pernyataan konflik kepentingan", "declaration of conflicts"),
    "test_permission": ("izin Mendagri atas uji kompetensi", "Minister's permission to test"),
    "open_selection_permission": ("izin seleksi terbuka", "permission for open selection"),
}
_LISTS = {
    "documents": ("dokumen yang ada", "documents at hand"),
    "elements": ("unsur pansel", "elements of the panel"),
    "exclusions": ("hal yang mengecualikan", "excluding facts"),
    "competences": ("kompetensi terbukti", "competences shown"),
    "stages": ("tahap", "stages"),
    "roles": ("peran", "roles"),
    "consents": ("izin dan rekomendasi", "consents"),
    "missing": ("belum ada", "missing"),
    "excess": ("tidak diperkenankan", "not allowed"),
    "conflicts": ("konflik kepentingan", "conflicts of interest"),
    "required_fields": ("bidang disyaratkan", "fields required"),
    "methods": ("metode", "methods"),
    "missing_letters": ("surat yang belum ada", "letters missing"),
}
_FLAGS = {
    "track_record_good": ("rekam jejak baik", "good track record"),
    "healthy": ("sehat jasmani dan rohani", "healthy"),
    "same_classification": ("klasifikasi jabatan sama", "same classification"),
    "same_level": ("level sama", "same level"),
    "accredited": ("penyelenggara terakreditasi", "accredited provider"),
    "region_votes": ("daerah menyelenggarakan pemilihan", "region holds the election"),
    "is_promotion": ("promosi", "promotion"),
    "is_internal": ("anggota internal", "internal member"),
    "rank_at_least_target": (
        "setara atau di atas jabatan tujuan",
        "at least equal to the target post",
    ),
    "by_panel": ("dilaksanakan pansel", "carried out by the panel"),
    "human_decides": ("diputuskan manusia", "a person decides"),
    "impact_assessed": ("penilaian dampak dilakukan", "impact assessed"),
    "disclosed": ("diumumkan", "disclosed"),
    "only_ground": ("satu-satunya dasar", "only ground"),
    "has_new_idea": ("ide baru", "new idea"),
    "term_fixed": ("masa tugas ditetapkan", "term fixed"),
    "rank_first": ("peringkat pertama", "ranked first"),
    "from_other_agency": ("dari instansi lain", "from another agency"),
    "level_is_assessed": ("pada jenjang yang diuji", "at the level assessed"),
    "field_matches": ("bidang pendidikan sesuai", "field of study fits"),
    "is_party_member": ("anggota partai politik", "party member"),
    "conflicts_declared": ("pernyataan benturan kepentingan", "conflicts declared"),
}

FACTS: Mapping[str, FactName] = {
    **_named(FactKind.DAY, _DAYS),
    **_named(FactKind.NUMBER, _NUMBERS),
    **_named(FactKind.TEXT, _TEXTS),
    **_named(FactKind.LIST, _LISTS),
    **_named(FactKind.FLAG, _FLAGS),
}
