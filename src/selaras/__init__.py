"""Selaras: job fit, selection and placement of officials, provable from mark to decree."""

__version__ = "0.5.0"
