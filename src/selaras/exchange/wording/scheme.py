"""The scheme: tree, weights, conversions, cuts."""

from selaras.exchange.wording.words import Words

SCHEME: dict[str, Words] = {
    "rule_not_in_force": Words(
        "Aturan {id} berlaku pada {on}",
        "Aturan yang diperlukan tidak berlaku pada tanggal ini. Periksa tanggal kegiatan.",
        "Rule {id} in force on {on}",
        "A rule that is needed is not in force on this day. Check the event's dates.",
    ),
    "component_twice": Words(
        "Setiap komponen satu kali",
        "Ganti salah satu kode {component}.",
        "Every component once",
        "Change one of the codes {component}.",
    ),
    "weights_not_100": Words(
        "Bobot di bawah {parent} berjumlah tepat 100",
        "Jumlahnya sekarang {got}. Betulkan bobot; 40% yang berformat persen dibaca 0,4, jadi tulis 40.",
        "Weights under {parent} sum to exactly 100",
        "They sum to {got}. Correct them; 40% formatted as percent reads 0.4, so write 40.",
    ),
    "no_components": Words(
        "Paling sedikit satu komponen",
        "Isi lembar Komponen.",
        "At least one component",
        "Fill in the sheet Komponen.",
    ),
    "component_parent_unknown": Words(
        "Induk yang terdaftar pada lembar Komponen",
        "Betulkan kode induk {parent}.",
        "A parent listed in Komponen",
        "Correct the parent {parent}.",
    ),
    "weight_not_positive": Words(
        "Bobot di atas nol",
        "Betulkan bobot, atau hapus barisnya.",
        "A weight above zero",
        "Correct the weight or delete the row.",
    ),
    "component_is_leaf_and_branch": Words(
        "Metode hanya pada komponen paling bawah",
        "Komponen dengan metode tidak boleh mempunyai anak; komponen tanpa metode harus mempunyainya.",
        "A method only on the lowest components",
        "A component with a method has no children; one without must have some.",
    ),
    "component_circle": Words(
        "Susunan tanpa lingkaran",
        "Komponen ini menjadi induk dari induknya sendiri. Betulkan kolom Induk.",
        "A tree without circles",
        "This component is its own ancestor. Correct the column Induk.",
    ),
    "tie_break_unknown": Words(
        "Kode komponen yang terdaftar",
        "Betulkan kode {component} pada pemecah nilai sama.",
        "A listed component",
        "Correct {component} in the tie-break.",
    ),
    "criterion_twice": Words(
        "Setiap kriteria satu kali",
        "Ganti salah satu kode {criterion}.",
        "Every criterion once",
        "Change one of the codes {criterion}.",
    ),
    "component_without_criteria": Words(
        "Kriteria bermetode {method}",
        "Tambahkan kriteria pada lembar Kriteria, atau betulkan metode komponen.",
        "Criteria of method {method}",
        "Add criteria or correct the component's method.",
    ),
    "criteria_weights_not_100": Words(
        "Bobot kriteria komponen {component} berjumlah tepat 100",
        "Jumlahnya sekarang {got}. Betulkan bobot kriteria.",
        "Criteria of {component} sum to exactly 100",
        "They sum to {got}. Correct the weights.",
    ),
    "scale_missing": Words(
        "Nilai terendah dan tertinggi",
        "Isi keduanya; kosongkan hanya bila konversinya tabel.",
        "Lowest and highest mark",
        "Fill in both; leave them empty only with a table.",
    ),
    "feedback_weights_not_100": Words(
        "Bobot atasan, rekan kerja, dan bawahan berjumlah 100",
        "Jumlahnya sekarang {got}. Betulkan ketiga bobot.",
        "Superior, peers and staff sum to 100",
        "They sum to {got}. Correct the three weights.",
    ),
    "cuts_not_descending_to_zero": Words(
        "Batas kategori yang berbeda dan kategori terendah mulai dari 0",
        "Isi 0 pada kategori terendah dan pastikan tidak ada batas yang sama.",
        "Distinct cut scores, the lowest category beginning at 0",
        "Write 0 for the lowest category and make sure no two are equal.",
    ),
    "pass_category_unknown": Words(
        "Kategori yang batasnya terisi",
        "Pilih kategori lulus yang batasnya ada, atau isi batasnya.",
        "A category with a cut score",
        "Choose a passing category that has a cut, or fill it in.",
    ),
    "category_not_of_purpose": Words(
        "Kategori untuk {purpose}",
        "Kategori {category} bukan untuk tujuan ini. Pindahkan batasnya atau ubah tujuan penilaian.",
        "Categories for {purpose}",
        "{category} is not for this purpose. Move the cut or change the purpose.",
    ),
    "conversion_twice": Words(
        "Setiap konversi satu kali",
        "Ganti salah satu kode.",
        "Every conversion once",
        "Change one of the codes.",
    ),
    "conversion_kinds_differ": Words(
        "Satu jenis untuk satu kode konversi",
        "Baris dengan kode {conversion} harus sejenis.",
        "One kind per conversion code",
        "Rows of {conversion} must be of one kind.",
    ),
    "conversion_without_highest": Words(
        "Nilai tertinggi di atas nol",
        "Isi nilai yang berarti 100 poin.",
        "A highest mark above zero",
        "Fill in the mark worth 100 points.",
    ),
    "conversion_without_steps": Words(
        "Paling sedikit satu baris label atau rentang",
        "Tambahkan baris konversi {conversion}.",
        "At least one label or band",
        "Add rows to {conversion}.",
    ),
    "points_outside_scale": Words(
        "Poin antara 0 dan 100",
        "Betulkan poin.",
        "Points between 0 and 100",
        "Correct the points.",
    ),
    "smallest_group_too_small": Words(
        "Kelompok terkecil paling sedikit {expected}",
        "Kelompok yang lebih kecil membuka siapa yang menjawab.",
        "A smallest group of at least {expected}",
        "A smaller group would show who answered.",
    ),
    "places_wrong": Words(
        "Jumlah desimal {expected}",
        "Betulkan jumlah desimal.",
        "Decimals {expected}",
        "Correct the number of decimals.",
    ),
    "scheme_wrong": Words(
        "Rancangan penilaian yang utuh",
        "Betulkan rancangan: {told}.",
        "A sound scheme",
        "Correct the scheme: {told}.",
    ),
    "dixon_level_unknown": Words(
        "Salah satu dari: {expected}",
        "Pilih tingkat kepercayaan uji Dixon dari daftar, atau kosongkan bila tidak diperiksa.",
        "One of: {expected}",
        "Choose a confidence of Dixon's test from the list, or leave it empty.",
    ),
    "residual_limit_not_positive": Words(
        "Batas sisa baku di atas nol, misalnya 3",
        "Betulkan angka ini, atau kosongkan bila tidak diperiksa.",
        "A limit of the residual above zero, such as 3",
        "Correct the number or leave it empty.",
    ),
    "residual_without_measurement": Words(
        "Ketelitian nilai dihitung: Ya",
        "Sisa baku berasal dari model pengukuran. Kosongkan batas ini, atau isi Ya pada baris "
        "Ketelitian nilai dihitung.",
        "Ketelitian nilai dihitung: Ya",
        "Residuals come from the measurement model. Empty this limit or answer Ya in the line "
        "Ketelitian nilai dihitung.",
    ),
    "draws_wrong": Words(
        "Banyaknya penarikan acak {expected}",
        "Betulkan angka ini, atau kosongkan untuk nilai baku.",
        "A number of draws {expected}",
        "Correct the number or leave it empty for the usual one.",
    ),
    "prior_not_positive": Words(
        "Simpangan baku di atas nol",
        "Betulkan angka ini, atau kosongkan untuk nilai baku.",
        "A standard deviation above zero",
        "Correct the number or leave it empty for the usual one.",
    ),
    "experience_weight_wrong": Words(
        "Bobot pengalaman antara 0 dan 100",
        "Betulkan angka ini, atau kosongkan bila pengalaman tidak dihitung.",
        "A weight of experience between 0 and 100",
        "Correct the number, or leave it empty where experience does not count.",
    ),
    "move_price_wrong": Words(
        "Harga perpindahan antara 0 dan 100 poin",
        "Betulkan angka ini, atau kosongkan untuk nilai baku.",
        "A price of a move between 0 and 100 points",
        "Correct the number or leave it empty for the usual one.",
    ),
    "few_moves_wrong": Words(
        "Banyaknya perpindahan 0 atau lebih",
        "Betulkan angka ini, atau kosongkan untuk separuh dari usulan terbaik.",
        "A number of moves of 0 or more",
        "Correct the number, or leave it empty for half of the best proposal.",
    ),
    "move_rule_incomplete": Words(
        "Isian yang diperlukan aturan {kind}",
        "Isi kolom ini: batas banyaknya, unit kerja, atau paling sedikit dua pejabat atau jabatan yang "
        "berbeda; Hanya bila memerlukan tepat dua pejabat dan dua jabatan.",
        "What the rule {kind} needs",
        "Fill in this column: a limit, a unit, or at least two different officials or posts; Hanya bila "
        "needs exactly two officials and two posts.",
    ),
    "move_rule_superfluous": Words(
        "Kolom kosong pada aturan {kind}",
        "Aturan ini tidak memakai kolom ini. Kosongkan, atau pilih jenis aturan yang lain.",
        "An empty column in the rule {kind}",
        "This rule does not use the column. Empty it, or choose another kind of rule.",
    ),
    "unit_unknown": Words(
        "Unit kerja yang tertulis pada lembar Jabatan",
        "Samakan nama unit kerja ini dengan lembar Jabatan.",
        "A unit that stands in the sheet Jabatan",
        "Write the unit as the sheet Jabatan does.",
    ),
    "cuts_not_in_category_order": Words(
        "Batas yang menurun menurut urutan kategori",
        "Urutannya sekarang {got}. Kategori yang lebih tinggi harus mempunyai batas yang lebih tinggi.",
        "Cut scores that fall in the order of the categories",
        "The order is now {got}. A higher category needs a higher cut score.",
    ),
}
