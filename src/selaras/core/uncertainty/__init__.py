"""How sure published numbers are: the exact tree run once per posterior draw, in floats.

Each rated leaf is replaced by what an examiner of average severity is expected to give; records stay
fixed and are named as fixed. Everything follows from the quantised draws in the ledger.
"""

from selaras.core.uncertainty.event import MeasuredPerson as MeasuredPerson
from selaras.core.uncertainty.event import Uncertainty as Uncertainty
from selaras.core.uncertainty.event import uncertainty_of as uncertainty_of
from selaras.core.uncertainty.matches import expected_fits as expected_fits
