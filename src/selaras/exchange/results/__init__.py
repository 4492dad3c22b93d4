"""The sheets of ``hasil.xlsx``."""
