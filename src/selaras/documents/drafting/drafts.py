"""Which papers the office can draw up now, what they are called, and their bytes."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from selaras.documents.content import decree
from selaras.documents.drafting import afterwards, beforehand, inauguration
from selaras.documents.drafting.blocks import Office
from selaras.documents.papers import Named, Paper
from selaras.documents.printing.dressing import Dressing
from selaras.documents.render import Job, render
from selaras.documents.twins.making import twin_name, twin_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One paper that the office fills in."""

    named: Named
    job: Job
    tells_decisions: bool


def drafts_of(told: Office) -> tuple[Draft, ...]:
    """Return the papers that the event's state allows, in their order."""
    docket, found = told.docket, list[Draft]()

    def add(
        number: int, code: str, job: Job, *, shows_results: bool = False, tells_decisions: bool = False
    ) -> None:
        named = Named(
            code=code.partition("/")[0],
            file_name=f"{number}-{code.replace('/', '-')}.pdf",
            title=str(job.content["title"]),
            shows_results=shows_results,
        )
        found.append(Draft(named=named, job=job, tells_decisions=tells_decisions))

    add(20, "permohonan-rencana", beforehand.plan(told))
    add(21, "pakta-integritas", beforehand.integrity(told))
    add(22, "keputusan-metode-dan-bobot", beforehand.rules_of_the_panel(told))
    add(23, "daftar-hadir", beforehand.attendance(told))
    if docket.results.is_scored and afterwards.developing(docket):
        add(24, "undangan-lokakarya", afterwards.workshop(told), shows_results=True)
    moving = told.moving()
    if moving:
        decreed = decree.DecreeDocket(
            case=docket.case, rulebook=docket.rulebook, stamp=docket.stamp, decisions=told.decisions
        )
        add(25, decree.CODE, Job(template="decree", content=decree.content(decreed)), tells_decisions=True)
        add(26, "ba-pelantikan", inauguration.minutes(told), tells_decisions=True)
    for code, official, decision, position in moving:
        job = inauguration.statement(told, official, decision, position)
        add(27, f"spmt/{code}", job, tells_decisions=True)
    if docket.results.is_scored:
        add(
            28,
            "laporan-pelaksanaan",
            afterwards.report(told),
            shows_results=True,
            tells_decisions=bool(moving),
        )
    return tuple(found)


def render_drafts(drafts: Collection[Draft], *, dress: Dressing) -> Iterator[Paper]:
    """Return papers of the office under its letterhead."""
    jobs = [_dressed(one, dress) for one in drafts]
    for one, pdf in zip(drafts, render(jobs), strict=True):
        named = one.named
        yield Paper(code=named.code, file_name=named.file_name, title=named.title, content=pdf)


def twin_of_draft(draft: Draft, told: Office, *, dress: Dressing) -> Paper:
    """Return a paper of the office as a file that can be edited."""
    content = twin_of(_dressed(draft, dress), dated=told.docket.dated)
    named = draft.named
    return Paper(code=named.code, file_name=twin_name(named.file_name), title=named.title, content=content)


def _dressed(one: Draft, dress: Dressing) -> Job:
    return replace(one.job, content=dress(one.named.file_name, one.job.template, one.job.content))
