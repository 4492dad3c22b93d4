"""Kalender Tenggat Hukum: the days on which something falls due by law, for whom, on which ground."""

from collections.abc import Iterator
from datetime import date, timedelta

from selaras.core.calendar_days import add_months, add_years
from selaras.core.careers import retires_on
from selaras.core.casefile import Assessment, CaseFile, Official, Performance, Position
from selaras.core.outcome import Deadline
from selaras.core.rules import INDONESIAN, Rule, Rulebook
from selaras.core.vocabulary import (
    EventKind,
    HeadStatus,
    Nip,
    PermissionState,
    PositionCode,
    PositionState,
)
from selaras.core.windows import ELECTION, windows_of

_WORDS = {1: "satu", 2: "dua", 3: "tiga", 4: "empat", 5: "lima", 6: "enam"}
_SATURDAY = 5
# Further ahead a retirement is no deadline of this event.
_RETIREMENT_HORIZON_YEARS = 5


def deadlines_of(case: CaseFile, rulebook: Rulebook, *, as_of: date) -> tuple[Deadline, ...]:
    """Return the legal dates of an event, the earliest first.

    What was over a year before the data of the event is left out, but a duty that is overdue
    (five years in post, an acting term, a retirement) stays until it is done.
    """
    since = min(as_of, case.event.data_on)
    found = [
        *_windows(case, rulebook),
        *_head(case, rulebook),
        *_assessments(case, rulebook),
        *_answers(case, rulebook),
        *_notice(case, rulebook),
    ]
    recent = [one for one in found if one.on >= add_years(since, -1)]
    duties = [*_acting(case, rulebook), *_improvement(case, rulebook)]
    for official in case.officials:
        duties += _of_official(official, rulebook, since=since, as_of=as_of)
    return tuple(sorted([*recent, *duties], key=_order))


def _order(one: Deadline) -> tuple[date, str, str, str]:
    return one.on, one.kind, one.subject, one.nip or one.position or ""


def _deadline(
    rule: Rule,
    on: date,
    *,
    kind: str,
    text: str,
    subject: str,
    nip: Nip | None = None,
    position: PositionCode | None = None,
    certain: bool = True,
) -> Deadline:
    return Deadline(
        on=on,
        kind=kind,
        subject=subject,
        nip=nip,
        position=position,
        rule=rule.id,
        article=rule.article,
        certain=certain and rule.may_gate,
        text=text,
    )


def _personal(rule: Rule, on: date, official: Official, *, kind: str, text: str) -> Deadline:
    return _deadline(
        rule,
        on,
        kind=kind,
        text=text,
        subject=official.name,
        nip=official.nip,
        position=official.position,
    )


def _day(day: date) -> str:
    return INDONESIAN.day(day)


def _number(number: int) -> str:
    return _WORDS.get(number, str(number))


def _of_official(official: Official, rulebook: Rulebook, *, since: date, as_of: date) -> Iterator[Deadline]:
    yield from _two_years(official, rulebook, since=since)
    if official.level.is_jpt:
        rule = rulebook.rule("MUT-5Y")
        years = rule.integer("max_years")
        on = add_years(official.in_position_since, years)
        text = (
            f"{official.name} genap {_number(years)} tahun menjabat {official.position_title} pada "
            f"{_day(on)}; evaluasi dan keputusan perpanjangan perlu selesai sebelum tanggal itu."
        )
        if on < as_of:
            text = (
                f"{official.name} telah melampaui {_number(years)} tahun sebagai "
                f"{official.position_title} sejak {_day(on)}; evaluasi dan keputusan "
                "perpanjangan sudah waktunya."
            )
        yield _personal(rule, on, official, kind="five-years", text=text)
    limit = retires_on(official, rulebook)
    if limit is not None and limit <= add_years(since, _RETIREMENT_HORIZON_YEARS):
        rule = rulebook.rule("ELIG-RETIRE")
        age = limit.year - official.born_on.year
        text = f"{official.name} mencapai batas usia pensiun {age} tahun pada {_day(limit)}."
        yield _personal(rule, limit, official, kind="retirement", text=text)


def _two_years(official: Official, rulebook: Rulebook, *, since: date) -> Iterator[Deadline]:
    if official.level.is_jpt:
        keys = {"MUT-132-MIN2": "min_years_in_post", "MUT-2Y-BAN": "min_years_since_inauguration"}
    else:
        keys = {"MUT-190-GENERAL": "min_years"}
    name = next((one for one in keys if rulebook.has(one)), None)
    if name is None:
        return
    years = rulebook.integer(name, keys[name])
    on = add_years(official.in_position_since, years)
    # Who has long had two years has nothing to wait for.
    if on >= since:
        text = (
            f"{official.name} genap {_number(years)} tahun menjabat "
            f"{official.position_title} pada {_day(on)}."
        )
        yield _personal(rulebook.rule(name), on, official, kind="two-years", text=text)


def _acting(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    if not rulebook.has("ELIG-PLT-TERM"):
        return
    rule = rulebook.rule("ELIG-PLT-TERM")
    for post in case.positions:
        if post.state is PositionState.ACTING and post.state_since is not None:
            yield _acting_term(post, post.state_since, rule)


def _acting_term(post: Position, since: date, rule: Rule) -> Deadline:
    first = add_months(since, rule.integer("first_months"))
    last = add_months(since, rule.integer("max_months"))
    holder = post.acting_name or "pelaksana tugas"
    text = f"Masa tugas {holder} sebagai Plt. {post.title} berakhir pada {_day(last)}"
    if post.acting_extended:
        text += " setelah diperpanjang; jabatan perlu diisi secara definitif."
    else:
        text = (
            f"Masa tugas {holder} sebagai Plt. {post.title} berakhir pada {_day(first)}; dapat "
            f"diperpanjang paling lama sampai {_day(last)}."
        )
    return _deadline(
        rule,
        last if post.acting_extended else first,
        kind="acting-term",
        subject=post.title,
        position=post.code,
        text=text,
    )


def _assessments(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    """Return when the latest report on each person loses its validity."""
    rule = rulebook.rule("AC-VALID")
    names = {one.nip: one.name for one in case.officials}
    latest: dict[Nip, Assessment] = {}
    for one in sorted(case.assessments, key=lambda report: report.assessed_on):
        latest[one.nip] = one
    for nip, report in latest.items():
        on = add_years(report.assessed_on, rule.integer("valid_years"))
        name = names.get(nip, nip)
        yield _deadline(
            rule,
            on,
            kind="assessment-expiry",
            subject=name,
            nip=nip,
            text=f"Hasil asesmen {name} oleh {report.provider} tanggal "
            f"{_day(report.assessed_on)} berlaku sampai dengan {_day(on)}.",
        )


def _windows(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    region = case.agency.region
    for window in windows_of(case.event.head, rulebook):
        until = window.until
        if window.rule.id == ELECTION:
            ends = "akhir masa jabatan kepala daerah" if until is None else f"sebelum {_day(until)}"
            yield _deadline(
                window.rule,
                window.opens_on,
                kind="election-window-opens",
                subject=region,
                text=f"Mulai {_day(window.opens_on)} sampai {ends}, penggantian pejabat "
                "memerlukan persetujuan tertulis Menteri Dalam Negeri.",
            )
        if until is not None:
            is_election = window.rule.id == ELECTION
            ground = "menjelang pemilihan" if is_election else "setelah pelantikan kepala daerah"
            yield _deadline(
                window.rule,
                until,
                kind="election-window-closes" if is_election else "after-inauguration-ends",
                subject=region,
                text=f"Sejak {_day(until)}, penggantian pejabat tidak lagi memerlukan persetujuan "
                f"Menteri Dalam Negeri berdasarkan pembatasan {ground}.",
            )


def _head(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    head = case.event.head
    if head.term_ends_on is None:
        return
    name = ELECTION if head.status is HeadStatus.DEFINITIVE else "PILK-PJ"
    status = "" if head.status is HeadStatus.DEFINITIVE else f"{head.status.istilah} "
    yield _deadline(
        rulebook.rule(name),
        head.term_ends_on,
        kind="head-term-ends",
        subject=head.office,
        text=f"Masa jabatan {status}{head.office} berakhir pada {_day(head.term_ends_on)}.",
    )


def _answers(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    """Return by when an answer may be expected; silence is never taken for consent."""
    if not rulebook.has("OVER-SLA"):
        return
    rule = rulebook.rule("OVER-SLA")
    for one in case.permissions:
        if one.state is PermissionState.ASKED and one.dated_on is not None:
            on = _after_working_days(one.dated_on, rule.integer("sla_working_days"))
            yield _deadline(
                rule,
                on,
                kind="review-answer",
                subject=one.kind.istilah,
                nip=one.nip,
                position=one.position,
                text=f"Jawaban atas {one.kind.istilah} yang diajukan {_day(one.dated_on)} "
                f"diharapkan paling lambat {_day(on)}; hari libur nasional belum diperhitungkan.",
            )


def _after_working_days(start: date, days: int) -> date:
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < _SATURDAY
    return day


def _notice(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    if case.event.kind is not EventKind.OPEN_SELECTION:
        return
    rule = rulebook.rule("OPEN-NOTICE")
    days = rule.integer("normal_days")
    on = case.event.starts_on - timedelta(days=days)
    yield _deadline(
        rule,
        on,
        kind="notice",
        subject=case.event.title,
        text=f"Pengumuman seleksi terbuka paling lambat terbit {_day(on)}, {days} hari sebelum "
        f"pelaksanaan pada {_day(case.event.starts_on)}.",
    )


def _improvement(case: CaseFile, rulebook: Rulebook) -> Iterator[Deadline]:
    """Return when the time to improve after missed targets is over and the re-test is due."""
    rule = rulebook.rule("MUT-118-TARGET")
    triggers, months = rule.words("trigger_predicates"), rule.integer("improvement_months")
    officials = {one.nip: one for one in case.officials if one.level.is_jpt}
    latest: dict[Nip, Performance] = {}
    for one in sorted(case.performances, key=lambda row: (row.year, row.half or 2)):
        latest[one.nip] = one
    for nip, row in latest.items():
        if nip not in officials or row.predicate not in triggers:
            continue
        appraised = date(row.year, 7, 1) if row.half == 1 else date(row.year + 1, 1, 1)
        on = add_months(appraised, months)
        yield _deadline(
            rule,
            on,
            kind="retest",
            subject=officials[nip].name,
            nip=nip,
            position=officials[nip].position,
            # The clock runs from the day the official was told, which nobody enters.
            certain=False,
            text=f"Masa perbaikan {_number(months)} bulan bagi {officials[nip].name} "
            f"(predikat {row.predicate}, {row.year}) berakhir sekitar {_day(on)}; setelah itu "
            "uji kompetensi ulang.",
        )
