"""Scoring from a browser: the sheet, attendance, records and 360 answers entered by the office."""
