"""Laporan hasil to the deciding officer: what was done, who stands where, what is lawful and until when."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from selaras.core import outcome as o
from selaras.core import vocabulary as v
from selaras.core.rules import Finding, Outcome
from selaras.documents import charts, facts, office, sentences
from selaras.documents.content import alternatives, certainty, minutes, recap
from selaras.documents.content.placing import section as placing
from selaras.documents.docket import Docket
from selaras.documents.illustrating import picture

_MOST_DOTS = 45  # people in one picture of ranks; more would not be legible on a page
_NEAR_DEADLINES = 12
_TOP_BOXES = (7, 8, 9)
_MANY_ALIKE = 4  # people with the same words, from whom on one row is enough
_TOLD_BY_THE_MAP = ("talent_box",)  # the same words for everybody in a box stand in its table


def content(docket: Docket) -> office.Json:
    event = docket.case.event
    return {
        **office.paper(docket, title="Laporan Hasil Uji Kompetensi", subtitle=event.title, is_result=True),
        "to": event.deciding_officer.office,
        "headline": headline(docket),
        "facts": office.event_facts(docket),
        "ground": _ground(docket),
        "follows": _follows(docket),
        "panel": [
            [str(n), [one.name, one.institution], one.role.istilah, one.element.istilah]
            for n, one in enumerate(docket.case.examiners, start=1)
        ],
        "methods": _methods(docket),
        "cuts": recap.cut_sentence(docket),
        "ranking": [_rank_row(docket, one) for one in docket.ranked()],
        "ranking_note": _ranking_note(docket),
        "dots": _dots(docket),
        "certainty": certainty.section(docket),
        "map": _map(docket),
        "map_rows": _map_rows(docket),
        "unmapped": _unmapped(docket),
        "matches": [_match_row(docket, n, one) for n, one in enumerate(docket.ranked(), start=1)],
        "matches_note": _matches_note(docket),
        "posts": _post_rows(docket),
        "proposals": _proposals(docket),
        "placing": placing.section(docket),
        "panel_findings": [_gate(one, sentences.OUTCOME_WORDS) for one in docket.results.panel],
        "permissions": [_gate(one, sentences.GATE_WORDS) for one in docket.results.permissions],
        "deadlines": _deadlines(docket),
        "not_a_ground": office.NOT_A_GROUND,
        "signature": office.chair_signature(docket),
    }


def headline(docket: Docket) -> str:
    """Return the result in one sentence, as it would be said to the governor."""
    found = docket.results.summary
    moves = minutes.moves_sentence(docket.ranked())
    vacant = facts.number(found.vacant_positions, 0)
    text = (
        f"Dari {facts.number(len(docket.ranked()), 0)} peserta, {found.passed} lulus "
        f"dan {found.failed} belum lulus. "
        f"Rekomendasi: {moves}."
    )
    if found.vacant_positions:
        text += (
            f" Jabatan tanpa pejabat definitif: {vacant}, di antaranya {found.acting_positions} dijabat Plt."
        )
    return text


def _ground(docket: Docket) -> list[str]:
    granted = (v.PermissionKind.TEST_PLAN, v.PermissionKind.TEST_MINISTER, v.PermissionKind.PANEL_DECREE)
    lines = []
    for one in docket.case.permissions:
        if one.kind in (*granted, v.PermissionKind.AGREEMENT) and one.state is v.PermissionState.GRANTED:
            number = f" nomor {one.number}" if one.number else ""
            on = f" tanggal {facts.long_date(one.dated_on)}" if one.dated_on else ""
            lines.append(f"{one.kind.istilah}: {one.issuer}{number}{on}.")
    return lines


def _follows(docket: Docket) -> str:
    earlier = docket.case.event.follows
    if earlier is None:
        return ""
    return f"Kegiatan ini melanjutkan {earlier.title} tanggal {facts.long_date(earlier.held_on)}."


def _methods(docket: Docket) -> list[list[object]]:
    rows: list[list[object]] = []
    for leaf in docket.leaves():
        share = recap.share_of(docket, leaf.code)
        rows.append(
            [
                leaf.name,
                leaf.method.istilah if leaf.method else facts.NOTHING,
                facts.percent(share, 0 if share.denominator == 1 else 2),
                _criteria(docket, leaf.method, leaf.criteria),
            ]
        )
    return rows


def _criteria(docket: Docket, method: v.Method | None, only: tuple[v.CriterionCode, ...]) -> str:
    if method is None:
        return facts.NOTHING
    form = [one for one in docket.case.scheme.criteria_of(method) if not only or one.code in only]
    return ", ".join(f"{one.name} ({facts.weight(one.weight)})" for one in form) or facts.NOTHING


def _rank_row(docket: Docket, one: o.OfficialResult) -> list[object]:
    return [
        certainty.rank_lines(one),
        office.person_cell(one.name, one.nip),
        one.position_title,
        certainty.score_lines(docket, one),
        certainty.category_lines(one),
        str(one.box.number) if one.box else facts.NOTHING,
        facts.percent(one.match.percent) if one.match else facts.NOTHING,
    ]


def _ranking_note(docket: Docket) -> str:
    text = "Peserta dengan nilai sama ditampilkan dengan peringkat yang sama, misalnya 3–4."
    if docket.results.measured is None:
        return f"{text} Selisih kecil antarpeserta tidak selalu bermakna."
    return (
        f"{text} Nilai menurut aturan tercantum lebih dahulu; baris kecil di bawahnya adalah rentang 95% "
        "nilai, rentang peringkat (dalam kurung), dan kemungkinan lulus."
    )


def _dots(docket: Docket) -> list[office.Json]:
    """Return the pictures of scores, in portions that stay legible."""
    ranked = docket.ranked()
    scheme = docket.case.scheme
    order = [cut.category for cut in scheme.cuts]
    lines = [
        charts.Line(at=cut.at_least, label=facts.plain(cut.at_least)) for cut in scheme.cuts if cut.at_least
    ]
    lowest = min((one.score for one in ranked if one.score is not None), default=Decimal(0))
    least = charts.axis_start(lowest, [one.at for one in lines])
    made = []
    for start in range(0, len(ranked), _MOST_DOTS):
        part = ranked[start : start + _MOST_DOTS]
        dots = [
            charts.Scored(
                name=facts.bare_name(one.name),
                label=facts.number(one.score, scheme.places),
                rank=facts.rank_label(one.rank, len(one.tied_with)),
                score=one.score,
                tier=order.index(one.category),
            )
            for one in part
            if one.score is not None and one.category is not None
        ]
        spec = charts.rank_dots(dots, lines, least=least)
        made.append(picture(spec, _dots_finding(docket, part), how_to_read=_DOTS_READ))
    return made


_DOTS_READ = "Garis putus: batas kategori. Lingkaran, persegi, segitiga: kategori dari yang tertinggi."


def _dots_finding(docket: Docket, part: tuple[o.OfficialResult, ...]) -> str:
    scores = [one.score for one in part if one.score is not None]
    places = docket.case.scheme.places
    return (
        f"Nilai akhir {len(part)} peserta menurut peringkat, dari {facts.number(max(scores), places)} "
        f"sampai {facts.number(min(scores), places)}."
    )


_MAP_READ = "Kinerja tegak, potensial mendatar; penomoran kotak menurut PermenPANRB 3/2020."


def _map(docket: Docket) -> office.Json | None:
    people = [
        charts.Boxed(name=facts.bare_name(one.name), box=one.box.number)
        for one in docket.ranked()
        if one.box is not None
    ]
    if not people:
        return None
    counts = docket.results.summary.boxes
    most = max(range(9, 0, -1), key=lambda n: counts.get(str(n), 0))
    top = sum(counts.get(str(n), 0) for n in _TOP_BOXES)
    finding = (
        f"Kotak {most} paling banyak terisi ({counts.get(str(most), 0)} orang); {top} dari {len(people)} "
        "peserta berada pada kotak 7, 8, atau 9."
    )
    return picture(charts.nine_box(people), finding, how_to_read=_MAP_READ)


def _map_rows(docket: Docket) -> list[list[object]]:
    by_box: defaultdict[int, list[o.OfficialResult]] = defaultdict(list)
    for one in docket.ranked():
        if one.box is not None:
            by_box[one.box.number].append(one)
    return [
        [
            str(number),
            [f"Kinerja {_axis(people[0])[0]}", f"potensial {_axis(people[0])[1]}"],
            str(len(people)),
            "; ".join(one.name for one in people),
            "; ".join(people[0].box.actions) if people[0].box else "",
        ]
        for number, people in sorted(by_box.items(), reverse=True)
    ]


def _axis(one: o.OfficialResult) -> tuple[str, str]:
    if one.box is None:
        return "", ""
    return one.box.performance.istilah.lower(), one.box.potential.istilah.lower()


def _unmapped(docket: Docket) -> list[str]:
    return [
        f"{one.name}: {sentences.missing(one.no_box_because, sentences.NO_BOX)}"
        for one in docket.ranked()
        if one.box is None
    ]


def _match_row(docket: Docket, n: int, one: o.OfficialResult) -> list[object]:
    others = [
        f"{docket.post_title(each.position)}: {alternatives.percent_and_tie(each)}"
        for each in alternatives.named_for(docket, one)[:3]
    ]
    if one.match is None:
        own: list[str] = [facts.NOTHING, sentences.missing(one.no_match_because, sentences.NO_MATCH)]
    else:
        own = [facts.percent(one.match.percent), recap.short_category(one.match.category)]
        own += ["bukti terbatas"] if one.match.is_thin else []
    return [str(n), [one.name, one.position_title], own, "\n".join(others) or facts.NOTHING]


def _matches_note(docket: Docket) -> str:
    """Return what the table's marks mean, as far as it bears them."""
    lines = []
    named = [each for one in docket.ranked() for each in alternatives.named_for(docket, one)]
    if any(one.same_as for one in named):
        lines.append(
            "Jabatan bertanda setara tidak dapat dibedakan dari jabatan lain dengan JPM yang sama, termasuk "
            "yang tidak tercantum; urutannya bukan urutan pilihan."
        )
    if any(alternatives.develops_first(one) for one in docket.ranked()):
        lines.append(
            "Bagi peserta yang perlu dikembangkan lebih dahulu hanya dicantumkan jabatan dengan JPM "
            f"lebih dari {alternatives.margin_words(docket)} di atas jabatan sekarang, "
            "sebagai bahan pertimbangan setelah pengembangan."
        )
    return " ".join(lines)


def _post_rows(docket: Docket) -> list[list[object]]:
    """Return the posts without a definitive holder with those whom they would suit, best first.

    Who must develop first follows those who could move now.
    """
    rows: list[list[object]] = []
    for post in docket.case.positions:
        if post.state is v.PositionState.FILLED or not post.is_in_play:
            continue
        suited = sorted(
            (
                (alternatives.develops_first(one), -each.percent, one.code, one.name)
                for one in docket.ranked()
                for each in alternatives.named_for(docket, one)
                if each.position == post.code
            ),
        )
        names = "; ".join(
            f"{name} ({facts.percent(-percent)}{', setelah pengembangan' if later else ''})"
            for later, percent, _, name in suited[:5]
        )
        state = post.state.istilah
        if post.state_since is not None:
            state += f" sejak {facts.long_date(post.state_since)}"
        rows.append([[post.title, state], names or "Tidak ada peserta yang sesuai; seleksi terbuka."])
    return rows


def _proposals(docket: Docket) -> list[list[object]]:
    """Return what is recommended for whom; many with the same words share one row, after all others."""
    alike: defaultdict[tuple[str, ...], list[o.OfficialResult]] = defaultdict(list)
    for one in docket.ranked():
        alike[(_reasons(docket, one), *minutes.move_words(docket, one))].append(one)
    rows: list[list[object]] = []
    shared: list[list[object]] = []
    for (reasons, *words), people in alike.items():
        if len(people) < _MANY_ALIKE:
            rows += [[[one.name, one.position_title], words, reasons] for one in people]
        else:
            names = "; ".join(one.name for one in people)
            shared.append([[f"{len(people)} peserta", names], words, reasons])
    return rows + shared


def _reasons(docket: Docket, one: o.OfficialResult) -> str:
    names = {each.code: each.name for each in docket.case.competences}
    return " ".join(
        sentences.reason(each, names)
        for each in one.recommendation.reasons
        if each.code not in _TOLD_BY_THE_MAP
    )


def _gate(one: Finding, words: Mapping[Outcome, str]) -> office.Json:
    return {"state": words[one.outcome], "outcome": one.outcome.value, "text": sentences.finding(one)}


def _deadlines(docket: Docket) -> list[list[object]]:
    dated = sorted(docket.results.deadlines, key=lambda one: (one.on, one.kind, one.subject))
    after = [one for one in dated if one.on >= docket.case.event.starts_on]
    return [
        [facts.long_date(one.on), sentences.deadline_kind(one.kind), one.subject, one.text]
        for one in after[:_NEAR_DEADLINES]
    ]
