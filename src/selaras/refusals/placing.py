"""Refusals of placing: why an event has no proposal, and what cannot be entered or chosen."""

from collections.abc import Mapping

OF_PLACING: Mapping[str, tuple[str, str]] = {
    "placement_without_policy": (
        "Rancangan penilaian kegiatan {key} menetapkan bahwa usulan penempatan tidak disusun.",
        "The scheme of the event {key} says that no moves are proposed.",
    ),
    "placement_of_mapping": (
        "Kegiatan {key} adalah pemetaan: hasilnya tidak menjadi usulan perpindahan.",
        "The event {key} is a mapping: nobody is moved on its result.",
    ),
    "placement_before_scores": (
        "Kegiatan {key} belum dinilai. Usulan penempatan disusun dari hasil.",
        "The event {key} was not scored yet. Moves are proposed on a result.",
    ),
    "choice_of_signed_event": (
        "Kegiatan {key} ditandatangani pada perangkat: pilihan PPK dicatat setelah ketua panitia seleksi dan "
        "sekretariat menyetujuinya, masing-masing pada perangkatnya sendiri. Tidak ada yang dicatat.",
        "The event {key} is signed on devices: a choice is recorded once the chair and the secretariat "
        "agreed to it, each on a device of their own. Nothing was recorded.",
    ),
    "choice_before_minutes": (
        "Kegiatan {key} masih pada tahap {phase}. Pilihan PPK dicatat setelah berita acara ditandatangani; "
        "bila sudah, nyatakan dengan --minutes-signed. Tidak ada yang dicatat.",
        "The event {key} is still in the phase {phase}. A choice is recorded once the minutes are signed; if "
        "they are, say so with --minutes-signed. Nothing was recorded.",
    ),
    "minutes_missing": (
        "Berita acara pleno belum dimasukkan. Masukkan dahulu beserta pindaiannya.",
        "The minutes of the plenary are not entered yet. Enter them with their scan, then go on.",
    ),
    "decree_barred": (
        "Keputusan yang memindahkan pejabat belum boleh bertanggal ini: syarat {article} belum terpenuhi. "
        "Suratnya harus tercatat dan bertanggal tidak sesudah keputusan. Catat suratnya pada halaman Surat, "
        "lalu ulangi. Tidak ada yang dicatat.",
        "A decree that moves somebody may not bear this day yet: the gate of {article} is shut. Its letter "
        "has to be on file, dated no later than the decree. Record it on the page Letters, then try again. "
        "Nothing was recorded.",
    ),
    "words_missing": (
        "Bagian ini belum diisi ({field}). Tulislah dengan kalimat Anda sendiri.",
        "This part is empty ({field}). Please write it in your own words.",
    ),
    "letter_part_missing": (
        "Isian surat belum lengkap: {field}.",
        "A part of the letter is missing: {field}.",
    ),
    "post_code_unknown": (
        "Tidak ada jabatan dengan kode {code} dalam kegiatan ini.",
        "No post of this event has the code {code}.",
    ),
    "scan_wrong": (
        "Sidik pindaian tidak sah. Unggah lagi naskah yang sudah dipindai.",
        "The digest of the scan is not valid. Upload the scanned paper again.",
    ),
}
