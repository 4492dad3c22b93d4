"""What the sheets say for the stable codes of a measurement, in the words of an office."""

from collections.abc import Mapping

RULES: Mapping[str, str] = {
    "distance": "jarak nilai",
    "dixon": "uji Dixon",
    "residual": "sisa baku model",
}
FAMILIES: Mapping[str, str] = {
    "rating-scale": "Skala bertingkat, ambang bersama",
    "partial-credit": "Skala bertingkat, ambang per kriteria",
    "linear": "Nilai 0–100",
}
ESTIMATORS: Mapping[str, str] = {
    "importance": "Penarikan berbobot (importance sampling)",
    "mcmc": "Rantai Markov (MCMC)",
    "": "Kemungkinan marginal maksimum",
}
NOTES: Mapping[str, str] = {
    "category_unused": "Ada nilai pada skala yang tidak pernah diberikan; pengukuran melewatinya.",
    "disconnected": "Ada kelompok peserta tanpa penguji bersama; antarkelompok tidak dapat dibandingkan.",
    "extreme_official": "Ada peserta yang semua nilainya tertinggi atau terendah; rentangnya bersandar pada "
    "andaian rancangan.",
    "halo_by_prior": "Besarnya kesan umum tidak dapat dibaca dari data; dipakai andaian rancangan.",
    "marks_at_the_end": "Banyak nilai tepat 0 atau 100; rentangnya lebih sempit daripada seharusnya.",
    "one_criterion": "Hanya satu kriteria yang dinilai.",
    "one_examiner": "Hanya satu penguji; keketatannya tidak dapat dibandingkan.",
}
BECAUSE: Mapping[str, str] = {
    "ratings_empty": "belum ada nilai.",
    "one_official_only": "hanya satu peserta yang dinilai.",
    "marks_all_equal": "semua nilai sama.",
    "one_rating_each": "setiap peserta hanya mempunyai satu nilai.",
}
