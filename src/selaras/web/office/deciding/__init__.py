"""Decisions, decrees, announcements, development."""
