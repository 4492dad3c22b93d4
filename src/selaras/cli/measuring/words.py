"""What the commands for ratings say, Indonesian first; formulas and codes stay in the documents."""

from selaras.cli.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "measure": (
        "Ukur kemampuan pejabat dan keketatan penguji dari berkas nilai (CSV), dengan ketidakpastiannya.",
        "Measure officials' ability and examiners' severity from a file of marks (CSV), with uncertainty.",
    ),
    "ratings_file": (
        "Berkas nilai (CSV), dengan nama kolom pada baris pertama.",
        "File of marks (CSV), its first line naming the columns.",
    ),
    "official_col": ("Kolom pejabat yang dinilai.", "Column of the official who was marked."),
    "examiner_col": (
        "Kolom penguji; tanpa ini semua nilai dianggap dari satu sumber.",
        "Column of the examiner; without it all marks count as those of one source.",
    ),
    "criterion_col": (
        "Kolom kriteria; tanpa ini hanya ada satu kriteria.",
        "Column of the criterion; without it there is one criterion.",
    ),
    "mark_col": ("Kolom nilai (satu nilai per baris).", "Column of the mark (one mark per line)."),
    "wide_cols": (
        "Kolom-kolom kriteria, dipisah koma (satu baris per pejabat dan penguji).",
        "Columns of the criteria, separated by commas (one line per official and examiner).",
    ),
    "occasion_col": (
        "Kolom hari atau sesi, untuk melihat apakah keketatan berubah.",
        "Column of the day or sitting, to see whether severity drifts.",
    ),
    "group_col": (
        "Kolom kelompok pejabat, untuk melihat apakah penguji menilai kelompok secara berbeda.",
        "Column of the officials' group, to see whether examiners mark groups differently.",
    ),
    "model_option": (
        "Model: rating-scale, partial-credit, atau linear. Bawaan: dipilih dari bentuk nilai.",
        "Model: rating-scale, partial-credit or linear. Default: chosen from what the marks look like.",
    ),
    "halo_option": (
        "Perhitungkan bahwa nilai satu penguji untuk satu pejabat saling terkait (halo).",
        "Allow for the marks of one examiner for one official hanging together (halo).",
    ),
    "estimator_option": (
        "Penaksir: mml (cepat) atau posterior (ketidakpastian lengkap). Bawaan: menurut besarnya data.",
        "Estimator: mml (fast) or posterior (full uncertainty). Default: by the size of the data.",
    ),
    "scale_option": (
        "Nilai yang boleh diberikan, misalnya 1,2,3,4,5; nilai lain ditolak.",
        "The marks that may be given, such as 1,2,3,4,5; others are refused.",
    ),
    "seed_option": ("Benih bilangan acak; benih sama, hasil sama.", "Seed; the same seed, the same result."),
    "draws_option": ("Banyaknya tarikan posterior.", "Number of posterior draws."),
    "json_out": ("Simpan semua hasil sebagai JSON.", "Save all results as JSON."),
    "report_out": ("Simpan laporan sebagai PDF.", "Save the report as PDF."),
    "option_wrong": (
        "Pilihan {option}: “{got}” tidak dapat dipakai. Yang dapat ditulis: {known}.",
        "Option {option}: “{got}” cannot be used. What may be written: {known}.",
    ),
    "file_cannot_write": (
        "Berkas {path} tidak dapat ditulis: {why}. Pilih nama atau folder lain.",
        "The file {path} cannot be written: {why}. Choose another name or folder.",
    ),
    "file_is_folder": ("itu sebuah folder", "it is a folder"),
    "file_not_folder": ("{path} bukan folder", "{path} is no folder"),
    "file_is_input": ("itu berkas yang sedang dibaca", "it is the file being read"),
    "file_twice": ("dua hasil tidak dapat memakai satu nama", "two outputs cannot share one name"),
    "measured_title": (
        "{n} nilai: {officials} pejabat, {examiners} penguji, {criteria} kriteria",
        "{n} marks: {officials} officials, {examiners} examiners, {criteria} criteria",
    ),
    "blank_line": (
        "{n} sel nilai kosong; sel kosong tidak dihitung sebagai nol.",
        "{n} cells of marks are empty; an empty cell is never counted as zero.",
    ),
    "model_chosen": ("Model {model}, dipilih karena {why}.", "Model {model}, chosen because {why}."),
    "model_asked": ("Model {model}, seperti diminta.", "Model {model}, as asked for."),
    "few_steps": (
        "nilai hanya berupa {n} bilangan bulat berbeda",
        "the marks are only {n} distinct whole numbers",
    ),
    "many_steps": (
        "nilai berupa {n} bilangan berbeda, lebih mirip ukuran daripada jenjang",
        "the marks are {n} distinct numbers, a measure rather than steps",
    ),
    "estimator_line": ("Penaksir: {name}.", "Estimator: {name}."),
    "estimator_mml": ("kemungkinan marginal", "marginal likelihood"),
    "estimator_posterior": ("sebaran posterior, {n} tarikan", "full posterior, {n} draws"),
    "halo_on": (
        "Kesan umum (halo), yaitu keterkaitan nilai satu penguji untuk satu pejabat: simpangan baku {sd}.",
        "Marks of one examiner for one official hang together (halo): standard deviation {sd}.",
    ),
    "halo_off": (
        "Kesan umum (halo) tidak diperhitungkan; bila ada, rentang di bawah ini terlalu sempit.",
        "Halo is not allowed for; where there is any, the intervals below are too narrow.",
    ),
    "examiners_title": ("Penguji, dari yang paling ketat", "Examiners, the most severe first"),
    "examiner": ("Penguji", "Examiner"),
    "severity": ("Keketatan", "Severity"),
    "interval": ("Rentang 95%", "95% interval"),
    "in_words": ("Terhadap rata-rata", "Against average"),
    "fit": ("Infit", "Infit"),
    "marks": ("Nilai", "Marks"),
    "stricter": ("lebih ketat", "stricter"),
    "milder": ("lebih murah hati", "milder"),
    "not_different": ("tidak berbeda bermakna", "not shown to differ"),
    "uses_middle": (
        "{examiner} terlalu sering memakai nilai tengah.",
        "{examiner} uses the middle of the scale too much.",
    ),
    "uses_ends": (
        "{examiner} terlalu sering memakai nilai tertinggi dan terendah.",
        "{examiner} uses the ends of the scale too much.",
    ),
    "grows_strict": (
        "{examiner} makin ketat dari sesi ke sesi ({size} per sesi).",
        "{examiner} grows stricter from sitting to sitting (by {size}).",
    ),
    "grows_mild": (
        "{examiner} makin murah hati dari sesi ke sesi ({size} per sesi).",
        "{examiner} grows milder from sitting to sitting (by {size}).",
    ),
    "strict_criterion": (
        "{examiner} lebih ketat daripada biasanya pada {of} (selisih {size}).",
        "{examiner} is stricter than usual on {of} (by {size}).",
    ),
    "mild_criterion": (
        "{examiner} lebih murah hati daripada biasanya pada {of} (selisih {size}).",
        "{examiner} is milder than usual on {of} (by {size}).",
    ),
    "strict_group": (
        "{examiner} lebih ketat terhadap kelompok {of} (selisih {size}); periksa sebabnya.",
        "{examiner} is stricter with the group {of} (by {size}); look into it.",
    ),
    "mild_group": (
        "{examiner} lebih murah hati terhadap kelompok {of} (selisih {size}); periksa sebabnya.",
        "{examiner} is milder with the group {of} (by {size}); look into it.",
    ),
    "officials_title": ("Pejabat, dari yang tertinggi", "Officials, the highest first"),
    "official": ("Pejabat", "Official"),
    "ability": ("Kemampuan", "Ability"),
    "fair": ("Nilai adil", "Fair average"),
    "rank_interval": ("Peringkat 95%", "Rank, 95%"),
    "component": ("Bagian", "Component"),
    "more_officials": (
        "… dan {n} pejabat lain; daftar lengkap ada dalam JSON dan laporan.",
        "… and {n} more officials; the full list stands in the JSON and the report.",
    ),
    "groups_title": ("Yang tidak dapat dibedakan", "Who cannot be told apart"),
    "group_line": ("Selisih tidak bermakna: {names}.", "No difference shown: {names}."),
    "group_long": (
        "Selisih tidak bermakna: {first} sampai {last} ({n} pejabat berurutan).",
        "No difference shown: {first} to {last} ({n} officials in a row).",
    ),
    "more_groups": (
        "… dan {n} kelompok lain; kelompok boleh tumpang tindih.",
        "… and {n} more groups; groups may overlap.",
    ),
    "all_apart": (
        "Semua pejabat yang bersebelahan dapat dibedakan.",
        "All neighbours in the order are told apart.",
    ),
    "groups_need_draws": (
        "Rentang peringkat dan kelompok memerlukan --estimator posterior.",
        "Rank intervals and groups need --estimator posterior.",
    ),
    "reliability_line": (
        "Keterandalan pembedaan pejabat: {reliability} (separasi {separation}).",
        "Reliability of telling officials apart: {reliability} (separation {separation}).",
    ),
    "notes_title": ("Perlu diperhatikan", "To note"),
    "helps_most": (
        "Nilai bersama yang paling membantu: {examiner} menilai {official}.",
        "The joint rating that helps most: {examiner} marks {official}.",
    ),
    "saved": ("Disimpan: {path}", "Saved: {path}"),
    # Notes of an estimate, by code.
    "note_halo_by_prior": (
        "Kesan umum (halo) tidak dapat ditaksir dari rancangan ini; besarnya ditentukan asumsi awal, bukan "
        "oleh nilai.",
        "Halo cannot be estimated in this design; the prior decides how large it is, not the marks.",
    ),
    "note_one_examiner": (
        "Hanya ada satu penguji; keketatannya tidak dapat dipisahkan dari kemampuan pejabat.",
        "There is one examiner only; severity cannot be told from the officials' ability.",
    ),
    "note_one_criterion": (
        "Hanya ada satu kriteria per penilaian; kesan umum (halo) tidak dapat dilihat.",
        "There is one criterion per rating only; halo cannot be seen.",
    ),
    "note_extreme_official": (
        "Ada pejabat dengan semua nilai tertinggi atau terendah; rentangnya lebar ke satu arah.",
        "Some official has all marks at the top or the bottom; the interval is wide to one side.",
    ),
    "note_category_unused": (
        "Ada nilai dalam skala yang tidak pernah diberikan; nilai itu tidak mempunyai ambang.",
        "Some mark of the scale was never given; it has no threshold.",
    ),
    "note_extreme_examiner": (
        "Ada penguji yang memberi semua nilai tertinggi atau terendah; keketatannya hanya perkiraan kasar.",
        "Some examiner gave all marks at the top or the bottom; the severity is a rough guess.",
    ),
    "note_extreme_criterion": (
        "Ada kriteria dengan semua nilai tertinggi atau terendah; kesulitannya hanya perkiraan kasar.",
        "Some criterion has all marks at the top or the bottom; its difficulty is a rough guess.",
    ),
    "note_constant_marks": (
        "Ada kriteria yang semua nilainya sama; kriteria itu tidak membedakan siapa pun.",
        "Some criterion has the same mark throughout; it tells nobody apart.",
    ),
    "note_halo_not_identified": (
        "Kesan umum (halo) tidak dapat ditaksir dari rancangan ini dan tidak dihitung; bila ada, rentang "
        "terlalu sempit.",
        "Halo cannot be estimated in this design; where there is any, intervals are too narrow.",
    ),
    "note_halo_zero": (
        "Tidak tampak kesan umum (halo), yaitu keterkaitan antarnilai satu penguji untuk satu pejabat.",
        "No halo shows: the marks of one examiner for one official do not hang together.",
    ),
    "note_ability_spread_zero": (
        "Nilai tidak menunjukkan perbedaan kemampuan antarpejabat.",
        "The marks show no difference in ability between officials.",
    ),
    "note_ability_spread_unbounded": (
        "Nilai para pejabat terpisah sepenuhnya; ukurannya tidak terbatas, hanya urutannya bermakna.",
        "The officials' marks are wholly apart; measures have no bound, only their order counts.",
    ),
    "note_facets_confounded": (
        "Rancangan ini mencampur keketatan penguji dan kesulitan kriteria; keduanya tidak terpisah penuh.",
        "The design mixes examiners' severity with criteria's difficulty; the two are not fully told apart.",
    ),
    "note_disconnected": (
        "Nilai terbagi menjadi {n} bagian yang tidak terhubung; pejabat dari bagian yang berbeda tidak "
        "dapat dibandingkan.",
        "The marks fall into {n} parts that are not connected; officials of different parts cannot be "
        "compared.",
    ),
    "note_weak_link": (
        "Sambungan lemah antara penguji {what}: selisih keketatan mereka kurang pasti.",
        "Weak link between the examiners {what}: how their severities differ is uncertain.",
    ),
    "note_sole": (
        "Perbandingan bertumpu pada nilai {names} saja; tanpa itu panel terbelah.",
        "Comparison rests on the marks of {names} alone; without them the panel falls apart.",
    ),
    "note_confounded": (
        "Kesulitan kriteria tidak dapat dibandingkan antara: {classes}.",
        "The difficulty of criteria cannot be compared between: {classes}.",
    ),
    "note_not_converged": (
        "Penaksiran belum mantap; angka di bawah ini belum boleh dipakai.",
        "The estimation has not settled; the numbers below must not be used.",
    ),
    "note_other": ("Catatan: {code}", "Note: {code}"),
    # simulate
    "simulate": (
        "Buat berkas nilai tiruan dengan kebenaran yang diketahui, untuk perencanaan dan pengujian.",
        "Write a file of simulated marks with known truth, for planning and testing.",
    ),
    "n_officials": ("Banyaknya pejabat.", "Number of officials."),
    "n_examiners": ("Banyaknya penguji.", "Number of examiners."),
    "n_criteria": ("Banyaknya kriteria.", "Number of criteria."),
    "n_categories": ("Banyaknya jenjang nilai.", "Number of categories of a mark."),
    "per_official": (
        "Banyaknya penguji per pejabat; bawaan: semua.",
        "Examiners per official; default: all of them.",
    ),
    "halo_sd": ("Simpangan baku kesan umum atau halo (logit).", "Standard deviation of the halo (logits)."),
    "severity_sd": ("Simpangan baku keketatan (logit).", "Standard deviation of severity (logits)."),
    "ability_sd": ("Simpangan baku kemampuan (logit).", "Standard deviation of ability (logits)."),
    "drift_option": (
        "Simpangan baku perubahan keketatan dari hari ke hari (logit).",
        "Standard deviation of how severities change from day to day (logits).",
    ),
    "days_option": ("Banyaknya hari, bila keketatan berubah.", "Number of days, where severities change."),
    "planning_out": ("Simpan hasil perencanaan (JSON).", "Save the planning figures (JSON)."),
    "expected_title": (
        "Yang dapat diharapkan, dari {n} panel tiruan: {officials} pejabat, {examiners} penguji "
        "({per_official} per pejabat), {criteria} kriteria",
        "What can be expected, over {n} simulated panels: {officials} officials, {examiners} examiners "
        "({per_official} per official), {criteria} criteria",
    ),
    "expected": ("Rata-rata", "Mean"),
    "expected_width": ("Lebar rentang 95% kemampuan (logit)", "Width of ability's 95% interval (logits)"),
    "expected_coverage": ("Rentang yang memuat kebenaran (%)", "Intervals that hold the truth (%)"),
    "expected_rmse": ("Galat kemampuan (RMSE, logit)", "Error of ability (RMSE, logits)"),
    "expected_reliability": ("Keterandalan", "Reliability"),
    "expected_rank_width": ("Banyaknya peringkat dalam rentang 95%", "Ranks inside the 95% interval"),
    "expected_apart": ("Pasangan pejabat yang dapat dibedakan (%)", "Pairs of officials told apart (%)"),
    "expected_advice": (
        "Coba --per-official dan --criteria lain untuk melihat apa yang paling banyak membantu.",
        "Try other values of --per-official and --criteria to see what helps most.",
    ),
    "missing_option": (
        "Bagian nilai yang hilang secara acak (0–0,9).",
        "Share of marks lost at random (0–0.9).",
    ),
    "simulate_out": ("Berkas nilai yang dibuat (CSV).", "The file of marks to write (CSV)."),
    "truth_out": ("Simpan kebenarannya (JSON).", "Save the truth (JSON)."),
    "replications": (
        "Ulangi sebanyak ini dan laporkan lebar serta cakupan rentang.",
        "Repeat so many times and report width and coverage of the intervals.",
    ),
}


class MeasuringWords(Words):
    """Words of these commands and, for what all commands say, those of the command line."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)

    def knows(self, key: str) -> bool:
        return key in _WORDS
