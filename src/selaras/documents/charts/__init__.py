"""Charts for screen and paper: one Vega spec each, drawn to SVG by a process of its own."""

from selaras.documents.charts.canvas import Spec
from selaras.documents.charts.categories import Chances, Scale, category_bars, category_curves
from selaras.documents.charts.dependability import Dependability, dependability_curves
from selaras.documents.charts.engine import Drawing, warm_up
from selaras.documents.charts.frontier import Proposed, Reached, frontier_curve
from selaras.documents.charts.heat_map import Cell, heat_map
from selaras.documents.charts.moves import Becomes, Station, Track, moves_maps
from selaras.documents.charts.ranks import (
    Alike,
    Line,
    RankSpan,
    Scored,
    axis_start,
    rank_dots,
    rank_intervals,
)
from selaras.documents.charts.severity_map import Facets, Located, severity_map
from selaras.documents.charts.talent_map import Boxed, nine_box

__all__ = [
    "Alike",
    "Becomes",
    "Boxed",
    "Cell",
    "Chances",
    "Dependability",
    "Drawing",
    "Facets",
    "Line",
    "Located",
    "Proposed",
    "RankSpan",
    "Reached",
    "Scale",
    "Scored",
    "Spec",
    "Station",
    "Track",
    "axis_start",
    "category_bars",
    "category_curves",
    "dependability_curves",
    "frontier_curve",
    "heat_map",
    "moves_maps",
    "nine_box",
    "rank_dots",
    "rank_intervals",
    "severity_map",
    "warm_up",
]
