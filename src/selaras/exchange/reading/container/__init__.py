"""The container of a workbook, looked through before and beside the reading of cells."""
