"""From JSON content and a template to PDF bytes: bundled fonts, archive form, nothing from the machine."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Literal

import typst

from selaras.documents.coverage import FONTS, printable_content

TEMPLATES = Path(__file__).parent / "templates"
Standard = Literal["a-2a", "ua-1", "1.7"]
# PDF/A-2a for the archive, PDF/UA-1 for readers who listen.
ARCHIVE: tuple[Standard, ...] = ("a-2a", "ua-1")
# What belongs to no event has no date of its own, which an archive form demands.
UNDATED: tuple[Standard, ...] = ("ua-1",)
# A form to be filled in by hand embeds the pages of its criteria, which archive forms do not allow.
FORM: tuple[Standard, ...] = ("1.7",)
# A compiler serves one thread; typst lets go of Python's lock while it works.
_COMPILERS = 2

Content = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One file to be set: a template by name and its content.

    parts : finished PDFs that the paper embeds, by name
    completed_by : what gives the whole job, where setting or drawing has to come first
    waits : its completion waits for another process; it is begun when most others are
    """

    template: str
    content: Content
    standards: tuple[Standard, ...] = ARCHIVE
    parts: Mapping[str, bytes] = field(default_factory=dict)
    completed_by: Callable[[], "Job"] | None = None
    waits: bool = False


def render(jobs: Sequence[Job]) -> Iterator[bytes]:
    """Return the PDF of every job, in the order of the jobs."""
    free: SimpleQueue[typst.Compiler] = SimpleQueue()
    for _ in range(_COMPILERS):
        free.put(_compiler())

    def work(job: Job) -> bytes:
        whole = job.completed_by() if job.completed_by else job
        compiler = free.get()
        try:
            return _compiled(compiler, whole)
        finally:
            free.put(compiler)

    with ThreadPoolExecutor(_COMPILERS) as pool:
        begun = {n: pool.submit(work, jobs[n]) for n in _order(jobs)}
        for n in range(len(jobs)):
            # Let go once handed on: together they would be many megabytes.
            yield begun.pop(n).result()


def _order(jobs: Sequence[Job]) -> list[int]:
    """Return in which order to begin: what waits comes late, yet not last, where it would work alone."""
    at_once = [n for n, job in enumerate(jobs) if not job.waits]
    waiting = [n for n, job in enumerate(jobs) if job.waits]
    most = len(at_once) * 3 // 4
    return [*at_once[:most], *waiting, *at_once[most:]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A finished PDF that other papers embed."""

    pdf: bytes
    n_pages: int


def html_of(job: Job) -> str:
    """Return a paper's words and tables as HTML, from the template and content that its PDF is set from."""
    whole = job.completed_by() if job.completed_by else job
    made = _compiler().compile(
        input=TEMPLATES / f"{whole.template}.typ", format="html", sys_inputs={**_inputs(whole), "twin": "1"}
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one HTML expected for {whole.template}, got {type(made).__name__}")
    return made.decode()


def picture_of(svg: bytes) -> bytes:
    """Return a drawing as a PNG, four times as fine as its own points."""
    page = b'#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg")'
    made = typst.compile(page, format="png", ppi=200.0, font_paths=_fonts(), sys_inputs={"svg": svg.decode()})
    if not isinstance(made, bytes):
        raise TypeError(f"one PNG expected, got {type(made).__name__}")
    return made


def first_page_of(job: Job, *, ppi: float) -> bytes:
    """Return the first page of a paper as a PNG."""
    made = _compiler().compile(
        input=TEMPLATES / f"{job.template}.typ", format="png", ppi=ppi, sys_inputs=_inputs(job)
    )
    if isinstance(made, bytes):
        return made
    if not isinstance(made, list):
        raise TypeError(f"pictures expected for {job.template}, got {type(made).__name__}")
    return bytes(made[0])


def render_part(job: Job) -> Part:
    """Return a PDF for embedding; its template tells the number of its pages under ``pages``."""
    compiler = typst.Compiler(
        input=TEMPLATES / f"{job.template}.typ",
        root=TEMPLATES,
        font_paths=_fonts(),
        sys_inputs=_inputs(job),
    )
    told = json.loads(compiler.query("<pages>", field="value", one=True))
    return Part(pdf=_compiled(compiler, job), n_pages=int(told))


@cache
def _fonts() -> typst.Fonts:
    """Return the bundled fonts alone: neither the machine's nor those inside typst."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    return typst.Compiler(root=TEMPLATES, font_paths=_fonts())


def _compiled(compiler: typst.Compiler, job: Job) -> bytes:
    made = compiler.compile(
        input=TEMPLATES / f"{job.template}.typ",
        format="pdf",
        sys_inputs=_inputs(job),
        pdf_standards=list(job.standards),
        pdf_tags=job.standards != FORM,
        timestamp=0,
    )
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF expected for {job.template}, got {type(made).__name__}")
    return made


def _inputs(job: Job) -> dict[str, str]:
    inputs = {"data": json.dumps(printable_content(job.content), ensure_ascii=False)}
    if job.parts:
        # Typst takes bytes as a list of numbers; JSON has no other way to carry them.
        inputs["parts"] = json.dumps({name: list(part) for name, part in job.parts.items()})
    return inputs
