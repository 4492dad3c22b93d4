"""Refusals of the timetable: settings that cannot be read, wishes that cannot hold, a broken one."""

from collections.abc import Mapping

OF_TIMETABLE: Mapping[str, tuple[str, str]] = {
    "timetable_impossible": (
        "Tidak ada jadwal yang memenuhi semua keinginan.",
        "No timetable serves all the wishes.",
    ),
    "timetable_busy": (
        "Beberapa jadwal sedang disusun. Tunggu sebentar, lalu coba lagi.",
        "Several timetables are being made. Wait a moment and try again.",
    ),
    "timetable_not_found": (
        "Jadwal tidak ditemukan dalam batas hitungan, dan tidak terbukti mustahil. Longgarkan keinginan: "
        "tambah hari atau ruang, perpendek sesi, atau perbesar kelipatan jam mulai.",
        "No timetable was found within the bound of work, nor was it proved impossible. Loosen the wishes: "
        "more days or rooms, shorter sittings, or a coarser grid of starts.",
    ),
    "timetable_nothing_to_sit": (
        "Kegiatan {event} tidak mempunyai sesi panel: tidak ada peserta atau penugasan penguji.",
        "The event {event} has no sittings of a panel: no participants, or no examiner was assigned.",
    ),
    "timetable_seed_missing": (
        "Benih undian urutan belum ditetapkan. Isi benih jadwal pada rancangan penilaian, atau “benih” pada "
        "pengaturan jadwal.",
        "The seed of the lots is not set. Give it in the scheme, or as “benih” in the settings.",
    ),
    "timetable_method_without_panel": (
        "Metode {method}: tidak ada tim yang semua pengujinya ditugaskan untuk metode itu.",
        "Method {method}: there is no panel whose examiners were all assigned to it.",
    ),
    "timetable_code_twice": (
        "Kode {got} ({what}) tertulis lebih dari sekali.",
        "The code {got} ({what}) stands there more than once.",
    ),
    "timetable_code_unknown": (
        "Kode {got} tidak ada dalam jadwal ini. Pejabat disebut dengan NIP atau kode peserta (P-001), "
        "penguji dengan kodenya pada buku kerja, ruang dan tim dengan kodenya pada pengaturan jadwal.",
        "The code {got} is not in this timetable. Officials go by NIP or participant code (P-001), examiners "
        "by their code in the workbook, rooms and panels by their code in the timetable's settings.",
    ),
    "timetable_hours_wrong": (
        "Jam pada {day} tidak mungkin: jam selesai harus sesudah jam mulai.",
        "The hours of {day} cannot be: an end must come after its start.",
    ),
    "timetable_minutes_wrong": (
        "Sesi {sitting} tidak mempunyai peserta, atau lamanya ({got} menit) tidak mungkin.",
        "The sitting {sitting} has nobody in it, or its length ({got} minutes) cannot be.",
    ),
    "timetable_grid_wrong": (
        "Kelipatan jam mulai ({step}), jeda ({changeover}), atau urutan tujuan tidak dapat dipakai.",
        "The grid of starts ({step}), the changeover ({changeover}) or the order of goals cannot be used.",
    ),
    "timetable_empty": (
        "Tidak ada yang dapat dijadwalkan: {days} hari, {sittings} sesi.",
        "There is nothing to plan: {days} days, {sittings} sittings.",
    ),
    "timetable_format_unknown": (
        "Berkas jadwal ini bukan jadwal.json yang dikenal (format “{got}”).",
        "This file is no jadwal.json that is known (format “{got}”).",
    ),
    "timetable_broken": (
        "Jadwal ini melanggar {n} aturan (yang pertama: {first}) dan tidak dipakai.",
        "This timetable breaks {n} rules (the first: {first}) and is not used.",
    ),
    "timetable_after_close": (
        "Jadwal tidak dicatat lagi pada tahap {phase}: penilaian sudah ditutup.",
        "No timetable is entered any more in the phase {phase}: scoring is closed.",
    ),
    "timetable_of_another_seed": (
        "Jadwal ini diundi dengan benih {got}, padahal rancangan penilaian mengumumkan {expected}.",
        "This timetable was drawn with seed {got}, but the scheme publishes {expected}.",
    ),
    "timetable_settings_missing": (
        "Pengaturan jadwal {path} tidak dapat dibaca. Periksa nama berkas dan foldernya.",
        "The settings {path} cannot be read. Check the file's name and folder.",
    ),
    "timetable_settings_unreadable": (
        "Pengaturan jadwal {path} tidak dapat dipahami pada baris {line}. Periksa titik dua dan indentasi.",
        "The settings {path} cannot be understood at line {line}. Check colons and indentation.",
    ),
    "timetable_setting_wrong": (
        "Pengaturan {at}: “{got}” tidak dapat dipakai. Yang diharapkan: {expected}.",
        "Setting {at}: “{got}” cannot be used. Expected: {expected}.",
    ),
    "timetable_setting_missing": ("Pengaturan {at} harus diisi.", "The setting {at} must be given."),
    "timetable_setting_unknown": (
        "Pengaturan {at} tidak dikenal. Yang dikenal: {known}.",
        "The setting {at} is unknown. Known are: {known}.",
    ),
}
