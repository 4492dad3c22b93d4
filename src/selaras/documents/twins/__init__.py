"""Editable twins: a paper's own words once more for a word processor, marked as no original."""
