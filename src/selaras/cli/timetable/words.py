"""What ``selaras timetable`` says, Indonesian first."""

from selaras.cli.words import Words

_WORDS: dict[str, tuple[str, str]] = {
    "timetable_help": (
        "Susun jadwal sesi: hari, ruang, tim, istirahat dan salat, benturan kepentingan, urutan undian.",
        "Plan the sittings: days, rooms, panels, breaks and prayer, conflicts of interest, order by lot.",
    ),
    "timetable_workbook": ("Buku kerja kegiatan (.xlsx).", "The event's workbook (.xlsx)."),
    "timetable_event": (
        "Kegiatan di basis data ini, sebagai INSTANSI/KUNCI, sebagai ganti buku kerja.",
        "An event of this database as AGENCY/KEY, instead of a workbook.",
    ),
    "timetable_out": (
        "Folder untuk jadwal.json, jadwal.pdf, jadwal.xlsx, dan undangan.",
        "Folder for jadwal.json, jadwal.pdf, jadwal.xlsx and the invitations.",
    ),
    "timetable_settings": (
        "Pengaturan jadwal (YAML): ruang, tim, jam, lama sesi; tanpa ini dipakai yang lazim.",
        "Settings (YAML): rooms, panels, hours, lengths; without it what is usual.",
    ),
    "timetable_absent": (
        "Penguji atau pejabat (kode atau NIP) yang berhalangan pada satu hari; boleh berulang.",
        "An examiner or official (code or NIP) who cannot come on a day; may be repeated.",
    ),
    "timetable_previous": (
        "jadwal.json yang sudah diberitahukan; yang berubah dibuat sesedikit mungkin.",
        "The jadwal.json that people were told; as little as possible is changed.",
    ),
    "timetable_keep": (
        "Sesi sebelum hari ini (TTTT-BB-HH) sudah lewat dan tetap.",
        "Sittings before this day (YYYY-MM-DD) are past and stay.",
    ),
    "timetable_enter": (
        "Catat jadwal ini ke buku induk kegiatan (dengan --event).",
        "Enter this timetable into the event's ledger (with --event).",
    ),
    "timetable_one_source": (
        "Sebutkan buku kerja atau --event, salah satu saja.",
        "Name a workbook or --event, one of the two.",
    ),
    "timetable_only_entered": ("--enter memerlukan --event.", "--enter needs --event."),
    "timetable_settings_missing": (
        "Berkas pengaturan {path} tidak ditemukan. Periksa nama dan foldernya.",
        "The settings file {path} is not there. Check its name and folder.",
    ),
    "timetable_told_missing": (
        "Jadwal sebelumnya {path} tidak ditemukan. Periksa nama dan foldernya.",
        "The earlier timetable {path} is not there. Check its name and folder.",
    ),
    "timetable_absent_wrong": (
        "“{got}” tidak dapat dipakai. Tulis KODE=TTTT-BB-HH, misalnya U-02=2024-01-31.",
        "“{got}” cannot be used. Write CODE=YYYY-MM-DD, such as U-02=2024-01-31.",
    ),
    "timetable_keep_alone": ("--keep-before memerlukan --previous.", "--keep-before needs --previous."),
    "timetable_title": ("{n} sesi dalam {days} hari", "{n} sittings on {days} days"),
    "timetable_day": ("Hari", "Day"),
    "timetable_hours": ("Jam", "Hours"),
    "timetable_rooms": ("Ruang", "Rooms"),
    "timetable_n": ("Sesi", "Sittings"),
    "timetable_goal": ("{name}: {value}, {proof}", "{name}: {value}, {proof}"),
    "proven": ("terbukti terbaik", "proved to be best"),
    "bounded": ("tidak mungkin di bawah {bound}", "cannot be below {bound}"),
    "goal_days": ("Hari pelaksanaan", "Days"),
    "goal_changes": ("Perubahan", "Changes"),
    "goal_person-days": ("Kehadiran pejabat (hari)", "Days on which officials come"),
    "goal_load": ("Selisih beban penguji (menit)", "Spread of the examiners' load (minutes)"),
    "goal_walks": ("Penguji tidak di ruang", "Examiners out of the room"),
    "goal_order": (
        "Jarak dari urutan undian, dengan jam ini",
        "Places from the drawn order, with these hours",
    ),
    "timetable_changed": ("Yang berubah: {n} sesi", "Changed: {n} sittings"),
    "timetable_unchanged": ("Tidak ada yang berubah.", "Nothing changes."),
    "changed_line": ("{who}, {method}: {before} → {now}", "{who}, {method}: {before} → {now}"),
    "nowhere": ("tidak ada", "none"),
    "timetable_written": ("Disimpan di {path}", "Written to {path}"),
    "timetable_entered": ("Jadwal dicatat di buku induk.", "The timetable is entered in the ledger."),
    "conflict_title": (
        "Hal berikut tidak dapat dipenuhi bersama. Bila salah satu dilepas, yang lain dapat dipenuhi:",
        "These wishes cannot hold together. Give any one of them up, and the others can:",
    ),
    "wish_pin": ("sesi {about} tetap pada tempatnya", "the sitting {about} stays where it is"),
    "wish_absence": ("{about} berhalangan pada {on}", "{about} cannot come on {on}"),
    "wish_hours": ("jam pelaksanaan pada {on}", "the hours of {on}"),
    "wish_break": ("“{name}” pada {on}", "“{name}” on {on}"),
    "wish_quorum": (
        "jumlah penguji paling sedikit dalam {about}",
        "the least number of examiners in {about}",
    ),
    "wish_equipment": ("perlengkapan untuk sesi {about}", "the equipment for the sitting {about}"),
    "wish_seats": ("kapasitas {about}", "the seats of {about}"),
    "wish_before": ("sesi {about} sesudah metode lain", "the sitting {about} after another method"),
    "wish_linked": (
        "tim satu metode saling terhubung, agar keketatan penguji dapat dibandingkan",
        "panels of one method hang together, so that examiners can be compared",
    ),
    "wish_changeover": ("jeda antarsesi dalam satu ruang", "the changeover between sittings in a room"),
    "wish_way": ("waktu berpindah antara {about}", "the time to walk between {about}"),
    "wish_sittings": (
        "{n} dari {all} sesi {method} ({minutes} menit): sebanyak ini tidak muat",
        "{n} of {all} sittings of {method} ({minutes} minutes): so many do not fit",
    ),
}


class TimetableWords(Words):
    """Words of this command and, for what all commands say, those of the command line."""

    def __call__(self, key: str, /, **facts: object) -> str:
        if key in _WORDS:
            return _WORDS[key][self._column].format(**facts)
        return super().__call__(key, **facts)
