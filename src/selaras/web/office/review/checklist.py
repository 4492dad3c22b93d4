"""The checklist of procedure: each line with its evidence in the ledger and the article that asks for it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from selaras.core import casefile as c
from selaras.core.decided import Minutes
from selaras.core.discrepancies import unconfirmed
from selaras.core.entries import EntryType, Opened
from selaras.core.lifecycle import Phase
from selaras.core.paneling import judge_panel
from selaras.core.permissions import judge_permissions
from selaras.core.rules import Finding, Rulebook
from selaras.core.said import Said, said_in
from selaras.core.vocabulary import ParticipantStatus
from selaras.queries.office.listing import ListedEvent
from selaras.web.office.held import Held
from selaras.web.office.telling import Line, line_of
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, say

_BEFORE_THE_TEST = frozenset({"PANSEL-TERM", "OVER-TEST-MINISTER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of the list: how it stands, on which evidence."""

    text: str
    evidence: str
    article: str
    word: str
    tag: str
    is_met: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the procedure."""

    title: str
    points: tuple[Point, ...]

    @property
    def met(self) -> tuple[Point, ...]:
        return tuple(one for one in self.points if one.is_met)

    @property
    def unmet(self) -> tuple[Point, ...]:
        return tuple(one for one in self.points if not one.is_met)

    @property
    def n_met(self) -> int:
        return len(self.met)


def reviewer_of(here: Held) -> str:
    """Return who reviews this event by its date: BKN, or KASN until 2024."""
    return here.rulebook.text("REVIEWER", "body")


def checklist(listed: ListedEvent, here: Held) -> tuple[Part, ...]:
    """Return the whole procedure in the order in which it happens."""
    said = said_in(here.entries)
    case, rulebook = here.case, here.rulebook
    return (
        Part(
            title=say("Izin dan rekomendasi", "Permissions and recommendations"),
            points=tuple(_judged(judge_permissions(case, rulebook), is_gate=True)),
        ),
        Part(
            title=say("Panitia dan penguji", "Panel and examiners"),
            points=tuple(_judged(judge_panel(case, rulebook))),
        ),
        Part(title=say("Peserta", "Participants"), points=tuple(_participants(here, said))),
        Part(
            title=say("Rancangan dan penilaian", "Design and scoring"), points=tuple(_scoring(listed, here))
        ),
        Part(
            title=say("Hasil, pleno, dan usulan", "Result, plenary and proposal"),
            points=tuple(_result(listed, here, said)),
        ),
    )


def _judged(findings: Sequence[Finding], *, is_gate: bool = False) -> Iterator[Point]:
    for one in findings:
        yield _point(line_of(one, is_gate=is_gate), "")


def _point(line: Line, evidence: str) -> Point:
    return Point(
        text=line.text,
        evidence=evidence,
        article=line.article,
        word=line.word,
        tag=line.tag,
        is_met=line.is_met,
    )


def _told(text: str, evidence: str, *, holds: bool | None, article: str = "") -> Point:
    """Return a line that the ledger itself answers; None: it cannot be proved, or is still to come."""
    words = {
        True: (say("Ada", "There"), "good"),
        False: (say("Belum", "Not yet"), "warn"),
        None: (say("Tidak dapat dibuktikan", "Not provable"), "wait"),
    }
    word, tag = words[holds]
    return Point(text=text, evidence=evidence, article=article, word=word, tag=tag, is_met=bool(holds))


def _article(rulebook: Rulebook, rule: str) -> str:
    return rulebook.rule(rule).article if rulebook.has(rule) else ""


def _participants(here: Held, said: Said) -> Iterator[Point]:
    case, rulebook = here.case, here.rulebook
    standings = here.dossier.standings
    counted = Counter(one.status for one in standings.values())
    n = counted[ParticipantStatus.PARTICIPANT]
    others = ", ".join(
        f"{count} {term_word(status).lower()}"
        for status, count in sorted(counted.items())
        if status is not ParticipantStatus.PARTICIPANT
    )
    yield _told(
        say(
            "Kelayakan setiap pejabat diputuskan dengan alasan.",
            "Everybody's eligibility is decided with reasons.",
        ),
        say("{n} peserta{others}.", "{n} take part{others}.", n=n, others=f"; {others}" if others else ""),
        holds=True,
        article=_article(rulebook, "ELIG-LEVEL"),
    )
    refused = sum(one.state.value == "refused" for one in said.clearances.values())
    yield _told(
        say(
            "Peserta ditelaah satu per satu sebelum uji.",
            "Participants are cleared one by one before the test.",
        ),
        say("{n} dijawab, {r} ditolak.", "{n} answered, {r} refused.", n=len(said.clearances), r=refused),
        holds=len(said.clearances) >= n > 0,
        article=_article(rulebook, "OVER-SCREEN"),
    )
    confirmed = sum(one.data_confirmed_on is not None for one in case.officials)
    current = sum(one.is_current for one in said.checks.values())
    checked = max(confirmed, current)
    yield _told(
        say(
            "Setiap peserta memeriksa dan menandatangani datanya.",
            "Each participant checks and signs the own data.",
        ),
        say("{n} dari {m} pejabat.", "{n} of {m} officials.", n=checked, m=len(case.officials)),
        holds=checked >= n > 0,
        article=_article(rulebook, "ELIG-DATA"),
    )


def _scoring(listed: ListedEvent, here: Held) -> Iterator[Point]:
    entries = here.entries
    locks = [n for n, one in enumerate(entries) if _moves_to(one, Phase.READY)]
    marks = [n for n, one in enumerate(entries) if one.type is EntryType.RATING_SHEET]
    if locks:
        first = (
            say("; nilai pertama nomor {n}", "; the first mark is no. {n}", n=marks[0] + 1) if marks else ""
        )
        evidence = say(
            "Kuncian: catatan nomor {n}{first}.", "Lock: entry no. {n}{first}.", n=locks[0] + 1, first=first
        )
    else:
        evidence = say("Belum dikunci.", "Not locked yet.")
    in_order = bool(locks) and (not marks or locks[0] < marks[0])
    yield _told(
        say(
            "Metode, bobot, unsur, dan batas dikunci sebelum nilai pertama.",
            "Methods, weights, criteria and cuts were locked before the first mark.",
        ),
        evidence
        if listed.is_signed
        else say(
            "{e} Kegiatan impor: urutan tidak dapat dibuktikan.",
            "{e} Imported: the order cannot be proved.",
            e=evidence,
        ),
        holds=(in_order if listed.is_signed else None) if locks else False,
    )
    expected = len(here.dossier.expected)
    there = len(here.dossier.sheets)
    yield _told(
        say(
            "Semua lembar nilai masuk; tidak ada yang dianggap nol.",
            "All sheets are in; nothing counts as zero.",
        ),
        say(
            "{n} dari {m} lembar; {v} dibatalkan terbuka.",
            "{n} of {m} sheets; {v} voided openly.",
            n=there,
            m=expected,
            v=len(here.case.voided),
        ),
        holds=there >= expected > 0,
    )
    n_conflicts = len(here.case.conflicts)
    yield _told(
        say(
            "Benturan kepentingan dinyatakan dan dijauhkan.",
            "Conflicts of interest are declared and kept away.",
        ),
        say("{n} benturan dinyatakan.", "{n} conflicts declared.", n=n_conflicts),
        holds=all(one.conflicts_declared for one in here.case.examiners),
        article=_article(here.rulebook, "PANSEL-CONFLICT"),
    )


def _result(listed: ListedEvent, here: Held, said: Said) -> Iterator[Point]:
    shown = here.shown
    if shown is None:
        yield _told(
            say("Hasil ditetapkan.", "The result is frozen."), say("Belum ada.", "Not there."), holds=False
        )
        return
    n_open = len(unconfirmed(shown.results.officials))
    yield _told(
        say(
            "Hasil ditetapkan dan sama dengan hitung ulang dari buku induk.",
            "The result is frozen and equals what the ledger gives anew.",
        ),
        say("Sampai catatan nomor {n}.", "Up to entry no. {n}.", n=shown.frozen_at_size),
        holds=True,
    )
    yield _told(
        say(
            "Nilai yang menyimpang dilihat ulang oleh pengujinya.",
            "Discrepant marks were looked at again by their examiner.",
        ),
        say("{n} belum dikonfirmasi.", "{n} not confirmed.", n=n_open),
        holds=n_open == 0,
    )
    minutes = None if said.plenary is None else said.plenary.minutes
    yield replace(
        _told(
            say(
                "Berita acara pleno ditandatangani, dengan pendapat berbeda.",
                "The minutes are signed, with dissent.",
            ),
            _minutes(minutes),
            holds=(None if not listed.is_signed else False) if minutes is None else True,
        ),
        article=_article(here.rulebook, "PANSEL-BA"),
    )
    choice = here.choice
    yield _told(
        say("PPK memilih usulan dengan alasan.", "The deciding officer chose a proposal, with reasons."),
        choice.proposal.reasons if choice else say("Belum dipilih.", "Not chosen yet."),
        holds=choice is not None,
    )


def _minutes(minutes: Minutes | None) -> str:
    if minutes is None:
        return say("Tidak ada di buku induk.", "Not in the ledger.")
    return say(
        "{on}: {n} hadir, {d} berpendapat berbeda.",
        "{on}: {n} present, {d} of another opinion.",
        on=day(minutes.held_on),
        n=len(minutes.present),
        d=len(minutes.dissent),
    )


def _moves_to(one: Opened, phase: Phase) -> bool:
    return one.type is EntryType.PHASE and one.payload["to"] == phase.value


def officials_by_code(case: c.CaseFile) -> dict[str, c.Official]:
    """Return the officials of an event by the codes of its ledger."""
    from selaras.core.entries import person_codes

    codes = person_codes(case.officials, case.codes)
    return {codes[one.nip]: one for one in case.officials}
