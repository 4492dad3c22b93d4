"""Surat permohonan rekomendasi and surat pengantar: what goes out, to whom, under whose name."""

from selaras.core import vocabulary as v
from selaras.documents import facts, office, sentences
from selaras.documents.content import minutes
from selaras.documents.docket import Docket

_BY_GOVERNOR = (v.AgencyKind.REGENCY, v.AgencyKind.CITY)


def goes_through_governor(docket: Docket) -> bool:
    return docket.case.agency.kind in _BY_GOVERNOR


def request(docket: Docket) -> office.Json:
    """Return the letter that asks the reviewer of the day for a recommendation on the result."""
    event = docket.case.event
    return {
        **_letter(docket, title="Surat Permohonan Rekomendasi"),
        "subject": f"Permohonan Rekomendasi Hasil {event.title}",
        "to": office.reviewer_title(docket.results.reviewer),
        "to_place": "Jakarta",
        "through": through(docket),
        "paragraphs": [
            _ground(docket),
            _held(docket),
            f"Hasil penilaian menunjukkan {_found(docket)}. Rekomendasi {_panel(docket)}: "
            f"{minutes.moves_sentence(docket.ranked())}.",
            "Sehubungan dengan hal tersebut, kami mohon kiranya dapat diberikan "
            "rekomendasi atas prosedur dan "
            "substansi hasil dimaksud. Sebagai bahan telaah, bersama ini kami lampirkan:",
        ],
        "items": [
            "daftar peserta beserta alasan kelayakan dan pengecualian;",
            "rekapitulasi nilai dan berita acara rapat;",
            "laporan hasil beserta lampiran teknis;",
            "laporan individu setiap peserta; dan",
            (
                f"keputusan pembentukan {_panel(docket).lower()} serta surat izin dan "
                "rekomendasi yang telah diterima."
            ),
        ],
        "closing": (
            f"{office.NOT_A_GROUND} Demikian permohonan ini kami sampaikan. Atas perhatian dan "
            "kerja samanya, kami ucapkan terima kasih."
        ),
        "copies": copies(docket),
    }


def cover(docket: Docket) -> office.Json:
    """Return a regency's or city's letter that asks the governor to pass the result on."""
    event, reviewer = docket.case.event, office.reviewer_title(docket.results.reviewer)
    province = docket.case.agency.province or ""
    return {
        **_letter(docket, title="Surat Pengantar Hasil Uji Kompetensi"),
        "subject": f"Pengantar Hasil {event.title}",
        "to": f"Gubernur {province}".strip(),
        "to_place": "tempat",
        "through": "",
        "paragraphs": [
            _held(docket),
            "Bersama ini kami sampaikan dengan hormat hasil kegiatan tersebut, dengan "
            f"ringkasan {_found(docket)}.",
            "Kami mohon kiranya Bapak/Ibu Gubernur berkenan meneruskan hasil dimaksud "
            f"kepada {reviewer} di Jakarta "
            "untuk memperoleh rekomendasi sebelum penempatan ditetapkan. Berkas yang kami sertakan:",
        ],
        "items": [
            f"surat permohonan rekomendasi kepada {reviewer};",
            "rekapitulasi nilai dan berita acara rapat; dan",
            "laporan hasil beserta lampiran teknis dan laporan individu.",
        ],
        "closing": (
            f"{office.NOT_A_GROUND} Demikian kami sampaikan. Atas perkenan dan bantuan "
            "Bapak/Ibu, kami ucapkan terima kasih."
        ),
        "copies": copies(docket),
    }


def _letter(docket: Docket, *, title: str) -> office.Json:
    agency, event = docket.case.agency, docket.case.event
    return {
        **office.paper(docket, title=title, is_result=True, serif=True),
        "kop": office.officer_letterhead(agency, event.deciding_officer),
        "number": facts.letter_number(agency.letter_pattern, on=docket.dated),
        "nature": "Rahasia",
        "attachments": "1 (satu) berkas",
        "place": office.place_and_date(docket),
        "signature": office.signature(event.deciding_officer),
    }


def _ground(docket: Docket) -> str:
    for one in docket.case.permissions:
        if one.kind is v.PermissionKind.TEST_PLAN and one.state is v.PermissionState.GRANTED and one.number:
            on = f" tanggal {facts.long_date(one.dated_on)}" if one.dated_on else ""
            return (
                f"Menindaklanjuti surat {one.issuer} nomor {one.number}{on} tentang "
                f"rekomendasi rencana uji kompetensi, dengan hormat kami sampaikan hal-hal berikut."
            )
    return "Dengan hormat kami sampaikan hal-hal berikut."


def _held(docket: Docket) -> str:
    event, found = docket.case.event, docket.results.summary
    when = facts.period(event.starts_on, event.ends_on)
    n = found.participants
    return (
        f"{docket.case.agency.name} telah melaksanakan {event.title} pada {when} di {event.venue}, "
        f"yang diikuti oleh {n} ({facts.in_words(n)}) pejabat dan dinilai oleh "
        f"{found.examiners} ({facts.in_words(found.examiners)}) penguji, untuk "
        f"{sentences.inside(event.purpose)}."
    )


def _found(docket: Docket) -> str:
    found = docket.results.summary
    return (
        f"{found.passed} peserta lulus dan {found.failed} peserta belum lulus "
        f"({facts.percent(found.passed_percent, 1)} lulus)"
    )


def _panel(docket: Docket) -> str:
    return office.panel_name(docket)


def through(docket: Docket) -> str:
    """Return by whom a letter to the reviewer goes; "" where it goes straight."""
    if not goes_through_governor(docket):
        return ""
    return f"melalui Gubernur {docket.case.agency.province or ''}".strip()


def copies(docket: Docket) -> list[str]:
    """Return who gets a copy of a letter to the reviewer, as the ledger's facts have it."""
    agency = docket.case.agency
    told = ["Menteri Dalam Negeri", "Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi"]
    if goes_through_governor(docket):
        told.insert(0, f"Gubernur {agency.province or ''}".strip())
    if agency.kind is v.AgencyKind.MINISTRY:
        return [told[-1], "Inspektur Jenderal"]
    return [*told, f"Inspektur {agency.kind.istilah} {agency.region}"]
