"""Issuing papers: they are set in the background while a page tells how far it is; one press enters them.

Setting all papers of an event takes seconds, and nobody waits for it in a request. What is set is kept in
memory until it is entered. A server that stops meanwhile forgets it, and nothing has happened: the ledger
takes all digests in one step or none, and none of those that it names already.
"""

import logging
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from selaras.actions.papers import issue_papers
from selaras.core.errors import CoreError
from selaras.web.office.acting import acting_of
from selaras.web.office.computing.once import StillComputing, computed, patience_of, waits
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.papers.making import Digested, to_issue
from selaras.web.office.wording import say

# A page that only tells how far it is waits no longer than nobody notices.
_PATIENCE_SECONDS = 0.1
_AGAIN_SECONDS = 2
_MOST = 32


@dataclass(slots=True)
class _Progress:
    """How far one setting is; ``attempt`` grows when somebody begins it anew after it went wrong."""

    n_done: int = 0
    n_all: int = 0
    attempt: int = 0


@dataclass(frozen=True, slots=True)
class _Wrong:
    """Papers could not be set; whoever asks is told, and may begin anew."""

    error: CoreError


_PROGRESS: OrderedDict[tuple[object, ...], _Progress] = OrderedDict()
_LOCK = Lock()


@page("paper", "list", post=("paper", "issue"))
def issue(visit: Visit) -> HttpResponse:
    """Set what is new or changed and tell how far it is; once all is set, POST enters the digests."""
    if not visit.may("paper", "issue"):
        return HttpResponseRedirect(_shelf(visit))
    progress = _progress_of(visit)
    is_post = visit.request.method == "POST"
    if is_post and visit.request.POST.get("do") == "again":
        progress.attempt += 1
        progress.n_done = 0
    try:
        # Where nothing serves, there is nobody to come back: it is waited for.
        with waits(None if patience_of("GET") is None else _PATIENCE_SECONDS):
            papers = _papers(visit, progress)
    except StillComputing:
        return HttpResponseRedirect(visit.request.path) if is_post else _page(visit, progress)
    if isinstance(papers, _Wrong):
        return _page(visit, progress, wrong=papers.error)
    if papers and not is_post:
        return _page(visit, progress, papers=papers)
    _enter(visit, papers)
    return HttpResponseRedirect(_shelf(visit))


def _enter(visit: Visit, papers: tuple[Digested, ...]) -> None:
    if not papers:
        told = say("Semua naskah sudah terbit.", "All papers are issued already.")
    else:
        acting = acting_of(visit)
        n = issue_papers(
            visit.ref,
            papers,
            actor=acting.actor,
            declared_at=acting.clock.now().date(),
            clock=acting.clock,
            chance=acting.chance,
            signer=acting.signer,
        )
        told = say("{n} naskah diterbitkan dan tercatat di buku induk.", "{n} papers are issued.", n=n)
    messages.success(visit.request, told)


def _papers(visit: Visit, progress: _Progress) -> tuple[Digested, ...] | _Wrong:
    """Return the papers to be issued from this very state of the ledger, made once for everybody."""

    def tell(n_done: int, n_all: int) -> None:
        progress.n_done, progress.n_all = n_done, n_all

    work = to_issue(visit, tell=tell)

    def make() -> tuple[Digested, ...] | _Wrong:
        try:
            return work()
        except CoreError as wrong:
            return _Wrong(wrong)
        except Exception:
            # Whoever waits must be told that nothing comes any more.
            logging.getLogger(__name__).exception("papers could not be set")
            return _Wrong(CoreError("papers_not_set"))

    return computed((*_key(visit), progress.attempt), make)


def _key(visit: Visit) -> tuple[object, ...]:
    ledger = held(visit.here).ledger
    return ("papers to issue", ledger.log, ledger.size, ledger.root)


def _progress_of(visit: Visit) -> _Progress:
    key = _key(visit)
    with _LOCK:
        found = _PROGRESS.setdefault(key, _Progress())
        _PROGRESS.move_to_end(key)
        while len(_PROGRESS) > _MOST:
            _PROGRESS.popitem(last=False)
    return found


def _page(
    visit: Visit,
    progress: _Progress,
    *,
    papers: tuple[Digested, ...] = (),
    wrong: CoreError | None = None,
) -> HttpResponse:
    is_running = not papers and wrong is None
    answer = visit.render(
        "papers/issuing.html",
        {"progress": progress, "papers": papers, "wrong": wrong, "is_running": is_running},
        status=202 if is_running else 200,
    )
    if is_running:
        # The page comes back by itself, also without script.
        answer["Refresh"] = str(_AGAIN_SECONDS)
    return answer


def _shelf(visit: Visit) -> str:
    return reverse("papers", args=(visit.here.agency, visit.here.key))
