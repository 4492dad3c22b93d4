"""What the marks of one examiner say of the examiner."""

from selaras.core.measurement.examiner_report.interactions import Drift, Interaction
from selaras.core.measurement.examiner_report.pair_effects import HaloShare
from selaras.core.measurement.examiner_report.report import (
    ExaminerReport,
    examiner_reports,
    report_for_examiner,
)
from selaras.core.measurement.examiner_report.use_of_scale import Centrality

__all__ = [
    "Centrality",
    "Drift",
    "ExaminerReport",
    "HaloShare",
    "Interaction",
    "examiner_reports",
    "report_for_examiner",
]
