"""Accounts beside their roles: tied to the office's own provider, and lent work in need."""
