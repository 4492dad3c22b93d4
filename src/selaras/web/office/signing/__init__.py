"""Signing in the browser: own devices, acts of two people, what waits for a second person."""
