"""Why a placement, a choice or a timetable does not hold: a sentence for each reason code."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the reason may be named in braces. The place is told before it.
OF_PROPOSALS: Mapping[str, tuple[str, str]] = {
    "placement_out_of_place": (
        "usulan penempatan hanya boleh masuk setelah hasil ditetapkan dan sebelum penetapan (tahap {phase}).",
        "a placement may only be entered once a result is frozen and before the decision (phase {phase}).",
    ),
    "placement_of_another_result": (
        "soal penempatan ini bukan dari hasil terakhir (versi {expected}).",
        "this placement does not rest on the last result (version {expected}).",
    ),
    "slate_of_another_problem": (
        "usulan ini bukan jawaban atas soal penempatan yang berlaku.",
        "this slate does not answer the problem that stands.",
    ),
    "not_by_the_server": (
        "catatan ini harus dimasukkan oleh peladen, bukan oleh perangkat {device}.",
        "this entry must be made by the server, not by the device {device}.",
    ),
    "proposal_outside_review": (
        "pilihan PPK dimasukkan di luar tahap usulan dan telaah (tahap {phase}).",
        "the deciding officer's choice was entered outside the review (phase {phase}).",
    ),
    "proposal_of_no_slate": (
        "pilihan PPK tidak merujuk usulan penempatan yang berlaku.",
        "the deciding officer's choice names no slate that stands.",
    ),
    "proposal_without_reasons": (
        "jabatan diubah dari usulan tanpa alasan.",
        "seats were changed from the slate without a reason.",
    ),
    "proposal_without_letter": (
        "pilihan PPK dicatat tanpa nomor dan tanggal surat.",
        "the deciding officer's choice was recorded without number and date of a letter.",
    ),
    "placement_wrong": (
        "soal penempatan tidak cocok dengan dirinya sendiri (bagian {part}).",
        "the placement contradicts itself (part {part}).",
    ),
    "placement_differs": (
        "soal penempatan bukan yang dihasilkan oleh isi buku induk (bagian {part}).",
        "the placement is not the one that the entries make (part {part}).",
    ),
    "placement_gate_differs": (
        "syarat {because} untuk jabatan {position} tidak seperti yang dihasilkan oleh isi buku induk.",
        "the gate {because} of the post {position} is not what the entries make.",
    ),
    "placement_value_differs": (
        "nilai untuk jabatan {position} tertulis {published}, dihitung ulang {recomputed} (perseratus).",
        "the value for the post {position} is told as {published}, computed anew {recomputed} (hundredths).",
    ),
    "slate_wrong": (
        "usulan ini tidak dapat dibaca sebagai jawaban atas soalnya (bagian {part}).",
        "the slate cannot be read as an answer to its problem (part {part}).",
    ),
    "best_slate_missing": (
        "usulan terbaik tidak dimasukkan, atau tidak sebelum usulan lain.",
        "the best slate was not entered, or not before the others.",
    ),
    "seat_closed": (
        "jabatan {position} tidak terbuka baginya.",
        "the post {position} is not open to this person.",
    ),
    "post_taken_twice": (
        "jabatan {position} diberikan kepada dua orang.",
        "the post {position} is given to two people.",
    ),
    "guard_broken": (
        "pemangku jabatan ini tidak memperoleh jabatan.",
        "this holder of a post is left without one.",
    ),
    "slate_against_wish": (
        "usulan ini tidak menuruti permintaan yang dicatat bersamanya.",
        "the slate does not obey the wishes entered with it.",
    ),
    "coupling_broken": (
        "aturan bersama nomor {rule} dilanggar.",
        "the rule of several moves number {rule} is broken.",
    ),
    "objective_differs": (
        "jumlah nilai tertulis {published}, dihitung ulang {recomputed} (perseratus).",
        "the sum of values is told as {published}, computed anew {recomputed} (hundredths).",
    ),
    "bound_not_proved": (
        "batas tertulis {published}, padahal angka buktinya menunjukkan {recomputed} (perseratus).",
        "the bound is told as {published}, but its numbers prove {recomputed} (hundredths).",
    ),
    "best_is_not_best": (
        "usulan yang disebut terbaik, atau terbaik menurut permintaannya, bernilai {published}, padahal"
        " batasnya {recomputed} (perseratus).",
        "the slate called best, or best as wished, is worth {published}, but its bound is {recomputed}"
        " (hundredths).",
    ),
    "draws_differ": (
        "kedudukan usulan dalam tarikan ulang bukan yang dihasilkan oleh hasil ukur (bagian {part}).",
        "how the slate stands in the draws is not what the estimates make (part {part}).",
    ),
    "proof_row_unknown": (
        "baris bukti ke-{row} bukan dari aturan atau permintaan.",
        "row {row} of the proof follows from no rule or wish.",
    ),
    "proof_has_other_size": (
        "angka bukti usulan ini tidak sebanyak pejabat dan jabatannya.",
        "the proof of this slate has not a number for each official and post.",
    ),
    "proof_misses_going": (
        "angka bukti tidak menutup kemungkinan {official} tanpa jabatan.",
        "the proof does not cover {official} going without a seat.",
    ),
    "proof_price_negative": (
        "angka bukti usulan ini ada yang negatif, padahal tidak boleh.",
        "a number of this slate's proof is negative where it may not be.",
    ),
    "proof_number_too_large": (
        "angka bukti usulan ini terlalu besar.",
        "a number of this slate's proof is too large.",
    ),
    "proof_misses_pair": (
        "angka bukti tidak menutup pasangan {official} dan {post}.",
        "the proof does not cover the pair of {official} and {post}.",
    ),
    "coupling_rule_incomplete": (
        "aturan bersama nomor {rule} tidak lengkap.",
        "the rule of several moves number {rule} is not complete.",
    ),
    "coupling_unit_unknown": (
        "aturan bersama nomor {rule} menyebut unit yang tidak dikenal.",
        "the rule of several moves number {rule} names a unit that is not known.",
    ),
    "proposal_wrong": (
        "pilihan PPK tidak dapat dibaca, atau mengubah kursi yang tidak ada dalam soalnya.",
        "the deciding officer's choice cannot be read, or changes seats that the problem does not have.",
    ),
    "timetable_after_close": (
        "jadwal dimasukkan setelah penilaian ditutup (tahap {phase}).",
        "a timetable was entered after scoring had closed (phase {phase}).",
    ),
}
OF_PROCEEDINGS: Mapping[str, tuple[str, str]] = {
    "said_by_another": (
        "ini hanya dapat dimasukkan dari perangkat yang bersangkutan, ketua, atau sekretariat.",
        "only the person's own device, the chair's or the secretariat's may enter this.",
    ),
    "said_without_scan": (
        "naskah bertanda tangan yang menjadi dasarnya tidak disertakan (sidik pindaian).",
        "the digest of the signed sheet that it rests on is missing.",
    ),
    "data_check_out_of_place": (
        "pemeriksaan data peserta hanya sebelum penilaian dibuka (tahap {phase}).",
        "participants check their data before scoring opens only (phase {phase}).",
    ),
    "data_check_wrong": (
        "pemeriksaan data peserta ini tidak sesuai bentuknya (bagian {part}).",
        "this data check is not as the format says (part {part}).",
    ),
    "data_check_of_other_data": (
        "data {subject} berubah setelah dilihat; perlu diperiksa lagi oleh yang bersangkutan.",
        "the data of {subject} changed after they were looked at; the person must check them again.",
    ),
    "minutes_out_of_place": (
        "berita acara pleno hanya pada tahap pleno (tahap {phase}).",
        "the minutes of the plenary belong to the phase of the plenary (phase {phase}).",
    ),
    "minutes_wrong": (
        "berita acara ini tidak sesuai bentuknya (bagian {part}).",
        "these minutes are not as the format says (part {part}).",
    ),
    "minutes_of_another_result": (
        "berita acara ini bukan tentang hasil yang terakhir ditetapkan (versi {expected}).",
        "these minutes are not about the result that was frozen last (version {expected}).",
    ),
    "objection_wrong": (
        "keberatan ini tidak sesuai bentuknya (bagian {part}).",
        "this objection is not as the format says (part {part}).",
    ),
    "objection_out_of_order": (
        "keberatan nomor {number} tidak pada urutannya, atau jawabannya tidak menyebut keberatan yang ada.",
        "objection number {number} is out of its order, or answers none that was made.",
    ),
    "decision_out_of_place": (
        "keputusan hanya pada tahap penetapan (tahap {phase}).",
        "decisions are made in the phase of decision only (phase {phase}).",
    ),
    "decision_wrong": (
        "keputusan ini tidak sesuai bentuknya atau tidak sesuai dengan usulannya (bagian {part}).",
        "this decision is not as the format says, or does not go with its proposal (part {part}).",
    ),
    "decision_without_letter": (
        "keputusan yang dicatat dari surat memerlukan nomor dan tanggal disposisi atau keputusannya.",
        "a decision recorded from paper needs number and date of the disposition or the decree.",
    ),
    "decision_of_another_proposal": (
        "keputusan ini bukan atas usulan yang terakhir dipilih.",
        "this decision does not rest on the proposal that was chosen last.",
    ),
    "decision_of_nobody_proposed": (
        "{subject} tidak ada dalam usulan yang dipilih.",
        "{subject} is not in the proposal that was chosen.",
    ),
    "decision_of_another_target": (
        "jabatan ini bukan yang diusulkan. Sasaran yang diubah kembali dahulu ke telaah.",
        "this is not the post that was proposed. A changed target goes back to the review first.",
    ),
    "decision_without_reasons": (
        "keputusan tentang {subject} berbeda dari usulan, tetapi tanpa alasan.",
        "the decision about {subject} departs from the proposal without reasons.",
    ),
    "decision_without_ground": (
        "{subject} kehilangan jabatan setara tanpa dasar yang sah. Hasil uji saja bukan dasar untuk itu.",
        "{subject} loses a post of equal level without a lawful ground. The test alone is none.",
    ),
    "decision_not_cleared": (
        "rekomendasi penelaah tidak memuat {subject} untuk jabatan {position}, atau menolaknya.",
        "the reviewer's letters do not clear {subject} for the post {position}, or refuse it.",
    ),
    "decision_post_taken": (
        "jabatan {position} sudah diputuskan untuk orang lain.",
        "the post {position} was decided for somebody else already.",
    ),
    "decrees_before_decisions": (
        "keputusan diterbitkan padahal {subject} dalam usulan belum diputuskan.",
        "decrees were issued although {subject} of the proposal has no decision yet.",
    ),
}
