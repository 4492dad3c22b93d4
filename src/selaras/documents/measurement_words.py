"""Codes of the measurement as Indonesian sentences: notes, what could not be measured, which rule marked.

Every code in ``core.measuring`` has its sentence here; a test holds both together.
"""

from collections.abc import Mapping

from selaras.core import vocabulary as v
from selaras.core.errors import CoreError
from selaras.core.margins import UnitReport
from selaras.core.scheme import DiscrepancyRule
from selaras.documents import facts

NOTES: Mapping[str, str] = {
    "category_unused": (
        "Ada nilai pada skala yang tidak pernah dipakai; nilai itu dilewati dan ambangnya tidak diperkirakan."
    ),
    "disconnected": (
        "Penugasan terbagi dalam kelompok yang tidak dihubungkan oleh penguji yang sama; "
        "peserta dari kelompok yang berbeda tidak dapat dibandingkan."
    ),
    "extreme_official": (
        "Ada peserta yang seluruh nilainya tertinggi atau terendah; ukurannya ditentukan pula oleh "
        "sebaran peserta lain, dan ketidakpastiannya lebih besar."
    ),
    "halo_by_prior": (
        "Efek kesan umum (halo) tidak dapat dipisahkan dari data ini; besarnya bertumpu pada anggapan awal "
        "yang dikunci dalam rancangan penilaian."
    ),
    "marks_at_the_end": (
        "Banyak nilai berada tepat di ujung skala (0 atau 100); selisih antarpeserta di ujung itu "
        "tidak terbaca, dan rentangnya lebih sempit daripada seharusnya."
    ),
    "one_criterion": (
        "Hanya ada satu unsur yang dinilai, sehingga kesan umum penguji tidak dapat dipisahkan "
        "dari kemampuan peserta."
    ),
    "one_examiner": (
        "Tiap peserta dinilai oleh satu penguji saja, sehingga keketatan penguji tidak dapat dipisahkan "
        "sepenuhnya dari kemampuan pesertanya."
    ),
}

UNMEASURED: Mapping[str, str] = {
    "ratings_empty": "belum ada nilai penguji",
    "one_official_only": "hanya satu peserta yang dinilai",
    "marks_all_equal": "semua nilai sama, sehingga tidak ada perbedaan yang dapat diukur",
    "one_rating_each": "tiap peserta hanya memiliki satu nilai",
}

SAMPLERS: Mapping[str, str] = {
    "importance": "Penarikan berbobot (importance sampling) dengan bobot Pareto yang diperhalus",
    "mcmc": "Rantai Markov (MCMC), karena diagnosis bobot tidak memadai",
    "": "Kemungkinan marginal maksimum",
}

FAMILIES: Mapping[str, str] = {
    "rating-scale": "Rasch banyak segi (many-facet), ambang bersama per skala",
    "partial-credit": "Rasch banyak segi (many-facet), ambang sendiri per unsur",
    "linear": "Linear campuran untuk nilai 0–100",
}


def note(code: str) -> str:
    return _word(code, NOTES)


def unmeasured(code: str) -> str:
    """Return why a unit has no measures, as the end of a sentence."""
    return _word(code, UNMEASURED)


def sampler(code: str) -> str:
    return _word(code, SAMPLERS)


def family(code: str) -> str:
    return _word(code, FAMILIES)


def _word(code: str, words: Mapping[str, str]) -> str:
    if code not in words:
        raise CoreError("reason_without_sentence", code=code)
    return words[code]


def rule(code: str, frozen: DiscrepancyRule) -> str:
    """Return which frozen rule marked a sheet, with its limit."""
    if code == "distance":
        limit = f" {facts.plain(frozen.distance_points)} poin" if frozen.distance_points else ""
        return f"jarak dari nilai panel lebih dari{limit}" if limit else "jarak dari nilai panel"
    if code == "dixon":
        return f"uji Q Dixon{f' {frozen.dixon_percent}%' if frozen.dixon_percent else ''}"
    if code == "residual":
        limit = f" lebih dari {facts.plain(frozen.residual)}" if frozen.residual else ""
        return f"sisa baku model{limit}"
    raise CoreError("reason_without_sentence", code=code)


def unit_title(unit: str, method: v.Method) -> str:
    """Return what a unit is called: the method, and which of its marks where it has two kinds.

    >>> unit_title("interview-points", v.Method.INTERVIEW)
    'Wawancara, nilai 0–100'
    """
    return f"{method.istilah}, nilai 0–100" if unit.endswith("-points") else method.istilah


def scale_word(report: UnitReport) -> str:
    """Return the unit in which a unit's measures are counted."""
    return "poin" if report.family == "linear" else "logit"
