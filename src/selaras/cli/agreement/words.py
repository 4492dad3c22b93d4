"""What the commands of agreement and D study say, Indonesian first."""

from selaras.cli.measuring.words import MeasuringWords

_WORDS: dict[str, tuple[str, str]] = {
    "agreement": (
        "Ukur kesepakatan penilai: ICC, alpha Krippendorff, kappa, W Kendall.",
        "Measure how far raters agree: ICC, Krippendorff's alpha, kappa, Kendall's W.",
    ),
    "agreement_table": (
        "Tabel CSV: satu baris per orang, satu kolom per penilai; sel kosong = tidak dinilai.",
        "CSV table: a row for each person, a column for each rater; an empty cell = not marked.",
    ),
    "agreement_id": (
        "Kolom pertama berisi nama atau nomor orang (bawaan: dikenali sendiri).",
        "The first column names the persons (default: recognised by itself).",
    ),
    "agreement_title": (
        "{n} nilai: {subjects} orang, {raters} penilai ({names})",
        "{n} marks: {subjects} persons, {raters} raters ({names})",
    ),
    "agreement_id_line": (
        "Kolom pertama, {column}, dibaca sebagai nama orang (--no-id bila itu penilai).",
        "The first column, {column}, was read as the persons' names (--no-id if it is a rater).",
    ),
    "agreement_gaps": (
        "{n} orang tidak dinilai oleh semua penilai; ICC dan W hanya memakai {complete} orang yang lengkap.",
        "{n} persons were not marked by every rater; ICC and W use the {complete} complete ones only.",
    ),
    "coefficient": ("Ukuran", "Coefficient"),
    "value": ("Nilai", "Value"),
    "interval": ("Rentang 95%", "95% interval"),
    "test": ("Uji", "Test"),
    "p_value": ("p", "p"),
    "alpha_of": ("Alpha Krippendorff, {level}", "Krippendorff's alpha, {level}"),
    "level_nominal": ("nominal", "nominal"),
    "level_ordinal": ("ordinal", "ordinal"),
    "level_interval": ("interval", "interval"),
    "level_ratio": ("rasio", "ratio"),
    "kappa_unweighted": ("Kappa Cohen", "Cohen's kappa"),
    "kappa_linear": ("Kappa berbobot linear", "Weighted kappa, linear"),
    "kappa_quadratic": ("Kappa berbobot kuadrat", "Weighted kappa, quadratic"),
    "kappa_mean": ("{name} (rata-rata {n} pasang)", "{name} (mean of {n} pairs)"),
    "kappa_fleiss": ("Kappa Fleiss", "Fleiss' kappa"),
    "kendall_w": ("W Kendall", "Kendall's W"),
    "exact": ("eksak", "exact"),
    "orders_drawn": ("urutan acak", "drawn orders"),
    "why_none": ("Tidak ada nilai: {why}", "No value: {why}"),
    "why_too_few_subjects": (
        "kurang dari dua orang yang dapat dibandingkan",
        "fewer than two comparable persons",
    ),
    "why_too_few_raters": ("kurang dari dua penilai", "fewer than two raters"),
    "why_no_paired_marks": ("tidak ada nilai berpasangan", "no paired marks"),
    "why_all_marks_equal": ("semua nilai sama", "all marks are equal"),
    "why_no_error_variance": (
        "tidak ada selisih yang dapat diukur",
        "there is no difference to measure it by",
    ),
    "why_no_subject_variance": ("rata-rata semua orang sama", "all persons have the same mean"),
    "why_no_chance_disagreement": ("hanya satu kategori terpakai", "only one category is in use"),
    "why_negative_marks": ("ada nilai negatif", "there are negative marks"),
    "why_too_many_values": ("terlalu banyak nilai berbeda", "there are too many distinct values"),
    "why_resampling_failed": ("pengambilan ulang sampel gagal", "resampling failed"),
    "agreement_reading": (
        "ICC(A,1) menjawab: dapatkah satu penguji menggantikan penguji lain, termasuk keketatannya? "
        "ICC(A,k) menjawab hal yang sama untuk rata-rata semua penguji.",
        "ICC(A,1) answers: could one rater stand for another, severity included? ICC(A,k) answers the same "
        "for the mean of all raters.",
    ),
    "dstudy": (
        "Cari sumber ragam nilai dan jumlah penguji serta kriteria yang diperlukan (studi D).",
        "Find where marks vary and how many examiners and criteria are needed (D study).",
    ),
    "examiner_col": ("Kolom penguji.", "Column of the examiner."),
    "nested_option": (
        "Faset tersarang: examiner (tiap kriteria punya penguji sendiri) atau criterion (tiap penguji "
        "punya kriteria sendiri).",
        "Nested facet: examiner (every criterion has examiners of its own) or criterion (every examiner "
        "has criteria of its own).",
    ),
    "target_option": (
        "Keterandalan yang dikehendaki, antara 0 dan 1.",
        "Wanted dependability, between 0 and 1.",
    ),
    "fixed_option": (
        "Kriteria selalu yang ini (tetap), bukan contoh dari banyak kriteria.",
        "The criteria are always these (fixed), not a sample of many.",
    ),
    "cut_option": ("Batas nilai untuk Φ(λ).", "Cut score for Φ(λ)."),
    "most_option": ("Jumlah terbesar pada tabel rencana.", "Largest number in the table of plans."),
    "dstudy_title": (
        "{n} nilai: {officials} pejabat, {examiners} penguji, {criteria} kriteria; rancangan {design}",
        "{n} marks: {officials} officials, {examiners} examiners, {criteria} criteria; design {design}",
    ),
    "balanced_line": (
        "Rancangan lengkap; ragam dari rata-rata kuadrat (expected mean squares).",
        "Complete design; components from expected mean squares.",
    ),
    "unbalanced_line": (
        "Rancangan tidak lengkap; ragam dengan metode 1 Henderson (tidak bias), tanpa rentang.",
        "Incomplete design; components by Henderson's method 1 (unbiased), without intervals.",
    ),
    "one_criterion_line": (
        "Hanya satu kriteria: ragam antarkriteria tidak terlihat; hasil ini berlaku untuk kriteria itu saja.",
        "Only one criterion: variance among criteria is not seen, and this holds for that criterion alone.",
    ),
    "one_examiner_line": (
        "Hanya satu penguji: ragam antarpenguji tidak terlihat; jumlah penguji tidak dapat dianjurkan.",
        "Only one examiner: variance among examiners cannot be seen, so no number of them can be advised.",
    ),
    "nested_line": (
        "Jumlah {inner} berlaku di dalam setiap {outer}; nama yang sama di tempat lain dianggap orang lain.",
        "Numbers of {inner} are those within each of the {outer}; the same name elsewhere counts as another.",
    ),
    "effect": ("Sumber ragam", "Source of variance"),
    "variance": ("Ragam", "Variance"),
    "share": ("Bagian (%)", "Share (%)"),
    "negative_line": (
        "Ragam negatif ({effects}) ditaksir dan dipakai sebagai nol.",
        "Components estimated as negative ({effects}) are used as zero.",
    ),
    "no_variance_line": (
        "Semua nilai sama: tidak ada ragam dan tidak ada koefisien.",
        "All marks are equal: there is no variance and no coefficient.",
    ),
    "facet_p": ("pejabat", "officials"),
    "facet_examiner": ("penguji", "examiners"),
    "facet_criterion": ("kriteria", "criteria"),
    "residual": ("sisa", "residual"),
    "within": ("{inner} dalam {outer}", "{inner} within {outer}"),
    "plan_title": ("Keterandalan Φ menurut jumlah penguji", "Dependability Φ by number of examiners"),
    "panel_now": ("Panel ini", "This panel"),
    "now_line": (
        "Sekarang: Eρ² (untuk peringkat) {rel}{rel_interval}, Φ (untuk nilai) {abs}{abs_interval}.",
        "Now: Eρ² (for ranks) {rel}{rel_interval}, Φ (for the score) {abs}{abs_interval}.",
    ),
    "cut_line": ("Φ({cut}) pada batas nilai: {value}.", "Φ({cut}) at the cut score: {value}."),
    "need_with": (
        "Untuk Φ {target} dengan {criteria} kriteria: {examiners} penguji.",
        "For Φ {target} with {criteria} criteria: {examiners} examiners.",
    ),
    "need_none": (
        "Φ {target} tidak tercapai dengan {criteria} kriteria, berapa pun pengujinya (paling tinggi "
        "{ceiling}).",
        "Φ {target} cannot be reached with {criteria} criteria by any number of examiners (at most "
        "{ceiling}).",
    ),
    "need_many": (
        "Φ {target} dengan {criteria} kriteria memerlukan lebih dari {most} penguji.",
        "Φ {target} with {criteria} criteria needs more than {most} examiners.",
    ),
    "need_plain": ("Untuk Φ {target}: {examiners} penguji.", "For Φ {target}: {examiners} examiners."),
    "cheapest_line": (
        "Φ {target} dengan nilai paling sedikit: {examiners} penguji × {criteria} kriteria = {n} nilai per "
        "pejabat.",
        "Φ {target} with the fewest marks: {examiners} examiners × {criteria} criteria = {n} marks per "
        "official.",
    ),
}


class AgreementWords(MeasuringWords):
    """Words of these commands and, for what other commands say too, theirs."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)
