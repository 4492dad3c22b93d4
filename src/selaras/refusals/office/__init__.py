"""Refusals of the rooms of the office, in words: one module per desk."""
