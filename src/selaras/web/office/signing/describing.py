"""Acts of two people in words: what would be done, what follows from it, what was done."""

from dataclasses import dataclass

from selaras.core.evidence.acts import Act
from selaras.core.vocabulary import Method
from selaras.outside.key_shares import key_mark
from selaras.queries.office.listing import ListedEvent
from selaras.queries.office.pending import Pending
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

# What an act is called, what follows from it, and what is said afterwards; each Indonesian, then English.
_WORDS: dict[Act, tuple[tuple[str, str], tuple[str, str], tuple[str, str]]] = {
    Act.LOCK: (
        ("Tetapkan dan kunci rancangan", "Set and lock the design"),
        (
            "Sesudah ini metode, bobot, unsur, batas nilai, dan perangkat tidak berubah lagi.",
            "After this methods, weights, criteria, cut scores and devices stay as they are.",
        ),
        ("Rancangan ditetapkan dan dikunci oleh dua orang.", "The design was set and locked by two people."),
    ),
    Act.REVEAL: (
        ("Buka nilai untuk pleno", "Open the marks to the plenary"),
        (
            "Sesudah ini ketua, sekretariat, dan panel melihat nilai semua penguji.",
            "After this the chair, the secretariat and the panel see the marks of all examiners.",
        ),
        ("Nilai dibuka oleh dua orang.", "The marks were opened by two people."),
    ),
    Act.REOPEN: (
        ("Buka kembali penilaian", "Open scoring again"),
        (
            "Kegiatan kembali ke tahap Berlangsung; nilai tertutup lagi sampai dibuka ulang.",
            "The event goes back to scoring; marks are shut again until they are opened anew.",
        ),
        ("Penilaian dibuka kembali.", "Scoring is open again."),
    ),
    Act.VOID: (
        ("Batalkan lembar nilai", "Void a sheet"),
        (
            "Lembar itu tercatat batal secara terbuka; penguji harus menilai ulang.",
            "The sheet is openly marked as void; the examiner must mark again.",
        ),
        ("Lembar nilai dibatalkan.", "The sheet was voided."),
    ),
    Act.EXPORT: (
        ("Keluarkan berkas bukti lengkap (R1)", "Export everything (R1)"),
        (
            "Berkas ini memuat nama penguji dan semua nilai; pengeluarannya tercatat di buku induk.",
            "It holds the names of examiners and all marks; the ledger notes that it left the house.",
        ),
        ("Ekspor penuh tercatat; berkas dapat diunduh.", "The export is noted; it can be downloaded."),
    ),
    Act.RECOVER_LOG_KEY: (
        ("Ganti kunci buku induk yang hilang", "Put another key in the place of the lost log key"),
        (
            "Cocokkan tanda kunci di halaman Kunci buku induk dengan berita acara upacara. Setiap "
            "pemeriksa akan melihat peringatan bahwa kunci dipulihkan.",
            "Compare the mark on the page of the log key with the minutes of the ceremony. Every "
            "verifier will warn that the key was recovered.",
        ),
        ("Kunci baru berlaku.", "The new key is in force."),
    ),
    Act.RESTORE: (
        ("Nyatakan pemulihan dari cadangan", "Say that a backup was restored"),
        (
            "Kegiatan dapat dipakai lagi; perangkat mengirim ulang yang hilang.",
            "The event can be used again; devices send anew what was lost.",
        ),
        ("Pemulihan tercatat.", "The restoration is noted."),
    ),
    Act.RECORD_LETTER: (
        ("Catat surat", "Record a letter"),
        (
            "Cocokkan isinya dengan pindaian. Sesudah ini surat berlaku sebagai syarat hukum kegiatan.",
            "Compare it with the scan. After this the letter counts among the legal gates of the event.",
        ),
        ("Surat tercatat di buku induk.", "The letter stands in the ledger."),
    ),
    Act.ENROL_LATE: (
        ("Daftarkan perangkat susulan", "Enrol a late device"),
        (
            "Cocokkan sidik perangkat dengan pemegangnya sebelum menyetujui.",
            "Compare the fingerprint with whoever holds the device before you agree.",
        ),
        (
            "Disetujui dua orang. Pemegang perangkat menyelesaikan pendaftaran di halaman Perangkat.",
            "Agreed by two people. The holder completes the enrolment on the page of devices.",
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Says:
    """One act in words of the page's language."""

    title: str
    lines: tuple[str, ...]
    done: str


def says(listed: ListedEvent, what: Pending | Act) -> Says:
    """Return the words for an act, or for one that was asked for, with what it names."""
    act = what if isinstance(what, Act) else what.act
    told = {} if isinstance(what, Act) else what.payload
    title, follows, done = _words(act)
    if isinstance(what, Pending) and len(what.drafts) > 1:
        title = say("{title} ({n})", "{title} ({n})", title=title, n=len(what.drafts))
    lines = (*_facts(act, told), follows, *(() if isinstance(what, Act) else what.sentences))
    return Says(title=title, lines=tuple(one for one in lines if one), done=done)


def _facts(act: Act, told: dict[str, object]) -> tuple[str, ...]:
    if act is Act.VOID and told:
        method = term_word(Method(str(told["method"])))
        return (
            say(
                "Lembar {method} dari penguji {examiner} untuk peserta {person}.",
                "The sheet on {method} by examiner {examiner} for participant {person}.",
                method=method,
                examiner=told["examiner"],
                person=told["nip"],
            ),
            say("Alasan: {reason}", "Reason: {reason}", reason=told["reason"]),
        )
    if act is Act.ENROL_LATE and told:
        return (
            say(
                "Perangkat milik {holder} ({role}).",
                "A device of {holder} ({role}).",
                **_pick(told, "holder", "role"),
            ),
            say("Alasan: {late_because}", "Reason: {late_because}", **_pick(told, "late_because")),
        )
    if act is Act.RESTORE and told:
        return (
            say(
                "Cadangan dengan {size} catatan, akar {root}. Alasan: {reason}",
                "A backup of {size} entries, root {root}. Reason: {reason}",
                **_pick(told, "size", "root", "reason"),
            ),
        )
    if act is Act.RECOVER_LOG_KEY and told:
        return (
            say(
                "Tanda kunci pengganti: {mark}. Alasan: {reason}",
                "Mark of the key that would take its place: {mark}. Reason: {reason}",
                mark=key_mark(bytes.fromhex(str(told["public_key"]))),
                reason=told["reason"],
            ),
        )
    if act is Act.RECORD_PROPOSAL and told:
        return (
            say(
                "Pilihan PPK menurut surat nomor {letter} tanggal {letter_on}; {n} kursi berbeda "
                "dari usulan.",
                "The officer's choice by letter {letter} of {letter_on}; {n} seats differ from the slate.",
                n=len(told["seats"]) if isinstance(told["seats"], list) else 0,
                **_pick(told, "letter", "letter_on"),
            ),
            say("Alasan: {reasons}", "Reasons: {reasons}", **_pick(told, "reasons"))
            if told["reasons"]
            else "",
        )
    return ()


def _pick(told: dict[str, object], *names: str) -> dict[str, object]:
    return {name: told[name] for name in names}


def _words(act: Act) -> tuple[str, str, str]:
    """Return title, consequence and what is said afterwards."""
    if act in _WORDS:
        title, follows, done = _WORDS[act]
        return say(*title), say(*follows), say(*done)
    return (
        term_word(act),
        say("Berlaku sesudah orang kedua menyetujui.", "It holds once the second person agrees."),
        say(
            "Tercatat di buku induk atas persetujuan dua orang.",
            "Entered with the agreement of two people.",
        ),
    )
