"""Laporan individu: one person's own result against the standard, and never anybody else's."""

from decimal import Decimal

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.documents import advice, chances, facts, office, sentences
from selaras.documents.content import alternatives, certainty, recap
from selaras.documents.docket import Docket

_HIGHEST_LEVEL = 5
_SOURCES = {"assessor": "Asesor", "criteria": "Penilaian penguji", "none": "Belum ada bukti"}


def content(docket: Docket, result: o.OfficialResult) -> office.Json:
    names = {one.code: one.name for one in docket.case.competences}
    return {
        **office.paper(docket, title="Laporan Individu", subtitle=docket.case.event.title, is_result=True),
        "identity": _identity(docket, result),
        "headline": _headline(docket, result),
        "profile": _profile(result),
        "highest": _HIGHEST_LEVEL,
        "no_match": sentences.missing(result.no_match_because, sentences.NO_MATCH),
        "match": _match_sentence(result),
        "components": [_component(docket, result, one) for one in result.components],
        "score": facts.number(result.score, docket.case.scheme.places),
        "cuts": recap.cut_sentence(docket),
        "apart": _apart(docket, result),
        "certainty": certainty.own_words(docket, result),
        "match_certainty": certainty.match_words(result.margin),
        "box_certainty": certainty.box_words(result.margin),
        "strengths": [_strength(one) for one in _strengths(result)],
        "developments": [_development(one) for one in _developments(result)],
        "priority_note": _priority_note(result),
        "unknown": [one.name for one in _gaps(result) if one.level is None],
        "box": _box(result),
        "no_box": sentences.missing(result.no_box_because, sentences.NO_BOX),
        "move": result.recommendation.kind.istilah,
        "move_post": docket.post_title(result.recommendation.position),
        "reasons": [sentences.reason(one, names) for one in result.recommendation.reasons],
        "alternatives": _alternatives(docket, result),
        "not_a_ground": office.NOT_A_GROUND,
        "signature": office.chair_signature(docket),
    }


def _identity(docket: Docket, result: o.OfficialResult) -> list[list[str]]:
    person = docket.officials[result.nip]
    event = docket.case.event
    return [
        ["Nama", person.name],
        ["NIP", facts.grouped_nip(person.nip)],
        ["Jabatan", person.position_title],
        ["Unit kerja", person.unit],
        ["Golongan/ruang", person.grade],
        ["TMT jabatan", facts.long_date(person.in_position_since)],
        ["Kode peserta", result.code],
        ["Waktu penilaian", facts.period(event.starts_on, event.ends_on)],
    ]


def _headline(docket: Docket, result: o.OfficialResult) -> list[list[str]]:
    n = len(docket.ranked())
    shared = len(result.tied_with)
    rank = f"{facts.rank_label(result.rank, shared)} dari {n}"
    match, margin = result.match, result.margin
    spans = ["", "", ""]
    if margin is not None:
        spans = [
            f"rentang 95%: {chances.span(margin.score)}",
            f"lulus: {chances.out_of_hundred(margin.pass_percent)}",
            f"rentang 95%: {chances.ranks(margin.rank)}" if margin.rank else "",
        ]
    tie = "nilai sama dengan peserta lain" if shared else ""
    return [
        ["Nilai akhir", facts.number(result.score, docket.case.scheme.places), spans[0]],
        ["Kategori", result.category.istilah if result.category else facts.NOTHING, spans[1]],
        ["Peringkat", rank, "; ".join(one for one in (tie, spans[2]) if one)],
        ["Kesesuaian jabatan (JPM)", facts.percent(match.percent) if match else facts.NOTHING, ""],
    ]


def _gaps(result: o.OfficialResult) -> tuple[o.Gap, ...]:
    return result.match.gaps if result.match else ()


def _profile(result: o.OfficialResult) -> list[office.Json]:
    """Return the competences in their clusters, in the order of the standard."""
    return [
        {
            "cluster": cluster.istilah,
            "rows": [_profile_row(one) for one in _gaps(result) if one.cluster is cluster],
        }
        for cluster in dict.fromkeys(one.cluster for one in _gaps(result))
    ]


def _profile_row(one: o.Gap) -> office.Json:
    return {
        "name": one.name,
        "required": one.required,
        # Hundredths of a level: the picture places its mark by whole numbers.
        "level": None if one.level is None else int(one.level * 100),
        "told": facts.plain(one.level),
        "gap": _gap_words(one),
        "source": _SOURCES[one.source],
        "mandatory": one.mandatory,
    }


def _gap_words(one: o.Gap) -> str:
    if one.level is None:
        return facts.NOTHING
    difference = one.level - one.required
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{facts.plain(abs(difference))}"


def _match_sentence(result: o.OfficialResult) -> str:
    match = result.match
    if match is None:
        return ""
    known = [one for one in match.gaps if one.level is not None]
    reached = sum((one.level or Decimal(0) for one in known), Decimal(0))
    wanted = sum(one.required for one in known)
    text = (
        f"Jumlah level tercapai {facts.plain(reached)} dari standar {wanted} "
        f"pada {len(known)} kompetensi yang memiliki bukti; JPM {facts.percent(match.percent)}, "
        f"{recap.category_words(match.category)}."
    )
    if match.is_thin:
        text += (
            f" Bukti hanya mencakup {facts.percent(match.evidenced_percent)} dari standar, "
            "sehingga JPM bersifat sementara."
        )
    return text


def _component(docket: Docket, result: o.OfficialResult, one: o.ComponentScore) -> office.Json:
    share = recap.effective_share(result, one.code)
    counted = None if one.points is None else one.points * share / 100
    return {
        "name": one.name,
        "depth": _depth(result, one),
        "weight": facts.percent(share, 0 if share.denominator == 1 else 2),
        "points": facts.number(one.points),
        "weighted": facts.number(counted),
    }


def _depth(result: o.OfficialResult, one: o.ComponentScore) -> int:
    by_code = {each.code: each for each in result.components}
    depth, here = 0, one
    while here.parent is not None:
        depth, here = depth + 1, by_code[here.parent]
    return depth


def _apart(docket: Docket, result: o.OfficialResult) -> str:
    apart = result.without_conflict
    if apart is None:
        return ""
    places = docket.case.scheme.places
    return (
        "Salah satu penguji menyatakan hubungan dengan peserta. Tanpa nilai penguji itu, nilai akhir "
        f"{facts.number(apart.score, places)} (peringkat {apart.rank})."
    )


def _strengths(result: o.OfficialResult) -> list[o.Gap]:
    met = [one for one in _gaps(result) if one.level is not None and one.level >= one.required]
    return sorted(met, key=lambda one: (one.required - (one.level or 0), one.competence))


def _developments(result: o.OfficialResult) -> list[o.Gap]:
    below = [one for one in _gaps(result) if one.level is not None and one.level < one.required]
    return sorted(below, key=lambda one: (-one.shortfall, one.competence))


def _strength(one: o.Gap) -> str:
    verb = "melampaui" if (one.level or 0) > one.required else "memenuhi"
    return f"{one.name}: level {facts.plain(one.level)}, {verb} standar {one.required}."


def _development(one: o.Gap) -> list[str]:
    where = f"level {facts.plain(one.level)} dari standar {one.required}"
    if one.mandatory:
        where += ", syarat wajib"
    first = "Prioritas. " if advice.is_priority(one) else ""
    return [one.name, where, first + advice.for_gap(one)]


def _priority_note(result: o.OfficialResult) -> str:
    return advice.PRIORITY_NOTE if any(map(advice.is_priority, _developments(result))) else ""


def _box(result: o.OfficialResult) -> office.Json | None:
    box = result.box
    if box is None:
        return None
    return {
        "number": box.number,
        "performance": box.performance.istilah,
        "potential": box.potential.istilah,
        "row": _ROWS.index(box.performance),
        "column": _COLUMNS.index(box.potential),
        "points": (
            f"Kinerja {facts.number(box.performance_points)}, potensial {facts.number(box.potential_points)}"
        ),
        "actions": list(box.actions),
    }


_ROWS = (v.PerformanceAxis.ABOVE, v.PerformanceAxis.MEETS, v.PerformanceAxis.BELOW)
_COLUMNS = (v.PotentialAxis.LOW, v.PotentialAxis.MIDDLE, v.PotentialAxis.HIGH)


def _alternatives(docket: Docket, result: o.OfficialResult) -> office.Json:
    """Return the other posts; what holds for all of them is said once above them."""
    titles = {code: post.title for code, post in docket.positions.items()}
    named = alternatives.named_for(docket, result)
    notes = [sentences.alternative_notes(one, titles) for one in named]
    shared = [one for one in notes[0] if all(one in those for those in notes)] if len(notes) > 1 else []
    rows = [
        [
            str(one.rank),
            docket.post_title(one.position),
            facts.percent(one.percent),
            "\n".join(note for note in those if note not in shared) or facts.NOTHING,
        ]
        for one, those in zip(named, notes, strict=True)
    ]
    return {**_standing(docket, result, is_any=bool(named)), "shared": shared, "rows": rows}


def _standing(docket: Docket, result: o.OfficialResult, *, is_any: bool) -> office.Json:
    """Return how the other posts are meant: open to the person now, or only after development."""
    if not alternatives.develops_first(result):
        return {"heading": "Jabatan lain yang dimungkinkan", "standing": ""}
    better = f"JPM-nya lebih dari {alternatives.margin_words(docket)} di atas jabatan sekarang"
    if is_any:
        only = "" if result.match is None else f" Hanya dicantumkan jabatan yang {better}."
        heading, standing = "Bahan pertimbangan setelah pengembangan", f"Tidak diusulkan sekarang.{only}"
    else:
        heading, standing = "", f"Jabatan lain tidak dicantumkan karena tidak ada yang {better}."
    return {"heading": heading, "standing": standing}
