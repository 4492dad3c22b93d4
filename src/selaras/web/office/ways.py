"""The rooms of an event in the bar above every page, in the order of its steps."""

from dataclasses import dataclass

from selaras.core.lifecycle import Phase
from selaras.core.vocabulary import Role

# A bar of so many is read at a glance; only a longer one is folded.
AT_A_GLANCE = 6
_BEFORE = (Phase.DESIGN, Phase.READY)
_AFTER = (Phase.CLOSED, Phase.REVIEW, Phase.DECISION, Phase.FOLLOW_UP)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One entry of the bar.

    url : name of the address, which takes agency and event; thing, verb : what it asks of the table
    beneath : names of pages inside this room
    is_aside : one of those that are rarely looked for: behind "Lainnya"
    is_of_full : stands in the bar in Mode Lengkap alone; its address answers in both
    """

    url: str
    text: tuple[str, str]
    thing: str
    verb: str
    facts: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()
    phases: tuple[Phase, ...] | None = None
    own: frozenset[Role] = frozenset()
    is_aside: bool = False
    is_of_full: bool = False

    def is_in_front(self, phase: Phase, roles: frozenset[Role]) -> bool:
        """Return whether it is needed now by somebody with these roles."""
        if self.is_aside:
            return False
        return self.phases is None or phase in self.phases or bool(self.own & roles)


WAYS: tuple[Way, ...] = (
    Way(
        url="event_home",
        text=("Langkah", "Steps"),
        thing="event",
        verb="home",
        beneath=("deadlines", "clone", "workbook_records"),
    ),
    Way(
        url="own_page",
        text=("Halaman saya", "My page"),
        thing="person",
        verb="own",
        beneath=("own_data", "own_objection", "own_watchers"),
    ),
    Way(
        url="own_sheets",
        text=("Nilai saya", "My sheets"),
        thing="sheet",
        verb="read_own",
        beneath=("own_sheet", "fill_sheet"),
    ),
    Way(
        url="participants",
        text=("Peserta", "Participants"),
        thing="people",
        verb="list",
        beneath=("panel",),
        phases=(*_BEFORE, Phase.SCORING),
    ),
    Way(url="design", text=("Rancangan", "Design"), thing="design", verb="read", phases=_BEFORE),
    Way(
        url="control_room",
        text=("Kendali", "Control room"),
        thing="progress",
        verb="read",
        beneath=("open_scoring", "close_scoring"),
        phases=(Phase.READY, Phase.SCORING),
        is_of_full=True,
    ),
    Way(
        url="timetable",
        text=("Jadwal", "Timetable"),
        thing="timetable",
        verb="read",
        beneath=("timetable_plan", "timetable_of_one"),
        phases=(Phase.READY, Phase.SCORING),
        own=frozenset({Role.PARTICIPANT, Role.EXAMINER}),
        is_of_full=True,
    ),
    Way(
        url="own_flagged",
        text=("Konfirmasi", "Confirm"),
        thing="plenary",
        verb="own_flagged",
        beneath=("confirm_flagged",),
        phases=(Phase.SCORING, Phase.CLOSED),
    ),
    Way(
        url="plenary",
        text=("Pleno", "Plenary"),
        thing="plenary",
        verb="read",
        beneath=("plenary_person", "freeze", "minutes", "trail"),
        phases=(Phase.SCORING, Phase.CLOSED),
    ),
    Way(
        url="severities",
        text=("Penguji", "Examiners"),
        thing="severity",
        verb="read",
        is_aside=True,
        is_of_full=True,
    ),
    Way(
        url="results",
        text=("Hasil", "Results"),
        thing="result",
        verb="list",
        beneath=("result_boxes", "result_annex", "result_person"),
        phases=_AFTER,
    ),
    Way(
        url="leading",
        text=("Ringkasan", "Summary"),
        thing="summary",
        verb="read",
        phases=_AFTER,
        own=frozenset({Role.DECIDING_OFFICER}),
    ),
    Way(
        url="slates",
        text=("Usulan", "Proposal"),
        thing="placement",
        verb="read",
        beneath=("slate_person", "slates_propose", "what_if", "choice", "choice_recorded"),
        phases=(Phase.CLOSED, Phase.REVIEW),
    ),
    Way(
        url="review_desk",
        text=("Telaah", "Review"),
        thing="review",
        verb="read",
        beneath=("ask", "answer", "clearance", "verdict"),
        phases=(Phase.REVIEW,),
        own=frozenset({Role.REVIEWER}),
    ),
    Way(
        url="letters",
        text=("Surat", "Letters"),
        thing="letter",
        verb="list",
        beneath=("letter_record", "letters_record"),
        phases=(Phase.DESIGN, Phase.REVIEW, Phase.DECISION),
    ),
    Way(
        url="decisions",
        text=("Keputusan", "Decisions"),
        thing="decision",
        verb="read",
        beneath=(
            "decide",
            "decide_all",
            "decision_record",
            "decisions_record",
            "announcements",
            "development",
        ),
        phases=(Phase.DECISION, Phase.FOLLOW_UP),
    ),
    Way(
        url="papers",
        text=("Naskah", "Papers"),
        thing="paper",
        verb="list",
        beneath=("dossier", "notices"),
    ),
    Way(
        url="pending_acts",
        text=("Persetujuan", "Approvals"),
        thing="pending",
        verb="list",
        beneath=("pending_act", "pending_ask"),
        phases=(),
    ),
    Way(
        url="event_people",
        text=("Orang", "People"),
        thing="account",
        verb="list",
        beneath=(
            "event_people_invite",
            "event_people_end",
            "event_people_withdraw",
            "event_people_recover",
            "event_people_agree",
            "event_people_agree_invitation",
        ),
        is_aside=True,
    ),
    Way(
        url="devices",
        text=("Perangkat", "Devices"),
        thing="device",
        verb="list",
        beneath=("device_revoke",),
        is_aside=True,
    ),
    Way(
        url="attendance",
        text=("Kehadiran", "Attendance"),
        thing="attendance",
        verb="write",
        beneath=("attendance_of",),
        is_aside=True,
    ),
    Way(
        url="records_desk",
        text=("Catatan", "Records"),
        thing="records",
        verb="write",
        beneath=("record",),
        is_aside=True,
    ),
    Way(
        url="papers_in",
        text=("Makalah", "Papers handed in"),
        thing="upload",
        verb="read_paper",
        is_aside=True,
    ),
    Way(
        url="objections",
        text=("Keberatan", "Objections"),
        thing="objection",
        verb="list",
        beneath=("objection",),
        is_aside=True,
    ),
    Way(
        url="event_tokens",
        text=("Kunci sistem lain", "Tokens"),
        thing="event",
        verb="tokens",
        is_aside=True,
    ),
    Way(
        url="audit",
        text=("Audit", "Audit"),
        thing="security",
        verb="read",
        beneath=("retention",),
        is_aside=True,
    ),
)
