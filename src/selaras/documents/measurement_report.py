"""Laporan pengukuran: what a file of marks says, as one PDF; no event and no ledger stand behind it."""

from selaras.documents import charts
from selaras.documents.content import measured
from selaras.documents.content.measured import MeasuredFile
from selaras.documents.render import UNDATED, Job, render

__all__ = ["MeasuredFile", "measurement_report"]


def measurement_report(file: MeasuredFile) -> bytes:
    """Return the report; the same bytes from the same analysis."""
    content = measured.content(file)
    pictures = measured.pictures_in(content)
    drawing = charts.Drawing([picture.pop("spec") for picture in pictures])
    for picture, svg in zip(pictures, drawing.svgs(), strict=True):
        picture["svg"] = svg
    (pdf,) = render([Job(template="measure", content=content, standards=UNDATED)])
    return pdf
