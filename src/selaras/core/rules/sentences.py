"""Plain Indonesian sentences for what officials meet most: one look instead of statement and facts.

A sentence is used only where every fact it names was found; otherwise the rule's own statement
is told with its facts. No legal value stands here: limits come as facts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import Formatter

from selaras.core.rules.facts import FACTS
from selaras.core.rules.outcomes import Outcome
from selaras.core.rules.wording import INDONESIAN

_SHUT = (Outcome.BROKEN, Outcome.FLAGGED)
_MINISTER = "persetujuan tertulis Menteri Dalam Negeri"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A template over facts, for some outcomes; ``doubtful`` asks to verify where only flagged."""

    template: str
    outcomes: tuple[Outcome, ...] = _SHUT
    doubtful: bool = True

    def fields(self) -> Iterator[str]:
        return (name for _, name, _, _ in Formatter().parse(self.template) if name)


def _shut(*templates: str, doubtful: bool = True) -> tuple[Sentence, ...]:
    return tuple(Sentence(template=one, doubtful=doubtful) for one in templates)


def _for(outcome: Outcome, *templates: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(template=one, outcomes=(outcome,)) for one in templates)


_TWO_YEARS = _shut("Belum genap dua tahun menjabat (TMT {in_post_since}); genap dua tahun pada {limit_on}.")
_ACTING = (
    *_shut(
        f"Kepala daerah berstatus {{head_status}}; penggantian pejabat memerlukan {_MINISTER}, "
        "yang belum ada."
    ),
    *_for(
        Outcome.MET,
        f"Kepala daerah berstatus {{head_status}}; {_MINISTER} telah ada ({{minister_consent}}).",
    ),
)
_WINDOW = (
    *_shut(
        "Keputusan pada {decree_on} jatuh dalam masa larangan penggantian pejabat ({window_from} sampai "
        f"sebelum {{window_until}}); {_MINISTER} belum ada.",
        "Masa larangan penggantian pejabat berlaku {window_from} sampai sebelum {window_until}; sebelum itu "
        f"berakhir, keputusan memerlukan {_MINISTER}, yang belum ada.",
        f"Masa larangan penggantian pejabat berlaku mulai {{window_from}}; {_MINISTER} belum ada.",
    ),
    *_for(
        Outcome.MET, f"Dalam masa larangan penggantian pejabat; {_MINISTER} telah ada ({{minister_consent}})."
    ),
    *_for(
        Outcome.MET,
        "Keputusan di luar masa larangan penggantian pejabat, yang berakhir sebelum {window_until}.",
        f"Keputusan dapat ditetapkan sebelum {{window_from}}; sejak tanggal itu diperlukan {_MINISTER}.",
    ),
    *_for(
        Outcome.UNKNOWN,
        "Masa larangan penggantian pejabat dimulai {window_from}, tetapi tanggal berakhirnya belum diisi.",
    ),
)

BY_RULE: Mapping[str, tuple[Sentence, ...]] = {
    "MUT-132-MIN2": _TWO_YEARS,
    "MUT-2Y-BAN": _shut(
        "Pejabat pimpinan tinggi belum boleh diganti sebelum dua tahun sejak pelantikan, yaitu sampai "
        "{limit_on}."
    ),
    "MUT-190-GENERAL": _TWO_YEARS,
    "MUT-LT2Y-SE19": _shut(
        "Perpindahan sebelum dua tahun diajukan dengan berkas pengecualian {early_move_file}; alasan dan "
        "persetujuan lembaga penelaah belum lengkap."
    ),
    "MUT-5Y": _shut(
        "Masa jabatan lima tahun telah terlampaui sejak {limit_on} (TMT {in_post_since}); evaluasi dan "
        "keputusan perpanjangan sudah waktunya."
    ),
    "MUT-LEVEL": _shut(
        "Jabatan tujuan pada jenjang {target_level}, jabatan sekarang pada jenjang {level}; kenaikan dan "
        "penurunan jenjang ditempuh melalui prosedurnya sendiri."
    ),
    "MUT-CLASS": _shut(
        "Kelas jabatan turun dari {job_class} menjadi {target_job_class}.",
        "Kelas tunjangan turun dari {allowance_class} menjadi {target_allowance_class}.",
        doubtful=False,
    ),
    "ELIG-RETIRE": _shut("Batas usia pensiun telah tercapai pada {limit_on}."),
    "ELIG-REMAINING": _shut(
        "Sisa masa kerja sampai batas usia pensiun tinggal {remaining_months} bulan.", doubtful=False
    ),
    "ELIG-JPTP-AGE": (
        *_for(Outcome.BROKEN, "Usia melampaui batas pengangkatan dalam JPT Pratama sejak {limit_on}."),
        *_for(
            Outcome.FLAGGED,
            "Usia melampaui batas pengangkatan dalam JPT Pratama sejak {limit_on}; bagi perpindahan "
            "setingkat hal ini hanya menjadi catatan.",
        ),
    ),
    "ELIG-LEVEL": _shut(
        "Jabatan pada jenjang {level}, sedangkan yang diuji jenjang {assessed_level}.", doubtful=False
    ),
    "ELIG-DISCIPLINE": _shut("Sedang menjalani hukuman disiplin tingkat {sanction_running}."),
    "ELIG-LHKPN": _shut("Belum disampaikan: {missing}."),
    "ELIG-DATA": _shut("Data diri belum diperiksa dan ditandatangani oleh peserta.", doubtful=False),
    "ELIG-HOME-CONSENT": _shut("Persetujuan PPK instansi asal belum ada."),
    "OVER-DOCS-GEN": _shut("Pejabat dari {agency} belum dapat diikutsertakan; belum ada {missing}."),
    "ELIG-POST-RANK": _shut("Pangkat/golongan {rank} di bawah persyaratan jabatan ({required_rank})."),
    "ELIG-POST-EDU": _shut("Pendidikan {education} di bawah persyaratan jabatan ({required_education})."),
    "ELIG-POST-FIELD": _shut(
        "Bidang pendidikan {field_of_study} tidak termasuk yang dipersyaratkan ({required_fields})."
    ),
    "ELIG-POST-EXP": _shut(
        "Pengalaman di bidang terkait {related_experience_years} tahun, sedangkan dipersyaratkan "
        "{required_years} tahun."
    ),
    "SCORE-ABSENT": _shut(
        "Tidak mengikuti {methods} ({attendance}); tidak dinilai dan tidak diberi nilai nol.", doubtful=False
    ),
    "PANSEL-INT": _shut(
        "Anggota internal {n_internal} dari {n_members} orang, melebihi bagian yang diperkenankan."
    ),
    "PANSEL-WHO": _shut(
        "{member} mewakili unsur {excess}, yang tidak termasuk unsur anggota pansel; "
        "susunan perlu dijelaskan.",
        "Pansel belum mempunyai anggota dari unsur {missing}; susunan perlu dijelaskan.",
        doubtful=False,
    ),
    "PANSEL-PARTY": _shut("{member} adalah anggota atau pengurus partai politik."),
    "PANSEL-DECLARE": _shut("{member} belum menyerahkan pernyataan benturan kepentingan.", doubtful=False),
    "PANSEL-RANK": (
        *_shut("{member} ({level}) berkedudukan di bawah jenjang yang diuji ({target_level})."),
        *_for(
            Outcome.UNKNOWN, "Kesetaraan kedudukan {member} dengan jenjang yang diuji belum dapat dinilai."
        ),
    ),
    "OVER-3GATES": _shut(
        "{refused_by} tidak menyetujui keikutsertaan pejabat ini (Nomor {letter_number}, {letter_on}).",
        doubtful=False,
    ),
    "PILK-PJ": _ACTING,
    "PILK-PJ-2022": _ACTING,
    "PILK-71-2": _WINDOW,
    "PILK-162-3": _WINDOW,
    "OVER-OPEN-SELECTION": _shut(
        "{n_vacant} jabatan belum mempunyai pejabat definitif; izin seleksi terbuka belum ada.",
        doubtful=False,
    ),
    "SPEC-SEKDA-KK": _shut("{post}: koordinasi dengan gubernur belum ada.", doubtful=False),
    "SPEC-INSPEKTUR": _shut("{post}: konsultasi tertulis belum ada.", doubtful=False),
    "SPEC-DUKCAPIL": _shut("{post}: persetujuan Menteri Dalam Negeri belum ada.", doubtful=False),
    "SPEC-SEKWAN": _shut("{post}: persetujuan DPRD belum ada.", doubtful=False),
    "AC-ACCRED": _shut("Penyelenggara asesmen tidak tercatat terakreditasi."),
}
# Letters read alike whichever rule asks for them.
OF_LETTERS = (
    *_shut(
        "Belum ada: {missing_letters} (paling lambat {not_after_on}).",
        "Belum ada: {missing_letters}.",
        "{consents} Nomor {letter_number} bertanggal {letter_on}, di luar urutan (paling awal "
        "{not_before_on}, paling lambat {not_after_on}).",
        "{consents} Nomor {letter_number} bertanggal {letter_on}, seharusnya paling lambat {not_after_on}.",
        "{consents} Nomor {letter_number} bertanggal {letter_on}, seharusnya paling awal {not_before_on}.",
    ),
    *_for(Outcome.MET, "{consents} Nomor {letter_number}, {letter_on}."),
    *_for(Outcome.UNKNOWN, "{consents}: tanggal surat belum diisi, sehingga urutannya belum dapat dinilai."),
)


def sentence_of(rule: str, outcome: Outcome, facts: Mapping[str, str | int]) -> Sentence | None:
    """Return the first sentence that fits rule, outcome and facts; None where there is none."""
    known = {name for name in facts if name in FACTS}
    for one in (*BY_RULE.get(rule, ()), *OF_LETTERS):
        if outcome in one.outcomes and known.issuperset(one.fields()):
            return one
    return None


def told(sentence: Sentence, facts: Mapping[str, str | int]) -> str:
    """Return a sentence with its facts as an official reads them."""
    return sentence.template.format_map(
        {name: INDONESIAN.told(name, facts[name]) for name in sentence.fields()}
    )
