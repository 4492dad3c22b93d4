"""What a picture shows, said in one or two sentences: its caption's heart and its text for who listens."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from selaras.documents import chances, facts
from selaras.documents.charts import Alike, Cell, Chances, Dependability, Facets, Located, RankSpan, Scale

_SURE = Decimal(95)


def of_ranks(people: Sequence[RankSpan], alike: Sequence[Alike]) -> str:
    """Return who leads for sure, and how many ranks are sure."""
    comparable = [one for one in people if one.span is not None]
    if not comparable:
        return (
            "Peringkat peserta tidak dapat dibandingkan, karena tidak semua dihubungkan "
            "oleh penguji yang sama."
        )
    leading = next((run for run in alike if run.first == 0 and run.last > 0), None)
    if leading is None:
        first = "Peserta teratas berbeda secara bermakna dari semua peserta lain."
    elif leading.last == len(people) - 1:
        first = f"Semua {facts.in_words(len(people))} peserta tidak dapat dibedakan satu sama lain."
    else:
        many = facts.in_words(leading.last + 1)
        first = f"{many.capitalize()} peserta teratas tidak dapat dibedakan satu sama lain."
    spans = sorted(one.span[1] - one.span[0] + 1 for one in comparable if one.span is not None)
    sure = sum(1 for one in spans if one == 1)
    middle = spans[(len(spans) - 1) // 2]
    if sure == len(spans):
        return f"{first} Semua peringkat pasti."
    told = f"Peringkat {sure} dari {len(spans)} peserta pasti" if sure else "Tidak ada peringkat yang pasti"
    return f"{first} {told}; separuh rentang mencakup paling banyak {middle} peringkat."


def of_severity(shown: Facets, *, unit: str, sd_severity: Decimal | None = None) -> str:
    """Return the spread of officials and examiners, and the extremes where they carry names."""
    parts = []
    if shown.officials:
        low, high = min(shown.officials), max(shown.officials)
        parts.append(f"kemampuan terukur peserta tersebar dari {_value(low)} sampai {_value(high)} {unit}")
    named = [one for one in shown.examiners if one.label]
    if named:
        parts.append(_extremes(named, "penguji", "paling ketat", "paling murah hati", unit=unit))
    elif sd_severity is not None and len(shown.examiners) > 1:
        parts.append(f"keketatan penguji bersimpangan baku {facts.number(sd_severity)} {unit}")
    if len(shown.criteria) > 1:
        parts.append(_extremes(shown.criteria, "unsur", "paling sulit", "paling mudah", unit=unit))
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else "Tidak ada yang dapat ditampilkan."


def _extremes(those: Sequence[Located], what: str, most: str, least: str, *, unit: str) -> str:
    top, bottom = max(those, key=lambda one: one.at), min(those, key=lambda one: one.at)
    if len(those) == 1:
        return f"{what} {top.label} pada {_value(top.at)} {unit}"
    return (
        f"{what} {most} {top.label} ({_value(top.at)} {unit}), "
        f"{least} {bottom.label} ({_value(bottom.at)} {unit})"
    )


def _value(at: float) -> str:
    return chances.measured(Decimal(repr(round(at, 2))))


def of_bias(rows: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[int, int], Cell]) -> str:
    """Return which pairs of examiner and criterion stand out, at most three by name."""
    flagged = sorted(
        ((key, one) for key, one in cells.items() if one.flagged),
        key=lambda each: (-abs(each[1].bias), each[0]),
    )
    if not flagged:
        return "Tidak ada penguji yang secara bermakna lebih ketat atau lebih murah hati pada satu unsur."
    told = [
        f"{rows[n]} lebih {'ketat' if one.bias > 0 else 'murah hati'} pada {columns[k]} ({one.label})"
        for (n, k), one in flagged[:3]
    ]
    more = f", dan {len(flagged) - 3} lainnya" if len(flagged) > 3 else ""
    return f"{len(flagged)} dari {len(cells)} pasangan penguji dan unsur menyimpang: {'; '.join(told)}{more}."


def of_dependability(lines: Sequence[Dependability], *, target: Decimal) -> str:
    """Return how many examiners reach the target, per number of criteria."""
    reached = [
        f"mulai {least} penguji ({one.label})"
        for one in lines
        if (least := next((n for n, value in sorted(one.by_count.items()) if value >= target), None))
    ]
    wanted = facts.number(target)
    if not reached:
        most = max((max(one.by_count) for one in lines), default=0)
        return f"Keterandalan {wanted} tidak tercapai dengan penguji sampai {most} orang."
    return f"Keterandalan {wanted} tercapai {facts.listed(reached)}."


def of_categories(people: Sequence[Chances], *, n_all: int) -> str:
    """Return how many people's category is not sure; ``people`` are those drawn."""
    unsure = sum(1 for one in people if max(one.percents) < _SURE)
    if unsure == 0:
        return "Kategori semua peserta sangat mungkin tetap (95 dari 100 atau lebih)."
    return (
        f"Kategori {unsure} dari {n_all} peserta belum pasti: kemungkinan kategori yang paling mungkin "
        "di bawah 95 dari 100."
    )


def of_scales(scales: Sequence[Scale]) -> str:
    """Return whether each mark is the likeliest somewhere: whether its thresholds stand in order."""
    crossed = [one for one in scales if list(one.thresholds) != sorted(one.thresholds)]
    if not crossed:
        return "Ambang berurutan: tiap nilai menjadi yang paling mungkin pada bagiannya sendiri."
    where = facts.listed(one.title for one in crossed if one.title)
    told = f" pada {where}" if where else ""
    return f"Ambang tidak berurutan{told}: ada nilai yang tidak pernah menjadi yang paling mungkin."
