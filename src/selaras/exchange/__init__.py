"""Workbooks in and out: description of the sheets, reading with every problem by cell, results."""
