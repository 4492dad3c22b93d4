"""One declarative description of the workbook."""
