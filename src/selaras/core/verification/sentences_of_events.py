"""Why an event's life or a published number does not hold: a sentence for each reason code."""

from collections.abc import Mapping

# code: (Indonesian, English); facts of the reason may be named in braces. The place is told before it.
OF_LIFE: Mapping[str, tuple[str, str]] = {
    "entry_not_signed": (
        "catatan ini tidak ditandatangani siapa pun, padahal kegiatan ini kegiatan bertanda tangan.",
        "nobody signed this entry, although this event is a signed one.",
    ),
    "entered_after_close": (
        "data yang menentukan hasil dimasukkan setelah penilaian ditutup (tahap {phase}).",
        "data that decide the result were entered after scoring had closed (phase {phase}).",
    ),
    "person_exchanged": (
        "kode {subject} diberi NIP lain setelah rancangan dikunci.",
        "the code {subject} was given another NIP after the scheme was locked.",
    ),
    "enrolment_wrong": (
        "pemegang atau peran pada pendaftaran perangkat ini tidak sah.",
        "the holder or the role in this enrolment is not valid.",
    ),
    "approval_too_old": (
        "persetujuan untuk tindakan {verb} diberikan sebelum ada hal yang disetujui.",
        "an approval of {verb} was given before what it is about.",
    ),
    "letter_asked_after_answer": (
        "surat yang sudah memberi atau menolak tidak dapat menjadi permintaan lagi.",
        "a letter that granted or refused cannot become one that only asks.",
    ),
    "ranks_contradict_scores": (
        "peringkat {subject} tidak sesuai dengan nilai yang diterbitkan.",
        "the rank of {subject} contradicts the published scores.",
    ),
    "phase_out_of_order": (
        "perpindahan tahap ini tidak boleh dari tahap {phase}.",
        "this move is not allowed from the phase {phase}.",
    ),
    "scheme_not_the_locked_one": (
        "rancangan, dasar hukum, atau standar jabatan bukan yang dikunci.",
        "the scheme, the rulebook or a standard is not what was locked.",
    ),
    "rulebook_digest_wrong": (
        "dasar hukum tidak sesuai dengan sidiknya sendiri.",
        "the rulebook does not go with its own digest.",
    ),
    "marked_outside_scoring": (
        "dimasukkan di luar masa penilaian (tahap {phase}).",
        "it was entered outside scoring (phase {phase}).",
    ),
    "marked_before_lock": (
        "dimasukkan sebelum rancangan dikunci.",
        "it was entered before the scheme was locked.",
    ),
    "form_not_the_locked_one": (
        "formulir {method} bukan formulir yang dikunci.",
        "the form of {method} is not the locked one.",
    ),
    "scheme_after_first_mark": (
        "rancangan diganti setelah nilai pertama.",
        "the scheme was changed after the first mark.",
    ),
    "mark_not_signed": (
        "nilai ini tidak ditandatangani perangkat penguji.",
        "this mark is not signed by an examiner's device.",
    ),
    "mark_of_another_examiner": (
        "perangkat {device} bukan perangkat penguji yang disebut.",
        "the device {device} is not that of the examiner who is named.",
    ),
    "conflicted_pair_marked": (
        "penguji {examiner} menilai {subject}, padahal ada benturan kepentingan yang dinyatakan.",
        "examiner {examiner} marked {subject} under a declared conflict of interest.",
    ),
    "revision_without_reason": (
        "lembar nilai diberikan lagi tanpa alasan.",
        "the sheet was given anew without a reason.",
    ),
    "void_without_sheet": (
        "tidak ada lembar nilai yang dapat dibatalkan.",
        "there is no sheet to void.",
    ),
    "approval_missing": (
        "tindakan {verb} memerlukan persetujuan dua orang yang tercatat sebelumnya.",
        "the act {verb} needs two approvals entered before it.",
    ),
    "approval_unknown": (
        "yang dirujuk sebagai persetujuan atas {verb} bukan persetujuan yang ditandatangani perangkat.",
        "what is named as an approval of {verb} is none that a device signed.",
    ),
    "approval_used_twice": (
        "persetujuan atas {verb} sudah dipakai untuk tindakan lain.",
        "an approval of {verb} was used for another act before.",
    ),
    "approval_of_something_else": (
        "persetujuan yang dirujuk bukan untuk tindakan {verb} ini.",
        "the approval named is not of this act {verb}.",
    ),
    "approval_same_person": (
        "kedua persetujuan atas {verb} berasal dari orang yang sama.",
        "both approvals of {verb} are of the same person.",
    ),
    "approval_wrong_role": (
        "persetujuan atas {verb} harus dari ketua pansel dan sekretariat.",
        "the approvals of {verb} must be of the chair and of the secretariat.",
    ),
    "enrolled_twice": (
        "perangkat {device} didaftarkan dua kali.",
        "the device {device} was enrolled twice.",
    ),
    "late_device_without_reason": (
        "perangkat {device} didaftarkan setelah rancangan dikunci, tanpa alasan.",
        "the device {device} was enrolled after the lock without a reason.",
    ),
    "log_key_not_vouched": (
        "kunci buku induk baru tidak disahkan kunci sebelumnya.",
        "the former log key does not vouch for the new one.",
    ),
    "not_by_the_office": (
        "setelah rancangan dikunci, kehadiran dan penugasan hanya dari perangkat ketua atau sekretariat.",
        "after the lock only devices of the chair or the secretariat enter attendance and assignments.",
    ),
    "reveal_before_close": (
        "nilai dibuka sebelum penilaian ditutup.",
        "marks were revealed before scoring was closed.",
    ),
    "result_before_close": (
        "hasil ditetapkan sebelum penilaian ditutup.",
        "a result was frozen before scoring was closed.",
    ),
}
OF_NUMBERS: Mapping[str, tuple[str, str]] = {
    "numbers_wrong": (
        "daftar angka yang diterbitkan tidak sesuai format (bagian {part}).",
        "the list of published numbers is not as the format says (part {part}).",
    ),
    "number_missing": (
        "angka ini tidak diterbitkan; hasil hitung ulang: {recomputed}.",
        "this number was not published; computed anew it is {recomputed}.",
    ),
    "number_unknown": (
        "angka {published} diterbitkan, padahal tidak dapat timbul dari nilai yang tercatat.",
        "{published} was published, but does not follow from the entries.",
    ),
    "number_differs": (
        "diterbitkan {published}, sedangkan hasil hitung ulang {recomputed}.",
        "published is {published}, computed anew it is {recomputed}.",
    ),
    "result_not_computable": (
        "hasil tidak dapat dihitung dari catatan yang ada ({because}).",
        "the entries make no result ({because}).",
    ),
    "numbers_entry_differs": (
        "angka yang diterbitkan bukan angka yang dicatat dalam buku induk.",
        "the numbers published are not those entered in the ledger.",
    ),
    "numbers_entry_missing": (
        "angka yang diterbitkan tidak dicatat dalam buku induk.",
        "the numbers published are not entered in the ledger.",
    ),
    "result_document_differs": (
        "dokumen hasil bukan dokumen yang ditetapkan dalam buku induk.",
        "the result document is not the one that the ledger froze.",
    ),
    "result_number_differs": (
        "dokumen hasil menyebut angka lain daripada daftar angka.",
        "the result document says another number than the list of numbers.",
    ),
    "result_differs": (
        "dokumen hasil berbeda dari hasil hitung ulang pada {path}.",
        "the result document differs from the one computed anew at {path}.",
    ),
    "measurement_missing": (
        "hasil ukur untuk {unit} tidak ada.",
        "the estimates of {unit} are missing.",
    ),
    "measurement_of_other_marks": (
        "hasil ukur {unit} dibuat dari nilai lain.",
        "the estimates of {unit} were made from other marks.",
    ),
    "measurement_of_other_model": (
        "hasil ukur {unit} dibuat dengan model, benih, atau jumlah tarikan lain.",
        "the estimates of {unit} were made with another model, seed or number of draws.",
    ),
    "payload_field_wrong": (
        "hasil ukur tidak mungkin berasal dari nilai itu ({field}).",
        "the estimates cannot be of these marks ({field}).",
    ),
    "measurement_not_reproduced": (
        "hasil ukur yang ditarik ulang dari nilai mengatakan hal lain.",
        "estimates drawn anew from the marks say something else.",
    ),
    "paper_not_issued": (
        "naskah ini tidak tercatat pernah diterbitkan.",
        "no entry says that this paper was issued.",
    ),
    "paper_differs": (
        "naskah ini bukan naskah yang diterbitkan.",
        "this paper is not the one that was issued.",
    ),
}
WARNINGS: Mapping[str, tuple[str, str]] = {
    "policy_from_bundle": (
        "kebijakan diambil dari berkas ini sendiri: pembuat berkas yang menentukan siapa yang dipercaya."
        " Bandingkan dengan kebijakan yang sudah keluar dari gedung (--policy).",
        "the policy is the bundle's own: whoever made it chose whom to believe."
        " Compare with the policy that left the building (--policy).",
    ),
    "own_only": (
        "berkas ini hanya menunjukkan satu peserta: bahwa tidak ada yang ditinggalkan tidak dapat"
        " dibuktikan dari berkas ini; mintalah pemeriksaan berkas R1 kepada penelaah.",
        "this bundle shows one participant: that nothing was left out cannot be shown by it; ask a"
        " reviewer to verify the R1 bundle.",
    ),
    "result_superseded": (
        "hasil ini sudah digantikan hasil yang kemudian; yang dihitung ulang hasil terakhir.",
        "a later result has taken the place of this one; the last one was recomputed.",
    ),
    "corrected_after_lock": (
        "data ini diperbaiki setelah rancangan dikunci; tanyakan alasannya.",
        "these data were corrected after the scheme was locked; ask why.",
    ),
    "paper_not_here": (
        "{n} naskah yang pernah diterbitkan tidak ada dalam berkas ini.",
        "{n} papers that were issued are not in this bundle.",
    ),
    "no_checkpoint": (
        "tidak ada titik periksa yang ditandatangani.",
        "there is no signed checkpoint.",
    ),
    "imported": (
        "{n} catatan diimpor: siapa menilai, kapan, dan apakah dua orang bertindak tidak dapat dibuktikan.",
        "{n} entries were imported: who marked, when, and whether two people acted is not provable.",
    ),
    "late_device": (
        "perangkat ini baru didaftarkan setelah rancangan dikunci.",
        "this device was enrolled only after the lock.",
    ),
    "restored": (
        "buku induk pernah dipulihkan dari cadangan.",
        "the ledger was once restored from a backup.",
    ),
    "log_key_recovered": (
        "kunci buku induk pernah hilang dan diganti oleh dua orang.",
        "the log key was once lost and replaced by two people.",
    ),
    "review_without_minutes": (
        "kegiatan berpindah ke telaah tanpa berita acara pleno dalam buku induk.",
        "the event went on to the review without minutes of the plenary in the ledger.",
    ),
    "decrees_without_decisions": (
        "keputusan diterbitkan tanpa catatan keputusan per orang dalam buku induk.",
        "decrees were issued without a decision about each person in the ledger.",
    ),
    "no_result": ("belum ada hasil yang ditetapkan.", "no result was frozen yet."),
    "no_quorum": ("kebijakan tidak meminta saksi.", "the policy asks for no witness."),
    "placement_not_recomputed": (
        "syarat dan nilai soal penempatan ini tidak dapat disusun ulang dan diambil sebagaimana tertulis.",
        "gates and values of this placement could not be set up anew and are taken as told.",
    ),
    "best_not_proved": (
        "usulan ini belum terbukti terbaik dalam batasnya; yang lain mungkin lebih baik sampai {gap}"
        " (perseratus).",
        "this slate is not proved to be best within its limits; another may be better by at most {gap}"
        " (hundredths).",
    ),
    "slate_left_out": (
        "usulan {name} tidak dimasukkan, padahal biasanya ada di samping usulan terbaik.",
        "the slate {name}, which belongs beside the best one, was not entered.",
    ),
    "slate_proved_by_solver": (
        "batas usulan ini menurut program pemecah; angka buktinya menyisakan selisih {gap} (perseratus).",
        "the bound of this slate is what the solver said; its numbers leave a gap of {gap} (hundredths).",
    ),
    "proposal_superseded": (
        "pilihan PPK ini kemudian diganti.",
        "this choice of the deciding officer was replaced later.",
    ),
    "proposal_of_older_result": (
        "pilihan PPK ini dibuat atas soal atau hasil yang kemudian diganti.",
        "this choice rests on a placement or result that was replaced later.",
    ),
}
