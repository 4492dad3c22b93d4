"""The desk: what comes on paper is entered by hand, one by one, with its source and who verified it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from selaras.core import casefile as c
from selaras.core import vocabulary as v
from selaras.core.codec import to_json
from selaras.core.entries import EntryDraft, EntryType
from selaras.core.freezing import person_codes
from selaras.queries.office.sheets import form_of
from selaras.web.office.held import held
from selaras.web.office.page import Visit, page
from selaras.web.office.scoring.fields import Field, Filled, Kind, Value, filled
from selaras.web.office.signing.asking import to_be_signed
from selaras.web.office.terms import term_word
from selaras.web.office.wording import say

PERCENT = Decimal(100)
_HIGHEST_PERCENT = Decimal(1000)  # achievements of a contract go beyond 100
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One kind of record: its fields, and what a filled form says."""

    kind: str
    type: EntryType
    title: str
    help: str
    fields: Callable[[c.CaseFile], tuple[Field, ...]]
    made: Callable[[Values, c.CaseFile], Any]


@page("records", "write")
def desk(visit: Visit) -> HttpResponse:
    """Show which records may be entered by hand, and how many of each are there."""
    case = held(visit.here).case
    counts = {
        "kinerja": len(case.performances),
        "rekam-jejak": len(case.track_record),
        "asesmen": len(case.assessments),
        "umpan-balik": len(case.feedback),
    }
    told = [
        {"form": one, "n": counts[one.kind]} for one in forms() if _is_used(one, case) and _may(visit, one)
    ]
    return visit.render("scoring/desk.html", {"forms": told})


@page("records", "write", post=("records", "write"))
def record(visit: Visit, kind: str) -> HttpResponse:
    """Show one form; POST reads it and asks for the signature under what it says."""
    case = held(visit.here).case
    form = next((one for one in forms() if one.kind == kind and _is_used(one, case)), None)
    if form is None or not _may(visit, form):
        raise Http404
    fields = (_person(case), *form.fields(case))
    read = filled(fields, visit.request.POST if visit.request.method == "POST" else {})
    if visit.request.method == "POST" and not read.errors:
        value = form.made(read.values, case)
        return to_be_signed(
            visit,
            [_draft(visit, form, value)],
            told=[form.title, *_told(fields, read)],
            back=reverse("records_desk", args=(visit.here.agency, visit.here.key)),
        )
    errors = read.errors if visit.request.method == "POST" else {}
    shown = [{"is": one, "typed": read.typed[one.name], "error": errors.get(one.name)} for one in fields]
    told = {"form": form, "fields": shown, "errors": errors}
    return visit.render("scoring/record.html", told, status=400 if errors else 200)


def forms() -> tuple[Form, ...]:
    """Return the four kinds of records, in words of the page's language."""
    return (
        Form(
            kind="kinerja",
            type=EntryType.PERFORMANCE,
            title=say("Kinerja satu tahun", "Performance of one year"),
            help=say("Capaian perjanjian kinerja dan predikat SKP.", "Contract achievement and appraisal."),
            fields=_performance_fields,
            made=_performance,
        ),
        Form(
            kind="rekam-jejak",
            type=EntryType.TRACK_RECORD,
            title=say("Butir rekam jejak", "Item of the track record"),
            help=say("Satu butir dengan buktinya.", "One item with its evidence."),
            fields=_track_fields,
            made=_track_item,
        ),
        Form(
            kind="asesmen",
            type=EntryType.ASSESSMENT,
            title=say("Laporan asesmen", "Assessment report"),
            help=say("Level kompetensi dari pusat penilaian.", "Competence levels of an assessment centre."),
            fields=_assessment_fields,
            made=_assessment,
        ),
        Form(
            kind="umpan-balik",
            type=EntryType.FEEDBACK,
            title=say("Jawaban umpan balik 360", "Answer of a 360 feedback"),
            help=say("Satu jawaban tanpa nama penjawabnya.", "One answer, without the name of who gave it."),
            fields=_feedback_fields,
            made=_feedback,
        ),
    )


def _is_used(form: Form, case: c.CaseFile) -> bool:
    """Return whether the scheme knows what a form asks: no criteria, no form."""
    if form.type is EntryType.TRACK_RECORD:
        return bool(case.scheme.criteria_of(v.Method.TRACK_RECORD))
    if form.type is EntryType.FEEDBACK:
        return bool(case.scheme.criteria_of(v.Method.FEEDBACK_360))
    return form.type is not EntryType.ASSESSMENT or bool(case.competences)


def _may(visit: Visit, form: Form) -> bool:
    return form.type is not EntryType.FEEDBACK or visit.may("feedback", "enter")


def _person(case: c.CaseFile) -> Field:
    codes = person_codes(case.officials, case.codes)
    options = tuple((codes[one.nip], f"{codes[one.nip]} · {one.name}") for one in case.officials)
    return Field(name="orang", label=say("Pejabat", "Official"), kind=Kind.CHOICE, options=options)


def _verified() -> tuple[Field, ...]:
    options = tuple((one.value, term_word(one)) for one in v.Verification)
    return (
        Field(name="sumber", label=say("Sumber (dokumen)", "Source (document)")),
        Field(name="pemeriksa", label=say("Diverifikasi oleh", "Verified by")),
        Field(
            name="verifikasi",
            label=say("Hasil verifikasi", "Result of the verification"),
            kind=Kind.CHOICE,
            options=options,
        ),
    )


def _performance_fields(case: c.CaseFile) -> tuple[Field, ...]:
    last = case.event.data_on.year
    halves = (("1", say("Semester I", "First half")), ("2", say("Semester II", "Second half")))
    return (
        Field(
            name="tahun",
            label=say("Tahun", "Year"),
            kind=Kind.CHOICE,
            options=tuple((str(year), str(year)) for year in range(last, last - 8, -1)),
        ),
        Field(
            name="paruh",
            label=say("Semester (kosong: setahun penuh)", "Half (empty: the whole year)"),
            kind=Kind.CHOICE,
            is_needed=False,
            options=halves,
        ),
        Field(
            name="capaian",
            label=say("Capaian (persen)", "Achievement (percent)"),
            kind=Kind.NUMBER,
            is_needed=False,
            least=Decimal(0),
            most=_HIGHEST_PERCENT,
        ),
        Field(name="predikat", label=say("Predikat SKP", "Predicate of the appraisal"), is_needed=False),
        *_verified(),
    )


def _performance(told: Values, case: c.CaseFile) -> c.Performance:
    return c.Performance(
        nip=v.Nip(_text(told, "orang")),
        year=int(_text(told, "tahun")),
        half=int(_text(told, "paruh")) if told["paruh"] else None,
        achievement=_number(told, "capaian"),
        predicate=_maybe(told, "predikat"),
        source=_text(told, "sumber"),
        verifier=_text(told, "pemeriksa"),
        verification=v.Verification(_text(told, "verifikasi")),
    )


def _track_fields(case: c.CaseFile) -> tuple[Field, ...]:
    criteria = case.scheme.criteria_of(v.Method.TRACK_RECORD)
    return (
        Field(
            name="unsur",
            label=say("Unsur", "Criterion"),
            kind=Kind.CHOICE,
            options=tuple((one.code, one.name) for one in criteria),
        ),
        Field(name="butir", label=say("Butir", "Item")),
        Field(
            name="nilai",
            label=say("Nilai atau label menurut rancangan", "Mark or label of the scheme"),
            is_needed=False,
        ),
        Field(name="tanggal", label=say("Tanggal", "Date"), kind=Kind.DAY, is_needed=False),
        *_verified(),
    )


def _track_item(told: Values, case: c.CaseFile) -> c.TrackRecordItem:
    return c.TrackRecordItem(
        nip=v.Nip(_text(told, "orang")),
        criterion=v.CriterionCode(_text(told, "unsur")),
        item=_text(told, "butir"),
        value=_maybe(told, "nilai"),
        source=_text(told, "sumber"),
        dated_on=_day(told),
        verifier=_text(told, "pemeriksa"),
        verification=v.Verification(_text(told, "verifikasi")),
    )


def _assessment_fields(case: c.CaseFile) -> tuple[Field, ...]:
    levels = tuple((one.value, term_word(one)) for one in v.Level)
    return (
        Field(name="lembaga", label=say("Pusat penilaian", "Assessment centre")),
        Field(name="akreditasi", label=say("Akreditasi", "Accreditation"), is_needed=False),
        Field(name="nomor", label=say("Nomor laporan", "Number of the report")),
        Field(name="tanggal", label=say("Tanggal asesmen", "Day of the assessment"), kind=Kind.DAY),
        Field(name="jenjang", label=say("Untuk jenjang", "For the level"), kind=Kind.CHOICE, options=levels),
        *(
            Field(
                name=f"level-{one.code}",
                label=one.name,
                kind=Kind.NUMBER,
                is_needed=False,
                least=Decimal(0),
                most=Decimal(5),
            )
            for one in case.competences
        ),
        Field(
            name="potensi",
            label=say("Potensi (0–100)", "Potential (0–100)"),
            kind=Kind.NUMBER,
            is_needed=False,
            least=Decimal(0),
            most=PERCENT,
        ),
    )


def _assessment(told: Values, case: c.CaseFile) -> c.Assessment:
    levels = {one.code: _number(told, f"level-{one.code}") for one in case.competences}
    return c.Assessment(
        nip=v.Nip(_text(told, "orang")),
        provider=_text(told, "lembaga"),
        accreditation=_maybe(told, "akreditasi"),
        assessed_on=_needed_day(told),
        for_level=v.Level(_text(told, "jenjang")),
        report_number=_text(told, "nomor"),
        levels={code: level for code, level in levels.items() if level is not None},
        potential=_number(told, "potensi"),
    )


def _feedback_fields(case: c.CaseFile) -> tuple[Field, ...]:
    groups = tuple((one.value, term_word(one)) for one in v.RaterGroup)
    return (
        Field(name="kelompok", label=say("Penjawab", "Who answers"), kind=Kind.CHOICE, options=groups),
        *(
            Field(
                name=f"n-{one.code}",
                label=one.name,
                kind=Kind.NUMBER,
                is_needed=False,
                help=say("Kosong berarti tidak ada bukti.", "Empty means no evidence."),
                least=one.lowest,
                most=one.highest,
            )
            for one in case.scheme.criteria_of(v.Method.FEEDBACK_360)
        ),
    )


def _feedback(told: Values, case: c.CaseFile) -> c.FeedbackSheet:
    codes = person_codes(case.officials, case.codes)
    person, group = _text(told, "orang"), v.RaterGroup(_text(told, "kelompok"))
    before = [one.sheet for one in case.feedback if codes[one.nip] == person and one.group is group]
    ratings = []
    for one in case.scheme.criteria_of(v.Method.FEEDBACK_360):
        mark = _number(told, f"n-{one.code}")
        state = v.MarkState.NO_EVIDENCE if mark is None else v.MarkState.SCORED
        ratings.append(c.Rating(criterion=one.code, state=state, mark=mark))
    return c.FeedbackSheet(
        nip=v.Nip(person), group=group, sheet=max(before, default=0) + 1, ratings=tuple(ratings)
    )


def _draft(visit: Visit, form: Form, value: Any) -> EntryDraft:
    is_feedback = form.type is EntryType.FEEDBACK
    return EntryDraft(
        type=form.type,
        subject=value.nip,
        method=v.Method.FEEDBACK_360.value if is_feedback else "",
        form=form_of(visit.here, v.Method.FEEDBACK_360).digest if is_feedback else "",
        payload=to_json(value),
    )


def _told(fields: tuple[Field, ...], read: Filled) -> list[str]:
    """Return what was filled in, in words, as it will stand above the signature."""
    lines = []
    for one in fields:
        typed = read.typed[one.name]
        if typed:
            lines.append(f"{one.label}: {dict(one.options).get(typed, typed)}")
    return lines


def _text(told: Values, name: str) -> str:
    return str(told[name])


def _maybe(told: Values, name: str) -> str | None:
    return None if told[name] is None else str(told[name])


def _number(told: Values, name: str) -> Decimal | None:
    value = told[name]
    return value if isinstance(value, Decimal) else None


def _day(told: Values) -> date | None:
    value = told["tanggal"]
    return value if isinstance(value, date) else None


def _needed_day(told: Values) -> date:
    value = told["tanggal"]
    assert isinstance(value, date)
    return value
