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
    "timetable_after_close": (
        "jadwal dimasukkan setelah penilaian ditutup (tahap {phase}).",
        "a timetable was entered after scoring had closed (phase {phase}).",
    ),
}
