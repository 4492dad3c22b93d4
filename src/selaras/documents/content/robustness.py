"""The technical annex's part on weights and groups: would the ranking stand, do groups pass alike."""

from selaras.core import vocabulary as v
from selaras.core.margins import PassingByGroup, WeightStability
from selaras.documents import facts, office
from selaras.documents.docket import Docket

_MOST_SWAPS = 20
_NOT_SHOWN = "tidak ditampilkan; terlalu sedikit orang"


def content(docket: Docket) -> office.Json | None:
    found = docket.results.robustness
    if found is None:
        return None
    weights = found.weights
    return {
        "weights": _weights_sentences(docket, weights),
        "swaps": _swaps(docket, weights) if weights else [],
        "groups": [
            [
                one.group.capitalize(),
                _NOT_SHOWN if one.n is None else f"{one.n_passed} dari {one.n}",
                facts.percent(one.percent, 1),
            ]
            for one in found.passing.groups
        ],
        "passing": _passing(found.passing),
    }


def _weights_sentences(docket: Docket, weights: WeightStability | None) -> list[str]:
    if weights is None:
        return [
            "Kepekaan terhadap bobot tidak dihitung: komponennya hanya satu, atau ada peserta yang menurut "
            "aturan tidak mempunyai salah satunya."
        ]
    span = facts.plain(weights.span)
    n, kept = len(weights.ranks), len(weights.unchanged)
    told = [
        f"Bila bobot komponen utama digeser paling banyak {span} poin persen ke atas atau ke bawah, "
        f"peringkat {kept} dari {n} peserta tidak pernah berubah."
    ]
    if weights.swaps:
        told.append(
            f"Pasangan berikut dapat bertukar tempat; persentase menunjukkan berapa bagian dari semua "
            f"bobot dalam batas itu yang menukarnya ({min(len(weights.swaps), _MOST_SWAPS)} terbesar)."
        )
    return told


def _swaps(docket: Docket, weights: WeightStability) -> list[list[str]]:
    most = sorted(weights.swaps, key=lambda one: -one.percent)[:_MOST_SWAPS]
    return [
        [_name(docket, one.upper), _name(docket, one.lower), facts.percent(one.percent, 1)] for one in most
    ]


def _name(docket: Docket, nip: v.Nip) -> str:
    return facts.bare_name(docket.officials[nip].name)


def _passing(found: PassingByGroup) -> str:
    """Return the finding in one sentence; a small ratio is a question, never an accusation."""
    if found.ratio is None or found.compared is None:
        return "Tingkat kelulusan antarkelompok tidak dibandingkan karena jumlah orangnya terlalu kecil."
    upper = "tanpa batas atas" if found.upper is None else facts.number(found.upper)
    told = (
        f"Nisbah kelulusan {found.compared} terhadap kelompok lain {facts.number(found.ratio)} "
        f"(rentang 95% {facts.number(found.lower)} sampai {upper}; uji eksak Fisher p = "
        f"{facts.number(found.p)})."
    )
    if found.below_four_fifths:
        return f"{told} Nisbah di bawah 0,80 patut ditelusuri; ini pertanyaan, bukan temuan keberpihakan."
    return f"{told} Nisbahnya tidak di bawah 0,80."
