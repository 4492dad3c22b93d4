"""The auditor: whether one file proves what it shows. It trusts nobody and needs nothing but the core."""
