"""Keeping a ledger over the years: tables made anew from it, and people erased from it."""
