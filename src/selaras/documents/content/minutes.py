"""Berita acara rapat: who met, what was found, who thinks otherwise; signed by every member."""

from collections import Counter

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.casefile import Examiner
from selaras.core.rules import Outcome
from selaras.documents import discrepancies, facts, office, sentences
from selaras.documents.content import recap
from selaras.documents.docket import Docket

_OPEN = "." * 20


def content(docket: Docket) -> office.Json:
    event, agency = docket.case.event, docket.case.agency
    return {
        **office.paper(
            docket,
            title=f"Berita Acara Rapat {office.panel_name(docket)}",
            subtitle=event.title,
            is_result=True,
            serif=True,
        ),
        "number": facts.letter_number(agency.letter_pattern, on=docket.dated),
        "opening": (
            # The day of the plenary is in no case file: it is written by hand.
            f"Pada hari ini {_OPEN}, tanggal {_OPEN} bulan {_OPEN} tahun {_OPEN}, "
            f"bertempat di {event.venue}, {office.panel_name(docket)} mengadakan rapat "
            "pleno untuk menetapkan "
            f"hasil {event.title}, dengan uraian sebagai berikut."
        ),
        "decree": _decree(docket),
        "panel": [_member(n, one) for n, one in enumerate(docket.case.examiners, start=1)],
        "agenda": [
            "Pemeriksaan kelengkapan nilai, rekam jejak, dan data kinerja.",
            "Pembahasan selisih nilai antarpenguji dan pernyataan konflik kepentingan.",
            "Penetapan hasil penilaian dan rekomendasi bagi setiap peserta.",
        ],
        "outcome": _outcome(docket),
        "attention": _attention(docket),
        "discrepancies": [discrepancies.row(docket, one) for one in discrepancies.discrepancies(docket)],
        "closing": (
            "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya. "
            "Nilai dalam lampiran dihitung dari lembar penilaian dan tidak diketik ulang."
        ),
        "not_a_ground": office.NOT_A_GROUND,
        "signers": recap.panel_rows(docket),
        "seat": office.place_and_date(docket),
        "root": list(facts.root_groups(docket.stamp.root_hex)),
        "ledger": f"{docket.stamp.origin}, {facts.number(docket.stamp.size, 0)} catatan",
        "annex": [_annex_row(docket, n, one) for n, one in enumerate(docket.ranked(), start=1)],
    }


def _decree(docket: Docket) -> str:
    for one in docket.case.permissions:
        if one.kind is v.PermissionKind.PANEL_DECREE and one.number:
            on = f" tanggal {facts.long_date(one.dated_on)}" if one.dated_on else ""
            return f"Dasar: Keputusan {one.issuer} nomor {one.number}{on}."
    return ""


def _member(n: int, one: Examiner) -> list[object]:
    return [str(n), [one.name, one.institution], one.role.istilah, one.element.istilah]


def _outcome(docket: Docket) -> list[str]:
    found, ranked = docket.results.summary, docket.ranked()
    weights = facts.listed(f"{one['name'].lower()} {one['share']}" for one in recap.components(docket))
    return [
        f"Jumlah peserta yang dinilai {facts.number(len(ranked), 0)} orang "
        f"dari {facts.number(found.officials, 0)} pejabat.",
        f"Penilaian dilakukan dengan bobot {weights}.",
        recap.cut_sentence(docket),
        f"Sebanyak {found.passed} peserta lulus dan {found.failed} peserta belum lulus "
        f"({facts.percent(found.passed_percent, 1)} lulus).",
        f"Rekomendasi: {moves_sentence(ranked)}.",
        "Nilai, peringkat, kategori, dan rekomendasi tiap peserta tercantum dalam lampiran "
        "sebagai bagian yang tidak terpisahkan dari berita acara ini.",
    ]


def moves_sentence(ranked: tuple[o.OfficialResult, ...]) -> str:
    """Return how many are proposed for what, the most frequent first."""
    counts = Counter(one.recommendation.kind for one in ranked)
    words = [f"{move.istilah.lower()} {count} orang" for move, count in counts.most_common()]
    return facts.listed(words) if words else "belum ada"


def _attention(docket: Docket) -> list[str]:
    """Return what the panel must have looked at: doubts about itself, disclosed and discrepant marks."""
    lines = [sentences.finding(one) for one in docket.results.panel if one.outcome is not Outcome.MET]
    for one in docket.ranked():
        apart = one.without_conflict
        if apart is not None:
            places = docket.case.scheme.places
            lines.append(
                f"{one.name} dinilai pula oleh penguji yang menyatakan hubungan. Nilai akhirnya "
                f"{facts.number(one.score, places)} dengan nilai penguji itu dan "
                f"{facts.number(apart.score, places)} tanpanya (peringkat {apart.rank})."
            )
    return [*lines, *_discrepancy_lines(docket)]


def _discrepancy_lines(docket: Docket) -> list[str]:
    """Return how many sheets were marked, and how many of them were looked at once more."""
    told = discrepancies.counted(discrepancies.discrepancies(docket))
    return [f"{told} Rinciannya dalam tabel."] if told else []


def _annex_row(docket: Docket, n: int, one: o.OfficialResult) -> list[object]:
    return [
        str(n),
        office.person_cell(one.name, one.nip),
        one.position_title,
        facts.number(one.score, docket.case.scheme.places),
        facts.rank_label(one.rank, len(one.tied_with)),
        recap.short_category(one.category),
        move_words(docket, one),
    ]


def move_words(docket: Docket, one: o.OfficialResult) -> list[str]:
    """Return a recommendation in a few words, with the post where it is another one."""
    proposed = one.recommendation
    words = [proposed.kind.istilah]
    if proposed.position is not None and proposed.position != one.position:
        words.append(docket.post_title(proposed.position))
    return words
