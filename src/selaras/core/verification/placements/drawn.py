"""How slates stand in the draws, counted anew from the result's own draws.

Without rules that couple moves the optimum of each draw is found as fast as it is read; with them each would
have to be searched for, and the numbers are taken as told. The bound of regret is always the solver's word.
"""

from functools import cached_property

from selaras.core.errors import CoreError
from selaras.core.placement import robust
from selaras.core.placement.draws import drawn_values
from selaras.core.placement.model import Certificate, SlateName, Values
from selaras.core.placement.robust import Optima
from selaras.core.placement.told import certificate_told
from selaras.core.verification.found import Grounds
from selaras.core.verification.placements.problems import Recomputed
from selaras.core.verification.placements.slates import Offered


class Redrawn:
    """The draws of a problem that was recomputed; their optima are found once a slate tells of draws."""

    def __init__(self, grounds: Grounds, own: Recomputed) -> None:
        self._grounds, self._problem = grounds, own.problem
        self._optima: Optima | None = None

    def recounts(self, one: Offered) -> bool:
        """Refuse counts and regrets that the draws do not make; return whether they were counted anew."""
        told, draws = one.told, one.told.draws
        if self._problem.instance.rules:
            return False
        # Somebody may wish for a slate without asking how it stands; what is offered says so.
        if (draws is None) is not (self._values is None) and told.name is not SlateName.WISHED:
            raise CoreError("draws_differ", part="n")
        if self._values is None or draws is None:
            return False
        optima = self._found(self._values, certificate_told(told.proof))
        regret = robust.regrets(optima, one.seats)
        made = {
            "n": optima.n_draws,
            "chosen_in": tuple(robust.chosen_in(optima, one.seats).tolist()),
            "regret": (robust.mean(regret), robust.cvar(regret)),
        }
        for part, expected in made.items():
            if getattr(draws, part) != expected:
                raise CoreError("draws_differ", part=part)
        return True

    @cached_property
    def _values(self) -> Values | None:
        return drawn_values(self._grounds.case, self._grounds.results, self._problem)

    def _found(self, values: Values, proof: Certificate) -> Optima:
        if self._optima is None:
            self._optima = robust.optima_of(self._problem.instance, (), values, proof)
        return self._optima
