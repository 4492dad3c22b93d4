"""The pictures of a placement: who goes where, and what moves are worth."""

from collections.abc import Sequence
from itertools import pairwise

from selaras.core.codec import decimal_of
from selaras.core.placement.model import NOWHERE, Chain
from selaras.core.placement.offer import Offer
from selaras.documents import charts, facts
from selaras.documents.charts import Becomes, Station
from selaras.documents.content.placing.shown import Shown, n_moves, points
from selaras.documents.illustrating import Picture, picture
from selaras.documents.placing_sentences import INDONESIAN

_MOVES_READ = (
    "Tiap kotak satu jabatan: nama jabatan, pemegang semula, dan (tebal) yang diusulkan; panah menunjukkan "
    "pejabat berpindah ke jabatan berikutnya. Bingkai tebal: semula lowong. Bingkai putus dan arsir: "
    "menjadi lowong."
)
_SUPPORTED = "Titik penuh: terbaik pada suatu harga perpindahan."
_HOLLOW = "Titik kosong: terbaik dengan jumlah itu, tetapi tidak pada harga mana pun."
_BETWEEN = "Garis di antara dua titik hanya batas atas."
_DIAMOND = "Belah ketupat: susunan yang ditawarkan."


def moves(one: Shown) -> list[Picture]:
    """Return the chains and exchanges of the proposal; nothing where nobody moves."""
    chains = one.best.chains
    specs = charts.moves_maps(tracks(one, chains))
    told = moves_finding(chains)
    return [
        picture(
            spec,
            told if n == 0 else "Lanjutan rantai perpindahan.",
            how_to_read=_MOVES_READ if n == 0 else "",
        )
        for n, spec in enumerate(specs)
    ]


def moves_finding(chains: Sequence[Chain]) -> str:
    """Return how the moves hang together."""
    cycles = [one for one in chains if one.is_cycle]
    open_ended = [one for one in chains if not one.is_cycle]
    parts = []
    if cycles:
        parts.append(f"{len(cycles)} pertukaran ({_lengths(cycles)})")
    if open_ended:
        parts.append(f"{len(open_ended)} rantai ({_lengths(open_ended)})")
    count = sum(len(one.steps) for one in chains)
    return f"{count} perpindahan dalam {facts.listed(parts)}."


def _lengths(chains: Sequence[Chain]) -> str:
    longest = max(len(one.steps) for one in chains)
    if len(chains) == 1:
        return f"{longest} pejabat"
    return "masing-masing satu pejabat" if longest == 1 else f"terpanjang {longest} pejabat"


def tracks(one: Shown, chains: Sequence[Chain]) -> list[charts.Track]:
    """Return exchanges, then chains, the longest first: their posts, each with who leaves and who comes."""
    counts = {True: 0, False: 0}
    made = []
    for chain in sorted(chains, key=lambda each: (not each.is_cycle, -len(each.steps))):
        counts[chain.is_cycle] += 1
        kind = "Pertukaran" if chain.is_cycle else "Rantai"
        head = f"{kind} {counts[chain.is_cycle]}: {len(chain.steps)} perpindahan"
        made.append(charts.Track(head=head, stations=_stations(one, chain), is_cycle=chain.is_cycle))
    return made


def _stations(one: Shown, chain: Chain) -> list[Station]:
    steps, cast = chain.steps, one.cast
    names = [cast.people[step.official].name for step in steps]
    if chain.is_cycle:
        return [
            Station(title=cast.post(step.start), before=names[n], after=names[n - 1])
            for n, step in enumerate(steps)
        ]
    first = steps[0]
    if first.start == NOWHERE:
        title = cast.people[first.official].post
        stations = [Station(title=title, before=f"dari luar: {names[0]}", after="", becomes=Becomes.OUTSIDE)]
    else:
        stations = [Station(title=cast.post(first.start), before=names[0], after="", becomes=Becomes.VACANT)]
    for n, step in enumerate(steps):
        before = names[n + 1] if n + 1 < len(steps) else ""
        if step.end == NOWHERE:
            stations.append(
                Station(title="Tanpa jabatan", before=names[n], after="", becomes=Becomes.OUTSIDE)
            )
        else:
            becomes = Becomes.HELD if before else Becomes.FILLED
            stations.append(
                Station(title=cast.post(step.end), before=before, after=names[n], becomes=becomes)
            )
    return stations


def frontier(one: Shown) -> Picture | None:
    """Return what a number of moves is worth at best; nothing where there is one point only."""
    offer = one.offer
    if len(offer.frontier) < 2:
        return None
    reached = [
        charts.Reached(moves=each.moves, value=decimal_of(each.objective), is_supported=each.is_supported)
        for each in offer.frontier
    ]
    proposed: dict[tuple[int, int], list[str]] = {}
    for slate in offer.slates:
        at = n_moves(one, slate), slate.solution.objective
        proposed.setdefault(at, []).append(INDONESIAN.slates[slate.name])
    spec = charts.frontier_curve(
        reached,
        [
            charts.Proposed(label=f"{facts.listed(names)}: {moves}", moves=moves, value=decimal_of(value))
            for (moves, value), names in proposed.items()
        ],
    )
    return picture(spec, _frontier_finding(offer), how_to_read=_frontier_read(offer))


def _frontier_read(offer: Offer) -> str:
    points = offer.frontier
    told = [_SUPPORTED]
    if not all(one.is_supported for one in points):
        told.append(_HOLLOW)
    if any(after.moves - before.moves > 1 for before, after in pairwise(points)):
        told.append(_BETWEEN)
    return " ".join([*told, _DIAMOND])


def _frontier_finding(offer: Offer) -> str:
    """Return what all moves gain, and how few of them bring half of it."""
    first, last = offer.frontier[0], offer.frontier[-1]
    gain = last.objective - first.objective
    half = next(one for one in offer.frontier if 2 * (one.objective - first.objective) >= gain)
    return (
        f"{last.moves} perpindahan menaikkan nilai susunan {points(gain)} poin dibandingkan dengan "
        f"{first.moves or 'tanpa'} perpindahan; {half.moves} di antaranya sudah membawa "
        f"{points(half.objective - first.objective)} poin."
    )
