"""Pictures inside papers: all of a run are drawn by one process, while papers without any are set."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from selaras.documents.charts import Drawing, Spec
from selaras.documents.render import Content, Job

Picture = dict[str, Any]


def picture(spec: Spec, finding: str, *, how_to_read: str = "") -> Picture:
    """Return a picture for a paper's content.

    finding : what it shows, in a sentence; printed below it and told to who listens instead of looking
    how_to_read : what its signs mean
    """
    return {"spec": spec, "finding": finding, "note": how_to_read}


def illustrated(jobs: Sequence[Job]) -> list[Job]:
    """Return the jobs, those with pictures completed by one drawing that begins now."""
    specs: list[Spec] = []
    places: list[tuple[int, int]] = []
    for job in jobs:
        own = list(_specs(job.content))
        places.append((len(specs), len(own)))
        specs += own
    if not specs:
        return list(jobs)
    drawing = Drawing(specs)
    return [
        replace(job, completed_by=partial(_drawn, job, drawing, first, count), waits=True) if count else job
        for job, (first, count) in zip(jobs, places, strict=True)
    ]


def _drawn(job: Job, drawing: Drawing, first: int, count: int) -> Job:
    svgs = iter(drawing.svgs()[first : first + count])
    content: Content = _with_svgs(job.content, svgs)
    return replace(job, content=content, completed_by=None)


def _specs(value: Any) -> Iterator[Spec]:
    """Yield every spec of a content in the order in which it stands there."""
    if isinstance(value, dict):
        if "spec" in value:
            yield value["spec"]
        else:
            for one in value.values():
                yield from _specs(one)
    elif isinstance(value, list):
        for one in value:
            yield from _specs(one)


def _with_svgs(value: Any, svgs: Iterator[str]) -> Any:
    if isinstance(value, dict):
        if "spec" in value:
            rest = {key: one for key, one in value.items() if key != "spec"}
            return {**rest, "svg": next(svgs)}
        return {key: _with_svgs(one, svgs) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_svgs(one, svgs) for one in value]
    return value
