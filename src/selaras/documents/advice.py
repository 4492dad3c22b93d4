"""Development advice per competence, by how far the level lies below the standard."""

from collections.abc import Mapping
from decimal import Decimal

from selaras.core import vocabulary as v
from selaras.core.outcome import Gap

# From this distance on, a course alone is not enough.
_WIDE = Decimal(1)

# Codes as the competence dictionary of PermenPANRB 38/2017 is usually numbered; the advice is our own.
_BY_CODE: Mapping[str, str] = {
    "M.01": "menyusun dan memantau rencana pengendalian gratifikasi dan benturan kepentingan di unitnya",
    "M.02": "memimpin satu tim lintas perangkat daerah dengan sasaran bersama dan evaluasi antarunit",
    "M.03": "berlatih menyampaikan kebijakan kepada pemangku kepentingan dengan umpan balik tertulis",
    "M.04": "menetapkan sasaran kinerja triwulanan yang terukur dan membahas capaiannya bersama atasan",
    "M.05": "memimpin perbaikan satu layanan berdasarkan pengaduan dan survei kepuasan masyarakat",
    "M.06": "membina dua pejabat di bawahnya dengan rencana pengembangan tertulis dan dialog bulanan",
    "M.07": "memimpin satu proyek perubahan dengan pemetaan dukungan, risiko, dan hasilnya",
    "M.08": "membahas kasus keputusan nyata bersama mentor, dengan pilihan, data, dan akibatnya",
    "SK.01": "mengelola kegiatan bersama kelompok masyarakat yang beragam dan mendokumentasikan hasilnya",
}
_BY_CLUSTER: Mapping[v.Cluster, str] = {
    v.Cluster.MANAGERIAL: "mengikuti pembinaan kepemimpinan dengan penugasan nyata dan pendampingan mentor",
    v.Cluster.SOCIOCULTURAL: "memperluas penugasan yang melibatkan kelompok masyarakat yang beragam",
    v.Cluster.TECHNICAL: (
        "mengikuti pelatihan teknis atau sertifikasi pada bidang ini dan menerapkannya dalam tugas"
    ),
}


def for_gap(gap: Gap) -> str:
    """Return what to do about one competence below the standard, as a sentence."""
    doing = _BY_CODE.get(gap.competence, _BY_CLUSTER[gap.cluster])
    return f"{doing[0].upper()}{doing[1:]}."


def is_priority(gap: Gap) -> bool:
    return gap.shortfall >= _WIDE


PRIORITY_NOTE = (
    "Prioritas: selisih satu level atau lebih; diawali pelatihan terstruktur dan "
    "ditinjau kembali setelah enam bulan."
)
