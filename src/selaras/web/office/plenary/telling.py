"""The plenary in words: its steps, which rule marked a sheet, what a change would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from selaras.core import vocabulary as v
from selaras.core.evidence.acts import Act
from selaras.core.lifecycle import Phase
from selaras.documents import facts
from selaras.queries.office.panel.plenary import Changed, Course, Difference, Flagged
from selaras.web.office.held import held
from selaras.web.office.page import Visit
from selaras.web.office.results import words
from selaras.web.office.terms import term_word
from selaras.web.office.wording import day, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the plenary's list; ``url`` leads to what is to be done, where this visitor may do it."""

    number: int
    title: str
    more: str
    state: str  # "done", "now" or "wait"
    url: str = ""
    button: str = ""

    @property
    def word(self) -> str:
        told = {
            "done": say("Selesai", "Done"),
            "now": say("Sekarang", "Now"),
            "wait": say("Menunggu", "Waiting"),
        }
        return told[self.state]

    @property
    def tag(self) -> str:
        return {"done": "good", "now": "warn", "wait": "wait"}[self.state]


def steps(visit: Visit, course: Course, n_open: int, n_flagged: int) -> tuple[Step, ...]:
    """Return the five steps of a plenary; the first that is not done is what comes now."""
    past = visit.here.phase is not Phase.CLOSED
    frozen = course.is_frozen
    confirmed = visit.here.is_revealed and not n_open
    done = (
        visit.here.is_revealed,
        confirmed or frozen,
        frozen,
        course.has_minutes or past,
        past,
    )
    names = (
        say("Nilai dibuka oleh dua orang", "Marks opened by two people"),
        say("Lembar yang berselisih dikonfirmasi", "Sheets that differ confirmed"),
        say("Hasil ditetapkan", "Result frozen"),
        say("Berita acara ditandatangani", "Minutes signed"),
        say("Diteruskan ke usulan dan telaah", "Passed on to proposals and review"),
    )
    more = (
        say("Ketua dan sekretariat masing-masing menyetujui.", "Chair and secretariat each agree."),
        _of_flags(n_open, n_flagged, is_revealed=visit.here.is_revealed),
        say(
            "Dihitung sekali lagi dari buku induk, lalu sidiknya dicatat.",
            "Computed once more from the ledger; its digest is entered.",
        ),
        say(
            "Siapa hadir, hasil yang mana, dan siapa yang berpendapat lain.",
            "Who was there, which result, and who holds otherwise.",
        ),
        say("Sesudah ini nilai tidak dapat dibuka kembali.", "After this, marks cannot be opened again."),
    )
    now = next((n for n, one in enumerate(done) if not one), len(done))
    ways = _ways(visit, n_open)
    return tuple(
        Step(
            number=n + 1,
            title=names[n],
            more=more[n],
            state="done" if done[n] else "now" if n == now else "wait",
            url=ways[n][0] if n == now else "",
            button=ways[n][1] if n == now else "",
        )
        for n in range(len(done))
    )


def _of_flags(n_open: int, n_flagged: int, *, is_revealed: bool) -> str:
    if not is_revealed:
        return say("Tampak sesudah nilai dibuka.", "Shown once the marks are open.")
    if not n_flagged:
        return say("Tidak ada lembar yang melampaui batas.", "No sheet is beyond the limits.")
    return say(
        "{done} dari {all} lembar sudah dikonfirmasi pengujinya.",
        "{done} of {all} sheets confirmed by their examiners.",
        done=n_flagged - n_open,
        all=n_flagged,
    )


def _ways(visit: Visit, n_open: int) -> Sequence[tuple[str, str]]:
    """Return where each step is done, and the button for it; nothing for who may not."""
    names = (visit.here.agency, visit.here.key)

    def to(name: str, *more: str) -> str:
        return reverse(name, args=(*names, *more))

    nothing = ("", "")
    asks = visit.may("pending", "ask") and visit.here.is_signed
    reveal = asks and visit.may("reveal", "agree")
    reopen = asks and visit.may("plenary", "reopen") and n_open
    return (
        (to("pending_ask", Act.REVEAL.value), say("Ajukan pembukaan nilai", "Ask to open the marks"))
        if reveal
        else nothing,
        (
            to("pending_ask", Act.REOPEN.value),
            say("Buka penilaian kembali untuk konfirmasi", "Open scoring again to confirm"),
        )
        if reopen
        else nothing,
        (to("freeze"), say("Tetapkan hasil pleno", "Freeze the result"))
        if visit.may("plenary", "freeze")
        else nothing,
        (to("minutes"), say("Tulis berita acara", "Write the minutes"))
        if visit.may("plenary", "sign")
        else nothing,
        (to("plenary_go_on"), "") if visit.may("plenary", "sign") else nothing,
    )


def method(one: v.Method) -> str:
    return term_word(one)


def examiner(visit: Visit, code: str) -> str:
    """Return an examiner's name; the code where the ledger tells no other."""
    return next((one.name for one in held(visit.here).case.examiners if one.code == code), code)


def rule(visit: Visit, code: str) -> str:
    """Return which frozen rule marked a sheet, with its limit."""
    frozen = held(visit.here).case.scheme.discrepancy
    if code == "distance":
        limit = words.plain(frozen.distance_points)
        return say(
            "lebih dari {n} poin dari nilai panel", "more than {n} points from the panel's score", n=limit
        )
    if code == "dixon":
        limit = str(frozen.dixon_percent or "")
        return say("pencilan menurut uji Q Dixon {n}%", "an outlier by Dixon's Q test, {n}%", n=limit)
    limit = words.plain(frozen.residual)
    return say(
        "jauh dari perkiraan model (di atas {n})", "far from what the model expects (over {n})", n=limit
    )


def flagged(visit: Visit, one: Flagged) -> dict[str, Any]:
    """Return a marked sheet as a line of a table."""
    answer = one.answer
    if one.is_open:
        state = say("Belum dikonfirmasi", "Not confirmed yet")
    elif answer is None:
        state = say("Sudah dikonfirmasi", "Confirmed")
    else:
        state = say("Nilai diubah", "Mark changed") if answer.changed else say("Nilai tetap", "Mark kept")
    return {
        "person": one.person,
        "name": one.name,
        "examiner": examiner(visit, one.examiner),
        "examiner_code": one.examiner,
        "method": term_word(one.method),
        "method_code": one.method.value,
        "rules": "; ".join(rule(visit, code) for code in one.rules),
        "state": state,
        "is_open": one.is_open,
        "reason": answer.reason if answer and not one.is_open else "",
        "on": day(answer.dated_on) if answer and answer.dated_on and not one.is_open else "",
    }


def difference(found: Difference) -> dict[str, Any]:
    """Return what a prepared result changes: a sentence, and a line for everybody who is touched."""
    if found.is_empty:
        sentence = say(
            "Tidak ada nilai, peringkat, atau kategori yang berubah dari hasil yang berlaku.",
            "No score, rank or category changes from the valid result.",
        )
    else:
        crossing = "; ".join(facts.bare_name(one.name) for one in found.crossing)
        sentence = say(
            "{n} nilai dan {ranks} peringkat berubah dari hasil yang berlaku.",
            "{n} scores and {ranks} ranks change from the valid result.",
            n=len(found.people),
            ranks=found.n_ranks,
        )
        if crossing:
            sentence += " " + say(
                "Melewati batas lulus: {names}.", "Crossing the pass mark: {names}.", names=crossing
            )
        else:
            sentence += " " + say("Tidak ada yang melewati batas lulus.", "Nobody crosses the pass mark.")
    return {"sentence": sentence, "rows": [_changed(one) for one in found.people]}


def _changed(one: Changed) -> dict[str, Any]:
    return {
        "person": one.person,
        "name": one.name,
        "score": (words.places(one.score_before), words.places(one.score_now)),
        "rank": (words.plain(one.rank_before), words.plain(one.rank_now)),
        "category": (words.category(one.category_before), words.category(one.category_now)),
        "crosses": one.crosses,
    }
