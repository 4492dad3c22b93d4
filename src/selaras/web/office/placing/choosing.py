"""The deciding officer's choice: a slate as it is or with other seats, signed, or recorded from a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from selaras.actions.office.desk.uploads import LARGEST, keep_upload
from selaras.actions.placement import Choice, asked_to_choose
from selaras.core.casefile import Letter
from selaras.core.codec import from_json
from selaras.core.custody import Proposal
from selaras.core.errors import CoreError
from selaras.core.evidence.acts import Act
from selaras.documents.placing_sentences import Cast
from selaras.queries.office.choosing import check_chosen, digests_by_name
from selaras.queries.office.desk.uploads import UploadKind
from selaras.web.office.acting import acting_of
from selaras.web.office.files import file_in
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.placing import telling
from selaras.web.office.placing.telling import Tab
from selaras.web.office.results.keeping import shown_of
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.wording import day, say, sentence

# Empty rows of the form for seats that are to be others; more come once these are filled.
_SPARE_ROWS = 3
_LONGEST_REASONS = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed, as it was typed: nothing is lost when something has to be put right."""

    slate: str
    seats: tuple[tuple[str, str], ...]
    reasons: str
    number: str = ""
    dated_on: str = ""
    issuer: str = ""


Wrong = list[tuple[str, str]]  # field and sentence


@page("proposal", "choose", post=("proposal", "choose"))
def choice(visit: Visit) -> HttpResponse:
    """Let the deciding officer choose, and sign the choice with an own device."""
    return _page(visit, is_recorded=False)


@page("proposal", "record", post=("proposal", "record"))
def choice_recorded(visit: Visit) -> HttpResponse:
    """Record the choice from the officer's letter; a second person agrees before it is entered."""
    return _page(visit, is_recorded=True)


def _page(visit: Visit, *, is_recorded: bool) -> HttpResponse:
    tabs = telling.tabs_of(visit.here) if held(visit.here).shown else ()
    if not tabs:
        return visit.render("placing/none.html", {"because": ""})
    slates = [one for one in tabs if one.key != telling.CHOSEN]
    if visit.request.method != "POST":
        return _form(visit, slates, _typed(visit.request.GET), [], is_recorded=is_recorded)
    typed = _typed(visit.request.POST)
    wrong = _wrong(typed, slates, is_recorded=is_recorded)
    if not wrong:
        asked = asked_to_choose(_choice(visit, typed, is_recorded=is_recorded))
        try:
            check_chosen(held(visit.here).entries, from_json(Proposal, asked.draft.payload))
            if is_recorded:
                _keep_scan(visit, typed)
        except CoreError as refused:
            wrong = [("berkas" if refused.code.startswith("upload") else "kursi-1-orang", sentence(refused))]
        else:
            told = _sentences(visit, slates, typed, is_recorded=is_recorded)
            back = reverse("leading", args=(visit.here.agency, visit.here.key))
            act = Act.RECORD_PROPOSAL if is_recorded else None
            return to_be_signed(visit, [asked.draft], told=told, back=back, act=act)
    return _form(visit, slates, typed, wrong, is_recorded=is_recorded)


def _typed(told: Any) -> Typed:
    """Read the form, or an address that fills it: ``kursi`` as P-001:CODE, then row by row."""
    seats = [tuple(one.partition(":")[::2]) for one in told.getlist("kursi")]
    n = 1
    while f"kursi-{n}-orang" in told:
        seats.append((told.get(f"kursi-{n}-orang", ""), told.get(f"kursi-{n}-jabatan", "")))
        n += 1
    return Typed(
        slate=told.get("susunan", ""),
        seats=tuple((person, post) for person, post in seats if person or post),
        reasons=told.get("alasan", "").replace("\r\n", "\n").strip(),
        number=told.get("nomor", "").strip(),
        dated_on=told.get("tanggal", "").strip(),
        issuer=told.get("penerbit", "").strip(),
    )


def _wrong(typed: Typed, slates: Sequence[Tab], *, is_recorded: bool) -> Wrong:
    """Return what has to be put right, field by field; whether seats are lawful is asked afterwards."""
    wrong: Wrong = []
    chosen = next((one for one in slates if one.key == typed.slate), None)
    if chosen is None:
        wrong.append(("susunan", say("Pilih salah satu susunan.", "Choose one of the slates.")))
    instance = slates[0].offer.instance
    for n, (person, post) in enumerate(typed.seats, start=1):
        if person not in instance.officials:
            wrong.append(
                (
                    f"kursi-{n}-orang",
                    say("Pilih pejabat pada baris {n}.", "Choose an official in row {n}.", n=n),
                )
            )
        elif post and post not in instance.posts:
            wrong.append(
                (f"kursi-{n}-jabatan", say("Pilih jabatan pada baris {n}.", "Choose a post in row {n}.", n=n))
            )
    people = [person for person, _ in typed.seats]
    if len(set(people)) < len(people):
        wrong.append(
            ("kursi-1-orang", say("Seorang pejabat disebut dua kali.", "An official is named twice."))
        )
    is_other = bool(typed.seats) or (chosen is not None and not chosen.is_best)
    if is_other and not typed.reasons:
        wrong.append(
            (
                "alasan",
                say(
                    "Pilihan di luar rekomendasi memerlukan alasan tertulis.",
                    "A choice outside the recommendation needs a written reason.",
                ),
            )
        )
    if len(typed.reasons) > _LONGEST_REASONS:
        wrong.append(("alasan", say("Alasan terlalu panjang.", "The reasons are too long.")))
    return wrong + (_wrong_letter(typed) if is_recorded else [])


def _wrong_letter(typed: Typed) -> Wrong:
    wrong: Wrong = []
    if not typed.number:
        wrong.append(("nomor", say("Tuliskan nomor surat PPK.", "Give the number of the officer's letter.")))
    on = _date(typed.dated_on)
    if on is None:
        wrong.append(("tanggal", say("Tuliskan tanggal surat.", "Give the date of the letter.")))
    elif on > timezone.localdate():
        wrong.append(
            ("tanggal", say("Tanggal surat belum terjadi.", "The date of the letter lies in the future."))
        )
    return wrong


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _choice(visit: Visit, typed: Typed, *, is_recorded: bool) -> Choice:
    letter, dated_on = None, _date(typed.dated_on)
    if is_recorded and dated_on is not None:
        letter = Letter(number=typed.number, dated_on=dated_on, issuer=_issuer(visit))
    return Choice(
        slate=digests_by_name(held(visit.here).entries)[typed.slate],
        seats=tuple((person, post or None) for person, post in typed.seats),
        reasons=typed.reasons,
        letter=letter,
    )


def _issuer(visit: Visit) -> str:
    return shown_of(visit.here).case.event.deciding_officer.office


def _keep_scan(visit: Visit, typed: Typed) -> None:
    content, name = file_in(visit.request, "berkas", most=LARGEST)
    if content:
        acting = acting_of(visit)
        keep_upload(
            visit.ref,
            content,
            kind=UploadKind.LETTER,
            file_name=name,
            about=f"{Act.RECORD_PROPOSAL.value}:{typed.number}"[:120],
            account=visit.visitor.account,
            actor=acting.actor,
            clock=acting.clock,
        )


def _sentences(visit: Visit, slates: Sequence[Tab], typed: Typed, *, is_recorded: bool) -> list[str]:
    """Return what is signed, in words."""
    chosen = next(one for one in slates if one.key == typed.slate)
    cast = telling.cast_in(visit.here, chosen.offer)
    instance = chosen.offer.instance
    lines = [
        say(
            "Pejabat pembina kepegawaian memilih susunan “{title}” dengan {n} perpindahan.",
            "The deciding officer chooses the slate “{title}” with {n} moves.",
            title=chosen.title,
            n=chosen.n_moves,
        )
    ]
    for person, post in typed.seats:
        who = cast.people[instance.officials.index(person)].name
        where = cast.post(instance.posts.index(post)) if post else say("tanpa jabatan", "no post")
        lines.append(
            say(
                "Berbeda dari susunan: {who} → {where}.",
                "Other than the slate: {who} → {where}.",
                who=who,
                where=where,
            )
        )
    if typed.reasons:
        lines.append(say("Alasan: {told}", "Reasons: {told}", told=typed.reasons))
    if is_recorded:
        on = _date(typed.dated_on)
        lines.append(
            say(
                "Menurut surat nomor {number} tanggal {on}.",
                "By letter {number} of {on}.",
                number=typed.number,
                on=day(on),
            )
        )
    return lines


def _form(
    visit: Visit, slates: Sequence[Tab], typed: Typed, wrong: Wrong, *, is_recorded: bool
) -> HttpResponse:
    instance = slates[0].offer.instance
    cast = telling.cast_in(visit.here, slates[0].offer)
    errors: Mapping[str, str] = dict(reversed(wrong))
    rows = [*typed.seats, *((("", ""),) * _SPARE_ROWS)]
    told = {
        "is_recorded": is_recorded,
        "wrong": [{"field": field, "text": text} for field, text in wrong],
        "errors": errors,
        "typed": typed,
        "slates": [
            {
                "key": one.key,
                "title": one.title,
                "n": one.n_moves,
                "is_best": one.is_best,
                "proof": telling.proof(one.slate),
                "chosen": one.key == (typed.slate or slates[0].key),
            }
            for one in slates
        ],
        "rows": [
            {
                "n": n,
                "person": person,
                "post": post,
                "error": errors.get(f"kursi-{n}-orang") or errors.get(f"kursi-{n}-jabatan"),
            }
            for n, (person, post) in enumerate(rows, start=1)
        ],
        "has_seats": bool(typed.seats),
        "people": _people(instance.officials, cast),
        "posts": list(zip(instance.posts, cast.posts, strict=True)),
        "officer": _issuer(visit),
        "earlier": held(visit.here).choice,
    }
    return visit.render("placing/choice.html", told, status=422 if wrong else 200)


def _people(codes: Sequence[str], cast: Cast) -> list[tuple[str, str]]:
    return [(code, one.name) for code, one in zip(codes, cast.people, strict=True)]
