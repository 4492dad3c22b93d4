"""Marks, records and what is expected of them."""

from selaras.exchange.wording.words import Words

MARKS: dict[str, Words] = {
    "attendance_missing": Words(
        "Satu baris pada lembar Kehadiran",
        "Tambahkan {name} pada lembar Kehadiran.",
        "A row in Kehadiran",
        "Add {name} to Kehadiran.",
    ),
    "mark_for_nonparticipant": Words(
        "Tidak ada nilai: orang ini {status}",
        "Hapus nilai ini, atau periksa kehadiran dan kelayakannya.",
        "No marks: this person is {status}",
        "Delete the marks, or check attendance and eligibility.",
    ),
    "mark_under_conflict": Words(
        "Tidak ada nilai: benturan kepentingan dinyatakan",
        "Hapus nilai dari penguji ini; penguji dengan benturan kepentingan tidak menilai.",
        "No marks: a conflict was declared",
        "Delete this examiner's marks; who declared a conflict does not rate.",
    ),
    "mark_not_assigned": Words(
        "Nilai hanya dari penguji yang ditugasi",
        "Tambahkan penugasan, atau hapus nilai ini.",
        "Marks only from assigned examiners",
        "Add the assignment or delete the marks.",
    ),
    "mark_outside_scale": Words(
        "Nilai {expected}",
        "Betulkan nilai ini pada lembar kertasnya terlebih dahulu.",
        "A mark of {expected}",
        "Correct the mark, checking its paper sheet first.",
    ),
    "sheet_missing": Words(
        "Nilai {method} dari penguji {examiner}",
        "Isi nilai orang ini, atau catat ketidakhadiran pada lembar Kehadiran.",
        "Marks for {method} by examiner {examiner}",
        "Fill in the marks, or record the absence in Kehadiran.",
    ),
    "mark_missing": Words(
        "Nilai, TAB, atau alasan pada lembar Penugasan",
        "Belum dinilai bukan nol: isi nilai, atau TAB bila tidak ada bukti.",
        "A mark, TAB, or a withdrawal",
        "Not scored is not zero: give a mark, or TAB where there was no evidence.",
    ),
    "too_much_missing": Words(
        "Lebih sedikit tanpa bukti",
        "Bagian {got} persen dari lembar ini tanpa bukti, melampaui batas pada lembar Ketentuan.",
        "Less without evidence",
        "{got} percent of this form is without evidence, more than Ketentuan allows.",
    ),
    "nobody_assigned": Words(
        "Paling sedikit satu penguji untuk {method}",
        "Tambahkan penugasan untuk orang ini.",
        "At least one examiner for {method}",
        "Add an assignment for this person.",
    ),
    "component_missing": Words(
        "Isi komponen {component}",
        "Lengkapi data orang ini untuk {component}, atau tetapkan Bila tidak ada pada lembar Komponen.",
        "Something in component {component}",
        "Complete the person's data for {component}, or set what happens where there is none.",
    ),
    "superior_feedback_missing": Words(
        "Jawaban atasan",
        "Tambahkan jawaban atasan pada lembar Umpan Balik 360.",
        "The superior's answer",
        "Add the superior's answer.",
    ),
    "group_too_small": Words(
        "Paling sedikit {expected} jawaban rekan kerja dan bawahan; ada {got}",
        "Mintalah jawaban tambahan; kelompok yang terlalu kecil membuka siapa yang menjawab.",
        "At least {expected} answers of peers and staff; there are {got}",
        "Ask for more answers; too small a group shows who answered.",
    ),
    "record_missing": Words(
        "Catatan untuk {criterion}",
        "Tambahkan catatan orang ini untuk {criterion}.",
        "A record for {criterion}",
        "Add this person's record for {criterion}.",
    ),
    "record_twice": Words(
        "Satu nilai untuk {criterion}",
        "Biarkan satu baris yang bernilai; yang lain dikosongkan nilainya.",
        "One value for {criterion}",
        "Leave the value in one row only.",
    ),
    "record_not_verified": Words(
        "Catatan Terverifikasi",
        "Mintalah verifikator memeriksa sumbernya; yang belum diverifikasi tidak dihitung.",
        "A verified record",
        "Have the verifier check its source; what is not verified does not count.",
    ),
    "label_unknown": Words(
        "Salah satu dari: {expected}",
        "Betulkan kata ini, atau tambahkan pada lembar Konversi.",
        "One of: {expected}",
        "Correct the word or add it to Konversi.",
    ),
    "value_not_a_number": Words(
        "Angka menurut konversi {conversion}",
        "Tulis angka.",
        "A number, as conversion {conversion} says",
        "Write a number.",
    ),
    "mark_negative": Words(
        "Angka yang tidak negatif",
        "Betulkan angka ini.",
        "A number that is not negative",
        "Correct the number.",
    ),
    "mark_below_every_band": Words(
        "Nilai di dalam rentang konversi {conversion}",
        "Betulkan nilai, atau tambahkan rentang.",
        "A mark inside the bands of {conversion}",
        "Correct the mark or add a band.",
    ),
    "mark_not_in_table": Words(
        "Nilai yang ada pada tabel konversi {conversion}",
        "Betulkan nilai, atau tambahkan pada tabel.",
        "A mark of the table {conversion}",
        "Correct the mark or add it to the table.",
    ),
    "assessment_without_standard": Words(
        "Level asesmen untuk jabatan yang berstandar",
        "Lengkapi lembar Standar bagi jabatan orang ini.",
        "An assessment for a post with a standard",
        "Complete the standard of this person's post.",
    ),
    "too_few_examiners_to_trim": Words(
        "Paling sedikit tiga penguji",
        "Tambahkan penguji, atau pilih penggabungan lain pada lembar Ketentuan.",
        "At least three examiners",
        "Add examiners or choose another rule in Ketentuan.",
    ),
    "mark_twice": Words(
        "Satu nilai untuk {criterion}",
        "Hapus salah satunya.",
        "One mark for {criterion}",
        "Delete one of them.",
    ),
    "mark_and_state_disagree": Words(
        "Nilai, tanda -, atau TAB",
        "Betulkan isian sel ini.",
        "A mark, - or TAB",
        "Correct this cell.",
    ),
    "level_outside_scale": Words(
        "Level 0 sampai 5, paling banyak dua desimal",
        "Betulkan level ini pada laporannya terlebih dahulu.",
        "A level from 0 to 5 with at most two decimals",
        "Correct the level, checking the report first.",
    ),
    "potential_outside_scale": Words(
        "Potensi 0 sampai 100",
        "Betulkan angka ini.",
        "A potential from 0 to 100",
        "Correct the number.",
    ),
    "achievement_outside_scale": Words(
        "Capaian 0 sampai 1000 persen",
        "Betulkan angka ini; 90% yang berformat persen dibaca 0,9.",
        "An achievement from 0 to 1000 percent",
        "Correct the number; 90% formatted as percent reads 0.9.",
    ),
    "core_refused": Words(
        "Data yang dapat dihitung",
        "{told}",
        "Data that can be computed",
        "{told}",
    ),
}
