"""The best timetable for the wishes, goal after goal, with what proves it.

First without hours: that is easy, and what is reached there no timetable can better. Then hours are found
for just that; where none are found, the wishes are solved whole, goal after goal. At last everybody takes
the turn that was drawn. What people were already told is kept before all that (``renewing``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from selaras.core.errors import CoreError
from selaras.core.timetable.berths import Berth
from selaras.core.timetable.conflict import Impossible, conflict_in
from selaras.core.timetable.renewing import Found, placed_of, renewed
from selaras.core.timetable.solving.counting import Counting, counting_of
from selaras.core.timetable.solving.problem import Answer, Problem
from selaras.core.timetable.solving.shifting import drawn_together
from selaras.core.timetable.solving.turns import days_in_turn, in_turn
from selaras.core.timetable.timetable import FORMAT, Reached, Timetable, in_order
from selaras.core.timetable.wanted import GOALS_AGAIN, Absence, Goal, Placed, Wanted, refuse_unknown
from selaras.core.timetable.worth import value_of

# In CP-SAT's deterministic time, about seconds on one core of an ordinary machine.
EFFORT = 8.0
# A re-plan asks many small questions, each with such a part of the effort.
SHARES = 16


@dataclass(slots=True)
class _Loose:
    """What the wishes come to without hours: values and bounds, goal after goal."""

    counts: dict[Goal, int]
    bounds: dict[Goal, int]
    chosen: Sequence[Berth] | None = None


def timetable_of(wanted: Wanted, *, effort: float = EFFORT) -> Timetable:
    """Return the timetable; the same wishes give the same timetable on every machine.

    effort : for each goal at most so much of CP-SAT's deterministic time; what is not proven by then is
        told with its bound
    Raises ``Impossible`` with an irreducible set of conflicting wishes, and ``timetable_not_found`` where
    neither a timetable nor a proof that there is none was found in time.
    """
    refuse_unknown(wanted)
    found = _renewed(wanted, effort)
    if found is None:
        loose = _without_hours(wanted, effort)
        found = _as_good(wanted, loose, effort)
        if found is None or wanted.previous:
            found = _whole(wanted, loose, effort, first=found)
    placed = placed_of(wanted, found)
    together = drawn_together(wanted, placed, found.chosen)
    bounds = dict(found.bounds)
    if Goal.ORDER in wanted.goals:
        turned = in_turn(wanted, together, effort=effort)
        together, bounds[Goal.ORDER] = turned.placed, turned.bound
    return Timetable(
        format=FORMAT,
        wanted=wanted,
        placed=in_order(together),
        reached=tuple(
            Reached(goal=goal, value=value_of(goal, wanted, together), bound=bounds[goal])
            for goal in wanted.goals
        ),
    )


def planned_again(
    timetable: Timetable,
    *,
    absences: Sequence[Absence] = (),
    pins: Sequence[Placed] = (),
    wanted: Wanted | None = None,
    effort: float = EFFORT,
) -> Timetable:
    """Return a new timetable that keeps as much as it can of what people were told.

    absences : besides those known; pins : what is past, or must stay
    wanted : the wishes as they are now, where more has changed; what was told is taken from ``timetable``
    """
    now = wanted or timetable.wanted
    codes = {one.code for one in now.sittings}
    known = {one.code for one in now.rooms}, {None, *(one.code for one in now.panels)}
    told = tuple(
        one
        for one in timetable.placed
        if one.sitting in codes and one.room in known[0] and one.panel in known[1]
    )
    goals = now.goals if Goal.CHANGES in now.goals else GOALS_AGAIN
    again = replace(now, absences=(*now.absences, *absences), pins=tuple(pins), previous=told, goals=goals)
    return timetable_of(again, effort=effort)


def _solved_goals(wanted: Wanted) -> list[Goal]:
    return [one for one in wanted.goals if one is not Goal.ORDER]


def _renewed(wanted: Wanted, effort: float) -> Found | None:
    """Return the timetable nearest to what was told, where something was and few changes come first."""
    goals = _solved_goals(wanted)
    if not wanted.previous or goals[:1] != [Goal.CHANGES]:
        return None
    return renewed(wanted, goals, effort=effort / SHARES)


def _without_hours(wanted: Wanted, effort: float) -> _Loose:
    """Return the best without hours, as far as it is found."""
    counting = counting_of(wanted)
    if counting is None:
        return _sitting_by_sitting(wanted, effort)
    goals = [one for one in _solved_goals(wanted) if one is not Goal.CHANGES]
    least: dict[Goal, int] = {}
    for goal in goals:
        found = counting.solve(goal, effort=effort / SHARES, at_most={})
        if found.is_impossible:
            raise Impossible(conflict_in(wanted))
        least[goal] = found.bound or 0
    # All goals at what each alone cannot better: where that is possible, it is found sooner than one by one.
    found = counting.solve(None, effort=effort / 2, at_most=least)
    if found.chosen is not None:
        loose = _Loose(dict(least), least, found.chosen)
    else:
        loose = _one_by_one(counting, goals, least, effort)
    if len(loose.counts) == len(goals) and loose.counts.get(Goal.DAYS) != len(wanted.days):
        early = counting.solve_early(effort=effort / 4, at_most=loose.counts)
        loose.chosen = early.chosen or loose.chosen
    if loose.chosen is not None:
        loose.chosen = days_in_turn(wanted, loose.chosen, counting.berths)
    return loose


def _one_by_one(
    counting: Counting, goals: Sequence[Goal], least: Mapping[Goal, int], effort: float
) -> _Loose:
    loose = _Loose({}, {})
    for goal in goals:
        found = counting.solve(None, effort=effort / 4, at_most={**loose.counts, goal: least[goal]})
        if found.chosen is not None:
            loose.counts[goal], loose.bounds[goal] = least[goal], least[goal]
        else:
            found = counting.solve(goal, effort=effort, at_most=loose.counts)
            if found.chosen is None or found.value is None:
                break
            loose.counts[goal] = found.value
            loose.bounds[goal] = max(least[goal], found.bound or 0)
        loose.chosen = found.chosen
    return loose


def _sitting_by_sitting(wanted: Wanted, effort: float) -> _Loose:
    """Return the same where the days of an official can be combined in too many ways to be counted."""
    loose = _Loose({}, {})
    problem = Problem(wanted, with_hours=False)
    for goal in _solved_goals(wanted):
        found = problem.solve(goal, effort=effort)
        if found.is_impossible:
            raise Impossible(conflict_in(wanted))
        if found.chosen is None or found.value is None or found.bound is None:
            break
        loose.counts[goal], loose.bounds[goal], loose.chosen = found.value, found.bound, found.chosen
        problem.model.add(problem.goal(goal) <= found.value)
        problem.hint(found)
    if loose.counts.get(Goal.DAYS) != len(wanted.days):
        early = problem.solve_early(effort=effort / 4)
        loose.chosen = early.chosen or loose.chosen
    return loose


def _as_good(wanted: Wanted, loose: _Loose, effort: float) -> Found | None:
    """Return a timetable that is as good as without hours; None where none was found.

    First everybody's day, room and panel are taken as they were chosen, then the day, then only the worth.
    """
    goals = [one for one in _solved_goals(wanted) if one is not Goal.CHANGES]
    if loose.chosen is None or set(goals) - set(loose.counts):
        return None
    for days_only in (False, True, None):
        problem = Problem(wanted, with_hours=True)
        if days_only is not None:
            problem.keep(loose.chosen, days_only=days_only)
        for goal in goals:
            problem.model.add(problem.goal(goal) <= loose.counts[goal])
        # Where there are hours they are soon found; whoever searches long had better hold less.
        found = problem.solve(None, effort=effort / 4)
        if found.chosen is not None and found.starts is not None:
            bounds: dict[Goal, int] = {goal: loose.bounds[goal] for goal in goals}
            return Found(chosen=found.chosen, starts=found.starts, bounds=bounds)
    return None


def _at_most(wanted: Wanted, values: Mapping[Goal, int], effort: float) -> Answer:
    """Return an answer whose goals come to no more than these values; what holds so much is soon decided."""
    problem = Problem(wanted, with_hours=True)
    for goal, value in values.items():
        problem.model.add(problem.goal(goal) <= value)
    problem.hint_told()
    return problem.solve(None, effort=effort)


def _anything(wanted: Wanted, problem: Problem, effort: float) -> Answer:
    """Return any lawful answer. Where none is found so, none is found by asking for a good one."""
    found = problem.solve(None, effort=effort / 2)
    if found.is_impossible:
        raise Impossible(conflict_in(wanted))
    if found.chosen is None:
        raise CoreError("timetable_not_found", goal="")
    return found


def _whole(wanted: Wanted, loose: _Loose, effort: float, *, first: Found | None) -> Found:
    """Return the timetable solved with its hours, goal after goal, each with the bound known without them.

    first : one from which to begin, so that there is an answer however little is found
    """
    problem = Problem(wanted, with_hours=True)
    best = Answer(is_impossible=False)
    if first is not None:
        best = replace(best, chosen=tuple(first.chosen), starts=tuple(first.starts))
    bounds: dict[Goal, int] = {}
    held: dict[Goal, int] = {}
    is_same = True
    for goal in _solved_goals(wanted):
        known = loose.bounds.get(goal, 0) if is_same else 0
        at_best = _at_most(wanted, {**held, goal: known}, effort / 8)
        if at_best.chosen is not None:
            best, bounds[goal], held[goal] = at_best, known, known
            problem.model.add(problem.goal(goal) <= known)
            continue
        if goal is Goal.CHANGES and best.chosen is None:
            # Half as many more is found much sooner than among all timetables.
            best = _at_most(wanted, {**held, goal: known + known // 2 + 1}, effort / 4)
        if best.chosen is None:
            best = _anything(wanted, problem, effort)
        problem.model.add(problem.goal(goal) >= known)
        problem.hint(best)
        found = problem.solve(goal, effort=effort / 2)
        best = found if found.chosen is not None else best
        assert best.chosen is not None
        assert best.starts is not None
        begun = Found(chosen=best.chosen, starts=best.starts, bounds={})
        held[goal] = value_of(goal, wanted, placed_of(wanted, begun))
        bounds[goal] = max(found.bound or 0, known)
        is_same = is_same and loose.counts.get(goal) == held[goal]
        problem.model.add(problem.goal(goal) <= held[goal])
    if best.chosen is None:
        best = _anything(wanted, problem, effort)
    problem.hint(best)
    early = problem.solve_early(effort=effort / 8)
    best = early if early.chosen is not None else best
    assert best.chosen is not None
    assert best.starts is not None
    return Found(chosen=best.chosen, starts=best.starts, bounds=bounds)
