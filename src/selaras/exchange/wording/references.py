"""Codes that stand nowhere, rows that stand twice, facts that do not fit together."""

from selaras.exchange.wording.words import Words

REFERENCES: dict[str, Words] = {
    "official_unknown": Words(
        "NIP yang terdaftar pada lembar Pegawai",
        "Betulkan NIP ini, atau tambahkan orangnya pada lembar Pegawai.{guess}",
        "A NIP listed in Pegawai",
        "Correct the NIP or add the person to Pegawai.{guess}",
    ),
    "position_unknown": Words(
        "Kode yang terdaftar pada lembar Jabatan",
        "Betulkan kode ini, atau tambahkan jabatannya.{guess}",
        "A code listed in Jabatan",
        "Correct the code or add the post.{guess}",
    ),
    "examiner_unknown": Words(
        "Kode yang terdaftar pada lembar Pansel",
        "Betulkan kode ini, atau tambahkan pengujinya.{guess}",
        "A code listed in Pansel",
        "Correct the code or add the examiner.{guess}",
    ),
    "component_unknown": Words(
        "Kode yang terdaftar pada lembar Komponen",
        "Betulkan kode ini.{guess}",
        "A code listed in Komponen",
        "Correct the code.{guess}",
    ),
    "criterion_unknown": Words(
        "Kode yang terdaftar pada lembar Kriteria",
        "Betulkan kode ini.{guess}",
        "A code listed in Kriteria",
        "Correct the code.{guess}",
    ),
    "conversion_unknown": Words(
        "Kode yang terdaftar pada lembar Konversi",
        "Betulkan kode ini, atau tambahkan konversinya.{guess}",
        "A code listed in Konversi",
        "Correct the code or add the conversion.{guess}",
    ),
    "competence_unknown": Words(
        "Kode yang terdaftar pada lembar Kompetensi",
        "Betulkan kode ini, atau tambahkan kompetensinya.{guess}",
        "A code listed in Kompetensi",
        "Correct the code or add the competence.{guess}",
    ),
    "talent_profile_unknown": Words(
        "Salah satu dari: {choices}",
        "Pilih kode profil yang tersedia, atau kosongkan.{guess}",
        "One of: {choices}",
        "Choose an available profile or leave it empty.{guess}",
    ),
    "rule_unknown": Words(
        "Kode aturan yang dikenal",
        "Betulkan kode aturan; daftarnya tercetak oleh perintah selaras rules.",
        "A known rule",
        "Correct the rule's code; the command selaras rules lists them.",
    ),
    "code_twice": Words(
        "Setiap kode satu kali",
        "Kode ini sudah ada pada {other}. Ganti salah satunya.",
        "Every code once",
        "This code already stands in {other}. Change one of them.",
    ),
    "row_twice": Words(
        "Setiap hal satu baris",
        "Baris ini sama dengan {other}. Gabungkan atau hapus salah satunya.",
        "One row for one thing",
        "This row is the same as {other}. Merge them or delete one.",
    ),
    "anchor_not_readable": Words(
        "Satu baris satu nilai, misalnya 5 = Selalu memberi arah",
        "Tulis nilai, tanda sama dengan, lalu uraian.",
        "One line per mark, such as 5 = Selalu memberi arah",
        "Write the mark, an equals sign, then the words.",
    ),
    "speaks_for_not_readable": Words(
        "Kode kompetensi dan bobot, misalnya M1:60; M2:40",
        "Tulis kode, titik dua, lalu bobot.",
        "Competence and weight, such as M1:60; M2:40",
        "Write the code, a colon, then the weight.",
    ),
    "marks_not_readable": Words(
        "Angka yang dipisahkan titik koma, misalnya 2; 4; 5",
        "Betulkan daftar nilai yang boleh.",
        "Numbers divided by semicolons, such as 2; 4; 5",
        "Correct the list of allowed marks.",
    ),
    "scale_reversed": Words(
        "Nilai tertinggi di atas nilai terendah ({lowest})",
        "Betulkan nilai terendah atau tertinggi.",
        "A highest mark above the lowest ({lowest})",
        "Correct the lowest or highest mark.",
    ),
    "marks_outside_scale": Words(
        "Nilai antara {lowest} dan {highest}",
        "Betulkan daftar nilai yang boleh atau skalanya.",
        "Marks between {lowest} and {highest}",
        "Correct the allowed marks or the scale.",
    ),
    "anchor_outside_scale": Words(
        "Nilai antara {lowest} dan {highest}",
        "Betulkan nilai pada perilaku acuan atau skalanya.",
        "A mark between {lowest} and {highest}",
        "Correct the mark of the anchor or the scale.",
    ),
    "ends_before_it_begins": Words(
        "Tanggal yang tidak mendahului {expected}",
        "Periksa kedua tanggal.",
        "A date not before {expected}",
        "Check both dates.",
    ),
    "scoring_day_outside": Words(
        "Hari penilaian di antara tanggal mulai dan selesai",
        "Betulkan hari penilaian atau tanggal kegiatan.",
        "Scoring days between first and last day",
        "Correct the scoring days or the event's dates.",
    ),
    "sanction_without_level": Words(
        "Tingkat hukuman disiplin",
        "Pilih tingkat hukuman, atau hapus tanggalnya.",
        "A level of sanction",
        "Choose the level or delete the date.",
    ),
    "consent_incomplete": Words(
        "Nomor, tanggal, dan penerbit persetujuan",
        "Lengkapi ketiganya, atau kosongkan ketiganya.",
        "Number, date and issuer of the consent",
        "Fill in all three or none.",
    ),
    "post_incomplete": Words(
        "Kode jabatan, atau nama jabatan, unit kerja, dan jenjang",
        "Isi kode jabatan. Bagi peserta dari instansi lain isi nama jabatan, unit kerja, dan jenjang.",
        "A post code, or title, unit and level",
        "Fill in the post code; for a participant from outside title, unit and level.",
    ),
    "in_position_after_event": Words(
        "TMT jabatan sebelum kegiatan dimulai",
        "Periksa TMT jabatan; pada tanggal kegiatan orang ini belum menjabat.",
        "A post that begins before the event",
        "Check the date; on the day of the event this person was not in post yet.",
    ),
    "standard_outside_scale": Words(
        "Level 1 sampai 5",
        "Betulkan level standar.",
        "A level from 1 to 5",
        "Correct the level of the standard.",
    ),
    "competence_twice": Words(
        "Setiap kompetensi satu kali untuk satu jabatan",
        "Kompetensi {competence} tertulis dua kali, pada Standar dan Standar Teknis. Hapus salah satunya.",
        "Every competence once for a post",
        "{competence} stands twice, in Standar and Standar Teknis. Delete one.",
    ),
    "position_held_twice": Words(
        "Satu pejabat untuk satu jabatan",
        "Jabatan ini juga dipegang pada {other}. Betulkan salah satunya.",
        "One official in one post",
        "This post is also held in {other}. Correct one of them.",
    ),
    "position_vacant_but_held": Words(
        "Keadaan Terisi",
        "Ada pejabat dengan kode jabatan ini pada {other}. Ubah keadaannya menjadi Terisi"
        " atau betulkan kodenya.",
        "State Terisi",
        "An official holds this post in {other}. Set the state to Terisi or correct the code.",
    ),
    "position_without_holder": Words(
        "Seorang pejabat pada lembar Pegawai",
        "Jabatan ini Terisi, tetapi pemegangnya tidak ada pada lembar Pegawai. Pastikan "
        "tidak ada yang terlewat.",
        "An official in Pegawai",
        "The post is filled but its holder is not in Pegawai. Make sure nobody was forgotten.",
    ),
    "acting_incomplete": Words(
        "Nama Plt. dan tanggal sejak",
        "Isi nama Plt. dan sejak kapan; masa Plt. dihitung dari tanggal itu.",
        "Acting holder and since when",
        "Fill in both; the acting term is counted from that date.",
    ),
    "performance_empty": Words(
        "Capaian atau predikat",
        "Isi paling sedikit salah satunya.",
        "Achievement or predicate",
        "Fill in at least one of them.",
    ),
    "follows_incomplete": Words(
        "Nama dan tanggal kegiatan terdahulu",
        "Lengkapi, atau kosongkan kodenya.",
        "Title and date of the earlier event",
        "Complete them or empty the code.",
    ),
    "examiner_is_official": Words(
        "Penguji yang bukan peserta",
        "Nama ini juga ada pada {other}. Penguji tidak boleh menjadi peserta kegiatan yang sama.",
        "An examiner who is not a participant",
        "This name also stands in {other}. An examiner is never a participant of the same event.",
    ),
    "criterion_of_other_method": Words(
        "Kriteria bermetode Rekam jejak",
        "Pilih kriteria yang metodenya Rekam jejak.",
        "A criterion of method Rekam jejak",
        "Choose a criterion whose method is Rekam jejak.",
    ),
    "nobody_listed": Words(
        "Paling sedikit satu baris",
        "Isi lembar ini.",
        "At least one row",
        "Fill in this sheet.",
    ),
    "no_rules_in_force": Words(
        "Tanggal yang aturannya tersedia",
        "Tidak ada aturan yang berlaku pada tanggal ini di dalam aplikasi. Periksa tahunnya.",
        "A day whose rules are known",
        "No rules in force on this day are known. Check the year.",
    ),
}
