"""Usulan penempatan in the laporan hasil: the proposal with reasons and pictures, and what else there is."""

from decimal import Decimal

from selaras.core.placement.model import NOWHERE, Slate, SlateName
from selaras.core.placement.offer import MoveKind, SeatTold
from selaras.core.vocabulary import Extent
from selaras.documents import chances, facts, office
from selaras.documents.content.placing import candidates, matrix, pictures, staying
from selaras.documents.content.placing.extent import extent_of
from selaras.documents.content.placing.shown import NO_DECISION, Shown, is_move, n_moves, points, shown
from selaras.documents.docket import Docket
from selaras.documents.placing_sentences import INDONESIAN

_REGRET = (
    "Penyesalan: berapa poin suatu susunan di bawah susunan terbaik bila nilai ternyata lain dalam batas "
    "ketidakpastiannya; makin kecil makin tahan."
)


def section(docket: Docket) -> office.Json | None:
    """Return the report's section "Usulan penempatan"; None where nothing is offered."""
    one = shown(docket)
    if one is None:
        return None
    changing = [each for each in one.offer.seats if each.kind is not MoveKind.STAY]
    is_full = extent_of(docket.case, docket.results) is Extent.FULL
    return {
        "no_decision": NO_DECISION,
        "headline": headline(one),
        "proof": proof(one.best),
        "value": _value_words(one),
        "moves": pictures.moves(one),
        "seats": [_seat_row(one, each) for each in changing],
        "staying": staying.with_a_choice(one),
        "bound": staying.without_a_choice(one),
        "draws": staying.draws_words(one),
        "hardly_needed": staying.hardly_needed(one),
        "apart": staying.apart(one),
        "apart_because": staying.apart_because(one),
        "slates": _slates(one) if is_full and len(one.offer.slates) > 1 else None,
        "frontier": pictures.frontier(one) if is_full else None,
        "posts": candidates.rows(one, only_changed=True),
        "reasons": [_why(one, each) for each in one.offer.seats],
        "all_posts": candidates.rows(one, only_changed=False) if is_full else [],
        "one_only": candidates.without_others(one) if is_full else "",
        "matrices": matrix.matrices(one),
    }


def headline(one: Shown) -> str:
    """Return the proposal in one sentence."""
    moved = n_moves(one, one.best)
    if moved == 0:
        return "Susunan yang diusulkan mempertahankan semua pejabat pada jabatannya."
    open_posts = sum(1 for each in one.offer.posts if each.goes_to_selection)
    text = f"Susunan yang diusulkan memindahkan {moved} dari {len(one.cast.people)} pejabat"
    first = one.offer.frontier[0] if one.offer.frontier else None
    if first is not None and first.moves < moved:
        gain = one.best.solution.objective - first.objective
        than = f"{first.moves} perpindahan" if first.moves else "bila tidak ada yang pindah"
        text += f"; nilainya {points(gain)} poin lebih tinggi daripada {than}{_new_seats(one)}"
    if open_posts:
        text += f". Jabatan yang tetap lowong dan dapat diisi melalui seleksi terbuka: {open_posts}"
    return f"{text}."


def _new_seats(one: Shown) -> str:
    """Return, as a clause, whose whole value is in the gain: those who had no post of the event."""
    home = one.cast.home
    new = sum(1 for each in one.moves() if home[each.official] == NOWHERE)
    if new == 0:
        return ""
    return (
        f", termasuk seluruh nilai penempatan {new} pejabat yang jabatannya sekarang di luar daftar jabatan "
        "kegiatan ini"
    )


def proof(slate: Slate) -> str:
    """Return what is proven of a slate's value."""
    found = slate.solution
    value = f"Nilai susunan {points(found.objective)} poin"
    if found.is_optimal:
        return f"{value}; terbukti tidak ada susunan lain yang sah bernilai lebih tinggi."
    return (
        f"{value}; terbukti tidak ada susunan yang sah bernilai lebih dari {points(found.bound)} poin "
        f"(selisih paling banyak {points(found.bound - found.objective)} poin)."
    )


def _value_words(one: Shown) -> str:
    """Return how a seat is valued, from the policy that was frozen with the scheme."""
    policy = one.docket.case.scheme.placement
    text = "Nilai susunan adalah jumlah nilai setiap penempatan: kesesuaian dengan standar jabatan"
    if any(each.expected is not None for each in one.offer.problem.worth.values()):
        text += ", menurut perkiraan terbaik yang memperhitungkan ketegasan penguji dan ketelitian nilai"
    if policy is None:
        return f"{text}."
    weight, price = policy.experience_weight, policy.move_price
    if weight:
        text += (
            f" (bobot {facts.weight(100 - weight)}) dan pengalaman di bidang jabatan "
            f"(bobot {facts.weight(weight)})"
        )
    if price:
        text += (
            f", dikurangi {facts.plain(price)} poin bagi setiap perpindahan, sehingga seseorang tidak "
            "dipindahkan untuk kenaikan yang lebih kecil"
        )
    return f"{text}."


def _seat_row(one: Shown, seat: SeatTold) -> list[object]:
    """Return an official, the proposal, and what it changes, in one line of the overview."""
    person = one.officials[seat.official]
    proposed = [INDONESIAN.kinds[seat.kind]]
    if is_move(seat):
        proposed.append(one.cast.post(seat.post))
    home = one.cast.home[seat.official]
    matches = [facts.percent(one.cast.matches.get((seat.official, home)))]
    if is_move(seat):
        matches.append(f"menjadi {facts.percent(one.cast.matches.get((seat.official, seat.post)))}")
    return [
        [person.name, person.position_title],
        proposed,
        matches,
        _changed(seat) if is_move(seat) else "tetap",
        staying.nearest(one, seat),
    ]


def _changed(seat: SeatTold) -> list[str]:
    """Return echelon, class and allowance class in a narrow column."""
    change = seat.change
    named = (("eselon", change.echelon), ("kelas", change.job_class), ("tunjangan", change.allowance_class))
    return [f"{name} {_before_and_after(*pair)}" for name, pair in named]


def _before_and_after(before: object, after: object) -> str:
    if before is None and after is None:
        return "belum diketahui"
    if before == after:
        return f"{after} (tetap)"
    return f"{'?' if before is None else before} → {'?' if after is None else after}"


def _why(one: Shown, seat: SeatTold) -> office.Json:
    told = one.reasons(seat)
    return {
        "name": one.officials[seat.official].name,
        "here": f"{told.here} {told.changes}".strip(),
        "not_there": list(told.not_elsewhere),
        "notes": " ".join(told.notes),
    }


def _slates(one: Shown) -> office.Json:
    """Return the slates side by side: what each is worth, and the officials whom they seat differently."""
    slates = one.offer.slates
    seats = [slate.solution.seat.tolist() for slate in slates]
    differing = [row for row in range(len(one.cast.people)) if len({seat[row] for seat in seats}) > 1]
    alike = len(one.cast.people) - len(differing)
    return {
        "heads": [INDONESIAN.slates[slate.name] for slate in slates],
        "facts": _slate_facts(one),
        "differing": [
            [
                [one.cast.people[row].name, one.officials[row].position_title],
                *(_seat_words(one, row, seat[row]) for seat in seats),
            ]
            for row in differing
        ],
        "alike": _alike_words(alike, len(differing), len(slates)),
        "note": _REGRET if any(slate.regret is not None for slate in slates) else "",
    }


def _alike_words(alike: int, differing: int, count: int) -> str:
    if differing == 0:
        return f"{facts.in_words(count).capitalize()} susunan ini sama bagi semua pejabat."
    return f"Bagi {alike} pejabat lain {facts.in_words(count)} susunan ini sama."


def _slate_facts(one: Shown) -> list[list[str]]:
    slates = one.offer.slates
    best = slates[0].solution.objective
    rows = [
        ["Jumlah perpindahan", *(str(n_moves(one, slate)) for slate in slates)],
        ["Nilai susunan (poin)", *(points(slate.solution.objective) for slate in slates)],
        ["Terhadap yang terbaik", *(_less(slate.solution.objective - best) for slate in slates)],
        ["Pembuktian", *(_proof_words(slate) for slate in slates)],
    ]
    if any(slate.regret is not None for slate in slates):
        mean = [facts.NOTHING if s.regret is None else points(s.regret[0]) for s in slates]
        worst = [facts.NOTHING if s.regret is None else points(s.regret[1]) for s in slates]
        rows += [["Penyesalan rata-rata (poin)", *mean], ["Penyesalan sepersepuluh terburuk (poin)", *worst]]
    if any(slate.chosen_in is not None and slate.n_draws for slate in slates):
        rows.append(["Penempatan yang sama pada perhitungan ulang", *(_steady(slate) for slate in slates)])
    return rows


def _less(hundredths: int) -> str:
    return "–" if hundredths == 0 else points(hundredths)


def _proof_words(slate: Slate) -> str:
    if slate.name is SlateName.ROBUST:
        return "dipilih menurut penyesalan"
    if slate.solution.is_optimal:
        return "terbukti terbaik"
    return f"paling banyak {points(slate.solution.bound - slate.solution.objective)} poin di bawah batas"


def _steady(slate: Slate) -> str:
    """Return how often, on average over the officials, the optimum of a draw has the same seat."""
    if slate.chosen_in is None or not slate.n_draws:
        return facts.NOTHING
    share = Decimal(100 * int(slate.chosen_in.sum())) / (slate.n_draws * len(slate.chosen_in))
    return chances.in_percent(share)


def _seat_words(one: Shown, row: int, column: int) -> list[str]:
    if column == NOWHERE:
        return ["tanpa jabatan"]
    match = one.cast.matches.get((row, column))
    kept = "tetap" if column == one.cast.home[row] else one.cast.post(column)
    return [kept, facts.percent(match)]
