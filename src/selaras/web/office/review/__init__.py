"""The reviewer's desk, clearance, letters."""
