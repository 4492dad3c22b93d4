"""Who keeps the present post in a slate, in few words, and where slate and recommendation part."""

from collections import defaultdict
from collections.abc import Iterable

from selaras.core import vocabulary as v
from selaras.core.outcome import Reason
from selaras.core.placement.model import NOWHERE
from selaras.core.placement.offer import MoveKind, SeatTold
from selaras.documents import chances, facts
from selaras.documents.content.placing.shown import Shown, is_move, points
from selaras.documents.placing_sentences import INDONESIAN
from selaras.documents.placing_sentences.telling import OF_A_PERSON

_BY_RULES = "Menurut aturan tidak ada jabatan lain yang boleh diduduki; aturannya tercantum pada Lampiran 1"
_LITTLE = 50  # hundredths of a point
_TO_MOVE = (v.Move.ROTATE, v.Move.PROMOTE, v.Move.DEMOTE)
_TO_KEEP = (v.Move.STAY, v.Move.EXTEND, v.Move.DEVELOP)


def with_a_choice(one: Shown) -> list[list[object]]:
    """Return those who stay although another post is open to them: the nearest, and what it would cost."""
    return [
        [
            [one.officials[each.official].name, one.officials[each.official].position_title],
            facts.percent(one.cast.matches.get((each.official, each.post))),
            nearest(one, each),
            facts.NOTHING if each.chosen_percent is None else chances.in_percent(each.chosen_percent),
        ]
        for each in one.offer.seats
        if each.kind is MoveKind.STAY and each.margin is not None
    ]


def draws_words(one: Shown) -> str:
    """Return what the share of recomputed slates means; nothing where nothing was measured."""
    count = one.best.n_draws
    if not count:
        return ""
    return (
        f"Perhitungan ulang: nilai dihitung ulang {facts.number(count, 0)} kali dalam batas "
        "ketidakpastiannya, dan setiap kali dicari susunan terbaiknya; persen menyatakan seberapa sering "
        "susunan itu menempatkan pejabat di sini."
    )


def hardly_needed(one: Shown) -> str:
    """Return which moves all together would hardly miss, the least first; nothing where there are none."""
    loss = one.offer.losses.loss
    those = sorted(
        (int(loss[each.official, home]), each.official)
        for each in one.offer.seats
        if is_move(each) and (home := one.cast.home[each.official]) != NOWHERE
    )
    names = [f"{one.cast.people[row].name} ({points(lost)})" for lost, row in those if 0 <= lost < _LITTLE]
    if not names or not one.offer.losses.is_exact:
        return ""
    return (
        "Perpindahan yang dapat ditiadakan hampir tanpa kerugian: bila pejabat berikut tetap pada jabatan "
        f"sekarang, nilai seluruh susunan turun kurang dari {points(_LITTLE)} poin, karena susunan lain "
        f"hampir sama baiknya (dalam kurung: penurunannya): {facts.listed(names)}."
    )


def nearest(one: Shown, seat: SeatTold) -> list[str]:
    """Return the other post that costs all together least, and how much."""
    if seat.margin is None:
        return ["tidak ada jabatan lain"]
    least = min(seat.others, key=lambda each: each.loss)
    is_home = least.post == one.cast.home[seat.official]
    return ["jabatan sekarang" if is_home else one.cast.post(least.post), loss_words(one, seat.margin)]


def loss_words(one: Shown, hundredths: int) -> str:
    """Return what a forced pair costs all together; with rules that couple moves it is a lower bound."""
    if one.offer.losses.is_exact:
        return "setara" if hundredths == 0 else f"susunan turun {points(hundredths)}"
    return "belum pasti" if hundredths == 0 else f"susunan turun paling sedikit {points(hundredths)}"


def without_a_choice(one: Shown) -> list[list[str]]:
    """Return the grounds on which people may hold their own post only: how many, why, who."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for each in one.offer.seats:
        if each.kind is MoveKind.STAY and each.margin is None:
            names[_ground(one, each)].append(one.cast.people[each.official].name)
    return [
        [f"{len(those)} pejabat", ground, "; ".join(those)]
        for ground, those in sorted(names.items(), key=lambda pair: -len(pair[1]))
    ]


def _ground(one: Shown, seat: SeatTold) -> str:
    """Return why no other post is open: in full where it is the person's own, else that it is the law's."""
    firsts: list[Reason] = []
    for column in range(len(one.cast.posts)):
        closed = one.offer.problem.closed.get((seat.official, column), ())
        if column == seat.post or not closed:
            continue
        if not isinstance(closed[0], Reason) or closed[0].code not in OF_A_PERSON:
            return f"{_BY_RULES}."
        firsts.append(closed[0])
    return INDONESIAN.closing(firsts[0], one.cast.competences) if firsts else f"{_BY_RULES}."


def apart(one: Shown) -> list[str]:
    """Return where the slate does something else than the recommendation for one person alone."""
    kept, moved, elsewhere = [], [], []
    for seat in one.offer.seats:
        proposed = one.results[seat.official].recommendation
        name = one.cast.people[seat.official].name
        if proposed.kind in _TO_KEEP and is_move(seat):
            moved.append(name)
        elif proposed.kind in _TO_MOVE and not is_move(seat):
            kept.append(name)
        elif proposed.kind in _TO_MOVE and proposed.position != _code(one, seat):
            elsewhere.append(name)
    lines = (
        ("direkomendasikan tetap, diusulkan pindah", moved),
        ("direkomendasikan pindah, diusulkan tetap", kept),
        ("direkomendasikan dan diusulkan pindah, tetapi ke jabatan yang berlainan", elsewhere),
    )
    return [_line(words, names) for words, names in lines if names]


def apart_because(one: Shown) -> str:
    """Return why a slate and the recommendation for one person can part."""
    policy = one.docket.case.scheme.placement
    parts = ["satu jabatan hanya dapat diisi satu orang"]
    if any(each.expected is not None for each in one.offer.problem.worth.values()):
        parts.append("kesesuaian dihitung menurut perkiraan terbaiknya")
    if policy is not None and policy.move_price:
        parts.append("setiap perpindahan harus menaikkan nilai lebih dari harganya")
    return (
        "Rekomendasi di atas menilai setiap pejabat sendiri-sendiri, sedangkan susunan ini menilai semuanya "
        f"bersama: {facts.listed(parts)}. Keduanya berlainan bagi:"
    )


def _line(words: str, names: Iterable[str]) -> str:
    return f"{words[:1].upper()}{words[1:]}: {facts.listed(names)}."


def _code(one: Shown, seat: SeatTold) -> v.PositionCode | None:
    return None if seat.post == NOWHERE else one.posts[seat.post].code
