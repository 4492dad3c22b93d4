"""Measures beside the scores: how much of a difference is the examiner, and how sure a rank is.

Legal scores stay what the rulebook says. Nothing here replaces one; see docs/method/measurement.md.
"""
