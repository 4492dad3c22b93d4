"""Planning the timetable in the background; what comes out is looked at before it is entered.

One plan is made at a time: it takes a processor for seconds. What was made waits in memory until somebody
enters it or throws it away; a server that stops forgets it, and nothing was promised.
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from threading import Lock, Semaphore, Thread
from threading import enumerate as enumerate_threads

from selaras.core.dossier import Dossier
from selaras.core.errors import CoreError
from selaras.core.timetable import Absence, Impossible, Timetable, Wanted, Wish, planned_again, timetable_of
from selaras.core.timetable.settings import MethodSaid, PanelSaid, Settings
from selaras.core.timetable.starting import wanted_of
from selaras.core.timetable.wanted import Placed
from selaras.core.vocabulary import Method

_MOST = 16
# Plans that are made or wait for their turn, those included that were thrown away meanwhile.
_MOST_WAITING = 4


@dataclass(slots=True)
class Job:
    """One plan that is being made, or was made.

    timetable : what was found; conflict : why there is none; wrong : what else was refused
    """

    wanted: Wanted
    zone: str
    before: Timetable | None
    timetable: Timetable | None = None
    conflict: tuple[Wish, ...] = ()
    wrong: CoreError | None = None
    is_running: bool = True
    thread: Thread | None = field(default=None, repr=False)


_JOBS: OrderedDict[tuple[str, str], Job] = OrderedDict()
_LOCK = Lock()
_NAME = "jadwal"
_ONE_AT_A_TIME = Semaphore(1)


def job_of(agency: str, event: str) -> Job | None:
    with _LOCK:
        return _JOBS.get((agency, event))


def forget(agency: str, event: str) -> None:
    """Throw a plan away; one that is still being made ends for nobody."""
    with _LOCK:
        _JOBS.pop((agency, event), None)


def begin(
    agency: str,
    event: str,
    *,
    dossier: Dossier,
    settings: Settings,
    before: Timetable | None,
    keep: Sequence[Placed],
) -> Job:
    """Begin to plan; what cannot be a wish at all is refused at once.

    before : what people were told; keep : sittings of it that are past, or must stay
    """
    if sum(one.name == _NAME for one in enumerate_threads()) >= _MOST_WAITING:
        raise CoreError("timetable_busy")
    wanted = wanted_of(dossier, settings)
    job = Job(wanted=wanted, zone=settings.zone, before=before)
    job.thread = Thread(target=_plan, args=(job, tuple(keep)), daemon=True, name=_NAME)
    with _LOCK:
        _JOBS[agency, event] = job
        while len(_JOBS) > _MOST:
            _JOBS.popitem(last=False)
    job.thread.start()
    return job


def _plan(job: Job, keep: tuple[Placed, ...]) -> None:
    try:
        with _ONE_AT_A_TIME:
            job.timetable = _timetable(job, keep)
    except Impossible as wrong:
        job.conflict = wrong.conflict
    except CoreError as wrong:
        job.wrong = wrong
    except Exception:
        # Whoever waits must be told that nothing comes any more; the fault itself goes on to the log.
        job.wrong = CoreError("timetable_not_found")
        raise
    finally:
        job.is_running = False


def _timetable(job: Job, keep: tuple[Placed, ...]) -> Timetable:
    if job.before is None:
        return timetable_of(job.wanted)
    return planned_again(job.before, pins=keep, wanted=job.wanted)


def settings_again(settings: Settings, before: Timetable | None, absences: Sequence[Absence]) -> Settings:
    """Return settings with what the form does not ask: panels and groups stay as people were told."""
    settings = replace(settings, absences=(*settings.absences, *absences))
    if before is None:
        return settings
    rooms = {one.code for one in settings.rooms}
    panels = tuple(
        PanelSaid(
            code=one.code,
            name=one.name,
            examiners=one.examiners,
            rooms=tuple(code for code in one.rooms if code in rooms),
            least=one.least,
        )
        for one in before.wanted.panels
    )
    return replace(settings, panels=panels, methods={**held_before(before), **settings.methods})


def held_before(before: Timetable) -> dict[Method, MethodSaid]:
    """Return how methods were held in a timetable: how long, and in groups of how many."""
    everybody = {who for one in before.wanted.sittings for who in one.officials}
    of = {one.code: one for one in before.wanted.sittings}
    found: dict[Method, MethodSaid] = {}
    for one in before.wanted.sittings:
        largest = max(len(each.officials) for each in of.values() if each.method is one.method)
        found[one.method] = MethodSaid(
            minutes=one.minutes,
            group=0 if largest == len(everybody) and largest > 1 else largest,
            equipment=one.equipment,
            after=tuple(dict.fromkeys(of[code].method for code in one.after)),
        )
    return found
