"""The rooms of an event in the bar above every page, in the order of its steps."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One entry of the bar.

    url : name of the address, which takes agency and event; thing, verb : what it asks of the table
    beneath : names of pages inside this room
    is_aside : one of those that are rarely looked for: behind "Lainnya"
    """

    url: str
    text: tuple[str, str]
    thing: str
    verb: str
    facts: tuple[str, ...] = ()
    beneath: tuple[str, ...] = ()
    is_aside: bool = False


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
    ),
    Way(url="design", text=("Rancangan", "Design"), thing="design", verb="read"),
    Way(
        url="control_room",
        text=("Kendali", "Control room"),
        thing="progress",
        verb="read",
        beneath=("close_scoring",),
    ),
    Way(
        url="timetable",
        text=("Jadwal", "Timetable"),
        thing="timetable",
        verb="read",
        beneath=("timetable_plan", "timetable_of_one"),
    ),
    Way(
        url="own_flagged",
        text=("Konfirmasi", "Confirm"),
        thing="plenary",
        verb="confirm",
        beneath=("confirm_flagged",),
    ),
    Way(
        url="plenary",
        text=("Pleno", "Plenary"),
        thing="plenary",
        verb="read",
        beneath=("plenary_person", "freeze", "minutes", "trail"),
    ),
    Way(url="severities", text=("Penguji", "Examiners"), thing="severity", verb="read", is_aside=True),
    Way(
        url="results",
        text=("Hasil", "Results"),
        thing="result",
        verb="list",
        beneath=("result_boxes", "result_annex", "result_person"),
    ),
    Way(url="leading", text=("Ringkasan", "Summary"), thing="summary", verb="read"),
    Way(
        url="slates",
        text=("Usulan", "Proposal"),
        thing="placement",
        verb="read",
        beneath=("slate_person", "slates_propose", "what_if", "choice", "choice_recorded"),
    ),
    Way(
        url="review_desk",
        text=("Telaah", "Review"),
        thing="review",
        verb="read",
        beneath=("ask", "answer", "clearance", "verdict"),
    ),
    Way(
        url="letters",
        text=("Surat", "Letters"),
        thing="letter",
        verb="list",
        beneath=("letter", "letter_record"),
    ),
    Way(
        url="decisions",
        text=("Keputusan", "Decisions"),
        thing="decision",
        verb="read",
        beneath=("decide", "decide_all", "decision_record", "announcements", "development"),
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
        url="audit",
        text=("Audit", "Audit"),
        thing="security",
        verb="read",
        beneath=("retention",),
        is_aside=True,
    ),
)
