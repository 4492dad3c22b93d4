"""All that follows from one set of ratings, gathered for whoever tells it."""

from selaras.core.measurement.analysis.parts import PartRanking
from selaras.core.measurement.analysis.whole import Analysis, analysis_of

__all__ = ["Analysis", "PartRanking", "analysis_of"]
