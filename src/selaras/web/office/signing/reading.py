"""What letters and decisions of two people would enter, field by field: from the drafts, no asker's words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from selaras.core.casefile import CaseFile, Permission
from selaras.core.codec import from_json
from selaras.core.decided import Decision
from selaras.core.entries import EntryDraft, EntryType, letter_alone, scan_of_letter
from selaras.web.office.held import held
from selaras.web.office.page import Visit
from selaras.web.office.telling import people_in, posts_in
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, say

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The fields of several drafts: those that are alike in all once, the others in a table.

    rows : one for each draft, in the order of ``names``; () of one draft alone
    """

    alike: Facts
    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def read_drafts(visit: Visit, drafts: Sequence[EntryDraft]) -> Read | None:
    """Return letters or decisions as people compare them with the paper; None of other drafts."""
    kinds = {one.type for one in drafts}
    case = held(visit.here).case
    if kinds == {EntryType.PERMISSION}:
        told = [_letter(case, one) for one in drafts]
    elif kinds == {EntryType.DECISION}:
        told = [_decision(case, one) for one in drafts]
    else:
        return None
    first, *others = told
    alike = [one for n, one in enumerate(first) if all(each[n] == one for each in others)]
    names = tuple(name for name, value in first if (name, value) not in alike)
    rows = tuple(tuple(value for name, value in each if name in names) for each in told)
    return Read(alike=alike, names=names, rows=rows if others else ())


def title_of_letter(draft: EntryDraft) -> tuple[str, str]:
    """Return the kind of a letter, and in few words what it says, who wrote it and when."""
    one = from_json(Permission, letter_alone(draft.payload))
    return term_word(one.kind), f"{term_word(one.state)} · {one.issuer} · {_paper(one.number, one.dated_on)}"


def scans_named(drafts: Sequence[EntryDraft]) -> set[str]:
    """Return the digests of scans that letters would be recorded with."""
    return {scan_of_letter(one.payload, one.note) for one in drafts}


def _letter(case: CaseFile, draft: EntryDraft) -> Facts:
    one = from_json(Permission, letter_alone(draft.payload))
    return [
        (say("Tentang", "About"), _person(case, one.nip, say("Semua peserta", "Everybody"))),
        (say("Jabatan", "Post"), _post(case, one.position, say("Semua jabatan", "Every post"))),
        (say("Jenis surat", "Kind"), term_word(one.kind)),
        (say("Isi", "It says"), term_word(one.state)),
        (say("Penerbit", "Issuer"), one.issuer),
        (say("Nomor", "Number"), one.number or "–"),
        (say("Tanggal", "Date"), day(one.dated_on)),
        (say("Aturan", "Rule"), one.rule or "–"),
        (say("Catatan", "Note"), one.note or "–"),
    ]


def _decision(case: CaseFile, draft: EntryDraft) -> Facts:
    one = from_json(Decision, draft.payload)
    based_on = "–"
    if (ground := one.ground) is not None:
        based_on = " · ".join((term_word(ground.kind), _paper(ground.number, ground.dated_on), ground.issuer))
    return [
        (say("Pejabat", "Official"), _person(case, one.official, one.official)),
        (say("Keputusan", "Decision"), term_word(one.kind)),
        (say("Jabatan", "Post"), _post(case, one.position, say("Tanpa jabatan", "Without a post"))),
        (say("Alasan", "Reasons"), one.reasons or "–"),
        (say("SK", "Decree"), _paper(one.decree, one.decree_on)),
        (say("Disposisi atau surat", "Disposition or letter"), _paper(one.letter, one.letter_on)),
        (say("Dasar hukum", "Lawful ground"), based_on),
    ]


def _paper(number: str | None, on: date | None) -> str:
    return f"{number} · {day(on)}" if number and on else number or day(on)


def _person(case: CaseFile, code: str | None, nobody: str) -> str:
    who = people_in(case).get(code or "")
    # Whoever is not known any more is not everybody.
    return f"{who.name} ({who.code})" if who else code or nobody


def _post(case: CaseFile, code: str | None, none: str) -> str:
    return posts_in(case).get(code or "", code or none)
