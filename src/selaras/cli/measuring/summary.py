"""What the screen shows of a measurement: who is how severe, who cannot be told apart, what to be wary of."""

import numpy as np
from rich.table import Table

from selaras.cli import screen
from selaras.cli.measuring.asked import Asked
from selaras.cli.measuring.ratings_in import RatingsRead
from selaras.cli.measuring.words import MeasuringWords
from selaras.core.measurement.analysis import Analysis
from selaras.core.measurement.model import Elements, Estimator, Family

MOST_OFFICIALS = 15
MOST_EXAMINERS = 20
MOST_GROUPS = 8
FEWEST_OF_A_PART = 3
MOST_LINES = 10
FALSE_ALARMS = 0.05  # share of what stands out that may be chance (Benjamini–Hochberg)
FEWEST_NAMED = 4  # a longer group is told by its first and last


def tell(found: Analysis, read: RatingsRead, asked: Asked, say: MeasuringWords) -> None:
    """Print a summary that fits on a screen; the whole stands in the JSON and the report."""
    _head(found, read, asked, say)
    if read.has_examiners and len(found.measurement.examiners.labels) > 1:
        _examiners(found, say)
        for line in examiner_lines(found, read, say)[:MOST_LINES]:
            screen.out.print(f"· {line}", markup=False)
    _officials(found, say)
    _groups(found, say)
    lines = notes_of(found, read, say)
    if lines:
        screen.out.rule(say("notes_title"), style="dim")
        for line in lines:
            screen.out.print(f"! {line}", markup=False)


def _head(found: Analysis, read: RatingsRead, asked: Asked, say: MeasuringWords) -> None:
    ratings, measurement = found.ratings, found.measurement
    title = say(
        "measured_title",
        n=ratings.n,
        officials=len(ratings.officials),
        examiners=len(ratings.examiners) if read.has_examiners else "–",
        criteria=len(ratings.criteria) if read.has_criteria else "–",
    )
    screen.out.rule(title, style="dim")
    lines = [say("blank_line", n=read.n_blank)] if read.n_blank else []
    lines.append(model_line(found, asked, say))
    draws = measurement.draws
    name = say("estimator_mml") if draws is None else say(f"estimator_{Estimator.POSTERIOR.value}", n=draws.n)
    lines.append(say("estimator_line", name=name))
    halo = measurement.sd_halo
    lines.append(say("halo_off") if halo is None else say("halo_on", sd=screen.measure(halo, say)))
    apart = found.fit.officials_separation
    lines.append(
        say(
            "reliability_line",
            reliability=screen.measure(found.fit.eap_reliability, say),
            separation=screen.measure(apart.separation, say),
        )
    )
    for line in lines:
        screen.out.print(line, markup=False)


def model_line(found: Analysis, asked: Asked, say: MeasuringWords) -> str:
    """Return which model was used and, where nobody asked for it, why."""
    family = found.measurement.model.family
    if asked.family is not None:
        return say("model_asked", model=family.value)
    n = np.unique(found.ratings.mark).size
    why = say("many_steps" if family is Family.LINEAR else "few_steps", n=n)
    return say("model_chosen", model=family.value, why=why)


def _interval(elements: Elements, n: int, say: MeasuringWords) -> str:
    return f"{screen.measure(elements.lower[n], say)} … {screen.measure(elements.upper[n], say)}"


def _examiners(found: Analysis, say: MeasuringWords) -> None:
    examiners = found.measurement.examiners
    parts = found.linkage.n_components > 1
    table = Table(title=say("examiners_title"), title_justify="left")
    table.add_column(say("examiner"), overflow="fold")
    for key in ("severity", "interval"):
        table.add_column(say(key), justify="right")
    table.add_column(say("in_words"))
    for key in ("fit", "marks", *(["component"] if parts else [])):
        table.add_column(say(key), justify="right")
    for n in _shown(examiners, MOST_EXAMINERS):
        table.add_row(
            examiners.labels[n],
            screen.measure(examiners.measure[n], say),
            _interval(examiners, n, say),
            say(severity_key(examiners, n)),
            screen.measure(found.fit.examiners.infit[n], say),
            str(examiners.n[n]),
            *([str(examiners.component[n] + 1)] if parts else []),
        )
    screen.out.print(table, markup=False)


def _shown(elements: Elements, most: int) -> list[int]:
    """Return which elements are shown: the highest of every part, the parts one after the other."""
    order = np.lexsort((-elements.measure, elements.component))
    n_parts = np.unique(elements.component).size
    place = np.arange(order.size) - np.searchsorted(elements.component[order], elements.component[order])
    shown: list[int] = order[place < max(most // n_parts, FEWEST_OF_A_PART)][: 2 * most].tolist()
    return shown


def severity_key(examiners: Elements, n: int) -> str:
    """Return how an examiner's severity reads: shown to differ from the average, or not."""
    if examiners.lower[n] > 0:
        return "stricter"
    return "milder" if examiners.upper[n] < 0 else "not_different"


def examiner_lines(found: Analysis, read: RatingsRead, say: MeasuringWords) -> list[str]:
    """Return what stands out in an examiner's marks beyond chance, a sentence each."""
    lines: list[str] = []
    for one in found.examiners:
        name, centrality, drift = one.examiner, one.centrality, one.drift
        if centrality is not None and centrality.q < FALSE_ALARMS:
            lines.append(say("uses_middle" if centrality.size > 0 else "uses_ends", examiner=name))
        if drift is not None and drift.q < FALSE_ALARMS:
            size = screen.measure(abs(drift.slope), say)
            lines.append(say("grows_strict" if drift.slope > 0 else "grows_mild", examiner=name, size=size))
        for kind, cells in (("criterion", one.by_criterion), ("group", one.by_group)):
            for cell in cells:
                if cell.q < FALSE_ALARMS:
                    key = f"strict_{kind}" if cell.size > 0 else f"mild_{kind}"
                    size = screen.measure(abs(cell.size), say)
                    lines.append(say(key, examiner=name, of=cell.of, size=size))
    return lines


def _officials(found: Analysis, say: MeasuringWords) -> None:
    officials, fair = found.measurement.officials, found.fair
    ranks = rank_spans(found)
    parts = found.linkage.n_components > 1
    # The column of parts takes the place of the fair averages' interval, so that no line breaks.
    keys = ["ability", "interval", "fair", *([] if parts else ["interval"])]
    keys += [*(["rank_interval"] if ranks else []), *(["component"] if parts else [])]
    table = Table(title=say("officials_title"), title_justify="left")
    table.add_column(say("official"), overflow="fold")
    for key in keys:
        table.add_column(say(key), justify="right")
    shown = _shown(officials, MOST_OFFICIALS)
    for n in shown:
        row = [screen.measure(officials.measure[n], say), _interval(officials, n, say)]
        row += [screen.measure(fair.measure[n], say), *([] if parts else [_interval(fair, n, say)])]
        row += [_ranks(*ranks[n])] if ranks else []
        row += [str(officials.component[n] + 1)] if parts else []
        table.add_row(officials.labels[n], *row)
    screen.out.print(table, markup=False)
    more = len(officials.labels) - len(shown)
    if more > 0:
        screen.out.print(say("more_officials", n=more), markup=False)


def rank_spans(found: Analysis) -> dict[int, tuple[int, int]]:
    """Return the ranks between which each official may stand, within the own part; empty without draws."""
    return {
        int(place): (int(part.ranking.rank_lower[n]), int(part.ranking.rank_upper[n]))
        for part in found.rankings
        for n, place in enumerate(part.members)
    }


def _ranks(lowest: int, highest: int) -> str:
    return str(lowest) if lowest == highest else f"{lowest}–{highest}"


def _groups(found: Analysis, say: MeasuringWords) -> None:
    if not found.rankings:
        screen.out.print(say("groups_need_draws"), markup=False)
        return
    groups = [one for part in found.rankings for one in part.groups if len(one) > 1]
    if not groups:
        screen.out.print(say("all_apart"), markup=False)
        return
    labels = found.measurement.officials.labels
    screen.out.rule(say("groups_title"), style="dim")
    for group in groups[:MOST_GROUPS]:
        names = [labels[n] for n in group]
        if len(names) > FEWEST_NAMED:
            line = say("group_long", first=names[0], last=names[-1], n=len(names))
        else:
            line = say("group_line", names=", ".join(names))
        screen.out.print(line, markup=False)
    if len(groups) > MOST_GROUPS:
        screen.out.print(say("more_groups", n=len(groups) - MOST_GROUPS), markup=False)


def notes_of(found: Analysis, read: RatingsRead, say: MeasuringWords) -> list[str]:
    """Return every reason for care as a sentence, and what would mend it."""
    diagnosis = found.measurement.diagnosis
    lines = [] if diagnosis.converged else [say("note_not_converged")]
    n_parts = found.linkage.n_components
    codes = set(diagnosis.notes) | ({"disconnected"} if n_parts > 1 else set())
    codes -= set() if read.has_examiners else {"one_examiner"}
    codes -= set() if read.has_criteria else {"one_criterion"}
    for code in sorted(codes):
        key = f"note_{code}"
        known = say.knows(key)
        lines.append(say(key, n=n_parts) if known else say("note_other", code=code))
    return lines + (_link_lines(found, say) if read.has_examiners else [])


def _link_lines(found: Analysis, say: MeasuringWords) -> list[str]:
    linkage, lines = found.linkage, []
    weak = [one for one in linkage.links if one.weak]
    if weak:
        what = ", ".join(f"{one.first}–{one.second}" for one in weak[:FEWEST_NAMED])
        more = f" (+{len(weak) - FEWEST_NAMED})" if len(weak) > FEWEST_NAMED else ""
        lines.append(say("note_weak_link", what=what + more))
    sole = [*linkage.sole_officials, *linkage.sole_examiners]
    if sole and linkage.n_components == 1:
        lines.append(say("note_sole", names=", ".join(sole[:FEWEST_NAMED])))
    if linkage.confounded_criteria:
        classes = " | ".join(", ".join(those[:FEWEST_NAMED]) for those in linkage.confounded_criteria)
        lines.append(say("note_confounded", classes=classes))
    if found.would_help and (weak or linkage.n_components > 1):
        best = found.would_help[0]
        lines.append(say("helps_most", examiner=best.examiner, official=best.official))
    return lines
