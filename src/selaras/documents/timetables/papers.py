"""The papers of a timetable: jadwal.pdf and the invitations; no result is needed for them."""

from collections.abc import Iterator

from selaras.core.timetable.people import Told
from selaras.documents.docket import LedgerStamp
from selaras.documents.papers import Paper
from selaras.documents.render import Job, render
from selaras.documents.timetables import invitations, schedule
from selaras.documents.timetables.schedule import TimetableDocket

CODE, INVITATION = "jadwal", "undangan"


def render_timetable(told: Told, stamp: LedgerStamp, *, with_invitations: bool = True) -> Iterator[Paper]:
    """Return the timetable and one invitation for everybody who has to come; the same bytes every time."""
    docket = TimetableDocket(told=told, stamp=stamp)
    jobs = [(CODE, "jadwal.pdf", Job(template="timetable", content=schedule.content(docket)))]
    for code in invitations.invited(docket) if with_invitations else ():
        job = Job(template="invitation", content=invitations.content(docket, code))
        jobs.append((INVITATION, f"undangan-{code.lower()}.pdf", job))
    made = render([job for *_, job in jobs])
    for (kind, name, job), pdf in zip(jobs, made, strict=True):
        yield Paper(code=kind, file_name=name, title=str(job.content["title"]), content=pdf)
