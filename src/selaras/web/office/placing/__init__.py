"""Slates, what-if and why-not, the officer's choice."""
