"""The nine steps in words: what a step is called, how it stands, and the button that goes on with it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from selaras.core import vocabulary as v
from selaras.core.lifecycle import Phase
from selaras.core.rules import Finding
from selaras.queries.office.steps import Course, Standing, Step, StepState
from selaras.web.office.page import Visit
from selaras.web.office.showing.extents import is_full
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link that this visitor may follow."""

    url: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the task list."""

    number: int
    title: str
    sentence: str
    state: StepState
    state_word: str
    tag: str
    gates: tuple[Finding, ...]
    flags: tuple[Finding, ...]
    way: Way | None
    more: tuple[Way, ...]

    @property
    def is_now(self) -> bool:
        return self.state is StepState.NOW

    @property
    def is_done(self) -> bool:
        return self.state is StepState.DONE


_STATES = {
    StepState.OPEN: ("Belum", "To do", "wait"),
    StepState.NOW: ("Sedang", "Now", ""),
    StepState.DONE: ("Selesai", "Done", "good"),
    StepState.WAITING: ("Menunggu", "Waiting", "wait"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _To:
    name: str
    text: tuple[str, str]
    thing: str
    verb: str


# Step: the addresses it leads to, each with what it asks of the table.
_WAYS: dict[Step, tuple[_To, ...]] = {
    Step.PEOPLE: (
        _To(name="participants", text=("Lihat peserta", "See the people"), thing="people", verb="list"),
    ),
    Step.PANEL: (
        _To(name="panel", text=("Lihat panitia seleksi", "See the panel"), thing="panel", verb="read"),
        _To(name="letters", text=("Surat dan izin", "Letters and permissions"), thing="letter", verb="list"),
    ),
    Step.DESIGN: (
        _To(
            name="design",
            text=("Periksa rancangan", "Look at the design"),
            thing="design",
            verb="read",
        ),
    ),
    Step.SCORING: (
        _To(
            name="control_room",
            text=("Buka ruang kendali", "Open the control room"),
            thing="progress",
            verb="read",
        ),
        _To(name="timetable", text=("Jadwal", "Timetable"), thing="timetable", verb="read"),
    ),
    Step.PLENARY: (
        _To(name="plenary", text=("Buka pleno", "Open the plenary"), thing="plenary", verb="read"),
        _To(name="results", text=("Hasil", "Results"), thing="result", verb="list"),
    ),
    Step.PLACING: (
        _To(name="slates", text=("Buka usulan", "Open the proposed moves"), thing="placement", verb="read"),
        _To(name="leading", text=("Ringkasan", "Summary"), thing="summary", verb="read"),
    ),
    Step.REVIEW: (
        _To(name="review_desk", text=("Meja penelaah", "Reviewer's desk"), thing="review", verb="read"),
        _To(name="letters", text=("Surat dan izin", "Letters and permissions"), thing="letter", verb="list"),
    ),
    Step.DECISION: (
        _To(name="decisions", text=("Buka keputusan", "Open the decisions"), thing="decision", verb="read"),
        _To(name="papers", text=("Naskah", "Papers"), thing="paper", verb="list"),
    ),
    Step.FOLLOW_UP: (
        _To(
            name="development",
            text=("Rencana pengembangan", "Development plan"),
            thing="development",
            verb="read",
        ),
    ),
}


# Without a control room the steps themselves open and close the scoring.
_BRIEF_WAYS: dict[Step, tuple[_To, ...]] = {
    Step.SCORING: (
        _To(name="open_scoring", text=("Buka penilaian", "Open the scoring"), thing="event", verb="open"),
        _To(name="close_scoring", text=("Tutup penilaian", "Close the scoring"), thing="event", verb="close"),
        _To(name="attendance", text=("Kehadiran", "Attendance"), thing="attendance", verb="write"),
    ),
}


def rows_of(visit: Visit, course: Course, *, reviewer: str) -> tuple[Row, ...]:
    """Return the nine lines of the task list, each with only what this visitor may open."""
    ways = _WAYS if is_full(visit.here) else {**_WAYS, **_BRIEF_WAYS}
    return tuple(
        _row(visit, n, one, course, reviewer, ways[one.step]) for n, one in enumerate(course.steps, start=1)
    )


def _row(
    visit: Visit, number: int, one: Standing, course: Course, reviewer: str, leading: tuple[_To, ...]
) -> Row:
    indonesian, english, tag = _STATES[one.state]
    ways = tuple(
        Way(url=address(visit, to.name), text=say(*to.text)) for to in leading if visit.may(to.thing, to.verb)
    )
    title = term_word(one.step)
    if one.step is Step.REVIEW:
        title = say("Telaah {body} dan persetujuan", "Review by {body} and consents", body=reviewer)
    return Row(
        number=number,
        title=title,
        sentence=_sentence(visit, one, course),
        state=one.state,
        state_word=say(indonesian, english),
        tag=tag,
        gates=one.gates,
        flags=tuple(point for point in one.open_points if not point.bars),
        way=ways[0] if ways and one.state is not StepState.WAITING else None,
        more=ways[1:] if one.state is not StepState.WAITING else (),
    )


def address(visit: Visit, name: str) -> str:
    """Return the address of a room in this event."""
    return reverse(name, args=(visit.here.agency, visit.here.key))


def _sentence(visit: Visit, one: Standing, course: Course) -> str:
    match one.step:
        case Step.PEOPLE:
            return _of_people(course)
        case Step.PANEL:
            return _of_panel(course)
        case Step.DESIGN:
            return _of_design(visit, course)
        case Step.SCORING:
            return _of_scoring(visit, course)
        case Step.PLENARY:
            return _of_plenary(visit, course)
        case Step.PLACING:
            return _of_placing(one, course)
        case Step.REVIEW:
            return _of_review(visit, one)
        case Step.DECISION:
            return _of_decision(visit, one, course)
        case Step.FOLLOW_UP:
            return _of_follow_up(course)


def _of_people(course: Course) -> str:
    exempt = course.by_status.get(v.ParticipantStatus.EXEMPT, 0)
    out = course.by_status.get(v.ParticipantStatus.INELIGIBLE, 0)
    told = [say("{n} peserta", "{n} take part", n=course.n_participants)]
    if exempt:
        told.append(say("{n} dikecualikan", "{n} exempt", n=exempt))
    if out:
        told.append(say("{n} tidak memenuhi syarat", "{n} not eligible", n=out))
    missing = course.n_participants - course.n_confirmed
    if missing:
        told.append(
            say(
                "{n} belum menandatangani datanya sendiri",
                "{n} have not signed their own data yet",
                n=missing,
            )
        )
    else:
        told.append(say("semua data ditandatangani pemiliknya", "all data signed by their owners"))
    return " · ".join(told)


def _of_panel(course: Course) -> str:
    if not course.n_panel:
        return say("Penilaian oleh lembaga penilai", "Assessed by an outside body")
    return say(
        "{n} anggota, {inside} dari dalam instansi ({share}%)",
        "{n} members, {inside} from inside ({share}%)",
        n=course.n_panel,
        inside=course.n_internal,
        share=round(100 * course.n_internal / course.n_panel),
    )


def _of_design(visit: Visit, course: Course) -> str:
    if not course.lock:
        return say(
            "Belum terkunci. Tidak ada yang boleh dinilai sebelum dua orang menetapkannya.",
            "Not locked yet. Nothing may be scored before two people lock it.",
        )
    code = short(course.lock)
    if not visit.here.is_signed:
        return say("Terkunci dari buku kerja · kode {code}", "Locked as imported · code {code}", code=code)
    return say(
        "Terkunci {day} oleh dua orang · kode {code}",
        "Locked {day} by two people · code {code}",
        day=day(course.moved_at.get("lock_scheme")),
        code=code,
    )


def _of_scoring(visit: Visit, course: Course) -> str:
    if visit.here.phase is Phase.DESIGN:
        return say("Dapat dimulai setelah rancangan dikunci", "Begins once the design is locked")
    if visit.here.phase is Phase.READY:
        return say(
            "Siap dibuka oleh ketua pansel: jadwal, perangkat, makalah",
            "Ready to be opened by the chair: timetable, devices, papers",
        )
    if not course.n_expected:
        return say("Penilaian oleh lembaga penilai", "Assessed by an outside body")
    told = say(
        "{n} dari {all} lembar diterima",
        "{n} of {all} sheets received",
        n=course.n_sheets,
        all=course.n_expected,
    )
    begun = visit.here.starts_on
    today = timezone.localdate()
    if visit.here.phase is Phase.SCORING and begun <= today <= visit.here.ends_on:
        nth = (today - begun).days + 1
        return say("Hari ke-{n} · {told}", "Day {n} · {told}", n=nth, told=told)
    return told


def _of_plenary(visit: Visit, course: Course) -> str:
    if visit.here.phase in (Phase.DESIGN, Phase.READY, Phase.SCORING):
        return say("Dapat dibuka setelah semua lembar diterima", "Opens once all sheets are in")
    if not course.has_result:
        return say("Hasil belum ditetapkan", "The result is not frozen yet")
    if visit.here.phase is Phase.CLOSED:
        return say(
            "Hasil ditetapkan · berita acara menunggu tanda tangan",
            "Result frozen · the minutes wait to be signed",
        )
    return say("Hasil ditetapkan, berita acara ditandatangani", "Result frozen, minutes signed")


def _of_placing(one: Standing, course: Course) -> str:
    if course.has_proposal:
        return say("PPK sudah memilih usulan", "The deciding officer has chosen a proposal")
    if course.n_slates:
        return say(
            "{n} susunan disiapkan, menunggu pilihan PPK",
            "{n} slates prepared, waiting for the deciding officer",
            n=course.n_slates,
        )
    if one.state is StepState.WAITING:
        return say("Dihitung dari hasil yang ditetapkan", "Computed from the frozen result")
    return say("Susunan belum dibuat", "No slates yet")


def _of_review(visit: Visit, one: Standing) -> str:
    if one.state is StepState.DONE:
        return say("Rekomendasi tercatat", "The verdict is on record")
    if visit.here.phase is Phase.REVIEW:
        return say("Menunggu rekomendasi hasil", "Waiting for the verdict on the result")
    return say("Setelah usulan dipilih", "After a proposal is chosen")


def _of_decision(visit: Visit, one: Standing, course: Course) -> str:
    if one.state is StepState.DONE:
        return say("Keputusan diterbitkan", "Decrees issued")
    if visit.here.phase is Phase.DECISION:
        return say("{n} keputusan dicatat", "{n} decisions on record", n=course.n_decided)
    return say("Hanya yang direkomendasikan yang dapat ditetapkan", "Only what was cleared can be decreed")


def _of_follow_up(course: Course) -> str:
    if course.n_vacant:
        return say(
            "{n} jabatan belum berpejabat definitif",
            "Posts without a definitive holder: {n}",
            n=course.n_vacant,
        )
    return say("Pengembangan, uji ulang, arsip", "Development, re-test, archive")


def short(digest: str) -> str:
    """Return the first eight signs of a digest in two groups, as papers print it.

    >>> short("7f3a91c2aa")
    '7F3A 91C2'
    """
    return f"{digest[:4]} {digest[4:8]}".upper()
