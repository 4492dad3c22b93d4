"""Usul pertimbangan teknis: one list and one sheet per move, as the reviewer asks for them."""

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.eligibility import judge_target
from selaras.core.placement.model import NOWHERE
from selaras.core.placement.offer import SeatTold
from selaras.core.rules import Finding, Outcome
from selaras.documents import facts, office, placing_sentences, sentences
from selaras.documents.content.placing.shown import NO_DECISION, Shown, chosen, is_move
from selaras.documents.docket import Docket
from selaras.documents.placing_sentences import INDONESIAN

DRAFT = "RANCANGAN"
_YEARS = 2  # of the appraisal, as reviewers ask for
_TO = "Kepala Badan Kepegawaian Negara"


def has_moves(docket: Docket) -> bool:
    one = chosen(docket)
    return one is not None and bool(one.moves())


def content(docket: Docket) -> office.Json:
    """Return the paper; it is called a draft until the deciding officer has chosen."""
    one = chosen(docket)
    assert one is not None
    event = docket.case.event
    return {
        **office.paper(
            docket,
            title="Usul Pertimbangan Teknis Perpindahan Jabatan",
            subtitle=event.title,
            is_result=True,
        ),
        "kop": office.officer_letterhead(docket.case.agency, event.deciding_officer),
        "draft": "" if docket.choice else DRAFT,
        "standing": _standing(one),
        "to": _TO,
        "number": facts.letter_number(docket.case.agency.letter_pattern, on=docket.dated),
        "facts": office.event_facts(docket),
        "rows": [_row(one, n, seat) for n, seat in enumerate(one.moves(), start=1)],
        "sheets": [_sheet(one, n, seat) for n, seat in enumerate(one.moves(), start=1)],
        "not_a_ground": office.NOT_A_GROUND,
        "closing": (
            "Perpindahan ditetapkan setelah rekomendasi hasil uji kompetensi, pertimbangan teknis, dan "
            "persetujuan lain yang diwajibkan diterima."
        ),
        "signature": office.signature(event.deciding_officer, place=office.place_and_date(docket)),
    }


def _standing(one: Shown) -> str:
    """Return whose proposal this is, and which seats of the slate were changed."""
    officer = one.docket.case.event.deciding_officer.office
    if one.docket.choice is None:
        return (
            f"{NO_DECISION} Belum ada pilihan {officer}; lembar ini disusun dari susunan terbaik sebagai "
            "rancangan dan belum untuk disampaikan."
        )
    choice = one.docket.choice.proposal
    told = f"Sesuai pilihan {officer}"
    if choice.letter:
        on = f" tanggal {facts.long_date(choice.letter_on)}" if choice.letter_on else ""
        told += f" dengan surat nomor {choice.letter}{on}"
    else:
        told += " yang ditandatangani dalam buku induk"
    seats = [one.offer.seats[row] for row in _changed(one)]
    changed = f" Diubah dari susunan yang diusulkan: {'; '.join(_reseated(one, each) for each in seats)}."
    reasons = f" Alasan: {sentences.inside(choice.reasons)}." if choice.reasons.strip() else ""
    return f"{told}.{changed if seats else ''}{reasons}"


def _changed(one: Shown) -> list[int]:
    """Return whom the officer seated otherwise than the slate that was chosen, by row."""
    if one.docket.choice is None:
        return []
    asked = {each.official for each in one.docket.choice.proposal.seats}
    return [row for row, code in enumerate(one.offer.instance.officials) if code in asked]


def _reseated(one: Shown, seat: SeatTold) -> str:
    name = one.officials[seat.official].name
    if seat.post == NOWHERE:
        return f"{name} tanpa jabatan"
    return f"{name} {'pada' if is_move(seat) else 'tetap pada'} {one.posts[seat.post].title}"


def _here(one: Shown, seat: SeatTold) -> str:
    """Return what speaks for a seat; of a changed one first that the officer chose it, and why."""
    here = one.reasons(seat).here
    choice = one.docket.choice
    if choice is None or seat.official not in _changed(one):
        return here
    officer = one.docket.case.event.deciding_officer.office
    reasons = sentences.inside(choice.proposal.reasons)
    return f"Jabatan ini dipilih {officer}, berbeda dari susunan yang diusulkan: {reasons}. {here}"


def _row(one: Shown, n: int, seat: SeatTold) -> list[object]:
    person, target = one.officials[seat.official], one.posts[seat.post]
    found = one.results[seat.official]
    return [
        str(n),
        [person.name, facts.grouped_nip(person.nip), f"Gol. {person.grade}, {person.education.istilah}"],
        [person.position_title, *_of_post(seat.change.echelon[0], seat.change.job_class[0]), _since(person)],
        [target.title, *_of_post(seat.change.echelon[1], seat.change.job_class[1])],
        _before_and_after(seat.change.allowance_class),
        INDONESIAN.kinds[seat.kind],
        [_score(one, seat), f"JPM {facts.percent(seat.worth.match if seat.worth else None)}"],
        [f"Peringkat {facts.rank_label(found.rank, len(found.tied_with))}", _notes(seat)],
    ]


def _since(person: c.Official) -> str:
    return f"TMT {facts.short_date(person.in_position_since)}"


def _of_post(echelon: str | None, job_class: int | None) -> list[str]:
    return [
        f"Eselon {echelon or facts.NOTHING}, kelas {job_class if job_class is not None else facts.NOTHING}"
    ]


def _before_and_after(pair: tuple[str | None, str | None]) -> str:
    before, after = pair
    if before == after:
        return f"{after or facts.NOTHING} (tetap)" if after else facts.NOTHING
    return f"{before or facts.NOTHING} → {after or facts.NOTHING}"


def _score(one: Shown, seat: SeatTold) -> str:
    found = one.results[seat.official]
    category = found.category.istilah if found.category else facts.NOTHING
    return f"{facts.number(found.score, one.docket.case.scheme.places)}, {category}"


def _notes(seat: SeatTold) -> str:
    count = len(seat.flags)
    return f"{count} catatan, lihat lembar" if count else "tanpa catatan"


def _sheet(one: Shown, n: int, seat: SeatTold) -> office.Json:
    """Return one move with everything that its examination needs, fit to be handed on by itself."""
    person, target = one.officials[seat.official], one.posts[seat.post]
    attention, met = _rules(one, seat)
    return {
        "n": str(n),
        "head": f"{INDONESIAN.kinds[seat.kind]}: {person.name}",
        "person": _person(one, person),
        "posts": [
            ["Jabatan", person.position_title, target.title],
            ["Unit kerja", person.unit, target.unit],
            ["Jenjang", person.level.istilah, target.level.istilah],
            ["Eselon", *_pair(seat.change.echelon)],
            ["Kelas jabatan", *_pair(seat.change.job_class)],
            ["Kelas tunjangan", *_pair(seat.change.allowance_class)],
            ["Terhitung mulai", facts.long_date(person.in_position_since), "ditetapkan dengan keputusan"],
            ["Keadaan jabatan", "ditinggalkan", _state(one, seat.post)],
            ["Kesesuaian (JPM)", *_matches(one, seat)],
        ],
        "changes": _sentence(placing_sentences.change_clauses(seat.change, INDONESIAN)),
        "here": _here(one, seat),
        "attention": attention,
        "met": met,
    }


def _sentence(clauses: list[str]) -> str:
    told = "; ".join(clauses)
    return f"{told[:1].upper()}{told[1:]}."


def _pair(pair: tuple[object, object]) -> list[str]:
    return [facts.NOTHING if one is None else str(one) for one in pair]


def _state(one: Shown, post: int) -> str:
    """Return how a post becomes free: it is so today, or its holder moves by this very usul."""
    target = one.posts[post]
    leaving = next((each.official for each in one.moves() if one.cast.home[each.official] == post), None)
    if leaving is not None:
        return f"ditinggalkan {one.officials[leaving].name} dalam usul ini"
    since = f" sejak {facts.long_date(target.state_since)}" if target.state_since else ""
    name = target.state.istilah
    return f"{name if target.state is v.PositionState.ACTING else name.lower()}{since}"


def _matches(one: Shown, seat: SeatTold) -> list[str]:
    home = one.cast.home[seat.official]
    return [facts.percent(one.cast.matches.get((seat.official, post))) for post in (home, seat.post)]


def _person(one: Shown, person: c.Official) -> list[list[str]]:
    years = one.docket.performances.get(person.nip, ())[-_YEARS:]
    appraised = "; ".join(
        f"{year.year}: {year.predicate or facts.number(year.achievement)}" for year in years
    )
    found = next(each for each in one.results if each.nip == person.nip)
    score = facts.number(found.score, one.docket.case.scheme.places)
    return [
        ["Nama", person.name],
        ["NIP", facts.grouped_nip(person.nip)],
        ["Golongan", person.grade],
        ["Pendidikan", f"{person.education.istilah}, {person.field_of_study}"],
        ["Kinerja", appraised or "belum ada data"],
        [
            "Hasil uji kompetensi",
            f"nilai {score}, {found.category.istilah if found.category else facts.NOTHING}",
        ],
    ]


def _rules(one: Shown, seat: SeatTold) -> tuple[list[office.Json], list[str]]:
    """Return the rules asked of this move: those that need attention, and those that are met."""
    docket = one.docket
    found = judge_target(
        one.officials[seat.official], one.posts[seat.post], case=docket.case, rulebook=docket.rulebook
    )
    told = {f"{each.rule} {each.text_id()}": each for each in (*seat.flags, *found)}
    asked = [each for each in told.values() if each.outcome is not Outcome.NOT_APPLICABLE]
    return (
        [_rule(each) for each in asked if each.needs_attention],
        [sentences.finding(each) for each in asked if not each.needs_attention],
    )


def _rule(one: Finding) -> office.Json:
    return {
        "state": sentences.OUTCOME_WORDS[one.outcome],
        "outcome": one.outcome.value,
        "text": sentences.finding(one),
    }
